"""What each of many things stops by itself: the same whether all are found at once or each is asked by itself."""

from hypothesis import given, settings
from hypothesis import strategies as st

from eurostack_assess.method.failure_sets import find_stopped_services
from eurostack_assess.method.outage import MAX_STEPS_TRACED, simulate_outage
from eurostack_assess.method.services import Graph
from eurostack_assess.method.single_points import MAX_SINGLE_POINTS, find_single_points
from eurostack_assess.model.profile import Dependency
from eurostack_assess.model.scenario import Selector
from tests.dependencies import CATALOGUE, FRAMEWORK, dependency, graph, profile

NAMES = [f"s{number}" for number in range(7)]


@st.composite
def services(draw: st.DrawFn, most_members: int) -> list[Dependency]:
    """A few services with needs of any kind, circles too; some supplied once, some of one supplier."""
    made = []
    for name in NAMES[: draw(st.integers(2, len(NAMES)))]:
        others = [other for other in NAMES[: len(NAMES)] if other != name]
        group = st.lists(st.sampled_from(others), min_size=1, max_size=most_members, unique=True)
        made.append(
            (
                name,
                draw(st.lists(group, max_size=3)),
                draw(st.sampled_from(["continuous", "once"])),
                draw(st.sampled_from("AB")),
            )
        )
    there = {name for name, *_ in made}
    return [
        dependency(
            name,
            supplier=f"firm {firm}",
            supply=supply,
            runs_on=[],
            needs=[[member for member in group if member in there] for group in groups if there.intersection(group)],
        )
        for name, groups, supply, firm in made
    ]


def ask_each(made: Graph, units: list[list[str]]) -> list[int]:
    return [
        sum(1 << place for place, key in enumerate(made.services) if key in made.find_failures(unit, keeping=True))
        for unit in units
    ]


@given(st.one_of(services(1), services(3)))
@settings(max_examples=300, deadline=None)
def test_all_at_once_is_as_each_by_itself(made: list[Dependency]) -> None:
    found = graph(*made)
    units = [*([key] for key in found.nodes), list(found.nodes)]
    assert list(find_stopped_services(found, units)) == ask_each(found, units)


def test_circles_within_circles_and_ways_out_of_them() -> None:
    found = graph(
        dependency("a", needs=[["b"]]),
        dependency("b", needs=[["a"], ["c"]]),
        dependency("c", needs=[["d"], ["b"]]),
        dependency("d", needs=[["e"]]),
        dependency("e", needs=[["d"], ["f"]]),
        dependency("f"),
    )
    units = [[key] for key in found.services]
    assert list(find_stopped_services(found, units)) == ask_each(found, units) == [7, 7, 7, 31, 31, 63]


def test_a_chain_of_thousands_is_told_by_what_stops_most_and_by_where_it_ends() -> None:
    many = 3000
    made = [
        dependency(f"s{n}", supplier=f"firm {n}", runs_on=[], needs=[[f"s{n + 1}"]] if n + 1 < many else [])
        for n in range(many)
    ]
    subject = profile(*made)
    points = find_single_points(graph(*made), subject)
    assert len(points) == MAX_SINGLE_POINTS
    assert (points[0].weight, len(points[0].stops)) == (1.0, many)
    assert [point.weight for point in points] == sorted((point.weight for point in points), reverse=True)
    outage = simulate_outage(FRAMEWORK, subject, CATALOGUE, (Selector(id="firm 2999"),), tool_version="1")
    paths = {one.id: [part.name.in_language("en") for part in one.failure_path] for one in outage.services}
    assert paths["s0"] == [*(f"s{n}" for n in range(1, MAX_STEPS_TRACED + 1)), "firm 2999"]
    assert paths["s2980"] == [*(f"s{n}" for n in range(2981, 3000)), "firm 2999"], "as long as may be told in full"
    assert paths["s2979"] == [*(f"s{n}" for n in range(2980, 3000)), "firm 2999"]
    assert paths["s2999"] == ["firm 2999"]
