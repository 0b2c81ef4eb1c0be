"""`export csvw`: write a result as open data, in two tables with a description of their columns."""

from pathlib import Path
from typing import Annotated

from eurostack_assess.cli import options

EXAMPLE = "export csvw amsterdam -o amsterdam.csv"


def export_csvw(
    profile: options.AnyResultFile,
    output: Annotated[Path | None, options.output_option("Table to write; .csv.")] = None,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    force: options.Force = False,
) -> None:
    """Write a result as open data (CSV on the Web): tables with metadata."""
    from eurostack_assess.cli.export_target import ExportTarget
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.notes import note_unconfirmed
    from eurostack_assess.report.exports.csvw import render_csvw
    from eurostack_assess.subjects.subject import read_subject

    language, target = choose(lang), ExportTarget(output, force)
    path = target.named(".csv")
    subject = read_subject(profile, framework)
    result = subject.assess()
    note_unconfirmed(subject, language)
    files = render_csvw(result, path.name, language)
    target.write({path.with_name(name): data for name, data in files.items()}, language)
