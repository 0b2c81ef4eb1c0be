"""Which questions touch another instrument's objectives, for an auditor who knows that instrument."""

from collections.abc import Iterator

from eurostack_assess.method.coverage import Coverage, Touched
from eurostack_assess.model.framework import Framework, Instrument, Objective
from eurostack_assess.report.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Span,
    Table,
    inline,
    listing,
)
from eurostack_assess.report.questionnaire import cited
from eurostack_assess.texts import Texts, texts


def coverage_report(framework: Framework, instrument: Instrument, found: Coverage, language: str) -> Document:
    """A table an objective: its factors, and the questions that touch them or why none does."""
    say = texts(language)
    title = say("coverage.title", instrument=instrument.name.in_language(language))
    header = framework.header
    used = say("questions.title", framework=header.name.in_language(language), edition=header.edition)
    count = say("coverage.count", touched=found.touched, all=len(found.factors), n=len(found.factors))
    blocks: list[Block] = [
        Heading(1, title),
        Paragraph(inline(f"{say('coverage.edition', edition=instrument.edition.in_language(language))} · {used}")),
        Paragraph(inline(Span(say("coverage.note"), "muted"))),
        Paragraph(inline(Span(count, "strong"))),
    ]
    if any(objective.factors for objective, _ in found.objectives):
        for objective, factors in found.objectives:
            blocks += _objective(objective, factors, say)
    else:
        blocks.append(_table([touched for _, factors in found.objectives for touched in factors], say))
    blocks.append(Heading(2, say("questions.sources")))
    blocks += listing([cited(source, say) for source in instrument.source])
    return Document(title, language, tuple(blocks))


def _objective(objective: Objective, factors: tuple[Touched, ...], say: Texts) -> Iterator[Block]:
    yield Heading(2, f"{objective.id} {objective.text.in_language(say.language)}")
    yield _table(factors, say)


def _table(factors: list[Touched] | tuple[Touched, ...], say: Texts) -> Table:
    columns = (Column(say("column.factor")), Column(say("kind.organisation")), Column(say("kind.region")))
    return Table(columns, tuple(_row(touched, say) for touched in factors))


def _row(touched: Touched, say: Texts) -> tuple[Cell, ...]:
    factor = touched.factor
    name = inline(Span(factor.id, "strong"), f" {factor.text.in_language(say.language)}")
    if not touched.questions and factor.not_asked is not None:
        return name, inline(Span(say("coverage.not-asked", why=factor.not_asked.in_language(say.language)))), None
    return name, *(_ids(touched.asked_of(kind)) for kind in ("organisation", "region"))


def _ids(ids: tuple[str, ...]) -> Cell:
    return inline(", ".join(ids)) if ids else None
