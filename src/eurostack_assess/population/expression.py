"""Counts a table with an engine: the method as one expression over columns, the same for every engine.

Narwhals passes it to Polars, DuckDB or Spark. Each question adds one whole number to its layer's state; an engine
counts organisations by state, by level, and by their score over the whole stack, and how often each question is
answered.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import add
from typing import Any, Literal, NamedTuple

import narwhals as nw

from eurostack_assess.method.verdict_rule import Floor
from eurostack_assess.population.cells import FIRST_PARTIAL, NOT_APPLICABLE, SKIPPED, list_partial_codes
from eurostack_assess.population.integers import (
    FLOOR_BITS,
    FULL_SCORE,
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

Measure = Literal["state", "level", "score", "given", "partial"]


class Query(NamedTuple):
    """What an engine must answer: rows of a group's value, where there is a column, of what is counted, and numbers."""

    column: str
    """By which it is grouped; none: not at all."""
    measure: Measure
    layer: str
    """A layer or the stack; of partial answers, the question; nothing of all questions."""
    frame: nw.LazyFrame[Any]


QueryAnswers = Iterable[tuple[Query, Iterable[Sequence[Any]]]]


def build_queries(
    table: nw.LazyFrame[Any], framework_int: IntegerFramework, columns: Sequence[str], partly: Collection[str]
) -> Iterator[Query]:
    """By column: how many are in which state and at which level in each layer, and how questions are answered.

    Args:
        table: Cells in an engine's numbers, and columns to group by.
        framework_int: The framework.
        columns: By which it is grouped.
        partly: The questions with a partial answer; of others a cell is a rung or a word.
    """
    states = _add_layer_columns(table, framework_int, partly)
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
        yield Query(column, "given", "", _aggregate(table, group_columns, counts))
        for question in framework_int.questions:
            if question.id in partly:
                counts = list(_build_partial_counts(question))
                yield Query(column, "partial", question.id, _aggregate(table, group_columns, counts))


def _aggregate(table: nw.LazyFrame[Any], group_columns: Sequence[str], counts: Sequence[nw.Expr]) -> nw.LazyFrame[Any]:
    return table.group_by(*group_columns).agg(*counts) if group_columns else table.select(*counts)


def build_tally(answers: QueryAnswers, framework_int: IntegerFramework, columns: Sequence[str]) -> Tally:
    """The tally from the engine's answers, each a query with its rows."""
    tally = Tally()
    judges = {layer.id: make_state_judge(layer, framework_int.limits) for layer in framework_int.layers}
    for query, rows in answers:
        if query.measure in ("given", "partial"):
            _add_answer_counts(tally, query, rows, framework_int)
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


