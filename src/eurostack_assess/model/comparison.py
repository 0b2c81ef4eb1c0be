"""What differs between regions or organisations, or between two dates of one, and whether that can be trusted.

Parties are named by their place in `parties`, counted from 0. Units as in `assessment`: scores and differences in
points of 0 to 100, shares of 0 to 1, nothing rounded, null for what cannot be said.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.base import (
    SCHEMA_VERSION,
    Confidence,
    Date,
    Level,
    Line,
    LocalText,
    ResultEntity,
    Score,
    Share,
    Slug,
)
from eurostack_assess.model.catalogue import Country
from eurostack_assess.model.edition_drift import EditionDrift
from eurostack_assess.model.exposure import Interval
from eurostack_assess.model.likelihood import OrderLikelihood
from eurostack_assess.model.profile import Indicator, Statement
from eurostack_assess.model.question import Action
from eurostack_assess.model.scores import LeveledScore
from eurostack_assess.model.vocabulary import KNOWN_STATES, OPEN_STATES, Certainty, FindingVerdict, Kind, State, Verdict
from eurostack_assess.model.weights import Weights

PairStanding = Literal[
    "equal",
    "whatever_weights",
    "whatever_answers",
    "very_likely",
    "likely",
    "not_separable",
    "depends_on_size",
    "too_little",
]
"""What may be said of two parties, the strongest that holds.

equal: the same exact answers. whatever_weights: one is lower on no question, with its open answers at their worst and
the other's at their best. whatever_answers: its range lies above the other's, under nearly all weightings. very_likely,
likely: it is higher with that probability, however the open answers lean, and under nearly all weightings.
not_separable: none of these. depends_on_size: something else is said without the questions whose numbers do not grow
with the population, and the parties differ in size. too_little: too little is known of one of them.
"""

Relation = Literal["same", "differs", "compatible", "one_sided", "open", "scope"]
"""How answers to one question relate: all alike; certainly different; perhaps alike, as not all are exact; known to
some and not to others; known to nobody; for some it does not apply."""

AnswerMovement = Literal[
    "better", "worse", "narrowed", "widened", "newly_known", "no_longer_known", "now_applies", "no_longer_applies"
]
"""What became of an answer between two dates. Better and worse: certainly. Narrowed and widened: fewer or more rungs
are possible, of the same ones."""

ScoreDifference = Annotated[float, Field(ge=-100, le=100)]
"""A difference of two scores."""

PartyIndex = Annotated[int, Field(ge=0)]
"""A party, by its place."""


class Party(ResultEntity):
    """One of the organisations or regions compared, as far as a report needs it."""

    label: str
    """Name of the party; with a date or a number where several parties have the same name."""
    name: str
    country: Country | None
    date: Date | None
    example: bool
    basis: Literal["session"] | None
    """Whether its answers are what people in a session said."""
    edition: Line
    """Edition of the framework that this party answered."""
    edition_drift: EditionDrift | None = None
    """What changed since the edition that was answered; null where the answers were given under the edition they are
    scored by."""
    framework_hash: str
    profile_hash: str | None
    facts: tuple[Statement, ...]
    bottlenecks: tuple[Statement, ...]


class PartyLayerResult(LeveledScore):
    """A party's own result in a layer, or over the whole stack."""

    verdict: Verdict | None = None
    """Verdict on the layer; null for the whole stack."""
    certainty: Certainty | None = None
    """How sure the verdict is, or the one that is likely; null for the whole stack, or where nothing applies."""
    leading: FindingVerdict | None = None
    """The verdict that is likely; null where one is certain, or none is likely."""
    finding: FindingVerdict | None = None
    """What this party's own session concluded about the layer."""
    exposed: Interval | None = None
    """Share of critical use under non-EU control, at once; null without services on record."""
    score_05: Score | None = None
    """5th percentile of the score over the weightings, on the answered questions."""
    score_50: Score | None = None
    score_95: Score | None = None


class Ranks(ResultEntity):
    """A party's rank among all parties by the score to be expected; 1 is the highest."""

    rank_05: float
    rank_50: float
    rank_95: float
    first: Share
    """Share of the weightings in which nobody ranks higher."""


class CompleteCase(ResultEntity):
    """The difference over the questions that both parties answered exactly."""

    difference: ScoreDifference
    """First minus second."""
    questions: Annotated[int, Field(ge=0)]
    """Number of questions that both answered exactly."""
    of: Annotated[int, Field(ge=0)]
    """Number of questions that apply to both."""


