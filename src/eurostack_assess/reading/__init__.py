"""Reads bytes into models: one strict reader for every file, which keeps the place of every value."""
