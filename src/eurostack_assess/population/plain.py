"""A table counted by the method itself, one organisation after the other: what every engine must equal."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

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
    NO_VERDICT,
    STACK,
    VERDICTS,
    At,
    Bin,
    Given,
    Sums,
    Tally,
    groups_of,
)

WORDS: Mapping[int, OpenWord] = {CODES[word]: word for word in OPEN_WORDS}

Placed = tuple[At, Bin, Sums]

Row = Mapping[str, object]
"""Question id to a rung's number or a code of `scale`, and column to value; left out or None: unasked, nothing."""


def tally(rows: Iterable[Row], framework: Framework, kind: Kind, columns: Sequence[str]) -> Tally:
    """Everything that is counted of the rows, for everybody and by each of the columns."""
    counted, whole = Tally(), scale(framework, kind)
    for row in rows:
        items = {
            part.id: tuple(Item(one, _answer(row.get(one.id))) for one in part.questions if one.applies_to(kind))
            for part in framework.layers
        }
        placed = _placed(items, framework, whole)
        for group in groups_of(row, columns):
            for at, bin_, sums in placed:
                counted.add_scores(group, at, 1)
                counted.add_bin(group, bin_, sums)
            for of_layer in items.values():
                for item in of_layer:
                    counted.add_given(group, item.question.id, _given(item))
    return counted


def _answer(cell: object) -> Answer | None:
    if cell is None:
        return None
    code = int(str(cell))
    return Answer.model_construct(answer=WORDS.get(code, code))


def _placed(items: Mapping[str, Sequence[Item]], framework: Framework, whole: Scale) -> list[Placed]:
    """Where the organisation is in each layer and in the stack."""
    placed = [_layer(items[layer.id], layer.id, framework) for layer in whole.layers]
    applying = [score_items(items[layer.id]).coverage is not None for layer in whole.layers]
    return [*placed, _stack(whole, placed, applying)]


def _layer(items: Sequence[Item], id_: str, framework: Framework) -> Placed:
    scored = score_items(items)
    level = level_items(items, len(framework.header.levels) - 1).level
    verdict = judge(items, scored, gaps_of(items), framework.header.thresholds).verdict
    sums = Sums(1, *(_hundredths(one, 0) for one in (scored.low, scored.high, scored.coverage)))
    at = At(id_, _hundredths(scored.score, NO_SCORE))
    return at, Bin(id_, VERDICTS.index(verdict), _or(level, NO_LEVEL)), sums


def _stack(whole: Scale, placed: Sequence[Placed], applying: Sequence[bool]) -> Placed:
    """The stack: means of the layers' rounded numbers, so that engines need no fractions of fractions."""
    layers = list(zip([layer.weight for layer in whole.layers], placed, applying, strict=True))
    score = _mean([(weight, at.score) for weight, (at, _, _), _ in layers if at.score != NO_SCORE], NO_SCORE)
    means = (_mean([(weight, sums[key]) for weight, (_, _, sums), does in layers if does], 0) for key in (1, 2, 3))
    level = weakest([bin_.level if bin_.level != NO_LEVEL else None for _, bin_, _ in placed])
    return At(STACK, score), Bin(STACK, NO_VERDICT, _or(level, NO_LEVEL)), Sums(1, *means)


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
