"""A table counted by an engine: the whole method as one expression over columns, the same for every engine.

Narwhals hands it to Polars, DuckDB or Spark. Each question adds one whole number to its layer's sum, in which the value
of the answers, their weight and the weight of all that applies stand side by side; so the table is read once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, Literal, NamedTuple

import narwhals as nw

from eurostack_assess.population.scale import FULL, NOT_APPLICABLE, Counted, LayerScale, Limits, Scale
from eurostack_assess.population.tally import (
    EVERYBODY,
    NO_LEVEL,
    NO_SCORE,
    NO_VERDICT,
    STACK,
    VERDICTS,
    At,
    Bin,
    Given,
    Group,
    Sums,
    Tally,
)

KEYS = ("verdict", "level")
SUMMED = ("low", "high", "coverage")
HIGHEST = 1_000
"""Above every level: what questions without one stand at when the lowest is sought."""


class Query(NamedTuple):
    """What an engine must answer."""

    column: str
    """By which it is grouped; none: not at all."""
    what: Literal["scores", "bins", "given"]
    layer: str
    """A layer or the stack; nothing of questions."""
    frame: nw.LazyFrame[Any]


def queries(table: nw.LazyFrame[Any], whole: Scale, columns: Sequence[str]) -> Iterator[Query]:
    """By column: how many have which score, verdict and level in each layer, and how questions are answered."""
    placed = _placed(table, whole, columns)
    for column in columns or ("",):
        by = [column] if column else []
        for layer in (*(one.id for one in whole.layers), STACK):
            score, keys = f"score:{layer}", [f"{key}:{layer}" for key in KEYS]
            sums = [nw.col(f"{one}:{layer}").sum().alias(one) for one in SUMMED]
            yield Query(column, "scores", layer, placed.group_by(*by, score).agg(nw.len().alias("number")))
            yield Query(column, "bins", layer, placed.group_by(*by, *keys).agg(nw.len().alias("number"), *sums))
        counts = [nw.len().alias("number"), *(count for one in whole.questions for count in _counts(one))]
        given = table.group_by(*by).agg(*counts) if by else table.select(*counts)
        yield Query(column, "given", "", given)


Answers = Iterable[tuple[Query, Iterable[Mapping[str, Any]]]]


def tally_of(answers: Answers, whole: Scale, columns: Sequence[str]) -> Tally:
    """The tally from the engine's answers, each a query with its rows."""
    counted = Tally()
    first = columns[0] if columns else ""
    for query, rows in answers:
        column, layer = query.column, query.layer
        for row in rows:
            own = [Group(column, "" if row[column] is None else str(row[column]))] if column else []
            for group in (*own, *([EVERYBODY] if column == first else [])):
                match query.what:
                    case "scores":
                        counted.add_scores(group, At(layer, int(row[f"score:{layer}"])), int(row["number"]))
                    case "bins":
                        verdict, level = (int(row[f"{key}:{layer}"]) for key in KEYS)
                        sums = Sums(*(int(row[key]) for key in ("number", *SUMMED)))
                        counted.add_bin(group, Bin(layer, verdict, level), sums)
                    case "given":
                        for question in whole.questions:
                            counted.add_given(group, question.id, _given(row, question))
    return counted


def _placed(table: nw.LazyFrame[Any], whole: Scale, columns: Sequence[str]) -> nw.LazyFrame[Any]:
    """Each organisation's place in every layer and in the stack."""
    packed = table.select(
        *columns,
        *(_sum(layer).alias(f"sum:{layer.id}") for layer in whole.layers),
        *(_level(layer).alias(f"level:{layer.id}") for layer in whole.layers),
        *(_any(layer, certain=True).alias(f"below:{layer.id}") for layer in whole.layers),
        *(_any(layer, certain=False).alias(f"perhaps:{layer.id}") for layer in whole.layers),
    )
    unpacked = packed.with_columns(*(part for layer in whole.layers for part in _unpacked(layer)))
    scored = unpacked.with_columns(*(part for layer in whole.layers for part in _scored(layer)))
    judged = scored.with_columns(*(_verdict(layer, whole.limits) for layer in whole.layers))
    return judged.with_columns(*_stack(whole))


