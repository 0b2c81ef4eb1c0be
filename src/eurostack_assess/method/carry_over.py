"""Step 20, an older edition: carries over what answers given under it still prove on the current ladders.

A question may state, rung by rung, what earlier answers prove: answers to itself or to a question that it came from.
What is proven is carried over as a partial answer; an answer that proves nothing is left out, and the question counts
as unasked. "Don't know" and "not applicable" are kept only if the question has kept its id.
"""

from collections.abc import Mapping

from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.question import EarlierAnswers, Question
from eurostack_assess.model.rungs import AnswerValue, RungBounds, fit_value


def carry_over(framework: Framework, profile: Profile) -> Profile:
    """The profile with its answers of an earlier edition as far as they prove something of the questions of today."""
    answers = {id_: answer.answer for id_, answer in profile.answers.items()}
    carried = {
        question.id: find_proven_answer(question, profile.edition, answers)
        for question in framework.questions.values()
        if says_what_is_proven(question, profile.edition) and question.applies_to(profile.kind)
    }
    if not carried:
        return profile
    used_up = {found[0] for found in carried.values() if found is not None} - framework.questions.keys()
    kept = {id_: answer for id_, answer in profile.answers.items() if id_ not in carried and id_ not in used_up}
    proven = {
        id_: profile.answers[found[0]].model_copy(update={"answer": found[1]})
        for id_, found in carried.items()
        if found is not None
    }
    return profile.model_copy(update={"answers": kept | proven})


def says_what_is_proven(question: Question, edition: str | None) -> bool:
    """Whether a question says what answers given under an edition prove."""
    return any(earlier.edition == edition for earlier in question.earlier)


def find_proven_answer(
    question: Question, edition: str | None, answers: Mapping[str, AnswerValue]
) -> tuple[str, AnswerValue] | None:
    """The earlier question whose answer proves most of a question of today, and what it proves; None: nothing."""
    best: tuple[str, AnswerValue] | None = None
    highest = 0
    for earlier in question.earlier:
        id_ = earlier.question or question.id
        if earlier.edition != edition or id_ not in answers:
            continue
        if isinstance(answers[id_], str):
            best = best or ((id_, answers[id_]) if id_ == question.id else None)
        elif (rung := _find_proven_rung(earlier, answers[id_])) > highest:
            best, highest = (id_, fit_value(RungBounds(at_least=rung), len(question.options) - 1)), rung
    return best


def _find_proven_rung(earlier: EarlierAnswers, value: AnswerValue) -> int:
    """The rung that an earlier answer proves at least; 0, which every answer reaches, where it proves none."""
    lowest = value.lowest if isinstance(value, RungBounds) else int(value)
    return (earlier.at_least[lowest] if lowest < len(earlier.at_least) else None) or 0
