"""The record of an edition, as the YAML file by which later editions detect changes."""

from collections.abc import Iterator

from eurostack_assess.model.framework import EditionRecord
from eurostack_assess.report.exports.blank_profile import format_comment
from eurostack_assess.report.exports.yaml_text import format_flow
from eurostack_assess.texts import texts


def render_edition_file(record: EditionRecord, language: str) -> str:
    """The text of `editions/EDITION.yaml`: a line a question."""
    return "".join(f"{line}\n" for line in _lines(record, language))


def _lines(record: EditionRecord, language: str) -> Iterator[str]:
    yield from format_comment(texts(language)("edition.file"))
    yield f"edition: {format_flow(record.edition)}"
    yield "questions:"
    for id_, question in record.questions.items():
        yield f"  {format_flow(id_)}: {format_flow(question.model_dump(exclude_none=True))}"
