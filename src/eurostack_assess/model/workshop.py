"""A workshop: the answers of each participant, the answers that were agreed, and the combined result."""

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
"""Name of the hidden sheet that identifies a form by its format, kind, name, language, framework and fingerprints."""

SHEET_NAME, SHEET_REMARK, SHEET_VOTE = "form:name", "form:remark", "vote:"
"""Codes of the rows that are not questions: name, general remark, and judgement of a layer, followed by the layer's id.
No id contains a colon."""

SHEET_ANSWER, SHEET_NOTE = 3, 4
"""Columns that participants fill in, counted from 0."""

SURVEY_CODES: Mapping[str, OpenWord] = {"DK": DONT_KNOW, "NA": NOT_APPLICABLE}
"""Codes, in the exported survey, of answers that are not a rung."""

SHEET_FIRST_ROW = 4
"""First row to fill in, counted from 0."""

Participant = Annotated[str, StringConstraints(pattern=PARTICIPANT)]
"""Pseudonym of a participant, 16 to 64 hexadecimal digits; the same in every file of the same participant."""

MAX_REVISION = 2**53
"""Largest number up to which every program that reads JSON represents whole numbers exactly."""

Revision = Annotated[int, Field(ge=0, le=MAX_REVISION)]
"""Revision number of an entry, from 0; of several versions of an entry, the one with the highest number counts."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=MAX_NAME_LENGTH)]
QuestionFingerprints = Mapping[Slug, Annotated[str, StringConstraints(max_length=64)]]
"""Fingerprint (`session.fingerprint`) of each question as it was asked, by question id."""


MAX_NOTE_LENGTH = 32_767
"""Maximum length of a note, in characters: as many as a spreadsheet cell can hold."""

Note = Annotated[str, StringConstraints(min_length=1, max_length=MAX_NOTE_LENGTH)]
"""A participant's comment, in free text."""

MAX_REASON_LENGTH = 1800
"""Maximum length of a reason, in characters; the sentence that contains the reason in a profile may have 2,000."""


class Vote(Entity):
    """One participant's answer to one question."""

    answer: RungOrWord
    """Either the rung (counted from 0), or one of dont_know, skipped and not_applicable."""
    note: Note | None = None
    """The participant's comment on the answer; with not_applicable, the reason."""
    confidence: Confidence | None = None
    """The participant's confidence in the answer."""
    revision: Revision = 0


class LayerVote(Entity):
    """One participant's judgement of a layer as a whole."""

    verdict: FindingVerdict | None
    """Judgement of the layer; null: withdrawn by the participant."""
    revision: Revision = 0


class Remark(Entity):
    """One participant's general remark."""

    text: Note | None
    """Text of the remark; null: withdrawn by the participant."""
    revision: Revision = 0


class Ballot(Entity):
    """Everything that one participant answered: answers to questions, judgements of layers and a general remark."""

    participant: Participant
    name: Name | None = None
    answers: Mapping[Slug, Vote] = {}
    """Answers by question id."""
    votes: Mapping[Slug, LayerVote] = {}
    """Judgements of layers, by layer id."""
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
    """An agreed answer: recorded by the facilitator after the discussion; the votes are kept unchanged."""

    answer: AnswerValue
    """Either the rung (counted from 0), the rungs still possible, or one of dont_know, skipped and not_applicable."""
    reason: Annotated[str, StringConstraints(min_length=1, max_length=MAX_REASON_LENGTH)]
    date: Date | None = None
    revision: Revision = 0


class Workshop(Entity):
    """All ballots of a workshop, in one file into which more ballots can be merged."""

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
    """Agreed answers, recorded by the facilitator after the discussion, by question id."""


Scope = Literal["applies", "not_applicable", "not_agreed"]
"""Whether a question applies, according to the majority of the participants who chose a rung or said that it does not
apply; not_agreed: as many chose a rung as said that it does not apply."""

DiscussionReason = Literal["both_ends", "split", "scope"]
"""Reason to discuss a question. both_ends: there are answers at both ends of the ladder. split: the consensus is low.
scope: as many participants say that the question does not apply as chose a rung."""


