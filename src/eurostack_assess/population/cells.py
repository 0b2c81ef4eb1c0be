"""The meaning of a cell of a table, and its effect on the layer of its question.

A cell is a rung, counted from 0, the possible rungs (`>=2`, `<=1`, `1..3`), or a word. In a table of numbers, 100 + 10a
+ b stands for the rungs from a to b, and words have negative codes. Engines count with numbers of one byte, in which
each set of possible rungs has its own number.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from eurostack_assess.method.verdict_rule import Floor
from eurostack_assess.model.population import CODES, PARTIAL_CODE, encode_answer
from eurostack_assess.model.rungs import MAX_OPTIONS, RungBounds, format_bounds
from eurostack_assess.population.integers import FLOOR_BITS, IntegerLayer, ScaledQuestion
from eurostack_assess.population.tally import AnswerCounts

DONT_KNOW, NOT_APPLICABLE, SKIPPED = CODES["dont_know"], CODES["not_applicable"], CODES["skipped"]

FIRST_PARTIAL = MAX_OPTIONS
"""From here on an engine's numbers stand for the rungs still possible: this, and ten times the lowest, and the highest.

One rung is its own number, and where none is ruled out it is the number of don't know.
"""


class PossibleRungs(NamedTuple):
    """Rungs still possible, in an engine's numbers."""

    code: int
    lowest: int
    highest: int


@cache
def list_partial_codes(rungs: int) -> Sequence[PossibleRungs]:
    """All partial answers on a ladder of so many rungs."""
    return tuple(
        PossibleRungs(FIRST_PARTIAL + 10 * low + high, low, high)
        for low in range(rungs)
        for high in range(low + 1, rungs)
        if (low, high) != (0, rungs - 1)
    )


@cache
def list_notations(rungs: int) -> Mapping[str, int]:
    """All ways to write the rungs still possible on a ladder of so many, each with an engine's number."""
    bounds = [RungBounds(at_least=rung) for rung in range(rungs)]
    bounds += [RungBounds(at_most=rung) for rung in range(rungs)]
    bounds += [RungBounds(between=(low, high)) for low in range(rungs) for high in range(low, rungs)]
    numbers = list_number_codes(rungs)
    return {format_bounds(bound): numbers.get(code := encode_answer(bound, rungs), code) for bound in bounds}


@cache
def list_number_codes(rungs: int) -> Mapping[int, int]:
    """The rungs still possible as numbers in a table of numbers, each with an engine's number."""
    partial = {(possible.lowest, possible.highest): possible.code for possible in list_partial_codes(rungs)}
    return {
        PARTIAL_CODE + 10 * low + high: low if low == high else partial.get((low, high), DONT_KNOW)
        for low in range(rungs)
        for high in range(low, rungs)
    }


class CellMeaning(NamedTuple):
    """The rungs that a cell leaves possible, and whether it says anything of the answer."""

    lowest: int
    highest: int
    is_known: bool


def interpret_code(code: int | None, rungs: int) -> CellMeaning | None:
    """What a number in a table of numbers leaves possible; None: the question does not apply."""
    if code == NOT_APPLICABLE:
        return None
    top = rungs - 1
    if code is None or code < 0:
        return CellMeaning(0, top, is_known=False)
    if code < PARTIAL_CODE:
        return CellMeaning(code, code, is_known=True)
    lowest, highest = divmod(code - PARTIAL_CODE, 10)
    return CellMeaning(lowest, highest, is_known=(lowest, highest) != (0, top))


class CellEffect(NamedTuple):
    """What one answer does to its layer and to the counts of its question."""

    sums: int
    """What it adds to the sums of the layer's state, packed as there."""
    floor: Floor
    level: int | None
    """The lowest possible level, of a gating question of which something is known; None of another."""
    counts: AnswerCounts

    @property
    def state(self) -> int:
        """The sums where the floor is packed with them."""
        return self.sums << FLOOR_BITS


def work_out_effect(question: ScaledQuestion, layer: IntegerLayer, meaning: CellMeaning | None) -> CellEffect:
    """The effect of a cell with this meaning."""
    if meaning is None:
        return CellEffect(0, Floor.NO, None, AnswerCounts(not_applicable=1))
    lowest, highest, is_known = meaning
    return CellEffect(
        layer.pack_answer(question, lowest, highest, is_known=is_known) if question.is_scored else 0,
        question.judge_floor(lowest, highest),
        question.levels[lowest] if question.levels and is_known else None,
        _count(question, meaning) if is_known else AnswerCounts(open=1),
    )


def _count(question: ScaledQuestion, meaning: CellMeaning) -> AnswerCounts:
    is_exact = meaning.lowest == meaning.highest
    return AnswerCounts(
        answered=int(is_exact),
        partial=int(not is_exact),
        reached=int(meaning.lowest not in question.below_target),
        below_target=int(meaning.highest in question.below_target),
    )
