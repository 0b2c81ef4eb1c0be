"""Step 21, two editions: which questions are new, removed or changed, and the effect on the scores of profiles."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import zip_longest

from eurostack_assess.method.assessment import assess, build_rung
from eurostack_assess.method.edition_drift import build_question_record, find_changes
from eurostack_assess.method.levels import snapshot_cuts
from eurostack_assess.model.assessment import Assessment, LayerResult, Tool
from eurostack_assess.model.editions import (
    EditionDiff,
    EditionSnapshot,
    LayerChange,
    ProfileChange,
    QuestionChange,
    RungChange,
)
from eurostack_assess.model.framework import Change, Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.question import Question
from eurostack_assess.model.rungs import SKIPPED, fit_value

MIN_SIMILARITY = 0.85
"""From this ratio of matching characters on, two questions ask nearly the same (difflib's `ratio`)."""


MAX_COMPARED_LENGTH = 500
"""Characters by which texts are held against each other: more than one sentence has."""


def measure_similarity(first: Question, second: Question, min_similarity: float = 0.0) -> float:
    """How alike two questions are asked, 0 to 1, in the language in which they are most.

    0 without a common language, and where it is less than what is looked for: that is quick to see.
    """
    common = first.ask.languages & second.ask.languages
    return max(
        (
            _measure_text_similarity(first.ask.root[language], second.ask.root[language], min_similarity)
            for language in common
        ),
        default=0.0,
    )


def _measure_text_similarity(first: str, second: str, min_similarity: float) -> float:
    """Of two texts; what they can reach at most, by their lengths and by their letters, is seen first."""
    first, second = first.casefold()[:MAX_COMPARED_LENGTH], second.casefold()[:MAX_COMPARED_LENGTH]
    longest = len(first) + len(second)
    if 2 * min(len(first), len(second)) < min_similarity * longest:
        return 0.0
    if 2 * (_count_letters(first) & _count_letters(second)).total() < min_similarity * longest:
        return 0.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


@cache
def _count_letters(text: str) -> Counter[str]:
    return Counter(text)


def diff(before: Framework, now: Framework, profiles: Sequence[Profile], *, tool_version: str) -> EditionDiff:
    """What differs between two editions, and what the newer one does to some profiles of either."""
    removed = [question for id_, question in before.questions.items() if id_ not in now.questions]
    new = [question for id_, question in now.questions.items() if id_ not in before.questions]
    both = [id_ for id_ in now.questions if id_ in before.questions]
    weights = {
        layer: (_get_weight(before, layer), _get_weight(now, layer))
        for layer in dict.fromkeys((*now.header.layers, *before.header.layers))
    }
    limits = {
        key: (value, getattr(now.header.thresholds, key))
        for key, value in before.header.thresholds.model_dump().items()
        if value != getattr(now.header.thresholds, key)
    }
    targets = (before.header.target, now.header.target)
    cuts = (snapshot_cuts(before.header), snapshot_cuts(now.header))
    return EditionDiff(
        tool=Tool(version=tool_version),
        name=now.header.name,
        before=_snapshot_edition(before),
        now=_snapshot_edition(now),
        new=tuple(
            _describe_question(question, now, looks_like=_find_most_similar(question, removed)) for question in new
        ),
        removed=tuple(_describe_question(question, before) for question in removed),
        changed=tuple(_describe_change(id_, before, now) for id_ in both if _find_question_changes(id_, before, now)),
        layer_weights={layer: pair for layer, pair in weights.items() if pair[0] != pair[1]},
        thresholds=limits,
        target=targets if targets[0] != targets[1] else None,
        cuts=cuts if cuts[0] != cuts[1] else None,
        profiles=tuple(_build_profile_change(profile, before, now, tool_version) for profile in profiles),
    )


def _snapshot_edition(framework: Framework) -> EditionSnapshot:
    header = framework.header
    return EditionSnapshot(
        id=header.id, edition=header.edition, hash=framework.hash, questions=len(framework.questions)
    )


def _get_weight(framework: Framework, layer: str) -> float | None:
    return framework.weight_of(layer) if layer in framework.header.layers else None


def _describe_question(question: Question, framework: Framework, looks_like: str | None = None) -> QuestionChange:
    part = framework.part_of[question.id].id
    return QuestionChange(id=question.id, part=part, ask=question.ask, looks_like=looks_like)


def _find_most_similar(question: Question, removed: Iterable[Question]) -> str | None:
    """The question that is removed and asks nearly the same of the same kind of profile."""
    same_kind = [
        candidate
        for candidate in removed
        if candidate.scope == question.scope
        and measure_similarity(question, candidate, MIN_SIMILARITY) >= MIN_SIMILARITY
    ]
    return max(same_kind, key=lambda candidate: measure_similarity(question, candidate)).id if same_kind else None


def _describe_change(id_: str, before: Framework, now: Framework) -> QuestionChange:
    question_before, question_now, question_changes = (
        before.questions[id_],
        now.questions[id_],
        _find_question_changes(id_, before, now),
    )
    return QuestionChange(
        id=id_,
        part=now.part_of[id_].id,
        ask=question_now.ask,
        asked_before=question_before.ask
        if "asked" in question_changes and question_before.ask != question_now.ask
        else None,
        changes=question_changes,
        rungs=tuple(_find_rung_changes(question_before, question_now)),
        weight_before=question_before.weight if "weighed" in question_changes else None,
        weight_now=question_now.weight if "weighed" in question_changes else None,
    )


def _find_rung_changes(question_before: Question, question_now: Question) -> Iterator[RungChange]:
    """Rungs whose words differ in a language that both have, or that count otherwise."""
    for rung_index, (before, now) in enumerate(
        zip_longest(map(build_rung, question_before.options), map(build_rung, question_now.options))
    ):
        if before is None or now is None:
            yield RungChange(rung=rung_index, before=before, now=now)
            continue
        common = before.text.languages & now.text.languages
        reworded = any(before.text.root[language] != now.text.root[language] for language in common)
        if reworded or (before.value, before.level) != (now.value, now.level):
            yield RungChange(rung=rung_index, before=before, now=now)


def _find_question_changes(id_: str, before: Framework, now: Framework) -> tuple[Change, ...]:
    """What became of a question; that only its explanation changed is worth telling where nothing else did."""
    question_before, question_now = before.questions[id_], now.questions[id_]
    parts = (before.part_of[id_].id, now.part_of[id_].id)
    found = find_changes(
        build_question_record(question_before, parts[0]), build_question_record(question_now, parts[1])
    )
    return found or (("explained",) if question_before != question_now else ())


def _build_profile_change(profile: Profile, before: Framework, now: Framework, tool_version: str) -> ProfileChange:
    fitted_profiles = [_fit_profile(profile, framework) for framework in (before, now)]
    result_before, result_now = (
        assess(framework, fitted_profile, tool_version=tool_version)
        for framework, fitted_profile in zip((before, now), fitted_profiles, strict=True)
    )
    return ProfileChange(
        name=profile.name,
        kind=profile.kind,
        date=profile.date,
        before=result_before.overall,
        now=result_now.overall,
        layers=tuple(_find_layer_changes(result_before, result_now)),
        dropped_answers=tuple(id_ for id_ in profile.answers if id_ not in fitted_profiles[1].answers),
        open=tuple(
            question.id
            for layer in result_now.layers
            for question in layer.questions
            if question.state == "unasked" and question.role != "informational"
        ),
    )


def _fit_profile(profile: Profile, framework: Framework) -> Profile:
    """The profile with the answers that an edition asks for, on rungs that it has."""

    def fits(id_: str) -> bool:
        question, value = framework.questions.get(id_), profile.answers[id_].answer
        if question is None or not question.applies_to(profile.kind):
            return False
        return value == SKIPPED or fit_value(value, len(question.options) - 1) != SKIPPED

    answers = {id_: answer for id_, answer in profile.answers.items() if fits(id_)}
    lenses = tuple(lens for lens in profile.lenses if lens in framework.header.lenses)
    return profile.model_copy(update={"answers": answers, "lenses": lenses, "edition": None})


def _find_layer_changes(result_before: Assessment, result_now: Assessment) -> Iterator[LayerChange]:
    """Layers of either whose score or verdict differs."""
    ids = dict.fromkeys((*(layer.id for layer in result_now.layers), *(layer.id for layer in result_before.layers)))
    for id_ in ids:
        before, now = result_before.part(id_), result_now.part(id_)
        shown_layer = now or before
        if shown_layer is not None and (before is None or now is None or _get_outcome(before) != _get_outcome(now)):
            yield LayerChange(
                id=id_,
                name=shown_layer.name,
                score_before=before.score if before else None,
                score_now=now.score if now else None,
                verdict_before=before.verdict if before else None,
                verdict_now=now.verdict if now else None,
            )


def _get_outcome(layer: LayerResult) -> tuple[float | None, float | None, float | None, str]:
    return layer.score, layer.low, layer.high, layer.verdict
