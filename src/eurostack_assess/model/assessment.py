"""The result of scoring a profile by a framework, with everything that a report shows.

Scores are 0 to 100; weights, values, coverage, gaps, shortfalls and priorities are shares of 0 to 1; levels and rungs
count from 0. Nothing is rounded. A value that cannot be given is null, never 0.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal

from pydantic import PositiveInt, model_validator
from pydantic_core import PydanticCustomError

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
    Weight,
)
from eurostack_assess.model.catalogue import Country
from eurostack_assess.model.edition_drift import EditionDrift
from eurostack_assess.model.exposure import Exposure
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.likelihood import Likelihood, PriorSnapshot, RungLead, StackLikelihood
from eurostack_assess.model.profile import Area, AreaScope, Dependency, Finding, Indicator, Inhabitants, Statement
from eurostack_assess.model.question import Action, Facet, Respondent, Role, Source
from eurostack_assess.model.robustness import Doubt, Sensitivity
from eurostack_assess.model.scan import ScanResult
from eurostack_assess.model.scores import GateCounts, LeveledScore, RangedLevel, RangedScore, StateCounts
from eurostack_assess.model.view import ViewResult
from eurostack_assess.model.vocabulary import (
    KNOWN_STATES,
    Certainty,
    FindingVerdict,
    Kind,
    Size,
    State,
    Verdict,
    VerdictGround,
)
from eurostack_assess.model.weights import Weights

FindingAgreement = Literal["agrees", "differs", "likely_agrees", "likely_differs", "undecided", "no_finding"]
"""Agreement of a workshop finding with the computed verdict. agrees, differs: a verdict is certain, and the finding is
the same or another one; differs is also used if no outcome of the open answers leads to the finding. likely_agrees,
likely_differs: a verdict is likely, and the finding is the same or another one. undecided: no verdict is certain or
likely. no_finding: there is no finding."""


class Tool(ResultEntity):
    """The program that made the result."""

    name: str = "eurostack-assess"
    version: str


class FrameworkSnapshot(ResultEntity):
    """Details, for reports, of the framework by which a profile was scored."""

    id: Slug
    edition: Line
    hash: str
    """SHA-256 of the framework's files."""
    name: LocalText
    levels: tuple[LocalText, ...]
    """Names of the levels, lowest first."""
    cuts: tuple[Score, ...] = ()
    """Minimum scores of a layer for levels 1, 2 and so on; empty where gating questions decide the level."""
    target: Level
    thresholds: Thresholds
    sources: tuple[Source, ...]
    meaning: Mapping[Kind, LocalText] = {}
    """Explanation of scores, by kind of profile."""


class ProfileSnapshot(ResultEntity):
    """Details, for reports, of the profile that was scored; its answers are listed with the questions."""

    name: str
    kind: Kind
    country: Country | None
    areas: tuple[Area, ...] = ()
    population: Inhabitants | None
    size: Size | None = None
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
    """session: the answers were given by people in a workshop; null: they were looked up or known."""
    language: str | None = None
    """Language of reports on the profile if no other language is requested."""


class Rung(ResultEntity):
    """One rung of a question's ladder, with its value and level."""

    text: LocalText
    value: Share | None
    level: Level | None
    as_written: LocalText | None = None
    """Text of the rung with `{count}` instead of the number for this population; null where equal to `text`."""


