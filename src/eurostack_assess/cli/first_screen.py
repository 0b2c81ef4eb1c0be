"""The screen shown for the command without arguments: what the tool can do, and what to type for each task."""

from eurostack_assess.cli.language import choose
from eurostack_assess.cli.streams import show
from eurostack_assess.texts import Texts, texts

JOBS = (
    ("assess", "assess"),
    ("score", "score amsterdam"),
    ("compare", "compare amsterdam brainport"),
)
"""The three jobs, each with a command that works as it is."""
MORE = (
    ("demo", "demo"),
    ("help", "--help"),
)
"""Where to look further."""


def show_first_screen() -> None:
    """Show what one can do, and what to type for it."""
    translate = texts(choose(None, strict=False))
    lines = [translate("start.question"), "", *_list_commands(JOBS, translate), "", *_list_commands(MORE, translate)]
    show("\n".join([*lines, "", translate("start.private"), ""]))


def _list_commands(commands: tuple[tuple[str, str], ...], translate: Texts) -> list[str]:
    """What each is for, and below one another what to type."""
    width = max(len(translate(f"start.{key}")) for key, _ in (*JOBS, *MORE))
    return [f"  {translate(f'start.{key}').ljust(width)}  eurostack-assess {words}" for key, words in commands]
