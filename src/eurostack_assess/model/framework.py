"""What is asked: a framework is a folder of questionnaires, one file a layer, with a `framework.yaml`."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.model.base import (
    LANGUAGE,
    PLAIN_TEXT_SCHEMA,
    Confidence,
    Entity,
    Kind,
    Level,
    Line,
    LocalText,
    Score,
    Share,
    Slug,
    Weight,
    Worded,
)

Role = Literal["gating", "ranking", "informational"]
"""Gating counts in the score and in the level, ranking in the score only, informational in neither."""

REFERENCE = r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$"
Reference = Annotated[str, StringConstraints(pattern=REFERENCE, max_length=40)]
"""A number or short name as another instrument uses it, such as SOV-1.2."""

EDITION = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
LONGEST_EDITION = 40
EarlierEdition = Annotated[str, StringConstraints(pattern=EDITION, max_length=LONGEST_EDITION)]
"""An edition of which a record is kept: it is the file's name."""

Facet = Literal["control", "substitutability", "capability", "resilience"]
"""Who decides; can one switch; can one do it oneself; does it go on when something stops."""

Effort = Literal["S", "M", "L"]
"""S: weeks. M: months. L: more than a year."""


class Source(Entity):
    """Where something in the framework comes from."""

    about: Line | None = None
    """What rests on it, for instance `thresholds.strong`."""
    text: LocalText
    """Author, title, section; of a proposal: what is proposed."""
    url: Line | None = None
    """Address at which it was seen."""
    date: Line | None = None
    """Date of the source: a year, a month or a day."""
    confidence: Confidence | Literal["proposal"] | None = None
    """How sure it is; a proposal is the authors' own and no fact."""


def _listed(value: object) -> object:
    """One text is a list of one source."""
    return ({"text": value},) if isinstance(value, str) else value


def _or_one_text(schema: dict[str, Any]) -> None:
    """Editors are told of both ways of writing sources."""
    listed = {key: schema.pop(key) for key in ("items", "type")}
    schema["anyOf"] = [PLAIN_TEXT_SCHEMA, listed]


Sources = Annotated[tuple[Source, ...], BeforeValidator(_listed), Field(json_schema_extra=_or_one_text)]
"""Sources one by one, or one text that names them all."""


class Option(Worded):
    """One rung of a question's ladder: an observable state."""

    value: Share | None = None
    """What it counts in the score, 0 to 1. As many rungs as levels: the rung's number over the highest level."""
    level: Level | None = None
    """What it counts in the gate. As many rungs as levels: the rung's number."""


class Action(Worded):
    """What lifts one to a rung."""

    to: Annotated[int, Field(ge=1)]
    """The rung it leads to, counted from 0."""
    effort: Effort
    """S weeks, M months, L more than a year."""


class Contradicted(Entity):
    """What services on record would contradict an answer. Only those of high criticality count."""

    rung: Annotated[int, Field(ge=1)]
    """From this rung on, the answer says that there is no such service."""
    by: Literal["foreign", "foreign-chain", "hard-to-leave"]
    """A service under non-EU control; one that non-EU parties could stop; one with a complex exit or none."""
    layer: Slug | None = None
    """Services of this layer; left out: of the question's own."""
    categories: tuple[Slug, ...] = ()
    """Only services of these kinds; none named: of any."""


class Question(Entity):
    """One criterion, put to the assessor as a question with a ladder of options."""

    id: Slug
    """Stable key, never reused: profiles refer to it."""
    scope: Kind | None = None
    """For which profiles it is; left out: for both."""
    layer: Slug | None = None
    """In a lens only: the layer that the question draws on."""
    facet: Facet | None = None
    """What it is about: control, substitutability, capability or resilience."""
    weight: Weight = 1.0
    """Share within its layer, relative: weights need not add up to anything."""
    target: Annotated[int, Field(ge=0)] | None = None
    """The option aimed at, counted from 0; left out: the lowest that reaches the framework's target."""
    role: Role = "ranking"
    """Gating: in score and level. Ranking: in the score only. Informational: in neither."""
    floor: Level | None = None
    """Gating only. Certainly below this level, the layer's verdict is "attention" whatever its mean."""
    ask: LocalText
    """One askable sentence."""
    why: LocalText | None = None
    """Why it matters; read aloud in a session."""
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=6)]
    """The ladder, rung by rung, lowest first."""
    evidence: LocalText | None = None
    """What would prove an answer."""
    actions: tuple[Action, ...] = ()
    """What lifts one to a rung."""
    contradicted_by: tuple[Contradicted, ...] = ()
    """Services on record that an answer cannot stand beside."""
    maps: Mapping[Slug, Annotated[tuple[Line, ...], Field(min_length=1)]] = {}
    """Articles and objectives of other instruments that it touches, by instrument."""
    source: Sources = ()
    """What the criterion, its figures and its thresholds come from."""

    def applies_to(self, kind: Kind) -> bool:
        """Whether profiles of this kind are asked it."""
        return self.scope in (None, kind)

    def touches(self, instrument: str, objective: "Objective") -> bool:
        """Whether it names an instrument's objective, or one of its factors."""
        return any(one.id in self.maps.get(instrument, ()) for one in (objective, *objective.factors))


