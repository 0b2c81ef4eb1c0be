"""`import sheet`: import a framework from a spreadsheet."""

from pathlib import Path
from typing import Annotated

import typer

from eurostack_assess.cli import options

EXAMPLE = "import sheet eurostack.xlsx -o my-framework"


def import_sheet(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Spreadsheet that was written by `export sheet` and then edited.", show_default=False
        ),
    ],
    folder: Annotated[Path, options.output_option("Folder to write the framework in.", metavar="DIR")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check the spreadsheet; write nothing.")] = False,
    lang: options.Language = None,
    force: options.Force = False,
) -> None:
    """Import a framework from a spreadsheet, with its questions, answers and weights."""
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.streams import check_target, make_folder, note, write_files
    from eurostack_assess.reading.framework_sheet import read_framework_sheet
    from eurostack_assess.report.exports.framework_files import render_framework_files
    from eurostack_assess.texts import texts

    language = choose(lang)
    written = read_framework_sheet(file)
    files = {folder / name: text.encode() for name, text in render_framework_files(written, language).items()}
    translate = texts(language)
    if not dry_run:
        for path in files:
            check_target(path, force=force, new_folders=True)
        for parent in sorted({path.parent for path in files}):
            make_folder(parent)
        write_files(files, force=force)
    note(translate("import.framework", n=sum(len(part.questions) for part in written.parts), files=len(files)))
    if not dry_run:
        note(translate("import.framework-next", folder=str(folder)))
