"""What is asked: a framework is a folder of questionnaires, one file a layer, with a `framework.yaml`."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PositiveInt, PrivateAttr, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.model.base import (
    LANGUAGE,
    PLAIN_TEXT_SCHEMA,
    Confidence,
    Entity,
    Level,
    Line,
    LocalText,
    Score,
    Share,
    Slug,
    TranslatableEntity,
    Weight,
)
from eurostack_assess.model.rungs import MAX_OPTIONS
from eurostack_assess.model.vocabulary import Kind

Role = Literal["gating", "ranking", "informational"]
"""Gating counts in the score and in the level, ranking in the score only, informational in neither."""

COUNT_PLACE = "{count}"
"""In the text of a rung: the number that it asks of a population."""

REFERENCE = r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$"
Reference = Annotated[str, StringConstraints(pattern=REFERENCE, max_length=40)]
"""A number or short name as another instrument uses it, such as SOV-1.2."""

EDITION = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
MAX_EDITION_LENGTH = 40
EarlierEdition = Annotated[str, StringConstraints(pattern=EDITION, max_length=MAX_EDITION_LENGTH)]
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
    """Address of the source."""
    date: Line | None = None
    """Date of the source: a year, a month or a day."""
    confidence: Confidence | Literal["proposal"] | None = None
    """How sure the source is; a proposal is the authors' own and no fact."""


def _to_source_list(value: object) -> object:
    """One text is a list of one source."""
    return ({"text": value},) if isinstance(value, str) else value


def _allow_plain_text(schema: dict[str, Any]) -> None:
    """Editors are told of both ways of writing sources."""
    listed = {key: schema.pop(key) for key in ("items", "type")}
    schema["anyOf"] = [PLAIN_TEXT_SCHEMA, listed]


Sources = Annotated[tuple[Source, ...], BeforeValidator(_to_source_list), Field(json_schema_extra=_allow_plain_text)]
"""Sources one by one, or one text that names them all."""


class Option(TranslatableEntity):
    """One rung of a question's ladder: an observable state."""

    value: Share | None = None
    """Value of the rung in the score, 0 to 1. Left out, with as many rungs as levels: the rung's number over the
    highest level."""
    level: Level | None = None
    """Level of the rung. Left out, with as many rungs as levels: the rung's number."""

    _as_written: LocalText | None = PrivateAttr(default=None)

    @property
    def as_written(self) -> LocalText:
        """The text as its file has it, with `{count}` where a number for the population belongs."""
        return self._as_written or self.text

    def with_count(self, count: int) -> "Option":
        """The same rung with a number in its text."""
        texts = {language: text.replace(COUNT_PLACE, str(count)) for language, text in self.as_written.root.items()}
        filled = self.model_copy(update={"text": LocalText(texts)})
        filled._as_written = self.as_written
        return filled


class RungCount(Entity):
    """A number that a rung asks for."""

    n: PositiveInt
    """The number for as many inhabitants as the rule names."""
    least: PositiveInt = 1
    """The number below which it never falls, however few the inhabitants."""


