"""Strict YAML: what is read, as what, and what is refused where."""

from pathlib import Path

import pytest
import yaml

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.reading import nodes
from eurostack_assess.reading.nodes import NotPlainError, PlainValue, parse_plain, parse_yaml
from eurostack_assess.reading.source import SourceText, decode_source, read_source
from tests.helpers import ROOT

LOADERS = [
    pytest.param(yaml.SafeLoader, id="python"),
    pytest.param(
        getattr(yaml, "CSafeLoader", None),
        id="libyaml",
        marks=pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml"),
    ),
]


def parsed(text: str, loader: type) -> PlainValue:
    """With its places and without, it is the same; what has escapes in it is always read with them."""
    source = SourceText("f.yaml", text)
    value = parse_yaml(source, loader).plain
    if "\\" in text:
        with pytest.raises(NotPlainError):
            parse_plain(source, loader)
    else:
        assert repr(parse_plain(source, loader)) == repr(value)
    return value


def parse_checked(text: str, loader: type) -> None:
    """What is refused with its places is not read without them either."""
    source = decode_source("f.yaml", text.encode("utf-8", "surrogatepass"), 1 << 20)
    with pytest.raises(NotPlainError):
        parse_plain(source, loader)
    parse_yaml(source, loader)


def refused(text: str, loader: type) -> list[tuple[str, int, int]]:
    with pytest.raises(InvalidInputError) as caught:
        parse_checked(text, loader)
    return [(problem.message.key.partition(".")[2], *problem.place[1:3]) for problem in caught.value.problems]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("country: NO", {"country": "NO"}, id="Norway stays Norway"),
        pytest.param("a: [yes, on, off, y, True, NULL]", {"a": ("yes", "on", "off", "y", "True", "NULL")}, id="words"),
        pytest.param("a: [true, false, null, ~]", {"a": (True, False, None, None)}, id="the four words that are not text"),
        pytest.param("a:", {"a": None}, id="nothing behind the colon"),
        pytest.param("a: 1:30", {"a": "1:30"}, id="no base sixty"),
        pytest.param("a: [010, 0x1F, 1_000, 0o7, +1, .5, 5.]", {"a": ("010", "0x1F", "1_000", "0o7", "+1", ".5", "5.")},
                     id="only JSON's numbers are numbers"),
        pytest.param("a: [0, -7, 1.10, 1e3, -2.5E-1]", {"a": (0, -7, 1.1, 1000.0, -0.25)}, id="JSON's numbers"),
        pytest.param("a: -0.0", {"a": 0.0}, id="no negative zero"),
        pytest.param("a: 2024-13-45", {"a": "2024-13-45"}, id="an impossible date is text"),
        pytest.param("a: [.nan, .inf, -.INF]", {"a": (".nan", ".inf", "-.INF")}, id="not numbers"),
        pytest.param("1: a\n1.0: b\n~: c", {"1": "a", "1.0": "b", "~": "c"}, id="keys are text"),
        pytest.param("a: 'NO'\nb: \"1\"\nc: |\n  two\n  lines\n", {"a": "NO", "b": "1", "c": "two\nlines\n"}, id="quoted"),
        pytest.param("- [a, {b: c}]\n-\n  - d\n", (("a", {"b": "c"}), ("d",)), id="nested"),
        pytest.param("---\na: 1\n...\n", {"a": 1}, id="one document with its marks"),
        pytest.param("a: \"caf\\u00e9 \U0001f600\"", {"a": "café \U0001f600"}, id="any letter"),
        pytest.param("a: 123456789012345678", {"a": 123456789012345678}, id="eighteen digits"),
    ],
)  # fmt: skip
def test_read_as(text: str, value: PlainValue, loader: type) -> None:
    assert parsed(text, loader) == value


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "problems"),
    [
        pytest.param("", [("empty", 1, 1)], id="empty file"),
        pytest.param("# nothing\n", [("empty", 1, 1)], id="comment only"),
        pytest.param("a: &x 1\nb: *x\n", [("anchor", 1, 4)], id="anchor"),
        pytest.param("a: *x\n", [("alias", 1, 4)], id="alias"),
        pytest.param("a: &x [*x]\n", [("anchor", 1, 4)], id="cycle"),
        pytest.param("a: !!python/object/apply:os.system [ls]\n", [("tag", 1, 4)], id="python tag"),
        pytest.param("a: !!int abc\n", [("tag", 1, 4)], id="tag that does not fit"),
        pytest.param("!!set {a, b}\n", [("tag", 1, 1)], id="set"),
        pytest.param("<<: {a: 1}\n", [("merge-key", 1, 1)], id="merge key"),
        pytest.param("%YAML 1.1\n---\na: 1\n", [("directive", 1, 1)], id="directive"),
        pytest.param("a: 1\n---\nb: 2\n", [("second-document", 2, 1)], id="second document"),
        pytest.param("? [a, b]\n: 1\n", [("key-not-text", 1, 3)], id="list as key"),
        pytest.param("? {a: b}\n: 1\n", [("key-not-text", 1, 3)], id="mapping as key"),
        pytest.param("'': 1\n", [("empty-key", 1, 1)], id="empty key"),
        pytest.param("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)], id="duplicate key"),
        pytest.param("a: 1\n\"\\x61\": 3\n'a': {b: 1}\n", [("duplicate-key", 2, 1), ("duplicate-key", 3, 1)],
                     id="every duplicate, however written"),
        pytest.param("caf\u00e9: 1\ncafe\u0301: 2\n", [("duplicate-key", 2, 1)], id="duplicate by NFC"),
        pytest.param("a: 1\na: 2\nb: [\n", [("duplicate-key", 2, 1), ("not-yaml", 4, 1)], id="duplicate, then broken"),
        pytest.param("a: 1234567890123456789\n", [("number-too-long", 1, 4)], id="nineteen digits"),
        pytest.param(f"a: {'9' * 5000}\n", [("number-too-long", 1, 4)], id="five thousand digits"),
        pytest.param("a: 1.0e+400\n", [("number-not-finite", 1, 4)], id="too large a number"),
        pytest.param("[" * 40, [("too-deep", 1, 33)], id="deep"),
        pytest.param("[" * 60_000, [("too-deep", 1, 33)], id="so deep that it crashes others"),
        pytest.param("a: " + "{a: " * 40, [("too-deep", 1, 128)], id="deep mappings"),
        pytest.param("- " * 200_000, [("too-deep", 1, 65)], id="deep lists on one line"),
        pytest.param("a: \"\\e[31m\"\n", [("active-character", 1, 4)], id="escape sequence by escape"),
        pytest.param("a: \"\\u202e\"\n", [("active-character", 1, 4)], id="direction override by escape"),
        pytest.param("a: \"\\0\"\n", [("active-character", 1, 4)], id="NUL by escape"),
        pytest.param("\"a\\x07\": 1\n", [("active-character", 1, 1)], id="bell in a key"),
        pytest.param("a: \x1b[31m\n", [("active-character", 1, 4)], id="escape sequence"),
        pytest.param("a: 1\u2028b: 2\n", [("active-character", 1, 5)], id="hidden line end"),
        pytest.param("a: 1\u0085b: 2\n", [("active-character", 1, 5)], id="next-line character"),
        pytest.param("a: 1\rb: 2\n", [("lone-cr", 1, 5)], id="lone carriage return"),
        pytest.param("a:\tb\n", [("tab", 1, 3)], id="tab after the colon"),
        pytest.param("a: b\ufeffc\n", [("active-character", 1, 5)], id="byte order mark in the middle"),
        pytest.param("a: \U000e0041\n", [("active-character", 1, 4)], id="tag character"),
        pytest.param("a: \ufdd0\uffff\n", [("active-character", 1, 4), ("active-character", 1, 5)], id="noncharacters"),
        pytest.param("a: b: c\n", [("not-yaml", 1, 5)], id="colon in a text"),
        pytest.param("a: 'b\n", [("not-yaml", 1, 4)], id="open quote"),
        pytest.param("a: @b\n", [("not-yaml", 1, 4)], id="reserved character"),
        pytest.param("a: 1\n b: 2\n", [("not-yaml", 2, 3)], id="indented too far"),
    ],
)  # fmt: skip
def test_refused_at(text: str, problems: list[tuple[str, int, int]], loader: type) -> None:
    assert refused(text, loader) == problems


