"""The basis of all models: strict and frozen entities, ids, texts in one or more languages."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from itertools import count
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    RootModel,
    StringConstraints,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

SCHEMA_VERSION: Literal[2] = 2
"""Schema version of every result that is written as JSON; raised when a key is renamed or removed."""

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE = r"^[a-z]{2,3}$"
ANY_LANGUAGE = "und"  # ISO 639: undetermined. A text given without a language

PLAIN_TEXT_SCHEMA: JsonSchemaValue = {"type": "string", "minLength": 1}
BY_LANGUAGE_SCHEMA: JsonSchemaValue = {
    "type": "object",
    "patternProperties": {LANGUAGE: PLAIN_TEXT_SCHEMA},
    "additionalProperties": False,
    "minProperties": 1,
}


class Entity(BaseModel):
    """A strict and immutable model: it rejects unknown keys and converts no values."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, with other values where `update` has them; what was worked out from the old ones is left behind."""
        copy = super().model_copy(update=update, deep=deep)
        for name in copy.__dict__.keys() - type(self).__pydantic_fields__.keys():
            del copy.__dict__[name]
        return copy


class ResultEntity(Entity):
    """A computed result: not validated when it is made, only when it is read from a file.

    Raises:
        TypeError: a field that has no default is left out, or there is no such field.
    """

    def __init__(self, /, **values: Any) -> None:
        fields, given = type(self).__pydantic_fields__, set(values)
        content = {
            name: values.pop(name) if name in values else _get_default(field, name) for name, field in fields.items()
        }
        if values:
            raise TypeError(f"{type(self).__name__} has no {', '.join(values)}")
        object.__setattr__(self, "__dict__", content)
        object.__setattr__(self, "__pydantic_fields_set__", given)
        object.__setattr__(self, "__pydantic_extra__", None)
        object.__setattr__(self, "__pydantic_private__", None)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined] # reading from a file does not go through it


def _get_default(field: FieldInfo, name: str) -> object:
    if field.is_required():
        raise TypeError(f"{name} is missing")
    return field.get_default(call_default_factory=True)


PARTICIPANT = r"^[0-9a-f]{16,64}$"
"""Pattern of a workshop participant's pseudonym."""

MAX_SLUG_LENGTH = 40
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=MAX_SLUG_LENGTH)]
"""A readable id: `[a-z0-9]` and single hyphens, at most 40 characters, never reused."""

MAX_LINE_LENGTH = 2000
"""Maximum length of a text, in characters."""
Line = Annotated[str, StringConstraints(min_length=1, max_length=MAX_LINE_LENGTH)]
"""A text of 1 to 2,000 characters."""

Weight = Annotated[float, Field(ge=0)]
"""A weight relative to the weights of its siblings, 0 or more and finite; weights need not add up to a fixed total."""

Share = Annotated[float, Field(ge=0, le=1)]
"""A share of a whole, 0 to 1."""

Score = Annotated[float, Field(ge=0, le=100)]
"""A score, 0 (dependent) to 100 (sovereign)."""

Level = Annotated[int, Field(ge=0)]
"""Index of one of the framework's levels, counted from 0."""

Confidence = Literal["confirmed", "reported", "common_knowledge", "uncertain"]
"""Confidence in a fact. confirmed: seen at its origin, or in two reports that agree. reported: seen in one report by
others. common_knowledge: generally known, not checked against a source. uncertain: disputed, or not settled by the
sources found."""

CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)

UNSURE: tuple[Confidence, ...] = ("common_knowledge", "uncertain")
"""Confidence of facts that were not checked against a source, or that are not settled."""


def parse_iso_date(text: str) -> date | None:
    """The day that a text written YYYY-MM-DD means; None of any other text, also of another form of ISO 8601."""
    with suppress(ValueError):
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    return None


