"""Bytes to model: one strict reader for every file, with the place of every value."""
