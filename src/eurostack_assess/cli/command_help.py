"""How a command's `--help` names its arguments."""

from typing import TYPE_CHECKING

from typer.core import TyperArgument, TyperCommand

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter


class TableCommand(TyperCommand):
    """A command whose help names arguments as `FILE`, `[FILE]` and `FILE...`, and never by a type of Python."""

    def collect_usage_pieces(self, ctx: "Context") -> list[str]:
        """What stands after the name of the command in the usage line."""
        return ["[OPTIONS]", *(_shown(argument) for argument in self._arguments(ctx))]

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """The arguments and the options, each with its help."""
        arguments = [(_shown(argument), argument.help or "") for argument in self._arguments(ctx)]
        options = [
            record
            for param in self.get_params(ctx)
            if not isinstance(param, TyperArgument) and (record := param.get_help_record(ctx))
        ]
        for title, rows in (("Arguments", arguments), ("Options", options)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def _arguments(self, ctx: "Context") -> list[TyperArgument]:
        return [param for param in self.get_params(ctx) if isinstance(param, TyperArgument)]


def _shown(argument: TyperArgument) -> str:
    name = f"{argument.metavar}..." if argument.nargs != 1 else str(argument.metavar)
    return name if argument.required else f"[{name}]"
