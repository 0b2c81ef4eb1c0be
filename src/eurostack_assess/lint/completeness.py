"""Rules about missing reasons, evidence, valid sources and actions, and about files not named in the framework."""

from collections.abc import Iterator
from datetime import date, timedelta

from eurostack_assess.lint.subject import RuleViolation, Subject

SOON = 90
"""Days within which a source that expires is told of."""


def file_not_named(subject: Subject) -> Iterator[RuleViolation]:
    """What stands in the folder counts."""
    for name in subject.unnamed_files:
        yield RuleViolation(None, ("layers",), {"file": name})


def no_why(subject: Subject) -> Iterator[RuleViolation]:
    """Why it matters, to be read aloud."""
    yield from _find_missing(subject, "why")


def no_evidence(subject: Subject) -> Iterator[RuleViolation]:
    """What would prove an answer."""
    yield from _find_missing(subject, "evidence")


def no_source(subject: Subject) -> Iterator[RuleViolation]:
    """What the question rests on, if only on its author's proposal."""
    yield from _find_missing(subject, "source")


def source_expired(subject: Subject) -> Iterator[RuleViolation]:
    """What rests on a source past its day must be looked at again."""
    for part, path, day in _find_terms(subject):
        if day < subject.today:
            yield RuleViolation(part, path, {"day": day})


def source_expires_soon(subject: Subject) -> Iterator[RuleViolation]:
    """And what rests on one of which the day is near can be looked at in time."""
    for part, path, day in _find_terms(subject):
        if subject.today <= day <= subject.today + timedelta(days=SOON):
            yield RuleViolation(part, path, {"day": day, "days": (day - subject.today).days})


def _find_terms(subject: Subject) -> Iterator[tuple[str, tuple[str | int, ...], date]]:
    for part, path, question in subject.questions():
        for index, source in enumerate(question.source):
            if source.valid_until is not None:
                yield part, (*path, "source", index, "valid_until"), source.valid_until


def _find_missing(subject: Subject, key: str) -> Iterator[RuleViolation]:
    for part, path, question in subject.questions():
        if not getattr(question, key):
            yield RuleViolation(part, (*path, "id"), {"question": question.id})


def no_action(subject: Subject) -> Iterator[RuleViolation]:
    """To every rung above the lowest something leads, up to the one aimed at; of a question that counts."""
    for part, path, question in subject.questions():
        needed_rungs = range(1, (question.target or 0) + 1) if question.role != "informational" else ()
        lacking = [str(rung) for rung in needed_rungs if rung not in {action.to for action in question.actions}]
        if lacking:
            rungs = {"question": question.id, "rungs": ", ".join(lacking)}
            yield RuleViolation(part, (*path, "actions") if question.actions else (*path, "id"), rungs)
