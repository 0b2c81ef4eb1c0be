"""The exposure of each layer: shares, flags, and answers that services contradict."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum

from eurostack_assess.model.exposure import (
    UNKNOWN_COUNTRY,
    Concentration,
    Contradiction,
    Interval,
    StagedExposure,
)
from eurostack_assess.report.document import (
    Block,
    Column,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    TableBlock,
    TextSpan,
    Tone,
    inline,
    listing,
)
from eurostack_assess.report.documents.exposure.base import MAX_COUNTRIES_NAMED, ExposureVoice
from eurostack_assess.report.wording.answers import format_possible


@dataclass(frozen=True, kw_only=True)
class ConcentrationSection(ExposureVoice):
    """How exposed each layer is: shares, flags, and answers that services contradict."""

    def layers(self) -> Iterator[Block]:
        """The shares of each layer, and what they flag."""
        columns = (
            Column(self.translate("column.layer")),
            Column(self.translate("column.services"), "right"),
            Column(self.translate("column.exposed"), "right"),
            Column(self.translate("column.non-eu"), "right"),
            Column(self.translate("column.hard-to-leave"), "right"),
            Column(self.translate("column.owners"), "right"),
        )
        exposure = self.exposure
        rows = [self._row(self._layer_name(concentration.layer), concentration) for concentration in exposure.layers]
        all_in_one = [concentration.services for concentration in exposure.layers] == [exposure.total.services]
        if not all_in_one:
            rows.append(self._row(self.translate("exposure.total"), exposure.total))
        yield TableBlock(columns, tuple(rows))
        yield Paragraph(inline(TextSpan(self.translate("exposure.how-to-read"), "muted")))
        if self.limit is None:
            yield from self._share_basis_notes()
        concentrations = (exposure.total,) if all_in_one else (*exposure.layers, exposure.total)
        yield from listing([self._flags(concentration) for concentration in concentrations])

    def _share_basis_notes(self) -> Iterator[Block]:
        """Said once for all layers, unless they differ."""
        layers = self.exposure.layers or (self.exposure.total,)
        ways = dict.fromkeys(concentration.shares for concentration in layers if concentration.shares != "given")
        for way in ways:
            names = self.translate.listing(
                [self._layer_name(concentration.layer) for concentration in layers if concentration.shares == way]
            )
            everywhere = all(concentration.shares == way for concentration in layers)
            note = self.translate(f"exposure.shares-{way}")
            yield Paragraph(inline(TextSpan(note if everywhere else f"{names}: {note}", "muted")))

    def _layer_name(self, layer: str | None) -> str:
        return self.namer.localise(self.result.layer(layer).name) if layer else self.translate("exposure.total")

    def _row(self, name: str, concentration: Concentration) -> tuple[Inline | None, ...]:
        return (
            inline(name),
            inline(str(concentration.services)),
            self._share(concentration.exposed.at_once if concentration.exposed else None, "strong"),
            self._share(concentration.non_eu),
            self._share(concentration.hard_to_leave),
            inline(self._effective(concentration)),
        )

    def _share(self, share: Interval | None, tone: Tone = "plain") -> Inline | None:
        return None if share is None else inline(TextSpan(self.translate.shares(share.low, share.high), tone))

    def _effective(self, concentration: Concentration) -> str:
        low, high = concentration.effective_suppliers
        if high is None:
            return self.translate("exposure.at-least", number=self.translate.number(low, 1))
        ends = list(dict.fromkeys((self.translate.number(low, 1), self.translate.number(high, 1))))
        return "–".join(ends)

    def _flags(self, measures: Concentration) -> ListEntry:
        """Which marks of a strategic dependency a layer has, and where all is told the numbers behind it."""
        tone: Tone = "bad" if measures.strategic == "yes" else "plain"
        name = TextSpan(self._layer_name(measures.layer), "strong")
        marks = TextSpan(" ".join(self._marks(measures)), tone)
        return ListEntry(inline(name, ": ", marks), tuple(self._measures(measures)) if self.limit is None else ())

    def _marks(self, measures: Concentration) -> Iterator[str]:
        """How many of the three marks are met, which, and which may be."""
        translate, flags = self.translate, self._flag_values(measures)
        met, perhaps, unmet = (
            [translate(f"exposure.flag-{key}") for key, flag in flags if flag == value]
            for value in ("yes", "open", "no")
        )  # fmt: skip
        if len(met) == len(flags):
            yield translate("exposure.marks-all", flags=translate.listing(met))
        elif met:
            yield translate("exposure.marks", n=len(met), of=len(flags), flags=translate.listing(met))
        else:
            yield translate("exposure.marks-none")
        if perhaps:
            yield translate("exposure.marks-perhaps", flags=translate.listing(perhaps))
        if met and unmet:
            yield translate("exposure.marks-not", flags=translate.listing(unmet))

    def _measures(self, measures: Concentration) -> Iterator[Inline]:
        """The numbers behind the marks."""
        translate, details = self.translate, []
        countries = list(self._countries(measures.by_country))
        details.append(
            inline(TextSpan(translate("exposure.from-where", countries=translate.listing(countries)), "muted"))
        )
        exposed, chain = measures.exposed, measures.exposed_chain
        if exposed is not None and exposed.at_once.high:
            details.append(inline(translate("exposure.stages", **self._stages(exposed))))
        if chain is not None and chain != exposed:
            details.append(inline(TextSpan(translate("exposure.with-chain", **self._stages(chain)), "muted")))
        details += [inline(TextSpan(sentence, "muted")) for sentence in self._concentrations(measures)]
        yield from details

    def _stages(self, exposed: StagedExposure) -> dict[str, str]:
        stages = {
            "at_once": exposed.at_once,
            "easy_left": exposed.easy_left,
            "medium_left": exposed.medium_left,
            "complex_left": exposed.complex_left,
        }
        return {stage: self.translate.shares(share.low, share.high) for stage, share in stages.items()}

    def _concentrations(self, measures: Concentration) -> Iterator[str]:
        if measures.foreign_concentration is not None:
            foreign = self._points(measures.foreign_concentration)
            yield self.translate("exposure.foreign-concentration", number=foreign)
        suppliers = self._points(measures.supplier_concentration)
        yield self.translate("exposure.owner-concentration", number=suppliers)

    def _countries(self, shares: Mapping[str, float]) -> Iterator[str]:
        """The largest, what is unknown, and all others together."""
        shown_codes = [
            code for rank, code in enumerate(shares) if rank < MAX_COUNTRIES_NAMED or code == UNKNOWN_COUNTRY
        ]
        country_shares = [(self._country_label(code), shares[code]) for code in shown_codes]
        others = fsum(share for code, share in shares.items() if code not in shown_codes)
        for country, share in (*country_shares, *([(self.translate("exposure.elsewhere"), others)] if others else [])):
            yield self.translate("exposure.country-share", country=country, share=self.translate.percent(share))

    @staticmethod
    def _flag_values(concentration: Concentration) -> tuple[tuple[str, str], ...]:
        return (
            ("concentrated", concentration.concentrated),
            ("majority", concentration.foreign_majority),
            ("locked-in", concentration.locked_in),
        )

    def _points(self, share: Interval) -> str:
        ends = list(dict.fromkeys((self.translate.number(share.low, 2), self.translate.number(share.high, 2))))
        return "–".join(ends)

    def _country_label(self, code: str) -> str:
        return self.translate("report.unknown") if code == UNKNOWN_COUNTRY else self.namer.country(code)

    def contradictions(self) -> Iterator[Block]:
        """Answers that the services on record contradict."""
        if not self.exposure.contradictions:
            return
        yield Heading(3, self.translate("exposure.contradictions"))
        entries = []
        for contradiction in self.exposure.contradictions:
            question = self.result.question(contradiction.question)
            rungs = [rung.text for rung in question.rungs]
            services = self.translate.listing([self.namer.localise(service) for service in contradiction.services])
            entries.append(
                ListEntry(
                    inline(
                        TextSpan(self.namer.localise(question.ask), "strong"),
                        TextSpan(f" [{contradiction.question}]", "muted"),
                    ),
                    (
                        inline(format_possible(question.state, question.possible, rungs, self.translate)),
                        inline(
                            TextSpan(self.translate(f"exposure.but-{contradiction.claims}", services=services), "bad")
                        ),
                        *self._rung_advice(contradiction),
                    ),
                )
            )
        yield from listing(entries)

    def _rung_advice(self, contradiction: Contradiction) -> Iterator[Inline]:
        """What to write where only the higher of the rungs still possible are contradicted."""
        if not contradiction.is_certain:
            rung = str(contradiction.highest_allowed)
            yield inline(self.translate("exposure.write-at-most", rung=rung))
