"""A table counted by the method itself, in fractions, one organisation after the other: slow, and plainly right."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from eurostack_assess.method.answers import Item
from eurostack_assess.method.gaps import compute_gaps, gap, gap_at_worst
from eurostack_assess.method.levels import compute_level, find_weakest_level
from eurostack_assess.method.scoring import score_items
from eurostack_assess.method.verdicts import judge
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.population import CODES, PARTIAL_CODE
from eurostack_assess.model.profile import Answer
from eurostack_assess.model.rungs import RungBounds
from eurostack_assess.model.vocabulary import OPEN_WORDS, VERDICTS, Kind, OpenWord
from eurostack_assess.population.integers import FULL_SCORE, IntegerFramework, scale_framework
from eurostack_assess.population.tally import (
    NO_LEVEL,
    NO_SCORE,
    STACK,
    AnswerCounts,
    CellKey,
    Group,
    Sums,
    Tally,
    get_groups,
)

OPEN_WORD_OF_CODE: Mapping[int, OpenWord] = {CODES[word]: word for word in OPEN_WORDS}


class OrganisationState(NamedTuple):
    """Where one organisation is."""

    scores: Sequence[tuple[str, int, int]]
    """Each layer, then the stack, with the score and the level."""
    verdicts: Sequence[tuple[str, int, Sums]]
    """Each layer with the verdict."""
    answer_counts: Sequence[tuple[str, AnswerCounts]]
    """Each question with what was answered."""


TableRow = Mapping[str, object]
"""Question id to a rung's number or a code of `scale`, and column to value; left out or None: unasked, nothing."""


def count_rows(rows: Iterable[TableRow], framework: Framework, kind: Kind, columns: Sequence[str]) -> Tally:
    """Everything that is counted of the rows, for everybody and by each of the columns."""
    counts, classify_row = Tally(), make_row_classifier(framework, kind)
    for row in rows:
        state = classify_row(row)
        for group in get_groups(row, columns):
            _count_state(counts, group, state)
    return counts


def make_row_classifier(framework: Framework, kind: Kind) -> Callable[[TableRow], OrganisationState]:
    """What says of a row where the organisation is."""
    framework_int = scale_framework(framework, kind)
    questions_by_layer = {part.id: part.questions_for(kind) for part in framework.layers}

    @cache
    def make_item(layer: str, index: int, cell: object) -> Item:
        """One item for all who answer alike."""
        return Item(questions_by_layer[layer][index], _make_answer(cell))

    def classify_row(row: TableRow) -> OrganisationState:
        items = {
            layer: [make_item(layer, index, row.get(question.id)) for index, question in enumerate(questions)]
            for layer, questions in questions_by_layer.items()
        }
        return _classify_items(items, framework, framework_int)

    return classify_row


def _make_answer(cell: object) -> Answer | None:
    if cell is None:
        return None
    code = int(str(cell))
    if code >= PARTIAL_CODE:
        low, high = divmod(code - PARTIAL_CODE, 10)
        return Answer.model_construct(answer=RungBounds(between=(low, high)))
    return Answer.model_construct(answer=OPEN_WORD_OF_CODE.get(code, code))


def _count_state(counts: Tally, group: Group, state: OrganisationState) -> None:
    for layer, score, level in state.scores:
        counts.add_scores(CellKey(group, layer), {score: 1})
        counts.add_levels(CellKey(group, layer), {level: 1})
    for layer, verdict, sums in state.verdicts:
        counts.add_verdict(CellKey(group, layer), verdict, sums)
    for question, answer_counts in state.answer_counts:
        counts.add_answer_counts(group, question, answer_counts)


def _classify_items(
    items: Mapping[str, Sequence[Item]], framework: Framework, framework_int: IntegerFramework
) -> OrganisationState:
    """Where the organisation is in each layer and in the stack."""
    scores, verdicts = [], []
    for layer in framework_int.layers:
        layer_items = items[layer.id]
        result = score_items(layer_items)
        level = compute_level(layer_items, result, framework.header).level
        verdict = judge(layer_items, result, compute_gaps(layer_items), framework.header.thresholds).verdict
        sums = Sums(1, *(_hundredths(share, 0) for share in (result.low, result.high, result.coverage)))
        scores.append((layer.id, _hundredths(result.score, NO_SCORE), _replace_none(level, NO_LEVEL)))
        verdicts.append((layer.id, VERDICTS.index(verdict), sums))
    answer_counts = [(item.question.id, _count_answer(item)) for layer_items in items.values() for item in layer_items]
    return OrganisationState([*scores, _score_stack(framework_int, scores)], verdicts, answer_counts)


def _score_stack(framework_int: IntegerFramework, scores: Sequence[tuple[str, int, int]]) -> tuple[str, int, int]:
    """The stack: the mean of the layers' rounded scores, so that engines need no fractions of fractions."""
    weights = [layer.weight for layer in framework_int.layers]
    pairs = [(weight, score) for weight, (_, score, _) in zip(weights, scores, strict=True) if score != NO_SCORE]
    level = find_weakest_level([None if level == NO_LEVEL else level for _, _, level in scores])
    return STACK, _mean(pairs, NO_SCORE), _replace_none(level, NO_LEVEL)


def _mean(pairs: Sequence[tuple[int, int]], nothing: int) -> int:
    """The weighted mean, half rounded up."""
    weight = sum(weight for weight, _ in pairs)
    return (
        (2 * sum(pair_weight * value for pair_weight, value in pairs) + weight) // (2 * weight) if weight else nothing
    )


def _hundredths(share: Fraction | None, nothing: int) -> int:
    """A share in hundredths of a per cent, half rounded up."""
    return (
        nothing if share is None else (2 * FULL_SCORE * share.numerator + share.denominator) // (2 * share.denominator)
    )


def _replace_none(value: int | None, nothing: int) -> int:
    return nothing if value is None else value


def _count_answer(item: Item) -> AnswerCounts:
    is_below_target = item.is_known and item.scored and gap(item) > 0
    has_reached = item.is_known and not (item.scored and gap_at_worst(item) > 0)
    return AnswerCounts(
        answered=int(item.state == "answered"),
        partial=int(item.state == "partial"),
        not_applicable=int(not item.applies),
        open=int(item.is_open),
        reached=int(has_reached),
        below_target=int(is_below_target),
    )
