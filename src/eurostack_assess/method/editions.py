"""Step 19, two editions: which questions are new, gone or changed, and what that does to the scores of profiles."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import zip_longest

from eurostack_assess.method.assess import assess
from eurostack_assess.method.older import changes, question_record
from eurostack_assess.model.assessment import Assessment, LayerResult, Rung, Tool
from eurostack_assess.model.editions import (
    EditionDiff,
    EditionUsed,
    LayerMoved,
    ProfileMoved,
    QuestionDiffering,
    RungMoved,
)
from eurostack_assess.model.framework import Change, Framework, Option, Question
from eurostack_assess.model.profile import Profile

ALIKE = 0.85
"""From this ratio of matching characters on, two questions ask nearly the same (difflib's `ratio`)."""


LONGEST = 500
"""Characters by which texts are held against each other: more than one sentence has."""


def alike(one: Question, other: Question, at_least: float = 0.0) -> float:
    """How alike two questions are asked, 0 to 1, in the language in which they are most.

    0 without a common language, and where it is less than what is looked for: that is quick to see.
    """
    common = one.ask.languages & other.ask.languages
    return max((_ratio(one.ask.root[each], other.ask.root[each], at_least) for each in common), default=0.0)


def _ratio(one: str, other: str, at_least: float) -> float:
    """Of two texts; what they can reach at most, by their lengths and by their letters, is seen first."""
    one, other = one.casefold()[:LONGEST], other.casefold()[:LONGEST]
    longest = len(one) + len(other)
    if 2 * min(len(one), len(other)) < at_least * longest:
        return 0.0
    if 2 * (_letters(one) & _letters(other)).total() < at_least * longest:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@cache
def _letters(text: str) -> Counter[str]:
    return Counter(text)


def diff(before: Framework, now: Framework, profiles: Sequence[Profile], *, tool_version: str) -> EditionDiff:
    """What differs between two editions, and what the newer one does to some profiles of either."""
    gone = [question for id_, question in before.questions.items() if id_ not in now.questions]
    new = [question for id_, question in now.questions.items() if id_ not in before.questions]
    both = [id_ for id_ in now.questions if id_ in before.questions]
    weights = {
        layer: (_weight(before, layer), _weight(now, layer))
        for layer in dict.fromkeys((*now.header.layers, *before.header.layers))
    }
    limits = {
        key: (one, getattr(now.header.thresholds, key))
        for key, one in before.header.thresholds.model_dump().items()
        if one != getattr(now.header.thresholds, key)
    }
    targets = (before.header.target, now.header.target)
    return EditionDiff(
        tool=Tool(version=tool_version),
        name=now.header.name,
        before=_used(before),
        now=_used(now),
        new=tuple(_differing(one, now, looks_like=_likest(one, gone)) for one in new),
        gone=tuple(_differing(one, before) for one in gone),
        changed=tuple(_between(id_, before, now) for id_ in both if _changes(id_, before, now)),
        layer_weights={layer: pair for layer, pair in weights.items() if pair[0] != pair[1]},
        thresholds=limits,
        target=targets if targets[0] != targets[1] else None,
        profiles=tuple(_moved(one, before, now, tool_version) for one in profiles),
    )


def _used(framework: Framework) -> EditionUsed:
    header = framework.header
    return EditionUsed(id=header.id, edition=header.edition, hash=framework.hash, questions=len(framework.questions))


def _weight(framework: Framework, layer: str) -> float | None:
    return framework.weight_of(layer) if layer in framework.header.layers else None


def _differing(question: Question, framework: Framework, looks_like: str | None = None) -> QuestionDiffering:
    part = framework.part_of[question.id].id
    return QuestionDiffering(id=question.id, part=part, ask=question.ask, looks_like=looks_like)


def _likest(question: Question, gone: Iterable[Question]) -> str | None:
    """The question that is gone and asks nearly the same of the same kind of profile."""
    same_kind = [one for one in gone if one.scope == question.scope and alike(question, one, ALIKE) >= ALIKE]
    return max(same_kind, key=lambda one: alike(question, one)).id if same_kind else None


def _between(id_: str, before: Framework, now: Framework) -> QuestionDiffering:
    then, current, found = before.questions[id_], now.questions[id_], _changes(id_, before, now)
    return QuestionDiffering(
        id=id_,
        part=now.part_of[id_].id,
        ask=current.ask,
        asked_before=then.ask if "asked" in found and then.ask != current.ask else None,
        changes=found,
        rungs=tuple(_rungs_moved(then, current)),
        weight_before=then.weight if "weighed" in found else None,
        weight_now=current.weight if "weighed" in found else None,
    )


def _rungs_moved(then: Question, current: Question) -> Iterator[RungMoved]:
    """Rungs whose words differ in a language that both have, or that count otherwise."""
    for at, (before, now) in enumerate(zip_longest(map(_rung, then.options), map(_rung, current.options))):
        if before is None or now is None:
            yield RungMoved(rung=at, before=before, now=now)
            continue
        common = before.text.languages & now.text.languages
        reworded = any(before.text.root[each] != now.text.root[each] for each in common)
        if reworded or (before.value, before.level) != (now.value, now.level):
            yield RungMoved(rung=at, before=before, now=now)


def _rung(option: Option) -> Rung:
    return Rung(text=option.text, value=option.value, level=option.level)


def _changes(id_: str, before: Framework, now: Framework) -> tuple[Change, ...]:
    """What became of a question; that only its explanation changed is worth telling where nothing else did."""
    then, current = before.questions[id_], now.questions[id_]
    parts = (before.part_of[id_].id, now.part_of[id_].id)
    found = changes(question_record(then, parts[0]), question_record(current, parts[1]))
    return found or (("explained",) if then != current else ())


def _moved(profile: Profile, before: Framework, now: Framework, tool_version: str) -> ProfileMoved:
    own = [_fitting(profile, framework) for framework in (before, now)]
    then, current = (
        assess(framework, one, tool_version=tool_version) for framework, one in zip((before, now), own, strict=True)
    )
    return ProfileMoved(
        name=profile.name,
        kind=profile.kind,
        date=profile.date,
        before=then.overall,
        now=current.overall,
        layers=tuple(_layers_moved(then, current)),
        not_asked=tuple(id_ for id_ in profile.answers if id_ not in own[1].answers),
        open=tuple(
            question.id
            for layer in current.layers
            for question in layer.questions
            if question.state == "unasked" and question.role != "informational"
        ),
    )


def _fitting(profile: Profile, framework: Framework) -> Profile:
    """The profile with the answers that an edition asks for, on rungs that it has."""

    def fits(id_: str) -> bool:
        question, rung = framework.questions.get(id_), profile.answers[id_].rung
        return question is not None and question.applies_to(profile.kind) and (rung or 0) < len(question.options)

    answers = {id_: answer for id_, answer in profile.answers.items() if fits(id_)}
    lenses = tuple(lens for lens in profile.lenses if lens in framework.header.lenses)
    return profile.model_copy(update={"answers": answers, "lenses": lenses, "edition": None})


def _layers_moved(then: Assessment, current: Assessment) -> Iterator[LayerMoved]:
    """Layers of either whose score or verdict differs."""
    ids = dict.fromkeys((*(one.id for one in current.layers), *(one.id for one in then.layers)))
    for id_ in ids:
        before, now = then.part(id_), current.part(id_)
        told = now or before
        if told is not None and (before is None or now is None or _outcome(before) != _outcome(now)):
            yield LayerMoved(
                id=id_,
                name=told.name,
                score_before=before.score if before else None,
                score_now=now.score if now else None,
                verdict_before=before.verdict if before else None,
                verdict_now=now.verdict if now else None,
            )


def _outcome(layer: LayerResult) -> tuple[float | None, float | None, float | None, str]:
    return layer.score, layer.low, layer.high, layer.verdict
