"""A what-if as sheets: what becomes of each service, what it costs each layer, and what dropped out."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.outage import Outage, Part
from eurostack_assess.report.document import UNDATED
from eurostack_assess.report.sheets import Row, Wording
from eurostack_assess.report.workbook import Sheet, Workbook
from eurostack_assess.texts import texts


def outage_sheets(result: Outage, language: str) -> Workbook:
    """Everything in the result, in one language."""
    sheets = _Sheets(texts(language), result)
    made = (sheets.services(), sheets.layers(), sheets.removed())
    title, dated = sheets.say("outage.title", name=result.profile.name), result.profile.date or UNDATED
    return Workbook(title, language, tuple(one for one in made if one.rows), sheets.say("sheet.services"), dated)


@dataclass(frozen=True)
class _Sheets(Wording):
    result: Outage

    def services(self) -> Sheet:
        titles = ("service", "layer", "criticality", "fate", "because", "saved-by", "chain-known")
        return self.sheet("services", titles, self._services())

    def _services(self) -> Iterator[Row]:
        for one in self.result.services:
            replaced = [part.part for part in one.saved_by or ()]
            yield (
                self.word(one.service), self._layer(one.layer), self.named("criticality", one.criticality),
                self.named("fate", one.fate), self._parts(one.because, " > "), self._parts(replaced, "; "),
                self.say("cell.yes" if one.chain_known else "cell.no"),
            )  # fmt: skip

    def _layer(self, layer: str | None) -> str | None:
        return self.word(self.result.layer_names.get(layer)) if layer else None

    def _parts(self, parts: tuple[Part, ...] | list[Part], between: str) -> str | None:
        return between.join(self.word(part.name) or "" for part in parts) or None

    def layers(self) -> Sheet:
        titles = ("layer", "number", "stops-low", "stops-high", "hit-low", "hit-high")
        return self.sheet("layers", titles, self._layers())

    def _layers(self) -> Iterator[Row]:
        for toll in (*self.result.layers, self.result.total):
            whole = toll is self.result.total
            name = self.say("exposure.total") if whole else self._layer(toll.layer) or self.say("outage.no-layer")
            yield (name, toll.services, toll.stops_low, toll.stops_high, toll.hit_low, toll.hit_high)

    def removed(self) -> Sheet:
        titles = ("product", "country", "certain", "confidence")
        rows = (
            (
                self.word(one.name), one.country, self.say("cell.yes" if one.certain else "cell.no"),
                self.named("confidence", one.confidence),
            )
            for one in self.result.removed
        )  # fmt: skip
        return self.sheet("removed", titles, rows)
