"""A table counted by an engine: the method as one expression over columns, the same for every engine.

Narwhals hands it to Polars, DuckDB or Spark. Each question adds one whole number to its layer's state; an engine counts
organisations by state, by level, and by their score over the whole stack, and how often each question is answered.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import add
from typing import Any, Literal, NamedTuple

import narwhals as nw

from eurostack_assess.population.scale import FLOOR_BITS, FULL, NOT_APPLICABLE, SKIPPED, Counted, LayerScale, Scale
from eurostack_assess.population.states import Floor, Judged, judge
from eurostack_assess.population.tally import EVERYBODY, NO_LEVEL, NO_SCORE, STACK, Given, Group, Part, Sums, Tally
from eurostack_assess.population.trend import Matched, Moved, Moves, Shift
from eurostack_assess.reading.answer_table import ID
from eurostack_assess.reading.table import plain_text

HIGHEST = 100
"""Above every level: what questions without one stand at when the lowest is sought."""

Width = type[nw.Int16] | type[nw.Int32] | type[nw.Int64]
WIDTHS: Sequence[tuple[int, Width]] = ((16, nw.Int16), (32, nw.Int32), (64, nw.Int64))

What = Literal["state", "level", "score", "given"]


class Query(NamedTuple):
    """What an engine must answer: rows of a group's value, where there is a column, of what is counted, and numbers."""

    column: str
    """By which it is grouped; none: not at all."""
    what: What
    layer: str
    """A layer or the stack; nothing of questions."""
    frame: nw.LazyFrame[Any]


Answers = Iterable[tuple[Query, Iterable[Sequence[Any]]]]


def queries(table: nw.LazyFrame[Any], whole: Scale, columns: Sequence[str]) -> Iterator[Query]:
    """By column: how many are in which state and at which level in each layer, and how questions are answered."""
    placed = _placed(table, whole)
    layers = [one.id for one in whole.layers]
    asked: list[tuple[What, str]] = [("state", layer) for layer in layers]
    asked += [("level", layer) for layer in (*layers, STACK)]
    asked += [("score", STACK)]
    for column in columns or ("",):
        by = [column] if column else []
        for what, layer in asked:
            yield Query(column, what, layer, placed.group_by(*by, f"{what}:{layer}").agg(nw.len().alias("number")))
        counts = [nw.len().alias("number"), *(count for one in whole.questions for count in _counts(one))]
        given = table.group_by(*by).agg(*counts) if by else table.select(*counts)
        yield Query(column, "given", "", given)


def tally_of(answers: Answers, whole: Scale, columns: Sequence[str]) -> Tally:
    """The tally from the engine's answers, each a query with its rows."""
    counted = Tally()
    judges = {layer.id: judge(layer, whole.limits) for layer in whole.layers}
    for query, rows in answers:
        if query.what == "given":
            for row in rows:
                group, (number, *counts) = (_group(query.column, row[0]), row[1:]) if query.column else (EVERYBODY, row)
                for at, question in enumerate(whole.questions):
                    counted.add_given(group, question.id, _given(number, counts[3 * at : 3 * at + 3]))
            continue
        for value, numbers in _by_value(rows, grouped=bool(query.column)).items():
            part = Part(_group(query.column, value), query.layer)
            if query.what == "level":
                counted.add_levels(part, numbers)
            elif query.what == "score":
                counted.add_scores(part, numbers)
            else:
                _add_states(counted, part, judges[query.layer], numbers)
    if columns:
        counted.add(counted.of_everybody(columns[0]))
    return counted


def _group(column: str, value: object) -> Group:
    """The group of a value, named as a cell of a table is read: on one line, without spaces around it."""
    return Group(column, "" if value is None else plain_text(str(value))) if column else EVERYBODY


def _by_value(rows: Iterable[Sequence[Any]], *, grouped: bool) -> dict[object, dict[int, int]]:
    """How many have each number, by the value of the column."""
    found: dict[object, dict[int, int]] = {}
    for row in rows:
        found.setdefault(row[0] if grouped else None, {})[int(row[-2])] = int(row[-1])
    return found


def _add_states(counted: Tally, part: Part, judged_of: Callable[[int], Judged], numbers: Mapping[int, int]) -> None:
    scores: dict[int, int] = {}
    verdicts: dict[int, list[Sums]] = {}
    for state, number in numbers.items():
        judged = judged_of(state)
        scores[judged.score] = scores.get(judged.score, 0) + number
        verdicts.setdefault(judged.verdict, []).append(judged.times(number))
    counted.add_scores(part, scores)
    for verdict, sums in verdicts.items():
        counted.add_verdict(part, verdict, Sums(*map(sum, zip(*sums, strict=True))))


