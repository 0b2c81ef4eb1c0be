"""Many profiles at once, as table expressions: the same numbers as the method's, to the last digit."""
