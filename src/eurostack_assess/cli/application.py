"""The table of commands. A command's module declares its parameters, and is imported when the command is asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from eurostack_assess import __version__
from eurostack_assess.cli.command_help import TableCommand

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter


class CommandEntry(NamedTuple):
    """A line of the table."""

    name: str
    summary: str
    """An imperative sentence that is never cut off in the list of commands: at most 55 characters."""
    module: str
    """Module below `cli.commands`, and the function of that name in it."""
    group: str | None = None
    """The command that this one is under; None: none."""


COMMANDS = (
    CommandEntry("assess", "Assess an organisation or region, question by question.", "assess"),
    CommandEntry("score", "Score a profile: dependency and gap report.", "score"),
    CommandEntry("compare", "Compare regions, or two dates of one region.", "compare"),
    CommandEntry("whatif", "Show what stops without a supplier or a country.", "whatif"),
    CommandEntry("benchmark", "Place one profile among many; compare groups.", "benchmark"),
    CommandEntry("demo", "Show what the tool does, in three short tours.", "demo"),
    CommandEntry("agree", "Show how far two coders of one region agree.", "agree"),
    CommandEntry("gate", "Check a profile against minimum requirements.", "gate"),
    CommandEntry("kit", "Write all that a facilitator needs, in one folder.", "workshop_kit", "workshop"),
    CommandEntry("form", "Write a form for participants to fill in.", "workshop_form", "workshop"),
    CommandEntry("merge", "Merge participants' answers into one result.", "workshop_merge", "workshop"),
    CommandEntry("settle", "Record answers that the workshop agreed on.", "workshop_settle", "workshop"),
    CommandEntry("init", "Write a blank profile with all questions.", "init"),
    CommandEntry("validate", "Check files and show every problem.", "validate"),
    CommandEntry("questions", "Show the questions with their answers.", "questions"),
    CommandEntry("explain", "Explain a question, a layer or a rule of lint.", "explain"),
    CommandEntry("list", "List products, or alternatives.", "catalogue_list", "catalogue"),
    CommandEntry("show", "Show one product, alternative or owner.", "catalogue_show", "catalogue"),
    CommandEntry("check", "Check a catalogue for gaps and old entries.", "catalogue_check", "catalogue"),
    CommandEntry("sbom", "Import services from a software bill of materials.", "import_sbom", "import"),
    CommandEntry("register", "Import services from a register or contract list.", "import_register", "import"),
    CommandEntry("dora", "Import services from a DORA register of information.", "import_dora", "import"),
    CommandEntry("sheet", "Import a framework from a spreadsheet.", "import_sheet", "import"),
    CommandEntry("lime", "Write a LimeSurvey survey, and its map.", "export_lime", "export"),
    CommandEntry("sheet", "Write a framework as a spreadsheet, to edit.", "export_sheet", "export"),
    CommandEntry("form", "Write a form to fill in, without layer votes.", "export_form", "export"),
    CommandEntry("markdown", "Write the questions to read and comment on.", "export_markdown", "export"),
    CommandEntry("dot", "Write the service graph for Graphviz.", "export_graph", "export"),
    CommandEntry("mermaid", "Write the service graph for Mermaid.", "export_graph", "export"),
    CommandEntry("graphml", "Write the service graph for Gephi or networkx.", "export_graph", "export"),
    CommandEntry("csvw", "Write a result as open data (CSV on the Web).", "export_csvw", "export"),
    CommandEntry("dora", "Write services as a DORA register of information.", "export_dora", "export"),
    CommandEntry("ciso", "Write the EU CSF for an audit in CISO Assistant.", "export_ciso", "export"),
    CommandEntry("lint", "Check questionnaires for quality problems.", "lint"),
    CommandEntry("diff", "Show what differs between two editions.", "framework_diff", "framework"),
    CommandEntry("record", "Write the record of an edition for later ones.", "framework_record", "framework"),
    CommandEntry("completion", "Print what completes words in your shell.", "completion"),
    CommandEntry("schema", "Print the JSON Schema of a kind of file.", "schema"),
)
GROUPS = {
    "workshop": "Run a workshop: forms out, answers in, one result.",
    "catalogue": "Show what is known of products and suppliers.",
    "import": "Import services, or a whole framework.",
    "export": "Export questions and results for other programs.",
    "framework": "Compare and record editions of a framework.",
}
HELP_NAMES = {"help_option_names": ["-h", "--help"]}


def _command(entry: CommandEntry) -> "Command":
    """The command of a line, from the function that declares its parameters."""
    run: Callable[..., object] = getattr(import_module(f"{__package__}.commands.{entry.module}"), entry.module)
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.command(entry.name, cls=TableCommand)(run)
    return typer.main.get_command(alone)


class LazyGroup(TyperGroup):
    """The commands of the table that are under one name; each is imported when it is asked for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        at_top = self.name == application.info.name
        under = None if at_top else self.name
        self.entries = {entry.name: entry for entry in COMMANDS if entry.group == under}
        summaries = {name: entry.summary for name, entry in self.entries.items()} | (GROUPS if at_top else {})
        self.commands = {name: TyperCommand(name=name, help=summary) for name, summary in summaries.items()}

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":  # noqa: ARG002
        """The command of that name; None: there is none."""
        if cmd_name in self.entries:
            return _command(self.entries[cmd_name])
        if cmd_name in self.commands:
            return LazyGroup(name=cmd_name, help=GROUPS[cmd_name], rich_markup_mode=None)
        return None

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """The words typed; `help` before them asks for help on them, and so does a group without a command."""
        if args[:1] == ["help"]:
            args = [*args[1:], "--help"]
        elif not args and not self.invoke_without_command:
            args = ["--help"]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:  # noqa: ARG002
        """The list in `--help`, from the table alone: no command is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help or "") for name, command in self.commands.items()])


application = typer.Typer(
    cls=LazyGroup,
    name="eurostack-assess",
    help="How dependent is an organisation or region, layer by layer of the Eurostack, and where should it act first?",
    epilog="Data goes to standard output, everything else to standard error. Nothing ever leaves this computer.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings=HELP_NAMES,
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
