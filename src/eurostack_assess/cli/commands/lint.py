"""`lint`: check questionnaires for quality problems."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eurostack_assess.cli import options

if TYPE_CHECKING:
    from eurostack_assess.model.lint import LintResult

EXAMPLE = "lint my-framework"


def lint(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH", help="Framework folders, or questionnaires inside a framework folder.", show_default=False
        ),
    ],
    since: Annotated[
        Path | None,
        typer.Option(
            "--since", metavar="DIR", help="Earlier edition: also check that ids are kept.", show_default=False
        ),
    ] = None,
    output: Annotated[
        list[Path] | None,
        options.output_option("Write the findings to this file: .sarif or .json. Repeatable."),
    ] = None,
    lang: options.Language = None,
    force: options.Force = False,
) -> int:
    """Check questionnaires for quality problems.

    The exit code is 1 if there is something to fix.
    """
    from eurostack_assess.cli.clock import today
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.outputs import Outputs, json_bytes, write_and_name
    from eurostack_assess.cli.streams import note, show_long
    from eurostack_assess.lint.inspection import inspect_paths
    from eurostack_assess.reading.framework import read_framework
    from eurostack_assess.report.exports.lint import render_lint_sarif
    from eurostack_assess.report.renderers.findings import render_lint_report
    from eurostack_assess.report.wording.lint import format_lint_summary
    from eurostack_assess.texts import texts

    language, outputs = choose(lang), Outputs(output or (), force)
    translate = texts(language)
    outputs.check((".json", ".sarif"))
    earlier = read_framework(since) if since is not None else None
    result = inspect_paths(paths, earlier, translate, today=today())
    if not outputs.paths:
        show_long(render_lint_report(result, language), language)
    contents = {".json": lambda: json_bytes(result), ".sarif": lambda: render_lint_sarif(result, language)}
    write_and_name(outputs.contents(contents), translate, force=force)
    if outputs.paths:
        note(format_lint_summary(result, translate))
    return _exit_code(result)


def _exit_code(result: "LintResult") -> int:
    """That of invalid input, where something cannot be read; else whether something is to be fixed."""
    from eurostack_assess.errors import GATE_NOT_MET, SUCCESS, InvalidInputError

    if result.has_unread_files:
        return InvalidInputError.exit_code
    return GATE_NOT_MET if result.count("error") or result.count("warning") else SUCCESS
