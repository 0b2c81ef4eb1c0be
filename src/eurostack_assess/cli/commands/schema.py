"""`schema`: print the JSON Schema of a kind of file, generated from the models."""

from typing import Annotated

import typer

from eurostack_assess.cli.options import one_of
from eurostack_assess.model.schemas import SCHEMAS

EXAMPLE = "schema profile"


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(metavar="KIND", help=f"Kind of file: {one_of(tuple(SCHEMAS))}.", show_default=False),
    ] = None,
    every: Annotated[bool, typer.Option("--list", help="List the kinds of file that have a schema.")] = False,
) -> None:
    """Print the JSON Schema for a kind of file."""
    from eurostack_assess.cli.choices import checked_choice
    from eurostack_assess.cli.streams import show
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.report.exports.json_schema import schema_json

    if every:
        show("".join(f"{name}\n" for name in SCHEMAS))
        return
    if kind is None:
        raise UsageError(message("error.no-schema-named"), message("hint.known-keys", keys=", ".join(SCHEMAS)))
    show(schema_json(checked_choice(kind, SCHEMAS, "schema")))
