"""The comparison of regions or organisations, or of one on two dates: the differences, and how certain they are.

Parties are identified by their place in `parties`, counted from 0. Units are as in `assessment`: scores and differences
in points of 0 to 100, shares of 0 to 1, nothing rounded, null for a value that cannot be given.
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
"""Strongest statement that holds about two parties.

equal: the same exact answers. whatever_weights: the higher party is not lower on any question, even with its open
answers at their worst and the other party's at their best. whatever_answers: the higher party's range lies above the
other's, in nearly all weightings. very_likely, likely: the higher party is higher with that probability, whether open
answers lean low or high, and in nearly all weightings. not_separable: no clear difference. depends_on_size: the parties
differ in size, or a population is unknown, and which party is higher, if any, changes without the questions whose
numbers do not grow with the population. too_little: too little is known about one of the parties.
"""

Relation = Literal["same", "differs", "compatible", "one_sided", "open", "scope"]
"""Relation between the parties' answers to one question. same: all exact and the same. differs: certainly different.
compatible: perhaps the same, as not all are exact. one_sided: known for some parties only. open: not known for any
party. scope: the question does not apply to some parties."""

AnswerMovement = Literal[
    "better", "worse", "narrowed", "widened", "newly_known", "no_longer_known", "now_applies", "no_longer_applies"
]
"""Change of an answer between two dates. better, worse: certainly a higher or a lower rung. narrowed: only some of the
earlier possible rungs are left. widened: further rungs have become possible. newly_known, no_longer_known: from or to
an open answer. now_applies, no_longer_applies: from or to not applicable."""

ScoreDifference = Annotated[float, Field(ge=-100, le=100)]
"""Difference between two scores, -100 to 100 points."""

PartyIndex = Annotated[int, Field(ge=0)]
"""Place of a party in `parties`, counted from 0."""


class Party(ResultEntity):
    """Details, for reports, of one of the organisations or regions compared."""

    label: str
    """Name of the party; with a date or a number where several parties have the same name."""
    name: str
    country: Country | None
    date: Date | None
    example: bool
    basis: Literal["session"] | None
    """session: the party's answers were given by people in a workshop; null: they were looked up or known."""
    edition: Line
    """Edition of the framework under which this party answered."""
    edition_drift: EditionDrift | None = None
    """Changes since the edition under which the answers were given; null where the answers are scored by that same
    edition."""
    framework_hash: str
    profile_hash: str | None
    facts: tuple[Statement, ...]
    bottlenecks: tuple[Statement, ...]


class PartyLayerResult(LeveledScore):
    """A party's own result in a layer, or over the whole stack."""

    verdict: Verdict | None = None
    """Verdict on the layer; null for the whole stack."""
    certainty: Certainty | None = None
    """Certainty of the verdict or, where no verdict is certain, of the likely one; null for the whole stack, or where
    no question applies."""
    leading: FindingVerdict | None = None
    """Likely verdict; null where a verdict is certain, or none is likely."""
    finding: FindingVerdict | None = None
    """Finding of the party's own workshop on the layer; null where there is none."""
    exposed: Interval | None = None
    """Share of critical use that is under non-EU control now, before leaving any service; null without services on
    record."""
    score_05: Score | None = None
    """5th percentile, over the weightings, of the score on the answered questions, 0 to 100."""
    score_50: Score | None = None
    score_95: Score | None = None


class Ranks(ResultEntity):
    """Percentiles, over the weightings, of a party's rank by expected score among all parties; 1 is highest."""

    rank_05: float
    rank_50: float
    rank_95: float
    first: Share
    """Share of the weightings in which no other party ranks higher."""


class CompleteCase(ResultEntity):
    """Difference between two parties on the questions that both answered exactly."""

    difference: ScoreDifference
    """Score of the first party minus score of the second, in points."""
    questions: Annotated[int, Field(ge=0)]
    """Number of questions that both parties answered exactly."""
    of: Annotated[int, Field(ge=0)]
    """Number of questions that apply to both parties."""


