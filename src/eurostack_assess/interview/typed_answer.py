"""An answer as it is typed, key by key or as a line: a rung (`2`), or which are still possible (`2+`, `2-`, `1..3`)."""

from eurostack_assess.interview.interview import Interview
from eurostack_assess.model.rungs import RungBounds, parse_bounds

MAX_DIGITS = 4
BETWEEN = ".."
"""Between the lowest and the highest rung."""


def parse_number(text: str) -> int | None:
    """The number typed, where it is one that a person would type."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else None


def extend_answer(typed: str, key: str, cursor: int | None) -> str | None:
    """What is typed of an answer after a key, or after a whole line; None where that is no part of an answer.

    Args:
        typed: What was typed before.
        key: A key, or a line.
        cursor: The rung under the cursor, which counts as typed where nothing else is.
    """
    before = typed or ("" if cursor is None else str(cursor))
    if key.isascii() and key.isdigit():
        return f"{typed}{key}" if typed.endswith(BETWEEN) else key
    if key in ("+", "-") and before.isdigit():
        return f"{before}{key}"
    if key == "." and before.isdigit():
        return f"{before}{BETWEEN}"
    if key == "." and typed.endswith(BETWEEN):
        return typed
    return key if key[:1].isdigit() or parse_bounds(key) else None


def record_answer(interview: Interview, typed: str) -> Interview:
    """The interview with the answer that was typed; the same one where the question has no such answer."""
    bounds, rung = parse_bounds(typed, keyed=True), parse_number(typed)
    if bounds is not None:
        return interview.bound(bounds)
    return interview if rung is None else interview.answer(rung)


def find_answered_rung(interview: Interview) -> int | None:
    """The rung answered on the page, or the lowest of those still possible."""
    match interview.entry.answer:
        case int() as rung:
            return rung
        case RungBounds() as bounds:
            return bounds.lowest
        case _:
            return None
