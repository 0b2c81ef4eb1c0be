"""Turns a result into a document or a workbook, and renders it as bytes; the content is the same in every format."""
