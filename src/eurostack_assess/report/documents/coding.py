"""Two codings of one organisation or region side by side: how far they agree, and what is still to be agreed."""

from collections.abc import Iterator
from dataclasses import dataclass

from eurostack_assess.model.coding import Coding, CodingAgreement, QuestionCoding
from eurostack_assess.report.document import (
    UNDATED,
    Block,
    Column,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    ReportDocument,
    TableBlock,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.wording.answers import format_possible
from eurostack_assess.report.wording.voice import Voice
from eurostack_assess.texts import texts


def build_coding_report(result: Coding, language: str) -> ReportDocument:
    """How far two codings agree, in one language."""
    report = _CodingReport(result=result, translate=texts(language))
    sections = (report.opening(), report.layers(), report.disagreements(), report.method())
    last = max((date for date in result.dates if date), default=UNDATED)
    return ReportDocument(report.title, language, tuple(block for section in sections for block in section), last)


@dataclass(frozen=True, kw_only=True)
class _CodingReport(Voice):
    result: Coding

    @property
    def title(self) -> str:
        return self.translate("coding.title", name=self.result.names[0])

    def opening(self) -> Iterator[Block]:
        result, overall = self.result, self.result.overall
        yield Heading(1, self.title)
        if result.names[0] != result.names[1]:
            first, second = result.names
            yield Paragraph(inline(TextSpan(self.translate("coding.other-name", first=first, second=second), "bad")))
        if result.populations[0] != result.populations[1]:
            yield Paragraph(inline(TextSpan(self.translate("coding.other-population"), "bad")))
        if not overall.compared:
            yield Paragraph(inline(self.translate("coding.nothing")))
            return
        shares = {
            key: self.translate.known(getattr(overall, key) or 0.0) for key in ("same", "compatible", "within_one")
        }
        yield Paragraph(inline(self.translate("coding.in-short", n=overall.compared, **shares)))
        if overall.alpha is not None and overall.strength is not None:
            number = self.translate.number(overall.alpha, 2)
            said = self.translate("coding.alpha", alpha=number, n=overall.both_exact)
            yield Paragraph(inline(said, " ", self.translate(f"workshop.alpha-{overall.strength}")))
        else:
            yield Paragraph(inline(self.translate("coding.no-alpha")))
        least = {
            "compatible": self.translate.percent(result.least_compatible),
            "alpha": self.translate.number(result.least_alpha, 3),
        }
        key = "coding.release" if overall.can_be_released else "coding.no-release"
        yield Paragraph(inline(TextSpan(self.translate(key, **least), "good" if overall.can_be_released else "bad")))

    def layers(self) -> Iterator[Block]:
        keys = ("compared", "same", "compatible", "within-one", "alpha", "open-to-one", "scope")
        columns = (
            Column(self.translate("column.layer")),
            *(Column(self.translate(f"coding.column-{key}"), "right") for key in keys),
        )
        rows = tuple(self._row(self.localise(layer.name), layer.agreement) for layer in self.result.layers)
        yield TableBlock(columns, rows)

    def _row(self, name: str, agreement: CodingAgreement) -> tuple[Inline | None, ...]:
        def share(value: float | None) -> Inline | None:
            return None if value is None else inline(self.translate.known(value))

        alpha = None if agreement.alpha is None else inline(self.translate.number(agreement.alpha, 2))
        return (
            inline(name),
            inline(str(agreement.compared)),
            share(agreement.same),
            share(agreement.compatible),
            share(agreement.within_one),
            alpha,
            inline(str(agreement.open_to_one)),
            inline(str(agreement.scope_disputed)),
        )

    def disagreements(self) -> Iterator[Block]:
        layers = [layer for layer in self.result.layers if layer.disagreements]
        if not layers:
            return
        yield Heading(2, self.translate("coding.to-settle"))
        for layer in layers:
            yield Heading(3, self.localise(layer.name))
            yield from listing([self._disagreement(question) for question in layer.disagreements])

    def _disagreement(self, question: QuestionCoding) -> ListEntry:
        label = inline(
            TextSpan(self.localise(question.ask), "strong"), TextSpan(f" [{question.id}]", "muted", question.id)
        )
        details = []
        for key, state, possible, evidence in zip(
            ("first", "second"), question.states, question.possible, question.evidence, strict=True
        ):
            said = format_possible(state, possible, question.rungs, self.translate)
            details.append(inline(TextSpan(self.translate(f"coding.{key}"), "muted"), " ", said))
            if evidence is not None:
                details.append(inline(TextSpan(self.localise(evidence), "muted")))
        if question.distance is not None:
            details.append(inline(TextSpan(self.translate("coding.distance", n=question.distance), "bad")))
        return ListEntry(label, tuple(details))

    def method(self) -> Iterator[Block]:
        yield Paragraph(inline(TextSpan(self.translate("coding.how-to-read"), "muted")))
