"""What is asked, as a whole: a framework is a folder of questionnaires, one file a layer, with a `framework.yaml`."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, PositiveInt, StringConstraints

from eurostack_assess.model.base import (
    LANGUAGE,
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
from eurostack_assess.model.question import EarlierEdition, Question, Questionnaire, Source, Sources
from eurostack_assess.model.vocabulary import Kind

REFERENCE = r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$"
Reference = Annotated[str, StringConstraints(pattern=REFERENCE, max_length=40)]
"""A number or short name as another instrument uses it, such as SOV-1.2."""


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
    proposal: bool = False
    """Whether it is a proposal that nobody has adopted yet."""
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


class Cuts(Entity):
    """Where levels begin in a layer's score, for instruments whose levels come from a mean or a total."""

    of: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 100
    """The highest mean or total that a layer can have, in the instrument's own unit."""
    at: Annotated[tuple[Annotated[float, Field(gt=0, allow_inf_nan=False)], ...], Field(min_length=1)]
    """Means or totals, in the same unit, from which levels 1, 2 and so on are reached."""


class Scan(Entity):
    """Some of a framework's questions, for who has little time; the rest can be answered later."""

    name: LocalText
    """Name of the scan, for readers."""
    kind: Kind
    """Kind of profile that it is for."""
    questions: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """Ids of the questions, in the order in which they are asked."""
    minutes: PositiveInt
    """Minutes that it takes."""
    source: Sources = ()
    """Why these questions, and where the minutes come from."""


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
    scans: Mapping[Slug, Scan] = {}
    """Short assessments that ask some of the questions, by id."""
    levels: Annotated[tuple[LocalText, ...], Field(min_length=2)]
    """Names of levels 0, 1, 2 and so on, lowest first."""
    cuts: Cuts | None = None
    """Where levels begin in a layer's score; left out: a layer's level is the lowest of its gating questions."""
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

    def only_asking(self, ids: Collection[str]) -> "Framework":
        """The framework with these questions of its stack alone, and nothing beside it."""
        layers = tuple(
            part.model_copy(update={"questions": tuple(one for one in part.questions if one.id in ids)})
            for part in self.layers
        )
        return self.model_copy(update={"layers": layers, "cross_cutting": (), "lenses": ()})

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
