"""Questions, each with its ladder, and the questionnaire: the questions of one layer."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, PositiveInt, PrivateAttr, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from eurostack_assess.model.base import (
    ANY_LANGUAGE,
    PLAIN_TEXT_SCHEMA,
    Confidence,
    Date,
    Entity,
    Level,
    Line,
    LocalText,
    Share,
    Slug,
    TranslatableEntity,
    Weight,
)
from eurostack_assess.model.rungs import MAX_OPTIONS
from eurostack_assess.model.vocabulary import SIZES, Kind, Size

if TYPE_CHECKING:
    from eurostack_assess.model.framework import Objective

Role = Literal["gating", "ranking", "informational"]
"""Gating counts in the score and in the level, ranking in the score only, informational in neither."""

COUNT_PLACE = "{count}"
"""Placeholder in the text of a rung for the number that the rung requires of a population."""

PARTY_PLACE = "{party}"
"""Placeholder for the party, in the texts of a question that is asked about several parties."""

Facet = Literal["control", "substitutability", "capability", "resilience"]
"""Facet of a question. control: who decides. substitutability: whether one can switch. capability: whether one can do
it oneself. resilience: whether it keeps working when something stops."""

Respondent = Literal["board", "it", "security", "purchasing", "legal", "data_protection", "operations"]
"""Who in an organisation can answer a question."""

EDITION = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
MAX_EDITION_LENGTH = 40
EarlierEdition = Annotated[str, StringConstraints(pattern=EDITION, max_length=MAX_EDITION_LENGTH)]
"""Name of an earlier edition of which a record is kept, which is also the name of the record's file."""

Effort = Literal["S", "M", "L"]
"""Effort of an action. S: weeks. M: months. L: more than a year."""


class Source(Entity):
    """A source of a fact, or of a choice in the framework."""

    about: Line | None = None
    """Part of the file that is based on the source, for instance `thresholds.strong`."""
    text: LocalText
    """Author, title and section of the source; for a proposal, its content."""
    url: Line | None = None
    """Address of the source."""
    date: Line | None = None
    """Date of the source: a year, a month or a day."""
    valid_until: Date | None = None
    """Day after which whatever is based on the source must be reviewed, since a term stated in the source then ends."""
    confidence: Confidence | Literal["proposal"] | None = None
    """Confidence of the source; proposal: a choice of the authors, not a fact."""


def _to_source_list(value: object) -> object:
    """One text is a list of one source."""
    return ({"text": value},) if isinstance(value, str) else value


def _allow_plain_text(schema: dict[str, Any]) -> None:
    """Editors are told of both ways of writing sources."""
    listed = {key: schema.pop(key) for key in ("items", "type")}
    schema["anyOf"] = [PLAIN_TEXT_SCHEMA, listed]


Sources = Annotated[tuple[Source, ...], BeforeValidator(_to_source_list), Field(json_schema_extra=_allow_plain_text)]
"""A list of sources, or one text that names them all."""


class Option(TranslatableEntity):
    """One rung of a question's ladder: an observable state."""

    value: Share | None = None
    """Value of the rung in the score, 0 to 1. If it is left out and there are as many rungs as levels: the rung's
    number divided by the highest level."""
    level: Level | None = None
    """Level of the rung, counted from 0. If it is left out and there are as many rungs as levels: the rung's number."""

    _as_written: LocalText | None = PrivateAttr(default=None)

    @property
    def as_written(self) -> LocalText:
        """The text as its file has it, with `{count}` where a number for the population belongs."""
        return self._as_written or self.text

    def with_count(self, count: int) -> "Option":
        """The same rung with a number in its text."""
        filled = self.model_copy(
            update={"text": self.as_written.replace(COUNT_PLACE, LocalText({ANY_LANGUAGE: str(count)}))}
        )
        filled._as_written = self.as_written
        return filled


class RungCount(Entity):
    """A number that a rung requires."""

    n: PositiveInt
    """Number that the rung requires of a population of `per` inhabitants."""
    least: PositiveInt = 1
    """Minimum of the number, however small the population."""


