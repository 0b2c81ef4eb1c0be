"""What is asked: a question with its ladder, and a questionnaire, the questions of one layer."""

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
"""In the text of a rung: the number that it asks of a population."""

PARTY_PLACE = "{party}"
"""In the texts of a question that is asked of several parties: the party."""

Facet = Literal["control", "substitutability", "capability", "resilience"]
"""Who decides; can one switch; can one do it oneself; does it go on when something stops."""

Respondent = Literal["board", "it", "security", "purchasing", "legal", "data_protection", "operations"]
"""Who in an organisation can answer a question."""

EDITION = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
MAX_EDITION_LENGTH = 40
EarlierEdition = Annotated[str, StringConstraints(pattern=EDITION, max_length=MAX_EDITION_LENGTH)]
"""An edition of which a record is kept: it is the file's name."""

Effort = Literal["S", "M", "L"]
"""S: weeks. M: months. L: more than a year."""


class Source(Entity):
    """Where something in the framework comes from."""

    about: Line | None = None
    """What rests on it, for instance `thresholds.strong`."""
    text: LocalText
    """Author, title, section; of a proposal: what is proposed."""
    url: Line | None = None
    """Address of the source."""
    date: Line | None = None
    """Date of the source: a year, a month or a day."""
    valid_until: Date | None = None
    """Day after which what rests on the source must be looked at again, as a term in it then ends."""
    confidence: Confidence | Literal["proposal"] | None = None
    """How sure the source is; a proposal is the authors' own and no fact."""


def _to_source_list(value: object) -> object:
    """One text is a list of one source."""
    return ({"text": value},) if isinstance(value, str) else value


def _allow_plain_text(schema: dict[str, Any]) -> None:
    """Editors are told of both ways of writing sources."""
    listed = {key: schema.pop(key) for key in ("items", "type")}
    schema["anyOf"] = [PLAIN_TEXT_SCHEMA, listed]


Sources = Annotated[tuple[Source, ...], BeforeValidator(_to_source_list), Field(json_schema_extra=_allow_plain_text)]
"""Sources one by one, or one text that names them all."""


class Option(TranslatableEntity):
    """One rung of a question's ladder: an observable state."""

    value: Share | None = None
    """Value of the rung in the score, 0 to 1. Left out, with as many rungs as levels: the rung's number over the
    highest level."""
    level: Level | None = None
    """Level of the rung. Left out, with as many rungs as levels: the rung's number."""

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
    """A number that a rung asks for."""

    n: PositiveInt
    """The number for as many inhabitants as the rule names."""
    least: PositiveInt = 1
    """The number below which it never falls, however few the inhabitants."""


