"""The one door: what a path or standard input holds, read once, with everything that goes with it."""