class CountRule(Entity):
    """Numbers in a ladder that grow with the population: `{count}` in the text of a rung stands for them."""

    per: PositiveInt
    """The population for which the numbers are written."""
    rungs: tuple[RungCount | None, ...]
    """By rung, lowest first, the number that it asks for; null for a rung that asks for none."""

    def require(self, rung: int, population: int | None) -> int | None:
        """What a rung asks of a population: a whole number, rounded up; as written where the population is unknown."""
        count = self.rungs[rung]
        if count is None:
            return None
        if population is None:
            return count.n
        return max(count.least, -(-count.n * population // self.per))


class Action(TranslatableEntity):
    """An action that lifts an answer to a rung."""

    to: Annotated[int, Field(ge=1)]
    """The rung that the action leads to, counted from 0."""
    effort: Effort
    """S weeks, M months, L more than a year."""


class ContradictionRule(Entity):
    """A rule by which services on record contradict an answer. Only services of high criticality count."""

    rung: Annotated[int, Field(ge=1)]
    """Lowest rung, counted from 0, whose answer says that there is no such service."""
    by: Literal["foreign", "foreign-chain", "hard-to-leave"]
    """Which service contradicts: foreign (under non-EU control), foreign-chain (non-EU parties could stop it) or hard-
    to-leave (complex exit or none)."""
    layer: Slug | None = None
    """Layer of the services that contradict; left out: the question's own layer."""
    categories: tuple[Slug, ...] = ()
    """Categories of the services that contradict; empty: any."""


class Question(Entity):
    """One criterion, put to the assessor as a question with a ladder of options."""

    id: Slug
    """Stable key, never reused: profiles refer to it."""
    scope: Kind | None = None
    """Kind of profile that is asked the question; left out: both kinds."""
    layer: Slug | None = None
    """Only in a lens: the layer that the question draws on."""
    facet: Facet | None = None
    """Facet of the question: control, substitutability, capability or resilience."""
    weight: Weight = 1.0
    """Weight of the question within its layer, relative: weights need not add up to anything."""
    target: Annotated[int, Field(ge=0)] | None = None
    """The option aimed at, counted from 0; left out: the lowest that reaches the framework's target."""
    role: Role = "ranking"
    """Role of the question. Gating: in score and level. Ranking: in the score only. Informational: in neither."""
    floor: Level | None = None
    """Gating questions only: an answer certainly below this level gives the layer the verdict "attention" whatever its
    mean."""
    ask: LocalText
    """The question itself, as one sentence that can be read aloud."""
    why: LocalText | None = None
    """Why the question matters; read aloud in a session."""
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=MAX_OPTIONS)]
    """The ladder, rung by rung, lowest first."""
    context: Literal["country"] | None = None
    """country: the answer is the same for every region of a country; two regions of one are not compared by it."""
    count: CountRule | None = None
    """Numbers in the ladder that grow with the population of a region."""
    absolute: LocalText | None = None
    """Why the numbers in the ladder are the same for a region of any size; left out: they have nothing to do with
    size, or `count` says how they grow."""
    asked_from: PositiveInt | None = None
    """Population from which a region is asked the question; for a smaller one it does not apply. Left out: any."""
    evidence: LocalText | None = None
    """What would prove an answer to the question."""
    actions: tuple[Action, ...] = ()
    """Actions that lift an answer to a rung."""
    contradicted_by: tuple[ContradictionRule, ...] = ()
    """Rules by which services on record contradict an answer."""
    maps: Mapping[Slug, Annotated[tuple[Line, ...], Field(min_length=1)]] = {}
    """Articles and objectives of other instruments that the question touches, by instrument."""
    source: Sources = ()
    """What the criterion, its figures and its thresholds come from."""

    def applies_to(self, kind: Kind) -> bool:
        """Whether profiles of this kind are asked it."""
        return self.scope in (None, kind)

    def passes_over(self, population: int | None) -> bool:
        """Whether a region of this population is too small to be asked it; unknown: it is not."""
        return self.asked_from is not None and population is not None and population < self.asked_from

    def fit_to(self, population: int | None) -> "Question":
        """The question with the numbers of its ladder as they are for a population; unknown: as they are written."""
        if self.count is None:
            return self
        counts = [self.count.require(rung, population) for rung in range(len(self.options))]
        options = tuple(
            option if count is None else option.with_count(count)
            for option, count in zip(self.options, counts, strict=True)
        )
        return self.model_copy(update={"options": options})

    def touches(self, instrument: str, objective: "Objective") -> bool:
        """Whether it names an instrument's objective, or one of its factors."""
        return any(factor.id in self.maps.get(instrument, ()) for factor in (objective, *objective.factors))


class Questionnaire(Entity):
    """One layer's questions; or those of an enabler file or a lens, which stand outside the stack."""

    layer: Slug | None = None
    """Id of the layer, or of the part outside the stack; the file's name."""
    lens: Slug | None = None
    """Id of the lens, instead of `layer`; the file's name."""
    name: LocalText
    """Name of the layer or lens for readers."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    """Questions of the layer or lens, in the order in which they are asked."""

    @property
    def id(self) -> str:
        """Id of the layer, of the part outside the stack, or of the lens."""
        return self.layer or self.lens or ""

    def questions_for(self, kind: Kind) -> list[Question]:
        """Its questions for this kind of profile."""
        return [question for question in self.questions if question.applies_to(kind)]

    def only_for(self, kind: Kind | None) -> "Questionnaire":
        """The questionnaire with its questions for this kind of profile alone; None: with all."""
        questions = tuple(question for question in self.questions if kind is None or question.applies_to(kind))
        return self.model_copy(update={"questions": questions})

    @model_validator(mode="after")
    def _check_layer_or_lens(self) -> "Questionnaire":
        if (self.layer is None) == (self.lens is None):
            raise PydanticCustomError("layer-or-lens", "give either a layer or a lens")
        return self


class Factor(TranslatableEntity):
    """One thing that an objective of another instrument looks at."""

    id: Reference
    """Number or short name of the factor in its instrument; a question's `maps` names it."""
    not_asked: LocalText | None = None
    """Why no question tests this factor."""


