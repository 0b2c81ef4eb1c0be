"""One module per command, with a function that declares the parameters and joins reading, method and report.

A module imports what `--help` needs at the top, and what the command needs inside the function, so that help starts
fast.
"""
