"""Quality rules for questionnaires that can be read: one function per rule, which finds its violations."""
