"""Parses strict YAML into a tree of values with their places, from parser events.

Events are pulled lazily and without recursion, from libyaml where PyYAML has it. What surprises people is refused or
read as text: no aliases, anchors, tags, merge keys, directives or second documents; every key is text and occurs once;
only `true` and `false` are booleans, only JSON's numbers are numbers, so that the country `NO` stays Norway and `22:30`
a time.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from eurostack_assess.errors import InvalidInputError, Message, Place, Problem, message
from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.reading.guesses import GLUED_KEY
from eurostack_assess.reading.source import SourceText

MAX_DEPTH = 32
MAX_EVENTS = 300_000
MAX_DIGITS = 18

Scalar = str | int | float | bool | None
PlainValue = Scalar | dict[str, "PlainValue"] | tuple["PlainValue", ...]
"""What a tree of nodes is without its places; sequences are tuples, since loaded data never changes."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)\Z")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\Z")
_LITERALS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_MAY_BE_NO_TEXT = frozenset("tfn~-0123456789")
"""The first characters of everything that is written without quotes and is not a text."""


class SourceMark(NamedTuple):
    """Where a value or key starts, from 1, and how many characters of its first line it takes."""

    line: int
    column: int
    length: int


Span = tuple[int, int, int, int]
"""Where something starts and where it ends, each a line and a column as the parser counts them, from 0."""


@dataclass(slots=True)
class ValueNode:
    """One value of a file, with its place; a mapping also keeps the places of its keys."""

    value: "Scalar | dict[str, ValueNode] | list[ValueNode]"
    origin: SourceMark | Span
    """Its place. A mark is made of a span when somebody asks for it, which for most values nobody does."""
    keys: Mapping[str, SourceMark | Span] | None = None
    """The places of a mapping's keys."""

    @property
    def mark(self) -> SourceMark:
        """Its place."""
        return _to_mark(self.origin)

    def get_key_mark(self, key: str) -> SourceMark:
        """The place of a key; of one that is not there its own."""
        return _to_mark((self.keys or {}).get(key, self.origin))

    def items(self) -> "Iterator[tuple[str, ValueNode]]":
        """What a mapping holds by key; nothing of another value."""
        return iter(self.value.items() if isinstance(self.value, dict) else ())

    @property
    def plain(self) -> PlainValue:
        """The value without places."""
        value = self.value
        if isinstance(value, dict):
            return {
                key: node.plain if isinstance(node.value, dict | list) else node.value for key, node in value.items()
            }
        if isinstance(value, list):
            return tuple([node.plain for node in value])
        return value


def _to_mark(origin: SourceMark | Span) -> SourceMark:
    if isinstance(origin, SourceMark):
        return origin
    line, column, end_line, end_column = origin
    length = end_column - column if end_line == line else 1
    return SourceMark(line + 1, column + 1, length or 1)


def parse_yaml(source: SourceText, loader: Any = _LOADER) -> ValueNode:
    """The one document of a YAML file.

    Raises:
        InvalidInputError: not YAML, or YAML that the tool does not take; every repeated key is told, other problems
            end the reading at the first.
    """
    problems: list[Problem] = []
    try:
        root = _NodeBuilder(source, problems).build(yaml.parse(source.text, Loader=loader))
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the Python parser lets "\U99999999" through to chr()
        raise InvalidInputError([*problems, _build_syntax_problem(source, error)]) from None
    if problems:
        raise InvalidInputError(problems)
    return root


def parse_plain(source: SourceText, loader: Any = _LOADER) -> PlainValue:
    """What `parse_yaml` finds, without the places; for most files nobody ever asks for one.

    Raises:
        NotPlainError: there is something to refuse, or to look at more closely: `parse_yaml` says what.
    """
    if "\\" in source.text:
        raise NotPlainError
    builder = _PlainBuilder()
    try:
        for count, event in enumerate(yaml.parse(source.text, Loader=loader)):
            if count >= MAX_EVENTS:
                raise NotPlainError
            builder.add(event)
    except (yaml.YAMLError, ValueError, OverflowError):
        raise NotPlainError from None
    return builder.value


class NotPlainError(Exception):
    """A file that has to be read with its places."""