class Questionnaire(Entity):
    """One layer's questions; or those of an enabler file or a lens, which stand beside the stack."""

    layer: Slug | None = None
    """Id of the layer, or of the part beside the stack; the file's name."""
    lens: Slug | None = None
    """Id of the lens, instead of `layer`; the file's name."""
    name: LocalText
    """Its name for readers."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    """Its questions, in the order in which they are asked."""

    @property
    def id(self) -> str:
        """Id of the layer, of the part beside the stack, or of the lens."""
        return self.layer or self.lens or ""

    def asked_of(self, kind: Kind) -> list[Question]:
        """Its questions for this kind of profile."""
        return [question for question in self.questions if question.applies_to(kind)]

    @model_validator(mode="after")
    def _layer_or_lens(self) -> "Questionnaire":
        if (self.layer is None) == (self.lens is None):
            raise PydanticCustomError("layer-or-lens", "give either a layer or a lens")
        return self


class Factor(Worded):
    """One thing that an objective of another instrument looks at."""

    id: Reference
    """As the instrument numbers it; a question's `maps` names it."""
    not_asked: LocalText | None = None
    """Why no question tests it."""


class Objective(Factor):
    """One of the things that another instrument wants to reach."""

    factors: tuple[Factor, ...] = ()
    """What it looks at, where the instrument says so."""


class Instrument(Entity):
    """Another instrument, law or report whose objectives the questions touch; a question names them in `maps`."""

    instrument: Slug
    """Id of the instrument; the file's name."""
    name: LocalText
    """Its name for readers."""
    edition: LocalText
    """Which edition of it."""
    source: Sources = ()
    """Where it can be read."""
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1)]
    """Its objectives, in its own order."""

    @property
    def references(self) -> frozenset[str]:
        """All ids that `maps` may name."""
        return frozenset(one.id for objective in self.objectives for one in (objective, *objective.factors))


class View(Entity):
    """One edition of another instrument: the weights by which its objectives are read from the same answers."""

    instrument: Slug
    """Whose objectives; one of `instruments`."""
    name: LocalText
    """Which edition, for readers."""
    weights: Annotated[Mapping[Reference, Weight], Field(min_length=1)]
    """Of every objective of the instrument, relative."""
    levels: tuple[LocalText, ...] = ()
    """What it calls the levels, lowest first, as many as the framework has; left out: as the framework does."""
    source: Sources = ()
    """Where its weights can be read."""


Change = Literal["moved", "asked", "counted", "weighed", "explained"]
"""What became of a question between editions. Moved: to another layer or kind of profile. Asked: other words, or rungs.
Counted: other values, levels, role, target or floor. Weighed: another weight. Explained: only what goes with it."""


class QuestionRecord(Entity):
    """What is remembered of a question of an earlier edition."""

    part: Slug
    """The layer it stood in."""
    scope: Kind | None = None
    """For which profiles it was."""
    weight: Weight
    """Its weight in that layer."""
    asked: Annotated[Mapping[str, Line], Field(min_length=1)]
    """By language: what tells its wording from another."""
    counted: Line
    """What tells what its rungs counted from another way of counting."""


class EditionRecord(Entity):
    """What is remembered of an earlier edition: enough to know which of its questions have changed since."""

    edition: Line
    """The edition; the file's name."""
    questions: Annotated[Mapping[Slug, QuestionRecord], Field(min_length=1)]
    """By id."""