class Pair(ResultEntity):
    """Comparison of two parties in a layer or the whole stack, on questions that are asked of and apply to both."""

    first: PartyIndex
    second: PartyIndex
    standing: PairStanding
    """The strongest statement that holds about the two parties."""
    higher_party: PartyIndex | None
    """Party that is higher according to `standing`; null where neither is."""
    likelihood: OrderLikelihood | None
    """Probability of each order once every answer is exact; null where the standing is certain, or no question is
    compared."""
    expected_difference: ScoreDifference | None
    """Expected score of the first party minus that of the second, once every answer is exact, in points; null where no
    question is compared."""
    first_above: Share | None
    """Share of the weightings in which the first party has the higher expected score."""
    second_above: Share | None
    error: Share | None
    """Standard error of the larger of `first_above` and `second_above`, from the number of weightings."""
    weight_to_flip: Share | None
    """Smallest share of all weight that must move between questions for the expected difference to disappear; null
    where there is no difference, or where no weighting reverses the order."""
    decided_by: tuple[Slug, ...]
    """Questions on which the higher party is expected to be ahead, largest contribution to the difference first."""
    pivotal_questions: tuple[Slug, ...]
    """Questions that each decide the order alone: without the question, the expected difference would disappear or
    reverse."""
    without_absolute: PairStanding | None = None
    """Standing without the questions whose numbers do not grow with the population; null where the parties are of
    similar size, or there is no such question."""
    left_out: tuple[Slug, ...] = ()
    """Questions that were left out because their answer is the same for every region of the country that both parties
    lie in."""
    complete_case: CompleteCase | None
    """Difference on the questions that both parties answered exactly, for information: no conclusion is based on it.
    Questions that only one party answered are left out. Null where there is no question that both answered exactly."""


class PartyAnswer(ResultEntity):
    """One party's answer to a question."""

    state: State | Literal["not_in_edition"]
    rung: Level | None
    """Rung answered, counted from 0; null where several rungs are possible, or none."""
    possible: tuple[Level, Level] | None
    """Lowest and highest possible rung, counted from 0; null where the question does not apply or is not in the party's
    edition."""
    low: Share | None
    """Value of the lowest possible rung, 0 to 1."""
    high: Share | None
    """Value of the highest possible rung, 0 to 1."""
    evidence: LocalText | None
    source: Line | None
    date: Date | None
    confidence: Confidence | None
    reason: LocalText | None
    next_action: Action | None
    """First action that leads to a rung above the highest that the answer can be; null where the answer is not
    certainly below the target, or where there is no such action."""

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
    """Weight of this question as a share of the weight of the layer's questions."""
    answers: tuple[PartyAnswer, ...]
    relation: Relation
    spread: Score
    """Certain difference between the highest and the lowest answer, in points of the layer's score. The points are in
    proportion to the question's share of the weight of the questions that all parties answered exactly or, if it is not
    one of them, of all questions."""
    reached_by: tuple[PartyIndex, ...]
    """Parties whose answer is certainly at the target or above."""
    below_target: tuple[PartyIndex, ...]
    """Parties whose answer is certainly below the target."""


class LayerComparison(ResultEntity):
    """Comparison of all parties in a layer, or in a part outside the stack."""

    id: Slug
    name: LocalText
    short: LocalText | None = None
    """Name of the layer in one or two words; null where it has none."""
    results: tuple[PartyLayerResult, ...]
    pairs: tuple[Pair, ...]
    ranks: tuple[Ranks, ...] | None
    """Ranks of the parties in this layer; null unless the order of every pair of adjacent parties is certain or
    likely."""
    questions: tuple[QuestionComparison, ...]
    differing: tuple[Slug, ...]
    """Questions that are certainly answered differently, largest difference in points first."""
    one_sided: tuple[Slug, ...]
    """Questions that some parties answered and others left open, largest weight first."""
    missed: tuple[Slug, ...]
    """Questions on which all parties are certainly below the target, largest weight first."""
    unknown: tuple[Slug, ...]
    """Questions that no party answered, largest weight first."""

    @property
    def short_name(self) -> LocalText:
        """The name in one or two words; the whole name where it has none."""
        return self.short or self.name


class Lesson(ResultEntity):
    """A question on which one party is certainly below the target and other parties certainly reach it."""

    question: Slug
    layer: Slug
    learner: PartyIndex
    examples: tuple[PartyIndex, ...]
    """Parties that certainly reach the target of this question."""
    share_of_gap: Share
    """Share of the learner's shortfall in the whole stack that is due to this question, 0 to 1."""


class JointCoverage(ResultEntity):
    """Questions of a layer that the parties cover together: at least one party reaches the target."""

    layer: Slug
    covered: tuple[Slug, ...]
    """Questions on which at least one party reaches the target."""
    open: tuple[Slug, ...]
    """Questions on which it is not certain whether a party reaches the target, since at least one answer is open or
    partial."""
    missed: tuple[Slug, ...]
    """Questions on which no party reaches the target."""
    covered_share: Interval
    """Share of the weight that is covered; the high end counts every open question as covered."""