class Pair(ResultEntity):
    """Two parties in one layer or over the whole stack, on the questions that were asked of both and apply to both."""

    first: PartyIndex
    second: PartyIndex
    standing: PairStanding
    """The strongest statement that holds about the two parties."""
    higher_party: PartyIndex | None
    """The party that the standing calls higher; null where neither is."""
    likelihood: OrderLikelihood | None
    """Which is higher once every answer is exact; null where the standing is certain, or no question is compared."""
    expected_difference: ScoreDifference | None
    """First minus second, as is to be expected once every answer is exact; null where no question is compared."""
    first_above: Share | None
    """Share of the weightings in which the first is to be expected higher."""
    second_above: Share | None
    error: Share | None
    """Standard error of the larger of `first_above` and `second_above`, from the number of weightings."""
    weight_to_flip: Share | None
    """Least share of weight to move between questions until no difference is to be expected; null where no weighting
    reverses the order."""
    decided_by: tuple[Slug, ...]
    """Questions on which the higher party is to be expected ahead, largest contribution to the difference first."""
    pivotal_questions: tuple[Slug, ...]
    """Questions of which each one alone decides the order: without it the order would disappear or reverse."""
    without_absolute: PairStanding | None = None
    """The standing without the questions whose numbers do not grow with the population; null where the parties are of
    like size, or there is no such question."""
    left_out: tuple[Slug, ...] = ()
    """Questions that were left out because their answer is the same for every region of the country of both."""
    complete_case: CompleteCase | None
    """The difference over what both answered exactly; null where that is no question. It leaves out what only one
    knows, and decides nothing."""


class PartyAnswer(ResultEntity):
    """One party's answer to a question."""

    state: State | Literal["not_in_edition"]
    rung: Level | None
    """The rung answered; null where several are possible, or none."""
    possible: tuple[Level, Level] | None
    """Lowest and highest rung that are still possible; null where the question does not apply or was not there."""
    low: Share | None
    """What the lowest possible rung counts."""
    high: Share | None
    """What the highest possible rung counts."""
    evidence: LocalText | None
    source: Line | None
    date: Date | None
    confidence: Confidence | None
    reason: LocalText | None
    next_action: Action | None
    """The action that lifts the answer to the next rung."""

    @property
    def is_open(self) -> bool:
        """Whether there might still be any answer."""
        return self.state in OPEN_STATES

    @property
    def is_known(self) -> bool:
        """Whether anything is known of the answer: one rung is possible, or some are ruled out."""
        return self.state in KNOWN_STATES


class QuestionComparison(ResultEntity):
    """One question with all parties' answers, in the order of the parties."""

    id: Slug
    ask: LocalText
    title: LocalText | None = None
    """Name of the question in two to four words; null where it has none."""
    rungs: tuple[LocalText, ...]
    target: Level
    weight: Share
    """Share of this question in the weight of the layer's questions."""
    answers: tuple[PartyAnswer, ...]
    relation: Relation
    spread: Score
    """Points that certainly lie between the highest and the lowest answer, on the weight of the questions that all
    parties answered, this question included."""
    reached_by: tuple[PartyIndex, ...]
    """Parties whose answer is certainly at the target or above."""
    below_target: tuple[PartyIndex, ...]
    """Parties whose answer is certainly below the target."""


class LayerComparison(ResultEntity):
    """A layer, or a part outside the stack, of all parties."""

    id: Slug
    name: LocalText
    short: LocalText | None = None
    """Name of the layer in one or two words; null where it has none."""
    results: tuple[PartyLayerResult, ...]
    pairs: tuple[Pair, ...]
    ranks: tuple[Ranks, ...] | None
    """Ranks of the parties in this layer; null where the order of two neighbours is neither certain nor likely."""
    questions: tuple[QuestionComparison, ...]
    differing: tuple[Slug, ...]
    """Questions that are certainly answered differently, by points between highest and lowest."""
    one_sided: tuple[Slug, ...]
    """Questions that some answered and others left open, by weight."""
    missed: tuple[Slug, ...]
    """Questions on which all are certainly below the target, by weight."""
    unknown: tuple[Slug, ...]
    """Questions that nobody answered, by weight."""

    @property
    def short_name(self) -> LocalText:
        """The name in one or two words; the whole name where it has none."""
        return self.short or self.name


class Lesson(ResultEntity):
    """Where one falls short of a target that another reached, with what would lift it."""

    question: Slug
    layer: Slug
    learner: PartyIndex
    examples: tuple[PartyIndex, ...]
    """Parties that reached the target of this question."""
    share_of_gap: Share
    """Part of the learner's shortfall in the whole stack that is due to this question."""


class JointCoverage(ResultEntity):
    """What the parties cover together in a layer: a question is covered where one of them reaches the target."""

    layer: Slug
    covered: tuple[Slug, ...]
    """Questions of which at least one party reaches the target."""
    open: tuple[Slug, ...]
    """Questions of which it is not certain whether a party reaches the target, since somebody's answer is open or
    partial."""
    missed: tuple[Slug, ...]
    """Questions of which no party reaches the target."""
    covered_share: Interval
    """Share of the weight that is covered; the high end counts every open question as covered."""


