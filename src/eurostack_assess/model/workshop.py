"""Many people's answers: what each participant said, what the facilitator settled, and what came of it together."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.base import (
    PARTICIPANT,
    SCHEMA_VERSION,
    Confidence,
    Date,
    Entity,
    Level,
    LocalText,
    ResultEntity,
    Score,
    Share,
    Slug,
)
from eurostack_assess.model.catalogue import Country
from eurostack_assess.model.profile import MAX_NAME_LENGTH
from eurostack_assess.model.rungs import DONT_KNOW, NOT_APPLICABLE, SKIPPED, AnswerValue, RungOrWord
from eurostack_assess.model.session import FrameworkRef
from eurostack_assess.model.vocabulary import FindingVerdict, Kind, OpenWord, Verdict

ANSWERS_FORMAT: Literal["eurostack-assess answers"] = "eurostack-assess answers"
WORKSHOP_FORMAT: Literal["eurostack-assess workshop"] = "eurostack-assess workshop"
FORMAT_VERSION: Literal[1] = 1

SHEET_FORMAT = "eurostack-assess sheet"
SHEET_MARK = "eurostack-assess"
"""Name of the sheet in our spreadsheet that says what the others are."""

SHEET_NAME, SHEET_REMARK, SHEET_VOTE = "form:name", "form:remark", "vote:"
"""Codes of its rows that are no question; a layer's id follows the last. No id has a colon."""

SHEET_ANSWER, SHEET_NOTE = 3, 4
"""Columns that participants fill in, counted from 0."""

SURVEY_CODES: Mapping[str, OpenWord] = {"DK": DONT_KNOW, "NA": NOT_APPLICABLE}
"""What our survey calls answers that are no rung."""

SHEET_FIRST_ROW = 4
"""The first row to fill in, counted from 0."""

Participant = Annotated[str, StringConstraints(pattern=PARTICIPANT)]
"""Who it is, as a number that says nothing: the same in every file of the same participant."""

MAX_REVISION = 2**53
"""Up to here every program tells whole numbers apart."""

Revision = Annotated[int, Field(ge=0, le=MAX_REVISION)]
"""How often something was said anew; the highest counts."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=MAX_NAME_LENGTH)]
QuestionFingerprints = Mapping[Slug, Annotated[str, StringConstraints(max_length=64)]]
"""By question: `session.fingerprint` of its wording when it was put."""


MAX_NOTE_LENGTH = 32_767
"""Characters, as many as a spreadsheet's cell holds."""

Note = Annotated[str, StringConstraints(min_length=1, max_length=MAX_NOTE_LENGTH)]
"""What somebody said in words."""

MAX_REASON_LENGTH = 1800
"""Characters; a profile's text, in which the reason is put into a sentence, may have 2,000."""


class Vote(Entity):
    """What one participant answered to one question."""

    answer: RungOrWord
    """The rung, counted from 0, or dont_know, skipped or not_applicable."""
    note: Note | None = None
    """What the participant said about the answer; with not_applicable, the reason."""
    confidence: Confidence | None = None
    """How sure the participant is of the answer."""
    revision: Revision = 0


class LayerVote(Entity):
    """How one participant judges a layer as a whole."""

    verdict: FindingVerdict | None
    """Judgement on the layer; null: the participant took it back."""
    revision: Revision = 0


class Remark(Entity):
    """What one participant said in general."""

    text: Note | None
    """The remark; null: the participant took it back."""
    revision: Revision = 0


class Ballot(Entity):
    """Everything one participant said."""

    participant: Participant
    name: Name | None = None
    answers: Mapping[Slug, Vote] = {}
    """Answers by question id."""
    votes: Mapping[Slug, LayerVote] = {}
    """Judgements by layer id."""
    remark: Remark | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was ever filled in; what was taken back is kept, so that it stays taken back."""
        return not (self.answers or self.votes or self.remark)

    @property
    def says_something(self) -> bool:
        """Whether there is anything in it; a form that was saved empty is nobody's."""
        has_answer = any(vote.answer != SKIPPED or vote.note for vote in self.answers.values())
        has_verdict = any(vote.verdict is not None for vote in self.votes.values())
        return has_answer or has_verdict or bool(self.remark and self.remark.text)


class AnswersFile(Entity):
    """One participant's answers, as the form saves them."""

    format: Literal["eurostack-assess answers"]
    format_version: Literal[1]
    framework: FrameworkRef
    kind: Kind
    name: Name
    """Name of the organisation or region that the answers are about."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    questions: QuestionFingerprints
    ballot: Ballot


class Settlement(Entity):
    """What the facilitator wrote down after the discussion; the votes stay as they are."""

    answer: AnswerValue
    """The rung, counted from 0, the rungs still possible, or dont_know, skipped or not_applicable."""
    reason: Annotated[str, StringConstraints(min_length=1, max_length=MAX_REASON_LENGTH)]
    date: Date | None = None
    revision: Revision = 0


class Workshop(Entity):
    """All ballots of a workshop, in one file that more can be merged into."""

    format: Literal["eurostack-assess workshop"] = WORKSHOP_FORMAT
    format_version: Literal[1] = FORMAT_VERSION
    framework: FrameworkRef
    name: Name
    """Name of the organisation or region that the workshop is about."""
    kind: Kind
    country: Country | None = None
    date: Date | None = None
    lenses: tuple[Slug, ...] = ()
    questions: QuestionFingerprints
    ballots: tuple[Ballot, ...] = ()
    """Ballots in the order of the participants' numbers."""
    settlements: Mapping[Slug, Settlement] = {}
    """What the facilitator settled after the discussion, by question id."""


