"""A what-if as sheets: the fate of each service, the impact on each layer, and what is lost."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.outage import NodeRef, Outage
from eurostack_assess.report.document import UNDATED
from eurostack_assess.report.sheets.builder import SheetBuilder, SheetRow
from eurostack_assess.report.workbook import Sheet, Workbook
from eurostack_assess.texts import texts


def build_outage_sheets(result: Outage, language: str) -> Workbook:
    """Everything in the result, in one language."""
    sheets = _OutageSheets(texts(language), result)
    all_sheets = (sheets.services(), sheets.layers(), sheets.removed_products())
    title, as_of_date = sheets.translate("outage.title", name=result.profile.name), result.profile.date or UNDATED
    return Workbook(
        title,
        language,
        sheets=tuple(sheet for sheet in all_sheets if sheet.rows),
        main=sheets.translate("sheet.services"),
        as_of_date=as_of_date,
    )


@dataclass(frozen=True)
class _OutageSheets(SheetBuilder):
    result: Outage

    def services(self) -> Sheet:
        titles = ("service", "layer", "criticality", "fate", "because", "saved-by", "chain-known")
        return self.build_sheet("services", titles, self._services())

    def _services(self) -> Iterator[SheetRow]:
        for service in self.result.services:
            replaced = [part.product for part in service.saved_by or ()]
            yield (
                self.localise(service.service),
                self._layer(service.layer),
                self.label("criticality", service.criticality),
                self.label("fate", service.fate),
                self._parts(service.failure_path, " > "),
                self._parts(replaced, "; "),
                self.translate("cell.yes" if service.chain_known else "cell.no"),
            )

    def _layer(self, layer: str | None) -> str | None:
        return self.localise(self.result.layer_names.get(layer)) if layer else None

    def _parts(self, parts: tuple[NodeRef, ...] | list[NodeRef], between: str) -> str | None:
        return between.join(self.localise(part.name) or "" for part in parts) or None

    def layers(self) -> Sheet:
        titles = ("layer", "number", "stops-low", "stops-high", "hit-low", "hit-high")
        return self.build_sheet("layers", titles, self._layers())

    def _layers(self) -> Iterator[SheetRow]:
        for impact in (*self.result.layers, self.result.total):
            is_total = impact is self.result.total
            name = (
                self.translate("exposure.total")
                if is_total
                else self._layer(impact.layer) or self.translate("outage.no-layer")
            )
            yield (
                name,
                impact.services,
                impact.stops_low,
                impact.stops_high,
                impact.affected_low,
                impact.affected_high,
            )

    def removed_products(self) -> Sheet:
        titles = ("product", "country", "certain", "confidence")
        rows = (
            (
                self.localise(product.name),
                product.country,
                self.translate("cell.yes" if product.certain else "cell.no"),
                self.label("confidence", product.confidence),
            )
            for product in self.result.removed_products
        )
        return self.build_sheet("removed", titles, rows)
