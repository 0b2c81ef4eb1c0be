"""Lays out the `--help` of commands in the language of the run; arguments have names, never Python types."""

import inspect
from copy import copy
from typing import TYPE_CHECKING

from typer._click import Command
from typer.core import TyperArgument, TyperCommand

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter
    from typer._click.core import Parameter

    from eurostack_assess.cli.help_words import HelpWords

HELP_NAMES = ["-h", "--help"]


def get_help_words(ctx: "Context") -> "HelpWords":
    """The words of help in the language that the command line asks for."""
    from eurostack_assess.cli.error_output import language_of
    from eurostack_assess.cli.help_words import HelpWords

    return HelpWords(language_of(ctx.find_root().obj or []))


def drop_language_of_help(args: list[str]) -> list[str]:
    """The command line without `--lang` if it asks for help, whose language is chosen before."""
    if {*HELP_NAMES}.isdisjoint(args):
        return args
    from eurostack_assess.cli.language import split_language

    return split_language(args)[1]


class HelpLayout(Command):
    """The help of a command in the language of the run, with arguments named `FILE`, `[FILE]` and `FILE...`."""

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """The usage line."""
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=get_help_words(ctx).mark("Usage: "))

    def format_help_text(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """What the command does."""
        _write_text(self.help, ctx, formatter)

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """The arguments and the options, each with its help."""
        words = get_help_words(ctx)
        arguments = [
            (_name_argument(argument), words.text(argument.help or "")) for argument in self.list_arguments(ctx)
        ]
        options = [
            record
            for param in self.get_params(ctx)
            if not isinstance(param, TyperArgument) and (record := _describe_option(param, ctx, words))
        ]
        for title, rows in (("Arguments", arguments), ("Options", options)):
            if rows:
                with formatter.section(words.mark(title)):
                    formatter.write_dl(rows)

    def format_epilog(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """What comes after the options."""
        _write_text(self.epilog, ctx, formatter)

    def list_arguments(self, ctx: "Context") -> list[TyperArgument]:
        """The arguments, in order."""
        return [param for param in self.get_params(ctx) if isinstance(param, TyperArgument)]


class TableCommand(HelpLayout, TyperCommand):
    """A command of the table."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Parse the command line; with `--help`, `--lang` is accepted even if the command does not have it."""
        return super().parse_args(ctx, drop_language_of_help(args))

    def format_epilog(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """The example, which is never wrapped."""
        with formatter.section(get_help_words(ctx).mark("Example")):
            formatter.write(f"{' ' * formatter.current_indent}eurostack-assess {self.epilog}\n")

    def collect_usage_pieces(self, ctx: "Context") -> list[str]:
        """The parts of the usage line that follow the name of the command."""
        return [get_help_words(ctx).mark("[OPTIONS]"), *map(_name_argument, self.list_arguments(ctx))]


def _write_text(english: str | None, ctx: "Context", formatter: "HelpFormatter") -> None:
    if english:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(get_help_words(ctx).text(inspect.cleandoc(english)))


def _describe_option(option: "Parameter", ctx: "Context", words: "HelpWords") -> tuple[str, str] | None:
    """The names of an option, and its help with its default or that it is required."""
    translated = copy(option)
    translated.help = words.text(getattr(option, "help", None) or "")  # type: ignore[attr-defined]
    record = translated.get_help_record(ctx)
    if record is None:
        return None
    names, said = record
    help_text = translated.help  # type: ignore[attr-defined]
    extra = said.removeprefix(help_text)
    for mark in ("[default: ", "[required]"):
        extra = extra.replace(mark, words.mark(mark))
    return names, f"{help_text}{extra}"


def _name_argument(argument: TyperArgument) -> str:
    name = f"{argument.metavar}..." if argument.nargs != 1 else str(argument.metavar)
    return name if argument.required else f"[{name}]"