class ParticipantComment(ResultEntity):
    """A comment by one participant."""

    participant: Annotated[int, Field(ge=1)]
    """Number of the participant in the report, counted from 1."""
    text: str


class QuestionVotes(ResultEntity):
    """One question with its votes, their outcome and the agreed answer."""

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
    """Lowest confidence that participants stated for the answers at the median; null where none stated one."""
    share_at_median: Share | None
    """Share of the votes at the median; null with fewer than three."""
    consensus: Share | None
    """Consensus, 0 to 1: 1 where all votes are the same, 0 where half of the votes are at each end of the ladder; null
    with fewer than three votes."""
    grounds: tuple[DiscussionReason, ...]
    """Reasons to discuss the question; empty where there is no reason."""
    settlement: Settlement | None
    notes: tuple[ParticipantComment, ...]


class UnansweredQuestion(ResultEntity):
    """A question that nobody answered."""

    id: Slug
    ask: LocalText


class LayerVotes(ResultEntity):
    """Workshop result for one layer: scores from the answers, and the participants' judgements."""

    id: Slug
    name: LocalText
    score: Score | None
    """Score of the workshop, 0 to 100: from the agreed answers and, for other questions, the median of the votes."""
    low: Score | None
    """Score with the lower quartile of the votes on every question without an agreed answer, 0 to 100."""
    high: Score | None
    """Score with the upper quartile of the votes on every question without an agreed answer, 0 to 100."""
    coverage: Share | None
    level: Level | None
    verdict: Verdict
    answers_low: int
    """Smallest number of votes on a question of the layer; questions with too few answers are left out."""
    answers_high: int
    """Largest number of votes on a question of the layer; questions with too few answers are left out."""
    own_scores: tuple[Score | None, ...]
    """Score from each participant's own answers, 0 to 100, in the order of the participants' numbers; null where that
    participant answered nothing that counts."""
    own_low: Score | None
    """Lowest of the participants' own scores, 0 to 100."""
    own_median: Score | None
    """Lower median of the participants' own scores, 0 to 100."""
    own_high: Score | None
    """Highest of the participants' own scores, 0 to 100."""
    votes: Mapping[FindingVerdict, int]
    """Number of participants by their judgement of the layer."""
    finding: FindingVerdict | None
    """Judgement of the layer given by more than half of the participants who judged it; null where fewer than three
    did, or where no judgement has more than half."""
    is_divided: bool
    """Whether at least three participants judged the layer and no judgement has more than half."""


Strength = Literal["firm", "tentative", "low"]
"""How firm a conclusion an alpha allows. firm: 0.80 or higher. tentative: 0.667 (two thirds) or higher. low: lower, so
none (Krippendorff, *Content Analysis*, 2018)."""


class AgreementSummary(ResultEntity):
    """Agreement among the participants, over all questions."""

    alpha: Annotated[float, Field(le=1)] | None
    """Krippendorff's alpha (ordinal metric), at most 1; null where it is undefined, as there are no answers to compare
    or all of them have the same value."""
    strength: Strength | None
    """How firm a conclusion alpha allows: firm, tentative, or low (none); null without alpha."""
    all_alike: bool
    """Whether, for every question, all answers that can be compared are the same."""
    pairs: int
    """Number of answers that can be compared with another answer to the same question."""
    share_at_median: Share | None
    """Of the answers that can be compared, the share at the median of their question; always shown together with
    alpha."""


class WorkshopResult(ResultEntity):
    """The result of a workshop."""

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
    """Questions still to discuss: those with reason `scope` first, then the others, widest disagreement first."""
    least_alike: tuple[Slug, ...]
    """Up to five questions with the widest disagreement and without an agreed answer, whether or not they need a
    discussion."""
    min_answers: int
    """Minimum number of answers for a question to count: three, or the number of participants if there are fewer."""
    too_few: tuple[Slug, ...]
    """Questions without an agreed answer that too few participants answered for them to count."""
    open: tuple[UnansweredQuestion, ...]
    """Questions that nobody answered and for which no answer was agreed."""
    remarks: tuple[ParticipantComment, ...]
