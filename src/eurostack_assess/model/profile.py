"""What was found: a profile is one file about one organisation or region."""

from collections.abc import Collection, Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, StringConstraints, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from eurostack_assess.model.base import Confidence, Date, Entity, Kind, Line, LocalText, Share, Slug
from eurostack_assess.model.catalogue import Catalogue, Country, Groups, Supplier, Supply

DONT_KNOW: Literal["dont_know"] = "dont_know"
NOT_APPLICABLE: Literal["not_applicable"] = "not_applicable"
SKIPPED: Literal["skipped"] = "skipped"

OpenWord = Literal["dont_know", "skipped", "not_applicable"]
OPEN_WORDS: tuple[OpenWord, ...] = (DONT_KNOW, SKIPPED, NOT_APPLICABLE)

State = Literal["answered", "dont_know", "not_applicable", "skipped", "unasked"]
"""The five answer states, never mixed."""

OPEN_STATES: tuple[State, ...] = ("dont_know", "skipped", "unasked")
"""In which a question might still turn out to have any answer."""

FindingVerdict = Literal["strong", "middle", "attention"]
"""What people in a session may conclude about a layer."""

Criticality = Literal["low", "medium", "high"]
Exit = Literal["easy", "medium", "complex", "none"]

LONGEST_NAME = 200
"""Characters in the name of an organisation or region."""


def _rung_or_word(value: object) -> object:
    if (type(value) is int and value >= 0) or value in OPEN_WORDS:
        return value
    raise PydanticCustomError("not-an-answer", "neither a rung nor one of: {words}", {"words": ", ".join(OPEN_WORDS)})


RungOrWord = Annotated[Annotated[int, Field(ge=0)] | OpenWord, BeforeValidator(_rung_or_word)]
"""The rung, counted from 0; or dont_know, skipped, not_applicable."""


