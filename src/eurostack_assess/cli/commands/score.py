"""`score`: score a profile and show its dependency and gap report."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from eurostack_assess.cli import options

if TYPE_CHECKING:
    from eurostack_assess.report.workbook import Workbook

DoubtWord = Literal["one-rung"]

EXAMPLE = "score amsterdam -o amsterdam.html -o amsterdam.xlsx"


def score(
    profile: options.ProfileFile,
    view: options.Views = None,
    weights: options.WeightsFile = None,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    output: options.ReportFiles = None,
    sensitivity: Annotated[
        bool,
        typer.Option(
            "--sensitivity",
            help="Add a sensitivity analysis, which shows on which assumptions of the method each verdict depends.",
        ),
    ] = False,
    doubt: Annotated[
        DoubtWord | None,
        typer.Option(
            "--doubt",
            metavar="one-rung",
            help="Test unsure answers: let each answer that is uncertain or common knowledge be off by one rung.",
            show_default=False,
        ),
    ] = None,
    prior: Annotated[
        Path | None,
        typer.Option(
            "--prior",
            metavar="FILE",
            help="Also estimate open answers from this reference population, a file written by benchmark --prior-out.",
            show_default=False,
        ),
    ] = None,
    full: options.Full = False,
    everything: options.Everything = False,
    one_page: options.OnePage = False,
    csv_dialect: options.CsvDialect = "standard",
    force: options.Force = False,
) -> None:
    """Score a profile and show its dependency and gap report."""
    from functools import partial

    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.notes import note_unconfirmed
    from eurostack_assess.cli.outputs import Outputs
    from eurostack_assess.cli.ways_on import list_ways_on
    from eurostack_assess.reading.prior import read_prior
    from eurostack_assess.reading.weights import read_weights
    from eurostack_assess.report.documents.assessment import build_assessment_report
    from eurostack_assess.report.wording.voice import choose_extent
    from eurostack_assess.subjects.subject import read_subject

    outputs = Outputs(output or (), force, csv_dialect)
    outputs.check()
    subject = read_subject(profile, framework)
    language = choose(lang, subject.language)
    result = subject.assess(
        view or (),
        read_weights(weights) if weights else None,
        doubt="one_rung" if doubt else None,
        sensitivity=sensitivity,
        prior=read_prior(prior) if prior else None,
    )
    note_unconfirmed(subject, language)
    extent = choose_extent(to_files=outputs.to_files, full=full, everything=everything, one_page=one_page)
    typed = {
        "--view": view,
        "--weights": weights,
        "--lang": lang,
        "--framework": framework,
        "--sensitivity": sensitivity,
        "--doubt": doubt,
        "--prior": prior,
    }
    ways_on = list_ways_on("score", [profile], language, typed)
    report = partial(build_assessment_report, result, language, extent=extent, ways_on=ways_on)

    def sheets() -> "Workbook":
        from eurostack_assess.report.sheets.assessment import build_assessment_sheets

        return build_assessment_sheets(result, language)

    outputs.emit(report, sheets, result)
