"""The profile itself: its opening, facts and figures, other weights, and how the result was computed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

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
    format_statements,
    list_statements,
)

MOST_AREAS, MOST_FIGURES, MOST_STATEMENTS = 6, 3, 3
"""Areas, figures, and facts or bottlenecks that a screen names."""


@dataclass(frozen=True, kw_only=True)
class AssessmentOverview(AssessmentVoice):
    """The profile itself: its opening, its facts and figures, other weights, and how all was computed."""

    def opening(self) -> Iterator[Block]:
        """Whom and what the report is about, and what a reader must know first."""
        profile, framework = self.result.profile, self.result.framework
        yield Heading(1, profile.name)
        about = [self.translate("report.title"), self.translate(f"kind.{profile.kind}"), profile.country or ""]
        if profile.date is not None:
            about.append(self.translate("report.date", date=profile.date))
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

    def _format_areas(self, areas: Sequence[Area]) -> str:
        """The statistical areas, those of one list together."""
        by_list: dict[str | None, list[str]] = {}
        if self.is_brief and len(areas) > MOST_AREAS:
            return self.translate("report.areas-many", n=len(areas))
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
        """Facts or bottlenecks with their sources; on a screen, where to read these."""
        if not statements:
            return
        yield Heading(2, self.translate(f"report.{key}"), starts_closed=True)
        if not self.is_brief:
            yield from format_statements(statements, self.translate)
            return
        voice = replace(self, limit=MOST_STATEMENTS)
        yield from list_statements(voice.shown(statements), self.translate)
        yield from voice.truncation_note(statements)

    def indicators(self) -> Iterator[Block]:
        """Public figures, each on a line with its year and area; what to know of it, where all is told."""
        figures = self.result.profile.indicators
        if not figures:
            return
        yield Heading(2, self.translate("report.indicators"), starts_closed=True)
        entries = []
        voice = replace(self, limit=MOST_FIGURES) if self.is_brief else self
        for indicator in voice.shown(figures):
            name = TextSpan(self.localise(indicator.name), "strong")
            label = inline(name, f": {format_figure(indicator, self.translate)}")
            notes = tuple(format_figure_notes(indicator, self.translate)) if self.limit is None else ()
            entries.append(ListEntry(label, notes))
        yield from listing(entries)
        yield from voice.truncation_note(figures)
        yield Paragraph(inline(TextSpan(self.translate("report.indicators-note"), "muted")))

    def custom_weights(self) -> Iterator[Block]:
        """The same answers by custom weights, where those were given."""
        if self.result.reweighed is not None:
            from eurostack_assess.report.documents.custom_weights import build_custom_weights_section

            yield from build_custom_weights_section(self.result, self.result.reweighed, self.translate)

    def method(self) -> Iterator[Block]:
        """How it was computed, from what, and what it is not."""
        framework, thresholds = self.result.framework, self.result.framework.thresholds
        yield Heading(2, self.translate("report.method"), starts_closed=True)
        yield Paragraph(inline(" ".join(self._about())))
        ends = {key: self.translate.number(getattr(thresholds, key)) for key in ("attention", "strong")}
        yield Paragraph(inline(self.translate("report.how-to-read", level=self._explain_level(), **ends)))
        target = {"target": framework.target, "name": self._level_name(framework.target)}
        rules = [self.translate("report.method-thresholds", **ends, **target)]
        if any(part.certainty in LIKELY_WORDS for part in self.result.parts):
            rules.append(self._explain_words())
        yield Paragraph(inline(" ".join(rules)))
        if self.limit is None:
            yield from listing(
                [
                    ListEntry(inline(self._citation(self.localise(source.text), source.url, source.date)))
                    for source in framework.sources
                ]
            )
        yield from self.provenance()

    def _about(self) -> Iterator[str]:
        """What the profile is of, and what its answers are of."""
        profile, framework = self.result.profile, self.result.framework
        about = [self.translate(f"kind.{profile.kind}"), profile.country or ""]
        about.append(self.translate("report.framework", name=self.localise(framework.name), edition=framework.edition))
        yield f"{profile.name}: {', '.join(part for part in about if part)}."
        if profile.areas:
            yield self._format_areas(profile.areas)
        yield from self._scale_notes()
        if self.result.confidence:
            counts = [f"{n} {self.translate(f'confidence.{word}')}" for word, n in self.result.confidence.items()]
            yield self.translate("report.confidence", counts=self.translate.listing(counts))

    def _explain_level(self) -> str:
        if not (cuts := self.result.framework.cuts):
            return self.translate("report.level-by-gates")
        return self.translate(
            "report.level-by-cuts", cuts=self.translate.listing([self.translate.number(cut) for cut in cuts])
        )

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
