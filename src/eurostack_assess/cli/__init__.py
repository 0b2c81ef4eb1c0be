"""The command line: turns typed words into calls. It is the only package that prints, writes files or exits."""
