"""The commands that lead from a screen to the whole report, written as they are typed."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from eurostack_assess.cli.outputs import can_write
from eurostack_assess.report.document import WayOn
from eurostack_assess.texts import texts

EXAMPLES = ("report.pdf", "report.html")
"""Files to write, as an example: the first that can be written."""

OptionValue = str | Path | Sequence[str] | bool | int | None
"""What was given with an option: nothing, a word, several, or that it was there."""


def list_ways_on(
    command: str, paths: Sequence[Path], language: str, options: Mapping[str, OptionValue]
) -> tuple[WayOn, ...]:
    """The whole report, and a file of it; each with the command, quoted for a shell.

    Args:
        command: The command that was typed.
        paths: What it was about.
        language: Language of the labels.
        options: The other options typed on which the report depends, by name.
    """
    translate = texts(language)
    words = shlex.join(["eurostack-assess", *command.split(), *map(str, paths), *type_options(options)])
    more = {"front.more-full": "--full", "front.more-file": f"-o {name_example()}"}
    return tuple(
        WayOn(translate(label), f"{words} {option}", translate("front.more-same", option=option))
        for label, option in more.items()
    )


def name_example() -> str:
    """A file that this installation can write a report to."""
    return next(name for name in EXAMPLES if can_write(Path(name)))


def type_options(options: Mapping[str, OptionValue]) -> Iterator[str]:
    """The words of a command line for these options; nothing for those not given."""
    for name, value in options.items():
        match value:
            case None | False:
                pass
            case True:
                yield name
            case str() | Path() | int():
                yield from (name, str(value))
            case _:
                for word in value:
                    yield from (name, word)
