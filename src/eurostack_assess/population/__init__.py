"""Many profiles at once, counted by any engine: the same numbers as the method's, to the last digit."""
