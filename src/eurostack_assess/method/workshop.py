"""A workshop: ballots merged into one set, one answer to each question from all votes, and only then the score.

Merging is a union: of each participant's answer to each question the newest revision counts. So it does not matter in
which order files are merged, in how many steps, or how often.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from typing import TypeVar

from pydantic import BaseModel

from eurostack_assess.errors import Message, message
from eurostack_assess.method.agreement import (
    FEWEST,
    HALF,
    QUARTER,
    THREE_QUARTERS,
    alpha,
    consensus,
    order_statistic,
)
from eurostack_assess.method.answers import items
from eurostack_assess.method.assess import assess
from eurostack_assess.method.exact import exact, points, rounded
from eurostack_assess.method.scoring import score_items
from eurostack_assess.model.assessment import LayerResult, Tool
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText
from eurostack_assess.model.framework import Framework, Question, Questionnaire
from eurostack_assess.model.profile import DONT_KNOW, NOT_APPLICABLE, Answer, Finding, FindingVerdict, Profile
from eurostack_assess.model.workshop import (
    Agreement,
    Ballot,
    Ground,
    LayerVote,
    LayerVotes,
    QuestionVotes,
    Said,
    Scope,
    Settlement,
    Strength,
    Unanswered,
    Vote,
    Workshop,
    WorkshopResult,
)

DISCUSS_BELOW = 0.5
"""Consensus below which a question is to be discussed; a proposal of `docs/method.md`."""

FIRM, TENTATIVE = Fraction(4, 5), Fraction(2, 3)
"""Alphas from which on agreement is called firm, and tentative (Krippendorff, *Content Analysis*, 2018)."""

SLACK = 1e-9
Put = Callable[[Message], LocalText]
"""Puts a message into words, in every language."""


def _unworded(what: Message) -> LocalText:
    """For answers of which only the number counts."""
    return LocalText({ANY_LANGUAGE: what.key})


MOST_UNLIKE = 5
VERDICTS: tuple[FindingVerdict, ...] = ("strong", "middle", "attention")

Dated = TypeVar("Dated", Vote, LayerVote, Settlement)


def merged(ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    """All ballots, one a participant, by number: the least set that holds what each of them holds."""
    by_participant: dict[str, list[Ballot]] = {}
    for ballot in ballots:
        by_participant.setdefault(ballot.participant, []).append(ballot)
    piles = [by_participant[participant] for participant in sorted(by_participant)]
    return tuple(reduce(_joined, pile, pile[0]) for pile in piles)


def merged_settlements(settlements: Iterable[Mapping[str, Settlement]]) -> dict[str, Settlement]:
    """Of each question the newest settlement."""
    return reduce(_newest_of_each, settlements, {})


def _joined(one: Ballot, other: Ballot) -> Ballot:
    """What either of two ballots of one participant holds; of two versions the newer."""
    remarks = [remark for remark in (one.remark, other.remark) if remark is not None]
    return Ballot(
        participant=one.participant,
        name=max((name for name in (one.name, other.name) if name is not None), default=None),
        answers=_newest_of_each(one.answers, other.answers),
        votes=_newest_of_each(one.votes, other.votes),
        remark=max(remarks, key=_newness, default=None),
    )


def _newest_of_each(one: Mapping[str, Dated], other: Mapping[str, Dated]) -> dict[str, Dated]:
    ids = sorted({*one, *other})
    return {id_: max((there[id_] for there in (one, other) if id_ in there), key=_newness) for id_ in ids}


def _newness(said: BaseModel) -> tuple[int, str]:
    """The revision; of two with the same one, which of them is newer is settled by what they say, always alike."""
    return (getattr(said, "revision", 0), said.model_dump_json())


def outcome(framework: Framework, workshop: Workshop, *, tool_version: str) -> WorkshopResult:
    """What came of a workshop whose ballots were checked against the framework."""
    return _Counting(framework, workshop, tool_version, _unworded).result()


def as_profile(framework: Framework, workshop: Workshop, put: Put) -> Profile:
    """The profile with the answer that came out of each question, on what votes it rests, and the layers' findings."""
    counting = _Counting(framework, workshop, "", put)
    return counting.profile(counting.answers())


