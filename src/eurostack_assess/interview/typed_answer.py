"""Parses an answer typed key by key or as a line: a rung (`2`) or possible rungs (`2+`, `2-`, `1..3`)."""

from eurostack_assess.interview.interview import Interview
from eurostack_assess.model.rungs import SKIPPED, RungBounds, parse_bounds
from eurostack_assess.model.session import SessionEntry

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
        return f"{typed}{key}" if is_incomplete(typed) else key
    if key in ("+", "-") and before.isdigit():
        return f"{before}{key}"
    if key == "." and before.isdigit():
        return f"{before}{BETWEEN}"
    if key == "." and is_incomplete(typed):
        return typed
    return key if key[:1].isdigit() or parse_bounds(key) else None


def is_incomplete(typed: str) -> bool:
    """Whether the highest rung of `1..` is still to come."""
    return typed.endswith(BETWEEN)


def record_answer(interview: Interview, typed: str, *, corrects: bool) -> Interview | None:
    """The interview with the answer that was typed; None where the question has no such answer."""
    bounds, rung = parse_bounds(typed, keyed=True), parse_number(typed)
    answer = rung if bounds is None else bounds
    highest = answer.highest_named if isinstance(answer, RungBounds) else answer
    if answer is None or highest is None or highest > interview.top:
        return None
    return interview.choose(answer, corrects=corrects)


def find_given_answer(interview: Interview) -> SessionEntry | None:
    """What was said of the question on the page, where that is an answer; skipping is none."""
    return None if interview.entry.answer in (None, SKIPPED) else interview.entry


def find_answered_rung(interview: Interview) -> int | None:
    """The rung answered on the page, or the lowest of those still possible."""
    match interview.entry.answer:
        case int() as rung:
            return rung
        case RungBounds() as bounds:
            return bounds.lowest
        case _:
            return None