class QuestionResult(ResultEntity):
    """One question with its answer and its effect on the layer's result."""

    id: Slug
    layer: Slug | None
    """For a question of a lens, the layer that the question draws on; otherwise null."""
    role: Role
    facet: Facet | None
    weight: Weight
    """Weight of the question as stated in the questionnaire, relative to the other questions of its layer."""
    effective_weight: Share | None
    """Weight of the question as a share of the total weight of the questions of its layer that count and apply; null
    where the question does not count or does not apply."""
    ask: LocalText
    why: LocalText | None
    rungs: tuple[Rung, ...]
    target: Level
    """Rung to aim at, counted from 0."""
    context: Literal["country"] | None = None
    """country: the answer is the same for every region of a country."""
    counts_absolutely: bool = False
    """Whether the numbers in the ladder are the same for a region of any size."""
    asked_from: PositiveInt | None = None
    """Minimum population for the question to be asked; null: no minimum."""
    smallest: Size | None = None
    """Smallest size of organisation that is asked the question; null: any."""
    title: LocalText | None = None
    """Name of the question in two to four words; null where it has none."""
    respondents: tuple[Respondent, ...] = ()
    """Who in an organisation can answer the question."""
    accepted_evidence: LocalText | None
    """Evidence that would prove an answer to the question."""
    state: State
    rung: Level | None
    """Rung answered, counted from 0; null where several rungs are possible, or none."""
    possible: tuple[Level, Level] | None
    """Lowest and highest possible rung, counted from 0; null where the question does not apply."""
    low: Share | None
    """Value of the lowest possible rung, 0 to 1; null where the question does not apply or does not count."""
    high: Share | None
    """Value of the highest possible rung, 0 to 1; null where the question does not apply or does not count."""
    evidence: LocalText | None
    source: Line | None
    date: Date | None
    confidence: Confidence | None
    """Confidence of the evidence."""
    reason: LocalText | None
    """Reason why the question does not apply; null where it applies, or where size alone excludes it."""
    scope: AreaScope | None = None
    """Area that the evidence describes, if it is not the region itself; null: the region itself, or not stated."""
    searched: LocalText | None = None
    """Evidence that was searched for and not found."""
    supported: bool
    """False where a rung at or above the target, or a partial answer, is claimed without evidence or source."""
    gap: Share | None
    """Distance by which the answer certainly falls short of the target, as a value from 0 to 1; null where the answer
    is open or the question does not count."""
    gap_high: Share | None
    """Distance by which the answer may fall short of the target, at its lowest possible rung, as a value from 0 to 1;
    null where the question does not count."""
    priority: Share | None
    """Part of the layer's shortfall that is due to this question; the priorities of a layer add up to its shortfall."""
    share_of_total_gap: Share | None
    """Share of the whole stack's shortfall that is due to this question, 0 to 1."""
    information: Score | None
    """Points of the layer's score range that knowing the answer would settle; over all questions of a layer they add up
    to the width of the range."""
    decides: Share | None
    """Probability that the layer's verdict is certain once this answer is known; 0 where the verdict is certain
    already, null where the answer is exact or does not count."""
    gain: Share | None
    """Expected rise of the greatest probability of a verdict once this answer is known, 0 to 1, with open answers
    independent of each other; 0 where the verdict is certain already, null where the answer is exact or not counted."""
    leads_to: tuple[RungLead, ...] = ()
    """Verdict that each possible rung would lead to; empty where the verdict is certain or the answer is exact."""
    misses_floor: bool
    """Whether even the highest possible rung is below the question's floor."""
    holds_level: bool
    """Whether the question is a gating question that limits its layer to a level below the framework's target."""
    next_action: Action | None
    """First action that leads to a rung above the highest that the answer can be; null where the answer is not
    certainly below the target, or where there is no such action."""
    score_after: Score | None = None
    """Score of the layer, 0 to 100, once `next_action` is done and nothing else has changed; null without one."""

    @model_validator(mode="after")
    def _check_rungs(self) -> "QuestionResult":
        """A result comes from a file too, and a file may have been changed by hand."""
        top, possible = len(self.rungs) - 1, self.possible
        if self.target > top or (possible is not None and possible[1] > top):
            raise PydanticCustomError("off-the-ladder", "there is no such rung")
        fits = {
            "answered": possible is not None and possible == (self.rung, self.rung),
            "partial": possible is not None and possible[0] < possible[1] and possible != (0, top),
            "not_applicable": possible is None,
        }.get(self.state, possible == (0, top))
        if not fits or (self.state != "answered" and self.rung is not None):
            raise PydanticCustomError("state-without-rung", "the rungs still possible are not those of its state")
        return self

    @property
    def counts(self) -> bool:
        """Whether it counts in the score: it is scored, and applies."""
        return self.role != "informational" and self.possible is not None

    @property
    def is_known(self) -> bool:
        """Whether anything is known of the answer: one rung is possible, or some are ruled out."""
        return self.state in KNOWN_STATES

    @property
    def is_national(self) -> bool:
        """Whether its answer is of a whole country or more, and says nothing of one region in it."""
        return self.context == "country" or self.scope in ("country", "eu")

    @property
    def grows_with_population(self) -> bool:
        """Whether a number in its ladder is computed from the population."""
        return any(rung.as_written is not None for rung in self.rungs)

    @cached_property
    def wording(self) -> str:
        """What tells one wording of the question, or one way of counting its rungs, from another."""
        rungs = [(sorted((rung.as_written or rung.text).root.items()), rung.value) for rung in self.rungs]
        return repr((sorted(self.ask.root.items()), rungs))


