"""`workshop kit`: write everything that a facilitator needs to run a workshop, in one folder."""

from pathlib import Path
from typing import Annotated

import typer

from eurostack_assess.cli import options
from eurostack_assess.model.vocabulary import Kind

EXAMPLE = 'workshop kit "My municipality" --kind organisation'


def workshop_kit(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Name of the organisation or region.", show_default=False)
    ],
    kind: Annotated[
        Kind | None,
        typer.Option(
            "--kind", metavar="KIND", help="Subject of the workshop: organisation or region.", show_default=False
        ),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="Day of the workshop, YYYY-MM-DD.", show_default=False)
    ] = None,
    lens: options.Lenses = None,
    scan: options.ScanId = None,
    output: Annotated[
        Path | None, options.output_option("Folder to write to; created if needed.", metavar="DIR")
    ] = None,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    force: options.Force = False,
) -> None:
    """Write the invitation, agenda, slides and a form per role for a workshop."""
    from eurostack_assess.cli.choices import chosen_scan
    from eurostack_assess.cli.interview_questions import ask_kind
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.names import checked_name, parsed_day, stem_of
    from eurostack_assess.cli.outputs import check_targets, write_and_name
    from eurostack_assess.cli.streams import make_folder, note
    from eurostack_assess.cli.workshop_kit import build_kit
    from eurostack_assess.subjects.shipped_data import chosen_framework
    from eurostack_assess.texts import texts

    language, day = choose(lang), parsed_day(date) if date else None
    translate, read = texts(language), chosen_framework(framework)
    subject = checked_name(name)
    kind = kind or ask_kind(language)
    if scan is not None:
        read = read.only_asking(chosen_scan(read, scan, kind))
    folder = output or Path(f"{stem_of(subject)}-{translate('kit.folder')}")
    kit = build_kit(read, kind=kind, name=subject, day=day, lenses=lens or (), language=language)
    files = {folder / file: data for file, data in kit.files.items()}
    if folder.exists():
        check_targets([*files], force=force)
    make_folder(folder)
    write_and_name(files, translate, force=force)
    note(translate("kit.next", invitation=kit.invitation, script=kit.script))
