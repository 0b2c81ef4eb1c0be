"""A table counted by an engine: the method as one expression over columns, the same for every engine.

Narwhals hands it to Polars, DuckDB or Spark. Each question adds one whole number to its layer's state; an engine counts
organisations by state, by level, and by their score over the whole stack, and how often each question is answered.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import add
from typing import Any, Literal, NamedTuple

import narwhals as nw

from eurostack_assess.method.verdict_rule import Floor
from eurostack_assess.population.integers import (
    FLOOR_BITS,
    FULL_SCORE,
    NOT_APPLICABLE,
    SKIPPED,
    IntegerFramework,
    IntegerLayer,
    ScaledQuestion,
)
from eurostack_assess.population.layer_states import StateResult, make_state_judge
from eurostack_assess.population.tally import (
    EVERYBODY,
    NO_LEVEL,
    NO_SCORE,
    STACK,
    AnswerCounts,
    CellKey,
    Group,
    Sums,
    Tally,
)
from eurostack_assess.population.trend import AnswerShift, ChangeCounts, MatchCounts, ScoreMovement
from eurostack_assess.reading.answer_table import ID_COLUMN
from eurostack_assess.reading.table import unescape_cell

ABOVE_ALL_LEVELS = 100
"""Above every level: what questions without one stand at when the lowest is sought."""

IntegerType = type[nw.Int16] | type[nw.Int32] | type[nw.Int64]
INTEGER_TYPES: Sequence[tuple[int, IntegerType]] = ((16, nw.Int16), (32, nw.Int32), (64, nw.Int64))

Measure = Literal["state", "level", "score", "given"]


class Query(NamedTuple):
    """What an engine must answer: rows of a group's value, where there is a column, of what is counted, and numbers."""

    column: str
    """By which it is grouped; none: not at all."""
    measure: Measure
    layer: str
    """A layer or the stack; nothing of questions."""
    frame: nw.LazyFrame[Any]


QueryAnswers = Iterable[tuple[Query, Iterable[Sequence[Any]]]]


def build_queries(table: nw.LazyFrame[Any], framework_int: IntegerFramework, columns: Sequence[str]) -> Iterator[Query]:
    """By column: how many are in which state and at which level in each layer, and how questions are answered."""
    states = _add_layer_columns(table, framework_int)
    layers = [scaled_layer.id for scaled_layer in framework_int.layers]
    measures: list[tuple[Measure, str]] = [("state", layer) for layer in layers]
    measures += [("level", layer) for layer in (*layers, STACK)]
    measures += [("score", STACK)]
    for column in columns or ("",):
        group_columns = [column] if column else []
        for measure, layer in measures:
            yield Query(
                column,
                measure,
                layer,
                states.group_by(*group_columns, f"{measure}:{layer}").agg(nw.len().alias("number")),
            )
        counts = [
            nw.len().alias("number"),
            *(count for question in framework_int.questions for count in _build_counts(question)),
        ]
        answer_counts = table.group_by(*group_columns).agg(*counts) if group_columns else table.select(*counts)
        yield Query(column, "given", "", answer_counts)


def build_tally(answers: QueryAnswers, framework_int: IntegerFramework, columns: Sequence[str]) -> Tally:
    """The tally from the engine's answers, each a query with its rows."""
    tally = Tally()
    judges = {layer.id: make_state_judge(layer, framework_int.limits) for layer in framework_int.layers}
    for query, rows in answers:
        if query.measure == "given":
            for row in rows:
                group, (number, *counts) = (
                    (_make_group(query.column, row[0]), row[1:]) if query.column else (EVERYBODY, row)
                )
                for index, question in enumerate(framework_int.questions):
                    tally.add_answer_counts(
                        group, question.id, _count_answers(number, counts[3 * index : 3 * index + 3])
                    )
            continue
        for value, numbers in _group_by_value(rows, grouped=bool(query.column)).items():
            part = CellKey(_make_group(query.column, value), query.layer)
            if query.measure == "level":
                tally.add_levels(part, numbers)
            elif query.measure == "score":
                tally.add_scores(part, numbers)
            else:
                _add_states(tally, part, judges[query.layer], numbers)
    if columns:
        tally.add(tally.merge_groups(columns[0]))
    return tally


