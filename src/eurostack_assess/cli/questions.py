"""`questions`: what is asked."""

import json
from pathlib import Path

from eurostack_assess.cli.frameworks import chosen_framework
from eurostack_assess.cli.streams import screen, show
from eurostack_assess.errors import UsageError, message
from eurostack_assess.model.base import Kind
from eurostack_assess.model.framework import Framework, Questionnaire
from eurostack_assess.report.questionnaire import questions_report
from eurostack_assess.report.terminal import render


def questions(layer: str | None, kind: Kind | None, folder: Path | None, language: str, *, as_json: bool) -> None:
    """Show the questions of a framework."""
    framework = chosen_framework(folder)
    parts = [_of_kind(part, kind) for part in _parts(framework, layer)]
    if as_json:
        listed = [part.model_dump(mode="json") for part in parts]
        show(f"{json.dumps(listed, ensure_ascii=False, indent=2)}\n")
    else:
        show(render(questions_report(framework, parts, language), screen()))


def _parts(framework: Framework, layer: str | None) -> list[Questionnaire]:
    if layer is None:
        return list(framework.parts)
    found = [part for part in framework.parts if part.id == layer]
    if not found:
        known = ", ".join(part.id for part in framework.parts)
        raise UsageError(message("error.no-such-layer", layer=layer), message("hint.known-layers", layers=known))
    return found


def _of_kind(part: Questionnaire, kind: Kind | None) -> Questionnaire:
    asked = tuple(question for question in part.questions if kind is None or question.applies_to(kind))
    return part.model_copy(update={"questions": asked})