def _to_date(value: object) -> object:
    """A day as text as a date; YAML hands dates over as text."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and (day := parse_iso_date(value)):
        return day
    raise PydanticCustomError("not-a-date", "not a date: {value}", {"value": str(value)})


Date = Annotated[date, BeforeValidator(_to_date)]
"""A day, written YYYY-MM-DD."""


def slugify(words: str) -> str:
    """Letters and digits in lower case without accents, with hyphens between words; empty where there are none."""
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_SLUG_LENGTH].strip("-")


def make_unique_slug(words: str, existing_slugs: Iterable[str | None]) -> str:
    """An id made from words that none of those taken is."""
    return SlugMaker(existing_slugs).make(words)


class SlugMaker:
    """Maker of ids from words that gives out every id only once."""

    def __init__(self, taken: Iterable[str | None] = ()) -> None:
        self._taken = set(taken)
        self._next_number: dict[str, int] = {}

    def make(self, words: str) -> str:
        """An id that is not taken: from now on it is."""
        stem = slugify(words) or "service"
        for number in count(self._next_number.get(stem, 1)):
            slug = stem if number == 1 else f"{stem[: MAX_SLUG_LENGTH - 6].rstrip('-')}-{number}"
            if slug not in self._taken:
                break
        self._next_number[stem] = number + 1
        self._taken.add(slug)
        return slug


class LocalText(RootModel[Mapping[Annotated[str, StringConstraints(pattern=LANGUAGE)], Line]]):
    """A text in one or more languages: `{nl: ..., en: ...}`, or a plain text that is used in every language."""

    model_config = ConfigDict(strict=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _accept_plain_text(cls, value: object) -> object:
        if isinstance(value, str):
            return {ANY_LANGUAGE: value}
        if not isinstance(value, dict | cls):
            raise PydanticCustomError("not-a-text", "not a text")
        if value == {}:
            raise PydanticCustomError("no-text", "no text in any language")
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Editors are told of both ways of writing a text."""
        return {"title": "Text", "description": cls.__doc__, "anyOf": [PLAIN_TEXT_SCHEMA, BY_LANGUAGE_SCHEMA]}

    @property
    def languages(self) -> frozenset[str]:
        """The languages the text exists in; a plain text is in `ANY_LANGUAGE`."""
        return frozenset(self.root)

    def in_language(self, *preferred: str) -> str:
        """The text in the first of the preferred languages it exists in, else as it was given first."""
        for language in (*preferred, ANY_LANGUAGE):
            if language in self.root:
                return self.root[language]
        return next(iter(self.root.values()))

    def replace(self, place: str, text: "LocalText") -> "LocalText":
        """The same with another text in a place, language by language."""
        return LocalText(
            {language: own.replace(place, text.in_language(language)) for language, own in self.root.items()}
        )


class TranslatableEntity(Entity):
    """A text with further keys, written next to the languages of the text.

    Written `{nl: ..., en: ..., value: 0.5}`, or as a plain text where no other key is needed.
    """

    text: LocalText
    """The text."""

    @model_validator(mode="before")
    @classmethod
    def _collect_languages(cls, value: object) -> object:
        if isinstance(value, str):
            return {"text": value}
        if not isinstance(value, dict):
            return value
        field_names = cls.model_fields.keys()
        languages = {key: text for key, text in value.items() if key not in field_names and re.match(LANGUAGE, key)}
        if "text" in value:
            return value
        if not languages:
            raise PydanticCustomError("no-text", "no text in any language")
        return {key: item for key, item in value.items() if key not in languages} | {"text": languages}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Editors see the keys as they are written: a language is a key like the others."""
        object_schema = handler.resolve_ref_schema(handler(schema))
        object_schema["properties"].pop("text")
        object_schema["required"] = [key for key in object_schema["required"] if key != "text"]
        return {
            "title": object_schema["title"],
            "description": object_schema["description"],
            "anyOf": [
                *([] if object_schema["required"] else [PLAIN_TEXT_SCHEMA]),
                object_schema | BY_LANGUAGE_SCHEMA | {"additionalProperties": False},
            ],
        }
