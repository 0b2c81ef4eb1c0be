"""Result to document or workbook to bytes: what is said is decided once, free of format."""
