"""Validates a tree of nodes as a model. Only pydantic validates; its errors are put in our words, with places."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from eurostack_assess.errors import MAX_PROBLEMS_FOUND, InvalidInputError, Message, Place, Problem, message
from eurostack_assess.model.base import LANGUAGE, PARTICIPANT, SLUG, TranslatableEntity
from eurostack_assess.model.catalogue import COUNTRY
from eurostack_assess.model.framework import REFERENCE
from eurostack_assess.model.question import EDITION
from eurostack_assess.model.rungs import BOUNDS_TAG, EXACT_TAG
from eurostack_assess.reading.guesses import (
    DECIMAL_COMMA,
    FLAGGED_NUMBER,
    guess_answer,
    guess_country,
    guess_decimal,
    guess_space,
)
from eurostack_assess.reading.nodes import NotPlainError, PlainValue, SourceMark, ValueNode, parse_plain, parse_yaml
from eurostack_assess.reading.source import SourceText

Model = TypeVar("Model", bound=BaseModel)
ValuePath = tuple[str | int, ...]


class SourceDocument:
    """A YAML file: what it holds, and the place of every value by its path.

    Most files are read for their values alone. Their nodes, which know the places, are made when one is asked for.
    """

    def __init__(self, source: SourceText, root: ValueNode | None = None) -> None:
        self.source = source
        self._root = root

    @property
    def root(self) -> ValueNode:
        """The nodes.

        Raises:
            InvalidInputError: as `parse_yaml`.
        """
        if self._root is None:
            self._root = parse_yaml(self.source)
        return self._root

    @cached_property
    def plain(self) -> PlainValue:
        """What the file holds, without the places.

        Raises:
            InvalidInputError: as `parse_yaml`.
        """
        if self._root is None:
            with suppress(NotPlainError):
                return parse_plain(self.source)
        return self.root.plain

    def place(self, *path: str | int) -> Place:
        """The place of the value at a path, or of the nearest value above it that the file really has."""
        return self.source.place(*self._find(path)[0].mark)

    def key_place(self, *path: str | int) -> Place:
        """The place of the key at the end of a path; of the value, where there is no such key."""
        node, rest = self._find(path[:-1])
        mark = node.mark if rest else node.get_key_mark(str(path[-1]))
        return self.source.place(*mark)

    def list_places(self, *path: str | int) -> Iterator[Place]:
        """The places of the value at a path and of everything in it, keys too."""
        node, _ = self._find(path)
        yield from (self.source.place(*mark) for mark in _list_marks(node))

    def problem(self, what: Message, *path: str | int, hint: Message | None = None) -> Problem:
        """A problem with the value at a path."""
        return Problem(what, self.place(*path), hint)

    def key_problem(self, what: Message, *path: str | int, hint: Message | None = None) -> Problem:
        """A problem with the key at the end of a path."""
        return Problem(what, self.key_place(*path), hint)

    def get_plain(self, *path: str | int) -> PlainValue:
        """The value at a path; None where the file has none there."""
        value = self.plain
        for step in path:
            if isinstance(value, dict):
                value = value.get(str(step))
            elif isinstance(value, list | tuple) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def _find(self, path: ValuePath) -> tuple[ValueNode, ValuePath]:
        """The node at a path and what of the path is left; steps that a model adds are not in the file."""
        node, remaining = self.root, list(path)
        while remaining:
            step = remaining[0]
            child = _get_child(node, step)
            if child is None and len(remaining) > 1 and step in _ADDED_BY_MODELS:
                del remaining[0]
                continue
            if child is None:
                break
            node = child
            del remaining[0]
        return node, tuple(remaining)


def _list_marks(node: ValueNode) -> Iterator[SourceMark]:
    """The line and column of a node, of the keys in it and of what they hold."""
    yield node.mark
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            yield node.get_key_mark(key)
            yield from _list_marks(child)
    elif isinstance(node.value, list):
        for child in node.value:
            yield from _list_marks(child)


def parse_document(source: SourceText) -> SourceDocument:
    """A file as a document that was read.

    Raises:
        InvalidInputError: as `parse_yaml`.
    """
    document = SourceDocument(source)
    _ = document.plain
    return document


_ADDED_BY_MODELS = ("text", "answer", BOUNDS_TAG, EXACT_TAG)


def _get_child(node: ValueNode, step: str | int) -> ValueNode | None:
    if isinstance(node.value, dict):
        return node.value.get(str(step))
    if isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


def validate_document(model: type[Model], document: SourceDocument) -> Model:
    """The document as a model.

    Raises:
        InvalidInputError: with every problem that the model sees, each at its place.
    """
    if not isinstance(document.plain, dict):
        raise InvalidInputError([document.problem(message("problem.not-a-mapping"))])
    try:
        return model.model_validate(document.plain)
    except ValidationError as error:
        found = (detail for detail in error.errors(include_url=False) if not _is_consequential(detail))
        details = islice(found, MAX_PROBLEMS_FOUND)
        raise InvalidInputError(_build_problem(model, document, detail) for detail in details) from None


def did_you_mean(word: str, known: Iterable[str]) -> Message | None:
    """The hint with the known word most like the one given, or None if none is like it."""
    close = get_close_matches(word[:80], list(known), n=1)
    return message("hint.did-you-mean", word=close[0]) if close else None


def _is_consequential(detail: ErrorDetails) -> bool:
    """Pydantic finds a list too short when items of it were refused; those are told already."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _build_problem(model: type[BaseModel], document: SourceDocument, detail: ErrorDetails) -> Problem:
    path, kind = detail["loc"], detail["type"]
    context: Mapping[str, Any] = detail.get("ctx", {})
    name = str(path[-1]) if path else ""
    match kind:
        case "extra_forbidden":
            known = _get_keys(model, path[:-1])
            unknown = message("problem.unknown-key", key=name)
            quoted = message("hint.quote-words") if " " in name else None
            meant = guess_decimal(document.get_plain(*path[:-1]), name) or guess_space(name)
            return document.key_problem(
                unknown, *path, hint=quoted or meant or did_you_mean(name, known) or _build_keys_hint(known)
            )
        case "missing":
            return document.problem(message("problem.missing-key", key=name), *path[:-1])
        case "string_pattern_mismatch" if path[-1:] == ("[key]",):
            return document.key_problem(_PATTERNS[context["pattern"]], *path[:-1])
        case "string_pattern_mismatch":
            hint = guess_country(detail["input"]) if context["pattern"] == COUNTRY else None
            return document.problem(_PATTERNS[context["pattern"]], *path, hint=hint)
        case "literal_error":
            words = [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
            hint = did_you_mean(str(detail["input"]), words)
            return document.problem(message("problem.not-one-of", words=", ".join(words)), *path, hint=hint)
        case _ if kind in SIMPLE_PROBLEMS:
            values = {bound: _format_bound(context[bound]) for bound in _BOUNDS if bound in context}
            what, hint = message(SIMPLE_PROBLEMS[kind], **values), _guess_simple(kind, detail["input"])
            if path[-1:] == ("[key]",):
                return document.key_problem(what, *path[:-1])
            return document.problem(what, *path, hint=hint)
        case _:
            hint = guess_answer(detail["input"]) if kind == "not-an-answer" else None
            if kind == "no-text" and _is_broken_sentence(detail["input"]):
                hint = message("hint.quote-words")
            return document.problem(message(f"problem.{kind}", **_stringify(context)), *path, hint=hint)


_BOUNDS = ("gt", "ge", "le", "min_length", "max_length")

SIMPLE_PROBLEMS = {
    "string_type": "problem.not-a-text",
    "int_type": "problem.not-a-whole-number",
    "float_type": "problem.not-a-number",
    "bool_type": "problem.not-true-or-false",
    "dict_type": "problem.not-a-mapping",
    "mapping_type": "problem.not-a-mapping",
    "model_type": "problem.not-a-mapping",
    "tuple_type": "problem.not-a-list",
    "greater_than": "problem.too-little",
    "greater_than_equal": "problem.too-small",
    "less_than_equal": "problem.too-large-number",
    "string_too_short": "problem.empty-text",
    "string_too_long": "problem.text-too-long",
    "too_short": "problem.too-few",
    "too_long": "problem.too-many",
}

_PATTERNS = {
    SLUG: message("problem.not-a-slug"),
    LANGUAGE: message("problem.not-a-language"),
    COUNTRY: message("problem.not-a-country"),
    REFERENCE: message("problem.not-a-reference"),
    EDITION: message("problem.not-an-edition"),
    PARTICIPANT: message("problem.not-a-participant"),
}


def _guess_simple(kind: str, value: object) -> Message | None:
    """A number where a text is wanted is most often a text without quotes; a comma in a number, a decimal point."""
    if SIMPLE_PROBLEMS[kind] == "problem.not-a-mapping":
        return guess_space(value)
    if kind in ("float_type", "int_type") and isinstance(value, str) and DECIMAL_COMMA.fullmatch(value):
        return message("hint.decimal-point", number=value.replace(",", "."))
    if kind in ("float_type", "int_type") and isinstance(value, str) and (flagged := FLAGGED_NUMBER.fullmatch(value)):
        return message("hint.flagged-number", number=flagged[1].replace(",", "."), flag=flagged[2])
    is_bare_word = isinstance(value, bool | int | float)
    return message("hint.quote") if kind == "string_type" and is_bare_word else None


def _is_broken_sentence(value: object) -> bool:
    """Whether a text was taken for a key with a value, because of a colon in it."""
    return isinstance(value, dict) and any(" " in str(key) for key in value)


def _format_bound(bound: object) -> str:
    """A bound of the model as a person writes it: 1, not 1.0."""
    return f"{bound:g}" if isinstance(bound, float) else str(bound)


def _stringify(context: Mapping[str, Any]) -> dict[str, object]:
    return {key: str(value) for key, value in context.items()}


def _build_keys_hint(known: list[str]) -> Message | None:
    return message("hint.known-keys", keys=", ".join(known)) if known else None


def _get_keys(model: type[BaseModel], path: ValuePath) -> list[str]:
    """The keys that the model at a path takes, in its own order."""
    found: type[BaseModel] | None = model
    if issubclass(model, RootModel) and path:
        found = _find_model(model.model_fields["root"].annotation)
    for step in path:
        if found is not None and step in found.model_fields:
            found = _find_model(found.model_fields[str(step)].annotation)
    if found is None:
        return []
    return [key for key in found.model_fields if not (issubclass(found, TranslatableEntity) and key == "text")]


def _find_model(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation is about: `Question` for `tuple[Question, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _find_model(part))), None)
