"""Made-up votes about a shipped example, for trying out a workshop."""

from eurostack_assess.method.sessions import build_framework_ref
from eurostack_assess.model.question import Question
from eurostack_assess.model.vocabulary import FINDING_VERDICTS
from eurostack_assess.model.workshop import Ballot, LayerVote, Vote, Workshop
from eurostack_assess.reading.ballots import question_fingerprints
from eurostack_assess.subjects.subject import ProfileSubject

PARTICIPANTS = 12
PATTERN = (0, 0, 1, 0, -1, 0, 0, 1, 0, 0, -1, 0)
"""How many rungs above or below the example's answer a participant is, in turn."""
DIVIDED_EACH = 15
"""Of so many questions, one divides the participants."""
DIVIDED = (0, 4, 1, 0, 4, 3)
"""What they answer to that one, in turn."""


def make_example_votes(subject: ProfileSubject) -> Workshop:
    """Votes of twelve participants around the answers of an example: mostly alike, on a few questions far apart."""
    framework, profile = subject.framework, subject.profile
    rungs = {id_: given.answer for id_, given in profile.answers.items() if isinstance(given.answer, int)}
    questions = [question for id_, question in framework.questions.items() if id_ in rungs]
    ballots = tuple(
        Ballot(
            participant=f"{number + 1:032x}",
            answers={
                question.id: Vote(answer=_answer(question, rungs[question.id], place, number), revision=1)
                for place, question in enumerate(questions)
            },
            votes={
                layer.id: LayerVote(verdict=FINDING_VERDICTS[-1 - (number % 3 == 0)], revision=1)
                for layer in framework.layers
            },
        )
        for number in range(PARTICIPANTS)
    )
    return Workshop(
        framework=build_framework_ref(framework),
        name=profile.name,
        kind=profile.kind,
        questions=question_fingerprints(framework, profile.kind),
        ballots=ballots,
    )


def _answer(question: Question, rung: int, place: int, number: int) -> int:
    top = len(question.options) - 1
    if place % DIVIDED_EACH == 0:
        return min(DIVIDED[number % len(DIVIDED)], top)
    return min(max(rung + PATTERN[(place + number) % len(PATTERN)], 0), top)
