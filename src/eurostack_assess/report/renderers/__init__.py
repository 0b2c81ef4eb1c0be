"""Renders a document or a workbook as the text of a terminal or the bytes of a file."""
