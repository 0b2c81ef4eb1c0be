"""The assessment as a conversation: one pure state machine, and two interfaces (faces) that show it."""
