"""The record of an edition as the YAML file that later editions are told changes by."""

import json
from collections.abc import Iterator

from eurostack_assess.model.framework import EditionRecord
from eurostack_assess.report.blank_profile import comment
from eurostack_assess.texts import texts


def edition_file(record: EditionRecord, language: str) -> str:
    """The text of `editions/EDITION.yaml`: a line a question."""
    return "".join(f"{line}\n" for line in _lines(record, language))


def _lines(record: EditionRecord, language: str) -> Iterator[str]:
    yield from comment(texts(language)("edition.file"))
    yield f"edition: {json.dumps(record.edition)}"
    yield "questions:"
    for id_, one in record.questions.items():
        asked = ", ".join(f"{language}: {json.dumps(digest)}" for language, digest in one.asked.items())
        scope = f"scope: {one.scope}, " if one.scope else ""
        counted = json.dumps(one.counted)
        yield f"  {id_}: {{part: {one.part}, {scope}weight: {one.weight!r}, asked: {{{asked}}}, counted: {counted}}}"
