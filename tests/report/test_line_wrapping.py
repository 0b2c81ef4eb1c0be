"""Text in tones on lines: broken where Rich breaks it, with nothing lost but the space at the ends of lines."""

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from eurostack_assess.report.document import Tone
from eurostack_assess.report.renderers.line_wrapping import Line, line_width, strip_end, wrap

CONSOLE = Console(file=StringIO())
CHARACTERS = st.sampled_from([*"abcdefg  ", "é", "\u0301", "漢", "字", "🙂", "-"])
TONES: list[Tone] = ["plain", "strong", "muted"]
texts = st.lists(st.tuples(st.text(CHARACTERS, max_size=12), st.sampled_from(TONES)), max_size=6)


def words(line: Line) -> str:
    return "".join(text for text, _ in line)


@given(texts, st.integers(2, 20))
def test_lines_break_where_rich_breaks_them(text: Line, width: int) -> None:
    expected = Text(words(text)).wrap(CONSOLE, width, overflow="fold")
    assert [words(line).rstrip() for line in wrap(text, width)] == [line.plain.rstrip() for line in expected]


@given(texts, st.integers(2, 20))
def test_no_line_is_too_wide_and_every_character_keeps_its_tone(text: Line, width: int) -> None:
    lines = wrap(text, width)
    assert all(line_width(line) <= width for line in lines)
    told = [(character, tone) for line in lines for piece, tone in line for character in piece if character != " "]
    assert told == [(character, tone) for piece, tone in text for character in piece if character != " "]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("", 5, [""], id="nothing is one empty line"),
        pytest.param("one two", 7, ["one two"], id="what fits stays as it is"),
        pytest.param("one two", 6, ["one ", "two"], id="between words"),
        pytest.param("abcdef gh", 4, ["abcd", "ef ", "gh"], id="within a word that is too wide"),
        pytest.param("漢字漢字", 5, ["漢字", "漢字"], id="no wide character is cut in half"),
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert [words(line) for line in wrap([(text, "plain")], width)] == lines
    assert all(cell_len(line) <= width for line in lines)


def test_space_at_the_end_goes_whatever_its_tone() -> None:
    assert strip_end([("one ", "plain"), (" ", "strong"), ("  ", "muted")]) == [("one", "plain")]
    assert strip_end([("  ", "plain")]) == []
