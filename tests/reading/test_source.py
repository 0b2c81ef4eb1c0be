"""Files as bytes: what is read, and what is refused before any parsing."""

import io
import os
import sys
from pathlib import Path

import pytest

from eurostack_assess.errors import FileAccessError, InvalidInputError, message
from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.reading.source import MEBIBYTE, decode_source, read_source


def refused(data: bytes) -> tuple[str, int, int]:
    with pytest.raises(InvalidInputError) as caught:
        decode_source("f.yaml", data, MEBIBYTE)
    problem = caught.value.problems[0]
    return problem.message.key, problem.place.line, problem.place.column


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"\xef\xbb\xbfa: 1\n", "a: 1\n", id="byte order mark"),
        pytest.param(b"a: 1\r\nb: 2\r\n", "a: 1\nb: 2\n", id="Windows line ends"),
        pytest.param("é €".encode(), "é €", id="any letter"),
    ],
)
def test_read(data: bytes, text: str) -> None:
    assert decode_source("f.yaml", data, MEBIBYTE).text == text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param("a: 1\n".encode("utf-16"), ("problem.not-utf8", 1, 1), id="UTF-16"),
        pytest.param("a: 1\n".encode("utf-32"), ("problem.not-utf8", 1, 1), id="UTF-32"),
        pytest.param("a: 1\nname: Köln\n".encode("latin-1"), ("problem.not-utf8", 2, 8), id="Latin-1"),
        pytest.param(b"a: \xc0\xaf\n", ("problem.not-utf8", 1, 4), id="overlong"),
        pytest.param(b"a: \xed\xa0\x80\n", ("problem.not-utf8", 1, 4), id="half a character"),
        pytest.param(b"a: \x00\n", ("problem.active-character", 1, 4), id="NUL"),
        pytest.param(b"#" * (MEBIBYTE + 1), ("problem.too-large", 1, 1), id="too large"),
        pytest.param(b"\t" * MEBIBYTE, ("problem.tab", 1, 1), id="a mebibyte of tabs"),
    ],
)
def test_refused(data: bytes, problem: tuple[str, int, int]) -> None:
    assert refused(data) == problem


@pytest.mark.parametrize("name", ["none.yaml", "nul\0.yaml", "x" * 300])
def test_what_is_not_there_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileAccessError):
        read_source(f"{tmp_path}/{name}", MEBIBYTE)


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(FileAccessError) as caught:
            read_source(path, MEBIBYTE)
        assert caught.value.message.key == "error.not-a-file"
    with pytest.raises(FileAccessError):
        read_source(tmp_path, MEBIBYTE)


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a: 1\n")))
    source = read_source("-", MEBIBYTE)
    assert (source.name, source.text) == ("<stdin>", "a: 1\n")


def test_closed_standard_input_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(FileAccessError) as caught:
        read_source("-", 100)
    assert caught.value.message == message("error.cannot-read", file="<stdin>", reason=message("os-error.EBADF"))


def test_a_place_past_the_end_has_no_line() -> None:
    assert decode_source("f.yaml", b"a", MEBIBYTE).place(9, 1).source_line == ""


def test_no_character_that_acts_is_printable() -> None:
    """So a text that is printable but for its line ends holds none, which is quicker to ask."""
    acting = [chr(code) for code in range(sys.maxunicode + 1) if ACTIVE_CHARACTER.match(chr(code)) or chr(code) == "\t"]
    assert len(acting) > 2_000
    assert [character for character in acting if character.isprintable()] == []
