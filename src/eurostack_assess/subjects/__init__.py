"""The single entry point for input: what a path or standard input holds, read once, with all that belongs to it."""