class AnswerChange(ResultEntity):
    """What became of one answer from one date to the next."""

    question: Slug
    layer: Slug
    before: PartyIndex
    after: PartyIndex
    movement: AnswerMovement


class IndicatorComparison(ResultEntity):
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
        return all(indicator.scope in ("country", "eu") for indicator in self.values if indicator is not None)


class ScoreComparison(ResultEntity):
    """The results of all parties for one layer, objective or edition of a view, and the comparison of each pair."""

    id: str
    name: LocalText
    results: tuple[PartyLayerResult, ...]
    pairs: tuple[Pair, ...]


class ViewComparison(ResultEntity):
    """All parties by the objectives of another instrument; derived, and indicative."""

    instrument: Slug
    name: LocalText
    objectives: tuple[ScoreComparison, ...]
    editions: tuple[ScoreComparison, ...]
    """Results over all objectives, by the weights of each edition by which all results were read."""
    disagreements: tuple[tuple[PartyIndex, PartyIndex], ...]
    """Pairs of parties on which the editions of the instrument do not lead to the same statement."""


class ReweighedComparison(ResultEntity):
    """The comparison by custom weights."""

    overall: tuple[PartyLayerResult, ...]
    overall_pairs: tuple[Pair, ...]
    layers: tuple[ScoreComparison, ...]


class Basis(ResultEntity):
    """What the comparison rests on."""

    questions: int
    """Number of questions put to all."""
    changed: tuple[Slug, ...]
    """Questions that were left out because the editions word or count them differently."""
    not_in_all: tuple[Slug, ...]
    """Questions that were left out because only some of the editions have them."""
    editions: tuple[Line, ...]
    """Editions of the framework that were answered, oldest first; one where all parties answered the same edition."""
    weights_edition: Line
    """Edition of the framework whose weights are used."""
    draws: int
    """Number of weightings drawn."""
    seed: str
    error: Share
    """Largest standard error of a share of weightings in the comparison."""
    spread: Share
    """How far each drawn weight may lie above or below the framework's weight, as a share of that weight."""
    weightings_agree: Share
    """Share of the weightings in which one party must score higher to be called higher."""
    weight_shift: Share
    """Share of the weight that must have to move before the order disappears, for one party to be called higher."""
    coverage: Share
    """Share of the uncertainty that the answers of both parties must remove, for one of them to be called likely
    higher."""
    likely: Share
    """Probability from which one of two parties is called likely higher."""
    very_likely: Share
    """Probability from which one of two parties is called very likely higher."""
    attention: Score
    """Score up to which a layer needs more attention."""
    strong: Score
    """Score from which a layer is strong."""
    top_level: Level
    """The highest of the framework's levels."""
    cuts: tuple[Score, ...] = ()
    """Scores of a layer from which levels 1, 2 and so on are reached; empty where gating questions decide the level."""


class Comparison(ResultEntity):
    """Several results side by side."""

    schema_version: Literal[2] = SCHEMA_VERSION
    tool: Tool
    framework: Slug
    framework_name: LocalText
    kind: Kind
    meaning: LocalText | None = None
    """What a score says of this kind of profile."""
    same_subject: bool
    """Whether all results are of one organisation or region on different dates; the parties are then listed oldest
    first."""
    basis: Basis
    parties: tuple[Party, ...]
    overall: tuple[PartyLayerResult, ...]
    overall_pairs: tuple[Pair, ...]
    overall_ranks: tuple[Ranks, ...] | None
    layers: tuple[LayerComparison, ...]
    cross_cutting: tuple[LayerComparison, ...]
    """Comparison of the parts outside the stack (cross-cutting parts and lenses) that all parties have."""
    lessons: tuple[Lesson, ...]
    """Questions on which one party can learn from another, largest part of the learner's gap first."""
    questions_to_find_out: tuple[tuple[Slug, ...], ...]
    """By party: questions that the party left open and another answered, heaviest in the whole stack first."""
    joint_coverage: tuple[JointCoverage, ...]
    answer_changes: tuple[AnswerChange, ...]
    """What became of each answer between two dates; empty unless all results are of the same subject."""
    national_conflicts: tuple[Slug, ...] = ()
    """Questions whose answer is the same for every region of a country, and that regions of one country certainly
    answered differently."""
    indicators: tuple[IndicatorComparison, ...]
    views: tuple[ViewComparison, ...] = ()
    """Comparison by the objectives of other instruments; only those by which all results were read."""
    weights: Weights | None = None
    """Custom weights; null where none were given."""
    reweighed: ReweighedComparison | None = None
    """The comparison by custom weights; null where none were given."""

    @property
    def last_date(self) -> date | None:
        """The last day of which any party's answers are; None where none is dated."""
        return max((party.date for party in self.parties if party.date), default=None)

    def question(self, question_id: str) -> QuestionComparison:
        """A question by id."""
        parts = (*self.layers, *self.cross_cutting)
        return next(question for part in parts for question in part.questions if question.id == question_id)