class Answer(Entity):
    """An answer with what supports it. Written as a rung alone (`cloud-exit: 1`), a word alone, or in full."""

    answer: RungOrWord
    """The rung, counted from 0; or dont_know, skipped, not_applicable."""
    evidence: LocalText | None = None
    """What shows that it is so."""
    source: Line | None = None
    """Where that can be read."""
    date: Date | None = None
    """When it was so."""
    confidence: Confidence | None = None
    """How sure the evidence is; of several, the least sure."""
    reason: LocalText | None = None
    """With not_applicable: why the question does not apply."""

    @model_validator(mode="before")
    @classmethod
    def _in_full(cls, value: object) -> object:
        return {"answer": value} if isinstance(value, int | float | str) else value

    @model_validator(mode="after")
    def _reason_with_not_applicable(self) -> "Answer":
        if self.answer == NOT_APPLICABLE and self.reason is None:
            raise PydanticCustomError("reason-missing", "not applicable needs a reason")
        if self.answer != NOT_APPLICABLE and self.reason is not None:
            raise PydanticCustomError("reason-unasked", "a reason belongs to not applicable")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Editors are told of the short ways of writing an answer."""
        in_full = handler.resolve_ref_schema(handler(schema))
        short = [{"type": "integer", "minimum": 0}, {"enum": [DONT_KNOW, SKIPPED]}, {"type": "null"}]
        return {"title": in_full["title"], "description": in_full["description"], "anyOf": [*short, in_full]}

    @property
    def state(self) -> State:
        """Which of the answer states it is in."""
        return "answered" if isinstance(self.answer, int) else self.answer

    @property
    def rung(self) -> int | None:
        """The rung, counted from 0, of an answered question."""
        return self.answer if isinstance(self.answer, int) else None


class Statement(Entity):
    """A fact, an opportunity or a bottleneck, as its source says it."""

    text: LocalText
    """The statement."""
    source: Line | None = None
    """Where it can be read."""
    date: Date | None = None
    """Date of the source."""
    confidence: Confidence | None = None
    """How sure it is."""


Measured = Literal["region", "part", "wider", "country", "eu"]
"""Of what a figure is: the region itself, a part of it, a wider area around it, its country, or the whole EU."""


class Indicator(Entity):
    """A public figure, with the year and the area that it describes. Shown, never scored."""

    indicator: Slug
    """What is measured: figures with the same id in several profiles are of the same thing."""
    layer: Slug | None = None
    """The layer it belongs to; left out: beside the stack."""
    name: LocalText
    """What is measured, for readers."""
    value: Annotated[float, Field(ge=-1e15, le=1e15)]
    """The figure, in its unit."""
    unit: LocalText
    """Of what, for instance "% of households"."""
    year: Annotated[int, Field(ge=1900, le=2200)]
    """The year that the figure describes."""
    scope: Measured
    """region, part (a city in it), wider (a province around it), country (a national figure as a stand-in) or eu."""
    source: Line | None = None
    """Where it can be read."""
    confidence: Confidence | None = None
    """How sure it is."""
    note: LocalText | None = None
    """What one must know to read it rightly."""


class Finding(Entity):
    """A judgement recorded by people in a session, kept apart from what is computed."""

    verdict: FindingVerdict
    """What they concluded: strong, middle or attention."""
    source: Line | None = None
    """Where it was recorded."""
    text: LocalText | None = None
    """How they worded it."""


SELF = "self"
"""As a supplier: the organisation itself."""


class Dependency(Entity):
    """A service in use, its supplier, and the chain under it.

    What is left out is taken from the catalogue, where `supplier` is an id there; otherwise it is unknown.
    """

    service: LocalText
    """What is used."""
    id: Slug | None = None
    """By which other services name it in `needs`."""
    layer: Slug | None = None
    """The layer it belongs to."""
    category: Slug | None = None
    """What kind of thing it is, as in the catalogue."""
    supplier: Line | None = None
    """Who supplies it: an id of the catalogue, a name, or `self`; left out: unknown."""
    country: Country | None = None
    """The seller's country."""
    parent: Line | None = None
    """Who controls the supplier in the end: an owner's id in the catalogue, or a name."""
    parent_country: Country | None = None
    """From where that is controlled."""
    operator: Line | None = None
    """Who runs it day by day, where that is not the supplier."""
    operator_country: Country | None = None
    """From where the operator is controlled."""
    supply: Supply | None = None
    """continuous (stops when its supplier does) or once (goes on working without new deliveries and updates)."""
    runs_on: Groups | None = None
    """What the supplier's product runs on: services of this profile or ids of the catalogue; none: nothing further."""
    criticality: Criticality | None = None
    """How much depends on it: low, medium or high."""
    exit: Exit | None = None
    """How hard it is to leave: easy, medium, complex, or none (not substitutable)."""
    share: Share | None = None
    """Its part of the layer's use or spend, 0 to 1."""
    needs: Groups = ()
    """What else it needs: all groups, of each group any member; services of this profile or ids of the catalogue."""
    evidence: LocalText | None = None
    """What shows that it is so, such as a contract."""
    source: Line | None = None
    """Where that can be read."""

    def row(self, catalogue: Catalogue) -> Supplier | None:
        """The catalogue's row of what is supplied."""
        return catalogue.suppliers.get(self.supplier or "")

    def category_in(self, catalogue: Catalogue) -> str | None:
        """What kind of thing it is: as given here, else as the catalogue says."""
        row = self.row(catalogue)
        return self.category or (row.category if row else None)

    def layer_in(self, catalogue: Catalogue, layers: Collection[str]) -> str | None:
        """The layer it belongs to: as given here, else its category's, where there is such a layer."""
        layer = self.layer or catalogue.layer_of(self.category_in(catalogue))
        return layer if layer in layers else None


def _without_empty(answers: object) -> object:
    if not isinstance(answers, dict):
        return answers
    return {question: answer for question, answer in answers.items() if answer is not None}


class Profile(Entity):
    """Everything known about one organisation or region on one date."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NAME)]
    """Name of the organisation or region."""
    kind: Kind
    """organisation or region."""
    country: Country | None = None
    """ISO 3166-1 alpha-2 code."""
    date: Date | None = None
    """The date that the answers describe."""
    framework: Slug | None = None
    """Id of the framework that the answers belong to."""
    edition: Line | None = None
    """The edition of it under which they were given; left out: the one they are scored by."""
    lenses: tuple[Slug, ...] = ()
    """Lenses whose questions are put too."""
    example: bool = False
    """True for a made-up profile: every report says so."""
    basis: Literal["session"] | None = None
    """session: the answers are what people in a session said; left out: they were looked up or known."""
    facts: tuple[Statement, ...] = ()
    """Facts and opportunities."""
    bottlenecks: tuple[Statement, ...] = ()
    """What stands in the way."""
    indicators: tuple[Indicator, ...] = ()
    """Public figures, each with its year and area; shown, never scored."""
    findings: Mapping[Slug, Finding] = {}
    """What people in a session concluded, by layer; a layer may be absent."""
    answers: Annotated[Mapping[Slug, Answer], BeforeValidator(_without_empty)] = {}
    """Question id to answer; a question that is absent, or has nothing behind its colon, was not asked."""
    dependencies: tuple[Dependency, ...] = ()
    """Services in use."""
