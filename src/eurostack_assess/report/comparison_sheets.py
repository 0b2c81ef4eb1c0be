"""A comparison as sheets: every party's numbers, what may be said of each two, every answer, what can be learned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.comparison import Comparison, Numbers, Pair
from eurostack_assess.report.comparison import dated
from eurostack_assess.report.sheets import Row, Wording
from eurostack_assess.report.views import objective_name
from eurostack_assess.report.workbook import Sheet, Workbook
from eurostack_assess.texts import texts


def comparison_sheets(result: Comparison, language: str) -> Workbook:
    """Everything in the comparison, in one language; of each party or pair a row."""
    sheets = _Sheets(texts(language), result)
    made = (
        sheets.parties(),
        sheets.layers(),
        sheets.pairs(),
        sheets.questions(),
        sheets.lessons(),
        sheets.figures(),
        sheets.views(),
        sheets.own_weights(),
    )
    title = sheets.say("compare.title", names=sheets.say.listing(sheets.names))
    return Workbook(
        title, language, tuple(one for one in made if one.rows), sheets.say("sheet.questions"), dated(result)
    )


@dataclass(frozen=True)
class _Sheets(Wording):
    result: Comparison

    @property
    def names(self) -> list[str]:
        """The parties, in their order."""
        return [party.label for party in self.result.parties]

    def parties(self) -> Sheet:
        rows = ((one.label, one.name, one.country, one.date, one.edition) for one in self.result.parties)
        return self.sheet("parties", ("party", "name", "country", "date", "edition"), rows)

    def layers(self) -> Sheet:
        titles = (
            "layer", "party", "score", "low", "high", "coverage", "level", "level-low", "verdict", "session",
            "score-05", "score-50", "score-95",
        )  # fmt: skip
        return self.sheet("layers", titles, self._layers())

    def _layers(self) -> Iterator[Row]:
        for layer in (*self.result.layers, *self.result.beside):
            yield from self._numbers(self.word(layer.name), layer.numbers)
        yield from self._numbers(self.say("compare.stack"), self.result.overall)

    def _numbers(self, layer: str | None, numbers: Sequence[Numbers]) -> Iterator[Row]:
        for name, one in zip(self.names, numbers, strict=True):
            yield (
                layer, name, one.score, one.low, one.high, one.coverage, one.level, one.level_low,
                self.named("verdict", one.verdict), self.named("verdict", one.finding), one.score_05, one.score_50,
                one.score_95,
            )  # fmt: skip

    def views(self) -> Sheet:
        titles = ("instrument", "objective", "party", "score", "low", "high", "coverage", "level", "level-low")
        return self.sheet("views", titles, self._views())

    def _views(self) -> Iterator[Row]:
        """By each objective, and over all of them by the weights of each edition."""
        for view in self.result.views:
            objectives = [(objective_name(one.id, one.name, self.say), one) for one in view.objectives]
            editions = [(f"{self.say('cell.all-objectives')}: {self.word(one.name)}", one) for one in view.editions]
            for name, one in (*objectives, *editions):
                yield from ((self.word(view.name), *row) for row in self._scores(name, one.numbers))

    def own_weights(self) -> Sheet:
        titles = ("layer", "party", "score", "low", "high", "coverage", "level", "level-low")
        return self.sheet("own-weights", titles, self._own_weights())

    def _own_weights(self) -> Iterator[Row]:
        own = self.result.reweighed
        if own is None:
            return
        for layer in own.layers:
            yield from self._scores(self.word(layer.name), layer.numbers)
        yield from self._scores(self.say("compare.stack"), own.overall)

    def _scores(self, what: str | None, numbers: Sequence[Numbers]) -> Iterator[Row]:
        for name, one in zip(self.names, numbers, strict=True):
            yield (what, name, one.score, one.low, one.high, one.coverage, one.level, one.level_low)

    def pairs(self) -> Sheet:
        titles = (
            "layer", "first", "second", "outcome", "higher", "difference", "compared", "first-above", "second-above",
            "to-flip",
        )  # fmt: skip
        return self.sheet("pairs", titles, self._pairs())

    def _pairs(self) -> Iterator[Row]:
        for layer in (*self.result.layers, *self.result.beside):
            yield from (self._pair(self.word(layer.name), one) for one in layer.pairs)
        yield from (self._pair(self.say("compare.stack"), one) for one in self.result.overall_pairs)

    def _pair(self, layer: str | None, one: Pair) -> Row:
        return (
            layer, self.names[one.first], self.names[one.second], self.say(f"cell.{one.standing}"),
            None if one.higher is None else self.names[one.higher], one.difference, one.compared, one.first_above,
            one.second_above, one.to_flip,
        )  # fmt: skip

    def questions(self) -> Sheet:
        titles = (
            "id", "layer", "question", "party", "state", "rung", "answer", "target", "evidence", "source", "date",
            "confidence", "reason",
        )  # fmt: skip
        return self.sheet("questions", titles, self._questions())

    def _questions(self) -> Iterator[Row]:
        for layer in (*self.result.layers, *self.result.beside):
            for one in layer.questions:
                for name, given in zip(self.names, one.given, strict=True):
                    answer = self.word(one.rungs[given.rung]) if given.rung is not None else None
                    yield (
                        one.id, self.word(layer.name), self.word(one.ask), name, self.named("state", given.state),
                        given.rung, answer, self.word(one.rungs[one.target]), self.word(given.evidence), given.source,
                        given.date, self.named("confidence", given.confidence), self.word(given.reason),
                    )  # fmt: skip

    def lessons(self) -> Sheet:
        titles = ("rank", "id", "question", "learner", "examples", "share", "step", "effort")
        return self.sheet("lessons", titles, self._lessons())

    def _lessons(self) -> Iterator[Row]:
        for rank, one in enumerate(self.result.lessons, start=1):
            question = self.result.question(one.question)
            action = question.given[one.learner].next_action
            examples = self.say.listing([self.names[place] for place in one.examples])
            yield (
                rank, one.question, self.word(question.ask), self.names[one.learner], examples, one.share_of_gap,
                self.word(action.text) if action else None, self.named("effort", action.effort) if action else None,
            )  # fmt: skip

    def figures(self) -> Sheet:
        titles = ("figure", "party", "value", "unit", "year", "area", "source", "confidence")
        return self.sheet("figures", titles, self._figures())

    def _figures(self) -> Iterator[Row]:
        for measured in self.result.indicators:
            for name, one in zip(self.names, measured.values, strict=True):
                if one is not None:
                    yield (
                        self.word(measured.name), name, one.value, self.word(one.unit), one.year,
                        self.named("measured", one.scope), one.source, self.named("confidence", one.confidence),
                    )  # fmt: skip
