"""Rules about two editions of a framework: profiles refer to questions by their ids, so an id is for good."""

from collections.abc import Iterator

from eurostack_assess.lint.subject import Found, Subject
from eurostack_assess.method.editions import ALIKE, alike
from eurostack_assess.method.older import question_records
from eurostack_assess.model.framework import Framework, FrameworkHeader, Question

ANOTHER = 0.5
"""Below this likeness of what is asked and of every rung, a question is another one under an old id."""


def id_reused(subject: Subject) -> Iterator[Found]:
    """An id still stands for the question it stood for."""
    for part, path, question, _, before in _in_both(subject):
        if alike(question, before) < ANOTHER and not _same_rungs(question, before):
            yield Found(part, (*path, "id"), {"question": question.id})


def id_moved(subject: Subject) -> Iterator[Found]:
    """An id stays in its layer, and is asked of the same kind of profile."""
    for part, path, question, earlier, before in _in_both(subject):
        if (earlier.part_of[question.id].id, before.scope) != (part, question.scope):
            yield Found(part, (*path, "id"), {"question": question.id, "part": earlier.part_of[question.id].id})


def id_renamed(subject: Subject) -> Iterator[Found]:
    """A question that is asked as before keeps its id."""
    earlier = subject.earlier
    if earlier is None:
        return
    now = {question.id for _, _, question in subject.questions()}
    gone = [question for part in subject.parts_before for question in part.questions if question.id not in now]
    for part, path, question in subject.questions():
        if question.id not in earlier.questions:
            likest = max(gone, key=lambda one: alike(question, one), default=None)
            if likest is not None and likest.scope == question.scope and alike(question, likest) >= ALIKE:
                yield Found(part, (*path, "id"), {"question": question.id, "before": likest.id})


def edition_not_raised(subject: Subject) -> Iterator[Found]:
    """What asks or counts differently has another edition."""
    earlier = subject.earlier
    if earlier is None or earlier.header.edition != subject.header.edition:
        return
    same = question_records(subject.parts.values()) == question_records(subject.parts_before)
    if not same or _counting(subject.header) != _counting(earlier.header):
        yield Found(None, ("edition",), {"edition": subject.header.edition})


def edition_forgotten(subject: Subject) -> Iterator[Found]:
    """A new edition remembers the one before, so that profiles answered under it still score."""
    earlier = subject.earlier
    if earlier is not None and earlier.header.edition not in (subject.header.edition, *subject.header.earlier):
        yield Found(None, ("edition",), {"edition": earlier.header.edition})


def _counting(header: FrameworkHeader) -> tuple[object, ...]:
    return header.layers, dict(header.weights), header.target, header.thresholds, len(header.levels)


def _in_both(subject: Subject) -> Iterator[tuple[str, tuple[str | int, ...], Question, Framework, Question]]:
    if subject.earlier is not None:
        for part, path, question in subject.questions():
            if (before := subject.earlier.questions.get(question.id)) is not None:
                yield part, path, question, subject.earlier, before


def _same_rungs(one: Question, other: Question) -> bool:
    return [option.text for option in one.options] == [option.text for option in other.options]
