"""The texts of the tool in each language: one TOML file per language, looked up by key.

To add a language, add a file next to `en.toml`; a missing text is shown in English. Section `format` holds the decimal
mark and similar settings, and the plural forms: their names in CLDR and, as in gettext, the expression of `n` that
picks one. `tests/checks/test_texts.py` checks what a complete file must hold: the keys of `en.toml` with the same
placeholders, nothing unused, and marks and plural forms as in CLDR.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from eurostack_assess.errors import Message
from eurostack_assess.inert import cut, to_single_line
from eurostack_assess.sealed import open_sealed, seal

FALLBACK = "en"

GROUPED = 1_000
"""From here on, digits of a figure stand in groups of three."""

_FOLDER = Path(__file__).parent


@cache
def languages() -> tuple[str, ...]:
    """The languages the tool speaks, as ISO 639 codes, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


class Texts:
    """The tool's sentences in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence under `key` with its placeholders filled.

        A value that is a `Message` or a date is put into words first; an int is written as it is; a float is not
        accepted, since the caller decides with `number` or `percent` how many decimals it deserves. Where the catalogue
        has plural forms, as `key.one` and `key.other`, the value `n` selects one.

        Raises:
            KeyError: no language has this key.
            TypeError: a value is neither text, a whole number, a date nor a message.
        """
        n = values.get("n")
        template = self._find(key, n if isinstance(n, int) else None)
        if template is None:
            raise KeyError(key)
        return template.format_map({name: self._written(value) for name, value in values.items()})

    def message(self, what: Message) -> str:
        """A message in this language; of a value that is longer than anybody reads, such as a cell, its start."""
        values = {name: cut(value) if isinstance(value, str) else value for name, value in what.values.items()}
        return self(what.key, **values)

    def __contains__(self, key: str) -> bool:
        return self._find(key) is not None

    def number(self, value: float, decimals: int = 0) -> str:
        """A number for the reader: rounded half up, with this language's decimal mark, never -0."""
        return self._number(value, decimals, ROUND_HALF_UP)

    def whole(self, value: float) -> int:
        """A number rounded as `number` shows it without decimals: half up."""
        return int(_decimal(value).quantize(Decimal(1), ROUND_HALF_UP))

    def figure(self, value: float) -> str:
        """A public figure with all its decimals, and with this language's mark for thousands."""
        whole, _, decimals = f"{_decimal(value):f}".partition(".")
        grouped = f"{int(whole):,}" if abs(value) >= GROUPED else whole
        fraction = decimals.rstrip("0")
        return grouped.replace(",", self("format.thousands")) + (
            f"{self('format.decimal')}{fraction}" if fraction else ""
        )

    def interval(self, low: float, high: float) -> str:
        """An interval in whole numbers, rounded outwards: an end that misses a threshold never shows as reaching it."""
        if low == high:
            return self._number(low, 0 if low == int(low) else 1, ROUND_HALF_UP)
        return f"{self._number(low, 0, ROUND_FLOOR)}–{self._number(high, 0, ROUND_CEILING)}"

    def at_least(self, low: float) -> str:
        """The low end of an interval by itself, rounded down like there."""
        return self._number(low, 0, ROUND_FLOOR)

    def _number(self, value: float | Decimal, decimals: int, rounding: str) -> str:
        rounded = _decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding)
        return f"{rounded + 0:f}".replace(".", self("format.decimal"))

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share of 0 to 1 as a percentage; a share that is not all or nothing never shows as 0 or 100 %."""
        least = Decimal(1).scaleb(-decimals)
        rounded = (_decimal(share) * 100).quantize(least, ROUND_HALF_UP)
        if 0 < share < 1:
            rounded = min(max(rounded, least), 100 - least)
        return self("format.percent", value=self._number(rounded, decimals, ROUND_HALF_UP))

    def known(self, coverage: float) -> str:
        """A coverage of 0 to 1 as a percentage, rounded down: what misses a threshold never shows as reaching it."""
        return self("format.percent", value=self._number(_decimal(coverage) * 100, 0, ROUND_FLOOR))

    def shares(self, low: float, high: float) -> str:
        """An interval of shares of 0 to 1 as percentages, rounded outwards; one where both ends are alike."""
        if low == high:
            return self.percent(low)
        ends = (self._number(_decimal(low) * 100, 0, ROUND_FLOOR), self._number(_decimal(high) * 100, 0, ROUND_CEILING))
        return self("format.percent", value="–".join(ends))

    def listing(self, items: list[str]) -> str:
        """`a`, `a and b`, `a, b and c`; `a and b; c` where an item has such a word itself."""
        return self._join(items, "format.and")

    def day(self, day: date) -> str:
        """A day in words, as 30 June 2026."""
        return self("format.date", day=day.day, month=self("format.months").split()[day.month - 1], year=day.year)

    def partial_day(self, day: str) -> str:
        """A year, a month or a day as files have them: 2026, June 2026, 30 June 2026."""
        match [int(part) for part in day.split("-")]:
            case [year, month]:
                return f"{self('format.months').split()[month - 1]} {year}"
            case [year, month, of_month]:
                return self.day(date(year, month, of_month))
            case _:
                return day

    def count_word(self, number: int) -> str:
        """A small number as a word; a larger one in digits."""
        words = self("format.numbers").split()
        return words[number] if number < len(words) else str(number)

    def whom_to_ask(self, respondents: Iterable[str]) -> str:
        """The sentence that says who can answer a question; empty where nobody is named."""
        names = [self(f"respondent.{respondent}") for respondent in respondents]
        return self("questions.ask-whom", respondents=self.listing(names)) if names else ""

    def alternatives(self, items: list[str]) -> str:
        """`a`, `a or b`, `a, b or c`; `a or b; c` where an item has such a word itself."""
        return self._join(items, "format.or")

    def _join(self, items: list[str], key: str) -> str:
        if len(items) <= 1:
            return "".join(items)
        if any(self(key, first="", last="") in item for item in items):
            return "; ".join(items)
        return self(key, first=", ".join(items[:-1]), last=items[-1])

    def _find(self, key: str, n: int | None = None) -> str | None:
        """What stands under a key, in the plural form for `n`; English is only read for what the language lacks."""
        for language in (self.language, FALLBACK):
            entries = _entries(language)
            if key in entries:
                return entries[key]
            if n is not None and (template := entries.get(f"{key}.{_plural_form(language, n)}")) is not None:
                return template
        return None

    def _written(self, value: object) -> str:
        match value:
            case Message():
                return self.message(value)
            case str():
                return to_single_line(value)
            case int():
                return str(value)
            case date():
                return self.day(value)
            case _:
                raise TypeError(f"not a value for a sentence: {value!r}")


def _decimal(value: float | Decimal) -> Decimal:
    """The decimal as which a number is written."""
    return value if isinstance(value, Decimal) else Decimal(repr(value))


@cache
def texts(language: str) -> Texts:
    """The texts in one of the `languages`."""
    return Texts(language)


def _plural_form(language: str, n: int) -> str:
    forms, pick = _plurals(language)
    return forms[pick(abs(n))]


@cache
def _plurals(language: str) -> tuple[list[str], Callable[[int], int]]:
    """The plural forms of a language, and what picks one of them for a number."""
    from gettext import c2py

    translate = texts(language)
    return translate("format.plural-forms").split(), c2py(translate("format.plural"))


@cache
def _entries(language: str) -> Mapping[str, str]:
    content = open_sealed(_FOLDER / f"{language}.json", [_file_of(language)])
    if content is None:
        return _read(language)
    entries: dict[str, str] = json.loads(content)
    return entries


def _read(language: str) -> dict[str, str]:
    import tomllib

    return _flat(tomllib.loads(_file_of(language).read_text("utf-8")))


def _file_of(language: str) -> Path:
    return _FOLDER / f"{language}.toml"


def compile_texts() -> Iterator[tuple[str, bytes]]:
    """Each language as a file that is faster to read, for a wheel: its name, and its content."""
    for language in languages():
        content = json.dumps(_read(language), ensure_ascii=False).encode()
        yield f"{language}.json", seal(content, _FOLDER, [_file_of(language)])


def _flat(entries: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in entries.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[f"{prefix}{name}"] = str(value)
    return flat
