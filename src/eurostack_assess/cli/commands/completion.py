"""`completion`: print the script with which a shell completes commands, options and ids."""

from typing import Annotated, Literal

import typer

Shell = Literal["bash", "zsh", "fish"]

EXAMPLE = "completion bash"


def completion(
    shell: Annotated[
        Shell, typer.Argument(metavar="SHELL", help="Name of the shell: bash, zsh or fish.", show_default=False)
    ],
) -> None:
    """Print the script with which a shell completes commands, options and ids."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    from eurostack_assess.cli.streams import show

    script = get_completion_script(prog_name="eurostack-assess", complete_var="_EUROSTACK_ASSESS_COMPLETE", shell=shell)
    show(f"{script}\n")