class LevelUplift(ResultEntity):
    """Levels that a layer would reach if the questions that limit its level were raised to their top rungs."""

    by_question: Mapping[Slug, Level]
    """Level of the layer after one binding question alone is raised to its top rung, by question id."""
    all_questions: Level
    """Level of the layer after all binding questions are raised to their top rungs."""


class LayerResult(LeveledScore):
    """Result of a layer, or of a part outside the stack: its score, level, verdict and gaps."""

    id: Slug
    name: LocalText
    short: LocalText | None = None
    """Name of the layer in one or two words; null where it has none."""
    weight: Weight
    """Weight of the layer in the stack, as entered, relative to the other layers."""

    binding: tuple[Slug, ...]
    """Gating questions that limit the level: none proves a higher one; empty at the highest level."""
    level_uplift: LevelUplift | None
    """Levels that the layer would reach if the binding questions were raised; null where no question is binding."""
    verdict: Verdict
    ground: VerdictGround
    """Test that decided the verdict."""
    certainty: Certainty | None
    """Certainty of the verdict or, where no verdict is certain, of the likely one; null where no question applies."""
    likelihood: Likelihood | None
    """Probability of each verdict once answers are exact; null where the verdict is certain or nothing applies."""
    prior_likelihood: Likelihood | None = None
    """Likelihood based on the reference population `prior`; null without it, or where `likelihood` is null."""
    weights_agree: Share | None = None
    """Share of weightings in which the verdict stays the same; null where the verdict does not rest on the score range,
    or is undetermined."""
    is_close_call: bool = False
    """Whether the verdict is certain, but stays the same in less than `thresholds.weights_agree` of the weightings."""
    gates: GateCounts
    doubt: Doubt | None = None
    """Test of the verdict without the unsure answers; null where no answer that counts is unsure."""
    sensitivity: Sensitivity | None = None
    """Sensitivity analysis of the verdict; null unless requested."""
    decided_by: tuple[Slug, ...]
    """The questions that weighed most in the verdict, at most two; those below their floor first."""
    shortfall: Share | None
    """Weighted mean of the gaps of the questions about which something is known: 0 where none is certainly below its
    target."""
    shortfall_low: Share | None
    """Weighted mean of the gaps of all questions that apply, each at its highest possible rung."""
    shortfall_high: Share | None
    """Weighted mean of the gaps of all questions that apply, each at its lowest possible rung."""
    not_applicable: Share | None
    """Share of the layer's weight that belongs to questions that do not apply, 0 to 1."""
    score_not_applicable_as_0: Score | None
    """Score if questions that do not apply counted as 0; null unless `not_applicable` is above its threshold."""
    counts: StateCounts
    finding: Finding | None
    """Workshop finding on the layer; null where there is none."""
    agreement: FindingAgreement
    """Agreement of the workshop finding with the computed verdict."""
    gaps: tuple[Slug, ...]
    """Questions of the layer with a gap, in the order in which to close them."""
    gap_ranks: tuple[PositiveInt, ...]
    """Rank of each question in `gaps`, from 1; tied questions share the rank of the first of them."""
    questions: tuple[QuestionResult, ...]

    @property
    def short_name(self) -> LocalText:
        """The name in one or two words; the whole name where it has none."""
        return self.short or self.name

    @property
    def leading(self) -> FindingVerdict | None:
        """The verdict that is likely; None where one is certain, or none is likely."""
        return self.likelihood.leading if self.likelihood else None

    @property
    def question_ids(self) -> frozenset[str]:
        """Ids of its questions."""
        return frozenset(question.id for question in self.questions)


