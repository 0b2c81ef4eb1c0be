"""Evaluates a workshop: merges ballots into one set, finds one answer to each question from all votes, then scores.

Merging is a union: of each participant's answers to a question, the newest revision counts. So it does not matter in
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
    HALF,
    MIN_VOTES,
    QUARTER,
    THREE_QUARTERS,
    alpha,
    classify_strength,
    consensus,
    order_statistic,
)
from eurostack_assess.method.answers import build_items
from eurostack_assess.method.assessment import assess
from eurostack_assess.method.exact import exact, points, rounded
from eurostack_assess.method.scoring import score_items
from eurostack_assess.model.assessment import LayerResult, Tool
from eurostack_assess.model.base import ANY_LANGUAGE, CONFIDENCES, Confidence, LocalText
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Answer, Finding, Profile
from eurostack_assess.model.question import Question, Questionnaire
from eurostack_assess.model.rungs import DONT_KNOW, NOT_APPLICABLE
from eurostack_assess.model.vocabulary import FINDING_VERDICTS, FindingVerdict
from eurostack_assess.model.workshop import (
    AgreementSummary,
    Ballot,
    DiscussionReason,
    LayerVote,
    LayerVotes,
    ParticipantComment,
    QuestionVotes,
    Scope,
    Settlement,
    UnansweredQuestion,
    Vote,
    Workshop,
    WorkshopResult,
)

DISCUSS_BELOW = 0.5
"""Consensus below which a question is to be discussed; a proposal of `docs/method.md`."""

SLACK = 1e-9
Translate = Callable[[Message], LocalText]
"""Puts a message into words, in every language."""


def _keep_key_as_text(text_message: Message) -> LocalText:
    """For answers of which only the number counts."""
    return LocalText({ANY_LANGUAGE: text_message.key})


MAX_LEAST_ALIKE = 5

Revised = TypeVar("Revised", Vote, LayerVote, Settlement)


def merge_ballots(ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    """All ballots, one a participant, by number: the least set that holds what each of them holds."""
    by_participant: dict[str, list[Ballot]] = {}
    for ballot in ballots:
        by_participant.setdefault(ballot.participant, []).append(ballot)
    piles = [by_participant[participant] for participant in sorted(by_participant)]
    return tuple(reduce(_join_ballots, pile, pile[0]) for pile in piles)


def merge_settlements(settlements: Iterable[Mapping[str, Settlement]]) -> dict[str, Settlement]:
    """Of each question the newest settlement."""
    return reduce(_newest_of_each, settlements, {})


def _join_ballots(first: Ballot, second: Ballot) -> Ballot:
    """What either of two ballots of one participant holds; of two versions the newer."""
    remarks = [remark for remark in (first.remark, second.remark) if remark is not None]
    return Ballot(
        participant=first.participant,
        name=max((name for name in (first.name, second.name) if name is not None), default=None),
        answers=_newest_of_each(first.answers, second.answers),
        votes=_newest_of_each(first.votes, second.votes),
        remark=max(remarks, key=_revision_key, default=None),
    )


def _newest_of_each(first: Mapping[str, Revised], second: Mapping[str, Revised]) -> dict[str, Revised]:
    ids = sorted({*first, *second})
    return {id_: max((entries[id_] for entries in (first, second) if id_ in entries), key=_revision_key) for id_ in ids}


def _revision_key(entry: BaseModel) -> tuple[int, str]:
    """The revision; of two with the same one, which of them is newer is settled by their content, always alike."""
    return (getattr(entry, "revision", 0), entry.model_dump_json())


def evaluate_workshop(framework: Framework, workshop: Workshop, *, tool_version: str) -> WorkshopResult:
    """What came of a workshop whose ballots were checked against the framework."""
    return _WorkshopEvaluator(framework, workshop, tool_version, _keep_key_as_text).build_result()


def build_profile(framework: Framework, workshop: Workshop, translate: Translate) -> Profile:
    """The profile with the answer that came out of each question, on what votes it rests, and the layers' findings."""
    counting = _WorkshopEvaluator(framework, workshop, "", translate)
    return counting.build_profile(counting.determine_answers())


