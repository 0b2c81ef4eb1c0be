"""Counts a table in plain Python, one organisation after the other: the reference that every engine must equal.

It counts in whole numbers, by the states of layers, and computes what follows from a state once. The tests compare it
with the method itself, to the last digit.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from eurostack_assess.method.levels import find_weakest_level
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.population.cells import CellEffect, interpret_code, work_out_effect
from eurostack_assess.population.integers import (
    FLOOR_BITS,
    IntegerFramework,
    IntegerLayer,
    ScaledQuestion,
    scale_framework,
)
from eurostack_assess.population.layer_states import make_state_judge
from eurostack_assess.population.tally import (
    NO_LEVEL,
    NO_SCORE,
    STACK,
    AnswerCounts,
    CellKey,
    Group,
    Tally,
    get_groups,
)

TableRow = Mapping[str, object]
"""Question id to a rung's number or a code of `scale`, and column to value; left out or None: unasked, nothing."""


class OrganisationState(NamedTuple):
    """Where one organisation is."""

    states: tuple[int, ...]
    """The packed state of each layer."""
    levels: tuple[int, ...]
    """The level of each layer, then of the stack; -1 without one."""
    scores: tuple[int, ...]
    """The score of each layer, then of the stack, in hundredths of a point; -1 without one."""
    effects: tuple[CellEffect, ...]
    """What each answer did, in the order of the framework's questions."""


class RowScorer:
    """Scores rows, all of them of organisations that are asked the same questions."""

    def __init__(self, framework: Framework, kind: Kind) -> None:
        self._framework: IntegerFramework = scale_framework(framework, kind)
        self.judges = [
            make_state_judge(layer, self._framework.limits, self._framework.cuts) for layer in self._framework.layers
        ]
        self._effects: list[list[tuple[ScaledQuestion, dict[object, CellEffect]]]] = [
            [(question, {}) for question in layer.questions] for layer in self._framework.layers
        ]

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The ids of the layers, then the stack."""
        return (*(layer.id for layer in self._framework.layers), STACK)

    @property
    def question_ids(self) -> list[str]:
        """The ids of all questions, in the order of the framework."""
        return [question.id for question in self._framework.questions]

    def score_row(self, row: TableRow) -> OrganisationState:
        """Where the organisation of this row is."""
        states, levels, found = [], [], []
        for layer, known in zip(self._framework.layers, self._effects, strict=True):
            effects = [
                known_effects.get(cell := row.get(question.id)) or _remember(known_effects, question, layer, cell)
                for question, known_effects in known
            ]
            sums, floor = sum(effect.sums for effect in effects), max((effect.floor for effect in effects), default=0)
            states.append(sums << FLOOR_BITS | floor)
            levels.append(find_weakest_level([effect.level for effect in effects]))
            found += effects
        results = [judge(state) for judge, state in zip(self.judges, states, strict=True)]
        if self._framework.cuts:
            levels = [result.level_by_cuts for result in results]
        scores = [result.score for result in results]
        levels.append(find_weakest_level(levels))
        return OrganisationState(
            tuple(states),
            tuple(NO_LEVEL if level is None else level for level in levels),
            (*scores, self._score_stack(scores)),
            tuple(found),
        )

    def _score_stack(self, scores: Sequence[int]) -> int:
        """The mean of the layers' rounded scores, half rounded up, so that engines need no fractions of fractions."""
        weighed = [
            (layer.weight, score)
            for layer, score in zip(self._framework.layers, scores, strict=True)
            if score != NO_SCORE
        ]
        weight = sum(weight for weight, _ in weighed)
        return (2 * sum(part * score for part, score in weighed) + weight) // (2 * weight) if weight else NO_SCORE


def _remember(
    known_effects: dict[object, CellEffect], question: ScaledQuestion, layer: IntegerLayer, cell: object
) -> CellEffect:
    meaning = interpret_code(None if cell is None else int(str(cell)), len(question.values))
    return known_effects.setdefault(cell, work_out_effect(question, layer, meaning))


class _GroupCounter:
    """How many of a group are alike, part by part."""

    def __init__(self, scorer: RowScorer) -> None:
        self._scorer = scorer
        self._states: list[Counter[int]] = [Counter() for _ in scorer.judges]
        self._levels: list[Counter[int]] = [Counter() for _ in scorer.parts]
        self._stack_scores: Counter[int] = Counter()
        self._answers: list[Counter[AnswerCounts]] = [Counter() for _ in scorer.question_ids]

    def count(self, organisation: OrganisationState) -> None:
        for counter, state in zip(self._states, organisation.states, strict=True):
            counter[state] += 1
        for counter, level in zip(self._levels, organisation.levels, strict=True):
            counter[level] += 1
        self._stack_scores[organisation.scores[-1]] += 1
        for counts, effect in zip(self._answers, organisation.effects, strict=True):
            counts[effect.counts] += 1

    def add_to(self, tally: Tally, group: Group) -> None:
        for layer, judge, states in zip(self._scorer.parts, self._scorer.judges, self._states, strict=False):
            for state, number in states.items():
                result = judge(state)
                tally.add_scores(CellKey(group, layer), {result.score: number})
                tally.add_verdict(CellKey(group, layer), result.verdict, result.multiply_by(number))
        for part, levels in zip(self._scorer.parts, self._levels, strict=True):
            tally.add_levels(CellKey(group, part), levels)
        tally.add_scores(CellKey(group, STACK), self._stack_scores)
        for question, answers in zip(self._scorer.question_ids, self._answers, strict=True):
            tally.add_answer_counts(group, question, _add_up(answers))


def _add_up(answers: Mapping[AnswerCounts, int]) -> AnswerCounts:
    return AnswerCounts(*(sum(column) for column in zip(*_multiply(answers), strict=True)))


def _multiply(answers: Mapping[AnswerCounts, int]) -> Iterator[tuple[int, ...]]:
    for counts, number in answers.items():
        yield tuple(number * count for count in counts)


def count_rows(rows: Iterable[TableRow], framework: Framework, kind: Kind, columns: Sequence[str]) -> Tally:
    """Everything that is counted of the rows, for everybody and by each of the columns."""
    scorer = RowScorer(framework, kind)
    counters: dict[Group, _GroupCounter] = {}
    for row in rows:
        organisation = scorer.score_row(row)
        for group in get_groups(row, columns):
            if group not in counters:
                counters[group] = _GroupCounter(scorer)
            counters[group].count(organisation)
    tally = Tally()
    for group, counter in counters.items():
        counter.add_to(tally, group)
    return tally
