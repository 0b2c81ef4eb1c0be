"""The base of every section about services: names of products, owners and countries."""

from collections.abc import Sequence
from dataclasses import dataclass

from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.exposure import (
    CatalogueSnapshot,
    Exposure,
    ReplacementOption,
)
from eurostack_assess.report.wording.voice import Voice

MAX_STOPPED_NAMED, MAX_COUNTRIES_NAMED = 6, 3


@dataclass(frozen=True, kw_only=True)
class Namer(Voice):
    """Products, owners and countries in the words of a reader."""

    catalogue: CatalogueSnapshot

    def country(self, code: str | None) -> str:
        """A country's name; that it is unknown where there is none."""
        if code is None:
            return self.translate("exposure.country-unknown")
        return self.localise(self.catalogue.countries[code]) if code in self.catalogue.countries else code

    def name_with_country(self, name: LocalText, country: str | None) -> str:
        """A name with from where it is controlled."""
        return self.translate("exposure.placed", name=self.localise(name), country=self.country(country))

    def alternative_labels(self, options: Sequence[ReplacementOption]) -> list[str]:
        """Alternatives with their countries and, where there is one, their reservation, in alphabetical order."""
        ordered = sorted(options, key=lambda option: self.localise(option.name).casefold())
        return [self._alternative_label(option) for option in ordered]

    def _alternative_label(self, option: ReplacementOption) -> str:
        nobody = option.country is None and option.kind in ("open-source", "association")
        about = [self.translate("exposure.international") if nobody else self.country(option.country)]
        if option.form != "european":
            about.append(self.translate(f"form.{option.form}"))
        return self.translate("exposure.placed", name=self.localise(option.name), country=", ".join(about))

    def basis(self) -> str:
        """What the catalogue is, and of when."""
        first, last = self.catalogue.checked_from, self.catalogue.checked_to
        day = last if first == last else self.translate("exposure.span", first=first, last=last)
        return self.translate("exposure.basis", day=day, groups=self.catalogue.groups["eu"].date)


@dataclass(frozen=True, kw_only=True)
class ExposureVoice(Voice):
    """What every section about services shares: the words for products, owners and countries."""

    result: Assessment
    exposure: Exposure

    @property
    def namer(self) -> Namer:
        """The words for products, owners and countries."""
        return Namer(catalogue=self.exposure.catalogue, translate=self.translate)
