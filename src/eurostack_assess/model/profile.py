"""The profile: everything known about one organisation or region on one date, in one file."""

from collections.abc import Collection, Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, PositiveInt, StringConstraints, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from eurostack_assess.model.base import Confidence, Date, Entity, Line, LocalText, Share, Slug
from eurostack_assess.model.catalogue import Catalogue, Country, RequirementGroups, Supplier, Supply
from eurostack_assess.model.question import Extent
from eurostack_assess.model.rungs import DONT_KNOW, NOT_APPLICABLE, SKIPPED, AnswerValue, RungBounds, state_of
from eurostack_assess.model.vocabulary import FindingVerdict, Kind, Size, State

Criticality = Literal["low", "medium", "high"]
Exit = Literal["easy", "medium", "complex", "none"]

AreaScope = Literal["region", "part", "wider", "country", "eu"]
"""Area that a figure or an answer describes: the region itself, a part of it, a wider area around it, its country, or
the whole EU."""

MAX_NAME_LENGTH = 200
"""Maximum length of the name of an organisation or region, in characters."""


class Answer(Entity):
    """An answer with its evidence.

    Written as a rung alone (`cloud-exit: 1`), as the rungs still possible (`cloud-exit: {at_least: 1}`), as a word
    alone, or in full.
    """

    answer: AnswerValue
    """Either the rung (counted from 0), the rungs still possible (as at_least, at_most or between), or one of
    dont_know, skipped and not_applicable."""
    evidence: LocalText | None = None
    """Evidence that supports the answer."""
    source: Line | None = None
    """Where the evidence can be read."""
    date: Date | None = None
    """Date on which the answer was true."""
    confidence: Confidence | None = None
    """Confidence of the evidence; if there are several pieces of evidence, the lowest."""
    reason: LocalText | None = None
    """Reason why the question does not apply; only with not_applicable."""
    scope: AreaScope | None = None
    """Area that the evidence describes, if it is not the region itself: part, wider, country or eu."""
    searched: LocalText | None = None
    """Evidence that was searched for and not found, for an answer that is not exact."""

    @model_validator(mode="before")
    @classmethod
    def _accept_short_form(cls, value: object) -> object:
        is_bounds = isinstance(value, dict) and value and value.keys() <= RungBounds.model_fields.keys()
        return {"answer": value} if is_bounds or isinstance(value, int | float | str) else value

    @model_validator(mode="after")
    def _check_reason(self) -> "Answer":
        if self.answer == NOT_APPLICABLE and self.reason is None:
            raise PydanticCustomError("reason-missing", "not applicable needs a reason")
        if self.answer != NOT_APPLICABLE and self.reason is not None:
            raise PydanticCustomError("reason-unasked", "a reason belongs to not applicable")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Editors are told of the short ways of writing an answer."""
        in_full = handler.resolve_ref_schema(handler(schema))
        bounds = [kind for kind in in_full["properties"]["answer"]["oneOf"] if "$ref" in kind]
        short = [{"type": "integer", "minimum": 0}, *bounds, {"enum": [DONT_KNOW, SKIPPED]}, {"type": "null"}]
        return {"title": in_full["title"], "description": in_full["description"], "anyOf": [*short, in_full]}

    @property
    def state(self) -> State:
        """Which of the answer states it is in."""
        return state_of(self.answer)

    @property
    def rung(self) -> int | None:
        """The rung, counted from 0, of an answered question."""
        return self.answer if isinstance(self.answer, int) else None


class Area(Entity):
    """A statistical area that belongs to a region."""

    code: Line
    """Code of the area in its list, such as NL329."""
    name: Line
    """Name of the area."""
    list: Line | None = None
    """List that contains the code, such as NUTS 2024."""


class Inhabitants(Entity):
    """Population of a region, with its year and source."""

    value: PositiveInt
    """Population: number of inhabitants."""
    year: Annotated[int, Field(ge=1900, le=2200)]
    """Year that the number describes."""
    source: Line | None = None
    """Where the number can be read."""


class Statement(Entity):
    """A fact, an opportunity or a bottleneck, as stated in its source."""

    text: LocalText
    """The statement."""
    source: Line | None = None
    """Where the statement can be read."""
    date: Date | None = None
    """Date of the source."""
    confidence: Confidence | None = None
    """Confidence of the statement."""


class Indicator(Entity):
    """A public figure, with the year and the area that it describes. Shown, never scored."""

    indicator: Slug
    """Id of the figure; figures with the same id in several profiles measure the same thing."""
    layer: Slug | None = None
    """Layer that the figure belongs to; left out: no layer."""
    name: LocalText
    """Name of the figure, as readers see it."""
    value: Annotated[float, Field(ge=-1e15, le=1e15)]
    """The figure, in its unit."""
    unit: LocalText
    """Unit of the figure, for instance "% of households"."""
    year: Annotated[int, Field(ge=1900, le=2200)]
    """The year that the figure describes."""
    scope: AreaScope
    """Area of the figure: region, part (a city in it), wider (a province around it), country (a national figure as a
    stand-in) or eu."""
    source: Line | None = None
    """Where the figure can be read."""
    confidence: Confidence | None = None
    """Confidence of the figure."""
    note: LocalText | None = None
    """Information that readers need to interpret the figure correctly."""


class Finding(Entity):
    """A judgement of a layer by people in a workshop, kept apart from the computed verdict."""

    verdict: FindingVerdict
    """Conclusion of the people in the workshop: strong, middle or attention."""
    source: Line | None = None
    """Where the finding was recorded."""
    text: LocalText | None = None
    """The finding in the words of the people in the workshop."""


SELF = "self"
"""Value of `supplier` for the organisation itself."""


class Dependency(Entity):
    """A service in use, its supplier, and the chain under it.

    If `supplier` is an id of the catalogue, keys that are left out are taken from the catalogue; otherwise they are
    unknown.
    """

    service: LocalText
    """The service in use."""
    id: Slug | None = None
    """Id by which other services name this one in `needs`."""
    layer: Slug | None = None
    """Layer that the service belongs to; left out: the layer of its category."""
    category: Slug | None = None
    """Category of the product, as in the catalogue."""
    supplier: Line | None = None
    """Supplier of the service: an id of the catalogue, a name, or `self`; left out: unknown."""
    country: Country | None = None
    """Country of the seller."""
    parent: Line | None = None
    """Ultimate owner of the supplier: an owner's id in the catalogue, or a name."""
    parent_country: Country | None = None
    """Country from which the ultimate owner is controlled."""
    operator: Line | None = None
    """Organisation that runs the service day to day, if that is not the supplier."""
    operator_country: Country | None = None
    """Country from which the operator is controlled."""
    supply: Supply | None = None
    """continuous (the service stops when its supplier does) or once (it keeps working without new deliveries and
    updates)."""
    runs_on: RequirementGroups | None = None
    """Needs of the supplier's product, as groups: every group is needed, and any member of a group is enough. Members
    are services of this profile or ids of the catalogue; an empty list: no further needs."""
    criticality: Criticality | None = None
    """How much depends on the service: low, medium or high."""
    exit: Exit | None = None
    """How hard it is to leave the service: easy, medium, complex, or none (not substitutable)."""
    share: Share | None = None
    """The service's share of its layer's use or spend, 0 to 1."""
    needs: RequirementGroups = ()
    """Further needs of the service, as groups: every group is needed, and any member of a group is enough. Members are
    services of this profile or ids of the catalogue."""
    evidence: LocalText | None = None
    """Evidence for the facts about this service, such as a contract."""
    source: Line | None = None
    """Where the evidence can be read."""

    def find_catalogue_row(self, catalogue: Catalogue) -> Supplier | None:
        """The catalogue's row of what is supplied."""
        return catalogue.suppliers.get(self.supplier or "")

    def resolve_category(self, catalogue: Catalogue) -> str | None:
        """What kind of thing it is: as given here, else as the catalogue says."""
        row = self.find_catalogue_row(catalogue)
        return self.category or (row.category if row else None)

    def resolve_layer(self, catalogue: Catalogue, layers: Collection[str]) -> str | None:
        """The layer it belongs to: as given here, else its category's, where there is such a layer."""
        layer = self.layer or catalogue.layer_of(self.resolve_category(catalogue))
        return layer if layer in layers else None