class Thresholds(Entity):
    """Where a verdict changes. Proposals of the framework's authors, with their grounds in `sources`."""

    strong: Score
    """A layer whose interval lies at or above this score is strong."""
    attention: Score
    """A layer whose interval lies at or below this score needs attention."""
    coverage: Share
    """Below this share of answered weight there is no verdict but "insufficient data"."""
    weights_agree: Share | None = None
    """A verdict must hold in this share of weightings to be called independent of the weights."""
    weightings_agree: Share = 0.95
    """Of two results, one must lie above the other in this share of weightings to be called higher."""
    weight_shift: Share = 0.05
    """And at least this share of all weight must have to move before it does not."""
    compared: Share = 0.5
    """And at least this share of the weight both must have answered."""
    foreign_concentration: Share = 0.4
    """Above this foreign concentration, a layer is called concentrated."""
    non_eu_majority: Share = 0.5
    """Above this non-EU share, a layer has a foreign majority."""
    not_applicable: Share | None = None
    """Above this share of weight "not applicable", the score with those at 0 is shown too."""


class FrameworkHeader(Entity):
    """The file `framework.yaml`: which layers, scales and thresholds there are."""

    id: Slug
    """Id of the framework; profiles name it."""
    edition: Line
    """Edition of the questionnaires, for instance "2026-11"."""
    name: LocalText
    """Name for readers."""
    languages: Annotated[tuple[Annotated[str, StringConstraints(pattern=LANGUAGE)], ...], Field(min_length=1)]
    """Every text of the framework exists in each of these."""
    layers: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """The stack, in order; each is the file ID.yaml beside this one."""
    weights: Mapping[Slug, Weight] = {}
    """Relative between layers; 1 for a layer that is not named."""
    beside: tuple[Slug, ...] = ()
    """Scored and shown beside the stack, never part of the overall score; each is a file ID.yaml."""
    lenses: tuple[Slug, ...] = ()
    """Questions for profiles that name the lens, beside the stack; each is a file lenses/ID.yaml."""
    instruments: tuple[Slug, ...] = ()
    """Other instruments whose objectives the questions name in `maps`; each is a file instruments/ID.yaml."""
    earlier: tuple[EarlierEdition, ...] = ()
    """Earlier editions of which a record is kept, each in the file editions/EDITION.yaml."""
    views: Mapping[Slug, View] = {}
    """Editions of those instruments by whose weights the same answers can be read."""
    levels: Annotated[tuple[LocalText, ...], Field(min_length=2)]
    """Names of levels 0, 1, 2 and so on, lowest first."""
    target: Level
    """The level aimed at where a question does not say otherwise."""
    thresholds: Thresholds
    """Where verdicts change."""
    meaning: Mapping[Kind, LocalText] = {}
    """What a score says of each kind of profile, told in every report: what is 0, and what 100?"""
    terms: LocalText | None = None
    """What words that recur in the questions mean in all of them."""
    sources: tuple[Source, ...] = ()
    """Where layers, levels, target and thresholds come from."""


class FrameworkAsWritten(Entity):
    """A framework as it stands in its files, with nothing filled in that they leave out."""

    header: FrameworkHeader
    parts: tuple[Questionnaire, ...]
    """The stack, what stands beside it, the lenses."""
    instruments: tuple[Instrument, ...]
    earlier: tuple[EditionRecord, ...]


class Framework(Entity):
    """A whole framework as read from its folder, every question complete."""

    header: FrameworkHeader
    hash: str
    """SHA-256 of its files' texts, but for records of earlier editions: the same hash asks and counts the same."""
    layers: tuple[Questionnaire, ...]
    beside: tuple[Questionnaire, ...]
    lenses: tuple[Questionnaire, ...]
    instruments: tuple[Instrument, ...] = ()
    earlier: Mapping[str, EditionRecord] = {}

    @property
    def top_level(self) -> int:
        """The highest level."""
        return len(self.header.levels) - 1

    @property
    def parts(self) -> tuple[Questionnaire, ...]:
        """All questionnaires: the stack, what stands beside it, the lenses."""
        return self.layers + self.beside + self.lenses

    @cached_property
    def part_of(self) -> Mapping[str, Questionnaire]:
        """Question id to the questionnaire it stands in."""
        return {question.id: part for part in self.parts for question in part.questions}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by id."""
        return {question.id: question for part in self.parts for question in part.questions}

    def parts_for(self, lenses: tuple[str, ...]) -> tuple[Questionnaire, ...]:
        """The questionnaires put to a profile that names these lenses."""
        return self.layers + self.beside + tuple(lens for lens in self.lenses if lens.id in lenses)

    def instrument(self, instrument_id: str) -> Instrument | None:
        """An instrument by id; None where the framework has none by that."""
        return next((one for one in self.instruments if one.instrument == instrument_id), None)

    def weight_of(self, layer: str) -> float:
        """A layer's weight in the stack, as entered."""
        return self.header.weights.get(layer, 1.0)
