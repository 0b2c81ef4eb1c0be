"""The commands of the table, as the program builds them."""

from typing import TYPE_CHECKING

from eurostack_assess.cli import application
from eurostack_assess.cli.command_table import CommandEntry

if TYPE_CHECKING:
    from typer._click import Command


def load_command(entry: CommandEntry) -> "Command":
    """The command of a line of the table."""
    return application._command(entry)
