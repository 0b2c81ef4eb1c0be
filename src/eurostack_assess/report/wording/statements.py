"""The sources and evidence of facts, bottlenecks and answers, worded the same way in every report."""

from collections.abc import Iterator, Sequence
from datetime import date

from eurostack_assess.model.base import Confidence, LocalText
from eurostack_assess.model.profile import Indicator, Statement
from eurostack_assess.report.document import Block, Inline, ListEntry, Paragraph, TextSpan, inline, listing
from eurostack_assess.texts import Texts


def format_statements(statements: Sequence[Statement], translate: Texts) -> Iterator[Block]:
    """A list of statements with their sources; one that all share stands once, below the list."""
    sources = list(dict.fromkeys((statement.source, statement.confidence) for statement in statements))
    shared = len(sources) == 1
    yield from listing(
        [
            ListEntry(
                inline(item.text.in_language(translate.language)),
                () if shared else tuple(format_source(item.source, item.confidence, translate)),
            )
            for item in statements
        ]
    )
    if shared:
        yield from (Paragraph(source) for source in format_source(*sources[0], translate))


def list_statements(statements: Sequence[Statement], translate: Texts) -> Iterator[Block]:
    """A list of statements, each with how sure it is, and where their sources can be read."""
    entries = []
    for statement in statements:
        certainty = f" ({translate(f'confidence.{statement.confidence}')})" if statement.confidence else ""
        text = statement.text.in_language(translate.language)
        entries.append(ListEntry(inline(text, TextSpan(certainty, "muted")) if certainty else inline(text)))
    yield from listing(entries)
    if any(statement.source for statement in statements):
        yield Paragraph(inline(TextSpan(translate("report.sources-elsewhere"), "muted")))


def format_source(source: str | None, confidence: Confidence | None, translate: Texts) -> Iterator[Inline]:
    """A source with how sure it is; nothing where there is none."""
    if source is not None:
        certainty = f" ({translate(f'confidence.{confidence}')})" if confidence else ""
        yield inline(TextSpan(f"{translate('report.source', source=source)}{certainty}", "muted"))


def format_figure(figure: Indicator, translate: Texts) -> str:
    """A public figure in its unit, with its year and what area it is of."""
    unit = figure.unit.in_language(translate.language)
    about = f"{figure.year}, {translate(f'measured.{figure.scope}')}"
    return f"{translate.figure(figure.value)}{'' if unit.startswith('%') else ' '}{unit} ({about})"


def format_figure_notes(figure: Indicator, translate: Texts) -> Iterator[Inline]:
    """What one must know to read it, and its source."""
    if figure.note is not None:
        yield inline(TextSpan(figure.note.in_language(translate.language), "muted"))
    yield from format_source(figure.source, figure.confidence, translate)


def format_evidence(
    evidence: LocalText | None,
    source: str | None,
    about: tuple[date | None, Confidence | None],
    translate: Texts,
    *,
    answered: bool,
) -> Iterator[Inline]:
    """What an answer rests on: evidence, source, date, and how sure that is; nothing where it says neither."""
    if evidence is None and source is None:
        return
    answer_date, confidence = about
    basis = " — ".join(part for part in (evidence.in_language(translate.language) if evidence else "", source) if part)
    remarks = [
        answer_date.isoformat() if answer_date else "",
        translate(f"confidence.{confidence}") if confidence else "",
    ]
    in_brackets = ", ".join(remark for remark in remarks if remark)
    sentence = translate("report.evidence" if answered else "report.found-so-far", evidence=basis)
    yield inline(TextSpan(sentence + (f" ({in_brackets})" if in_brackets else ""), "muted"))


def format_meaning(meaning: LocalText | None, translate: Texts) -> str:
    """What a score says, as the framework tells it; where it does not, only what its ends are."""
    return meaning.in_language(translate.language) if meaning else translate("report.meaning")
