"""What a questionnaire is held against, beyond being readable: one function a rule, from the questions to findings."""