@dataclass(frozen=True)
class _WorkshopEvaluator:
    framework: Framework
    workshop: Workshop
    tool_version: str
    translate: Translate

    @cached_property
    def ballots(self) -> tuple[Ballot, ...]:
        """Those of the participants: whoever took everything back is none."""
        return tuple(ballot for ballot in self.workshop.ballots if ballot.says_something)

    def build_result(self) -> WorkshopResult:
        workshop, questions, answers = self.workshop, self.questions, self.determine_answers()
        middle = assess(self.framework, self.build_profile(answers), tool_version=self.tool_version)
        ends = [self._score_parts(self._answers_at(answers, end)) for end in ("lower_quartile", "upper_quartile")]
        participant_scores = [self._score_parts(self._answers_of(ballot)) for ballot in self.ballots]
        judged_layers = {
            id_ for ballot in self.ballots for id_, vote in ballot.votes.items() if vote.verdict is not None
        }
        shown_layers = {question.layer for question in questions} | judged_layers

        def build_layers(parts: Sequence[LayerResult]) -> tuple[LayerVotes, ...]:
            return tuple(
                self._evaluate_layer(part, ends, participant_scores) for part in parts if part.id in shown_layers
            )

        to_settle = [
            question for question in questions if question.settlement is None and question.consensus is not None
        ]
        disagreed = [question for question in to_settle if (question.consensus or 0.0) < 1 - SLACK]
        to_discuss = [question for question in questions if question.grounds and question.settlement is None]
        return WorkshopResult(
            tool=Tool(version=self.tool_version),
            name=workshop.name,
            kind=workshop.kind,
            framework=workshop.framework,
            framework_name=self.framework.header.name,
            date=workshop.date,
            participants=tuple(ballot.name for ballot in self.ballots),
            agreement=_compute_agreement(self.questions, self.framework),
            layers=build_layers(middle.layers),
            cross_cutting=build_layers((*middle.cross_cutting, *middle.lenses)),
            questions=tuple(questions),
            to_discuss=tuple(question.id for question in sorted(to_discuss, key=_urgency_key)),
            least_alike=tuple(question.id for question in sorted(disagreed, key=_urgency_key)[:MAX_LEAST_ALIKE]),
            min_answers=self.min_answers,
            too_few=tuple(question.id for question in questions if question.too_few and question.settlement is None),
            open=tuple(
                UnansweredQuestion(id=question.id, ask=question.ask)
                for _, question in self._list_asked()
                if not self._has_response(question.id)
            ),
            remarks=tuple(
                ParticipantComment(participant=number, text=ballot.remark.text)
                for number, ballot in enumerate(self.ballots, start=1)
                if ballot.remark and ballot.remark.text
            ),
        )

    @property
    def min_answers(self) -> int:
        """How many must have said something of a question for it to count."""
        return min(MIN_VOTES, len(self.ballots))

    def _list_asked(self) -> list[tuple[Questionnaire, Question]]:
        """The questions that somebody was asked, or that were settled."""
        parts = self.framework.parts_for(self.workshop.lenses)
        asked_ids = {*self.workshop.questions, *self.workshop.settlements}
        return [(part, question) for part in parts for question in part.questions if question.id in asked_ids]

    def _collect_votes(self, question: str) -> list[tuple[int, Vote]]:
        """Each vote with the participant's number."""
        numbered = enumerate(self.ballots, start=1)
        return [(number, ballot.answers[question]) for number, ballot in numbered if question in ballot.answers]

    def _has_response(self, question: str) -> bool:
        """Whether anybody voted or anything was settled."""
        return question in self.workshop.settlements or any(
            vote.answer != "skipped" for _, vote in self._collect_votes(question)
        )

    @cached_property
    def questions(self) -> list[QuestionVotes]:
        """What was said of each question of which anything was said."""
        return [
            self._evaluate_question(part, question)
            for part, question in self._list_asked()
            if self._has_response(question.id)
        ]

    def _evaluate_question(self, part: Questionnaire, question: Question) -> QuestionVotes:
        votes = self._collect_votes(question.id)
        answers = [vote.answer for _, vote in votes]
        counts = tuple(answers.count(rung) for rung in range(len(question.options)))
        number = sum(counts)
        middle = order_statistic(counts, HALF)
        enough = number >= MIN_VOTES
        close = consensus(counts) if enough else None
        scope = _classify_scope(number, answers.count(NOT_APPLICABLE))
        return QuestionVotes(
            id=question.id,
            layer=part.id,
            ask=question.ask,
            rungs=tuple(option.text for option in question.options),
            counts=counts,
            dont_know=answers.count(DONT_KNOW),
            not_applicable=answers.count(NOT_APPLICABLE),
            no_answer=len(self.ballots) - number - answers.count(DONT_KNOW) - answers.count(NOT_APPLICABLE),
            scope=scope,
            too_few=number + answers.count(NOT_APPLICABLE) < self.min_answers,
            median=middle,
            lower_quartile=order_statistic(counts, QUARTER),
            upper_quartile=order_statistic(counts, THREE_QUARTERS),
            confidence=_find_least_sure(vote for _, vote in votes if vote.answer == middle),
            share_at_median=counts[middle] / number if enough and middle is not None else None,
            consensus=close,
            grounds=_find_discussion_reasons(counts, close, scope),
            settlement=self.workshop.settlements.get(question.id),
            notes=tuple(
                ParticipantComment(participant=participant, text=vote.note) for participant, vote in votes if vote.note
            ),
        )

    def determine_answers(self) -> dict[str, Answer]:
        """The answer that came out of each question: what was settled, else the middle of the votes."""
        return {question.id: self._determine_answer(question) for question in self.questions}

    def _determine_answer(self, votes: QuestionVotes) -> Answer:
        if votes.settlement is not None:
            return self._answer_from_settlement(votes.settlement)
        if votes.too_few:
            vote_summary = message("workshop.said-too-few", n=sum(votes.counts) + votes.not_applicable)
            return Answer(answer=DONT_KNOW, evidence=self.translate(vote_summary))
        if votes.scope == "not_applicable":
            reason = self.translate(message("workshop.said-not-applicable", n=votes.not_applicable))
            return Answer(answer=NOT_APPLICABLE, reason=reason)
        if votes.median is None or votes.scope == "not_agreed":
            return Answer(answer=DONT_KNOW)
        rungs = [rung for rung, count in enumerate(votes.counts) if count]
        key = "workshop.said-votes-alike" if len(rungs) == 1 else "workshop.said-votes"
        vote_summary = message(key, n=sum(votes.counts), low=rungs[0], high=rungs[-1])
        if votes.dont_know:
            unknown = message("workshop.said-unknown", n=votes.dont_know)
            vote_summary = message("workshop.said-together", first=vote_summary, second=unknown)
        return Answer(answer=votes.median, evidence=self.translate(vote_summary), confidence=votes.confidence)

    def _answer_from_settlement(self, settlement: Settlement) -> Answer:
        text = self.translate(message("workshop.said-settled", reason=settlement.reason))
        if settlement.answer == NOT_APPLICABLE:
            return Answer(answer=NOT_APPLICABLE, reason=text, date=settlement.date)
        return Answer(answer=settlement.answer, evidence=text, date=settlement.date)

    def _answers_at(self, answers: Mapping[str, Answer], end: str) -> dict[str, Answer]:
        """The answers with that quartile in the place of the middle."""
        replacements = {
            question.id: Answer(answer=rung)
            for question in self.questions
            if question.settlement is None and question.scope == "applies" and not question.too_few
            if (rung := getattr(question, end)) is not None
        }
        return {**answers, **replacements}

    def _answers_of(self, ballot: Ballot) -> dict[str, Answer]:
        """One participant's own answers."""
        reason = self.translate(message("workshop.said-not-applicable", n=1))
        return {
            id_: Answer(answer=vote.answer, reason=reason if vote.answer == NOT_APPLICABLE else None)
            for id_, vote in ballot.answers.items()
        }

    def build_profile(self, answers: Mapping[str, Answer]) -> Profile:
        """The profile with these answers, and with what more than half said of each layer."""
        findings = {}
        for layer in self.framework.header.layers:
            counts = self._count_layer_votes(layer)
            if finding := _find_majority(counts):
                text = self.translate(message("workshop.said-finding", votes=counts[finding], of=sum(counts.values())))
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

    def _score_parts(self, answers: Mapping[str, Answer]) -> dict[str, float | None]:
        """The score of each part with these answers, 0 to 100; for as many sets of answers as there are people."""
        return {
            part.id: points(score_items(build_items(part.questions, answers, self.workshop.kind)).score)
            for part in self.framework.parts_for(self.workshop.lenses)
        }

    def _count_layer_votes(self, layer: str) -> dict[FindingVerdict, int]:
        votes = [ballot.votes[layer].verdict for ballot in self.ballots if layer in ballot.votes]
        return {verdict: votes.count(verdict) for verdict in FINDING_VERDICTS}

    def _evaluate_layer(
        self,
        part: LayerResult,
        ends: Sequence[Mapping[str, float | None]],
        participant_scores: Sequence[Mapping[str, float | None]],
    ) -> LayerVotes:
        counts = self._count_layer_votes(part.id)
        answers = [
            sum(question.counts) for question in self.questions if question.layer == part.id and not question.too_few
        ]
        low, high = (end[part.id] for end in ends)
        own_scores = [part_scores[part.id] for part_scores in participant_scores]
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
            own_median=in_order[(len(in_order) - 1) // 2] if in_order else None,
            own_high=in_order[-1] if in_order else None,
            votes=counts,
            finding=_find_majority(counts),
            is_divided=sum(counts.values()) >= MIN_VOTES and _find_majority(counts) is None,
        )


