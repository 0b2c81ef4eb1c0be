"""Files for other programs, and files that the tool reads back itself."""
