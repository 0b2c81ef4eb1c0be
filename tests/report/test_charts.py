"""Charts as drawings that stand alone: every number in words, colour never alone, seen on light and dark."""

import re
from xml.etree import ElementTree as ET

import pytest

from eurostack_assess.report.charts import draw
from eurostack_assess.report.charts.svg import COLOURS
from eurostack_assess.report.document import Figure, Intervals, Mark

SVG = "{http://www.w3.org/2000/svg}"
PAPERS = ("#ffffff", "#16191c")
"""Of `page.css`, light and dark."""


def drawn(*groups: tuple[str, tuple[Mark | None, ...]], series: tuple[str, ...] = ("Port",)) -> ET.Element:
    return ET.fromstring(draw(Figure("Scores", "quay: 15 (10 to 20).", Intervals(series, groups)), "c"))


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
    from eurostack_assess.report.markup import asset

    style = asset("page.css")
    assert tuple(re.findall(r"--paper: (#[0-9a-f]{6})", style.partition("@media print")[0])) == PAPERS


def test_one_interval() -> None:
    chart = Intervals(("Port",), (("quay", (Mark(10, 20, 15),)),))
    assert draw(Figure("Scores", "quay: 15 (10 to 20).", chart), "c") == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 104" role="img" aria-labelledby="c-title c-desc" '
        'font-family="system-ui, sans-serif" font-size="14" fill="currentColor">'
        '<title id="c-title">Scores</title><desc id="c-desc">quay: 15 (10 to 20).</desc>'
        '<circle cx="244" cy="9" r="6" fill="#0072B2" stroke="currentColor"/><text x="258" y="14">Port</text>'
        + "".join(
            f'<path d="M{x} 32V82" stroke="currentColor" stroke-opacity=".25"/>'
            f'<text x="{x}" y="100" text-anchor="middle">{tick}</text>'
            for tick, x in ((0, "236"), (20, "328.8"), (40, "421.6"), (60, "514.4"), (80, "607.2"), (100, "700"))
        )
        + '<text x="0" y="50">quay</text>'
        '<path d="M282.4 40H328.8M282.4 36v8M328.8 36v8" stroke="#0072B2" stroke-width="3"/>'
        '<circle cx="305.6" cy="40" r="6" fill="#0072B2" stroke="currentColor"/></svg>'
    )


def test_what_is_not_known_is_not_drawn() -> None:
    svg = drawn(("quay", (None, Mark(0, 100, None))), series=("A", "B"))
    coloured = [one.get("stroke") for one in svg.iter(f"{SVG}path") if one.get("stroke-width")]
    assert coloured == [COLOURS[1]]
    assert len(list(svg.iter(f"{SVG}circle"))) == 1  # only in the legend


def test_twelve_series_are_told_apart_by_colour_and_shape() -> None:
    names = tuple(f"Region {n}" for n in range(12))
    svg = drawn(("quay", tuple(Mark(0, 100, 50) for _ in names)), series=names)
    shapes = [one for one in svg.iter() if one.get("fill") in COLOURS]
    legend = shapes[:12]
    kinds = {(one.get("fill"), re.sub(r"[0-9.]+", "", one.get("d", "circle"))) for one in legend}
    assert len(kinds) == 12


def test_long_and_hostile_labels_are_cut_and_inert() -> None:
    text = "</text><script>alert(1)</script> \x1b[31m & " + "long " * 40
    svg = drawn((text, (Mark(1, 2, None),)), series=(text,))
    assert {one.tag for one in svg.iter()} == {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "circle", "path", "text")
    }
    labels = [one.text or "" for one in svg.iter(f"{SVG}text") if one.get("x") == "0"]
    assert [len(label) <= 28 for label in labels] == [True, True]
    assert labels[-1].endswith("…")
