"""Rules about two editions of a framework: profiles refer to questions by id, so an id must keep its meaning."""

from collections.abc import Iterator

from eurostack_assess.lint.subject import RuleViolation, Subject
from eurostack_assess.method.edition_drift import build_question_records
from eurostack_assess.method.editions import MIN_SIMILARITY, measure_similarity
from eurostack_assess.model.framework import Framework, FrameworkHeader
from eurostack_assess.model.question import Question

REUSE_LIMIT = 0.5
"""Below this likeness of what is asked and of every rung, a question is another one under an old id."""


def id_reused(subject: Subject) -> Iterator[RuleViolation]:
    """An id still stands for the question it stood for."""
    for part, path, question, _, earlier_question in _find_common_questions(subject):
        if measure_similarity(question, earlier_question) < REUSE_LIMIT and not _have_same_rungs(
            question, earlier_question
        ):
            yield RuleViolation(part, (*path, "id"), {"question": question.id})


def id_moved(subject: Subject) -> Iterator[RuleViolation]:
    """An id stays in its layer, and is asked of the same kind of profile."""
    for part, path, question, earlier, earlier_question in _find_common_questions(subject):
        if (earlier.part_of[question.id].id, earlier_question.scope) != (part, question.scope):
            yield RuleViolation(part, (*path, "id"), {"question": question.id, "part": earlier.part_of[question.id].id})


def id_renamed(subject: Subject) -> Iterator[RuleViolation]:
    """A question that is asked as before keeps its id."""
    earlier = subject.earlier
    if earlier is None:
        return
    current_ids = {question.id for _, _, question in subject.questions()}
    removed = [
        question for part in subject.earlier_parts for question in part.questions if question.id not in current_ids
    ]
    for part, path, question in subject.questions():
        if question.id not in earlier.questions:
            closest = max(removed, key=lambda candidate: measure_similarity(question, candidate), default=None)
            if (
                closest is not None
                and closest.scope == question.scope
                and measure_similarity(question, closest) >= MIN_SIMILARITY
            ):
                yield RuleViolation(part, (*path, "id"), {"question": question.id, "before": closest.id})


def edition_not_raised(subject: Subject) -> Iterator[RuleViolation]:
    """What asks or counts differently has another edition."""
    earlier = subject.earlier
    if earlier is None or earlier.header.edition != subject.header.edition:
        return
    same = build_question_records(subject.parts.values()) == build_question_records(subject.earlier_parts)
    if not same or _get_counting_fields(subject.header) != _get_counting_fields(earlier.header):
        yield RuleViolation(None, ("edition",), {"edition": subject.header.edition})


def edition_forgotten(subject: Subject) -> Iterator[RuleViolation]:
    """A new edition remembers the one before, so that profiles answered under it still score."""
    earlier = subject.earlier
    if earlier is not None and earlier.header.edition not in (subject.header.edition, *subject.header.earlier_editions):
        yield RuleViolation(None, ("edition",), {"edition": earlier.header.edition})


def _get_counting_fields(header: FrameworkHeader) -> tuple[object, ...]:
    return header.layers, dict(header.weights), header.target, header.thresholds, len(header.levels)


def _find_common_questions(
    subject: Subject,
) -> Iterator[tuple[str, tuple[str | int, ...], Question, Framework, Question]]:
    if subject.earlier is not None:
        for part, path, question in subject.questions():
            if (earlier_question := subject.earlier.questions.get(question.id)) is not None:
                yield part, path, question, subject.earlier, earlier_question


def _have_same_rungs(question: Question, earlier_question: Question) -> bool:
    return [option.text for option in question.options] == [option.text for option in earlier_question.options]
