"""`explain`: one question or layer with everything that is known about it, or a rule of `lint`."""

from difflib import get_close_matches
from pathlib import Path

from eurostack_assess.cli.frameworks import chosen_framework
from eurostack_assess.cli.streams import screen, show_long
from eurostack_assess.errors import UsageError, message
from eurostack_assess.lint.rules import RULES
from eurostack_assess.report.lint import rule_report
from eurostack_assess.report.questionnaire import layer_report, question_report
from eurostack_assess.report.terminal import render


def explain(wanted: str, folder: Path | None, language: str) -> None:
    """Show the question or layer with this id, or the rule with this code."""
    framework = chosen_framework(folder)
    part = next((part for part in framework.parts if part.id == wanted), None)
    if wanted in framework.questions:
        document = question_report(framework, wanted, language)
    elif part is not None:
        document = layer_report(framework, part, language)
    elif wanted in RULES:
        document = rule_report(wanted, RULES[wanted].severity, language)
    else:
        known = [*framework.questions, *(part.id for part in framework.parts), *RULES]
        close = get_close_matches(wanted[:80], known, n=1)
        hint = message("hint.did-you-mean", word=close[0]) if close else message("hint.list-questions")
        raise UsageError(message("error.no-such-shipped-part", id=wanted), hint)
    show_long(render(document, screen()))
