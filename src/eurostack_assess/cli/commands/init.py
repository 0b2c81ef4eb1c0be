"""`init`: write a blank profile with all questions."""

from typing import Annotated

import typer

from eurostack_assess.cli import options

EXAMPLE = 'init "My municipality"'


def init(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Name of the organisation or region.", show_default=False)
    ],
    kind: options.ProfileKind = "organisation",
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    force: options.Force = False,
) -> None:
    """Write a blank profile with all questions.

    The file is written to the current folder. Its name consists of the letters and digits of NAME, and ends in .yaml.
    """
    from pathlib import Path

    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.names import schema_path, stem_of
    from eurostack_assess.cli.streams import note, write_file
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.inert import readable_line
    from eurostack_assess.report.exports.blank_profile import render_blank_profile
    from eurostack_assess.subjects.shipped_data import chosen_framework
    from eurostack_assess.texts import texts

    language = choose(lang)
    path = Path(f"{stem_of(name)}.yaml")
    read = chosen_framework(framework)
    if not any(part.questions_for(kind) for part in (*read.layers, *read.cross_cutting)):
        raise UsageError(message("error.no-question-for-kind"))
    blank = render_blank_profile(read, readable_line(name), kind=kind, language=language, schema=schema_path())
    write_file(path, blank.encode(), force=force)
    translate = texts(language)
    note(translate("init.written", file=str(path)))
    note(translate("init.next", file=str(path) if framework is None else f"{path} --framework {framework}"))