def _make_group(column: str, value: object) -> Group:
    """The group of a value, named as a cell of a table is read: on one line, without spaces around it."""
    return Group(column, "" if value is None else unescape_cell(str(value))) if column else EVERYBODY


def _group_by_value(rows: Iterable[Sequence[Any]], *, grouped: bool) -> dict[object, dict[int, int]]:
    """How many have each number, by the value of the column."""
    found: dict[object, dict[int, int]] = {}
    for row in rows:
        found.setdefault(row[0] if grouped else None, {})[int(row[-2])] = int(row[-1])
    return found


def _add_states(
    tally: Tally, part: CellKey, judge_state: Callable[[int], StateResult], numbers: Mapping[int, int]
) -> None:
    scores: dict[int, int] = {}
    verdicts: dict[int, list[Sums]] = {}
    for state, number in numbers.items():
        result = judge_state(state)
        scores[result.score] = scores.get(result.score, 0) + number
        verdicts.setdefault(result.verdict, []).append(result.multiply_by(number))
    tally.add_scores(part, scores)
    for verdict, sums in verdicts.items():
        tally.add_verdict(part, verdict, Sums(*map(sum, zip(*sums, strict=True))))


def build_change_queries(
    later_table: nw.LazyFrame[Any],
    earlier_table: nw.LazyFrame[Any],
    framework_int: IntegerFramework,
    columns: Sequence[str],
) -> Iterator[tuple[str, nw.LazyFrame[Any]]]:
    """By column, what moved between two tables with ids, of the organisations that are in both.

    One row per answer: the group's value now and before, where there is a column, then the numbers that
    `build_change_counts` takes.
    """
    later, earlier = _add_layer_columns(later_table, framework_int), _add_layer_columns(earlier_table, framework_int)
    names = [*_get_score_columns(framework_int), *(question.id for question in framework_int.questions), *columns]
    renamed = earlier.select(ID_COLUMN, *(nw.col(name).alias(f"before {name}") for name in names))
    both = later.join(renamed, on=ID_COLUMN, how="inner")
    for column in columns or ("",):
        counts = [
            nw.len().alias("number"),
            *(expression for name in _get_score_columns(framework_int) for expression in _build_movement_columns(name)),
        ]
        counts += [
            expression for question in framework_int.questions for expression in _build_shift_columns(question.id)
        ]
        yield column, both.group_by(column, f"before {column}").agg(*counts) if column else both.select(*counts)


def build_change_counts(
    answers: Iterable[tuple[str, Iterable[Sequence[Any]]]], framework_int: IntegerFramework, columns: Sequence[str]
) -> ChangeCounts:
    """What moved, from the engine's answers, each a column with its rows."""
    changes = ChangeCounts()
    layers, questions = (
        [*(item.id for item in framework_int.layers), STACK],
        [item.id for item in framework_int.questions],
    )
    for column, rows in answers:
        for row in rows:
            later_group, earlier_group = (
                (_make_group(column, row[0]), _make_group(column, row[1])) if column else (EVERYBODY, EVERYBODY)
            )
            number, *rest = (int(value or 0) for value in (row[2:] if column else row))
            for group in {later_group, EVERYBODY} if not columns or column == columns[0] else {later_group}:
                stayed = number if group in {earlier_group, EVERYBODY} else 0
                changes.add_match_counts(group, MatchCounts(number, stayed))
                for index, layer in enumerate(layers):
                    moves = ScoreMovement(*rest[4 * index : 4 * index + 4])
                    if moves.both:
                        changes.add_movement(CellKey(group, layer), moves)
                for index, question in enumerate(questions, start=len(layers)):
                    changes.add_shift(group, question, AnswerShift(*rest[4 * index : 4 * index + 4]))
    return changes


def _get_score_columns(framework_int: IntegerFramework) -> list[str]:
    return [*(f"score:{layer.id}" for layer in framework_int.layers), f"score:{STACK}"]


