"""Many people's answers: what each participant said, what the facilitator settled, and what came of it together."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from eurostack_assess.model.assessment import Tool, Verdict
from eurostack_assess.model.base import PARTICIPANT, Date, Entity, Kind, Level, LocalText, Score, Share, Slug
from eurostack_assess.model.catalogue import Country
from eurostack_assess.model.profile import LONGEST_NAME, SKIPPED, FindingVerdict, RungOrWord
from eurostack_assess.model.session import AskedFrom

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

SHEET_FIRST_ROW = 4
"""The first row to fill in, counted from 0."""

Participant = Annotated[str, StringConstraints(pattern=PARTICIPANT)]
"""Who it is, as a number that says nothing: the same in every file of the same participant."""

MOST_REVISIONS = 2**53
"""Up to here every program tells whole numbers apart."""

Revision = Annotated[int, Field(ge=0, le=MOST_REVISIONS)]
"""How often something was said anew; the highest counts."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NAME)]
Prints = Mapping[Slug, Annotated[str, StringConstraints(max_length=64)]]
"""By question: `session.fingerprint` of its wording when it was put."""


LONGEST_NOTE = 32_767
"""Characters, as many as a spreadsheet's cell holds."""

Note = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NOTE)]
"""What somebody said in words."""

LONGEST_REASON = 1800
"""Characters; a profile's text, in which the reason is put into a sentence, may have 2,000."""


class Vote(Entity):
    """What one participant answered to one question."""

    answer: RungOrWord
    """The rung, counted from 0, or dont_know, skipped or not_applicable."""
    note: Note | None = None
    """What they said about it; of not_applicable, why."""
    revision: Revision = 0


class LayerVote(Entity):
    """How one participant judges a layer as a whole."""

    verdict: FindingVerdict | None
    """Null: taken back."""
    revision: Revision = 0


class Remark(Entity):
    """What one participant said in general."""

    text: Note | None
    """Null: taken back."""
    revision: Revision = 0


class Ballot(Entity):
    """Everything one participant said."""

    participant: Participant
    name: Name | None = None
    answers: Mapping[Slug, Vote] = {}
    """By question."""
    votes: Mapping[Slug, LayerVote] = {}
    """By layer."""
    remark: Remark | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was ever filled in; what was taken back is kept, so that it stays taken back."""
        return not (self.answers or self.votes or self.remark)

    @property
    def says_something(self) -> bool:
        """Whether there is anything in it; a form that was saved empty is nobody's."""
        answered = any(vote.answer != SKIPPED or vote.note for vote in self.answers.values())
        judged = any(vote.verdict is not None for vote in self.votes.values())
        return answered or judged or bool(self.remark and self.remark.text)


class AnswersFile(Entity):
    """One participant's answers, as the form saves them."""

    format: Literal["eurostack-assess answers"]
    format_version: Literal[1]
    framework: AskedFrom
    kind: Kind
    name: Name
    """Of the organisation or region that it is about."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    questions: Prints
    ballot: Ballot


class Settlement(Entity):
    """What the facilitator wrote down after the discussion; the votes stay as they are."""

    answer: RungOrWord
    reason: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_REASON)]
    date: Date | None = None
    revision: Revision = 0


class Workshop(Entity):
    """All ballots of a workshop, in one file that more can be merged into."""

    format: Literal["eurostack-assess workshop"] = WORKSHOP_FORMAT
    format_version: Literal[1] = FORMAT_VERSION
    framework: AskedFrom
    name: Name
    """Of the organisation or region that it is about."""
    kind: Kind
    country: Country | None = None
    date: Date | None = None
    lenses: tuple[Slug, ...] = ()
    questions: Prints
    ballots: tuple[Ballot, ...] = ()
    """By participant's number."""
    settlements: Mapping[Slug, Settlement] = {}
    """By question."""


Scope = Literal["applies", "not_applicable", "not_agreed"]
"""Whether the participants think that a question applies; not agreed: as many say so as not."""

