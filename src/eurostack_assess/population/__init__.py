"""Counts many profiles at once, with any engine; the numbers equal those of the method, to the last digit."""
