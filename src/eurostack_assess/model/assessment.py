"""What came out: the result of putting a profile through a framework, with everything that a report shows.

Scores are 0 to 100; weights, values, coverage, gaps, shortfalls and priorities are shares of 0 to 1; levels and rungs
count from 0. Nothing is rounded. What cannot be said is null, never 0.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.model.base import (
    Confidence,
    Date,
    Entity,
    Kind,
    Level,
    Line,
    LocalText,
    Score,
    Share,
    Slug,
    Weight,
)
from eurostack_assess.model.catalogue import Country
from eurostack_assess.model.exposure import Exposure
from eurostack_assess.model.framework import Action, Change, Facet, Role, Source, Thresholds
from eurostack_assess.model.profile import Dependency, Finding, Indicator, State, Statement
from eurostack_assess.model.view import ObjectiveResult, ViewResult
from eurostack_assess.model.weights import Weights

SCHEMA_VERSION: Literal[1] = 1

Verdict = Literal["strong", "middle", "attention", "insufficient_data", "undetermined", "not_applicable"]
"""What may be said of a layer, from its interval and the framework's thresholds alone."""

Ground = Literal["floor", "coverage", "interval", "possible_floor", "nothing_applies"]
"""Why the verdict is what it is: which of the tests of `docs/method.md`, step 4, decided."""

Agreement = Literal["agrees", "differs", "undecided", "no_finding"]
"""What people found beside what was computed; undecided where the answers do not allow a verdict."""


class Tool(Entity):
    """The program that made the result."""

    name: str = "eurostack-assess"
    version: str


class FrameworkUsed(Entity):
    """The framework, as far as a report needs it."""

    id: Slug
    edition: Line
    hash: str
    """SHA-256 of the framework's files."""
    name: LocalText
    levels: tuple[LocalText, ...]
    """Names of the levels, lowest first."""
    target: Level
    thresholds: Thresholds
    sources: tuple[Source, ...]
    meaning: Mapping[Kind, LocalText] = {}
    """What a score says of each kind of profile."""


class ProfileUsed(Entity):
    """The profile, as far as a report needs it; its answers stand with the questions."""

    name: str
    kind: Kind
    country: Country | None
    date: Date | None
    lenses: tuple[Slug, ...]
    example: bool
    hash: str | None
    """SHA-256 of the profile's file."""
    facts: tuple[Statement, ...]
    bottlenecks: tuple[Statement, ...]
    dependencies: tuple[Dependency, ...]
    indicators: tuple[Indicator, ...] = ()
    basis: Literal["session"] | None = None
    """Whether the answers are what people in a session said."""


class Rung(Entity):
    """One option of a question with what it counts."""

    text: LocalText
    value: Share | None
    level: Level | None


class QuestionResult(Entity):
    """One question with its answer and what it does to the layer."""

    id: Slug
    layer: Slug | None
    """In a lens: the layer that the question draws on."""
    role: Role
    facet: Facet | None
    weight: Weight
    """As entered, relative within the layer."""
    effective_weight: Share | None
    """Its share of the weight of all questions that apply; null where it does not count or apply."""
    ask: LocalText
    why: LocalText | None
    rungs: tuple[Rung, ...]
    target: Level
    """The rung aimed at."""
    proof: LocalText | None
    """What would prove an answer."""
    state: State
    rung: Level | None
    """The rung answered."""
    evidence: LocalText | None
    source: Line | None
    date: Date | None
    confidence: Confidence | None
    """How sure the evidence is."""
    reason: LocalText | None
    """Why it does not apply."""
    supported: bool
    """False where a rung at or above the target is claimed without evidence or source."""
    gap: Share | None
    """How far the answer falls short of the target; null while it is open or does not count."""
    gap_high: Share | None
    """The same with an open answer at its worst."""
    priority: Share | None
    """Its part of the layer's shortfall; the priorities of a layer add up to that."""
    share_of_total_gap: Share | None
    """Its part of the whole stack's shortfall."""
    information: Score | None
    """How many points of score knowing the answer would settle; a layer's add up to the width of its interval."""
    next_action: Action | None
    """What lifts it to the next rung."""

    @model_validator(mode="after")
    def _fits_its_ladder(self) -> "QuestionResult":
        """A result comes from a file too, and a file may have been changed by hand."""
        top = len(self.rungs) - 1
        if self.target > top or (self.rung is not None and self.rung > top):
            raise PydanticCustomError("off-the-ladder", "there is no such rung")
        if (self.state == "answered") != (self.rung is not None):
            raise PydanticCustomError("state-without-rung", "an answer has a rung, and nothing else has")
        return self

    @cached_property
    def wording(self) -> str:
        """What tells one wording of the question, or one way of counting its rungs, from another."""
        rungs = [(sorted(one.text.root.items()), one.value) for one in self.rungs]
        return repr((sorted(self.ask.root.items()), rungs))


