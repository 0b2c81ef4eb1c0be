"""What a questionnaire is checked for beyond being readable: one function per rule, from questions to findings."""
