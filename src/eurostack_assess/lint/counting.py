"""Rules about the outcomes that answers can have: rungs that count alike, levels and verdicts out of reach."""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from eurostack_assess.errors import Message, message
from eurostack_assess.lint.subject import RuleViolation, Subject
from eurostack_assess.method.exact import HUNDRED, ONE, ZERO, exact, total, weighted_mean
from eurostack_assess.method.levels import find_cuts, find_level_at
from eurostack_assess.method.verdict_rule import bounds_of_shares, decide_verdict, verdict_limits
from eurostack_assess.model.framework import FrameworkHeader, Thresholds
from eurostack_assess.model.question import Question, Questionnaire
from eurostack_assess.model.vocabulary import FINDING_VERDICTS, KINDS, FindingVerdict

MAX_SUMS = 20_000
"""Where so many different scores are possible, none between two thresholds is missing."""


def flat_ladder(subject: Subject) -> Iterator[RuleViolation]:
    """A rung counts more than the one below it: in the score or, of a gating question, in the level."""
    for part, path, question in subject.questions():
        if question.role == "informational":
            continue
        for rung in range(1, len(question.options)):
            if _get_value_and_level(question, rung) == _get_value_and_level(question, rung - 1):
                yield RuleViolation(part, (*path, "options", rung), {"rung": rung, "below": rung - 1})


def _get_value_and_level(question: Question, rung: int) -> tuple[float | None, int | None]:
    option = question.options[rung]
    return option.value, option.level if question.role == "gating" else None


def no_gate(subject: Subject) -> Iterator[RuleViolation]:
    """A layer of the stack has a level: some question gates."""
    if subject.header.cuts is not None:
        return
    for part, questions, kind in _group_by_kind(subject):
        if part.id in subject.header.layers and not _filter_gating(questions):
            yield RuleViolation(part.id, _get_id_path(part), {"kind": kind})


def level_out_of_reach(subject: Subject) -> Iterator[RuleViolation]:
    """Every level can be the outcome: by some gating question and none below it, or by some score."""
    find_reached = _find_levels_by_cuts if subject.header.cuts is not None else _find_levels_by_gates
    for part, questions, kind in _group_by_kind(subject):
        reached = find_reached(questions, subject.header)
        lacking = [str(level) for level in range(len(subject.header.levels)) if level not in reached]
        if reached and lacking:
            yield RuleViolation(part.id, _get_id_path(part), {"kind": kind, "levels": ", ".join(lacking)})


def _find_levels_by_gates(questions: Sequence[Question], _: FrameworkHeader) -> Collection[int]:
    """Levels that some answers lead to; none where no question gates."""
    ladders = [_get_levels(question) for question in _filter_gating(questions)]
    highest = min((max(ladder) for ladder in ladders), default=-1)
    return {level for ladder in ladders for level in ladder if level <= highest}


def _find_levels_by_cuts(questions: Sequence[Question], header: FrameworkHeader) -> Collection[int]:
    """From the level of the lowest score to that of the highest; none where no question counts."""
    scored = [question for question in questions if question.role != "informational"]
    ends = [
        weighted_mean((exact(question.weight), end(_get_values(question, above_floor=False))) for question in scored)
        for end in (min, max)
    ]
    lowest, highest = (find_level_at(share, find_cuts(header)) for share in ends)
    return () if lowest is None or highest is None else range(lowest, highest + 1)


def gate_cannot_bind(subject: Subject) -> Iterator[RuleViolation]:
    """A gating question can hold the level down: it goes lower than the other gates let the level rise."""
    for part, questions, kind in _group_by_kind(subject):
        gates = _filter_gating(questions)
        for question in gates:
            levels = _get_levels(question)
            lowest_other = min((max(_get_levels(gate)) for gate in gates if gate is not question), default=max(levels))
            if min(levels) >= min(max(levels), lowest_other):
                path = ("questions", part.questions.index(question), "role")
                yield RuleViolation(part.id, path, {"question": question.id, "kind": kind})


def floor_cannot_bind(subject: Subject) -> Iterator[RuleViolation]:
    """Below a floor there is a rung, and on or above it too."""
    for part, path, question in subject.questions():
        if question.floor is not None and not min(_get_levels(question)) < question.floor <= max(_get_levels(question)):
            yield RuleViolation(part, (*path, "floor"), {"question": question.id, "floor": question.floor})