@dataclass(frozen=True)
class _Counting:
    framework: Framework
    workshop: Workshop
    tool_version: str
    put: Put

    @cached_property
    def ballots(self) -> tuple[Ballot, ...]:
        """Those of the participants: whoever took everything back is none."""
        return tuple(ballot for ballot in self.workshop.ballots if ballot.says_something)

    def result(self) -> WorkshopResult:
        workshop, questions, answers = self.workshop, self.questions, self.answers()
        middle = assess(self.framework, self.profile(answers), tool_version=self.tool_version)
        ends = [self._scores(self._at(answers, end)) for end in ("lower", "upper")]
        own = [self._scores(self._own(ballot)) for ballot in self.ballots]
        judged = {id_ for ballot in self.ballots for id_, vote in ballot.votes.items() if vote.verdict is not None}
        touched = {one.layer for one in questions} | judged

        def layers(parts: Sequence[LayerResult]) -> tuple[LayerVotes, ...]:
            return tuple(self._layer(part, ends, own) for part in parts if part.id in touched)

        to_settle = [one for one in questions if one.settled is None and one.consensus is not None]
        unlike = [one for one in to_settle if (one.consensus or 0.0) < 1 - SLACK]
        apart = [one for one in questions if one.grounds and one.settled is None]
        return WorkshopResult(
            tool=Tool(version=self.tool_version),
            name=workshop.name,
            kind=workshop.kind,
            framework=workshop.framework,
            framework_name=self.framework.header.name,
            date=workshop.date,
            participants=tuple(ballot.name for ballot in self.ballots),
            agreement=self._agreement(),
            layers=layers(middle.layers),
            beside=layers((*middle.beside, *middle.lenses)),
            questions=tuple(questions),
            discuss=tuple(one.id for one in sorted(apart, key=_urgency)),
            least_alike=tuple(one.id for one in sorted(unlike, key=_urgency)[:MOST_UNLIKE]),
            fewest=self.fewest,
            too_few=tuple(one.id for one in questions if one.too_few and one.settled is None),
            open=tuple(Unanswered(id=one.id, ask=one.ask) for _, one in self._asked() if not self._anybody(one.id)),
            remarks=tuple(
                Said(participant=number, text=ballot.remark.text)
                for number, ballot in enumerate(self.ballots, start=1)
                if ballot.remark and ballot.remark.text
            ),
        )

    @property
    def fewest(self) -> int:
        """How many must have said something of a question for it to count."""
        return min(FEWEST, len(self.ballots))

    def _asked(self) -> list[tuple[Questionnaire, Question]]:
        """The questions that somebody was asked, or that were settled."""
        parts = self.framework.parts_for(self.workshop.lenses)
        asked = {*self.workshop.questions, *self.workshop.settlements}
        return [(part, one) for part in parts for one in part.questions if one.id in asked]

    def _votes(self, question: str) -> list[tuple[int, Vote]]:
        """Each vote with the participant's number."""
        numbered = enumerate(self.ballots, start=1)
        return [(number, ballot.answers[question]) for number, ballot in numbered if question in ballot.answers]

    def _anybody(self, question: str) -> bool:
        """Whether anybody voted or anything was settled."""
        return question in self.workshop.settlements or any(
            vote.answer != "skipped" for _, vote in self._votes(question)
        )

    @cached_property
    def questions(self) -> list[QuestionVotes]:
        """What was said of each question of which anything was said."""
        return [self._question(part, one) for part, one in self._asked() if self._anybody(one.id)]

    def _question(self, part: Questionnaire, question: Question) -> QuestionVotes:
        votes = self._votes(question.id)
        answers = [vote.answer for _, vote in votes]
        counts = tuple(answers.count(rung) for rung in range(len(question.options)))
        number = sum(counts)
        middle = order_statistic(counts, HALF)
        enough = number >= FEWEST
        close = consensus(counts) if enough else None
        scope = _scope(number, answers.count(NOT_APPLICABLE))
        return QuestionVotes(
            id=question.id,
            layer=part.id,
            ask=question.ask,
            rungs=tuple(option.text for option in question.options),
            counts=counts,
            dont_know=answers.count(DONT_KNOW),
            not_applicable=answers.count(NOT_APPLICABLE),
            silent=len(self.ballots) - number - answers.count(DONT_KNOW) - answers.count(NOT_APPLICABLE),
            scope=scope,
            too_few=number + answers.count(NOT_APPLICABLE) < self.fewest,
            middle=middle,
            lower=order_statistic(counts, QUARTER),
            upper=order_statistic(counts, THREE_QUARTERS),
            at_middle=counts[middle] / number if enough and middle is not None else None,
            consensus=close,
            grounds=_grounds(counts, close, scope),
            settled=self.workshop.settlements.get(question.id),
            notes=tuple(Said(participant=who, text=vote.note) for who, vote in votes if vote.note),
        )

    def answers(self) -> dict[str, Answer]:
        """The answer that came out of each question: what was settled, else the middle of the votes."""
        return {one.id: self._answer(one) for one in self.questions}

    def _answer(self, votes: QuestionVotes) -> Answer:
        if votes.settled is not None:
            return self._settled(votes.settled)
        if votes.too_few:
            said = message("workshop.said-too-few", n=sum(votes.counts) + votes.not_applicable)
            return Answer(answer=DONT_KNOW, evidence=self.put(said))
        if votes.scope == "not_applicable":
            reason = self.put(message("workshop.said-not-applicable", n=votes.not_applicable))
            return Answer(answer=NOT_APPLICABLE, reason=reason)
        if votes.middle is None or votes.scope == "not_agreed":
            return Answer(answer=DONT_KNOW)
        rungs = [rung for rung, count in enumerate(votes.counts) if count]
        said = message("workshop.said-votes", n=sum(votes.counts), low=rungs[0], high=rungs[-1])
        if votes.dont_know:
            unknown = message("workshop.said-unknown", n=votes.dont_know)
            said = message("workshop.said-together", first=said, second=unknown)
        return Answer(answer=votes.middle, evidence=self.put(said))

    def _settled(self, settled: Settlement) -> Answer:
        text = self.put(message("workshop.said-settled", reason=settled.reason))
        if settled.answer == NOT_APPLICABLE:
            return Answer(answer=NOT_APPLICABLE, reason=text, date=settled.date)
        return Answer(answer=settled.answer, evidence=text, date=settled.date)

    def _at(self, answers: Mapping[str, Answer], end: str) -> dict[str, Answer]:
        """The answers with that quartile in the place of the middle."""
        instead = {
            one.id: Answer(answer=rung)
            for one in self.questions
            if one.settled is None and one.scope == "applies" and not one.too_few
            if (rung := getattr(one, end)) is not None
        }
        return {**answers, **instead}

    def _own(self, ballot: Ballot) -> dict[str, Answer]:
        """One participant's own answers."""
        reason = self.put(message("workshop.said-not-applicable", n=1))
        return {
            id_: Answer(answer=vote.answer, reason=reason if vote.answer == NOT_APPLICABLE else None)
            for id_, vote in ballot.answers.items()
        }

    def profile(self, answers: Mapping[str, Answer]) -> Profile:
        """The profile with these answers, and with what more than half said of each layer."""
        findings = {}
        for layer in self.framework.header.layers:
            counts = self._layer_counts(layer)
            if finding := _finding(counts):
                text = self.put(message("workshop.said-finding", votes=counts[finding], of=sum(counts.values())))
                findings[layer] = Finding(verdict=finding, text=text)
        return Profile(
            name=self.workshop.name,
            kind=self.workshop.kind,
            country=self.workshop.country,
            date=self.workshop.date,
            framework=self.framework.header.id,
            edition=self.framework.header.edition,
            lenses=self.workshop.lenses,
            findings=findings,
            answers=answers,
            basis="session",
        )

    def _scores(self, answers: Mapping[str, Answer]) -> dict[str, float | None]:
        """The score of each part with these answers, 0 to 100; for as many sets of answers as there are people."""
        return {
            part.id: points(score_items(items(part.questions, answers, self.workshop.kind)).score)
            for part in self.framework.parts_for(self.workshop.lenses)
        }

    def _layer_counts(self, layer: str) -> dict[FindingVerdict, int]:
        votes = [ballot.votes[layer].verdict for ballot in self.ballots if layer in ballot.votes]
        return {verdict: votes.count(verdict) for verdict in VERDICTS}

    def _layer(
        self,
        part: LayerResult,
        ends: Sequence[Mapping[str, float | None]],
        own: Sequence[Mapping[str, float | None]],
    ) -> LayerVotes:
        counts = self._layer_counts(part.id)
        answers = [sum(one.counts) for one in self.questions if one.layer == part.id and not one.too_few]
        low, high = (end[part.id] for end in ends)
        own_scores = [one[part.id] for one in own]
        in_order = sorted(score for score in own_scores if score is not None)
        return LayerVotes(
            id=part.id,
            name=part.name,
            score=part.score,
            low=low,
            high=high,
            coverage=part.coverage,
            level=part.level,
            verdict=part.verdict,
            answers_low=min(answers, default=0),
            answers_high=max(answers, default=0),
            own_scores=tuple(own_scores),
            own_low=in_order[0] if in_order else None,
            own_middle=in_order[(len(in_order) - 1) // 2] if in_order else None,
            own_high=in_order[-1] if in_order else None,
            votes=counts,
            finding=_finding(counts),
            divided=sum(counts.values()) >= FEWEST and _finding(counts) is None,
        )

    def _agreement(self) -> Agreement:
        """Over all questions; rungs count by their value, so that ladders of different lengths can stand together."""
        values = []
        for one in self.questions:
            options = self.framework.questions[one.id].options
            units = [[exact(option.value or 0.0)] * count for option, count in zip(options, one.counts, strict=True)]
            values.append([value for unit in units for value in unit])
        found = alpha(values, "ordinal")
        comparable = [one for one in self.questions if sum(one.counts) > 1]
        number = sum(sum(one.counts) for one in comparable)
        at_middle = sum(one.counts[one.middle] for one in comparable if one.middle is not None)
        return Agreement(
            alpha=rounded(found),
            strength=_strength(found),
            all_alike=bool(comparable) and all(max(one.counts) == sum(one.counts) for one in comparable),
            pairs=number,
            at_middle=at_middle / number if number else None,
        )


def _strength(found: Fraction | None) -> Strength | None:
    if found is None:
        return None
    return "firm" if found >= FIRM else "tentative" if found >= TENTATIVE else "low"


def _scope(answered: int, not_applicable: int) -> Scope:
    if not not_applicable or answered > not_applicable:
        return "applies"
    return "not_applicable" if not_applicable > answered else "not_agreed"


def _grounds(counts: Sequence[int], close: float | None, scope: Scope) -> tuple[Ground, ...]:
    grounds: list[Ground] = []
    if counts[0] and counts[-1]:
        grounds.append("both_ends")
    if close is not None and close < DISCUSS_BELOW - SLACK:
        grounds.append("split")
    if scope == "not_agreed":
        grounds.append("scope")
    return tuple(grounds)


def _urgency(one: QuestionVotes) -> tuple[bool, float, str]:
    """Whether it applies at all comes first, then what is furthest apart."""
    return ("scope" not in one.grounds, 0.0 if one.consensus is None else one.consensus, one.id)


def _finding(counts: Mapping[FindingVerdict, int]) -> FindingVerdict | None:
    """What more than half of those who judged the layer said; nothing where too few did."""
    votes = sum(counts.values())
    if votes < FEWEST:
        return None
    return next((verdict for verdict, count in counts.items() if Fraction(count, votes) > HALF), None)
