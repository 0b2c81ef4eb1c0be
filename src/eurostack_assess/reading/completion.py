"""Completes a questionnaire: fills in every value that a file leaves out and that follows from the framework."""

from eurostack_assess.model.framework import FrameworkHeader
from eurostack_assess.model.question import Option, Question, Questionnaire


def complete_part(part: Questionnaire, header: FrameworkHeader) -> Questionnaire:
    """The questionnaire with every question complete, and one for each party of which a question is asked."""
    return part.model_copy(
        update={
            "questions": tuple(
                _complete_question(one, header) for question in part.questions for one in question.ask_each()
            )
        }
    )


def _complete_question(question: Question, header: FrameworkHeader) -> Question:
    """The question with the value and level of every option, and its target, filled in (`docs/method.md`, step 1)."""
    top_level = len(header.levels) - 1
    one_rung_per_level = len(question.options) == len(header.levels)
    options = tuple(
        option.model_copy(
            update={
                "value": index / top_level if option.value is None and one_rung_per_level else option.value,
                "level": index if option.level is None and one_rung_per_level else option.level,
            }
        )
        for index, option in enumerate(question.options)
    )
    target = _find_default_target(options, header) if question.target is None else question.target
    return question.model_copy(update={"options": options, "target": target}).fit_to(None)


def _find_default_target(options: tuple[Option, ...], header: FrameworkHeader) -> int:
    """The lowest rung at the framework's target level, or without levels at its value; if none is, the top."""
    target_value = header.target / (len(header.levels) - 1)
    for index, option in enumerate(options):
        reached = option.level >= header.target if option.level is not None else (option.value or 0) >= target_value
        if reached:
            return index
    return len(options) - 1
