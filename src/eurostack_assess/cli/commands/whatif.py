"""`whatif`: simulate an outage: which services stop when a supplier or a country is lost."""

from typing import TYPE_CHECKING, Annotated

import typer

from eurostack_assess.cli import completers, options

if TYPE_CHECKING:
    from eurostack_assess.report.workbook import Workbook

EXAMPLE = "whatif example-municipality --without US"


def whatif(
    profile: options.ProfileFile,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="ID",
            help="Country (US), product, owner or service that is lost. Repeatable.",
            show_default=False,
            autocompletion=completers.complete_outage,
        ),
    ] = None,
    scenario: Annotated[
        str | None,
        typer.Option(
            "--scenario",
            metavar="ID",
            help="Outage scenario: the name of a shipped one, or a file.",
            show_default=False,
            autocompletion=completers.complete_scenario,
        ),
    ] = None,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    output: options.ReportFiles = None,
    everything: options.Everything = False,
    csv_dialect: options.CsvDialect = "standard",
    force: options.Force = False,
) -> None:
    """Simulate an outage: which services stop if a supplier or a country is lost, and what would keep them working."""
    from functools import partial

    from eurostack_assess import __version__
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.outputs import Outputs
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.method.outage import simulate_outage
    from eurostack_assess.report.documents.outage import build_outage_report
    from eurostack_assess.subjects.outage_question import check_known, read_outage_question, resolve_names
    from eurostack_assess.subjects.shipped_data import shipped_catalogue
    from eurostack_assess.subjects.subject import read_profile_subject

    outputs = Outputs(output or (), force, csv_dialect)
    outputs.check()
    question = read_outage_question(without or (), scenario)
    subject = read_profile_subject(profile, framework)
    language = choose(lang, subject.language)
    if not subject.profile.dependencies:
        hint = message("hint.region-instead", file=str(profile)) if subject.profile.kind == "region" else None
        raise UsageError(message("error.no-dependencies", file=str(profile)), hint)
    catalogue = shipped_catalogue()
    question = resolve_names(question, subject.profile, catalogue)
    check_known(question, subject.profile, catalogue)
    result = simulate_outage(
        subject.framework,
        subject.profile,
        catalogue,
        question,
        tool_version=__version__,
        profile_hash=subject.hash,
    )
    report = partial(build_outage_report, result, language, everything=everything or outputs.to_files)

    def sheets() -> "Workbook":
        from eurostack_assess.report.sheets.outage import build_outage_sheets

        return build_outage_sheets(result, language)

    outputs.emit(report, sheets, result)
