"""Values as YAML that every reader of it takes for the same: on one line, or key by key."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

WIDTH = 110
"""Characters of a line in which a mapping or a list still stands on one line."""

BARE = re.compile(r"(?!(?:yes|no|on|off|true|false|null|y|n)$)[a-z]+(?:[_.-]?[a-z0-9]+)*", re.IGNORECASE)
"""Words that every reader of YAML takes for text."""

MAX_WRITTEN_IN_FULL = 1e15
"""Whole numbers from here on are written with an exponent."""

YamlValue = str | int | float | bool | date | Mapping[str, "YamlValue"] | Sequence["YamlValue"]


def format_flow(value: YamlValue) -> str:
    """A value on one line; a text that something else could be made of is quoted."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value if BARE.fullmatch(value) else json.dumps(value, ensure_ascii=False)
        case Mapping():
            return f"{{{', '.join(f'{format_flow(key)}: {format_flow(item)}' for key, item in value.items())}}}"
        case Sequence():
            return f"[{', '.join(map(format_flow, value))}]"
        case float() if value.is_integer() and abs(value) < MAX_WRITTEN_IN_FULL:
            return str(int(value))
        case float():
            mantissa, e, exponent = repr(value).partition("e")
            return f"{mantissa}{'.0' if e and '.' not in mantissa else ''}{e}{exponent}"  # YAML 1.1 wants the point
        case _:
            return str(value)


def format_block(value: Mapping[str, YamlValue], indent: str = "") -> Iterator[str]:
    """The lines of a mapping: short values beside their keys, longer ones key by key or item by item below them."""
    for key, entry in value.items():
        head = f"{indent}{format_flow(key)}:"
        match entry:
            case Mapping() if entry and not _fits(f"{head} {format_flow(entry)}", entry):
                yield head
                yield from format_block(entry, f"{indent}  ")
            case list() | tuple() if entry and not _fits(f"{head} {format_flow(entry)}", entry):
                yield head
                for item in entry:
                    yield from _item(item, f"{indent}  ")
            case _:
                yield f"{head} {format_flow(entry)}"


def _item(value: YamlValue, indent: str) -> Iterator[str]:
    on_one_line = f"{indent}- {format_flow(value)}"
    if isinstance(value, Mapping) and value and not _fits(on_one_line, value):
        first, *others = format_block(value, f"{indent}  ")
        yield f"{indent}- {first.lstrip()}"
        yield from others
    else:
        yield on_one_line


def _fits(line: str, value: YamlValue) -> bool:
    """Whether it may stand on one line: it is short, and has no mappings in lists."""
    return len(line) <= WIDTH and not _lists_mappings(value)


def _lists_mappings(value: YamlValue) -> bool:
    match value:
        case Mapping():
            return any(map(_lists_mappings, value.values()))
        case list() | tuple():
            return any(isinstance(item, Mapping) for item in value)
        case _:
            return False
