"""Estimates how long it takes to answer questions."""

MINUTES_PER_QUESTION = 1.5
"""Estimated minutes to read, discuss and answer one question."""
MINUTES_ROUNDING = 5


def estimate_minutes(question_count: int) -> int:
    """About how many minutes questions take, in steps of five; at least one step."""
    return max(round(question_count * MINUTES_PER_QUESTION / MINUTES_ROUNDING), 1) * MINUTES_ROUNDING