class Lifting(Entity):
    """What the layer's level becomes when binding questions are lifted to the top."""

    alone: Mapping[Slug, Level]
    """By question: when it alone is lifted."""
    together: Level
    """When all of them are."""


class Counts(Entity):
    """Number of questions by answer state."""

    answered: int
    dont_know: int
    not_applicable: int
    skipped: int
    unasked: int


class LayerResult(Entity):
    """A layer, or a part beside the stack, with its score and its level side by side."""

    id: Slug
    name: LocalText
    weight: Weight
    """In the stack, relative, as entered."""
    score: Score | None
    """Weighted mean over the answered questions."""
    low: Score | None
    """The same with every open question at its worst."""
    high: Score | None
    """The same with every open question at its best."""
    coverage: Share | None
    """Weight answered over weight applicable."""
    level: Level | None
    """The lowest level among the answered gating questions."""
    level_low: Level | None
    """The same with open gating questions at their lowest rung."""
    binding: tuple[Slug, ...]
    """The answered gating questions that hold the level down; none at the highest level."""
    lifting: Lifting | None
    """What lifting those would unlock."""
    verdict: Verdict
    ground: Ground
    """Which test decided the verdict."""
    weights_agree: Share | None = None
    """Share of weightings in which a verdict by the interval holds; null for one by a floor or for want of answers."""
    decided_by: tuple[Slug, ...]
    """The questions that weighed most in the verdict, at most two; those below their floor first."""
    shortfall: Share | None
    """Weighted mean of the answered questions' gaps: 0 at the target everywhere."""
    shortfall_low: Share | None
    """Over all questions that apply, open ones at their target."""
    shortfall_high: Share | None
    """Over all questions that apply, open ones at their worst."""
    not_applicable: Share | None
    """Weight set aside as not applicable over all weight."""
    score_not_applicable_as_0: Score | None
    """The score if what was called not applicable counted as 0; only where more than the framework allows was."""
    counts: Counts
    finding: Finding | None
    """What people in a session concluded."""
    agreement: Agreement
    """That beside the verdict."""
    gaps: tuple[Slug, ...]
    """Its questions with a gap, by their part of its shortfall, largest first."""
    questions: tuple[QuestionResult, ...]

    @property
    def asked(self) -> frozenset[str]:
        """Ids of its questions."""
        return frozenset(question.id for question in self.questions)


class Overall(Entity):
    """The whole stack; never to be shown without its weakest layers."""

    score: Score | None
    low: Score | None
    high: Score | None
    coverage: Share | None
    level: Level | None
    """The weakest layer's level."""
    level_low: Level | None
    weakest: tuple[Slug, ...]
    """The layers at that level or, without levels, at the lowest score."""
    shortfall: Share | None


class Summary(Entity):
    """What the one sentence says: ids of layers, in the order in which they are named."""

    strong: tuple[Slug, ...]
    """By low end, highest first."""
    attention: tuple[Slug, ...]
    """By shortfall, largest first."""
    relatively_best: Slug | None
    """Where no layer is strong: the one with the highest low end among those with a verdict."""
    relatively_lowest: Slug | None
    """Where no layer needs attention: the one with the lowest low end among those that are in between."""
    no_verdict: tuple[Slug, ...]
    """Layers of which the answers do not allow a verdict."""


class LayerReweighed(Entity):
    """A layer by those weights."""

    id: Slug
    weight: Weight
    score: Score | None
    low: Score | None
    high: Score | None
    coverage: Share | None
    verdict: Verdict


class Reweighed(Entity):
    """A result by weights of one's own; it stands beside the framework's and never replaces it."""

    weights: Weights
    hash: str
    """SHA-256 of the file's text."""
    overall: Overall
    summary: Summary
    layers: tuple[LayerReweighed, ...]
    changed: tuple[Slug, ...]
    """Layers with another verdict than by the framework's weights."""


class OlderEdition(Entity):
    """That the answers were given under another edition than the one they are scored by."""

    edition: Line
    known: bool
    """Whether the framework remembers that edition; if not, nobody can tell what has changed."""
    changed: Mapping[Slug, tuple[Change, ...]]
    """Answered questions that have changed since; an answer on a rung that is gone counts as skipped."""
    gone: tuple[Slug, ...]
    """Answered questions that are no longer asked; they count nowhere."""
    parts_gone: tuple[Slug, ...] = ()
    """Layers and lenses that the profile names and that are gone; what it says of them is told nowhere."""
    new: tuple[Slug, ...]
    """Questions that are asked now, and were not then."""

    @property
    def other(self) -> tuple[str, ...]:
        """Answered questions that are worded or counted otherwise now: the answers were given to something else."""
        return tuple(id_ for id_, changes in self.changed.items() if not {"asked", "counted"}.isdisjoint(changes))


