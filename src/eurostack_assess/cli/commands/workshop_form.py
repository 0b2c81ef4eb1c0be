"""`workshop form`: write a form that participants fill in without installing anything."""

from typing import Annotated

import typer

from eurostack_assess.cli import options
from eurostack_assess.model.vocabulary import Kind

EXAMPLE = 'workshop form --name "My region" --kind region -o form.html'


def workshop_form(
    name: options.SubjectName,
    kind: Annotated[
        Kind | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="Subject of the workshop: organisation or region. Defaults to region.",
            show_default=False,
        ),
    ] = None,
    layer: options.Layers = None,
    lens: options.Lenses = None,
    scan: options.ScanId = None,
    votes: Annotated[
        bool, typer.Option("--votes/--no-votes", help="Ask how participants judge each layer as a whole.")
    ] = True,
    votes_only: Annotated[
        bool, typer.Option("--votes-only", help="Ask only how participants judge each layer, not the questions.")
    ] = False,
    output: options.FormFiles = None,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    force: options.Force = False,
) -> None:
    """Write a form that participants fill in without installing anything."""
    from dataclasses import replace

    from eurostack_assess.cli.choices import chosen_scan
    from eurostack_assess.cli.forms import build_form, write_form
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.streams import note
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.subjects.shipped_data import chosen_framework
    from eurostack_assess.texts import texts

    language, read = choose(lang), chosen_framework(framework)
    if kind is None:
        kind = "region"
        note(texts(language)("workshop.default-kind"))
    if votes_only and not votes:
        raise UsageError(message("error.nothing-to-ask"))
    if scan is not None:
        read = read.only_asking(chosen_scan(read, scan, kind))
    form = build_form(read, kind=kind, name=name, language=language, layers=layer or (), lenses=lens or ())
    form = replace(
        form,
        parts=() if votes_only else form.parts,
        judged_layers=tuple(part for part in read.layers if part in form.parts) if votes else (),
    )
    write_form(form, output or (), language, force=force)
