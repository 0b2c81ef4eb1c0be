"""The outcome of a quality gate, for people to read: the conditions, and a suggested fix for each one not met."""

from collections.abc import Iterator

from eurostack_assess.model.gate import Condition, Gate, Outcome
from eurostack_assess.report.document import (
    Block,
    Column,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    ReportDocument,
    TableBlock,
    TextSpan,
    Tone,
    inline,
    listing,
)
from eurostack_assess.report.wording.gate import AnswerLocator, GateWording, format_gate_verdict
from eurostack_assess.texts import texts

TONES: dict[Outcome, Tone] = {"met": "good", "not_met": "bad"}


def build_gate_report(result: Gate, place_of: AnswerLocator, language: str) -> ReportDocument:
    """The conditions, and for each that is not met its place and the change that would meet it."""
    wording = GateWording(translate=texts(language))
    return ReportDocument(result.name, language, tuple(_blocks(result, place_of, wording)))


def _blocks(result: Gate, place_of: AnswerLocator, wording: GateWording) -> Iterator[Block]:
    translate = wording.translate
    yield Heading(1, result.name)
    yield Paragraph(inline(TextSpan(format_gate_verdict(result, translate), "good" if result.passed else "bad")))
    columns = (
        Column(translate("gate.column-condition")),
        Column(translate("gate.column-required"), "right"),
        Column(translate("gate.column-actual"), "right"),
        Column(translate("gate.column-outcome")),
    )
    yield TableBlock(columns, tuple(_row(condition, wording) for condition in result.conditions))
    unmet = [condition for condition in result.conditions if condition.outcome == "not_met"]
    if unmet:
        yield Heading(2, translate("gate.to-mend"))
        yield from listing([_entry(condition, place_of, wording) for condition in unmet])


def _row(condition: Condition, wording: GateWording) -> tuple[Inline, ...]:
    return (
        inline(wording.condition_label(condition)),
        inline(wording.bound(condition)),
        inline(wording.format_value(condition, condition.actual)),
        inline(TextSpan(wording.outcome(condition), TONES.get(condition.outcome, "plain"))),
    )


def _entry(condition: Condition, place_of: AnswerLocator, wording: GateWording) -> ListEntry:
    place = place_of(condition.suggested_fix.question if condition.suggested_fix else None)
    details = [
        inline(TextSpan(f"{place.file}:{place.line}:{place.column}", "muted")),
        *map(inline, wording.fix_sentences(condition)),
    ]
    return ListEntry(inline(TextSpan(wording.sentence(condition), "strong")), tuple(details))
