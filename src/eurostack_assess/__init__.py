"""Find out how dependent an organisation or region is, layer by layer of the Eurostack, and where to act first."""

__version__ = "0.1.0"