def _add_answer_counts(
    tally: Tally, query: Query, rows: Iterable[Sequence[Any]], framework_int: IntegerFramework
) -> None:
    for row in rows:
        group, numbers = (_make_group(query.column, row[0]), row[1:]) if query.column else (EVERYBODY, row)
        if query.measure == "partial":
            tally.add_answer_counts(group, query.layer, _correct_for_partial(numbers))
            continue
        number, *counts = numbers
        for index, question in enumerate(framework_int.questions):
            tally.add_answer_counts(group, question.id, _count_answers(number, counts[3 * index : 3 * index + 3]))


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
    partly: Collection[str],
) -> Iterator[tuple[str, nw.LazyFrame[Any]]]:
    """By column, what moved between two tables with ids, of the organisations that are in both.

    One row per answer: the group's value now and before, where there is a column, then the numbers that
    `build_change_counts` takes. `partly` are the questions with a partial answer in either table.
    """
    later = _add_layer_columns(later_table, framework_int, partly)
    earlier = _add_layer_columns(earlier_table, framework_int, partly)
    names = [*_get_score_columns(framework_int), *(question.id for question in framework_int.questions), *columns]
    renamed = earlier.select(ID_COLUMN, *(nw.col(name).alias(f"before {name}") for name in names))
    both = later.join(renamed, on=ID_COLUMN, how="inner")
    for column in columns or ("",):
        counts = [
            nw.len().alias("number"),
            *(expression for name in _get_score_columns(framework_int) for expression in _build_movement_columns(name)),
        ]
        counts += [
            expression
            for question in framework_int.questions
            for expression in _build_shift_columns(question.id, is_partly=question.id in partly)
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


def _build_shift_columns(id_: str, *, is_partly: bool) -> Iterator[nw.Expr]:
    later, earlier = nw.col(id_).fill_null(SKIPPED), nw.col(f"before {id_}").fill_null(SKIPPED)
    known, was_known = later >= 0, earlier >= 0
    risen, fallen = later > earlier, later < earlier
    if is_partly:
        (low, high), (was_low, was_high) = _find_ends(later), _find_ends(earlier)
        risen, fallen = low > was_high, high < was_low
    yield _count_true(known & was_known & risen).alias(f"{id_} up")
    yield _count_true(known & was_known & fallen).alias(f"{id_} down")
    yield _count_true(known & ~was_known & (earlier != NOT_APPLICABLE)).alias(f"{id_} learnt")
    yield _count_true(was_known & ~known & (later != NOT_APPLICABLE)).alias(f"{id_} lost")


def _find_ends(cell: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """The lowest and the highest possible rung of a cell that says something of the answer; of a rung itself."""
    possible = cell - FIRST_PARTIAL
    lowest = nw.when(cell >= FIRST_PARTIAL).then(possible // 10).otherwise(cell)
    return lowest, nw.when(cell >= FIRST_PARTIAL).then(possible % 10).otherwise(cell)


def _add_layer_columns(
    table: nw.LazyFrame[Any], framework_int: IntegerFramework, partly: Collection[str]
) -> nw.LazyFrame[Any]:
    """With each organisation's state and level in every layer, and its score and level over the stack."""
    states = table.with_columns(
        _build_state(layer, partly).alias(f"state:{layer.id}") for layer in framework_int.layers
    )
    scored = states.with_columns(
        *(_build_score(layer).alias(f"score:{layer.id}") for layer in framework_int.layers),
        *(
            (
                _build_level_by_cuts(layer, framework_int.cuts) if framework_int.cuts else _build_level(layer, partly)
            ).alias(f"level:{layer.id}")
            for layer in framework_int.layers
        ),
    )
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


def _build_state(layer: IntegerLayer, partly: Collection[str]) -> nw.Expr:
    """The layer's state as one number: see `layer_states`."""
    dtype = _choose_dtype(layer.state_bits)
    terms = []
    for question in layer.scored_questions:
        cell, top = nw.col(question.id), len(question.values) - 1
        open_sums = layer.pack_answer(question, 0, top, is_known=False)
        open_ = nw.when(cell == NOT_APPLICABLE).then(nw.lit(0, dtype)).otherwise(nw.lit(open_sums, dtype))
        exact = [layer.pack_answer(question, rung, rung, is_known=True) for rung in range(top + 1)]
        if question.id in partly:
            value = _look_up_ends(cell, exact, _pack_widths(question, layer), dtype)
        else:
            value = _look_up(cell, exact, dtype)
        terms.append(nw.when(cell >= 0).then(value).otherwise(open_))
    sums = reduce(add, terms) if terms else nw.lit(0, dtype)
    return sums * nw.lit(1 << FLOOR_BITS, dtype) + _build_floor(layer, partly).cast(dtype)


def _pack_widths(question: ScaledQuestion, layer: IntegerLayer) -> list[int]:
    """What the rungs above the lowest add to the sums when they are possible too, by the highest of them."""
    lowest = layer.pack_answer(question, 0, 0, is_known=True)
    return [layer.pack_answer(question, 0, rung, is_known=True) - lowest for rung in range(len(question.values))]


def _look_up_ends(cell: nw.Expr, exact: Sequence[int], widths: Sequence[int], dtype: IntegerType) -> nw.Expr:
    """What an answer adds by its ends: as the lowest rung alone, and what lies between the lowest and the highest."""
    lowest, highest = _find_ends(cell)
    proven = [sums - width for sums, width in zip(exact, widths, strict=True)]
    return _look_up(lowest, proven, dtype) + _look_up(highest, widths, dtype)


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


def _build_floor(layer: IntegerLayer, partly: Collection[str]) -> nw.Expr:
    """Whether a floor is certainly missed; or whether one may be."""
    missed: list[nw.Expr] = []
    perhaps: list[nw.Expr] = []
    for question in layer.questions:
        if not question.below_floor:
            continue
        cell, top = nw.col(question.id), len(question.values) - 1
        floors = {rung: question.judge_floor(rung, rung) for rung in range(top + 1)}
        if question.id in partly:
            floors |= {code: question.judge_floor(low, high) for code, low, high in list_partial_codes(top + 1)}
        for floor, found_cells in ((Floor.BELOW, missed), (Floor.PERHAPS, perhaps)):
            if alike := [code for code, judged in floors.items() if judged == floor]:
                found_cells.append(_convert_to_number(cell.is_in(alike)))
            if question.judge_floor(0, top) == floor:
                open_ = nw.when(cell >= 0).then(nw.lit(0)).otherwise(nw.lit(1))
                found_cells.append(nw.when(cell == NOT_APPLICABLE).then(nw.lit(0)).otherwise(open_))
    found = nw.lit(int(Floor.NO))
    if perhaps:
        found = nw.when(reduce(add, perhaps) > 0).then(nw.lit(int(Floor.PERHAPS))).otherwise(found)
    if missed:
        found = nw.when(reduce(add, missed) > 0).then(nw.lit(int(Floor.BELOW))).otherwise(found)
    return found


def _build_level(layer: IntegerLayer, partly: Collection[str]) -> nw.Expr:
    """The lowest level among the gating questions of which something is known, each at its lowest possible rung."""
    levels = []
    for question in layer.questions:
        if question.levels:
            cell = nw.col(question.id)
            proven = _find_ends(cell)[0] if question.id in partly else cell
            level = _look_up(proven, question.levels, nw.Int8)
            levels.append(nw.when(cell >= 0).then(level).otherwise(nw.lit(ABOVE_ALL_LEVELS, nw.Int8)))
    return _take_lowest(levels) if levels else nw.lit(ABOVE_ALL_LEVELS, nw.Int8)


def _take_lowest(numbers: Sequence[nw.Expr]) -> nw.Expr:
    return nw.min_horizontal(*numbers) if len(numbers) > 1 else numbers[0]


def _build_score(layer: IntegerLayer) -> nw.Expr:
    """The score in hundredths of a point, half rounded up; never a division by nothing."""
    value, maximum = _unpack_score(layer, 4 * FULL_SCORE)
    divisor = nw.when(maximum > 0).then(maximum).otherwise(nw.lit(1))
    return nw.when(maximum > 0).then((value * (2 * FULL_SCORE) + maximum) // (divisor * 2)).otherwise(nw.lit(NO_SCORE))


def _unpack_score(layer: IntegerLayer, factor: int) -> tuple[nw.Expr, nw.Expr]:
    """What is proven of the known questions and the most that could be, so wide that either times the factor fits."""
    of_values, of_weights = layer.sums["proven"], layer.sums["known"]
    largest = (factor * layer.unit * max(layer.total_weight, 1)).bit_length()
    state = nw.col(f"state:{layer.id}").cast(_choose_dtype(max(largest, layer.state_bits)))
    value = state // (1 << FLOOR_BITS) % (1 << of_values)
    return value, state // (1 << of_values + FLOOR_BITS) % (1 << of_weights) * layer.unit


def _build_level_by_cuts(layer: IntegerLayer, cuts: Sequence[tuple[int, int]]) -> nw.Expr:
    """How many cuts the score reaches."""
    value, maximum = _unpack_score(layer, max(of for _, of in cuts))
    reached = reduce(add, (_convert_to_number(value * of >= maximum * cut) for cut, of in cuts))
    return nw.when(maximum > 0).then(reached.cast(nw.Int8)).otherwise(nw.lit(ABOVE_ALL_LEVELS, nw.Int8))


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
    """How often something is known, it was set aside, and answered on target; the rest follows from these.

    A partial answer is counted here as on target, which `_build_partial_counts` puts right.
    """
    cell = nw.col(question.id)
    yield _count_true(cell >= 0).alias(f"{question.id}:answered")
    yield _count_true(cell == NOT_APPLICABLE).alias(f"{question.id}:not_applicable")
    yield _count_true(cell >= len(question.below_target)).alias(f"{question.id}:reached")


def _build_partial_counts(question: ScaledQuestion) -> Iterator[nw.Expr]:
    """How many answers are partial; and of how many all possible rungs are on target, and of how many none."""
    cell, partial = nw.col(question.id), list_partial_codes(len(question.values))
    reached = [possible.code for possible in partial if possible.lowest not in question.below_target]
    below = [possible.code for possible in partial if possible.highest in question.below_target]
    yield _count_true(cell >= FIRST_PARTIAL).alias("partial")
    yield _count_true(cell.is_in(reached)).alias("reached")
    yield _count_true(cell.is_in(below)).alias("below")


def _correct_for_partial(counts: Sequence[Any]) -> AnswerCounts:
    """What the counts of partial answers add to those of `_count_answers`, which took them for exact and on target."""
    partial, reached, below = (int(count or 0) for count in counts)
    return AnswerCounts(answered=-partial, partial=partial, reached=reached - partial, below_target=below)


def _count_true(test: nw.Expr) -> nw.Expr:
    return nw.when(test).then(nw.lit(True)).count()  # noqa: FBT003 - not every engine adds truths up


def _convert_to_number(test: nw.Expr) -> nw.Expr:
    """1 where it holds, 0 where it does not or nothing is known."""
    return nw.when(test).then(nw.lit(1)).otherwise(nw.lit(0))


def _count_answers(number: int, counts: Sequence[Any]) -> AnswerCounts:
    answered, not_applicable, reached = (int(count or 0) for count in counts)
    return AnswerCounts(
        answered=answered,
        not_applicable=not_applicable,
        open=number - answered - not_applicable,
        reached=reached,
        below_target=answered - reached,
    )
