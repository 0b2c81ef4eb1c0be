"""Writes values as YAML that every parser reads alike: on one line, or key by key."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

WIDTH = 110
"""Characters of a line in which a mapping or a list still stands on one line."""

BARE = re.compile(r"(?!(?:yes|no|on|off|true|false|null|y|n)$)[a-z][a-z0-9]*(?:[_.-][a-z0-9]+)*", re.IGNORECASE)
"""Words that every reader of YAML takes for text."""

MAX_WRITTEN_IN_FULL = 1e15
"""Whole numbers from here on are written with an exponent."""

YamlValue = None | str | int | float | bool | date | Mapping[str, "YamlValue"] | Sequence["YamlValue"]


def format_flow(value: YamlValue) -> str:
    """A value on one line; a text that something else could be made of is quoted."""
    match value:
        case None:
            return "null"
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
        if (line := _on_one_line(head, entry)) is not None:
            yield line
            continue
        yield head
        match entry:
            case Mapping():
                yield from format_block(entry, f"{indent}  ")
            case list() | tuple():
                for item in entry:
                    yield from _item(item, f"{indent}  ")


def _item(value: YamlValue, indent: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{indent}- {format_flow(value)}"
    elif (line := _on_one_line(f"{indent}-", value)) is not None:
        yield line
    else:
        first, *others = format_block(value, f"{indent}  ")
        yield f"{indent}- {first.lstrip()}"
        yield from others


def _on_one_line(head: str, value: YamlValue) -> str | None:
    """The value behind its head, if it may stand there: a single value, or a short one without mappings in lists."""
    can_be_split = bool(value) and isinstance(value, Mapping | list | tuple)
    if can_be_split and _lists_mappings(value):
        return None
    line = f"{head} {format_flow(value)}"
    return None if can_be_split and len(line) > WIDTH else line


def _lists_mappings(value: YamlValue) -> bool:
    match value:
        case Mapping():
            return any(map(_lists_mappings, value.values()))
        case list() | tuple():
            return any(isinstance(item, Mapping) for item in value)
        case _:
            return False