class AnswerChange(ResultEntity):
    """Change of one answer from one date to the next."""

    question: Slug
    layer: Slug
    before: PartyIndex
    after: PartyIndex
    movement: AnswerMovement


class IndicatorComparison(ResultEntity):
    """One public figure, with the value for each party."""

    indicator: Slug
    layer: Slug | None
    name: LocalText
    values: tuple[Indicator | None, ...]
    same_basis: bool
    """Whether at least two parties have the figure, and all of them for the same year, unit and kind of area."""

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
    """Comparison of all parties by another instrument's objectives; derived, and indicative only."""

    instrument: Slug
    name: LocalText
    objectives: tuple[ScoreComparison, ...]
    editions: tuple[ScoreComparison, ...]
    """Results over all objectives, with the weights of each edition that was used to score all results."""
    disagreements: tuple[tuple[PartyIndex, PartyIndex], ...]
    """Pairs of parties for which the editions of the instrument do not lead to the same statement."""


class ReweighedComparison(ResultEntity):
    """Comparison with custom weights."""

    overall: tuple[PartyLayerResult, ...]
    overall_pairs: tuple[Pair, ...]
    layers: tuple[ScoreComparison, ...]


class Basis(ResultEntity):
    """Basis of the comparison: its questions, editions, weightings and thresholds."""

    questions: int
    """Number of questions compared: asked of all parties, and worded and counted in the same way in all editions."""
    changed: tuple[Slug, ...]
    """Questions that were left out because the editions word or count them differently."""
    not_in_all: tuple[Slug, ...]
    """Questions that were left out because only some of the editions have them."""
    editions: tuple[Line, ...]
    """Editions of the framework under which the parties answered, oldest first; only one where all parties answered
    under the same edition."""
    weights_edition: Line
    """Edition of the framework whose weights are used."""
    draws: int
    """Number of weightings drawn."""
    seed: str
    error: Share
    """Largest standard error of a share of weightings in the comparison."""
    spread: Share
    """Maximum deviation of a drawn weight from the framework's weight, up or down, as a share of the framework's
    weight."""
    weightings_agree: Share
    """Minimum share of the weightings in which one party must score higher to be called higher."""
    weight_shift: Share
    """Minimum share of all weight that would have to move to undo the order, for one party to be called higher."""
    coverage: Share
    """Minimum coverage of both parties, 0 to 1, for one of them to be called likely higher."""
    likely: Share
    """Minimum probability for one of two parties to be called likely higher."""
    very_likely: Share
    """Minimum probability for one of two parties to be called very likely higher."""
    attention: Score
    """Score at or below which a layer needs more attention."""
    strong: Score
    """Score at or above which a layer is strong."""
    top_level: Level
    """Highest level of the framework, counted from 0."""
    cuts: tuple[Score, ...] = ()
    """Minimum scores of a layer for levels 1, 2 and so on; empty where gating questions decide the level."""


class Comparison(ResultEntity):
    """Comparison of two or more results."""

    schema_version: Literal[2] = SCHEMA_VERSION
    tool: Tool
    framework: Slug
    framework_name: LocalText
    kind: Kind
    meaning: LocalText | None = None
    """Explanation of scores for this kind of profile."""
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
    """Questions on which one party can learn from another, by their share of the learner's shortfall, largest first."""
    questions_to_find_out: tuple[tuple[Slug, ...], ...]
    """Questions that a party left open and another party answered, one list per party; largest weight in the whole
    stack first."""
    joint_coverage: tuple[JointCoverage, ...]
    answer_changes: tuple[AnswerChange, ...]
    """Changes to answers from one date to the next; empty unless all results are of the same subject."""
    national_conflicts: tuple[Slug, ...] = ()
    """Questions whose answer should be the same for every region of a country, but which regions of the same country
    certainly answered differently."""
    indicators: tuple[IndicatorComparison, ...]
    views: tuple[ViewComparison, ...] = ()
    """Comparison by the objectives of other instruments; only for instruments by which all results were scored."""
    weights: Weights | None = None
    """Custom weights; null where no weights were given."""
    reweighed: ReweighedComparison | None = None
    """Comparison with custom weights; null where no weights were given."""

    @property
    def last_date(self) -> date | None:
        """The last day of which any party's answers are; None where none is dated."""
        return max((party.date for party in self.parties if party.date), default=None)

    def question(self, question_id: str) -> QuestionComparison:
        """A question by id."""
        parts = (*self.layers, *self.cross_cutting)
        return next(question for part in parts for question in part.questions if question.id == question_id)
