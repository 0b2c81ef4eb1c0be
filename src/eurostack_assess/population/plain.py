"""A table counted by the method itself, one organisation after the other: what every engine must equal."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from eurostack_assess.method.answers import Item
from eurostack_assess.method.gaps import gap, gaps_of
from eurostack_assess.method.levels import level_items, weakest
from eurostack_assess.method.scoring import score_items
from eurostack_assess.method.verdicts import judge
from eurostack_assess.model.base import Kind
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.population import CODES
from eurostack_assess.model.profile import OPEN_WORDS, Answer, OpenWord
from eurostack_assess.population.scale import FULL, Scale, scale
from eurostack_assess.population.tally import (
    NO_LEVEL,
    NO_SCORE,
    STACK,
    VERDICTS,
    Given,
    Group,
    Part,
    Sums,
    Tally,
    groups_of,
)

WORDS: Mapping[int, OpenWord] = {CODES[word]: word for word in OPEN_WORDS}


class Placed(NamedTuple):
    """Where one organisation is."""

    scored: Sequence[tuple[str, int, int]]
    """Each layer, then the stack, with the score and the level."""
    judged: Sequence[tuple[str, int, Sums]]
    """Each layer with the verdict."""
    given: Sequence[tuple[str, Given]]
    """Each question with what was answered."""


Row = Mapping[str, object]
"""Question id to a rung's number or a code of `scale`, and column to value; left out or None: unasked, nothing."""


def tally(rows: Iterable[Row], framework: Framework, kind: Kind, columns: Sequence[str]) -> Tally:
    """Everything that is counted of the rows, for everybody and by each of the columns."""
    counted, place = Tally(), placing(framework, kind)
    for row in rows:
        placed = place(row)
        for group in groups_of(row, columns):
            _count(counted, group, placed)
    return counted


def placing(framework: Framework, kind: Kind) -> Callable[[Row], Placed]:
    """What says of a row where the organisation is."""
    whole = scale(framework, kind)
    asked = {part.id: part.asked_of(kind) for part in framework.layers}

    @cache
    def item(layer: str, at: int, cell: object) -> Item:
        """One item for all who answer alike."""
        return Item(asked[layer][at], _answer(cell))

    def place(row: Row) -> Placed:
        items = {
            layer: [item(layer, at, row.get(one.id)) for at, one in enumerate(questions)]
            for layer, questions in asked.items()
        }
        return _placed(items, framework, whole)

    return place


def _answer(cell: object) -> Answer | None:
    if cell is None:
        return None
    code = int(str(cell))
    return Answer.model_construct(answer=WORDS.get(code, code))


def _count(counted: Tally, group: Group, placed: Placed) -> None:
    for layer, score, level in placed.scored:
        counted.add_scores(Part(group, layer), {score: 1})
        counted.add_levels(Part(group, layer), {level: 1})
    for layer, verdict, sums in placed.judged:
        counted.add_verdict(Part(group, layer), verdict, sums)
    for question, given in placed.given:
        counted.add_given(group, question, given)


def _placed(items: Mapping[str, Sequence[Item]], framework: Framework, whole: Scale) -> Placed:
    """Where the organisation is in each layer and in the stack."""
    scored, judged = [], []
    for layer in whole.layers:
        own = items[layer.id]
        result = score_items(own)
        level = level_items(own, len(framework.header.levels) - 1).level
        verdict = judge(own, result, gaps_of(own), framework.header.thresholds).verdict
        sums = Sums(1, *(_hundredths(one, 0) for one in (result.low, result.high, result.coverage)))
        scored.append((layer.id, _hundredths(result.score, NO_SCORE), _or(level, NO_LEVEL)))
        judged.append((layer.id, VERDICTS.index(verdict), sums))
    given = [(one.question.id, _given(one)) for own in items.values() for one in own]
    return Placed([*scored, _stack(whole, scored)], judged, given)


def _stack(whole: Scale, scored: Sequence[tuple[str, int, int]]) -> tuple[str, int, int]:
    """The stack: the mean of the layers' rounded scores, so that engines need no fractions of fractions."""
    weights = [layer.weight for layer in whole.layers]
    pairs = [(weight, score) for weight, (_, score, _) in zip(weights, scored, strict=True) if score != NO_SCORE]
    level = weakest([None if level == NO_LEVEL else level for _, _, level in scored])
    return STACK, _mean(pairs, NO_SCORE), _or(level, NO_LEVEL)


def _mean(pairs: Sequence[tuple[int, int]], nothing: int) -> int:
    """The weighted mean, half rounded up."""
    weight = sum(weight for weight, _ in pairs)
    return (2 * sum(one * value for one, value in pairs) + weight) // (2 * weight) if weight else nothing


def _hundredths(share: Fraction | None, nothing: int) -> int:
    """A share in hundredths of a per cent, half rounded up."""
    return nothing if share is None else (2 * FULL * share.numerator + share.denominator) // (2 * share.denominator)


def _or(value: int | None, nothing: int) -> int:
    return nothing if value is None else value


def _given(item: Item) -> Given:
    short = item.answered and item.scored and gap(item) > 0
    return Given(int(item.answered), int(not item.applies), int(item.open), int(short))
