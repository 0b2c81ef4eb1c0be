"""Finds active characters, which act on a terminal, an editor or a reader instead of being shown, and makes them inert.

Files that contain one are refused (`reading.source`); a text that comes from elsewhere, such as a file name typed on
the command line, is shown with such characters spelled out.
"""

import re
from collections.abc import Sequence

ACTIVE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, except TAB and LF
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # they turn the direction of what follows
    "\u180e\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # invisible, or a hidden line break
    "\ud800-\udfff"  # halves of a character
    "\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    +
    # noncharacters
    "\U000e0000-\U000e007f"  # tags: a text inside the text that nobody sees
)
ACTIVE_CHARACTER = re.compile(f"[{ACTIVE}]")


def spell_out(character: str) -> str:
    r"""One character as people write it in source code: `\x1b`, `\u202e`."""
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


_BREAK = re.compile(r"[ \t]*[\t\n]\s*")


MAX_VALUE_LENGTH = 33_000
"""Characters of a value in a message; more than the longest text that a file of ours may hold."""


def to_single_line(text: str) -> str:
    """The text with its line breaks and tabs as spaces, and inert: no line of it can pass for one of ours."""
    return escape_active(_BREAK.sub(" ", text))


def cut(text: str, most: int = MAX_VALUE_LENGTH) -> str:
    """The text, or as much of it as anybody reads and an ellipsis: a cell of a megabyte is no message."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def join_first(words: Sequence[str], most: int) -> str:
    """The words between commas; of more than so many the first, and an ellipsis."""
    return ", ".join([*words[:most], *(["…"] if len(words) > most else [])])


def escape_active(text: str) -> str:
    """The text with every active character spelled out; safe to print anywhere, and idempotent."""
    return ACTIVE_CHARACTER.sub(lambda match: spell_out(match[0]), text)


def typed(word: str) -> str:
    """A word of the command line as text: bytes that are none become question marks."""
    return word.encode(errors="replace").decode()


def readable_line(text: str) -> str:
    """The text with a space for each active character, as a name is written."""
    return ACTIVE_CHARACTER.sub(" ", text)