class CountRule(Entity):
    """Numbers in a ladder that grow with the population; each number replaces `{count}` in the text of its rung."""

    per: PositiveInt
    """Population for which the numbers are given, in inhabitants."""
    rungs: tuple[RungCount | None, ...]
    """Number that each rung requires, lowest rung first; null for a rung that requires none."""

    def require(self, rung: int, population: int | None) -> int | None:
        """What a rung asks of a population: a whole number, rounded up; as written where the population is unknown."""
        count = self.rungs[rung]
        if count is None:
            return None
        if population is None:
            return count.n
        return max(count.least, -(-count.n * population // self.per))


class AskedParty(TranslatableEntity):
    """A party that a question is asked about, such as one of several suppliers; its text is the party's name."""

    party: Slug
    """Id of the party; the question about this party has the id of the question and this id, joined by a hyphen."""


class Action(TranslatableEntity):
    """An action that lifts an answer to a rung."""

    to: Annotated[int, Field(ge=1)]
    """The rung that the action leads to, counted from 0."""
    effort: Effort
    """Effort of the action: S (weeks), M (months) or L (more than a year)."""


class EarlierAnswers(Entity):
    """Rule for counting answers to a question of an earlier edition on the present ladder."""

    edition: EarlierEdition
    """Name of the earlier edition."""
    question: Slug | None = None
    """Id of the question in the earlier edition; left out: the same id as now."""
    at_least: Annotated[tuple[Annotated[int, Field(ge=0)] | None, ...], Field(min_length=2)]
    """For each rung of the earlier ladder, lowest first, the highest rung of the present ladder that an answer there
    still proves; null: it proves nothing."""


class ContradictionRule(Entity):
    """A rule by which services on record contradict an answer. Only services of high criticality count."""

    rung: Annotated[int, Field(ge=1)]
    """Lowest rung, counted from 0, that claims that no service of the kind in `by` is in use."""
    by: Literal["foreign", "foreign-chain", "hard-to-leave"]
    """Kind of service that contradicts: foreign (under non-EU control), foreign-chain (non-EU parties could stop it) or
    hard-to-leave (complex exit or none)."""
    layer: Slug | None = None
    """Layer of the services that contradict; left out: the question's own layer."""
    categories: tuple[Slug, ...] = ()
    """Categories of the services that contradict; empty: any."""


class Extent(NamedTuple):
    """The size of a region or an organisation; None: unknown, or of the other kind."""

    population: int | None = None
    """Number of inhabitants of a region."""
    size: Size | None = None
    """Size of an organisation."""


EXTENT_UNKNOWN = Extent()


class Question(Entity):
    """One criterion, put to the assessor as a question with a ladder of options."""

    id: Slug
    """Stable id, never reused, by which profiles refer to the question."""
    title: LocalText | None = None
    """Name of the question in two to four words, for sentences and tables."""
    scope: Kind | None = None
    """Kind of profile that is asked the question; left out: both kinds."""
    respondents: tuple[Respondent, ...] = ()
    """Who in an organisation can answer the question; empty: anybody who knows it."""
    layer: Slug | None = None
    """Only in a lens: the layer that the question draws on."""
    facet: Facet | None = None
    """Facet of the question: control, substitutability, capability or resilience."""
    weight: Weight = 1.0
    """Weight of the question relative to the other questions of its layer; weights need not add up to a fixed total."""
    target: Annotated[int, Field(ge=0)] | None = None
    """Rung to aim at, counted from 0; left out: the lowest rung that reaches the framework's target level."""
    role: Role = "ranking"
    """Role of the question. Gating: in score and level. Ranking: in the score only. Informational: in neither."""
    floor: Level | None = None
    """Gating questions only: an answer certainly below this level gives the layer the verdict "attention", whatever its
    score."""
    ask: LocalText
    """The question itself, as one sentence that can be read aloud."""
    why: LocalText | None = None
    """Reason why the question matters; can be read aloud in a workshop."""
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=MAX_OPTIONS)]
    """The ladder, rung by rung, lowest first."""
    context: Literal["country"] | None = None
    """country: the answer is the same for every region of a country, so that two regions of the same country are not
    compared on the question."""
    count: CountRule | None = None
    """Numbers in the ladder that grow with the population of a region."""
    absolute: LocalText | None = None
    """Reason why the numbers in the ladder are the same for a region of any size; left out: they do not depend on size,
    or `count` states how they grow."""
    asked_from: PositiveInt | None = None
    """Minimum population for a region to be asked the question, which does not apply to a smaller one. Left out: no
    minimum."""
    parties: tuple[AskedParty, ...] = ()
    """Parties that the question is asked about one by one; `{party}` in the question's texts is replaced by the party's
    name. There is a separate question for every party, which counts with the question's weight."""
    smallest: Size | None = None
    """Smallest size of organisation that is asked the question, which does not apply to a smaller one. Left out:
    any."""
    evidence: LocalText | None = None
    """Evidence that would prove an answer to the question."""
    earlier: tuple[EarlierAnswers, ...] = ()
    """Rules for counting answers to questions of earlier editions."""
    actions: tuple[Action, ...] = ()
    """Actions that lift an answer to a rung."""
    contradicted_by: tuple[ContradictionRule, ...] = ()
    """Rules by which services on record contradict an answer."""
    maps: Mapping[Slug, Annotated[tuple[Line, ...], Field(min_length=1)]] = {}
    """Articles and objectives of other instruments that the question covers, by instrument."""
    source: Sources = ()
    """Sources of the criterion, its figures and its thresholds."""

    def applies_to(self, kind: Kind) -> bool:
        """Whether profiles of this kind are asked it."""
        return self.scope in (None, kind)

    def passes_over(self, extent: Extent) -> bool:
        """Whether a region or an organisation is too small to be asked it; of unknown size: it is not."""
        if self.asked_from is not None and extent.population is not None:
            return extent.population < self.asked_from
        if self.smallest is not None and extent.size is not None:
            return SIZES.index(extent.size) < SIZES.index(self.smallest)
        return False

    def fit_to(self, population: int | None) -> "Question":
        """The question with the numbers of its ladder as they are for a population; unknown: as they are written."""
        if self.count is None:
            return self
        counts = [self.count.require(rung, population) for rung in range(len(self.options))]
        options = tuple(
            option if count is None else option.with_count(count)
            for option, count in zip(self.options, counts, strict=True)
        )
        return self.model_copy(update={"options": options})

    @property
    def ids(self) -> tuple[str, ...]:
        """What profiles refer to it by: its id, or one for each party of which it is asked."""
        return tuple(f"{self.id}-{party.party}" for party in self.parties) or (self.id,)

    def ask_each(self) -> tuple["Question", ...]:
        """The question; where it is asked of several parties, one question for each of them."""
        return tuple(self._ask_of(party) for party in self.parties) or (self,)

    def _ask_of(self, party: AskedParty) -> "Question":
        def name_party(text: LocalText | None) -> LocalText | None:
            return text and text.replace(PARTY_PLACE, party.text)

        return self.model_copy(
            update={
                "id": f"{self.id}-{party.party}",
                "parties": (),
                **{name: name_party(getattr(self, name)) for name in ("ask", "why", "evidence", "absolute")},
                **{
                    name: tuple(
                        entry.model_copy(update={"text": name_party(entry.text)}) for entry in getattr(self, name)
                    )
                    for name in ("options", "actions")
                },
            }
        )

    def touches(self, instrument: str, objective: "Objective") -> bool:
        """Whether it names an instrument's objective, or one of its factors."""
        return any(factor.id in self.maps.get(instrument, ()) for factor in (objective, *objective.factors))