class Overall(LeveledScore):
    """Result of the whole stack; never to be shown without its weakest layers."""

    gates: GateCounts
    likelihood: StackLikelihood | None
    """Probabilities for the stack; null where every answer is exact or no question applies."""

    weakest: tuple[Slug, ...]
    """Layers at the overall level or, where there are no levels, at the lowest score."""
    shortfall: Share | None


class Summary(ResultEntity):
    """Content of the summary sentence: ids of layers, in the order in which the sentence names them."""

    strong: tuple[Slug, ...]
    """Layers that are certainly strong, highest low end of the score range first."""
    attention: tuple[Slug, ...]
    """Layers that certainly need attention, largest shortfall first."""
    likely_strong: tuple[Slug, ...]
    """Layers that are very likely or likely strong, in that order."""
    likely_middle: tuple[Slug, ...]
    """Layers that are very likely or likely neither strong nor in need of attention, in that order."""
    likely_attention: tuple[Slug, ...]
    """Layers that very likely or likely need attention, in that order."""
    relatively_best: Slug | None
    """Layer with the highest low end of the score range among the layers with a certain verdict that do not need
    attention; null if any layer is certainly strong, if no layer qualifies, or if it would also be the lowest."""
    relatively_lowest: Slug | None
    """Layer with the lowest low end of the score range among the layers with a certain verdict that are not strong;
    null if any layer certainly needs attention, if no layer qualifies, or if it would also be the best."""
    no_verdict: tuple[Slug, ...]
    """Layers without a certain or likely verdict."""


class ReweighedLayer(RangedScore):
    """Result of a layer with custom weights."""

    id: Slug
    weight: Weight
    verdict: Verdict


class ReweighedResult(ResultEntity):
    """Result with custom weights, shown next to the result with the framework's weights."""

    weights: Weights
    hash: str
    """SHA-256 of the text of the weights file."""
    overall: Overall
    summary: Summary
    layers: tuple[ReweighedLayer, ...]
    changed: tuple[Slug, ...]
    """Layers whose verdict differs from the one with the framework's weights."""