Ground = Literal["both_ends", "split", "scope"]
"""Why to discuss a question: answers at both ends of the ladder; far apart; or whether it applies at all."""


class Said(Entity):
    """What a participant said in words."""

    participant: Annotated[int, Field(ge=1)]
    """The number in the report, from 1."""
    text: str


class QuestionVotes(Entity):
    """One question with all votes and what came of them."""

    id: Slug
    layer: Slug
    ask: LocalText
    rungs: tuple[LocalText, ...]
    counts: tuple[int, ...]
    """Votes by rung."""
    dont_know: int
    not_applicable: int
    silent: int
    """Participants who gave no answer."""
    scope: Scope
    too_few: bool
    """Whether too few said anything for it to count."""
    middle: Level | None
    """The lower median of the rungs."""
    lower: Level | None
    """The lower quartile."""
    upper: Level | None
    """The upper quartile."""
    at_middle: Share | None
    """Share of the votes at the median; null with fewer than three."""
    consensus: Share | None
    """1: all alike; 0: half at either end. Null with fewer than three votes."""
    grounds: tuple[Ground, ...]
    """Why to discuss it; none where there is no need."""
    settled: Settlement | None
    notes: tuple[Said, ...]


class Unanswered(Entity):
    """A question to which nobody gave an answer."""

    id: Slug
    ask: LocalText


class LayerVotes(Entity):
    """One layer with what came of the votes."""

    id: Slug
    name: LocalText
    score: Score | None
    """Of the answers that came out."""
    low: Score | None
    """Of the lower quartile of every answer."""
    high: Score | None
    """Of the upper quartile."""
    coverage: Share | None
    level: Level | None
    verdict: Verdict
    answers_low: int
    """Fewest answers to one of its questions that came out."""
    answers_high: int
    """Most of them."""
    own_scores: tuple[Score | None, ...]
    """Each participant's own score, in the order of their numbers."""
    own_low: Score | None
    """The lowest of those."""
    own_middle: Score | None
    """The lower median of those."""
    own_high: Score | None
    """The highest of those."""
    votes: Mapping[FindingVerdict, int]
    """How many judged the layer so."""
    finding: FindingVerdict | None
    """What more than half of those who judged it said; null where fewer than three did, or where they are divided."""
    divided: bool
    """Whether enough judged it, and no judgement has more than half."""


Strength = Literal["firm", "tentative", "low"]
"""Of an alpha of 0.80 and higher, of 0.667 and higher, and below (Krippendorff, *Content Analysis*, 2018)."""


class Agreement(Entity):
    """How alike all answers are, over all questions."""

    alpha: Annotated[float, Field(le=1)] | None
    """Krippendorff's alpha, ordinal; null where it has no meaning."""
    strength: Strength | None
    """What alpha allows to conclude."""
    all_alike: bool
    """Whether everyone gave the same answer to everything, so that alpha has no meaning."""
    pairs: int
    """Answers that can be compared with another's."""
    at_middle: Share | None
    """Share of all answers that are at their question's median; never shown without alpha, nor alpha without it."""


class WorkshopResult(Entity):
    """What came of a workshop."""

    schema_version: Literal[1] = 1
    tool: Tool
    name: str
    kind: Kind
    framework: AskedFrom
    framework_name: LocalText
    date: Date | None
    participants: tuple[str | None, ...]
    """Their names, in the order of their numbers; null where they are not kept."""
    agreement: Agreement
    layers: tuple[LayerVotes, ...]
    beside: tuple[LayerVotes, ...]
    questions: tuple[QuestionVotes, ...]
    discuss: tuple[Slug, ...]
    """Questions to discuss first, those first on which they are furthest apart."""
    least_alike: tuple[Slug, ...]
    """The questions on which they are furthest apart, whether that calls for a discussion or not."""
    fewest: int
    """How many must have said something of a question for it to count: three, or all of a smaller room."""
    too_few: tuple[Slug, ...]
    """Questions that too few answered to count."""
    open: tuple[Unanswered, ...]
    """Questions to which nobody gave an answer."""
    remarks: tuple[Said, ...]
