"""`export sheet`: write a framework as a spreadsheet that can be edited and imported again."""

from pathlib import Path
from typing import Annotated

from eurostack_assess.cli import options

EXAMPLE = "export sheet -o eurostack.xlsx"


def export_sheet(
    output: Annotated[Path | None, options.output_option("Spreadsheet to write; .xlsx.")] = None,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    force: options.Force = False,
) -> None:
    """Write a framework as a spreadsheet, to edit and import again."""
    from eurostack_assess.cli.export_target import ExportTarget
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.streams import note
    from eurostack_assess.reading.framework import read_framework_as_written
    from eurostack_assess.report.renderers import xlsx
    from eurostack_assess.report.sheets.framework import build_framework_sheets
    from eurostack_assess.subjects.shipped_data import framework_folder
    from eurostack_assess.texts import texts

    language, target = choose(lang), ExportTarget(output, force)
    path = target.named(".xlsx")
    written = read_framework_as_written(framework_folder(framework))
    target.write({path: xlsx.render(build_framework_sheets(written, language))}, language)
    note(texts(language)("export.back", file=str(path)))