Scope = Literal["applies", "not_applicable", "not_agreed"]
"""Whether the participants think that a question applies; not agreed: as many say so as not."""

DiscussionReason = Literal["both_ends", "split", "scope"]
"""Why to discuss a question: answers at both ends of the ladder; far apart; or whether it applies at all."""


class ParticipantComment(ResultEntity):
    """What a participant said in words."""

    participant: Annotated[int, Field(ge=1)]
    """The number in the report, from 1."""
    text: str


class QuestionVotes(ResultEntity):
    """One question with all votes and what came of them."""

    id: Slug
    layer: Slug
    ask: LocalText
    rungs: tuple[LocalText, ...]
    counts: tuple[int, ...]
    """Number of votes by rung."""
    dont_know: int
    not_applicable: int
    no_answer: int
    """Number of participants who gave no answer."""
    scope: Scope
    too_few: bool
    """Whether too few participants answered for the question to count."""
    median: Level | None
    """Lower median of the rungs answered, counted from 0."""
    lower_quartile: Level | None
    """Lower quartile of the rungs answered, counted from 0."""
    upper_quartile: Level | None
    """Upper quartile of the rungs answered, counted from 0."""
    confidence: Confidence | None = None
    """Least sure of the answers at the median, as far as participants said; null where none did."""
    share_at_median: Share | None
    """Share of the votes at the median; null with fewer than three."""
    consensus: Share | None
    """Consensus, 1 where all votes are alike, 0 where half is at either end of the ladder; null with fewer than three
    votes."""
    grounds: tuple[DiscussionReason, ...]
    """Reasons to discuss the question; empty where there is no need."""
    settlement: Settlement | None
    notes: tuple[ParticipantComment, ...]


class UnansweredQuestion(ResultEntity):
    """A question to which nobody gave an answer."""

    id: Slug
    ask: LocalText


class LayerVotes(ResultEntity):
    """One layer with what came of the votes."""

    id: Slug
    name: LocalText
    score: Score | None
    """Score of the answers that the workshop agreed on, 0 to 100."""
    low: Score | None
    """Score with the lower quartile of the votes on every question, 0 to 100."""
    high: Score | None
    """Score with the upper quartile of the votes on every question, 0 to 100."""
    coverage: Share | None
    level: Level | None
    verdict: Verdict
    answers_low: int
    """Fewest votes on a question of the layer that counts."""
    answers_high: int
    """Most votes on a question of the layer that counts."""
    own_scores: tuple[Score | None, ...]
    """Each participant's own score, in the order of their numbers."""
    own_low: Score | None
    """Lowest of the participants' own scores."""
    own_median: Score | None
    """Lower median of the participants' own scores."""
    own_high: Score | None
    """Highest of the participants' own scores."""
    votes: Mapping[FindingVerdict, int]
    """Number of participants by their judgement on the layer."""
    finding: FindingVerdict | None
    """Judgement that more than half of those who judged the layer gave; null where fewer than three did, or where they
    are divided."""
    is_divided: bool
    """Whether at least three participants judged the layer and no judgement has more than half."""


Strength = Literal["firm", "tentative", "low"]
"""Of an alpha of 0.80 and higher, of 0.667 and higher, and below (Krippendorff, *Content Analysis*, 2018)."""


class AgreementSummary(ResultEntity):
    """How alike all answers are, over all questions."""

    alpha: Annotated[float, Field(le=1)] | None
    """Krippendorff's alpha, ordinal; null where it has no meaning."""
    strength: Strength | None
    """Conclusion that alpha allows: firm, tentative or low; null without alpha."""
    all_alike: bool
    """Whether everyone gave the same answer to everything, so that alpha has no meaning."""
    pairs: int
    """Number of answers that can be compared with another answer to the same question."""
    share_at_median: Share | None
    """Share of all answers that are at the median of their question; always shown together with alpha."""


class WorkshopResult(ResultEntity):
    """What came of a workshop."""

    schema_version: Literal[2] = SCHEMA_VERSION
    tool: Tool
    name: str
    kind: Kind
    framework: FrameworkRef
    framework_name: LocalText
    date: Date | None
    participants: tuple[str | None, ...]
    """Names of the participants, in the order of their numbers; null where names are not kept."""
    agreement: AgreementSummary
    layers: tuple[LayerVotes, ...]
    cross_cutting: tuple[LayerVotes, ...]
    questions: tuple[QuestionVotes, ...]
    to_discuss: tuple[Slug, ...]
    """Questions to discuss, the ones with the widest disagreement first."""
    least_alike: tuple[Slug, ...]
    """Questions with the widest disagreement, whether it calls for a discussion or not."""
    min_answers: int
    """Minimum number of answers for a question to count: three, or all participants of a smaller group."""
    too_few: tuple[Slug, ...]
    """Questions that too few answered to count."""
    open: tuple[UnansweredQuestion, ...]
    """Questions to which nobody gave an answer."""
    remarks: tuple[ParticipantComment, ...]
