"""What came out: the result of putting a profile through a framework, with everything that a report shows.

Scores are 0 to 100; weights, values, coverage, gaps, shortfalls and priorities are shares of 0 to 1; levels and rungs
count from 0. Nothing is rounded. What cannot be said is null, never 0.
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
"""What people found beside what was computed: by a verdict that is certain, or by one that is likely; undecided where
there is neither."""


class Tool(ResultEntity):
    """The program that made the result."""

    name: str = "eurostack-assess"
    version: str


class FrameworkSnapshot(ResultEntity):
    """The framework by which a profile was scored, as far as a report needs it."""

    id: Slug
    edition: Line
    hash: str
    """SHA-256 of the framework's files."""
    name: LocalText
    levels: tuple[LocalText, ...]
    """Names of the levels, lowest first."""
    cuts: tuple[Score, ...] = ()
    """Scores of a layer from which levels 1, 2 and so on are reached; empty where gating questions decide the level."""
    target: Level
    thresholds: Thresholds
    sources: tuple[Source, ...]
    meaning: Mapping[Kind, LocalText] = {}
    """What a score means, by kind of profile."""


class ProfileSnapshot(ResultEntity):
    """The profile that was scored, as far as a report needs it; its answers are listed with the questions."""

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
    """Whether the answers are what people in a session said."""
    language: str | None = None
    """Language of reports on the profile, where no other is asked for."""


class Rung(ResultEntity):
    """One option of a question with what it counts."""

    text: LocalText
    value: Share | None
    level: Level | None
    as_written: LocalText | None = None
    """The text with `{count}` where the number for this population belongs; null where it is `text`."""


class QuestionResult(ResultEntity):
    """One question with its answer and what it does to the layer."""

    id: Slug
    layer: Slug | None
    """For a question of a lens: the layer that the question draws on. Otherwise null."""
    role: Role
    facet: Facet | None
    weight: Weight
    """Weight of the question as entered, relative to the other questions of its layer."""
    effective_weight: Share | None
    """Share of the question in the weight of all questions of its layer that apply; null where the question does not
    count or does not apply."""
    ask: LocalText
    why: LocalText | None
    rungs: tuple[Rung, ...]
    target: Level
    """The rung aimed at."""
    context: Literal["country"] | None = None
    """country: the answer is the same for every region of a country."""
    counts_absolutely: bool = False
    """Whether the numbers in the ladder are the same for a region of any size."""
    asked_from: PositiveInt | None = None
    """Population from which the question is asked; null: any."""
    smallest: Size | None = None
    """Smallest size of organisation that is asked the question; null: any."""
    title: LocalText | None = None
    """Name of the question in two to four words; null where it has none."""
    respondents: tuple[Respondent, ...] = ()
    """Who in an organisation can answer it."""
    accepted_evidence: LocalText | None
    """What would prove an answer to the question."""
    state: State
    rung: Level | None
    """The rung answered; null where several are possible, or none."""
    possible: tuple[Level, Level] | None
    """Lowest and highest rung that are still possible; null where the question does not apply."""
    low: Share | None
    """What the lowest possible rung counts; null where the question does not apply or does not count."""
    high: Share | None
    """What the highest possible rung counts; null where the question does not apply or does not count."""
    evidence: LocalText | None
    source: Line | None
    date: Date | None
    confidence: Confidence | None
    """How sure the evidence is."""
    reason: LocalText | None
    """Why the question does not apply; null where it applies, or is not asked of so small a region."""
    scope: AreaScope | None = None
    """Area that the evidence is of, where that is not the region itself; null: the region, or not said."""
    searched: LocalText | None = None
    """What was searched for and not found."""
    supported: bool
    """False where a rung at or above the target is claimed without evidence or source."""
    gap: Share | None
    """How far the answer certainly falls short of the target; null while it is open or does not count."""
    gap_high: Share | None
    """How far the answer may fall short of the target, at its lowest possible rung; null where the question does not
    count."""
    priority: Share | None
    """Part of the layer's shortfall that is due to this question; the priorities of a layer add up to its shortfall."""
    share_of_total_gap: Share | None
    """Part of the shortfall of the whole stack that is due to this question, 0 to 1."""
    information: Score | None
    """Points of score that knowing the answer would settle; over a layer they add up to the width of its score
    range."""
    decides: Share | None
    """Probability that the layer's verdict is certain once this answer is known; 0 where it is certain already, null
    where the answer is exact or does not count."""
    gain: Share | None
    """By how much knowing the answer is expected to raise the greatest probability of a verdict, each answer falling by
    itself; null as `decides`."""
    leads_to: tuple[RungLead, ...] = ()
    """Of each rung still possible the verdict that it leads to; empty where the verdict is certain, or the answer."""
    misses_floor: bool
    """Whether even the highest possible rung is below the question's floor."""
    holds_level: bool
    """Whether it is one of the gating questions that hold their layer below the framework's target level."""
    next_action: Action | None
    """The action that lifts the answer to the next rung."""
    score_after: Score | None = None
    """Score of the layer once that action is done and nothing else has changed; null where there is none."""

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
    """What the layer's level becomes when binding questions are lifted to the top."""

    by_question: Mapping[Slug, Level]
    """Level of the layer by question: the level after this one binding question alone is raised to its top rung."""
    all_questions: Level
    """Level of the layer after all binding questions are raised to their top rungs."""


