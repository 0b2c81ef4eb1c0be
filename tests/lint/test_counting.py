"""What the rules call out of reach, no answers reach: held against every way to answer small questionnaires."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from eurostack_assess.lint import counting
from eurostack_assess.lint.subject import Subject
from eurostack_assess.method.answers import Item
from eurostack_assess.method.gaps import compute_gaps
from eurostack_assess.method.levels import compute_gated_level, compute_level
from eurostack_assess.method.scoring import score_items
from eurostack_assess.method.verdicts import judge
from eurostack_assess.model.framework import Cuts, FrameworkHeader
from eurostack_assess.model.question import Question, Questionnaire, Role
from tests.helpers import answer, question, text

TOP = 3
VALUES = (0.0, 0.1, 0.25, 0.5, 0.6, 0.75, 1.0)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    rungs = draw(st.integers(2, 3))
    values = sorted(draw(st.sampled_from(VALUES)) for _ in range(rungs))
    levels = sorted(draw(st.integers(0, TOP)) for _ in range(rungs))
    role: Role = draw(st.sampled_from(["gating", "gating", "ranking"]))
    floor = draw(st.none() | st.integers(0, TOP)) if role == "gating" else None
    weight = draw(st.sampled_from([0.3, 1.0, 2.0]))
    return question("q", role=role, floor=floor, values=values, levels=levels, weight=weight, target=0)


@st.composite
def subjects(draw: st.DrawFn) -> Subject:
    asked = draw(st.lists(questions(), min_size=1, max_size=3))
    named = tuple(one.model_copy(update={"id": f"q{at}"}) for at, one in enumerate(asked))
    attention = draw(st.sampled_from([0, 30, 40, 50]))
    header = FrameworkHeader.model_validate(
        {
            "id": "port", "edition": "1", "name": "Port", "languages": ("en",), "layers": ("quay",),
            "levels": ("a", "b", "c", "d"), "target": 2,
            "thresholds": {"strong": draw(st.sampled_from([60, 70, 100])), "attention": attention},
        }
    )  # fmt: skip
    return Subject(header, {"quay": Questionnaire(layer="quay", name=text("Quay"), questions=named)})


def every_way(subject: Subject) -> list[tuple[Item, ...]]:
    asked = subject.parts["quay"].questions
    return [
        tuple(Item(one, answer(rung)) for one, rung in zip(asked, given_, strict=True))
        for given_ in product(*(range(len(one.options)) for one in asked))
    ]


@given(subjects())
def test_levels(subject: Subject) -> None:
    reached = {compute_gated_level(items, TOP).level for items in every_way(subject)}
    lacking = [str(level) for level in range(TOP + 1) if level not in reached] if reached != {None} else []
    told = [found.values["levels"] for found in counting.level_out_of_reach(subject)]
    assert told == ([", ".join(lacking)] if lacking else [])


@given(subjects(), st.lists(st.integers(1, 100), min_size=TOP, max_size=TOP, unique=True))
def test_levels_by_cuts(subject: Subject, cuts: list[int]) -> None:
    header = subject.header.model_copy(update={"cuts": Cuts(at=tuple(sorted(cuts)))})
    by_cuts = Subject(header, subject.parts)
    levels = [compute_level(items, score_items(items), header).level for items in every_way(by_cuts)]
    reached = {level for level in levels if level is not None}
    told = [found.values["levels"] for found in counting.level_out_of_reach(by_cuts)]
    beyond = [str(level) for level in range(TOP + 1) if reached and not min(reached) <= level <= max(reached)]
    assert told == ([", ".join(beyond)] if beyond else [])
    assert list(counting.no_gate(by_cuts)) == []


@given(subjects())
def test_verdicts(subject: Subject) -> None:
    thresholds = subject.header.thresholds
    reached = {
        judge(items, score_items(items), compute_gaps(items), thresholds).verdict for items in every_way(subject)
    }
    told = [found.values["verdict"].key for found in counting.verdict_out_of_reach(subject)]  # type: ignore[attr-defined]
    assert told == [f"verdict.{one}" for one in ("strong", "middle", "attention") if one not in reached]


@given(subjects())
def test_gates(subject: Subject) -> None:
    """A gate binds where some answers to the others give another level with it than without."""

    def level(items: tuple[Item, ...], without: str) -> int | None:
        gates = [item.level_low for item in items if item.gates and item.question.id != without]
        return min(gates, default=None)

    asked = subject.parts["quay"].questions
    binding = set()
    for one in (each for each in asked if each.role == "gating"):
        by_others: dict[tuple[int, ...], set[int | None]] = {}
        for items in every_way(subject):
            others = tuple(item.answer.rung or 0 for item in items if item.answer and item.question.id != one.id)
            by_others.setdefault(others, set()).add(compute_gated_level(items, TOP).level)
        if any(len(levels) > 1 for levels in by_others.values()):
            binding.add(one.id)
    told = {found.values["question"] for found in counting.gate_cannot_bind(subject)}
    assert told == {one.id for one in asked if one.role == "gating"} - binding
