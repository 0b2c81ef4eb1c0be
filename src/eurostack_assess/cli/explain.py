"""`explain`: one question or layer, with everything that is known about it."""

from difflib import get_close_matches
from pathlib import Path

from eurostack_assess.cli.frameworks import chosen_framework
from eurostack_assess.cli.streams import screen, show_long
from eurostack_assess.errors import UsageError, message
from eurostack_assess.report.questionnaire import layer_report, question_report
from eurostack_assess.report.terminal import render


def explain(wanted: str, folder: Path | None, language: str) -> None:
    """Show the question or layer with this id."""
    framework = chosen_framework(folder)
    part = next((part for part in framework.parts if part.id == wanted), None)
    if wanted in framework.questions:
        document = question_report(framework, wanted, language)
    elif part is not None:
        document = layer_report(framework, part, language)
    else:
        known = [*framework.questions, *(part.id for part in framework.parts)]
        close = get_close_matches(wanted[:80], known, n=1)
        hint = message("hint.did-you-mean", word=close[0]) if close else message("hint.list-questions")
        raise UsageError(message("error.no-such-shipped-part", id=wanted), hint)
    show_long(render(document, screen()))
