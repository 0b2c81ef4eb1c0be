"""Quality rules for questionnaires that were read without errors: one function per rule, which finds its violations."""
