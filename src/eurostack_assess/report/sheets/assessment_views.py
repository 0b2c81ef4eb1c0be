"""The results of a profile by other instruments and with custom weights, as sheets."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.assessment import Assessment
from eurostack_assess.report.sheets.builder import SheetBuilder, SheetRow
from eurostack_assess.report.wording.views import format_objective_name
from eurostack_assess.report.workbook import Sheet


@dataclass(frozen=True)
class ViewSheets(SheetBuilder):
    """The sheets of one result."""

    result: Assessment

    def views(self) -> Sheet:
        """Objectives of other instruments, one row each."""
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
        return self.build_sheet("views", titles, self._views())

    def _views(self) -> Iterator[SheetRow]:
        """Each objective once in every edition, with what it weighs there; then all of them together."""
        for view in self.result.views:
            name = self.localise(view.name)
            for edition in view.editions or (None,):
                edition_name = self.localise(edition.name) if edition else None
                for objective_result in view.objectives:
                    objective = format_objective_name(objective_result.id, objective_result.name, self.translate)
                    yield (
                        name,
                        edition_name,
                        objective,
                        edition.weights[objective_result.id] if edition else None,
                        objective_result.score,
                        objective_result.low,
                        objective_result.high,
                        objective_result.coverage,
                        objective_result.level,
                        objective_result.level_low,
                    )
                if edition:
                    yield (
                        name,
                        edition_name,
                        self.translate("cell.all-objectives"),
                        None,
                        edition.score,
                        edition.low,
                        edition.high,
                        edition.coverage,
                        view.level,
                        view.level_low,
                    )

    def own_weights(self) -> Sheet:
        """Layers by the framework's weights and by custom weights."""
        titles = (
            "layer", "weight", "score", "low", "high", "verdict", "own-weight", "own-score", "weights-low",
            "weights-high", "own-verdict",
        )  # fmt: skip
        return self.build_sheet("own-weights", titles, self._own_weights())

    def _own_weights(self) -> Iterator[SheetRow]:
        own = self.result.reweighed
        if own is None:
            return
        for layer, reweighed_layer in zip(self.result.layers, own.layers, strict=True):
            yield (
                self.localise(layer.name),
                layer.weight,
                layer.score,
                layer.low,
                layer.high,
                self.label("verdict", layer.verdict),
                reweighed_layer.weight,
                reweighed_layer.score,
                reweighed_layer.low,
                reweighed_layer.high,
                self.label("verdict", reweighed_layer.verdict),
            )
        before, now = self.result.overall, own.overall
        stack = self.translate("compare.stack")
        yield (stack, None, before.score, before.low, before.high, None, None, now.score, now.low, now.high, None)