def movements(
    now: nw.LazyFrame[Any], before: nw.LazyFrame[Any], whole: Scale, columns: Sequence[str]
) -> Iterator[tuple[str, nw.LazyFrame[Any]]]:
    """By column, what moved between two tables with ids, of the organisations that are in both.

    A row an answer: the group's value now and before, where there is a column, then the numbers that `moved_of` takes.
    """
    later, earlier = _placed(now, whole), _placed(before, whole)
    wanted = [*_scores(whole), *(one.id for one in whole.questions), *columns]
    renamed = earlier.select(ID, *(nw.col(name).alias(f"before {name}") for name in wanted))
    both = later.join(renamed, on=ID, how="inner")
    for column in columns or ("",):
        counts = [nw.len().alias("number"), *(one for name in _scores(whole) for one in _moves(name))]
        counts += [one for question in whole.questions for one in _shifts(question.id)]
        yield column, both.group_by(column, f"before {column}").agg(*counts) if column else both.select(*counts)


def moved_of(answers: Iterable[tuple[str, Iterable[Sequence[Any]]]], whole: Scale, columns: Sequence[str]) -> Moved:
    """What moved, from the engine's answers, each a column with its rows."""
    counted = Moved()
    layers, questions = [*(one.id for one in whole.layers), STACK], [one.id for one in whole.questions]
    for column, rows in answers:
        for row in rows:
            now, before = (_group(column, row[0]), _group(column, row[1])) if column else (EVERYBODY, EVERYBODY)
            number, *rest = (int(one or 0) for one in (row[2:] if column else row))
            for group in {now, EVERYBODY} if not columns or column == columns[0] else {now}:
                stayed = number if group in {before, EVERYBODY} else 0
                counted.add_matched(group, Matched(number, stayed))
                for at, layer in enumerate(layers):
                    moves = Moves(*rest[4 * at : 4 * at + 4])
                    if moves.both:
                        counted.add_moves(Part(group, layer), moves)
                for at, question in enumerate(questions, start=len(layers)):
                    counted.add_shift(group, question, Shift(*rest[4 * at : 4 * at + 4]))
    return counted


def _scores(whole: Scale) -> list[str]:
    return [*(f"score:{one.id}" for one in whole.layers), f"score:{STACK}"]


def _moves(score: str) -> Iterator[nw.Expr]:
    now, before = nw.col(score).cast(nw.Int64), nw.col(f"before {score}").cast(nw.Int64)
    both = (now >= 0) & (before >= 0)
    yield _times(both).alias(f"{score} both")
    yield _times(both & (now > before)).alias(f"{score} risen")
    yield _times(both & (now < before)).alias(f"{score} fallen")
    yield nw.when(both).then(now - before).otherwise(nw.lit(0)).sum().alias(f"{score} change")


def _shifts(question: str) -> Iterator[nw.Expr]:
    now, before = nw.col(question).fill_null(SKIPPED), nw.col(f"before {question}").fill_null(SKIPPED)
    known, was_known = now >= 0, before >= 0
    yield _times(was_known & (now > before)).alias(f"{question} up")
    yield _times(known & (now < before)).alias(f"{question} down")
    yield _times(known & (before < 0) & (before != NOT_APPLICABLE)).alias(f"{question} learnt")
    yield _times(was_known & (now < 0) & (now != NOT_APPLICABLE)).alias(f"{question} lost")


def _placed(table: nw.LazyFrame[Any], whole: Scale) -> nw.LazyFrame[Any]:
    """With each organisation's state and level in every layer, and its score and level over the stack."""
    states = table.with_columns(
        *(_state(layer).alias(f"state:{layer.id}") for layer in whole.layers),
        *(_level(layer).alias(f"level:{layer.id}") for layer in whole.layers),
    )
    scored = states.with_columns(*(_score(layer).alias(f"score:{layer.id}") for layer in whole.layers))
    lowest = _lowest([nw.col(f"level:{layer.id}") for layer in whole.layers])
    placed = scored.with_columns(_stack(whole).alias(f"score:{STACK}"), lowest.alias(f"level:{STACK}"))
    levels = [nw.col(f"level:{layer}") for layer in (*(one.id for one in whole.layers), STACK)]
    return placed.with_columns(
        nw.when(level < HIGHEST).then(level).otherwise(nw.lit(NO_LEVEL, nw.Int8)) for level in levels
    )


def _state(layer: LayerScale) -> nw.Expr:
    """The layer's state as one number: see `states`."""
    wide = layer.bits
    whole = _holding(3 * wide + FLOOR_BITS)
    terms = []
    for question in layer.scored:
        applying = question.weight << 2 * wide
        answered = (question.weight << wide) + applying
        cell = nw.col(question.id)
        value = _looked_up(cell, [question.weight * value + answered for value in question.values], whole)
        open_ = nw.when(cell == NOT_APPLICABLE).then(nw.lit(0, whole)).otherwise(nw.lit(applying, whole))
        terms.append(nw.when(cell >= 0).then(value).otherwise(open_))
    sums = reduce(add, terms) if terms else nw.lit(0, whole)
    return sums * nw.lit(1 << FLOOR_BITS, whole) + _floor(layer).cast(whole)


