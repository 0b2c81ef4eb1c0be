"""Every language says everything: the same keys, the same placeholders, nothing that the program does not use."""

import re
import string
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from babel import Locale
from babel.numbers import format_percent

from eurostack_assess import texts as texts_module
from eurostack_assess.texts import languages, texts
from tests.helpers import ROOT

FOLDER = ROOT / "src" / "eurostack_assess" / "texts"
CODE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "src").rglob("*.py")))
ASKED_FOR = set(re.findall(r'(?:message|translate)\(\s*["\']([^"\']+)["\']', CODE))
"""Keys that stand in the code as they are."""
RAISED_BY_MODELS = re.findall(r'PydanticCustomError\(\s*"([^"]+)"', CODE)
PATTERNS = [
    re.compile(re.sub(r"\\{.*?\\}", "[a-zA-Z0-9_-]+", re.escape(key)))
    for key in re.findall(r"""f["']([a-z-]+\.[a-z-]*\{[^"']*?\}[a-zA-Z{}._-]*)["']""", CODE)
    if not key.startswith("problem.")
] + [re.compile(f"problem.({'|'.join(RAISED_BY_MODELS)})")]
"""Keys that are put together from a word of the model, such as f"verdict.{layer.verdict}"."""


@cache
def entries(language: str) -> dict[str, str]:
    return texts_module._flat(tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8")))


def plural_forms(language: str) -> list[str]:
    return entries(language)["format.plural-forms"].split()


def stem(key: str, language: str) -> str:
    """A key without its plural form."""
    return re.sub(rf"\.({'|'.join(plural_forms(language))})$", "", key)


def stems(language: str) -> set[str]:
    return {stem(key, language) for key in entries(language)}


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_there_is_dutch_and_english() -> None:
    assert {"en", "nl"} <= set(languages())


@pytest.mark.parametrize("language", languages())
def test_a_language_is_complete(language: str) -> None:
    assert sorted(stems("en") - stems(language)) == [], f"not yet in {language}.toml"
    assert sorted(stems(language) - stems("en")) == []


@pytest.mark.parametrize("language", languages())
def test_a_text_with_plural_forms_has_them_all(language: str) -> None:
    keys, forms = entries(language).keys(), plural_forms(language)
    with_forms = {stem(key, language) for key in keys} - keys
    assert {f"{key}.{form}" for key in with_forms for form in forms} <= keys


@pytest.mark.parametrize("language", languages())
def test_placeholders_are_the_same(language: str) -> None:
    """But for the number, which a plural form may leave out."""

    def by_stem(of: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for key, text in entries(of).items():
            found.setdefault(stem(key, of), set()).update(placeholders(text))
        return found

    assert by_stem(language) == by_stem("en")


@pytest.mark.parametrize("language", languages())
def test_plural_forms_are_those_of_cldr(language: str) -> None:
    form = Locale(language).plural_form
    assert [texts_module._plural_form(language, n) for n in range(1001)] == [form(n) for n in range(1001)]


@pytest.mark.parametrize("language", languages())
def test_marks_are_those_of_cldr(language: str) -> None:
    symbols = Locale(language).number_symbols["latn"]
    assert (texts(language)("format.decimal"), texts(language)("format.thousands")) == (
        symbols["decimal"],
        symbols["group"],
    )
    assert texts(language).percent(0.5) == format_percent(0.5, locale=language)


@pytest.mark.parametrize("language", languages())
def test_no_text_is_empty_or_has_stray_spaces(language: str) -> None:
    assert [key for key, text in entries(language).items() if not text or text != text.strip()] == []


def test_nothing_is_unused() -> None:
    def used(key: str) -> bool:
        quoted = f'"{key}"' in CODE or f"'{key}'" in CODE or f'["{key}"]' in CODE
        return quoted or any(pattern.fullmatch(key) for pattern in PATTERNS)

    assert sorted(key for key in stems("en") if not used(key)) == []


def test_nothing_is_missing() -> None:
    assert sorted(key for key in ASKED_FOR - stems("en") if "." in key) == []


SAID = {
    "en": {"format.plural-forms": "one other", "format.plural": "n != 1", "one": "one", "both": "both",
           "day.one": "a day", "day.other": "{n} days", "week.one": "a week", "week.other": "{n} weeks"},
    "fr": {"format.plural-forms": "one other", "format.plural": "n > 1", "one": "un",
           "day.one": "{n} jour", "day.other": "{n} jours"},
    "pl": {"format.plural-forms": "one few many",
           "format.plural": "n == 1 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2",
           "day.one": "{n} dzień", "day.few": "{n} dni", "day.many": "{n} dni (many)"},
}  # fmt: skip


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Three languages of a few words; which of them are read, in order."""
    read: list[str] = []

    def entries_of(language: str) -> dict[str, str]:
        read.append(language)
        return SAID[language]

    monkeypatch.setattr(texts_module, "_entries", entries_of)
    texts_module._plurals.cache_clear()
    yield read
    texts_module._plurals.cache_clear()


def test_english_is_only_read_for_what_a_language_does_not_say(said: list[str]) -> None:
    assert (texts("fr")("one"), said) == ("un", ["fr"])
    assert (texts("fr")("both"), said) == ("both", ["fr", "fr", "en"])


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize(
    ("language", "key", "n", "written"),
    [
        ("en", "day", 0, "0 days"),
        ("en", "day", 1, "a day"),
        ("fr", "day", 0, "0 jour"),
        ("fr", "day", 2, "2 jours"),
        ("pl", "day", 1, "1 dzień"),
        ("pl", "day", 3, "3 dni"),
        ("pl", "day", 13, "13 dni (many)"),
        ("pl", "day", 22, "22 dni"),
        pytest.param("fr", "week", 0, "0 weeks", id="an English text has the form that English gives the number"),
    ],
)
def test_a_number_picks_the_plural_form(language: str, key: str, n: int, written: str) -> None:
    assert texts(language)(key, n=n) == written


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
    assert [texts("nl").alternatives(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a of b", "a, b of c"]


def test_items_that_have_the_word_themselves_are_kept_apart() -> None:
    assert texts("nl").listing(["data en platformen", "hardware en chips"]) == "data en platformen; hardware en chips"
    assert texts("en").alternatives(["a or b", "c"]) == "a or b; c"


@pytest.mark.parametrize("value", [0.0, 0.4, 0.5, 1.5, 2.5, 12.5, 12.49])
def test_a_whole_number_is_rounded_as_it_is_shown(value: float) -> None:
    assert str(texts("en").whole(value)) == texts("en").number(value)


def test_a_date_is_put_into_words() -> None:
    assert texts("nl")("report.date", date=date(2026, 6, 30)) == "peildatum 30 juni 2026"
    days = ["2026", "2026-06", "2026-06-30"]
    assert [texts("en").partial_day(day) for day in days] == ["2026", "June 2026", "30 June 2026"]


def test_active_characters_in_values_are_spelled_out() -> None:
    assert texts("en")("report.source", source="\x1b[31mred\u202e") == "Source: \\x1b[31mred\\u202e"
