"""The stack on the first page: each layer with its numbers, its verdict and certainty, and the reason."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.assessment import Assessment, LayerResult
from eurostack_assess.model.vocabulary import FINDING_VERDICTS
from eurostack_assess.report.document import Column, ScoreMark, Stack, StackFigure, StackRow
from eurostack_assess.report.front.conclusions import Conclusion, conclude_layer, probability_of
from eurostack_assess.report.front.voice import FrontVoice, begin
from eurostack_assess.report.wording.scores import write_level_range

ENDS = ("layer", "scale", "verdict")
"""Columns that hold no numbers."""
MAX_SENTENCE = 73
"""Characters that a verdict, how sure it is and its reason may have together, if the reason can be cut to it."""
STILL_POSSIBLE = 0.1
"""From this probability on a workshop's verdict is said to be still possible."""


@dataclass(frozen=True, kw_only=True)
class StackRows(FrontVoice):
    """The stack: each layer with its numbers, its verdict, how sure that is, and the reason."""

    result: Assessment

    def stack(self) -> Stack:
        """The layers, and after them the lenses."""
        thresholds = self.result.framework.thresholds
        keys = ("layer", "scale", "score", "range", "level", "verdict")
        return Stack(
            title=self.translate(f"front.stack-{self.result.profile.kind}"),
            columns=tuple(
                Column(self.translate(f"column.{key}"), "left" if key in ENDS else "right", scale=key == "scale")
                for key in keys
            ),
            parties=(),
            thresholds=(thresholds.attention, thresholds.strong),
            rows=(
                *(self.row(layer) for layer in self.result.layers),
                *(self.row(lens, is_outside=True) for lens in self.result.lenses),
            ),
        )

    def row(self, layer: LayerResult, *, is_outside: bool = False) -> StackRow:
        """A layer, or something outside the stack such as a lens."""
        conclusion = conclude_layer(layer)
        verdict = begin(self.translate(f"verdict.{conclusion.verdict or layer.verdict}"))
        certainty = self._certainty(layer, conclusion)
        reason = self._reason(layer, conclusion, MAX_SENTENCE - len(verdict) - len(certainty))
        key = "front.sentence" if reason else "front.sentence-without-reason"
        return StackRow(
            name=self.translate("front.lens-name", lens=self.localise(layer.name))
            if is_outside
            else self.localise(layer.name),
            figures=(self.figure(layer),),
            numbers=(self.figure(layer).score, self._range(layer), self._level_numbers(layer)),
            level_words=self._level_words(layer),
            sign=conclusion.verdict or "open",
            grade=conclusion.grade,
            verdict=verdict,
            certainty=certainty,
            reason=f"{begin(reason)}." if reason else "",
            sentence=self.translate(key, verdict=verdict, certainty=certainty, reason=reason),
            is_outside=is_outside,
        )

    def figure(self, layer: LayerResult) -> StackFigure:
        """The score of a layer in its range."""
        if layer.low is None or layer.high is None:
            return StackFigure(None, "–", "")
        is_exact = layer.low == layer.high
        score = self.translate.interval(layer.low, layer.high) if is_exact else self._score(layer.score)
        return StackFigure(
            ScoreMark(layer.low, layer.high, layer.score),
            score,
            "" if is_exact else self.translate.interval(layer.low, layer.high),
        )

    def _range(self, layer: LayerResult) -> str:
        return "–" if layer.low is None or layer.high is None else self.translate.interval(layer.low, layer.high)

    def _score(self, score: float | None) -> str:
        return "–" if score is None else self.translate.number(score)

    @staticmethod
    def _level_numbers(layer: LayerResult) -> str:
        return "–" if layer.level is None else write_level_range(layer)

    def _level_words(self, layer: LayerResult) -> str:
        if layer.level is None:
            return self.translate("front.level-none")
        if layer.level_low not in (layer.level, None):
            return self.translate("front.level", level=self._level_numbers(layer))
        name = self.localise(self.result.framework.levels[layer.level])
        return self.translate("front.level-named", level=str(layer.level), name=name)

    def _certainty(self, layer: LayerResult, conclusion: Conclusion) -> str:
        if conclusion.verdict is None:
            return self.translate("front.known", share=self.translate.known(layer.coverage or 0.0))
        if conclusion.certainty == "certain":
            word = self.translate("front.settled")
            if layer.is_close_call and layer.weights_agree is not None:
                share = self.translate.percent(layer.weights_agree)
                return self.translate("front.likely-close", word=word, share=share)
            return word
        share = self.translate.known(probability_of(layer, conclusion.verdict))
        return self.translate("front.likely-by", word=self.translate(f"front.word-{conclusion.certainty}"), share=share)

    def _reason(self, layer: LayerResult, conclusion: Conclusion, room: int) -> str:
        """The grounds that fit, the weightiest first; with fewer questions named before one is dropped."""
        for most in (2, 1):
            said = ""
            for clause in self._clauses(layer, conclusion, most):
                longer = f"{said}; {clause}" if said else clause
                if said and len(longer) > room:
                    break
                said = longer
            if len(said) <= room:
                break
        return said

    def _clauses(self, layer: LayerResult, conclusion: Conclusion, most: int) -> Iterator[str]:
        if layer.verdict == "not_applicable":
            yield self.translate("front.because-nothing")
            return
        below = [question for question in layer.questions if question.misses_floor]
        if below:
            yield self.translate("front.because-floor", questions=self.titles(below, most))
        yield from self._workshop(layer)
        if layer.doubt is not None and layer.doubt.rests_on_them:
            yield self.translate("front.because-unsure", n=layer.doubt.answers)
        if conclusion.certainty == "certain":
            yield from self._grounds(layer, most)
        elif conclusion.verdict is not None:
            others = [verdict for verdict in FINDING_VERDICTS if verdict != conclusion.verdict]
            yield self.translate("front.because-otherwise", chances=self.chances(layer, others))
        elif layer.certainty == "too_little":
            yield self.translate("front.because-too-little")
        elif layer.ground == "possible_floor":
            yield self.translate("front.because-possible-floor")
        else:
            yield self.translate("front.because-possible", chances=self.chances(layer, FINDING_VERDICTS))

    def _grounds(self, layer: LayerResult, most: int) -> Iterator[str]:
        """Of a verdict that is certain: what holds the level, or what is furthest from the target or along."""
        questions_by_id = {question.id: question for question in layer.questions}
        if layer.level is not None and layer.level < self.result.framework.target and layer.binding:
            held_by = [questions_by_id[id_] for id_ in layer.binding]
            yield self.translate("front.because-held", level=layer.level, questions=self.titles(held_by, most))
        elif layer.decided_by:
            key = "strongest" if layer.verdict == "strong" else "furthest"
            decided_by = [questions_by_id[id_] for id_ in layer.decided_by]
            yield self.translate(f"front.because-{key}", questions=self.titles(decided_by, most))

    def _workshop(self, layer: LayerResult) -> Iterator[str]:
        """How what the workshop said of the layer relates to what is computed."""
        if layer.finding is None:
            return
        probability = probability_of(layer, layer.finding.verdict)
        said = {"verdict": self.translate(f"verdict.{layer.finding.verdict}")}
        if layer.agreement in ("agrees", "likely_agrees"):
            yield self.translate("front.workshop-agrees")
        elif not probability:
            yield self.translate("front.workshop-differs", **said)
        else:
            key = "possible" if probability >= STILL_POSSIBLE else "points-elsewhere"
            yield self.translate(f"front.workshop-{key}", share=self.translate.known(probability), **said)
