"""The framework: a folder with one questionnaire per layer and a `framework.yaml`."""

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
"""Id used by another instrument: a number or short name, such as SOV-1.2."""


class Factor(TranslatableEntity):
    """One aspect that an objective of another instrument covers."""

    id: Reference
    """Number or short name in the instrument, by which a question's `maps` refers to it."""
    not_asked: LocalText | None = None
    """Reason why no question tests this factor."""


class Objective(Factor):
    """One objective of another instrument."""

    factors: tuple[Factor, ...] = ()
    """Factors that the objective covers, where the instrument lists them."""


class Instrument(Entity):
    """Another instrument, law or report whose objectives the questions cover; a question names them in `maps`."""

    instrument: Slug
    """Id of the instrument, which is also the name of its file."""
    name: LocalText
    """Name of the instrument, as readers see it."""
    edition: LocalText
    """Edition of the instrument."""
    proposal: bool = False
    """Whether the instrument is a proposal that has not been adopted yet."""
    source: Sources = ()
    """Where the instrument can be read."""
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1)]
    """Objectives of the instrument, in its own order."""

    @property
    def references(self) -> frozenset[str]:
        """All ids that `maps` may name."""
        return frozenset(factor.id for objective in self.objectives for factor in (objective, *objective.factors))


class View(Entity):
    """Weights that an edition of another instrument gives to its objectives, used to score the same answers."""

    instrument: Slug
    """Id of the instrument whose objectives are weighted; one of `instruments`."""
    name: LocalText
    """Name of the instrument's edition, as readers see it."""
    weights: Annotated[Mapping[Reference, Weight], Field(min_length=1)]
    """Weight of every objective of the instrument, relative to the other objectives."""
    levels: tuple[LocalText, ...] = ()
    """Names that the instrument gives to the levels, lowest first, as many as the framework has; left out: the
    framework's names."""
    source: Sources = ()
    """Where the edition's weights can be read."""


Change = Literal["moved", "asked", "counted", "weighed", "explained"]
"""Change of a question between editions. moved: to another layer or kind of profile. asked: other wording or rungs.
counted: other values, levels, role, target, floor or `count`. weighed: another weight. explained: only its explanation
or other details."""


class QuestionRecord(Entity):
    """Record of one question of an earlier edition."""

    part: Slug
    """The layer that the question belonged to."""
    scope: Kind | None = None
    """Kind of profile that was asked the question; left out: both kinds."""
    weight: Weight
    """Weight of the question in its layer."""
    wording_hashes: Annotated[Mapping[str, Line], Field(min_length=1)]
    """Hash of the wording of the question and its rungs, by language."""
    scoring_hash: Line
    """Hash of the scoring of the question: role, target, floor, `count`, and values and levels of its rungs."""


class EditionRecord(Entity):
    """Record of an earlier edition, used to detect which of its questions have changed since."""

    edition: Line
    """Name of the edition, which is also the name of the record's file."""
    questions: Annotated[Mapping[Slug, QuestionRecord], Field(min_length=1)]
    """Records of the edition's questions, by question id."""


class Thresholds(Entity):
    """Thresholds for verdicts, comparisons and exposure: proposals of the authors, with reasons in `sources`."""

    strong: Score
    """A layer whose range lies at or above this score is strong."""
    attention: Score
    """A layer whose range lies at or below this score needs attention."""
    likely: Share = 0.66
    """Minimum probability at which a verdict that is not certain is called likely."""
    very_likely: Share = 0.9
    """Minimum probability at which a verdict that is not certain is called very likely."""
    likelihood_coverage: Share = 0.5
    """Coverage below which too little is known to call a verdict likely, or one of two results likely higher."""
    open_together: Share = 0.3
    """Weight, in every probability, of the case that all open answers turn out low or high together, 0 to 1."""
    weights_agree: Share = 0.9
    """Share of weightings below which a certain verdict is called a close call."""
    weightings_agree: Share = 0.95
    """Minimum share of weightings in which one of two results must be higher to be called higher."""
    weight_shift: Share = 0.05
    """Minimum share of all weight that would have to move to undo the order of two results, for one of them to be
    called higher."""
    foreign_concentration: Share = 0.4
    """A layer with a foreign concentration above this is called concentrated."""
    non_eu_majority: Share = 0.5
    """A layer with a non-EU share above this is said to have a foreign majority."""
    not_applicable: Share | None = None
    """Share of a layer's weight that is "not applicable" above which a report also shows the score that counts these
    questions as 0; left out: that score is not shown."""
    coverage: Share | None = Field(None, exclude=True)
    """No longer used; it is read and ignored, so that older frameworks stay valid."""
    compared: Share | None = Field(None, exclude=True)
    """No longer used; it is read and ignored, so that older frameworks stay valid."""


