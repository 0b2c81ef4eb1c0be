"""What differs between regions or organisations, or between two dates of one, and whether that can be trusted.

Parties are named by their place in `parties`, counted from 0. Units as in `assessment`: scores and differences in
points of 0 to 100, shares of 0 to 1, nothing rounded, null for what cannot be said.
"""

from typing import Annotated, Literal

from pydantic import Field

from eurostack_assess.model.assessment import OlderEdition, Tool, Verdict
from eurostack_assess.model.base import Confidence, Date, Entity, Kind, Level, Line, LocalText, Score, Share, Slug
from eurostack_assess.model.catalogue import Country
from eurostack_assess.model.exposure import Interval
from eurostack_assess.model.framework import Action
from eurostack_assess.model.profile import OPEN_STATES, FindingVerdict, Indicator, State, Statement
from eurostack_assess.model.weights import Weights

SCHEMA_VERSION: Literal[1] = 1

Standing = Literal["equal", "whatever_weights", "whatever_answers", "most_weightings", "not_separable", "too_little"]
"""What may be said of two parties, the strongest that holds.

equal: the same answers. whatever_weights: one is at least as high on every question, with open answers at their worst
for it. whatever_answers: its interval lies above the other's. most_weightings: higher on what both answered, under
nearly all weightings. not_separable: none of these. too_little: too little was answered by both to tell.
"""

Relation = Literal["same", "differs", "one_sided", "open", "scope"]
"""How answers to one question stand: all alike; different; some know and others do not; nobody knows; for some it does
not apply."""

Movement = Literal["better", "worse", "newly_known", "no_longer_known", "now_applies", "no_longer_applies"]
"""What became of an answer between two dates."""

Points = Annotated[float, Field(ge=-100, le=100)]
"""A difference of two scores."""

Place = Annotated[int, Field(ge=0)]
"""A party, by its place."""


class Party(Entity):
    """One of those compared, as far as a report needs it."""

    label: str
    """Its name; with its date or a number where several have the same name."""
    name: str
    country: Country | None
    date: Date | None
    example: bool
    basis: Literal["session"] | None
    """Whether its answers are what people in a session said."""
    edition: Line
    """Of the framework that it answered."""
    older: OlderEdition | None = None
    """That its answers were given under another edition than the one they are scored by."""
    framework_hash: str
    profile_hash: str | None
    facts: tuple[Statement, ...]
    bottlenecks: tuple[Statement, ...]


class Numbers(Entity):
    """A party's own result in a layer, or over the whole stack."""

    score: Score | None
    low: Score | None
    high: Score | None
    coverage: Share | None
    level: Level | None
    level_low: Level | None
    verdict: Verdict | None
    """Null over the whole stack."""
    finding: FindingVerdict | None
    """What a session of its own concluded."""
    exposed: Interval | None
    """Share of critical use under non-EU control and hard to leave; null without services on record."""
    score_05: Score | None
    """What 5 % of the weightings give less than, over the answered questions."""
    score_50: Score | None
    score_95: Score | None


class Ranks(Entity):
    """A party's rank among all parties on the questions that all of them answered; 1 is the highest."""

    rank_05: float
    rank_50: float
    rank_95: float
    first: Share
    """Share of the weightings in which nobody ranks higher."""


class Pair(Entity):
    """Two parties in one layer or over the whole stack, on the questions that were asked of both and apply to both."""

    first: Place
    second: Place
    standing: Standing
    higher: Place | None
    """Of whom that is said; null where it is said of neither."""
    difference: Points | None
    """First minus second, over what both answered."""
    compared: Share
    """Weight that both answered over weight that applies to both."""
    first_above: Share | None
    """Share of the weightings in which the first is higher, over what both answered."""
    second_above: Share | None
    error: Share | None
    """Standard error of the larger of these, from the number of weightings."""
    to_flip: Share | None
    """Least weight to move between questions until they are equal; null where no weighting turns the order."""
    decided_by: tuple[Slug, ...]
    """Questions on which the higher one is ahead, by what they add to the difference."""
    hangs_on: tuple[Slug, ...]
    """Questions without each of which the order would be gone or turned."""


class Given(Entity):
    """One party's answer to a question."""

    state: State | Literal["not_in_edition"]
    rung: Level | None
    value: Share | None
    evidence: LocalText | None
    source: Line | None
    date: Date | None
    confidence: Confidence | None
    reason: LocalText | None
    next_action: Action | None
    """What lifts it to the next rung."""

    @property
    def is_open(self) -> bool:
        """Whether there might still be any answer."""
        return self.state in OPEN_STATES


class QuestionCompared(Entity):
    """One question with all parties' answers, in the order of the parties."""

    id: Slug
    ask: LocalText
    rungs: tuple[LocalText, ...]
    target: Level
    weight: Share
    """Its share of the weight of the layer's questions."""
    given: tuple[Given, ...]
    relation: Relation
    spread: Score
    """Points between the highest and the lowest answer, over what all answered if they all answered this one."""
    reached_by: tuple[Place, ...]
    """Those at the target or above."""
    short: tuple[Place, ...]
    """Those certainly below it."""


