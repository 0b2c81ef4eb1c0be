"""An answer in words, the same in every report: the rung, the possible rungs, or why there is none."""

from collections.abc import Sequence

from eurostack_assess.model.base import LocalText
from eurostack_assess.model.rungs import AnswerValue, RungBounds
from eurostack_assess.model.vocabulary import State
from eurostack_assess.texts import Texts


def format_answer(value: AnswerValue, rungs: Sequence[LocalText], translate: Texts) -> str:
    """What was answered, on a ladder with these rungs."""
    match value:
        case int():
            return format_possible("answered", (value, value), rungs, translate)
        case RungBounds():
            return format_possible("partial", (value.lowest, value.highest(len(rungs) - 1)), rungs, translate)
    return translate(f"state.{value}")


def format_possible(
    state: State, possible: tuple[int, int] | None, rungs: Sequence[LocalText], translate: Texts
) -> str:
    """An answer by its state and the lowest and the highest rung still possible."""
    if possible is None or state not in ("answered", "partial"):
        return translate(f"state.{state}")
    low, high = possible
    low_text, high_text = (rungs[rung].in_language(translate.language) for rung in possible)
    if state == "answered":
        return translate("report.answer", rung=low, text=low_text)
    if high == len(rungs) - 1:
        return translate("report.answer-at-least", rung=low, text=low_text)
    if low == 0:
        return translate("report.answer-at-most", rung=high, text=high_text)
    return translate("report.answer-between", low=low, low_text=low_text, high=high, high_text=high_text)
