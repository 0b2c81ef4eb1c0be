"""`questions`: what is asked, and which objectives of other instruments it touches."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eurostack_assess.cli.frameworks import chosen_framework
from eurostack_assess.cli.outputs import check_outputs
from eurostack_assess.cli.streams import screen, show, show_long, write_file
from eurostack_assess.errors import UsageError, message
from eurostack_assess.method.coverage import coverage
from eurostack_assess.model.base import Kind
from eurostack_assess.model.framework import Framework, Instrument, Questionnaire
from eurostack_assess.report import terminal
from eurostack_assess.report.coverage import coverage_report
from eurostack_assess.report.document import Document
from eurostack_assess.report.formats import RENDERERS
from eurostack_assess.report.questionnaire import questions_report


@dataclass(frozen=True)
class Wanted:
    """Which questions: of one layer, for one kind of profile, by the objectives of one instrument. None: all."""

    layer: str | None
    kind: Kind | None
    by: str | None


def questions(
    wanted: Wanted, folder: Path | None, language: str, outputs: Sequence[Path], *, as_json: bool, force: bool
) -> None:
    """Show the questions of a framework, or write them."""
    check_outputs(outputs, tuple(RENDERERS), force=force)
    framework = chosen_framework(folder)
    parts = [_of_kind(part, wanted.kind) for part in chosen_parts(framework, [wanted.layer] if wanted.layer else [])]
    if as_json:
        listed = [part.model_dump(mode="json") for part in parts]
        show(f"{json.dumps(listed, ensure_ascii=False, indent=2)}\n")
        return
    document = _document(framework, parts, wanted, language)
    if not outputs:
        show_long(terminal.render(document, screen()))
    for output in outputs:
        write_file(output, RENDERERS[output.suffix.lower()](document), force=force)


def _document(framework: Framework, parts: Sequence[Questionnaire], wanted: Wanted, language: str) -> Document:
    if wanted.by is None:
        return questions_report(framework, parts, language)
    instrument = _instrument(framework, wanted.by)
    return coverage_report(framework, instrument, coverage(instrument, parts), language)


def _instrument(framework: Framework, wanted: str) -> Instrument:
    for instrument in framework.instruments:
        if instrument.instrument == wanted:
            return instrument
    known = ", ".join(framework.header.instruments) or "-"
    what = message("error.no-such-instrument", instrument=wanted)
    raise UsageError(what, message("hint.known-instruments", instruments=known))


def chosen_parts(framework: Framework, ids: Sequence[str]) -> list[Questionnaire]:
    """The questionnaires by these ids, in the order of the framework; all, where none is named.

    Raises:
        UsageError: the framework has no such layer.
    """
    known = {part.id: part for part in framework.parts}
    for id_ in ids:
        if id_ not in known:
            hint = message("hint.known-layers", layers=", ".join(known))
            raise UsageError(message("error.no-such-layer", layer=id_), hint)
    return [part for id_, part in known.items() if not ids or id_ in ids]


def _of_kind(part: Questionnaire, kind: Kind | None) -> Questionnaire:
    asked = tuple(question for question in part.questions if kind is None or question.applies_to(kind))
    return part.model_copy(update={"questions": asked})