def _holding(bits: int) -> Width:
    """The smallest whole numbers that hold so many bits and a sign."""
    return next(of for most, of in WIDTHS if bits < most)


def _looked_up(cell: nw.Expr, numbers: Sequence[int], whole: Width | type[nw.Int8]) -> nw.Expr:
    """The number that stands for each rung; of numbers at equal distances by one product."""
    first, step = numbers[0], numbers[1] - numbers[0]
    if all(number == first + step * rung for rung, number in enumerate(numbers)):
        product = cell.cast(whole) * nw.lit(step, whole) if step != 1 else cell.cast(whole)
        return product + nw.lit(first, whole)
    found = nw.lit(numbers[-1], whole)
    for rung in reversed(range(len(numbers) - 1)):
        found = nw.when(cell == rung).then(nw.lit(numbers[rung], whole)).otherwise(found)
    return found


def _floor(layer: LayerScale) -> nw.Expr:
    """Whether an answer lies below its floor; or whether an open one may."""
    below, perhaps = [], []
    for question in layer.questions:
        if question.below_floor:
            cell = nw.col(question.id)
            below.append(_number(cell.is_in(question.below_floor)))
            if 0 in question.below_floor:
                settled = nw.when(cell >= 0).then(nw.lit(0)).otherwise(nw.lit(1))
                perhaps.append(nw.when(cell == NOT_APPLICABLE).then(nw.lit(0)).otherwise(settled))
    found = nw.lit(int(Floor.NO))
    if perhaps:
        found = nw.when(reduce(add, perhaps) > 0).then(nw.lit(int(Floor.PERHAPS))).otherwise(found)
    if below:
        found = nw.when(reduce(add, below) > 0).then(nw.lit(int(Floor.BELOW))).otherwise(found)
    return found


def _level(layer: LayerScale) -> nw.Expr:
    """The lowest level among the answered gating questions."""
    levels = []
    for question in layer.questions:
        if question.levels:
            cell = nw.col(question.id)
            level = _looked_up(cell, question.levels, nw.Int8)
            levels.append(nw.when(cell >= 0).then(level).otherwise(nw.lit(HIGHEST, nw.Int8)))
    return _lowest(levels) if levels else nw.lit(HIGHEST, nw.Int8)


def _lowest(numbers: Sequence[nw.Expr]) -> nw.Expr:
    return nw.min_horizontal(*numbers) if len(numbers) > 1 else numbers[0]


def _score(layer: LayerScale) -> nw.Expr:
    """The score in hundredths of a point, half rounded up; never a division by nothing."""
    wide = layer.bits
    largest = (2 * FULL * layer.one * max(layer.heaviest, 1) * 2).bit_length()
    state, step = nw.col(f"state:{layer.id}").cast(_holding(max(largest, 3 * wide + FLOOR_BITS))), 1 << wide
    value, most = state // (1 << FLOOR_BITS) % step, state // (step << FLOOR_BITS) % step * layer.one
    some = nw.when(most > 0).then(most).otherwise(nw.lit(1))
    return nw.when(most > 0).then((value * (2 * FULL) + most) // (some * 2)).otherwise(nw.lit(NO_SCORE))


def _stack(whole: Scale) -> nw.Expr:
    """The mean of the layers' scores as they are rounded, half rounded up."""
    largest = (4 * FULL * sum(layer.weight for layer in whole.layers)).bit_length()
    number, values, weights = _holding(largest), [], []
    for layer in whole.layers:
        score = nw.col(f"score:{layer.id}").cast(number)
        values.append(nw.when(score >= 0).then(score * layer.weight).otherwise(nw.lit(0)))
        weights.append(nw.when(score >= 0).then(nw.lit(layer.weight)).otherwise(nw.lit(0)))
    value, weight = reduce(add, values), reduce(add, weights)
    safe = nw.when(weight > 0).then(weight).otherwise(nw.lit(1))
    return nw.when(weight > 0).then((value * 2 + weight) // (safe * 2)).otherwise(nw.lit(NO_SCORE))


def _counts(question: Counted) -> Iterator[nw.Expr]:
    """How often it was answered, set aside, and answered on target; the rest follows from these."""
    cell = nw.col(question.id)
    yield _times(cell >= 0).alias(f"{question.id}:answered")
    yield _times(cell == NOT_APPLICABLE).alias(f"{question.id}:not_applicable")
    yield _times(cell >= len(question.short)).alias(f"{question.id}:reached")


def _times(test: nw.Expr) -> nw.Expr:
    return nw.when(test).then(nw.lit(True)).count()  # noqa: FBT003 - not every engine adds truths up


def _number(test: nw.Expr) -> nw.Expr:
    """1 where it holds, 0 where it does not or nothing is known."""
    return nw.when(test).then(nw.lit(1)).otherwise(nw.lit(0))


def _given(number: int, counts: Sequence[Any]) -> Given:
    answered, aside, reached = (int(count or 0) for count in counts)
    return Given(answered, aside, number - answered - aside, answered - reached)