def _build_movement_columns(score: str) -> Iterator[nw.Expr]:
    later, earlier = nw.col(score).cast(nw.Int64), nw.col(f"before {score}").cast(nw.Int64)
    both = (later >= 0) & (earlier >= 0)
    yield _count_true(both).alias(f"{score} both")
    yield _count_true(both & (later > earlier)).alias(f"{score} risen")
    yield _count_true(both & (later < earlier)).alias(f"{score} fallen")
    yield nw.when(both).then(later - earlier).otherwise(nw.lit(0)).sum().alias(f"{score} change")


def _build_shift_columns(question: str) -> Iterator[nw.Expr]:
    later, earlier = nw.col(question).fill_null(SKIPPED), nw.col(f"before {question}").fill_null(SKIPPED)
    known, was_known = later >= 0, earlier >= 0
    yield _count_true(was_known & (later > earlier)).alias(f"{question} up")
    yield _count_true(known & (later < earlier)).alias(f"{question} down")
    yield _count_true(known & (earlier < 0) & (earlier != NOT_APPLICABLE)).alias(f"{question} learnt")
    yield _count_true(was_known & (later < 0) & (later != NOT_APPLICABLE)).alias(f"{question} lost")


def _add_layer_columns(table: nw.LazyFrame[Any], framework_int: IntegerFramework) -> nw.LazyFrame[Any]:
    """With each organisation's state and level in every layer, and its score and level over the stack."""
    states = table.with_columns(
        *(_build_state(layer).alias(f"state:{layer.id}") for layer in framework_int.layers),
        *(_build_level(layer).alias(f"level:{layer.id}") for layer in framework_int.layers),
    )
    scored = states.with_columns(*(_build_score(layer).alias(f"score:{layer.id}") for layer in framework_int.layers))
    lowest = _take_lowest([nw.col(f"level:{layer.id}") for layer in framework_int.layers])
    placed = scored.with_columns(
        _build_stack_score(framework_int).alias(f"score:{STACK}"), lowest.alias(f"level:{STACK}")
    )
    levels = [
        nw.col(f"level:{layer}") for layer in (*(scaled_layer.id for scaled_layer in framework_int.layers), STACK)
    ]
    return placed.with_columns(
        nw.when(level < ABOVE_ALL_LEVELS).then(level).otherwise(nw.lit(NO_LEVEL, nw.Int8)) for level in levels
    )


def _build_state(layer: IntegerLayer) -> nw.Expr:
    """The layer's state as one number: see `states`."""
    bits = layer.bits
    dtype = _choose_dtype(3 * bits + FLOOR_BITS)
    terms = []
    for question in layer.scored_questions:
        applying = question.weight << 2 * bits
        answered = (question.weight << bits) + applying
        cell = nw.col(question.id)
        value = _look_up(cell, [question.weight * value + answered for value in question.values], dtype)
        open_ = nw.when(cell == NOT_APPLICABLE).then(nw.lit(0, dtype)).otherwise(nw.lit(applying, dtype))
        terms.append(nw.when(cell >= 0).then(value).otherwise(open_))
    sums = reduce(add, terms) if terms else nw.lit(0, dtype)
    return sums * nw.lit(1 << FLOOR_BITS, dtype) + _build_floor(layer).cast(dtype)


def _choose_dtype(bits: int) -> IntegerType:
    """The smallest whole numbers that hold so many bits and a sign."""
    return next(dtype for max_bits, dtype in INTEGER_TYPES if bits < max_bits)


def _look_up(cell: nw.Expr, numbers: Sequence[int], dtype: IntegerType | type[nw.Int8]) -> nw.Expr:
    """The number that stands for each rung; of numbers at equal distances by one product."""
    first, step = numbers[0], numbers[1] - numbers[0]
    if all(number == first + step * rung for rung, number in enumerate(numbers)):
        product = cell.cast(dtype) * nw.lit(step, dtype) if step != 1 else cell.cast(dtype)
        return product + nw.lit(first, dtype)
    found = nw.lit(numbers[-1], dtype)
    for rung in reversed(range(len(numbers) - 1)):
        found = nw.when(cell == rung).then(nw.lit(numbers[rung], dtype)).otherwise(found)
    return found


