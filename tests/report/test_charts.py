"""Charts as drawings that stand alone: every number in words, colour never alone, seen on light and dark."""

import os
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import cast
from xml.etree import ElementTree as ET

import pytest

from eurostack_assess.report.charts import draw_figure
from eurostack_assess.report.charts.svg import COLOURS, wrap_label
from eurostack_assess.report.document import (
    Drawing,
    Figure,
    Intervals,
    Matrix,
    Network,
    NetworkNode,
    ScoreMark,
    Shares,
    Square,
)
from tests.helpers import RESOURCES

DRAWINGS: dict[str, Drawing] = {
    "intervals": Intervals(
        ("Port", "Dock"), (("quay", (ScoreMark(10, 20, 15), None)), ("crane", (ScoreMark(0, 100, None),) * 2))
    ),
    "matrix": Matrix(
        "Leaving", "Criticality", ("easy", "hard"), (("high", (Square(3, "moderate", 1), Square(0, "critical", 3))),)
    ),
    "shares": Shares(("same", "other"), (("quay", (0.75, 0.25), "75% / 25%"), ("crane", (1.0, 0.0), "100% / 0%"))),
    "network": Network(
        (
            ("Applications", (NetworkNode("mail", marked=True), NetworkNode("log-in"))),
            ("Shared", (NetworkNode("cloud", marked=True),)),
        ),
        ((0, 1), (0, 2), (2, 1)),
        "from outside",
    ),
}
HOSTILE = "</text><script>alert(1)</script> \x1b[31m & \" ' ]]>"
CHARTS = RESOURCES / "charts"
SVG = "{http://www.w3.org/2000/svg}"
PAPERS = ("#ffffff", "#16191c")
"""Of `page.css`, light and dark."""


def drawn(*groups: tuple[str, tuple[ScoreMark | None, ...]], series: tuple[str, ...] = ("Port",)) -> ET.Element:
    return ET.fromstring(draw_figure(Figure("Scores", "quay: 15 (10 to 20).", Intervals(series, groups)), "c"))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("paper", PAPERS)
def test_every_colour_is_seen_on_every_paper(colour: str, paper: str) -> None:
    light, dark = sorted((luminance(colour), luminance(paper)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3


def test_the_papers_are_those_of_the_page() -> None:
    from eurostack_assess.report.renderers.markup import read_asset

    style = read_asset("page.css")
    assert tuple(re.findall(r"--paper: (#[0-9a-f]{6})", style.partition("@media print")[0])) == PAPERS


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_whole_drawing(name: str) -> None:
    """`UPDATE_REPORTS=1 make test` draws them anew; look at them before you commit."""
    drawn = (
        draw_figure(Figure("Scores & more", "What is drawn, in words.", DRAWINGS[name]), "c").replace("><", ">\n<")
        + "\n"
    )
    expected = CHARTS / f"{name}.svg"
    if os.environ.get("UPDATE_REPORTS"):
        expected.write_text(drawn, "utf-8")
    assert drawn == expected.read_text("utf-8")


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_drawing_keeps_within_its_frame(name: str) -> None:
    svg = ET.fromstring(draw_figure(Figure("t", "d", DRAWINGS[name]), "c"))
    width, height = map(float, svg.attrib["viewBox"].split()[2:])
    for one in svg.iter():
        for across, down in points(one):
            assert 0 <= across <= width
            assert 0 <= down <= height


def points(one: ET.Element) -> Iterator[tuple[float, float]]:
    """Where an element's ends, corners and bends lie."""
    x, y = (float(one.get(key) or one.get(f"c{key}") or 0) for key in "xy")
    yield x, y
    yield x + float(one.get("width") or 0), y + float(one.get("height") or 0)
    path = one.get("d", "")
    if not re.search(r"[a-z]", path):  # relative ones are the shapes of series, around a point that is told above
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", re.sub(r"[HV][\d.]+", "", path))]
        yield from zip(numbers[::2], numbers[1::2], strict=True)


@pytest.mark.parametrize("name", DRAWINGS)
def test_hostile_names_are_inert_in_every_drawing(name: str) -> None:
    plain, hostile = ("".join(draw_figure(Figure(text, text, drawing(name, text)), "c")) for text in ("x", HOSTILE))
    tags = [{one.tag for one in ET.fromstring(svg).iter()} for svg in (plain, hostile)]
    assert tags[0] == tags[1]
    assert "\x1b" not in hostile


def drawing(name: str, text: str) -> Drawing:
    """One of the drawings with every name in it replaced."""

    def replaced(value: object) -> object:
        if isinstance(value, str):
            return text
        if isinstance(value, tuple):
            return tuple(map(replaced, value))
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: replaced(getattr(value, field.name)) for field in fields(value)})
        return value

    return cast("Drawing", replaced(DRAWINGS[name]))


def test_a_network_is_in_the_order_that_crosses_least() -> None:
    bands = tuple((band, tuple(NetworkNode(f"{band}{n}") for n in range(3))) for band in "ab")
    svg = ET.fromstring(draw_figure(Figure("t", "d", Network(bands, ((0, 5), (1, 4), (2, 3)), "")), "c"))
    tops = {one.text: float(one.get("y", 0)) for one in svg.iter(f"{SVG}text")}
    assert [tops["a0"], tops["a1"], tops["a2"]] == [tops["b2"], tops["b1"], tops["b0"]]


def test_what_is_not_known_is_not_drawn() -> None:
    svg = drawn(("quay", (None, ScoreMark(0, 100, None))), series=("A", "B"))
    coloured = [one.get("stroke") for one in svg.iter(f"{SVG}path") if one.get("stroke-width")]
    assert coloured == [COLOURS[1]]
    assert len(list(svg.iter(f"{SVG}circle"))) == 1  # only in the legend


def test_twelve_series_are_told_apart_by_colour_and_shape() -> None:
    names = tuple(f"Region {n}" for n in range(12))
    svg = drawn(("quay", tuple(ScoreMark(0, 100, 50) for _ in names)), series=names)
    shapes = [one for one in svg.iter() if one.get("fill") in COLOURS]
    legend = shapes[:12]
    kinds = {(one.get("fill"), re.sub(r"[0-9.]+", "", one.get("d", "circle"))) for one in legend}
    assert len(kinds) == 12


def test_long_and_hostile_labels_are_cut_and_inert() -> None:
    text = "</text><script>alert(1)</script> \x1b[31m & " + "long " * 40
    svg = drawn((text, (ScoreMark(1, 2, None),)), series=(text,))
    assert {one.tag for one in svg.iter()} == {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "circle", "path", "text")
    }
    labels = [one.text or "" for one in svg.iter(f"{SVG}text") if one.get("x") == "0"]
    assert [len(label) <= 28 for label in labels] == [True, True]
    assert labels[-1].endswith("…")


def test_a_word_that_fits_no_line_is_hyphened() -> None:
    assert wrap_label("Opslagapparatuur van boven", 10, 3) == ["Opslagapp-", "aratuur", "van boven"]
    assert wrap_label("ASML-lithografiemachines", 12, 3) == ["ASML-", "lithografie-", "machines"]
    assert wrap_label("kort", 10, 3) == ["kort"]