def _bits(layer: LayerScale) -> int:
    """How many bits hold any of a layer's three sums."""
    return (layer.one * max(layer.heaviest, 1)).bit_length()


def _sum(layer: LayerScale) -> nw.Expr:
    """Per organisation: the value of the answers, above it their weight, above that the weight of all that applies."""
    bits = _bits(layer)
    terms = []
    for question in layer.scored:
        applying = question.weight << 2 * bits
        answered = (question.weight << bits) + applying
        cell = nw.col(question.id)
        value = _looked_up(cell, [question.weight * value + answered for value in question.values])
        open_ = nw.when(cell == NOT_APPLICABLE).then(nw.lit(0)).otherwise(nw.lit(applying))
        terms.append(nw.when(cell >= 0).then(value).otherwise(open_).cast(nw.Int64))
    return reduce(lambda one, other: one + other, terms) if terms else nw.lit(0).cast(nw.Int64)


def _looked_up(cell: nw.Expr, numbers: Sequence[int]) -> nw.Expr:
    """The number that stands for each rung; of numbers at equal distances by one product."""
    first, step = numbers[0], numbers[1] - numbers[0]
    if all(number == first + step * rung for rung, number in enumerate(numbers)):
        return cell.cast(nw.Int64) * step + first
    found = nw.lit(numbers[-1])
    for rung in reversed(range(len(numbers) - 1)):
        found = nw.when(cell == rung).then(nw.lit(numbers[rung])).otherwise(found)
    return found.cast(nw.Int64)


def _level(layer: LayerScale) -> nw.Expr:
    """The lowest level among the answered gating questions."""
    levels = []
    for question in layer.questions:
        if question.levels:
            cell = nw.col(question.id)
            level = _looked_up(cell, question.levels)
            levels.append(nw.when(cell >= 0).then(level).otherwise(nw.lit(HIGHEST)).cast(nw.Int64))
    lowest = nw.min_horizontal(*levels) if levels else nw.lit(HIGHEST).cast(nw.Int64)
    return nw.when(lowest < HIGHEST).then(lowest).otherwise(nw.lit(NO_LEVEL))


def _any(layer: LayerScale, *, certain: bool) -> nw.Expr:
    """Whether an answer lies below its floor; or whether an open one may."""
    found = nw.lit(0).cast(nw.Int64)
    for question in layer.questions:
        if question.below_floor:
            cell = nw.col(question.id)
            here = cell.is_in(question.below_floor)
            if certain:
                found = found + nw.when(here).then(nw.lit(1)).otherwise(nw.lit(0))
            elif 0 in question.below_floor:
                settled = nw.when(cell >= 0).then(nw.lit(0)).otherwise(nw.lit(1))
                found = found + nw.when(cell == NOT_APPLICABLE).then(nw.lit(0)).otherwise(settled)
    return found


