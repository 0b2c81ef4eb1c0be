"""Turns results into documents: the content of each report, independent of format."""
