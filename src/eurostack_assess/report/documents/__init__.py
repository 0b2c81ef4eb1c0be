"""What is said: a result becomes a document, free of format."""