class _PlainBuilder:
    """Turns parser events into values, as long as there is nothing to refuse."""

    def __init__(self) -> None:
        self._documents: list[PlainValue] = []
        self._stack: list[tuple[dict[str, PlainValue] | list[PlainValue], str]] = []
        """Collections that have not ended, each with the key whose value comes next in the one around it."""
        self._mapping: dict[str, PlainValue] | None = None
        """The innermost collection, if it is a mapping."""
        self._sequence: list[PlainValue] = self._documents
        """The innermost collection, if it is none."""
        self._key = ""

    @property
    def value(self) -> PlainValue:
        if len(self._documents) != 1:
            raise NotPlainError
        return self._documents[0]

    def add(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._add_scalar(event)
        elif kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
            self._start(event)
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            self._end()
        elif kind is yaml.AliasEvent or (kind is yaml.DocumentStartEvent and (event.version or event.tags)):
            raise NotPlainError

    def _add_scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            raise NotPlainError
        text: str = event.value
        mapping = self._mapping
        if mapping is not None and not self._key:
            key = text if text.isascii() else unicodedata.normalize("NFC", text)
            if not key or key == "<<" or key in mapping:
                raise NotPlainError
            self._key = key
            return
        is_text = not event.implicit[0] or (text and text[0] not in _MAY_BE_NO_TEXT)
        self._put(text if is_text else _parse_bare(text))

    def _put(self, value: PlainValue) -> None:
        if self._mapping is None:
            self._sequence.append(value)
        else:
            self._mapping[self._key] = value
            self._key = ""

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        is_key = self._mapping is not None and not self._key
        if event.anchor is not None or event.tag is not None or is_key or len(self._stack) >= MAX_DEPTH:
            raise NotPlainError
        self._stack.append((self._sequence if self._mapping is None else self._mapping, self._key))
        self._key = ""
        if isinstance(event, yaml.MappingStartEvent):
            self._mapping = {}
        else:
            self._mapping, self._sequence = None, []

    def _end(self) -> None:
        value: PlainValue = tuple(self._sequence) if self._mapping is None else self._mapping
        around, self._key = self._stack.pop()
        if isinstance(around, dict):
            self._mapping = around
        else:
            self._mapping, self._sequence = None, around
        self._put(value)


def _parse_bare(text: str) -> Scalar:
    """The value of what is neither quoted nor a block of text.

    Raises:
        _BadNumberError: it is a number that cannot be taken.
    """
    if text in _LITERALS:
        return _LITERALS[text]
    if _INTEGER.match(text):
        if len(text.lstrip("-")) > MAX_DIGITS:
            raise _BadNumberError("problem.number-too-long", most=MAX_DIGITS)
        return int(text)
    if _NUMBER.match(text):
        number = float(text)
        if not math.isfinite(number):
            raise _BadNumberError("problem.number-not-finite")
        return number + 0.0  # no negative zero
    return text


class _BadNumberError(ValueError):
    """A number that cannot be taken: the key of the sentence that says so, and what it names."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def parse_number(text: str) -> int | float | None:
    """The number that a text stands for, as in YAML; None of what is none, too long or not finite."""
    if _INTEGER.match(text):
        return int(text) if len(text.lstrip("-")) <= MAX_DIGITS else None
    number = float(text) if _NUMBER.match(text) else math.inf
    return number + 0.0 if math.isfinite(number) else None  # no negative zero


@dataclass(slots=True)
class _OpenCollection:
    """A mapping or sequence whose end has not come yet."""

    collection: "list[ValueNode] | dict[str, ValueNode]"
    keys: dict[str, SourceMark | Span] | None
    """The places of a mapping's keys; None for a sequence."""
    key: str = ""
    """The key whose value comes next; none is ever empty."""
    repeated: bool = False


class _NodeBuilder:
    """Turns parser events into nodes; one method a kind of event."""

    def __init__(self, source: SourceText, problems: list[Problem]) -> None:
        self._source = source
        self._problems = problems
        self._stack: list[_OpenCollection] = []
        self._root: ValueNode | None = None
        self._documents = 0
        self._escapes = "\\" in source.text

    def build(self, events: Iterator[yaml.Event]) -> ValueNode:
        handlers: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._on_scalar,
            yaml.MappingStartEvent: self._on_start,
            yaml.SequenceStartEvent: self._on_start,
            yaml.MappingEndEvent: self._on_end,
            yaml.SequenceEndEvent: self._on_end,
            yaml.AliasEvent: self._on_alias,
            yaml.DocumentStartEvent: self._on_document,
        }
        for count, event in enumerate(events):
            if count >= MAX_EVENTS:
                raise self._refuse(event, "problem.too-many-values", most=MAX_EVENTS)
            if (handler := handlers.get(type(event))) is not None:  # nothing comes of the ends of documents
                handler(event)
        if self._root is None:
            raise self._source.refuse(1, 1, message("problem.empty"))
        return self._root

    def _on_end(self, _: yaml.Event) -> None:
        self._stack.pop()

    def _on_alias(self, event: yaml.Event) -> None:
        raise self._refuse(event, "problem.alias")

    def _refuse_tag_or_anchor(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> InvalidInputError:
        return self._refuse(event, "problem.tag" if event.anchor is None else "problem.anchor")

    def _on_document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            raise self._refuse(event, "problem.second-document")
        if event.version or event.tags:
            raise self._refuse(event, "problem.directive")

    def _on_start(self, event: yaml.CollectionStartEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            raise self._refuse_tag_or_anchor(event)
        if len(self._stack) >= MAX_DEPTH:
            raise self._refuse(event, "problem.too-deep", deepest=MAX_DEPTH)
        if self._stack and self._stack[-1].keys is not None and not self._stack[-1].key:
            raise self._refuse(event, "problem.key-not-text")
        mapping = isinstance(event, yaml.MappingStartEvent)
        collection: list[ValueNode] | dict[str, ValueNode] = {} if mapping else []
        keys: dict[str, SourceMark | Span] | None = {} if mapping else None
        self._add_node(ValueNode(collection, _get_span(event), keys))
        self._stack.append(_OpenCollection(collection, keys))

    def _on_scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            raise self._refuse_tag_or_anchor(event)
        if self._escapes:
            self._refuse_active_escapes(event)
        top = self._stack[-1] if self._stack else None
        if top is not None and top.keys is not None and not top.key:
            self._add_key(event, top, top.keys)
        else:
            self._add_node(ValueNode(self._parse_scalar(event), _get_span(event)))

    def _add_key(self, event: yaml.ScalarEvent, top: _OpenCollection, keys: dict[str, SourceMark | Span]) -> None:
        key: str = event.value if event.value.isascii() else unicodedata.normalize("NFC", event.value)
        if not key:
            raise self._refuse(event, "problem.empty-key")
        if key == "<<":
            raise self._refuse(event, "problem.merge-key")
        top.key, top.repeated = key, key in keys
        if top.repeated:
            what = message("problem.duplicate-key", key=key, line=_to_mark(keys[key]).line)
            self._problems.append(Problem(what, self._get_place(event)))
        else:
            keys[key] = _get_span(event)

    def _add_node(self, node: ValueNode) -> None:
        """Put a finished scalar, or a collection that starts, where it belongs."""
        if not self._stack:
            self._root = node
            return
        top = self._stack[-1]
        if isinstance(top.collection, list):
            top.collection.append(node)
            return
        if not top.repeated:
            top.collection[top.key] = node
        top.key = ""

    def _parse_scalar(self, event: yaml.ScalarEvent) -> Scalar:
        text: str = event.value
        if not event.implicit[0] or (text and text[0] not in _MAY_BE_NO_TEXT):
            return text
        try:
            return _parse_bare(text)
        except _BadNumberError as error:
            raise self._refuse(event, error.key, **error.values) from None

    def _refuse_active_escapes(self, event: yaml.ScalarEvent) -> None:
        r"""An escape such as `"\e"` brings in what the source check refuses as a plain character."""
        if found := ACTIVE_CHARACTER.search(event.value):
            raise self._refuse(event, "problem.active-character", code=f"U+{ord(found[0]):04X}")

    def _get_place(self, event: yaml.Event) -> Place:
        return self._source.place(*_to_mark(_get_span(event)))

    def _refuse(self, event: yaml.Event, key: str, **values: object) -> InvalidInputError:
        what = message(key, **values)
        return InvalidInputError([*self._problems, Problem(what, self._get_place(event), _HINTS.get(key))])


_HINTS = {
    "problem.alias": message("hint.alias"),
    "problem.anchor": message("hint.anchor"),
    "problem.tag": message("hint.tag"),
    "problem.merge-key": message("hint.merge-key"),
    "problem.number-too-long": message("hint.number-too-long"),
}


def _get_span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return start.line, start.column, end.line, end.column


_SYNTAX: dict[str, Message] = {
    "mapping values are not allowed": message("hint.syntax-colon"),
    "could not find expected ':'": message("hint.syntax-colon"),
    "unexpected end of stream": message("hint.syntax-quote"),
    "did not find expected key": message("hint.syntax-indent"),
    "expected <block end>": message("hint.syntax-indent"),
    "cannot start any token": message("hint.syntax-start"),
    "unknown escape character": message("hint.syntax-escape"),
    "escape character": message("hint.syntax-escape"),
}


def _build_syntax_problem(source: SourceText, error: Exception) -> Problem:
    """The parser's complaint in our words; what the C and the Python parser say differently is told alike."""
    complaint, context = (str(getattr(error, key, None) or "") for key in ("problem", "context"))
    is_unclosed = _is_unclosed(error, complaint, context)
    mark = getattr(error, "context_mark" if is_unclosed else "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    line = min(line, len(source.lines))
    column = min(column, len(source.lines[line - 1]) + 1)
    hint = next((hint for words, hint in _SYNTAX.items() if words in complaint), None)
    if found := _find_glued_key(source, line, complaint):
        line, column, hint = found
    elif is_unclosed:
        hint = message("hint.syntax-quote")
    elif _is_indented_too_far(source.lines, line):
        hint = message("hint.syntax-indent")
    elif "expected ',' or" in complaint:
        column, hint = _guess_in_braces(source.lines[line - 1], column)
    return Problem(message("problem.not-yaml"), source.place(line, column), hint)


def _is_unclosed(error: Exception, complaint: str, context: str) -> bool:
    """Whether a quote, or a bracket on an earlier line, is opened and never closed; it is shown where it opens."""
    if "quoted scalar" in context:
        return "unexpected end of stream" in complaint
    opened, stopped = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    return "flow" in context and opened is not None and stopped is not None and opened.line < stopped.line


def _is_indented_too_far(lines: Sequence[str], line: int) -> bool:
    """Whether a line is indented more than the one before it, which is a key with a value and opens nothing."""
    if line < 2:  # noqa: PLR2004 - the first line has none before it
        return False
    before, here = lines[line - 2], lines[line - 1]
    indents = [len(text) - len(text.lstrip()) for text in (before, here)]
    return indents[0] < indents[1] and re.match(r"\s*[\w-]+:\s+[^\s|>]", before) is not None


def _find_glued_key(source: SourceText, line: int, complaint: str) -> tuple[int, int, Message] | None:
    """Where a colon has no space behind it, in the line before the one at which the parser stopped, or in that one."""
    if not any(words in complaint for words in ("mapping values are not allowed", "could not find expected ':'")):
        return None
    written = [number for number in (line - 1, line) if number and source.lines[number - 1].strip()]
    for number in written:
        found = GLUED_KEY.match(source.lines[number - 1])
        if found is not None and ": " not in source.lines[number - 1]:
            hint = message("hint.syntax-space", key=found["key"], value=found["value"].split()[0])
            return number, found.start("value") + 1, hint
    return None


def _guess_in_braces(text: str, column: int) -> tuple[int, Message | None]:
    """Between braces: an apostrophe that ended a text in single quotes, or a colon in a text without quotes."""
    before = text[: column - 1].rstrip()
    if before.endswith("'"):
        return len(before), message("hint.syntax-apostrophe")
    is_colon = before.endswith(":") or text[column - 1 : column] == ":"
    return column, message("hint.syntax-colon") if is_colon else None