class Objective(Factor):
    """One of the things that another instrument wants to reach."""

    factors: tuple[Factor, ...] = ()
    """Factors that the objective looks at, where the instrument lists them."""


class Instrument(Entity):
    """Another instrument, law or report whose objectives the questions touch; a question names them in `maps`."""

    instrument: Slug
    """Id of the instrument; the file's name."""
    name: LocalText
    """Name of the instrument for readers."""
    edition: LocalText
    """Edition of the instrument."""
    source: Sources = ()
    """Where the instrument can be read."""
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1)]
    """Objectives of the instrument, in its own order."""

    @property
    def references(self) -> frozenset[str]:
        """All ids that `maps` may name."""
        return frozenset(factor.id for objective in self.objectives for factor in (objective, *objective.factors))


class View(Entity):
    """One edition of another instrument: the weights by which its objectives are read from the same answers."""

    instrument: Slug
    """Id of the instrument whose objectives are weighted; one of `instruments`."""
    name: LocalText
    """Name of the instrument's edition, for readers."""
    weights: Annotated[Mapping[Reference, Weight], Field(min_length=1)]
    """Weight of every objective of the instrument, relative."""
    levels: tuple[LocalText, ...] = ()
    """Names that the instrument gives to the levels, lowest first, as many as the framework has; left out: the
    framework's names."""
    source: Sources = ()
    """Where the edition's weights can be read."""


Change = Literal["moved", "asked", "counted", "weighed", "explained"]
"""What became of a question between editions. Moved: to another layer or kind of profile. Asked: other words, or rungs.
Counted: other values, levels, role, target or floor. Weighed: another weight. Explained: only what goes with it."""


class QuestionRecord(Entity):
    """What is remembered of a question of an earlier edition."""

    part: Slug
    """The layer that the question belonged to."""
    scope: Kind | None = None
    """Kind of profile that was asked the question; left out: both kinds."""
    weight: Weight
    """Weight of the question in its layer."""
    wording_hashes: Annotated[Mapping[str, Line], Field(min_length=1)]
    """Hash of the wording of the question and its rungs, by language."""
    scoring_hash: Line
    """Hash of how the question counted: role, target, floor, and values and levels of its rungs."""


class EditionRecord(Entity):
    """What is remembered of an earlier edition: enough to know which of its questions have changed since."""

    edition: Line
    """The edition; the file's name."""
    questions: Annotated[Mapping[Slug, QuestionRecord], Field(min_length=1)]
    """Records of the edition's questions, by question id."""


class Thresholds(Entity):
    """Where a verdict changes. Proposals of the framework's authors, with their grounds in `sources`."""

    strong: Score
    """A layer whose range lies at or above this score is strong."""
    attention: Score
    """A layer whose range lies at or below this score needs attention."""
    likely: Share = 0.66
    """Probability from which a verdict that is not certain is called likely."""
    very_likely: Share = 0.9
    """Probability from which a verdict that is not certain is called very likely."""
    likelihood_coverage: Share = 0.5
    """Coverage below which too little is known to call a verdict, or one of two results, likely."""
    open_together: Share = 0.3
    """Weight of the case that all open answers turn out alike, low or high together, in every probability."""
    weights_agree: Share = 0.9
    """Share of weightings below which a certain verdict is called a close call."""
    weightings_agree: Share = 0.95
    """Share of weightings in which one of two results must be higher to be called higher."""
    weight_shift: Share = 0.05
    """Share of all weight that must have to move before the order disappears, for one of two results to be called
    higher."""
    foreign_concentration: Share = 0.4
    """A layer with a foreign concentration above this is called concentrated."""
    non_eu_majority: Share = 0.5
    """A layer with a non-EU share above this is said to have a foreign majority."""
    not_applicable: Share | None = None
    """Where a larger share of the weight is "not applicable", the score that counts those questions as 0 is shown
    too."""
    coverage: Share | None = Field(None, exclude=True)
    """No longer used; it is read and ignored, so that older frameworks stay valid."""
    compared: Share | None = Field(None, exclude=True)
    """No longer used; it is read and ignored, so that older frameworks stay valid."""


