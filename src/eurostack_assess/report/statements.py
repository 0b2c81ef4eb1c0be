"""What facts, bottlenecks and answers rest on, told the same way in every report."""

from collections.abc import Iterator, Sequence
from datetime import date

from eurostack_assess.model.base import Confidence, LocalText
from eurostack_assess.model.profile import Indicator, Statement
from eurostack_assess.report.document import Block, Entry, Inline, Paragraph, Span, inline, listing
from eurostack_assess.texts import Texts


def told_statements(statements: Sequence[Statement], say: Texts) -> Iterator[Block]:
    """A list of statements with their sources; one that all share stands once, below the list."""
    sources = list(dict.fromkeys((statement.source, statement.confidence) for statement in statements))
    shared = len(sources) == 1
    yield from listing(
        [
            Entry(
                inline(one.text.in_language(say.language)),
                () if shared else tuple(told_source(one.source, one.confidence, say)),
            )
            for one in statements
        ]
    )
    if shared:
        yield from (Paragraph(source) for source in told_source(*sources[0], say))


def told_source(source: str | None, confidence: Confidence | None, say: Texts) -> Iterator[Inline]:
    """A source with how sure it is; nothing where there is none."""
    if source is not None:
        sure = f" ({say(f'confidence.{confidence}')})" if confidence else ""
        yield inline(Span(f"{say('report.source', source=source)}{sure}", "muted"))


def told_figure(figure: Indicator, say: Texts) -> str:
    """A public figure in its unit, with its year and what area it is of."""
    unit = figure.unit.in_language(say.language)
    about = f"{figure.year}, {say(f'measured.{figure.scope}')}"
    return f"{say.figure(figure.value)}{'' if unit.startswith('%') else ' '}{unit} ({about})"


def told_about_figure(figure: Indicator, say: Texts) -> Iterator[Inline]:
    """What one must know to read it, and its source."""
    if figure.note is not None:
        yield inline(Span(figure.note.in_language(say.language), "muted"))
    yield from told_source(figure.source, figure.confidence, say)


def told_grounds(
    evidence: LocalText | None,
    source: str | None,
    about: tuple[date | None, Confidence | None],
    say: Texts,
    *,
    answered: bool,
) -> Iterator[Inline]:
    """What an answer rests on: evidence, source, date, and how sure that is; nothing where it says neither."""
    if evidence is None and source is None:
        return
    when, confidence = about
    because = " — ".join(part for part in (evidence.in_language(say.language) if evidence else "", source) if part)
    remarks = [when.isoformat() if when else "", say(f"confidence.{confidence}") if confidence else ""]
    in_brackets = ", ".join(remark for remark in remarks if remark)
    told = say("report.evidence" if answered else "report.found-so-far", evidence=because)
    yield inline(Span(told + (f" ({in_brackets})" if in_brackets else ""), "muted"))


def told_meaning(meaning: LocalText | None, say: Texts) -> str:
    """What a score says, as the framework tells it; where it does not, only what its ends are."""
    return meaning.in_language(say.language) if meaning else say("report.meaning")
