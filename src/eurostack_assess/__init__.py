"""eurostack-assess: how dependent are we, layer by layer of the Eurostack, and where to act first."""

__version__ = "0.1.0"
