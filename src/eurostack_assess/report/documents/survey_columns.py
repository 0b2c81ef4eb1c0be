"""The interpretation of each column of each survey, shown before anything is merged."""

from collections.abc import Sequence
from typing import NamedTuple

from eurostack_assess.report.document import (
    Block,
    Column,
    Heading,
    Paragraph,
    ReportDocument,
    TableBlock,
    TextSpan,
    inline,
)
from eurostack_assess.texts import texts


class SurveyColumn(NamedTuple):
    """A column of a survey with what it was taken for."""

    title: str
    """As the survey calls it."""
    question: str
    """Id of the question, or what else it is for."""
    is_note: bool
    """Whether it is for what was said about the question."""


def build_survey_columns_report(surveys: Sequence[tuple[str, Sequence[SurveyColumn]]], language: str) -> ReportDocument:
    """One table per survey: its columns, each with what it was taken for."""
    translate = texts(language)
    blocks: list[Block] = [Paragraph(inline(TextSpan(translate("workshop.dry-run"), "strong")))]
    headers = (Column(translate("workshop.column-title")), Column(translate("workshop.column-taken-for")))
    for name, columns in surveys:
        rows = [
            (column.title, translate("workshop.column-note", question=column.question))
            if column.is_note
            else (column.title, column.question)
            for column in columns
        ]
        blocks += [Heading(2, name), TableBlock(headers, tuple((inline(left), inline(right)) for left, right in rows))]
    return ReportDocument(translate("workshop.dry-run"), translate.language, tuple(blocks))
