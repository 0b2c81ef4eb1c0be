"""Rules about what answers can make of the numbers: rungs that count alike, levels and verdicts out of reach."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from eurostack_assess.errors import Message, message
from eurostack_assess.lint.subject import Found, Subject
from eurostack_assess.method.exact import HUNDRED, ONE, ZERO, exact, total
from eurostack_assess.model.assessment import Verdict
from eurostack_assess.model.base import KINDS
from eurostack_assess.model.framework import Question, Questionnaire, Thresholds

MOST_SUMS = 20_000
"""Where so many different scores are possible, none between two thresholds is missing."""


def flat_ladder(subject: Subject) -> Iterator[Found]:
    """A rung counts more than the one below it: in the score or, of a gating question, in the level."""
    for part, path, question in subject.questions():
        if question.role == "informational":
            continue
        for rung in range(1, len(question.options)):
            if _counts(question, rung) == _counts(question, rung - 1):
                yield Found(part, (*path, "options", rung), {"rung": rung, "below": rung - 1})


def _counts(question: Question, rung: int) -> tuple[float | None, int | None]:
    option = question.options[rung]
    return option.value, option.level if question.role == "gating" else None


def no_gate(subject: Subject) -> Iterator[Found]:
    """A layer of the stack has a level: some question gates."""
    for part, asked, kind in _by_kind(subject):
        if part.id in subject.header.layers and not _gates(asked):
            yield Found(part.id, _own_id(part), {"kind": kind})


def level_out_of_reach(subject: Subject) -> Iterator[Found]:
    """Every level can be the outcome: some gating question is at it, and none is held below it."""
    for part, asked, kind in _by_kind(subject):
        ladders = [_levels(question) for question in _gates(asked)]
        highest = min((max(ladder) for ladder in ladders), default=-1)
        reached = {level for ladder in ladders for level in ladder if level <= highest}
        lacking = [str(level) for level in range(len(subject.header.levels)) if level not in reached]
        if ladders and lacking:
            yield Found(part.id, _own_id(part), {"kind": kind, "levels": ", ".join(lacking)})


def gate_cannot_bind(subject: Subject) -> Iterator[Found]:
    """A gating question can hold the level down: it goes lower than the other gates let the level rise."""
    for part, asked, kind in _by_kind(subject):
        gates = _gates(asked)
        for question in gates:
            own = _levels(question)
            others = min((max(_levels(one)) for one in gates if one is not question), default=max(own))
            if min(own) >= min(max(own), others):
                path = ("questions", part.questions.index(question), "role")
                yield Found(part.id, path, {"question": question.id, "kind": kind})


def floor_cannot_bind(subject: Subject) -> Iterator[Found]:
    """Below a floor there is a rung, and on or above it too."""
    for part, path, question in subject.questions():
        if question.floor is not None and not min(_levels(question)) < question.floor <= max(_levels(question)):
            yield Found(part, (*path, "floor"), {"question": question.id, "floor": question.floor})


def verdict_out_of_reach(subject: Subject) -> Iterator[Found]:
    """Strong, middle and attention can each be the outcome when every question is answered."""
    verdicts: tuple[Verdict, ...] = ("strong", "middle", "attention")
    for part, asked, kind in _by_kind(subject):
        scored = [question for question in asked if question.role != "informational"]
        for verdict in verdicts if scored else ():
            if not _possible(verdict, scored, subject.header.thresholds):
                yield Found(part.id, _own_id(part), {"kind": kind, "verdict": message(f"verdict.{verdict}")})


def _possible(verdict: Verdict, scored: Sequence[Question], thresholds: Thresholds) -> bool:
    strong, attention = exact(thresholds.strong) / HUNDRED, exact(thresholds.attention) / HUNDRED
    weight = total(exact(question.weight) for question in scored)
    allowed = [_values(question, above_floor=True) for question in scored]
    weights = [exact(question.weight) / weight for question in scored]
    if verdict == "attention":
        lowest = [min(_values(question, above_floor=False)) for question in scored]
        fails = any(question.floor is not None and min(_levels(question)) < question.floor for question in scored)
        return fails or total(share * low for share, low in zip(weights, lowest, strict=True)) <= attention
    if not all(allowed):
        return False
    if verdict == "strong":
        return total(share * max(values) for share, values in zip(weights, allowed, strict=True)) >= strong
    if attention == strong:  # the author wants no middle
        return True
    sums = {ZERO}
    for share, values in zip(weights, allowed, strict=True):
        sums = {so_far + share * value for so_far in sums for value in values}
        if len(sums) > MOST_SUMS:
            return True
    return any(attention < one < strong for one in sums)


def too_few_questions(subject: Subject) -> Iterator[Found]:
    """A layer still has a verdict when one question, whichever it is, stays open."""
    least = exact(subject.header.thresholds.coverage)
    for part, asked, kind in _by_kind(subject):
        weights = {question.id: exact(question.weight) for question in asked if question.role != "informational"}
        whole = total(weights.values())
        fatal = [id_ for id_, weight in weights.items() if weight / whole > ONE - least]
        if fatal:
            yield Found(part.id, _own_id(part), {"kind": kind, "questions": ", ".join(fatal)})


def _by_kind(subject: Subject) -> Iterator[tuple[Questionnaire, list[Question], Message]]:
    """Each part's questions to each kind of profile; once where both kinds are asked the same."""
    for part in subject.parts.values():
        asked = {kind: part.asked_of(kind) for kind in KINDS}
        if all(len(questions) == len(part.questions) for questions in asked.values()):
            yield part, list(part.questions), message("lint.either-kind")
        else:
            yield from (
                (part, questions, message(f"lint.one-{kind}")) for kind, questions in asked.items() if questions
            )


def _own_id(part: Questionnaire) -> tuple[str]:
    """Where a part's file says which part it is."""
    return ("layer" if part.lens is None else "lens",)


def _gates(asked: Sequence[Question]) -> list[Question]:
    return [question for question in asked if question.role == "gating"]


def _levels(question: Question) -> list[int]:
    return [option.level or 0 for option in question.options]


def _values(question: Question, *, above_floor: bool) -> set[Fraction]:
    """What its options count; of a question with a floor, if asked for, only those on or above it."""
    floor = question.floor if above_floor else None
    return {exact(one.value or 0.0) for one in question.options if floor is None or (one.level or 0) >= floor}
