"""An answer that a workshop agreed on, recorded next to the votes and never over them."""

from pathlib import Path

from eurostack_assess.errors import UsageError, message
from eurostack_assess.inert import typed
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.question import Question
from eurostack_assess.model.rungs import AnswerValue, parse_bounds
from eurostack_assess.model.vocabulary import OPEN_WORDS
from eurostack_assess.model.workshop import MAX_REASON_LENGTH, MAX_REVISION, Settlement, Workshop
from eurostack_assess.reading.ballots import clean_text, question_fingerprints
from eurostack_assess.reading.validate import did_you_mean


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
    if word in OPEN_WORDS:
        return next(open_word for open_word in OPEN_WORDS if open_word == word)
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