class Questionnaire(Entity):
    """The questions of one layer, or of a part outside the stack: an enabler or a lens."""

    layer: Slug | None = None
    """Id of the layer, or of the part outside the stack, which is also the name of the file."""
    lens: Slug | None = None
    """Id of the lens, given instead of `layer`; the id is also the name of the file."""
    name: LocalText
    """Name of the layer or lens, as readers see it."""
    short: LocalText | None = None
    """Name of the layer or lens in one or two words, for sentences and narrow columns."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    """Questions of the layer or lens, in the order in which they are asked."""

    @property
    def id(self) -> str:
        """Id of the layer, of the part outside the stack, or of the lens."""
        return self.layer or self.lens or ""

    def questions_for(self, kind: Kind) -> list[Question]:
        """Its questions for this kind of profile."""
        return [question for question in self.questions if question.applies_to(kind)]

    def only_for(self, kind: Kind | None) -> "Questionnaire":
        """The questionnaire with its questions for this kind of profile alone; None: with all."""
        questions = tuple(question for question in self.questions if kind is None or question.applies_to(kind))
        return self.model_copy(update={"questions": questions})

    @model_validator(mode="after")
    def _check_layer_or_lens(self) -> "Questionnaire":
        if (self.layer is None) == (self.lens is None):
            raise PydanticCustomError("layer-or-lens", "give either a layer or a lens")
        return self
