"""The conclusion about a layer: the verdict that is certain or likely, and its certainty."""

from collections.abc import Sequence
from typing import NamedTuple

from eurostack_assess.model.assessment import LayerResult
from eurostack_assess.model.vocabulary import FINDING_VERDICTS, Certainty, FindingVerdict
from eurostack_assess.report.document import CertaintyGrade
from eurostack_assess.report.wording.certainty import LIKELY_WORDS

SURE_WORDS: tuple[Certainty, ...] = ("certain", *LIKELY_WORDS)
"""The grades of certainty in which a verdict is given, the most certain first."""


class Conclusion(NamedTuple):
    """A verdict with how sure it is; no verdict where none is certain or likely."""

    verdict: FindingVerdict | None
    certainty: Certainty | None
    """None where nothing applies."""

    @property
    def grade(self) -> CertaintyGrade:
        """How sure it is, in three grades."""
        if self.verdict is None:
            return "open"
        return "certain" if self.certainty == "certain" else "likely"


def conclude_layer(layer: LayerResult) -> Conclusion:
    """What is concluded of a layer."""
    certain = next((verdict for verdict in FINDING_VERDICTS if verdict == layer.verdict), None)
    if certain is not None:
        return Conclusion(certain, "certain")
    return Conclusion(layer.leading if layer.certainty in LIKELY_WORDS else None, layer.certainty)


def group_layers(layers: Sequence[LayerResult], verdict: FindingVerdict | None) -> dict[Certainty, list[LayerResult]]:
    """The layers of which this is concluded, by how sure that is, the surest first."""
    groups: dict[Certainty, list[LayerResult]] = {}
    for certainty in (*SURE_WORDS, "open", "too_little"):
        found = [layer for layer in layers if conclude_layer(layer) == (verdict, certainty)]
        if found:
            groups[certainty] = found
    return groups


def probability_of(layer: LayerResult, verdict: FindingVerdict) -> float:
    """How probable a verdict is once every answer is known: 0 or 1 where one is certain."""
    if layer.likelihood is not None:
        return float(getattr(layer.likelihood.probability, verdict))
    return float(layer.verdict == verdict)
