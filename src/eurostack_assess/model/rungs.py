"""An answer to a question: one rung of its ladder, several possible rungs, or a word that is not a rung.

Rungs count from 0. A partial answer is a set of neighbouring rungs (Manski, *Partial Identification of Probability
Distributions*, 2003): "at least 2, the next was not looked up" is all rungs from 2 upwards.
"""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.model.base import Entity
from eurostack_assess.model.vocabulary import OPEN_WORDS, OpenWord, State

DONT_KNOW: Literal["dont_know"] = "dont_know"
NOT_APPLICABLE: Literal["not_applicable"] = "not_applicable"
SKIPPED: Literal["skipped"] = "skipped"

MAX_OPTIONS = 10
"""Maximum number of rungs of a ladder: one per digit."""

Rung = Annotated[int, Field(ge=0)]
"""A rung of a ladder, counted from 0."""


class RungBounds(Entity):
    """A partial answer: the rungs still possible. Exactly one of the three keys is given."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    at_least: Rung | None = None
    """Lowest possible rung, counted from 0; all higher rungs are also possible."""
    at_most: Rung | None = None
    """Highest possible rung, counted from 0; all lower rungs are also possible."""
    between: tuple[Rung, Rung] | None = None
    """Lowest and highest possible rung, counted from 0; all rungs between them are also possible."""

    @model_validator(mode="after")
    def _check_keys(self) -> "RungBounds":
        if sum(bound is not None for bound in (self.at_least, self.at_most, self.between)) != 1:
            raise PydanticCustomError("one-bound", "give exactly one of: at_least, at_most, between")
        if self.between is not None and self.between[0] > self.between[1]:
            low, high = self.between
            raise PydanticCustomError("bounds-reversed", "write [{high}, {low}]", {"low": low, "high": high})
        return self

    @property
    def kind(self) -> Literal["at-least", "at-most", "between"]:
        """Which of the three ways it is written in, as texts name it."""
        if self.between is not None:
            return "between"
        return "at-most" if self.at_least is None else "at-least"

    @property
    def lowest(self) -> int:
        """The lowest rung that is possible."""
        return self.between[0] if self.between else (self.at_least or 0)

    def highest(self, top: int) -> int:
        """The highest rung that is possible on a ladder with this top rung."""
        highest = self.between[1] if self.between else self.at_most
        return top if highest is None else min(highest, top)

    @property
    def highest_named(self) -> int:
        """The highest rung that it names: a ladder must have it."""
        return self.between[1] if self.between else max(self.at_least or 0, self.at_most or 0)

    def simplify(self, top: int) -> "AnswerValue":
        """The same on a ladder with this top rung: a rung where one alone is possible, don't know where all are.

        Rungs that the ladder does not have are left out; skipped where none is left.
        """
        lowest, highest = self.lowest, self.highest(top)
        if lowest > highest:
            return SKIPPED
        if lowest == highest:
            return lowest
        return DONT_KNOW if (lowest, highest) == (0, top) else self


def _check_exact(value: object) -> object:
    if (type(value) is int and value >= 0) or value in OPEN_WORDS:
        return value
    raise PydanticCustomError("not-an-answer", "neither a rung nor one of: {words}", {"words": ", ".join(OPEN_WORDS)})


RungOrWord = Annotated[Annotated[int, Field(ge=0)] | OpenWord, BeforeValidator(_check_exact)]
"""Either the rung (counted from 0), or one of dont_know, skipped and not_applicable."""


BOUNDS_TAG, EXACT_TAG = "bounds", "exact"


def _get_tag(value: object) -> str:
    return BOUNDS_TAG if isinstance(value, dict | RungBounds) else EXACT_TAG


AnswerValue = Annotated[
    Annotated[RungOrWord, Tag(EXACT_TAG)] | Annotated[RungBounds, Tag(BOUNDS_TAG)], Discriminator(_get_tag)
]
"""Either the rung (counted from 0), the rungs still possible (as at_least, at_most or between), or one of dont_know,
skipped and not_applicable."""


def state_of(value: AnswerValue) -> State:
    """The answer state of what was answered."""
    if isinstance(value, RungBounds):
        return "partial"
    return "answered" if isinstance(value, int) else value


def fit_value(value: AnswerValue, top: int) -> AnswerValue:
    """The same on a ladder with this top rung, in the simplest way; skipped where no rung of it is left."""
    if isinstance(value, RungBounds):
        return value.simplify(top)
    return SKIPPED if isinstance(value, int) and value > top else value


_NOTATION = re.compile(r"(?:>=|≥) ?(?P<least>[0-9])|(?:<=|≤) ?(?P<most>[0-9])|(?P<low>[0-9]) ?\.\. ?(?P<high>[0-9])")
_KEYED_NOTATION = re.compile(r"(?P<least>[0-9])\+|(?P<most>[0-9])-")


def parse_bounds(text: str, *, keyed: bool = False) -> RungBounds | None:
    """A partial answer as it is written in a cell: `>=2`, `<=1` or `1..3`; None of any other text.

    With `keyed`, also as it is typed in the interview: `2+` or `2-`. Not in a cell: spreadsheets make a number of `2-`.
    """
    found = _NOTATION.fullmatch(text) or (_KEYED_NOTATION.fullmatch(text) if keyed else None)
    if found is None:
        return None
    bounds = {name: int(digit) for name, digit in found.groupdict().items() if digit is not None}
    if "least" in bounds:
        return RungBounds(at_least=bounds["least"])
    if "most" in bounds:
        return RungBounds(at_most=bounds["most"])
    return RungBounds(between=(bounds["low"], bounds["high"])) if bounds["low"] <= bounds["high"] else None


def format_bounds(bounds: RungBounds) -> str:
    """A partial answer as it is written in a cell."""
    if bounds.between is not None:
        return "{}..{}".format(*bounds.between)
    return f"<={bounds.at_most}" if bounds.at_least is None else f">={bounds.at_least}"