def _find_least_sure(votes: Iterable[Vote]) -> Confidence | None:
    said = [CONFIDENCES.index(vote.confidence) for vote in votes if vote.confidence is not None]
    return CONFIDENCES[max(said)] if said else None


def _classify_scope(answered: int, not_applicable: int) -> Scope:
    if not not_applicable or answered > not_applicable:
        return "applies"
    return "not_applicable" if not_applicable > answered else "not_agreed"


def _find_discussion_reasons(counts: Sequence[int], close: float | None, scope: Scope) -> tuple[DiscussionReason, ...]:
    grounds: list[DiscussionReason] = []
    if counts[0] and counts[-1]:
        grounds.append("both_ends")
    if close is not None and close < DISCUSS_BELOW - SLACK:
        grounds.append("split")
    if scope == "not_agreed":
        grounds.append("scope")
    return tuple(grounds)


def _urgency_key(question: QuestionVotes) -> tuple[bool, float, str]:
    """Whether it applies at all comes first, then what is furthest apart."""
    return ("scope" not in question.grounds, 0.0 if question.consensus is None else question.consensus, question.id)


def _find_majority(counts: Mapping[FindingVerdict, int]) -> FindingVerdict | None:
    """What more than half of those who judged the layer said; nothing where too few did."""
    votes = sum(counts.values())
    if votes < MIN_VOTES:
        return None
    return next((verdict for verdict, count in counts.items() if Fraction(count, votes) > HALF), None)


def _compute_agreement(questions: Sequence[QuestionVotes], framework: Framework) -> AgreementSummary:
    """Over all questions; rungs count by their value, so that ladders of different lengths can stand together."""
    values = []
    for question in questions:
        options = framework.questions[question.id].options
        units = [[exact(option.value or 0.0)] * count for option, count in zip(options, question.counts, strict=True)]
        values.append([value for unit in units for value in unit])
    found = alpha(values, "ordinal")
    comparable = [question for question in questions if sum(question.counts) > 1]
    number = sum(sum(question.counts) for question in comparable)
    at_middle = sum(question.counts[question.median] for question in comparable if question.median is not None)
    return AgreementSummary(
        alpha=rounded(found),
        strength=classify_strength(found),
        all_alike=bool(comparable) and all(max(question.counts) == sum(question.counts) for question in comparable),
        pairs=number,
        share_at_median=at_middle / number if number else None,
    )
