"""Records the agreed answers of a workshop next to the votes, which stay as they are."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from eurostack_assess.errors import UsageError, message
from eurostack_assess.inert import typed
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.question import Question
from eurostack_assess.model.rungs import AnswerValue, parse_bounds
from eurostack_assess.model.vocabulary import OPEN_WORDS
from eurostack_assess.model.workshop import MAX_REASON_LENGTH, MAX_REVISION, Settlement, Workshop
from eurostack_assess.reading.ballots import clean_text, question_fingerprints
from eurostack_assess.reading.survey import get_open_words
from eurostack_assess.reading.survey_titles import normalise_text
from eurostack_assess.reading.validate import did_you_mean


class Agreement(NamedTuple):
    """What a workshop agreed on about one question."""

    question: Question
    answer: AnswerValue
    reason: str


def parse_agreements(
    words: Sequence[str], reasons: Sequence[str], *, workshop: Workshop, framework: Framework, file: Path
) -> list[Agreement]:
    """Questions and answers in turn, each with its reason, or all with the same one.

    Args:
        words: Ids of questions and answers, in turn, as they were typed.
        reasons: One for all, or one per question.
        workshop: The votes.
        framework: Whose questions they are.
        file: The file with the votes, for messages.

    Raises:
        UsageError: an answer or a reason is missing, or as `settled_question`, `parse_answer` and `checked_reason`.
    """
    if len(words) % 2 or not words:
        raise UsageError(message("error.no-answer-to-settle"), message("hint.settle"))
    questions = [settled_question(workshop, framework, word, file) for word in words[::2]]
    answers = [parse_answer(word, question) for word, question in zip(words[1::2], questions, strict=True)]
    checked = [checked_reason(reason) for reason in reasons]
    if not checked:
        raise UsageError(message("error.no-reason"), message("hint.settle"))
    if len(checked) == 1:
        checked *= len(questions)
    if len(checked) != len(questions):
        raise UsageError(
            message("error.number-of-reasons", reasons=len(checked), questions=len(questions)), message("hint.settle")
        )
    return [Agreement(*agreed) for agreed in zip(questions, answers, checked, strict=True)]


def with_agreements(
    workshop: Workshop, agreements: Iterable[Agreement], day: date | None, framework: Framework
) -> Workshop:
    """The workshop with these agreements next to the votes."""
    for question, answer, reason in agreements:
        revision = next_revision(workshop, question.id)
        settlement = Settlement(answer=answer, reason=reason, date=day, revision=revision)
        workshop = with_settlement(workshop, question.id, settlement, framework)
    return workshop


def settled_question(workshop: Workshop, framework: Framework, question_id: str, file: Path) -> Question:
    """The question that was agreed on, in the wording that was voted on.

    Args:
        workshop: The votes.
        framework: Whose question it is.
        question_id: As it was typed.
        file: The file with the votes, for messages.

    Raises:
        UsageError: there is no such question, or the votes were given to another wording of it.
    """
    question = framework.questions.get(question_id)
    current = question_fingerprints(framework, workshop.kind)
    if question is None or question.id not in current:
        hint = did_you_mean(question_id, current) or message("hint.list-questions")
        raise UsageError(message("problem.no-such-question", question=typed(question_id)), hint)
    if workshop.questions.get(question.id, current[question.id]) != current[question.id]:
        what = message("error.other-wording-settled", file=str(file), question=question.id)
        raise UsageError(what, message("hint.merge-anew", file=str(file)))
    return question


def next_revision(workshop: Workshop, question: str) -> int:
    """The revision of a settlement that is newer than what was recorded before."""
    before = workshop.settlements.get(question)
    return min(before.revision + 1, MAX_REVISION) if before else 1


def with_settlement(workshop: Workshop, question: str, settlement: Settlement, framework: Framework) -> Workshop:
    """The workshop with a settlement next to the votes."""
    questions = {**workshop.questions, **question_fingerprints(framework, workshop.kind, [question])}
    settlements = {**workshop.settlements, question: settlement}
    update = {"questions": dict(sorted(questions.items())), "settlements": dict(sorted(settlements.items()))}
    return workshop.model_copy(update=update)


def parse_answer(word: str, question: Question) -> AnswerValue:
    """A rung that the question has, the rungs still possible (`>=2`, `2+`, `<=1`, `1..3`), or a word for having none.

    Raises:
        UsageError: it is none of these.
    """
    top = len(question.options) - 1
    if word in map(str, range(top + 1)):
        return int(word)
    if (open_word := get_open_words().get(normalise_text(word))) is not None:
        return open_word
    bounds = parse_bounds(word, keyed=True)
    if bounds is not None and bounds.highest_named <= top:
        return bounds.simplify(top)
    hint = message("hint.explain", question=question.id)
    raise UsageError(message("error.no-such-answer", answer=typed(word), top=top, words=", ".join(OPEN_WORDS)), hint)


def checked_reason(reason: str) -> str:
    """A reason as it was typed, on one line.

    Raises:
        UsageError: nothing is left of it, or it is longer than a profile's text can hold.
    """
    readable = clean_text(typed(reason))
    if readable is None:
        raise UsageError(message("error.no-reason"))
    if len(readable) > MAX_REASON_LENGTH:
        raise UsageError(message("error.reason-too-long", most=MAX_REASON_LENGTH))
    return readable