class LayerResult(LeveledScore):
    """A layer, or a part outside the stack, with its score and its level side by side."""

    id: Slug
    name: LocalText
    short: LocalText | None = None
    """Name of the layer in one or two words; null where it has none."""
    weight: Weight
    """Weight of the layer in the stack, as entered, relative to the other layers."""

    binding: tuple[Slug, ...]
    """The gating questions that hold the level down, as no more is proven of them; none at the highest level."""
    level_uplift: LevelUplift | None
    """Levels that raising the binding questions would reach; null where no question binds."""
    verdict: Verdict
    ground: VerdictGround
    """Which test decided the verdict."""
    certainty: Certainty | None
    """How sure the verdict is, or the one that is likely; null where nothing applies."""
    likelihood: Likelihood | None
    """What the verdict would probably be; null where it is certain or nothing applies."""
    prior_likelihood: Likelihood | None = None
    """Likelihood by the answers of the reference population `prior`; null without one, and where `likelihood` is."""
    weights_agree: Share | None = None
    """Share of weightings in which the verdict stays the same; null where the verdict does not rest on the score range,
    or is undetermined."""
    is_close_call: bool = False
    """Whether the verdict is certain and holds in too few weightings: fewer than `thresholds.weights_agree`."""
    gates: GateCounts
    doubt: Doubt | None = None
    """What the verdict is without the answers that nobody is sure of; null where there are none."""
    sensitivity: Sensitivity | None = None
    """What the verdict is under other assumptions of the method; null unless asked for."""
    decided_by: tuple[Slug, ...]
    """The questions that weighed most in the verdict, at most two; those below their floor first."""
    shortfall: Share | None
    """Weighted mean of the gaps of the questions of which something is known: 0 where none is certainly below its
    target."""
    shortfall_low: Share | None
    """Weighted mean of the gaps of all questions that apply, each at its highest possible rung."""
    shortfall_high: Share | None
    """Weighted mean of the gaps of all questions that apply, each at its lowest possible rung."""
    not_applicable: Share | None
    """Weight set aside as not applicable over all weight."""
    score_not_applicable_as_0: Score | None
    """The score if what was called not applicable counted as 0; only where more than the framework allows was."""
    counts: StateCounts
    finding: Finding | None
    """What people in a session concluded."""
    agreement: FindingAgreement
    """How the finding of the people in the session compares with the computed verdict."""
    gaps: tuple[Slug, ...]
    """Questions of the layer with a gap, in the order in which to close them."""
    gap_ranks: tuple[PositiveInt, ...]
    """Rank of each of `gaps`; questions that are alike share the rank of the first."""
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
    """The whole stack; never to be shown without its weakest layers."""

    gates: GateCounts
    likelihood: StackLikelihood | None
    """What is probable of the stack; null where every answer is exact or nothing applies."""

    weakest: tuple[Slug, ...]
    """Layers at the overall level or, where there are no levels, at the lowest score."""
    shortfall: Share | None


class Summary(ResultEntity):
    """What the one sentence says: ids of layers, in the order in which they are named."""

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
    """Only where no layer is certainly strong: the layer with the highest low end among the layers with a certain
    verdict. Otherwise null."""
    relatively_lowest: Slug | None
    """Only where no layer certainly needs attention: the layer with the lowest low end among the layers with a certain
    verdict that are not strong. Otherwise null."""
    no_verdict: tuple[Slug, ...]
    """Layers of which no verdict is certain, and none likely."""


class ReweighedLayer(RangedScore):
    """The result of a layer by custom weights."""

    id: Slug
    weight: Weight
    verdict: Verdict


class ReweighedResult(ResultEntity):
    """The result by custom weights, shown next to the result by the framework's weights."""

    weights: Weights
    hash: str
    """SHA-256 of the file's text."""
    overall: Overall
    summary: Summary
    layers: tuple[ReweighedLayer, ...]
    changed: tuple[Slug, ...]
    """Layers with another verdict than by the framework's weights."""


class Assessment(ResultEntity):
    """The result of one profile."""

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
    """Questions of the stack with a gap, in the order in which to close them: floors missed first, then gating
    questions that hold their layer below the target, then by share of the gap, exposure of the layer, and effort."""
    gap_ranks: tuple[PositiveInt, ...]
    """Rank of each of `gaps`; questions that are alike share the rank of the first."""
    information_gaps: tuple[Slug, ...]
    """Open and partial questions of the stack, in the order in which to find them out: layers without a word for their
    verdict first; then by `decides`, `gain` and `information`."""
    information_ranks: tuple[PositiveInt, ...]
    """Rank of each of `information_gaps`; questions that are alike share the rank of the first."""

    confidence: Mapping[Confidence | Literal["unstated"], int]
    """Questions of the stack of which something is known, by how sure their evidence is; none where no answer says."""
    national_answers: int = 0
    """Questions of the stack of which something is known, and only of the region's country or the EU."""
    scan: ScanResult | None = None
    """What a short assessment says; null where more was answered than one asks."""
    edition_drift: EditionDrift | None = None
    """What changed since the edition that was answered; null where the answers were given under the edition they are
    scored by."""
    views: tuple[ViewResult, ...] = ()
    """Results by the objectives of other instruments, from the same answers; empty unless asked for."""
    reweighed: ReweighedResult | None = None
    """Result by custom weights; null where none were given."""
    doubt: Literal["one_rung"] | None = None
    """How the answers that nobody is sure of were changed before anything was computed; null: they were not."""
    prior: PriorSnapshot | None = None
    """Reference population of `prior_likelihood`; null where none was given."""
    exposure: Exposure | None = None
    """Result for the dependencies: the services on record; null where there are none."""

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
