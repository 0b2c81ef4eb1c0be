"""Asks for agreed answers, one question at a time: shows the votes, then asks for the answer and its reason."""

from collections.abc import Callable, Iterator
from pathlib import Path

from eurostack_assess import __version__
from eurostack_assess.cli.interview_shell import read_line
from eurostack_assess.cli.streams import note
from eurostack_assess.errors import UsageError
from eurostack_assess.inert import escape_active
from eurostack_assess.interview.plain import EndOfInputError
from eurostack_assess.method.workshop import evaluate_workshop
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.question import Question
from eurostack_assess.model.rungs import DONT_KNOW, NOT_APPLICABLE
from eurostack_assess.model.workshop import QuestionVotes, Workshop
from eurostack_assess.subjects.settling import Agreement, checked_reason, parse_answer, settled_question
from eurostack_assess.texts import Texts

Saver = Callable[[Workshop, list[Agreement]], Workshop]
"""Writes agreements; returns the workshop with them."""
STOP, LEAVE_OPEN, BACK = "q", "", "-"
SHORT_WORDS = {"d": DONT_KNOW, "n": NOT_APPLICABLE}
"""Letters that stand for an answer, as in the interview."""


def ask_settlements(workshop: Workshop, framework: Framework, file: Path, *, save: Saver, translate: Texts) -> Workshop:
    """Ask what is agreed on about each question to discuss, or with too few answers, and save each answer at once.

    Args:
        workshop: The votes.
        framework: Whose questions they are.
        file: The file with the votes, for messages.
        save: Writes what is agreed on.
        translate: The tool's sentences.

    Returns:
        The workshop with everything that was agreed on.
    """
    result = evaluate_workshop(framework, workshop, tool_version=__version__)
    votes = {question.id: question for question in result.questions}
    asked = [votes[id_] for id_ in (*result.to_discuss, *result.too_few) if votes[id_].settlement is None]
    if not asked:
        note(translate("workshop.nothing-to-settle"))
    try:
        for number, question in enumerate(asked, 1):
            note(translate("workshop.settle-place", number=number, of=len(asked)))
            for line in _describe(question, translate):
                note(line)
            settled = settled_question(workshop, framework, question.id, file)
            agreement = _ask(settled, translate)
            if agreement is not None:
                workshop = save(workshop, [agreement])
    except EndOfInputError:
        pass
    return workshop


def _describe(question: QuestionVotes, translate: Texts) -> Iterator[str]:
    """The question, its rungs with their votes, and what was said about it."""
    yield escape_active(question.ask.in_language(translate.language))
    for rung, (text, count) in enumerate(zip(question.rungs, question.counts, strict=True)):
        words = f"{rung}. {escape_active(text.in_language(translate.language))}"
        yield f"  {translate('workshop.settle-votes', rung=words, n=count) if count else words}"
    others = {"dont-know": question.dont_know, "not-applicable": question.not_applicable}
    if counts := [translate(f"workshop.{key}", n=count) for key, count in others.items() if count]:
        yield f"  {', '.join(counts)}"
    for said in question.notes:
        yield f"  {translate('workshop.note', who=said.participant, text=said.text)}"


def _ask(question: Question, translate: Texts) -> Agreement | None:
    """What is agreed on and why; None where it is left open.

    Raises:
        EndOfInputError: nothing more will be typed, or nothing more is to be asked.
    """
    while True:
        note(translate("workshop.settle-ask", top=len(question.options) - 1))
        typed = read_line().strip().lower()
        if typed == LEAVE_OPEN:
            return None
        if typed == STOP:
            raise EndOfInputError
        try:
            answer = parse_answer(SHORT_WORDS.get(typed, typed), question)
        except UsageError as error:
            note(translate.message(error.message))
            continue
        if (reason := _ask_reason(translate)) is not None:
            return Agreement(question, answer, reason)


def _ask_reason(translate: Texts) -> str | None:
    """Why that was agreed on, asked for until it is said; None: back to the answer."""
    while True:
        note(translate("workshop.settle-why"))
        why = read_line().strip()
        if why == BACK:
            return None
        if why:
            try:
                return checked_reason(why)
            except UsageError as error:
                note(translate.message(error.message))
