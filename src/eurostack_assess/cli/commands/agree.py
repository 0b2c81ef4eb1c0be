"""`agree`: measure how far two codings of one organisation or region agree."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eurostack_assess.cli import options

if TYPE_CHECKING:
    from eurostack_assess.report.workbook import Workbook

EXAMPLE = "agree first.yaml second.yaml"


def agree(
    first: Annotated[Path, typer.Argument(metavar="A", help="Profile as one person coded it.", show_default=False)],
    second: Annotated[
        Path, typer.Argument(metavar="B", help="Profile as another person coded it.", show_default=False)
    ],
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    output: options.ReportFiles = None,
    csv_dialect: options.CsvDialect = "standard",
    force: options.Force = False,
) -> None:
    """Measure how far two people who coded the same region or organisation agree (inter-coder agreement)."""
    from functools import partial

    from eurostack_assess import __version__
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.notes import note_unconfirmed
    from eurostack_assess.cli.outputs import Outputs
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.method.coding import compare_codings
    from eurostack_assess.reading.file_kinds import is_result
    from eurostack_assess.report.documents.coding import build_coding_report
    from eurostack_assess.subjects.subject import check_one_standard_input, read_profile_subject

    language, outputs = choose(lang), Outputs(output or (), force, csv_dialect)
    outputs.check()
    check_one_standard_input((first, second))
    for path in (first, second):
        if is_result(path):
            raise UsageError(message("error.result-not-coded", file=str(path)), message("hint.give-profile"))
    subjects = [read_profile_subject(path, framework) for path in (first, second)]
    one, other = (subject.profile for subject in subjects)
    if subjects[0].framework.header.id != subjects[1].framework.header.id:
        named = {"file": str(second), "named": subjects[1].framework.header.id}
        raise UsageError(message("error.compare-frameworks", first=subjects[0].framework.header.id, **named))
    if one.kind != other.kind:
        kinds = {"named": message(f"kind.{other.kind}"), "first": message(f"kind.{one.kind}")}
        raise UsageError(message("error.compare-kinds", file=str(second), **kinds))
    for subject in subjects:
        note_unconfirmed(subject, language)
    result = compare_codings(subjects[0].framework, one, other, tool_version=__version__)
    report = partial(build_coding_report, result, language)

    def sheets() -> "Workbook":
        from eurostack_assess.report.sheets.coding import build_coding_sheets

        return build_coding_sheets(result, language)

    outputs.emit(report, sheets, result)
