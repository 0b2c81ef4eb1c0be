"""`validate`: check files and show every problem with its place, without computing anything."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eurostack_assess.cli import options

if TYPE_CHECKING:
    from eurostack_assess.errors import Problem

EXAMPLE = "validate my-municipality.yaml"


def validate(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Profiles, questionnaires or framework folders.", show_default=False),
    ],
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
) -> None:
    """Check files and show every problem with its location."""
    from eurostack_assess.cli.error_output import print_doubts
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.streams import show
    from eurostack_assess.errors import InvalidInputError
    from eurostack_assess.subjects.validation import validate_file
    from eurostack_assess.texts import texts

    translate = texts(choose(lang))
    problems: list[Problem] = []
    for path in files:
        try:
            valid = validate_file(path, framework)
            show(f"{translate.message(valid.content)}\n")
            print_doubts(valid.doubts, translate)
        except InvalidInputError as error:
            problems += error.problems
    if problems:
        raise InvalidInputError(problems)
