"""The assessment as a conversation: one pure state machine, and two faces that show it."""
