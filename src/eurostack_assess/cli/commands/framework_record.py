"""`framework record`: record an edition, so that later editions can list which questions changed."""

from pathlib import Path
from typing import Annotated

import typer

from eurostack_assess.cli import options

EXAMPLE = "framework record my-framework -o record.yaml"


def framework_record(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the framework.", show_default=False)],
    lang: options.Language = None,
    output: Annotated[Path | None, options.output_option("Edition record to write; .yaml.")] = None,
    force: options.Force = False,
) -> None:
    """Record an edition, so that later editions can list which questions changed."""
    import os
    import re

    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.outputs import check_targets
    from eurostack_assess.cli.streams import note, show, write_file
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.method.edition_drift import build_edition_record
    from eurostack_assess.model.question import EDITION, MAX_EDITION_LENGTH
    from eurostack_assess.reading.framework import EDITIONS, read_framework
    from eurostack_assess.report.exports.edition_record import render_edition_file
    from eurostack_assess.texts import texts

    language = choose(lang)
    if output is not None:
        check_targets([output], force=force)
    record = build_edition_record(read_framework(folder))
    if not re.match(EDITION, record.edition) or len(record.edition) > MAX_EDITION_LENGTH:
        raise UsageError(
            message("error.edition-no-file", edition=record.edition),
            message("hint.edition-no-file", longest=MAX_EDITION_LENGTH),
        )
    text = render_edition_file(record, language)
    if output is None:
        show(text)
        return
    write_file(output, text.encode(), force=force)
    translate = texts(language)
    note(translate("init.written", file=str(output)))
    name = f"{EDITIONS}/{record.edition}.yaml"
    if os.path.realpath(output) != os.path.realpath(folder / name):
        note(translate("edition.keep", folder=str(folder), file=name))
    note(translate("edition.remember", edition=record.edition))
