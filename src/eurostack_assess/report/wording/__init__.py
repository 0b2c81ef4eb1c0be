"""Sentences that documents, sheets and exports share, so that each is worded once."""
