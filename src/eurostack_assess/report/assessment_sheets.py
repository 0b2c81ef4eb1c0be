"""A result as sheets: in short, layers, questions, an action list to fill in, services, sources. Nothing is rounded."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.assessment import Assessment, LayerResult, QuestionResult
from eurostack_assess.report.document import UNDATED
from eurostack_assess.report.sheets import Row, Wording
from eurostack_assess.report.statements import told_meaning
from eurostack_assess.report.views import objective_name
from eurostack_assess.report.workbook import ScoreChart, Sheet, Value, Workbook
from eurostack_assess.texts import texts


def assessment_sheets(result: Assessment, language: str) -> Workbook:
    """Everything in the result, in one language."""
    sheets = _Sheets(texts(language), result)
    made = (
        sheets.summary(),
        sheets.layers(),
        sheets.questions(),
        sheets.actions(),
        *([sheets.services()] if result.exposure else []),
        sheets.views(),
        sheets.own_weights(),
        sheets.sources(),
    )
    filled, dated = tuple(one for one in made if one.rows), result.profile.date or UNDATED
    return Workbook(result.profile.name, language, filled, sheets.say("sheet.questions"), dated)


@dataclass(frozen=True)
class _Sheets(Wording):
    result: Assessment

    def summary(self) -> Sheet:
        return self.sheet("summary", ("what", "value"), self._summary())

    def _summary(self) -> Iterator[Row]:
        result, profile, overall = self.result, self.result.profile, self.result.overall
        about: dict[str, Value] = {
            "name": profile.name,
            "kind": self.named("kind", profile.kind),
            "country": profile.country,
            "date": profile.date,
            "framework": self.word(result.framework.name),
            "edition": result.framework.edition,
            "score": overall.score,
            "low": overall.low,
            "high": overall.high,
            "coverage": overall.coverage,
            "level": overall.level,
            "version": f"{result.tool.name} {result.tool.version}",
        }
        for key, value in about.items():
            yield (self.say(f"cell.{key}"), value)
        if profile.example:
            yield (self.say("cell.note"), self.say("report.example"))
        if profile.basis == "session":
            yield (self.say("cell.note"), self.say("report.from-session"))
        yield (self.say("cell.note"), told_meaning(result.framework.meaning.get(profile.kind), self.say))
        yield (self.say("cell.note"), self.say("report.what-it-is-not"))

    def layers(self) -> Sheet:
        titles = (
            "id", "layer", "place", "score", "low", "high", "coverage", "level", "level-low", "verdict", "session",
            "weight", "shortfall", "answered", "dont-know", "not-applicable", "skipped", "unasked",
        )  # fmt: skip
        scores = "; ".join(
            f"{self.word(one.name)} {self.say.number(one.score)}" for one in self.result.layers if one.score is not None
        )
        chart = ScoreChart(self.say("sheet.chart"), scores, 1, 3, len(self.result.layers))
        return self.sheet("layers", titles, self._layers(), chart if scores else None)

    def _layers(self) -> Iterator[Row]:
        for place, parts in (
            ("stack", self.result.layers), ("beside", self.result.beside), ("lens", self.result.lenses),
        ):  # fmt: skip
            for one in parts:
                counts = one.counts
                yield (
                    one.id, self.word(one.name), self.say(f"cell.{place}"), one.score, one.low, one.high, one.coverage,
                    one.level, one.level_low, self.named("verdict", one.verdict),
                    self.named("verdict", one.finding.verdict) if one.finding else None, one.weight, one.shortfall,
                    counts.answered, counts.dont_know, counts.not_applicable, counts.skipped, counts.unasked,
                )  # fmt: skip

    def questions(self) -> Sheet:
        titles = (
            "id", "layer", "question", "role", "weight-share", "state", "rung", "answer", "target-rung", "target",
            "gap", "share", "information", "evidence", "source", "date", "confidence", "reason",
        )  # fmt: skip
        rows = (self._question(part, one) for part in self.result.parts for one in part.questions)
        return self.sheet("questions", titles, rows)

    def _question(self, part: LayerResult, one: QuestionResult) -> Row:
        answer = self.word(one.rungs[one.rung].text) if one.rung is not None else None
        return (
            one.id, self.word(part.name), self.word(one.ask), self.named("role", one.role), one.effective_weight,
            self.named("state", one.state), one.rung, answer, one.target, self.word(one.rungs[one.target].text),
            one.gap, one.share_of_total_gap, one.information, self.word(one.evidence), one.source, one.date,
            self.named("confidence", one.confidence), self.word(one.reason),
        )  # fmt: skip

    def actions(self) -> Sheet:
        titles = ("rank", "id", "layer", "question", "now", "target", "step", "effort", "share", "owner", "by-when")
        return self.sheet("actions", titles, self._actions())

    def _actions(self) -> Iterator[Row]:
        """The gaps in order of priority, with room for who and when."""
        layer_of = {one.id: layer for layer in self.result.layers for one in layer.questions}
        for rank, id_ in enumerate(self.result.gaps, start=1):
            one = self.result.question(id_)
            action = one.next_action
            yield (
                rank, one.id, self.word(layer_of[id_].name), self.word(one.ask),
                self.word(one.rungs[one.rung or 0].text), self.word(one.rungs[one.target].text),
                self.word(action.text) if action else None, self.named("effort", action.effort) if action else None,
                one.share_of_total_gap, None, None,
            )  # fmt: skip

    def services(self) -> Sheet:
        titles = (
            "service", "layer", "supplier", "country", "owner-of", "owner-country", "operator", "operator-country",
            "criticality", "exit", "share-of-use", "risk", "confidence", "checked",
        )  # fmt: skip
        return self.sheet("services", titles, self._services())

    def _services(self) -> Iterator[Row]:
        names = {layer.id: self.word(layer.name) for layer in self.result.layers}
        for one in self.result.exposure.dependencies if self.result.exposure else ():
            yield (
                self.word(one.service), names.get(one.layer or ""), one.supplier, one.country, one.owner,
                one.owner_country, one.operator, one.operator_country, self.named("criticality", one.criticality),
                self.named("exit", one.exit), one.share, self.named("risk", one.risk),
                self.named("confidence", one.confidence), one.checked,
            )  # fmt: skip

    def views(self) -> Sheet:
        titles = (
            "instrument",
            "edition",
            "objective",
            "weight",
            "score",
            "low",
            "high",
            "coverage",
            "level",
            "level-low",
        )
        return self.sheet("views", titles, self._views())

    def _views(self) -> Iterator[Row]:
        """Each objective once in every edition, with what it weighs there; then all of them together."""
        for view in self.result.views:
            name = self.word(view.name)
            for edition in view.editions or (None,):
                of = self.word(edition.name) if edition else None
                for one in view.objectives:
                    objective = objective_name(one.id, one.name, self.say)
                    yield (
                        name, of, objective, edition.weights[one.id] if edition else None, one.score, one.low,
                        one.high, one.coverage, one.level, one.level_low,
                    )  # fmt: skip
                if edition:
                    yield (
                        name, of, self.say("cell.all-objectives"), None, edition.score, edition.low, edition.high,
                        edition.coverage, view.level, view.level_low,
                    )  # fmt: skip

    def own_weights(self) -> Sheet:
        titles = (
            "layer", "weight", "score", "low", "high", "verdict", "own-weight", "own-score", "weights-low",
            "weights-high", "own-verdict",
        )  # fmt: skip
        return self.sheet("own-weights", titles, self._own_weights())

    def _own_weights(self) -> Iterator[Row]:
        own = self.result.reweighed
        if own is None:
            return
        for one, other in zip(self.result.layers, own.layers, strict=True):
            yield (
                self.word(one.name), one.weight, one.score, one.low, one.high, self.named("verdict", one.verdict),
                other.weight, other.score, other.low, other.high, self.named("verdict", other.verdict),
            )  # fmt: skip
        before, now = self.result.overall, own.overall
        stack = self.say("compare.stack")
        yield (stack, None, before.score, before.low, before.high, None, None, now.score, now.low, now.high, None)

    def sources(self) -> Sheet:
        return self.sheet("sources", ("source", "used-by", "date", "confidence"), self._sources())

    def _sources(self) -> Iterator[Row]:
        """Where each fact and answer can be read."""
        profile = self.result.profile
        for key, statements in (("facts", profile.facts), ("bottlenecks", profile.bottlenecks)):
            for one in statements:
                if one.source:
                    yield (one.source, self.say(f"report.{key}"), one.date, self.named("confidence", one.confidence))
        for figure in profile.indicators:
            if figure.source:
                yield (figure.source, self.word(figure.name), None, self.named("confidence", figure.confidence))
        for part in self.result.parts:
            for question in part.questions:
                if question.source:
                    sure = self.named("confidence", question.confidence)
                    yield (question.source, question.id, question.date, sure)
