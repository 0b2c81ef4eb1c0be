"""The record of an edition as the YAML file that later editions are told changes by."""

from collections.abc import Iterator

from eurostack_assess.model.framework import EditionRecord
from eurostack_assess.report.blank_profile import comment
from eurostack_assess.report.yaml_text import flow
from eurostack_assess.texts import texts


def edition_file(record: EditionRecord, language: str) -> str:
    """The text of `editions/EDITION.yaml`: a line a question."""
    return "".join(f"{line}\n" for line in _lines(record, language))


def _lines(record: EditionRecord, language: str) -> Iterator[str]:
    yield from comment(texts(language)("edition.file"))
    yield f"edition: {flow(record.edition)}"
    yield "questions:"
    for id_, one in record.questions.items():
        yield f"  {flow(id_)}: {flow(one.model_dump(exclude_none=True))}"