def _drop_empty_answers(answers: object) -> object:
    if not isinstance(answers, dict):
        return answers
    return {question: answer for question, answer in answers.items() if answer is not None}


class Profile(Entity):
    """Everything known about one organisation or region on one date."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=MAX_NAME_LENGTH)]
    """Name of the organisation or region."""
    kind: Kind
    """Kind of profile: organisation or region."""
    country: Country | None = None
    """Country, as an ISO 3166-1 alpha-2 code."""
    areas: tuple[Area, ...] = ()
    """Statistical areas that a region consists of."""
    population: Inhabitants | None = None
    """Population of a region; numbers in ladders that grow with the population are computed from it."""
    size: Size | None = None
    """Size of an organisation by the number of people who work there: micro (fewer than 10), small (fewer than 50),
    medium (fewer than 250) or large."""
    date: Date | None = None
    """Date that the answers describe."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] | None = None
    """Language of reports on this profile if no other language is requested: nl or en."""
    framework: Slug | None = None
    """Id of the framework that the answers belong to."""
    edition: Line | None = None
    """Edition of the framework under which the answers were given; left out: the edition they are scored by."""
    lenses: tuple[Slug, ...] = ()
    """Lenses whose questions are also asked."""
    example: bool = False
    """Whether the profile is made up; every report then says so."""
    basis: Literal["session"] | None = None
    """session: the answers were given by people in a workshop; left out: they were looked up or known."""
    facts: tuple[Statement, ...] = ()
    """Facts and opportunities."""
    bottlenecks: tuple[Statement, ...] = ()
    """Bottlenecks: obstacles to more sovereignty."""
    indicators: tuple[Indicator, ...] = ()
    """Public figures, each with its year and area; shown, never scored."""
    findings: Mapping[Slug, Finding] = {}
    """Workshop findings, by layer id; a layer may be absent."""
    answers: Annotated[Mapping[Slug, Answer], BeforeValidator(_drop_empty_answers)] = {}
    """Answers by question id; a question that is absent, or has no value after its colon, was not asked."""
    dependencies: tuple[Dependency, ...] = ()
    """Services in use."""

    @property
    def inhabitants(self) -> int | None:
        """Inhabitants of the region; None where that is unknown, or it is no region."""
        return self.population.value if self.population else None

    @property
    def extent(self) -> Extent:
        """How large the region or the organisation is."""
        return Extent(self.inhabitants, self.size)
