"""`framework diff`: show the differences between two editions of a framework, and the effect on scores."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eurostack_assess.cli import options

if TYPE_CHECKING:
    from eurostack_assess.model.profile import Profile
    from eurostack_assess.report.workbook import Workbook

EXAMPLE = "framework diff eurostack-2025 eurostack-2026"


def framework_diff(
    before: Annotated[
        Path, typer.Argument(metavar="BEFORE", help="Folder of the earlier edition.", show_default=False)
    ],
    now: Annotated[Path, typer.Argument(metavar="NOW", help="Folder of the newer edition.", show_default=False)],
    profile: Annotated[
        list[Path] | None,
        typer.Option(
            "--profile",
            metavar="FILE",
            help="Profile to score with both editions. Defaults to all shipped ones. Repeatable.",
            show_default=False,
        ),
    ] = None,
    lang: options.Language = None,
    output: options.ReportFiles = None,
    csv_dialect: options.CsvDialect = "standard",
    force: options.Force = False,
) -> None:
    """Show which questions are new, removed or changed, and the effect on scores."""
    from functools import partial

    from eurostack_assess import __version__
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.outputs import Outputs
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.method.editions import diff
    from eurostack_assess.reading.framework import read_framework
    from eurostack_assess.report.documents.editions import build_edition_diff_report

    language, outputs = choose(lang), Outputs(output or (), force, csv_dialect)
    outputs.check()
    earlier, later = read_framework(before), read_framework(now)
    if earlier.header.id != later.header.id:
        named = {"before": earlier.header.id, "now": later.header.id}
        raise UsageError(message("error.other-framework-s-edition", **named))
    profiles = list(_profiles(profile or (), later.header.id))
    result = diff(earlier, later, profiles, tool_version=__version__)
    report = partial(build_edition_diff_report, result, language)

    def sheets() -> "Workbook":
        from eurostack_assess.report.sheets.editions import build_edition_diff_sheets

        return build_edition_diff_sheets(result, language)

    outputs.emit(report, sheets, result)


def _profiles(paths: Sequence[Path], framework: str) -> "Iterator[Profile]":
    """Profiles of the framework, as they are in their files: what fits which edition is for the method to decide."""
    from eurostack_assess import shipped
    from eurostack_assess.reading.profile import read_profile

    for path in paths or shipped.list_profiles():
        profile = read_profile(path).profile
        if paths or profile.framework == framework:
            yield profile
