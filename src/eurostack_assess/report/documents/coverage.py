"""The coverage of another instrument's objectives by questions, for an auditor who knows that instrument."""

from collections.abc import Iterator

from eurostack_assess.method.coverage import Coverage, FactorCoverage
from eurostack_assess.model.framework import Framework, Instrument, Objective
from eurostack_assess.report.document import (
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    ReportDocument,
    TableBlock,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.documents.questionnaire import format_citation
from eurostack_assess.texts import Texts, texts


def build_coverage_report(
    framework: Framework, instrument: Instrument, coverage: Coverage, language: str
) -> ReportDocument:
    """A table an objective: its factors, and the questions that cover them or why none does."""
    translate = texts(language)
    title = translate("coverage.title", instrument=instrument.name.in_language(language))
    header = framework.header
    framework_title = translate("questions.title", framework=header.name.in_language(language), edition=header.edition)
    count = translate(
        "coverage.count", touched=coverage.touched_count, all=len(coverage.factors), n=len(coverage.factors)
    )
    blocks: list[Block] = [
        Heading(1, title),
        Paragraph(
            inline(
                f"{translate('coverage.edition', edition=instrument.edition.in_language(language))} · {framework_title}"
            )
        ),
        Paragraph(inline(TextSpan(translate("coverage.note"), "muted"))),
        Paragraph(inline(TextSpan(count, "strong"))),
    ]
    if any(objective.factors for objective, _ in coverage.objectives):
        for objective, factors in coverage.objectives:
            blocks += _objective(objective, factors, translate)
    else:
        blocks.append(
            _table([factor_coverage for _, factors in coverage.objectives for factor_coverage in factors], translate)
        )
    blocks.append(Heading(2, translate("questions.sources")))
    blocks += listing([format_citation(source, translate) for source in instrument.source])
    return ReportDocument(title, language, tuple(blocks))


def _objective(objective: Objective, factors: tuple[FactorCoverage, ...], translate: Texts) -> Iterator[Block]:
    yield Heading(2, f"{objective.id} {objective.text.in_language(translate.language)}")
    yield _table(factors, translate)


def _table(factors: list[FactorCoverage] | tuple[FactorCoverage, ...], translate: Texts) -> TableBlock:
    columns = (
        Column(translate("column.factor")),
        Column(translate("kind.organisation")),
        Column(translate("kind.region")),
    )
    return TableBlock(columns, tuple(_row(factor_coverage, translate) for factor_coverage in factors))


def _row(factor_coverage: FactorCoverage, translate: Texts) -> tuple[Cell, ...]:
    factor = factor_coverage.factor
    name = inline(TextSpan(factor.id, "strong"), f" {factor.text.in_language(translate.language)}")
    if not factor_coverage.questions and factor.not_asked is not None:
        return (
            name,
            inline(TextSpan(translate("coverage.not-asked", why=factor.not_asked.in_language(translate.language)))),
            None,
        )
    return name, *(_format_ids(factor_coverage.question_ids_for(kind)) for kind in ("organisation", "region"))


def _format_ids(ids: tuple[str, ...]) -> Cell:
    return inline(", ".join(ids)) if ids else None