class FrameworkHeader(Entity):
    """The file `framework.yaml`: which layers, scales and thresholds there are."""

    id: Slug
    """Id of the framework; profiles name it."""
    edition: Line
    """Edition of the questionnaires, for instance "2026-11"."""
    name: LocalText
    """Name for readers."""
    languages: Annotated[tuple[Annotated[str, StringConstraints(pattern=LANGUAGE)], ...], Field(min_length=1)]
    """Languages of the framework; every text exists in each of them."""
    layers: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """Layers of the stack, in order; each is a file ID.yaml in the folder of `framework.yaml`."""
    weights: Mapping[Slug, Weight] = {}
    """Weights of the layers, relative; 1 for a layer that is not named."""
    cross_cutting: tuple[Slug, ...] = ()
    """Cross-cutting parts outside the stack, such as enablers: scored and shown, never part of the overall score; each
    is a file ID.yaml."""
    lenses: tuple[Slug, ...] = ()
    """Questions for profiles that name the lens, outside the stack; each is a file lenses/ID.yaml."""
    instruments: tuple[Slug, ...] = ()
    """Other instruments whose objectives the questions name in `maps`; each is a file instruments/ID.yaml."""
    earlier_editions: tuple[EarlierEdition, ...] = ()
    """Earlier editions of which a record is kept, each in the file editions/EDITION.yaml."""
    views: Mapping[Slug, View] = {}
    """Editions of other instruments by whose weights the answers can be read, by id."""
    levels: Annotated[tuple[LocalText, ...], Field(min_length=2)]
    """Names of levels 0, 1, 2 and so on, lowest first."""
    target: Level
    """Target level of every question that does not set its own."""
    thresholds: Thresholds
    """Thresholds at which verdicts change."""
    meaning: Mapping[Kind, LocalText] = {}
    """What a score means, by kind of profile, shown in every report: what 0 stands for, and what 100."""
    terms: LocalText | None = None
    """Definitions of words that recur in the questions."""
    sources: tuple[Source, ...] = ()
    """Sources of the layers, levels, target and thresholds."""


class RawFramework(Entity):
    """A framework as it stands in its files, with nothing filled in that they leave out."""

    header: FrameworkHeader
    parts: tuple[Questionnaire, ...]
    """The stack, what stands beside it, the lenses."""
    instruments: tuple[Instrument, ...]
    earlier_editions: tuple[EditionRecord, ...]


class Framework(Entity):
    """A whole framework as read from its folder, every question complete."""

    header: FrameworkHeader
    hash: str
    """SHA-256 of its files' texts, but for records of earlier editions: the same hash asks and counts the same."""
    layers: tuple[Questionnaire, ...]
    cross_cutting: tuple[Questionnaire, ...]
    lenses: tuple[Questionnaire, ...]
    instruments: tuple[Instrument, ...] = ()
    earlier_editions: Mapping[str, EditionRecord] = {}

    def fit_to(self, population: int | None) -> "Framework":
        """The framework with the numbers of its ladders as they are for a population; unknown: as written."""
        if not any(question.count for question in self.questions.values()):
            return self

        def fit_all(parts: tuple[Questionnaire, ...]) -> tuple[Questionnaire, ...]:
            return tuple(
                part.model_copy(update={"questions": tuple(one.fit_to(population) for one in part.questions)})
                for part in parts
            )

        return Framework(
            header=self.header,
            hash=self.hash,
            layers=fit_all(self.layers),
            cross_cutting=fit_all(self.cross_cutting),
            lenses=fit_all(self.lenses),
            instruments=self.instruments,
            earlier_editions=self.earlier_editions,
        )

    @property
    def top_level(self) -> int:
        """The highest level."""
        return len(self.header.levels) - 1

    @property
    def parts(self) -> tuple[Questionnaire, ...]:
        """All questionnaires: the stack, what stands beside it, the lenses."""
        return self.layers + self.cross_cutting + self.lenses

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
        return self.layers + self.cross_cutting + tuple(lens for lens in self.lenses if lens.id in lenses)

    def instrument(self, instrument_id: str) -> Instrument | None:
        """An instrument by id; None where the framework has none by that."""
        return next((instrument for instrument in self.instruments if instrument.instrument == instrument_id), None)

    def weight_of(self, layer: str) -> float:
        """A layer's weight in the stack, as entered."""
        return self.header.weights.get(layer, 1.0)
