"""The assessment as a conversation: what was said, what comes next, what is on the page; and two faces that show it."""
