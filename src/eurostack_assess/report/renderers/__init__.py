"""How it looks: a document or a workbook becomes the text of a terminal or the bytes of a file."""