def verdict_out_of_reach(subject: Subject) -> Iterator[RuleViolation]:
    """Strong, middle and attention can each be the outcome when every question is answered."""
    for part, questions, kind in _group_by_kind(subject):
        scored = [question for question in questions if question.role != "informational"]
        for verdict in FINDING_VERDICTS if scored else ():
            if not _is_possible(verdict, scored, subject.header.thresholds):
                yield RuleViolation(
                    part.id, _get_id_path(part), {"kind": kind, "verdict": message(f"verdict.{verdict}")}
                )


def _is_possible(verdict: FindingVerdict, scored: Sequence[Question], thresholds: Thresholds) -> bool:
    """Whether some way to answer every question leads to this verdict."""
    limits = verdict_limits(thresholds)

    def is_outcome(value: Fraction) -> bool:
        return decide_verdict(bounds_of_shares(value, value), limits)[0] == verdict

    weight = total(exact(question.weight) for question in scored)
    weights = [exact(question.weight) / weight for question in scored]
    if verdict == "attention":
        lowest = [min(_get_values(question, above_floor=False)) for question in scored]
        fails = any(question.floor is not None and min(_get_levels(question)) < question.floor for question in scored)
        return fails or is_outcome(total(share * low for share, low in zip(weights, lowest, strict=True)))
    allowed = [_get_values(question, above_floor=True) for question in scored]
    if not all(allowed):
        return False
    if verdict == "strong":
        return is_outcome(total(share * max(values) for share, values in zip(weights, allowed, strict=True)))
    if thresholds.attention == thresholds.strong:  # the author wants no middle
        return True
    sums = {ZERO}
    for share, values in zip(weights, allowed, strict=True):
        sums = {so_far + share * value for so_far in sums for value in values}
        if len(sums) > MAX_SUMS:
            return True
    return any(map(is_outcome, sums))


def too_few_questions(subject: Subject) -> Iterator[RuleViolation]:
    """A layer can still have a certain verdict when one question, whichever it is, stays open: its range can fit."""
    strong, attention = (
        exact(limit) / HUNDRED for limit in (subject.header.thresholds.strong, subject.header.thresholds.attention)
    )
    widest = max(attention, strong - attention, ONE - strong)
    for part, questions, kind in _group_by_kind(subject):
        scored = [question for question in questions if question.role != "informational"]
        total_weight = total(exact(question.weight) for question in scored)
        fatal = [question.id for question in scored if _get_width(question) / total_weight > widest]
        if fatal:
            yield RuleViolation(part.id, _get_id_path(part), {"kind": kind, "questions": ", ".join(fatal)})


def _get_width(question: Question) -> Fraction:
    """How far apart the ends of a layer's range are when it alone is open, in units of its weight."""
    values = _get_values(question, above_floor=False)
    return exact(question.weight) * (max(values) - min(values))


def unused_threshold(subject: Subject) -> Iterator[RuleViolation]:
    """No threshold is set that decides nothing."""
    for key in ("coverage", "compared"):
        if getattr(subject.header.thresholds, key) is not None:
            yield RuleViolation(None, ("thresholds", key), {"key": f"thresholds.{key}"})


def _group_by_kind(subject: Subject) -> Iterator[tuple[Questionnaire, list[Question], Message]]:
    """Each part's questions to each kind of profile; once where both kinds are asked the same."""
    for part in subject.parts.values():
        questions_by_kind = {kind: part.questions_for(kind) for kind in KINDS}
        if all(len(questions) == len(part.questions) for questions in questions_by_kind.values()):
            yield part, list(part.questions), message("lint.either-kind")
        else:
            yield from (
                (part, questions, message(f"lint.one-{kind}"))
                for kind, questions in questions_by_kind.items()
                if questions
            )


def _get_id_path(part: Questionnaire) -> tuple[str]:
    """Where a part's file says which part it is."""
    return ("layer" if part.lens is None else "lens",)


def _filter_gating(questions: Sequence[Question]) -> list[Question]:
    return [question for question in questions if question.role == "gating"]


def _get_levels(question: Question) -> list[int]:
    return [option.level or 0 for option in question.options]


def _get_values(question: Question, *, above_floor: bool) -> set[Fraction]:
    """What its options count; of a question with a floor, if asked for, only those on or above it."""
    floor = question.floor if above_floor else None
    return {exact(option.value or 0.0) for option in question.options if floor is None or (option.level or 0) >= floor}
