"""`demo`: show one of three short tours of the tool, and the commands to try next."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from eurostack_assess.cli import options

Tour = Literal["board", "cio", "facilitator"]

EXAMPLE = "demo cio"


def demo(
    context: typer.Context,
    tour: Annotated[
        Tour | None,
        typer.Argument(metavar="TOUR", help="Name of the tour: board, cio or facilitator.", show_default=False),
    ] = None,
    lang: options.Language = None,
) -> None:
    """Show a tour for a board, a CIO or a facilitator, and the commands to try next."""
    import shlex

    from eurostack_assess.cli.interview_questions import ask_choice, is_answered
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.streams import ask_to_go_on, note
    from eurostack_assess.cli.tours import NEXT, TOURS, needs_votes, place_votes
    from eurostack_assess.texts import texts

    language = choose(lang)
    translate = texts(language)
    spoken = () if lang is None else ("--lang", lang)
    chosen: str | None = tour
    if chosen is None:
        for number, name in enumerate(TOURS, 1):
            note(f"{number:>3}  {translate(f'demo.{name}')}  (eurostack-assess demo {name})")
        if not is_answered():
            return
        chosen = tuple(TOURS)[ask_choice(translate("demo.ask"), len(TOURS)) - 1]
    folder = _write_votes() if needs_votes(chosen) else None
    if folder is not None:
        note(translate("demo.folder", folder=str(folder)))
    for number, stop in enumerate(TOURS[chosen], 1):
        words = [*place_votes(stop.words, folder), *spoken]
        note("")
        note(translate("demo.stop", number=number, of=len(TOURS[chosen]), about=translate(f"demo.{stop.key}")))
        note(f"$ {shlex.join(['eurostack-assess', *words])}")
        note("")
        context.find_root().command.main(args=words, prog_name="eurostack-assess", standalone_mode=False)
        if is_answered() and number < len(TOURS[chosen]) and not ask_to_go_on(translate("demo.go-on")):
            return
    note("")
    note(translate("demo.next"))
    for words_next in NEXT[chosen]:
        note(f"  {shlex.join(['eurostack-assess', *place_votes(words_next, folder), *spoken])}")


def _write_votes() -> Path:
    """A new folder with made-up votes in it."""
    from tempfile import mkdtemp

    from eurostack_assess.cli.outputs import json_bytes
    from eurostack_assess.cli.streams import write_file
    from eurostack_assess.cli.tours import EXAMPLE, VOTES
    from eurostack_assess.subjects.example_votes import make_example_votes
    from eurostack_assess.subjects.subject import read_profile_subject

    folder = Path(mkdtemp(prefix="eurostack-demo-"))
    write_file(folder / VOTES, json_bytes(make_example_votes(read_profile_subject(Path(EXAMPLE)))), force=False)
    return folder