class Assessment(Entity):
    """The result of one profile."""

    schema_version: Literal[1] = SCHEMA_VERSION
    tool: Tool
    framework: FrameworkUsed
    profile: ProfileUsed
    overall: Overall
    summary: Summary
    layers: tuple[LayerResult, ...]
    beside: tuple[LayerResult, ...]
    lenses: tuple[LayerResult, ...]
    gaps: tuple[Slug, ...]
    """Questions of the stack with a gap, by share of the whole shortfall, largest first."""
    information_gaps: tuple[Slug, ...]
    """Open questions of the stack, by what knowing them would settle, largest first."""

    confidence: Mapping[Confidence | Literal["unstated"], int]
    """Answered questions of the stack by how sure their evidence is; none where no answer says."""
    older: OlderEdition | None = None
    """Null where the answers were given under this edition, as far as the profile says."""
    views: tuple[ViewResult, ...] = ()
    """The same answers by the objectives of other instruments, where that was asked for."""
    reweighed: Reweighed | None = None
    """The same answers by weights of one's own, where those were given."""
    exposure: Exposure | None = None
    """What the services on record say; null where there are none."""

    @model_validator(mode="after")
    def _names_each_once(self) -> "Assessment":
        """A layer or a question that stands twice would count twice."""
        parts = self.parts
        for ids in ([part.id for part in parts], [question.id for part in parts for question in part.questions]):
            if len(set(ids)) < len(ids):
                raise PydanticCustomError("named-twice", "something stands here twice")
        return self

    @model_validator(mode="after")
    def _names_what_there_is(self) -> "Assessment":
        """What is said of layers and questions is about those that are here; a file may have been changed by hand."""
        layers = {one.id for one in self.layers}
        asked = {question.id for part in self.parts for question in part.questions}
        said, own = self.summary, self.reweighed
        fits = {*said.strong, *said.attention, *said.no_verdict, *self.overall.weakest} <= layers
        fits = fits and {said.relatively_best, said.relatively_lowest} <= {*layers, None}
        fits = fits and {*self.gaps, *self.information_gaps} <= asked
        fits = fits and all({*part.decided_by, *part.binding, *part.gaps} <= part.asked for part in self.parts)
        if own is not None:
            fits = fits and [one.id for one in own.layers] == [one.id for one in self.layers]
            fits = fits and {*own.changed} <= layers
        if self.exposure is not None:
            fits = fits and {one.layer for one in self.exposure.layers} <= layers
            fits = fits and {one.question for one in self.exposure.contradictions} <= asked
        if not fits or (self.older is not None and not {*self.older.changed} <= asked):
            raise PydanticCustomError("names-nothing", "this names what is not here")
        return self

    @model_validator(mode="after")
    def _has_the_levels_that_it_gives(self) -> "Assessment":
        """A level is a place among the framework's."""
        rungs = [rung for part in self.parts for question in part.questions for rung in question.rungs]
        objectives = [objective for view in self.views for objective in view.objectives]
        leveled: Sequence[Overall | LayerResult | ViewResult | ObjectiveResult]
        leveled = [self.overall, *self.parts, *self.views, *objectives]
        given = {self.framework.target, *(rung.level for rung in rungs)}
        given |= {level for one in leveled for level in (one.level, one.level_low)}
        if any(level is not None and level >= len(self.framework.levels) for level in given):
            raise PydanticCustomError("no-such-level", "a level that the framework does not have")
        return self

    @property
    def parts(self) -> tuple[LayerResult, ...]:
        """The stack, what stands beside it, and the lenses."""
        return (*self.layers, *self.beside, *self.lenses)

    @cached_property
    def counting(self) -> str:
        """By what it counts, as text: thresholds, weights, and how questions are worded."""
        weights = [(part.id, part.weight) for part in self.parts]
        asked = [
            (one.id, one.weight, one.role, one.target, one.wording) for part in self.parts for one in part.questions
        ]
        return repr((self.framework.thresholds, weights, asked))

    def part(self, part_id: str) -> LayerResult | None:
        """A part's result by id; None where there is no such part."""
        return next((part for part in self.parts if part.id == part_id), None)

    def question(self, question_id: str) -> QuestionResult:
        """A question's result by id."""
        return next(one for part in self.parts for one in part.questions if one.id == question_id)

    def layer(self, layer_id: str) -> LayerResult:
        """A layer's result by id."""
        return next(layer for layer in self.layers if layer.id == layer_id)
