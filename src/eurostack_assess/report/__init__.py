"""Result to document to bytes: what is said is decided once, in a format-neutral document; one small file a format."""