class CountRule(Entity):
    """Numbers in a ladder that grow with the population: `{count}` in the text of a rung stands for them."""

    per: PositiveInt
    """The population for which the numbers are written."""
    rungs: tuple[RungCount | None, ...]
    """By rung, lowest first, the number that it asks for; null for a rung that asks for none."""

    def require(self, rung: int, population: int | None) -> int | None:
        """What a rung asks of a population: a whole number, rounded up; as written where the population is unknown."""
        count = self.rungs[rung]
        if count is None:
            return None
        if population is None:
            return count.n
        return max(count.least, -(-count.n * population // self.per))


class AskedParty(TranslatableEntity):
    """A party of which a question is asked, such as one of several suppliers; its text is its name."""

    party: Slug
    """Id of the party; the question about it is named after the question and the party, with a hyphen between."""


class Action(TranslatableEntity):
    """An action that lifts an answer to a rung."""

    to: Annotated[int, Field(ge=1)]
    """The rung that the action leads to, counted from 0."""
    effort: Effort
    """S weeks, M months, L more than a year."""


class EarlierAnswers(Entity):
    """What answers to a question of an earlier edition prove on the ladder of today."""

    edition: EarlierEdition
    """The earlier edition."""
    question: Slug | None = None
    """Id that the question had there; left out: the same."""
    at_least: Annotated[tuple[Annotated[int, Field(ge=0)] | None, ...], Field(min_length=2)]
    """By rung of the earlier ladder, lowest first, the rung that it proves at least; null: it proves nothing."""


class ContradictionRule(Entity):
    """A rule by which services on record contradict an answer. Only services of high criticality count."""

    rung: Annotated[int, Field(ge=1)]
    """Lowest rung, counted from 0, whose answer says that there is no such service."""
    by: Literal["foreign", "foreign-chain", "hard-to-leave"]
    """Which service contradicts: foreign (under non-EU control), foreign-chain (non-EU parties could stop it) or hard-
    to-leave (complex exit or none)."""
    layer: Slug | None = None
    """Layer of the services that contradict; left out: the question's own layer."""
    categories: tuple[Slug, ...] = ()
    """Categories of the services that contradict; empty: any."""


class Extent(NamedTuple):
    """How large a region or an organisation is; None: unknown, or it is of the other kind."""

    population: int | None = None
    """Inhabitants of a region."""
    size: Size | None = None
    """Size of an organisation."""


EXTENT_UNKNOWN = Extent()


class Question(Entity):
    """One criterion, put to the assessor as a question with a ladder of options."""

    id: Slug
    """Stable key, never reused: profiles refer to it."""
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
    """Weight of the question within its layer, relative: weights need not add up to anything."""
    target: Annotated[int, Field(ge=0)] | None = None
    """The option aimed at, counted from 0; left out: the lowest that reaches the framework's target."""
    role: Role = "ranking"
    """Role of the question. Gating: in score and level. Ranking: in the score only. Informational: in neither."""
    floor: Level | None = None
    """Gating questions only: an answer certainly below this level gives the layer the verdict "attention" whatever its
    mean."""
    ask: LocalText
    """The question itself, as one sentence that can be read aloud."""
    why: LocalText | None = None
    """Why the question matters; read aloud in a session."""
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=MAX_OPTIONS)]
    """The ladder, rung by rung, lowest first."""
    context: Literal["country"] | None = None
    """country: the answer is the same for every region of a country; two regions of one are not compared by it."""
    count: CountRule | None = None
    """Numbers in the ladder that grow with the population of a region."""
    absolute: LocalText | None = None
    """Why the numbers in the ladder are the same for a region of any size; left out: they have nothing to do with
    size, or `count` says how they grow."""
    asked_from: PositiveInt | None = None
    """Population from which a region is asked the question; for a smaller one it does not apply. Left out: any."""
    parties: tuple[AskedParty, ...] = ()
    """Parties of which the question is asked one by one; `{party}` in its texts stands for each of them. Every party
    makes a question of its own, which counts with the question's weight."""
    smallest: Size | None = None
    """Smallest size of organisation that is asked the question; for a smaller one it does not apply. Left out: any."""
    evidence: LocalText | None = None
    """What would prove an answer to the question."""
    earlier: tuple[EarlierAnswers, ...] = ()
    """What answers to questions of earlier editions prove."""
    actions: tuple[Action, ...] = ()
    """Actions that lift an answer to a rung."""
    contradicted_by: tuple[ContradictionRule, ...] = ()
    """Rules by which services on record contradict an answer."""
    maps: Mapping[Slug, Annotated[tuple[Line, ...], Field(min_length=1)]] = {}
    """Articles and objectives of other instruments that the question touches, by instrument."""
    source: Sources = ()
    """What the criterion, its figures and its thresholds come from."""

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
    """One layer's questions; or those of an enabler file or a lens, which stand outside the stack."""

    layer: Slug | None = None
    """Id of the layer, or of the part outside the stack; the file's name."""
    lens: Slug | None = None
    """Id of the lens, instead of `layer`; the file's name."""
    name: LocalText
    """Name of the layer or lens for readers."""
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
