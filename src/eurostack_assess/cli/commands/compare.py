"""`compare`: compare the results of regions or organisations, or of one on two dates."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eurostack_assess.cli import completers, options
from eurostack_assess.method.weightings import DRAWS, MAX_DRAWS

if TYPE_CHECKING:
    from eurostack_assess.report.workbook import Workbook

EXAMPLE = "compare amsterdam brainport"
MOST_PARTIES = 12
"""More of them belong in a benchmark."""


def compare(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="Two or more profiles, sessions or results (JSON).",
            show_default=False,
            autocompletion=completers.complete_profile,
        ),
    ],
    view: options.Views = None,
    weights: options.WeightsFile = None,
    draws: Annotated[
        int,
        typer.Option(
            "--draws",
            metavar="N",
            min=DRAWS,
            max=MAX_DRAWS,
            help="Number of random weightings used to test the order of the profiles.",
        ),
    ] = DRAWS,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    output: options.ReportFiles = None,
    full: options.Full = False,
    everything: options.Everything = False,
    one_page: options.OnePage = False,
    csv_dialect: options.CsvDialect = "standard",
    force: options.Force = False,
) -> None:
    """Compare regions, or two dates of one region: what differs, why, and how certain that is."""
    from functools import partial

    from eurostack_assess import __version__
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.notes import note_unconfirmed
    from eurostack_assess.cli.outputs import Outputs
    from eurostack_assess.cli.ways_on import list_ways_on
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.method.comparison import compare as compare_results
    from eurostack_assess.reading.weights import read_weights
    from eurostack_assess.report.documents.comparison import build_comparison_report
    from eurostack_assess.report.wording.voice import choose_extent
    from eurostack_assess.subjects.subject import check_one_standard_input, check_same_questions, read_subject

    outputs = Outputs(output or (), force, csv_dialect)
    outputs.check()
    if not 2 <= len(files) <= MOST_PARTIES:  # noqa: PLR2004 - one cannot be compared
        raise UsageError(message("error.number-to-compare", most=MOST_PARTIES))
    check_one_standard_input(files)
    custom = read_weights(weights) if weights else None
    subjects = [read_subject(path, framework) for path in files]
    language = choose(lang, *(subject.language for subject in subjects))
    results = [subject.assess(view or (), custom) for subject in subjects]
    for subject, result in zip(subjects, results, strict=True):
        note_unconfirmed(subject, language)
        check_same_questions(subject.path, result, results[0])
    reweighed = [subject.assess_by(custom.weights) for subject in subjects] if custom else ()
    comparison = compare_results(results, tool_version=__version__, by_own_weights=reweighed, draws=draws)
    if custom is not None:
        comparison = comparison.model_copy(update={"weights": custom.weights})
    extent = choose_extent(to_files=outputs.to_files, full=full, everything=everything, one_page=one_page)
    typed = {
        "--view": view,
        "--weights": weights,
        "--draws": None if draws == DRAWS else draws,
        "--lang": lang,
        "--framework": framework,
    }
    ways_on = list_ways_on("compare", files, language, typed)
    report = partial(build_comparison_report, comparison, language, extent=extent, ways_on=ways_on)

    def sheets() -> "Workbook":
        from eurostack_assess.report.sheets.comparison import build_comparison_sheets

        return build_comparison_sheets(comparison, language)

    outputs.emit(report, sheets, comparison)
