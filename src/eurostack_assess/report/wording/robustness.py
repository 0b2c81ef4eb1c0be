"""The dependence of a verdict on unsure answers and on assumptions of the method, in words."""

from collections.abc import Iterator, Sequence

from eurostack_assess.model.robustness import Doubt, Effect, RecomputedResult, Sensitivity, Variation
from eurostack_assess.model.vocabulary import Verdict
from eurostack_assess.report.document import Inline, TextSpan, inline
from eurostack_assess.report.wording.certainty import format_verdict
from eurostack_assess.texts import Texts

OTHERWISE: tuple[Effect, ...] = ("reversed", "settled", "loosened")


def format_doubt(doubt: Doubt, translate: Texts, *, is_brief: bool = False) -> Iterator[Inline]:
    """What the verdict is without the unsure answers; at length also whether it rests on them, and if all are off."""
    rests = f"{translate('unsure.rests', n=doubt.answers)} " if doubt.rests_on_them and not is_brief else ""
    without = translate("unsure.without", n=doubt.answers, **_format_recomputed(doubt.without, translate))
    yield inline(TextSpan(rests, "bad"), without)
    if is_brief:
        return
    yield inline(translate("unsure.one-rung-off", n=doubt.answers, **_format_recomputed(doubt.one_rung_off, translate)))


def _format_recomputed(result: RecomputedResult, translate: Texts) -> dict[str, str]:
    return {
        "verdict": format_verdict(result, translate).text,
        "range": translate.interval(result.low or 0.0, result.high or 0.0),
        "known": translate.known(result.coverage or 0.0),
    }


def format_sensitivity(verdict: Verdict, sensitivity: Sensitivity, translate: Texts) -> str:
    """In how many of the variations the verdict holds, and what it is in the others."""
    of = len(sensitivity.variations)
    said = translate("sensitivity.holds", verdict=translate(f"verdict.{verdict}"), holds=sensitivity.holds, of=of)
    others: dict[Verdict, list[Variation]] = {}
    for effect in OTHERWISE:
        for variation in sensitivity.variations:
            if variation.effect == effect:
                others.setdefault(variation.verdict, []).append(variation)
    parts = [
        translate(
            "sensitivity.otherwise",
            verdict=translate(f"verdict.{varied}"),
            when=translate.alternatives(list(_format_variations(variations, translate))),
        )
        for varied, variations in others.items()
    ]
    return " ".join([said, *parts])


def _format_variations(variations: Sequence[Variation], translate: Texts) -> Iterator[str]:
    """The changes by name, and the questions of which each can be left out together."""
    questions = [variation.question for variation in variations if variation.question is not None]
    for variation in variations:
        if variation.question is None:
            yield translate(f"sensitivity.{variation.assumption}")
    if questions:
        yield translate("sensitivity.without_question", question=translate.alternatives(questions))