@pytest.mark.parametrize("loader", LOADERS)
def test_too_many_values_are_refused_at_the_first_too_many(loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "MAX_EVENTS", 300)
    assert refused("-\n" * 301, loader) == [("too-many-values", 298, 2)]


def test_an_impossible_escape_is_no_crash() -> None:
    for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        assert [problem[0] for problem in refused('a: "\\UFFFFFFFF"\n', loader)] == ["not-yaml"]


def test_every_value_and_key_knows_its_place() -> None:
    root = parse_yaml(SourceText("f.yaml", "a: 1\nlist:\n  - first\n  - key: 'a text'\n"))
    assert root.get_key_mark("list") == (2, 1, 4)
    assert isinstance(root.value, dict)
    assert isinstance(root.value["list"].value, list)
    second = root.value["list"].value[1]
    assert second.mark[:2] == (4, 5)
    assert isinstance(second.value, dict)
    assert second.value["key"].mark == (4, 10, 8)


SHIPPED = [
    path
    for folder in ("profiles", "questionnaires", "catalogue", "scenarios")
    for path in sorted((ROOT / folder).rglob("*.yaml"))
]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_we_ship_is_the_same_with_its_places_and_without(path: Path) -> None:
    source = read_source(path, 1 << 20)
    assert repr(parse_plain(source)) == repr(parse_yaml(source).plain)
