"""One command per file: a function that declares the parameters and joins reading, method and report.

Modules import what `--help` needs at the top, and what the command needs inside it: help stays light.
"""
