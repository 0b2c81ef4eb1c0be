"""Every language says everything: the same keys, the same placeholders, nothing that the program does not use."""

import re
import string
import tomllib

import pytest

from eurostack_assess import texts as texts_module
from eurostack_assess.texts import languages, texts
from tests.helpers import ROOT

FOLDER = ROOT / "src" / "eurostack_assess" / "texts"
CODE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "src").rglob("*.py")))
ASKED_FOR = set(re.findall(r'(?:message|say|self\.translate)\(\s*["\']([^"\']+)["\']', CODE))
"""Keys that stand in the code as they are."""
RAISED_BY_MODELS = re.findall(r'PydanticCustomError\(\s*"([^"]+)"', CODE)
PATTERNS = [
    re.compile(re.sub(r"\\{.*?\\}", "[a-zA-Z0-9_-]+", re.escape(key)))
    for key in re.findall(r"""f["']([a-z]+\.[a-z-]*\{[^"']*?\}[a-zA-Z{}._-]*)["']""", CODE)
    if not key.startswith("problem.")
] + [re.compile(f"problem.({'|'.join(RAISED_BY_MODELS)})")]
"""Keys that are put together from a word of the model, such as f"verdict.{layer.verdict}"."""


def entries(language: str) -> dict[str, str]:
    return texts_module._flat(tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8")))


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_there_is_dutch_and_english() -> None:
    assert {"en", "nl"} <= set(languages())


@pytest.mark.parametrize("language", languages())
def test_a_language_is_complete(language: str) -> None:
    missing = sorted(entries("en").keys() - entries(language).keys())
    assert missing == [], f"not yet in {language}.toml"
    assert sorted(entries(language).keys() - entries("en").keys()) == []


@pytest.mark.parametrize("language", languages())
def test_placeholders_are_the_same(language: str) -> None:
    theirs = {key: placeholders(text) for key, text in entries(language).items()}
    assert theirs == {key: placeholders(text) for key, text in entries("en").items()}


@pytest.mark.parametrize("language", languages())
def test_no_text_is_empty_or_has_stray_spaces(language: str) -> None:
    assert [key for key, text in entries(language).items() if not text or text != text.strip()] == []


def test_nothing_is_unused() -> None:
    def used(key: str) -> bool:
        stem = re.sub(r"\.(one|other)$", "", key)
        return f'"{stem}"' in CODE or f"'{stem}'" in CODE or any(pattern.fullmatch(stem) for pattern in PATTERNS)

    assert [key for key in entries("en") if not used(key)] == []


def test_nothing_is_missing() -> None:
    stems = {re.sub(r"\.(one|other)$", "", key) for key in entries("en")}
    assert {key for key in ASKED_FOR if key not in stems} == set()


def test_english_is_only_read_for_what_a_language_does_not_say(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    said = {"nl": {"one": "een"}, "en": {"one": "one", "both.other": "both"}}

    def entries_of(language: str) -> dict[str, str]:
        read.append(language)
        return said[language]

    monkeypatch.setattr(texts_module, "_entries", entries_of)
    assert (texts("nl")("one"), read) == ("een", ["nl"])
    assert (texts("nl")("both", n=2), read) == ("both", ["nl", "nl", "en"])


def test_a_missing_key_or_value_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        texts("en")("report.no-such-text")
    with pytest.raises(TypeError):
        texts("en")("report.source", source=1.5)


@pytest.mark.parametrize(
    ("value", "decimals", "en", "nl"),
    [
        (2.675, 2, "2.68", "2,68"),
        (0.5, 0, "1", "1"),
        (49.5, 0, "50", "50"),
        (-0.001, 2, "0.00", "0,00"),
        (100.0, 0, "100", "100"),
        (1e-7, 0, "0", "0"),
    ],
)
def test_numbers_are_rounded_half_up_and_never_minus_zero(value: float, decimals: int, en: str, nl: str) -> None:
    assert texts("en").number(value, decimals) == en
    assert texts("nl").number(value, decimals) == nl


@pytest.mark.parametrize(
    ("share", "written"), [(0.0, "0%"), (1.0, "100%"), (0.001, "1%"), (0.999, "99%"), (0.665, "67%"), (1 / 3, "33%")]
)
def test_a_part_never_shows_as_nothing_or_everything(share: float, written: str) -> None:
    assert texts("nl").percent(share) == written


def test_listings() -> None:
    assert [texts("nl").listing(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a en b", "a, b en c"]


def test_active_characters_in_values_are_spelled_out() -> None:
    assert texts("en")("report.source", source="\x1b[31mred\u202e") == "Source: \\x1b[31mred\\u202e"
