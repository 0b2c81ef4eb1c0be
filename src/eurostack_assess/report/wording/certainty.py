"""A verdict with its certainty, the same in every report; the range must be in the same row or sentence."""

from dataclasses import dataclass
from typing import Protocol

from eurostack_assess.model.assessment import LayerResult
from eurostack_assess.model.likelihood import Likelihood, PriorSnapshot
from eurostack_assess.model.vocabulary import FINDING_VERDICTS, Certainty, FindingVerdict, Verdict
from eurostack_assess.report.document import TextSpan
from eurostack_assess.report.wording.tones import VERDICT_TONES
from eurostack_assess.texts import Texts

LIKELY_WORDS: tuple[Certainty, ...] = ("very_likely", "likely")


class JudgedResult(Protocol):
    """What has a verdict, and a word for how sure it is."""

    @property
    def verdict(self) -> Verdict | None:
        """What is certain."""

    @property
    def certainty(self) -> Certainty | None:
        """How sure that is, or what is likely."""

    @property
    def leading(self) -> FindingVerdict | None:
        """The verdict that is likely."""


def format_verdict(result: JudgedResult, translate: Texts) -> TextSpan:
    """The verdict that is certain or likely, with its word; or why there is none."""
    verdict, certainty = result.verdict or "not_applicable", result.certainty
    if certainty in LIKELY_WORDS and result.leading is not None:
        said = translate(f"certainty.{certainty}", verdict=translate(f"verdict.{result.leading}"))
        return TextSpan(said, VERDICT_TONES.get(result.leading, "plain"))
    if certainty == "too_little":
        return TextSpan(translate("certainty.too_little"))
    return TextSpan(translate(f"verdict.{verdict}"), VERDICT_TONES.get(verdict, "plain"))


@dataclass(frozen=True)
class LikelyVerdict:
    """A verdict that is not certain, as a likelihood has it."""

    certainty: Certainty
    leading: FindingVerdict | None
    verdict: Verdict = "undetermined"


def format_by_prior(layer: LayerResult, likelihood: Likelihood, prior: PriorSnapshot, translate: Texts) -> str:
    """What is likely of a layer by the answers of a reference population."""
    population = prior.population.in_language(translate.language)
    said = format_likelihood(layer, likelihood, translate)
    about = {"population": population, "size": translate.figure(prior.size), "date": prior.date}
    return translate("certainty.by-prior", said=said, **about)


def format_likelihood(layer: LayerResult, likelihood: Likelihood, translate: Texts) -> str:
    """What is likely of a layer of which no verdict is certain, with the probabilities that say so."""
    span = translate.interval(layer.low or 0.0, layer.high or 0.0)
    if likelihood.certainty == "too_little":
        return translate("certainty.because-too_little", range=span, known=translate.known(layer.coverage or 0.0))
    shares = {verdict: getattr(likelihood.probability, verdict) for verdict in FINDING_VERDICTS}
    in_front = sorted(
        (verdict for verdict in FINDING_VERDICTS if shares[verdict]), key=lambda verdict: -shares[verdict]
    )
    chances = [
        translate("certainty.chance", verdict=translate(f"verdict.{verdict}"), share=translate.known(shares[verdict]))
        for verdict in in_front
    ]
    key = "certainty.because-likely" if likelihood.leading else f"certainty.because-{likelihood.ground}"
    return translate(
        key,
        what=format_verdict(LikelyVerdict(likelihood.certainty, likelihood.leading), translate).text,
        range=span,
        chances=translate.listing(chances),
    )
