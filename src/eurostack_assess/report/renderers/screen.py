"""The properties of the screen that a document is laid out for."""

from typing import NamedTuple


class Screen(NamedTuple):
    """What the text is for."""

    width: int = 80
    """Columns."""
    colour: bool = False
    """Whether escape sequences for colour and weight may be used."""
    unicode: bool = True
    """Whether it shows box and block characters; letters and marks of the texts themselves are not touched."""
    drawn: bool = True
    """Whether bars, rules and tables of columns help; not where a screen reader reads it out line by line."""