def _build_floor(layer: IntegerLayer) -> nw.Expr:
    """Whether an answer lies below its floor; or whether an open one may."""
    below, perhaps = [], []
    for question in layer.questions:
        if question.below_floor:
            cell = nw.col(question.id)
            below.append(_convert_to_number(cell.is_in(question.below_floor)))
            if 0 in question.below_floor:
                settled = nw.when(cell >= 0).then(nw.lit(0)).otherwise(nw.lit(1))
                perhaps.append(nw.when(cell == NOT_APPLICABLE).then(nw.lit(0)).otherwise(settled))
    found = nw.lit(int(Floor.NO))
    if perhaps:
        found = nw.when(reduce(add, perhaps) > 0).then(nw.lit(int(Floor.PERHAPS))).otherwise(found)
    if below:
        found = nw.when(reduce(add, below) > 0).then(nw.lit(int(Floor.BELOW))).otherwise(found)
    return found


def _build_level(layer: IntegerLayer) -> nw.Expr:
    """The lowest level among the answered gating questions."""
    levels = []
    for question in layer.questions:
        if question.levels:
            cell = nw.col(question.id)
            level = _look_up(cell, question.levels, nw.Int8)
            levels.append(nw.when(cell >= 0).then(level).otherwise(nw.lit(ABOVE_ALL_LEVELS, nw.Int8)))
    return _take_lowest(levels) if levels else nw.lit(ABOVE_ALL_LEVELS, nw.Int8)


def _take_lowest(numbers: Sequence[nw.Expr]) -> nw.Expr:
    return nw.min_horizontal(*numbers) if len(numbers) > 1 else numbers[0]


def _build_score(layer: IntegerLayer) -> nw.Expr:
    """The score in hundredths of a point, half rounded up; never a division by nothing."""
    bits = layer.bits
    largest = (2 * FULL_SCORE * layer.unit * max(layer.total_weight, 1) * 2).bit_length()
    state, step = nw.col(f"state:{layer.id}").cast(_choose_dtype(max(largest, 3 * bits + FLOOR_BITS))), 1 << bits
    value, maximum = state // (1 << FLOOR_BITS) % step, state // (step << FLOOR_BITS) % step * layer.unit
    divisor = nw.when(maximum > 0).then(maximum).otherwise(nw.lit(1))
    return nw.when(maximum > 0).then((value * (2 * FULL_SCORE) + maximum) // (divisor * 2)).otherwise(nw.lit(NO_SCORE))


def _build_stack_score(framework_int: IntegerFramework) -> nw.Expr:
    """The mean of the layers' scores as they are rounded, half rounded up."""
    largest = (4 * FULL_SCORE * sum(layer.weight for layer in framework_int.layers)).bit_length()
    dtype, values, weights = _choose_dtype(largest), [], []
    for layer in framework_int.layers:
        score = nw.col(f"score:{layer.id}").cast(dtype)
        values.append(nw.when(score >= 0).then(score * layer.weight).otherwise(nw.lit(0)))
        weights.append(nw.when(score >= 0).then(nw.lit(layer.weight)).otherwise(nw.lit(0)))
    value, weight = reduce(add, values), reduce(add, weights)
    divisor = nw.when(weight > 0).then(weight).otherwise(nw.lit(1))
    return nw.when(weight > 0).then((value * 2 + weight) // (divisor * 2)).otherwise(nw.lit(NO_SCORE))


def _build_counts(question: ScaledQuestion) -> Iterator[nw.Expr]:
    """How often it was answered, set aside, and answered on target; the rest follows from these."""
    cell = nw.col(question.id)
    yield _count_true(cell >= 0).alias(f"{question.id}:answered")
    yield _count_true(cell == NOT_APPLICABLE).alias(f"{question.id}:not_applicable")
    yield _count_true(cell >= len(question.below_target)).alias(f"{question.id}:reached")


def _count_true(test: nw.Expr) -> nw.Expr:
    return nw.when(test).then(nw.lit(True)).count()  # noqa: FBT003 - not every engine adds truths up


def _convert_to_number(test: nw.Expr) -> nw.Expr:
    """1 where it holds, 0 where it does not or nothing is known."""
    return nw.when(test).then(nw.lit(1)).otherwise(nw.lit(0))


def _count_answers(number: int, counts: Sequence[Any]) -> AnswerCounts:
    answered, not_applicable, reached = (int(count or 0) for count in counts)
    return AnswerCounts(answered, not_applicable, number - answered - not_applicable, answered - reached)
