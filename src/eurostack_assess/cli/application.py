"""The command-line application: builds the commands from the command table and imports each one when it is used."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from eurostack_assess import __version__
from eurostack_assess.cli.command_help import (
    HELP_NAMES,
    HelpLayout,
    TableCommand,
    drop_language_of_help,
    get_help_words,
)
from eurostack_assess.cli.command_table import COMMANDS, GROUPS, SECTIONS, CommandEntry

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter


def load_command(entry: CommandEntry) -> "Command":
    """The command of a line, from the module with the function that declares its parameters and with its example."""
    module = import_module(f"{__package__}.commands.{entry.module}")
    run: Callable[..., object] = getattr(module, entry.module)
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.command(entry.name, cls=TableCommand, epilog=module.EXAMPLE.format(name=entry.name))(run)
    return typer.main.get_command(alone)


def list_sections() -> dict[str, dict[str, str]]:
    """The sections of the help: commands and groups with their summaries, in the order of the table."""
    sections: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for entry in COMMANDS:
        if group := GROUPS.get(entry.under):
            sections[group.section][entry.under] = group.summary
        else:
            sections[entry.under][entry.name] = entry.summary
    return sections


class LazyGroup(HelpLayout, TyperGroup):
    """The commands of the table that are under one name; each is imported when it is asked for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        at_top = self.name == application.info.name
        under = SECTIONS if at_top else (self.name,)
        self.entries = {entry.name: entry for entry in COMMANDS if entry.under in under}
        self.sections = list_sections() if at_top else {"Commands": {k: v.summary for k, v in self.entries.items()}}
        self.commands = {
            name: TyperCommand(name=name, help=summary)
            for listed in self.sections.values()
            for name, summary in listed.items()
        }

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":  # noqa: ARG002
        """The command of that name; None: there is none."""
        if cmd_name in self.entries:
            return load_command(self.entries[cmd_name])
        if cmd_name in self.commands:
            return LazyGroup(name=cmd_name, help=GROUPS[cmd_name].summary, rich_markup_mode=None)
        return None

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """The words typed; `help` before them asks for help on them, and so does a group without a command."""
        if args[:1] == ["help"]:
            args = [*args[1:], "--help"]
        elif not args and not self.invoke_without_command:
            args = ["--help"]
        if args[:1] and args[0].startswith("-"):
            args = drop_language_of_help(args)
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: "Context") -> list[str]:
        """The parts of the usage line that follow the name of the group."""
        return [get_help_words(ctx).mark("[OPTIONS] COMMAND [ARGS]...")]

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """The options, and the list of commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """The list in `--help`, from the table alone: no command is imported for it."""
        words = get_help_words(ctx)
        width = max(map(len, self.commands))
        for title, listed in self.sections.items():
            with formatter.section(words.mark(title)):
                formatter.write_dl([(name.ljust(width), words.text(summary)) for name, summary in listed.items()])


application = typer.Typer(
    cls=LazyGroup,
    name="eurostack-assess",
    help="How dependent is an organisation or region, layer by layer of the Eurostack, and where should it act first?",
    epilog="Data goes to standard output, everything else to standard error. Nothing ever leaves this computer.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings={"help_option_names": HELP_NAMES},
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(f"eurostack-assess {__version__}")
        raise typer.Exit


@application.callback()
def main(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001, FBT002 - a switch is a boolean, and its callback does the work
        bool, typer.Option("--version", help="Show the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """The options of the command itself; without a command, what one can do with it."""
    if context.invoked_subcommand is None:
        from eurostack_assess.cli.first_screen import show_first_screen

        show_first_screen()
