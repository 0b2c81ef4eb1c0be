"""A comparison as sheets: every party's numbers, a statement about each pair, every answer, and the lessons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.comparison import Comparison, Pair, PartyLayerResult
from eurostack_assess.report.document import UNDATED
from eurostack_assess.report.sheets.builder import SheetBuilder, SheetRow
from eurostack_assess.report.wording.views import format_objective_name
from eurostack_assess.report.workbook import Sheet, Workbook
from eurostack_assess.texts import texts


def build_comparison_sheets(result: Comparison, language: str) -> Workbook:
    """Everything in the comparison, in one language; of each party or pair a row."""
    sheets = _ComparisonSheets(texts(language), result)
    all_sheets = (
        sheets.parties(),
        sheets.layers(),
        sheets.pairs(),
        sheets.questions(),
        sheets.lessons(),
        sheets.figures(),
        sheets.views(),
        sheets.own_weights(),
    )
    title = sheets.translate("compare.title", names=sheets.translate.listing(sheets.names))
    return Workbook(
        title,
        language,
        sheets=tuple(sheet for sheet in all_sheets if sheet.rows),
        main=sheets.translate("sheet.questions"),
        as_of_date=result.last_date or UNDATED,
    )


@dataclass(frozen=True)
class _ComparisonSheets(SheetBuilder):
    result: Comparison

    @property
    def names(self) -> list[str]:
        """The parties, in their order."""
        return [party.label for party in self.result.parties]

    def parties(self) -> Sheet:
        rows = ((party.label, party.name, party.country, party.date, party.edition) for party in self.result.parties)
        return self.build_sheet("parties", ("party", "name", "country", "date", "edition"), rows)

    def layers(self) -> Sheet:
        titles = (
            "layer", "party", "score", "low", "high", "coverage", "level", "level-low", "verdict", "session",
            "score-05", "score-50", "score-95",
        )  # fmt: skip
        return self.build_sheet("layers", titles, self._layers())

    def _layers(self) -> Iterator[SheetRow]:
        for layer in (*self.result.layers, *self.result.cross_cutting):
            yield from self._numbers(self.localise(layer.name), layer.results)
        yield from self._numbers(self.translate("compare.stack"), self.result.overall)

    def _numbers(self, layer: str | None, numbers: Sequence[PartyLayerResult]) -> Iterator[SheetRow]:
        for row, party_result in zip(self._scores(layer, numbers), numbers, strict=True):
            yield (
                *row,
                self.label("verdict", party_result.verdict),
                self.label("verdict", party_result.finding),
                party_result.score_05,
                party_result.score_50,
                party_result.score_95,
            )

    def views(self) -> Sheet:
        titles = ("instrument", "objective", "party", "score", "low", "high", "coverage", "level", "level-low")
        return self.build_sheet("views", titles, self._views())

    def _views(self) -> Iterator[SheetRow]:
        """By each objective, and over all of them by the weights of each edition."""
        for view in self.result.views:
            objectives = [
                (format_objective_name(objective.id, objective.name, self.translate), objective)
                for objective in view.objectives
            ]
            editions = [
                (f"{self.translate('cell.all-objectives')}: {self.localise(edition.name)}", edition)
                for edition in view.editions
            ]
            for name, scored in (*objectives, *editions):
                yield from ((self.localise(view.name), *row) for row in self._scores(name, scored.results))

    def own_weights(self) -> Sheet:
        titles = ("layer", "party", "score", "low", "high", "coverage", "level", "level-low")
        return self.build_sheet("own-weights", titles, self._own_weights())

    def _own_weights(self) -> Iterator[SheetRow]:
        own = self.result.reweighed
        if own is None:
            return
        for layer in own.layers:
            yield from self._scores(self.localise(layer.name), layer.results)
        yield from self._scores(self.translate("compare.stack"), own.overall)

    def _scores(self, what: str | None, numbers: Sequence[PartyLayerResult]) -> Iterator[SheetRow]:
        for name, party_result in zip(self.names, numbers, strict=True):
            yield (
                what,
                name,
                party_result.score,
                party_result.low,
                party_result.high,
                party_result.coverage,
                party_result.level,
                party_result.level_low,
            )

    def pairs(self) -> Sheet:
        titles = (
            "layer", "first", "second", "outcome", "higher", "difference", "first-likely", "second-likely",
            "first-above", "second-above", "to-flip",
        )  # fmt: skip
        return self.build_sheet("pairs", titles, self._pairs())

    def _pairs(self) -> Iterator[SheetRow]:
        for layer in (*self.result.layers, *self.result.cross_cutting):
            yield from (self._pair(self.localise(layer.name), pair) for pair in layer.pairs)
        yield from (self._pair(self.translate("compare.stack"), pair) for pair in self.result.overall_pairs)

    def _pair(self, layer: str | None, pair: Pair) -> SheetRow:
        return (
            layer,
            self.names[pair.first],
            self.names[pair.second],
            self.translate(f"cell.{pair.standing}"),
            None if pair.higher_party is None else self.names[pair.higher_party],
            pair.expected_difference,
            pair.likelihood.probability.first if pair.likelihood else None,
            pair.likelihood.probability.second if pair.likelihood else None,
            pair.first_above,
            pair.second_above,
            pair.weight_to_flip,
        )

    def questions(self) -> Sheet:
        titles = (
            "id", "layer", "question", "party", "state", "rung", "rung-low", "rung-high", "answer", "target",
            "evidence", "source", "date", "confidence", "reason",
        )  # fmt: skip
        return self.build_sheet("questions", titles, self._questions())

    def _questions(self) -> Iterator[SheetRow]:
        for layer in (*self.result.layers, *self.result.cross_cutting):
            for question in layer.questions:
                for name, party_answer in zip(self.names, question.answers, strict=True):
                    yield (
                        question.id,
                        self.localise(layer.name),
                        self.localise(question.ask),
                        name,
                        self.label("state", party_answer.state),
                        party_answer.rung,
                        *(party_answer.possible or (None, None)),
                        self.answer(party_answer.state, party_answer.possible, question.rungs),
                        self.localise(question.rungs[question.target]),
                        self.localise(party_answer.evidence),
                        party_answer.source,
                        party_answer.date,
                        self.label("confidence", party_answer.confidence),
                        self.localise(party_answer.reason),
                    )

    def lessons(self) -> Sheet:
        titles = ("rank", "id", "question", "learner", "examples", "share", "step", "effort")
        return self.build_sheet("lessons", titles, self._lessons())

    def _lessons(self) -> Iterator[SheetRow]:
        for rank, lesson in enumerate(self.result.lessons, start=1):
            question = self.result.question(lesson.question)
            action = question.answers[lesson.learner].next_action
            examples = self.translate.listing([self.names[place] for place in lesson.examples])
            yield (
                rank,
                lesson.question,
                self.localise(question.ask),
                self.names[lesson.learner],
                examples,
                lesson.share_of_gap,
                self.localise(action.text) if action else None,
                self.label("effort", action.effort) if action else None,
            )

    def figures(self) -> Sheet:
        titles = ("figure", "party", "value", "unit", "year", "area", "source", "confidence")
        return self.build_sheet("figures", titles, self._figures())

    def _figures(self) -> Iterator[SheetRow]:
        for comparison in self.result.indicators:
            for name, indicator in zip(self.names, comparison.values, strict=True):
                if indicator is not None:
                    yield (
                        self.localise(comparison.name),
                        name,
                        indicator.value,
                        self.localise(indicator.unit),
                        indicator.year,
                        self.label("measured", indicator.scope),
                        indicator.source,
                        self.label("confidence", indicator.confidence),
                    )