class Assessment(ResultEntity):
    """Result of the assessment of one profile."""

    schema_version: Literal[2] = SCHEMA_VERSION
    tool: Tool
    framework: FrameworkSnapshot
    profile: ProfileSnapshot
    overall: Overall
    summary: Summary
    layers: tuple[LayerResult, ...]
    cross_cutting: tuple[LayerResult, ...]
    """Results of the parts outside the stack (cross-cutting, such as enablers); they do not count in the overall
    score."""
    lenses: tuple[LayerResult, ...]
    """Results of the lenses that the profile names; they do not count in the overall score."""
    gaps: tuple[Slug, ...]
    """Questions of the stack with a gap, in the order in which to close them: first missed floors, then gating
    questions that limit a layer to below the target level, then the others; within each group by share of the total
    shortfall, exposure of the layer, and effort."""
    gap_ranks: tuple[PositiveInt, ...]
    """Rank of each question in `gaps`, from 1; tied questions share the rank of the first of them."""
    information_gaps: tuple[Slug, ...]
    """Open and partial questions of the stack, in the order in which to find out their answers: questions of layers
    without a certain or likely verdict first; then by `decides`, `gain` and `information`."""
    information_ranks: tuple[PositiveInt, ...]
    """Rank of each question in `information_gaps`, from 1; tied questions share the rank of the first of them."""

    confidence: Mapping[Confidence | Literal["unstated"], int]
    """Number of known questions of the stack, by confidence of the evidence; empty if no answer states one."""
    national_answers: int = 0
    """Number of questions of the stack answered only for the region's country, or for the EU, as a whole."""
    scan: ScanResult | None = None
    """Result of a short assessment; null unless all answered questions belong to one scan."""
    edition_drift: EditionDrift | None = None
    """Changes since the edition under which the answers were given; null if they are scored by that edition."""
    views: tuple[ViewResult, ...] = ()
    """Results by the objectives of other instruments, from the same answers; empty unless requested."""
    reweighed: ReweighedResult | None = None
    """Result with custom weights; null where no weights were given."""
    doubt: Literal["one_rung"] | None = None
    """one_rung: one more rung was taken as possible on either side of unsure answers; null: no answer was changed."""
    prior: PriorSnapshot | None = None
    """Reference population of `prior_likelihood`; null where no population was given."""
    exposure: Exposure | None = None
    """Exposure of the services on record; null where there are no services on record."""

    @model_validator(mode="after")
    def _check_unique_ids(self) -> "Assessment":
        """A layer or a question that stands twice would count twice."""
        parts = self.parts
        for ids in ([part.id for part in parts], [question.id for part in parts for question in part.questions]):
            if len(set(ids)) < len(ids):
                raise PydanticCustomError("named-twice", "something stands here twice")
        return self

    @model_validator(mode="after")
    def _check_references(self) -> "Assessment":
        """What is said of layers and questions is about those that are here; a file may have been changed by hand."""
        layers = {layer.id for layer in self.layers}
        question_ids = {question.id for part in self.parts for question in part.questions}
        summary, reweighed = self.summary, self.reweighed
        likely = (*summary.likely_strong, *summary.likely_middle, *summary.likely_attention)
        fits = {*summary.strong, *summary.attention, *likely, *summary.no_verdict, *self.overall.weakest} <= layers
        fits = fits and {summary.relatively_best, summary.relatively_lowest} <= {*layers, None}
        fits = fits and {*self.gaps, *self.information_gaps} <= question_ids
        fits = fits and len(self.gaps) == len(self.gap_ranks)
        fits = fits and len(self.information_gaps) == len(self.information_ranks)
        fits = fits and all(len(part.gaps) == len(part.gap_ranks) for part in self.parts)
        fits = fits and all({*part.decided_by, *part.binding, *part.gaps} <= part.question_ids for part in self.parts)
        if reweighed is not None:
            fits = fits and [layer.id for layer in reweighed.layers] == [layer.id for layer in self.layers]
            fits = fits and {*reweighed.changed} <= layers
        if self.exposure is not None:
            fits = fits and {concentration.layer for concentration in self.exposure.layers} <= layers
            fits = fits and {contradiction.question for contradiction in self.exposure.contradictions} <= question_ids
        if not fits or (self.edition_drift is not None and not {*self.edition_drift.changed} <= question_ids):
            raise PydanticCustomError("names-nothing", "this names what is not here")
        return self

    @model_validator(mode="after")
    def _check_levels(self) -> "Assessment":
        """A level is a place among the framework's."""
        rungs = [rung for part in self.parts for question in part.questions for rung in question.rungs]
        objectives = [objective for view in self.views for objective in view.objectives]
        leveled: Sequence[RangedLevel] = [self.overall, *self.parts, *self.views, *objectives]
        used_levels = {self.framework.target, *(rung.level for rung in rungs)}
        used_levels |= {level for result in leveled for level in result.known_levels}
        if any(level is not None and level >= len(self.framework.levels) for level in used_levels):
            raise PydanticCustomError("no-such-level", "a level that the framework does not have")
        return self

    @property
    def parts(self) -> tuple[LayerResult, ...]:
        """The stack, what stands beside it, and the lenses."""
        return (*self.layers, *self.cross_cutting, *self.lenses)

    @cached_property
    def scoring_key(self) -> str:
        """By what it counts, as text: thresholds, weights, and how questions are worded."""
        weights = [(part.id, part.weight) for part in self.parts]
        question_keys = [
            (question.id, question.weight, question.role, question.target, question.wording)
            for part in self.parts
            for question in part.questions
        ]
        return repr((self.framework.thresholds, weights, question_keys))

    def part(self, part_id: str) -> LayerResult | None:
        """A part's result by id; None where there is no such part."""
        return next((part for part in self.parts if part.id == part_id), None)

    def question(self, question_id: str) -> QuestionResult:
        """A question's result by id."""
        return next(question for part in self.parts for question in part.questions if question.id == question_id)

    def layer(self, layer_id: str) -> LayerResult:
        """A layer's result by id."""
        return next(layer for layer in self.layers if layer.id == layer_id)
