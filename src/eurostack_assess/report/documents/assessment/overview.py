"""The profile itself: its opening, its facts and figures, other weights, and how all was computed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from eurostack_assess.model.profile import Area, Statement
from eurostack_assess.report.document import (
    Block,
    Heading,
    ListEntry,
    Paragraph,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.documents.assessment.base import AssessmentVoice
from eurostack_assess.report.wording.certainty import LIKELY_WORDS
from eurostack_assess.report.wording.statements import (
    format_figure,
    format_figure_notes,
    format_meaning,
    format_statements,
)


@dataclass(frozen=True, kw_only=True)
class AssessmentOverview(AssessmentVoice):
    """The profile itself: its opening, its facts and figures, other weights, and how all was computed."""

    def opening(self) -> Iterator[Block]:
        """Whom and what the report is about, and what a reader must know first."""
        profile, framework = self.result.profile, self.result.framework
        yield Heading(1, profile.name)
        about = [self.translate("report.title"), self.translate(f"kind.{profile.kind}"), profile.country or ""]
        if profile.date is not None:
            about.append(self.translate("report.date", date=profile.date.isoformat()))
        about.append(self.translate("report.framework", name=self.localise(framework.name), edition=framework.edition))
        yield Paragraph(inline(" · ".join(part for part in about if part)))
        if profile.areas:
            yield Paragraph(inline(TextSpan(self._format_areas(profile.areas), "muted")))
        if profile.example:
            yield Paragraph(inline(TextSpan(self.translate("report.example"), "bad")))
        if self.result.doubt is not None:
            yield Paragraph(inline(TextSpan(self.translate("unsure.all-one-rung-off"), "strong")))
        if profile.basis == "session":
            yield Paragraph(inline(TextSpan(self.translate("report.from-session"), "strong")))
        yield from (Paragraph(inline(TextSpan(note, "muted"))) for note in self._scale_notes())

    def meaning(self) -> Iterator[Block]:
        """What a score says."""
        profile, framework = self.result.profile, self.result.framework
        meaning = format_meaning(framework.meaning.get(profile.kind), self.translate)
        yield Paragraph(inline(TextSpan(meaning, "muted")))

    def _format_areas(self, areas: Sequence[Area]) -> str:
        """The statistical areas, those of one list together."""
        by_list: dict[str | None, list[str]] = {}
        for area in areas:
            by_list.setdefault(area.list, []).append(f"{area.name} ({area.code})")
        parts = [f"{self.translate.listing(names)}{f', {list_}' if list_ else ''}" for list_, names in by_list.items()]
        return self.translate("report.areas", areas="; ".join(parts))

    def _scale_notes(self) -> Iterator[str]:
        """How many answers are of the whole country, and for what population numbers are."""
        population, national = self.result.profile.population, self.result.national_answers
        questions = [question for layer in self.result.layers for question in layer.questions]
        if national:
            known = sum(question.is_known for question in questions)
            yield self.translate("report.national", n=national, of=known)
        if any(question.grows_with_population for question in questions):
            if population is None:
                yield self.translate("report.size-unknown")
            else:
                people = self.translate.figure(population.value)
                yield self.translate("report.size-known", population=people, year=population.year)

    def older_edition(self) -> Iterator[Block]:
        """What has changed since the answers were given."""
        if self.result.edition_drift is not None:
            from eurostack_assess.report.documents.editions import build_older_edition_section

            yield from build_older_edition_section(self.result, self.result.edition_drift, self.translate)

    def statements(self, key: str, statements: Sequence[Statement]) -> Iterator[Block]:
        """Facts or bottlenecks with their sources."""
        if not statements:
            return
        yield Heading(2, self.translate(f"report.{key}"))
        yield from format_statements(statements, self.translate)

    def indicators(self) -> Iterator[Block]:
        """Public figures, each with its year and area."""
        figures = self.result.profile.indicators
        if not figures:
            return
        yield Heading(2, self.translate("report.indicators"))
        entries = []
        for indicator in figures:
            name = TextSpan(self.localise(indicator.name), "strong")
            label = inline(name, f": {format_figure(indicator, self.translate)}")
            entries.append(ListEntry(label, tuple(format_figure_notes(indicator, self.translate))))
        yield from listing(entries)
        yield Paragraph(inline(TextSpan(self.translate("report.indicators-note"), "muted")))

    def custom_weights(self) -> Iterator[Block]:
        """The same answers by custom weights, where those were given."""
        if self.result.reweighed is not None:
            from eurostack_assess.report.documents.custom_weights import build_custom_weights_section

            yield from build_custom_weights_section(self.result, self.result.reweighed, self.translate)

    def method(self) -> Iterator[Block]:
        """How it was computed, from what, and what it is not."""
        framework = self.result.framework
        yield Heading(2, self.translate("report.method"))
        yield Paragraph(inline(self.translate("report.method-score")))
        yield Paragraph(
            inline(
                self.translate(
                    "report.method-thresholds",
                    strong=self.translate.number(framework.thresholds.strong),
                    attention=self.translate.number(framework.thresholds.attention),
                    target=framework.target,
                    name=self._level_name(framework.target),
                )
            )
        )
        if any(part.certainty in LIKELY_WORDS for part in self.result.parts):
            yield Paragraph(inline(self._explain_words()))
        yield from listing(
            [
                ListEntry(inline(self._citation(self.localise(source.text), source.url, source.date)))
                for source in framework.sources
            ]
        )
        yield from self.provenance()

    def provenance(self) -> Iterator[Block]:
        """With what it was made, and what it is not."""
        framework, tool = self.result.framework, self.result.tool
        yield Paragraph(
            inline(
                self.translate(
                    "report.made-with",
                    tool=f"{tool.name} {tool.version}",
                    framework=f"{framework.id} {framework.edition}",
                    hash=framework.hash[:12],
                )
            )
        )
        yield Paragraph(inline(TextSpan(self.translate("report.what-it-is-not"), "strong")))

    def _explain_words(self) -> str:
        """What likely and very likely mean, by the limits of the framework."""
        thresholds = self.result.framework.thresholds
        limits = {key: self.translate.percent(getattr(thresholds, key)) for key in ("likely", "very_likely")}
        return self.translate("report.likely-means", **limits)

    @staticmethod
    def _citation(*parts: str | None) -> str:
        return ", ".join(_drop_empty(parts))


def _drop_empty(parts: Iterable[str | None]) -> Iterator[str]:
    return (part for part in parts if part)
