"""Values as YAML that every reader of it takes for the same: on one line, or key by key."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

WIDTH = 110
"""Characters of a line in which a mapping or a list still stands on one line."""

BARE = re.compile(r"(?!(?:yes|no|on|off|true|false|null|y|n)$)[a-z]+(?:[_.-]?[a-z0-9]+)*", re.IGNORECASE)
"""Words that every reader of YAML takes for text."""

MOST_IN_FULL = 1e15
"""Whole numbers from here on are written with an exponent."""

Written = str | int | float | bool | date | Mapping[str, "Written"] | Sequence["Written"]


def flow(value: Written) -> str:
    """A value on one line; a text that something else could be made of is quoted."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value if BARE.fullmatch(value) else json.dumps(value, ensure_ascii=False)
        case Mapping():
            return f"{{{', '.join(f'{flow(key)}: {flow(one)}' for key, one in value.items())}}}"
        case Sequence():
            return f"[{', '.join(map(flow, value))}]"
        case float() if value.is_integer() and abs(value) < MOST_IN_FULL:
            return str(int(value))
        case float():
            mantissa, e, exponent = repr(value).partition("e")
            return f"{mantissa}{'.0' if e and '.' not in mantissa else ''}{e}{exponent}"  # YAML 1.1 wants the point
        case _:
            return str(value)


def block(value: Mapping[str, Written], indent: str = "") -> Iterator[str]:
    """The lines of a mapping: short values beside their keys, longer ones key by key or item by item below them."""
    for key, one in value.items():
        head = f"{indent}{flow(key)}:"
        match one:
            case Mapping() if one and not _fits(f"{head} {flow(one)}", one):
                yield head
                yield from block(one, f"{indent}  ")
            case list() | tuple() if one and not _fits(f"{head} {flow(one)}", one):
                yield head
                for item in one:
                    yield from _item(item, f"{indent}  ")
            case _:
                yield f"{head} {flow(one)}"


def _item(value: Written, indent: str) -> Iterator[str]:
    on_one_line = f"{indent}- {flow(value)}"
    if isinstance(value, Mapping) and value and not _fits(on_one_line, value):
        first, *others = block(value, f"{indent}  ")
        yield f"{indent}- {first.lstrip()}"
        yield from others
    else:
        yield on_one_line


def _fits(line: str, value: Written) -> bool:
    """Whether it may stand on one line: it is short, and has no mappings in lists."""
    return len(line) <= WIDTH and not _lists_mappings(value)


def _lists_mappings(value: Written) -> bool:
    match value:
        case Mapping():
            return any(map(_lists_mappings, value.values()))
        case list() | tuple():
            return any(isinstance(one, Mapping) for one in value)
        case _:
            return False