class Cuts(Entity):
    """The scores of a layer at which levels begin, for instruments whose levels come from a mean or a total."""

    of: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 100
    """The highest mean or total that a layer can have, in the instrument's own unit."""
    at: Annotated[tuple[Annotated[float, Field(gt=0, allow_inf_nan=False)], ...], Field(min_length=1)]
    """Minimum means or totals for levels 1, 2 and so on, in the unit of `of`."""


class Scan(Entity):
    """A short assessment with some of a framework's questions; the other questions can be answered later."""

    name: LocalText
    """Name of the scan, as readers see it."""
    kind: Kind
    """Kind of profile that the scan is for."""
    questions: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """Ids of the questions, in the order in which they are asked."""
    minutes: PositiveInt
    """Duration of the scan, in minutes."""
    source: Sources = ()
    """Reasons for the choice of questions, and source of the duration."""


class FrameworkHeader(Entity):
    """The file `framework.yaml`: layers, weights, levels and thresholds of a framework."""

    id: Slug
    """Id of the framework, by which profiles refer to it."""
    edition: Line
    """Edition of the questionnaires, for instance "2026-11"."""
    name: LocalText
    """Name of the framework, as readers see it."""
    languages: Annotated[tuple[Annotated[str, StringConstraints(pattern=LANGUAGE)], ...], Field(min_length=1)]
    """Languages of the framework; every text exists in each of them."""
    layers: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """Layers of the stack, in order; each is a file ID.yaml in the folder of `framework.yaml`."""
    weights: Mapping[Slug, Weight] = {}
    """Weights of the layers, relative to each other; 1 for a layer that is not named."""
    cross_cutting: tuple[Slug, ...] = ()
    """Cross-cutting parts outside the stack, such as enablers: scored and shown, never part of the overall score; each
    is a file ID.yaml."""
    lenses: tuple[Slug, ...] = ()
    """Lenses: questions outside the stack for profiles that name the lens; each lens is a file lenses/ID.yaml."""
    instruments: tuple[Slug, ...] = ()
    """Other instruments whose objectives the questions name in `maps`; each is a file instruments/ID.yaml."""
    earlier_editions: tuple[EarlierEdition, ...] = ()
    """Earlier editions of which a record is kept, each in the file editions/EDITION.yaml."""
    views: Mapping[Slug, View] = {}
    """Editions of other instruments whose weights can also be used to score the answers, by id."""
    scans: Mapping[Slug, Scan] = {}
    """Short assessments that ask some of the questions, by id."""
    levels: Annotated[tuple[LocalText, ...], Field(min_length=2)]
    """Names of levels 0, 1, 2 and so on, lowest first."""
    cuts: Cuts | None = None
    """Scores of a layer at which levels begin; left out: a layer's level is the lowest level among its gating
    questions."""
    target: Level
    """Target level of every question that does not set its own."""
    thresholds: Thresholds
    """Thresholds for verdicts, comparisons and exposure."""
    meaning: Mapping[Kind, LocalText] = {}
    """Explanation of what scores of 0 and 100 mean, by kind of profile; shown in every report."""
    terms: LocalText | None = None
    """Definitions of words that recur in the questions."""
    sources: tuple[Source, ...] = ()
    """Sources of the layers, levels, target and thresholds."""


class RawFramework(Entity):
    """A framework as written in its files, without defaults for keys that the files leave out."""

    header: FrameworkHeader
    parts: tuple[Questionnaire, ...]
    """Questionnaires of the stack, of the parts outside the stack, and of the lenses."""
    instruments: tuple[Instrument, ...]
    earlier_editions: tuple[EditionRecord, ...]


class Framework(Entity):
    """A framework as read from its folder, with defaults filled in for every question."""

    header: FrameworkHeader
    hash: str
    """SHA-256 of the texts of the framework's files, except records of earlier editions. Frameworks with the same hash
    ask the same questions and count the answers in the same way."""
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
