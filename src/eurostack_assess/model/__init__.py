"""Frozen data, without input or output: frameworks, profiles and results."""