class LayerCompared(Entity):
    """A layer, or a part beside the stack, of all parties."""

    id: Slug
    name: LocalText
    numbers: tuple[Numbers, ...]
    pairs: tuple[Pair, ...]
    ranks: tuple[Ranks, ...] | None
    """Null where too little was answered by all."""
    questions: tuple[QuestionCompared, ...]
    differing: tuple[Slug, ...]
    """Questions answered differently, by points between highest and lowest."""
    one_sided: tuple[Slug, ...]
    """Questions that some answered and others left open, by weight."""
    missed: tuple[Slug, ...]
    """Questions on which all are certainly below the target, by weight."""
    unknown: tuple[Slug, ...]
    """Questions that nobody answered, by weight."""


class Lesson(Entity):
    """Where one falls short of a target that another reached, with what would lift it."""

    question: Slug
    layer: Slug
    learner: Place
    examples: tuple[Place, ...]
    """Those who reached it."""
    share_of_gap: Share
    """The question's part of all that the learner falls short of in the stack."""


class Joint(Entity):
    """What the parties cover together in a layer: a question is covered where one of them reaches the target."""

    layer: Slug
    covered: tuple[Slug, ...]
    open: tuple[Slug, ...]
    """Not certain, as somebody's answer is open."""
    missed: tuple[Slug, ...]
    """None of them reaches it."""
    covered_share: Interval
    """Weight covered; its high end with every open question covered."""


class Moved(Entity):
    """What became of one answer from one date to the next."""

    question: Slug
    layer: Slug
    before: Place
    after: Place
    movement: Movement


class Measured(Entity):
    """One figure of several parties, side by side."""

    indicator: Slug
    layer: Slug | None
    name: LocalText
    values: tuple[Indicator | None, ...]
    same_basis: bool
    """Whether at least two have it, all of the same year, unit and kind of area."""

    @property
    def is_national(self) -> bool:
        """Whether all that is known is of a whole country, and so says nothing of a region in it."""
        return all(one.scope in ("country", "eu") for one in self.values if one is not None)


class Compared(Entity):
    """Everybody's numbers of one thing, and what may be said of each two."""

    id: str
    name: LocalText
    numbers: tuple[Numbers, ...]
    pairs: tuple[Pair, ...]


class ViewCompared(Entity):
    """Everybody by the objectives of another instrument; derived, and indicative."""

    instrument: Slug
    name: LocalText
    objectives: tuple[Compared, ...]
    editions: tuple[Compared, ...]
    """Over all objectives, by the weights of each edition that all were read by."""
    disagree: tuple[tuple[Place, Place], ...]
    """Two parties of whom other things may be said by one edition than by another."""


class ReweighedComparison(Entity):
    """The same comparison by weights of one's own."""

    overall: tuple[Numbers, ...]
    overall_pairs: tuple[Pair, ...]
    layers: tuple[Compared, ...]


class Basis(Entity):
    """What the comparison rests on."""

    questions: int
    """Number of questions put to all."""
    changed: tuple[Slug, ...]
    """Questions that are worded or counted differently in the editions, and were left out."""
    not_in_all: tuple[Slug, ...]
    """Questions that only some of the editions have, and were left out."""
    editions: tuple[Line, ...]
    """Oldest first; one where all answered the same."""
    weights_of: Line
    """The edition whose weights count."""
    draws: int
    """Number of weightings drawn."""
    seed: str
    error: Share
    """Largest standard error of a share of weightings in the comparison."""
    spread: Share
    """How far each weight may lie above or below the given one, as a share of it."""
    agree: Share
    """In this share of the weightings it must hold for one to be called higher."""
    shift: Share
    """And at least this much weight must have to move before the order is gone."""
    compared: Share
    """And at least this share of the weight both must have answered."""
    top_level: Level
    """The highest of the framework's levels."""


class Comparison(Entity):
    """Several results side by side."""

    schema_version: Literal[1] = SCHEMA_VERSION
    tool: Tool
    framework: Slug
    framework_name: LocalText
    kind: Kind
    meaning: LocalText | None = None
    """What a score says of this kind of profile."""
    same_subject: bool
    """Whether all are the same organisation or region, on different dates; then they stand oldest first."""
    basis: Basis
    parties: tuple[Party, ...]
    overall: tuple[Numbers, ...]
    overall_pairs: tuple[Pair, ...]
    overall_ranks: tuple[Ranks, ...] | None
    layers: tuple[LayerCompared, ...]
    beside: tuple[LayerCompared, ...]
    lessons: tuple[Lesson, ...]
    """By what they would close of the learner's gap, largest first."""
    find_out: tuple[tuple[Slug, ...], ...]
    """By party: the questions that it left open and another answered, heaviest in the whole stack first,
    of equal weight in the order of the layers."""
    joint: tuple[Joint, ...]
    moved: tuple[Moved, ...]
    """Only where all are the same subject."""
    indicators: tuple[Measured, ...]
    views: tuple[ViewCompared, ...] = ()
    """By the objectives of other instruments, where all results have been read by those."""
    weights: Weights | None = None
    """Weights of one's own, where those were given."""
    reweighed: ReweighedComparison | None = None
    """The same by those weights."""

    def question(self, question_id: str) -> QuestionCompared:
        """A question by id."""
        parts = (*self.layers, *self.beside)
        return next(one for part in parts for one in part.questions if one.id == question_id)