def _unpacked(layer: LayerScale) -> Iterator[nw.Expr]:
    step = 1 << _bits(layer)
    packed = nw.col(f"sum:{layer.id}")
    yield (packed % step).alias(f"value:{layer.id}")
    yield (packed // step % step).alias(f"answered:{layer.id}")
    yield (packed // (step * step)).alias(f"applying:{layer.id}")


def _scored(layer: LayerScale) -> Iterator[nw.Expr]:
    value, answered, applying = (nw.col(f"{one}:{layer.id}") for one in ("value", "answered", "applying"))
    best = value + (applying - answered) * layer.one
    yield _share(value, answered * layer.one, NO_SCORE).alias(f"score:{layer.id}")
    yield _share(value, applying * layer.one, 0).alias(f"low:{layer.id}")
    yield _share(best, applying * layer.one, 0).alias(f"high:{layer.id}")
    yield _share(answered, applying, 0).alias(f"coverage:{layer.id}")
    yield best.alias(f"best:{layer.id}")


def _share(part: nw.Expr, whole: nw.Expr, nothing: int) -> nw.Expr:
    """A share in hundredths of a per cent, half rounded up; never a division by nothing."""
    safe = nw.when(whole > 0).then(whole).otherwise(nw.lit(1))
    return nw.when(whole > 0).then((part * (2 * FULL) + whole) // (safe * 2)).otherwise(nw.lit(nothing))


def _verdict(layer: LayerScale, limits: Limits) -> nw.Expr:
    """The first of the method's six tests that holds, by products of whole numbers."""
    names = ("value", "best", "answered", "applying", "below", "perhaps")
    value, best, answered, applying, below, perhaps = (nw.col(f"{name}:{layer.id}") for name in names)
    whole = applying * layer.one
    number = {verdict: nw.lit(at) for at, verdict in enumerate(VERDICTS)}
    (strong, of_strong), (low, of_low), (least, of_least) = limits.strong, limits.attention, limits.coverage
    between = nw.when((value * of_low > whole * low) & (best * of_strong < whole * strong))
    verdict = between.then(number["middle"]).otherwise(number["undetermined"])
    sure = nw.when(perhaps > 0).then(number["undetermined"]).otherwise(number["strong"])
    verdict = nw.when(value * of_strong >= whole * strong).then(sure).otherwise(verdict)
    verdict = nw.when(best * of_low <= whole * low).then(number["attention"]).otherwise(verdict)
    verdict = nw.when(answered * of_least < applying * least).then(number["insufficient_data"]).otherwise(verdict)
    verdict = nw.when(below > 0).then(number["attention"]).otherwise(verdict)
    return nw.when(applying > 0).then(verdict).otherwise(number["not_applicable"]).alias(f"verdict:{layer.id}")


def _stack(whole: Scale) -> Iterator[nw.Expr]:
    """Means of the layers' rounded numbers, and the weakest layer's level."""
    yield _mean(whole, "score", NO_SCORE).alias(f"score:{STACK}")
    for key in SUMMED:
        yield _mean(whole, key, 0).alias(f"{key}:{STACK}")
    yield nw.lit(NO_VERDICT).alias(f"verdict:{STACK}")
    levels = [nw.col(f"level:{layer.id}") for layer in whole.layers]
    known = [nw.when(level >= 0).then(level).otherwise(nw.lit(HIGHEST)) for level in levels]
    lowest = nw.min_horizontal(*known)
    yield nw.when(lowest < HIGHEST).then(lowest).otherwise(nw.lit(NO_LEVEL)).alias(f"level:{STACK}")


def _mean(whole: Scale, key: str, nothing: int) -> nw.Expr:
    values, weights = nw.lit(0).cast(nw.Int64), nw.lit(0).cast(nw.Int64)
    for layer in whole.layers:
        at = nw.col(f"{key}:{layer.id}")
        there = at >= 0 if key == "score" else nw.col(f"applying:{layer.id}") > 0
        values = values + nw.when(there).then(at * layer.weight).otherwise(nw.lit(0))
        weights = weights + nw.when(there).then(nw.lit(layer.weight)).otherwise(nw.lit(0))
    safe = nw.when(weights > 0).then(weights).otherwise(nw.lit(1))
    return nw.when(weights > 0).then((values * 2 + weights) // (safe * 2)).otherwise(nw.lit(nothing))


def _counts(question: Counted) -> Iterator[nw.Expr]:
    """How often it was answered, set aside, and answered on target; the rest follows from these."""
    cell = nw.col(question.id)
    yield _number(cell >= 0).alias(f"{question.id}:answered")
    yield _number(cell == NOT_APPLICABLE).alias(f"{question.id}:not_applicable")
    yield _number(cell >= len(question.short)).alias(f"{question.id}:reached")


def _number(test: nw.Expr) -> nw.Expr:
    return test.cast(nw.Int8).sum()  # engines add small numbers up in large ones


def _given(row: Mapping[str, Any], question: Counted) -> Given:
    keys = ("answered", "not_applicable", "reached")
    answered, aside, reached = (int(row[f"{question.id}:{key}"] or 0) for key in keys)
    return Given(answered, aside, int(row["number"]) - answered - aside, answered - reached)
