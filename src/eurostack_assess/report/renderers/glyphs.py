"""The characters with which a report draws on a terminal, and the drawings made from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eurostack_assess.model.vocabulary import Fate
from eurostack_assess.report.document import PARTY_LETTERS, ScoreMark, SquareGroup

BAR_CELLS = 21


@dataclass(frozen=True)
class Glyphs:
    """One set of characters; an empty one is not drawn."""

    bullet: str
    rule: str
    double_rule: str
    scale: str
    interval: str
    score: str
    threshold: str
    branch: str
    last_branch: str
    trunk: str
    fates: Mapping[Fate, str]
    """One mark a service, by what becomes of it."""


UNICODE = Glyphs(
    bullet="•",
    rule="─",
    double_rule="═",
    scale="·",
    interval="━",
    score="●",
    threshold="│",
    branch="├─",
    last_branch="└─",
    trunk="│ ",
    fates={"stops": "×", "may_stop": "?", "wears_out": "−", "may_wear_out": "~", "goes_on": "·"},
)
ASCII = Glyphs(
    bullet="*",
    rule="-",
    double_rule="=",
    scale=".",
    interval="=",
    score="O",
    threshold="|",
    branch="|-",
    last_branch="`-",
    trunk="| ",
    fates={"stops": "x", "may_stop": "?", "wears_out": "-", "may_wear_out": "~", "goes_on": "."},
)
UNDRAWN = Glyphs(
    bullet="-",
    rule="",
    double_rule="",
    scale="",
    interval="",
    score="",
    threshold="",
    branch="-",
    last_branch="-",
    trunk="  ",
    fates={},
)
"""For a screen reader."""


def find_cell(value: float) -> int:
    """The cell of a bar in which a score of 0 to 100 lies."""
    return round(value / 100 * (BAR_CELLS - 1))


def draw_bar(mark: ScoreMark | None, thresholds: Sequence[float], glyphs: Glyphs) -> str:
    """The scale from 0 to 100, the interval over it, the thresholds through both, the score on top."""
    cells = [glyphs.scale] * BAR_CELLS
    if mark is not None and (mark.score is not None or mark.low < mark.high):
        first, last = find_cell(mark.low), find_cell(mark.high)
        cells[first : last + 1] = [glyphs.interval] * (last - first + 1)
    _draw_thresholds(cells, thresholds, glyphs)
    if mark is not None and mark.score is not None:
        cells[find_cell(mark.score)] = glyphs.score
    return "".join(cells)


def draw_parties(marks: Sequence[ScoreMark | None], thresholds: Sequence[float], glyphs: Glyphs) -> str:
    """The scores of several parties on one scale, a letter each; of those in one cell, the higher ones move on."""
    cells = [glyphs.scale] * BAR_CELLS
    _draw_thresholds(cells, thresholds, glyphs)
    scored = [(mark.score, place) for place, mark in enumerate(marks) if mark is not None and mark.score is not None]
    taken: set[int] = set()
    for score, place in sorted(scored):
        cell = next((at for at in range(find_cell(score), BAR_CELLS) if at not in taken), None)
        if cell is None:
            cell = next(at for at in reversed(range(BAR_CELLS)) if at not in taken)
        taken.add(cell)
        cells[cell] = PARTY_LETTERS[place]
    return "".join(cells)


def _draw_thresholds(cells: list[str], thresholds: Sequence[float], glyphs: Glyphs) -> None:
    for threshold in thresholds:
        cells[find_cell(threshold)] = glyphs.threshold


def draw_scale(thresholds: Sequence[float], labels: Sequence[str]) -> str:
    """The ends of the scale and its thresholds, above the bars; `labels`: of each threshold."""
    line = [" "] * BAR_CELLS
    ends = [(0.0, "0"), *zip(thresholds, labels, strict=True), (100.0, "100")]
    for value, label in ends:
        start = min(max(find_cell(value) - len(label) // 2, 0), BAR_CELLS - len(label))
        line[start : start + len(label)] = label
    return "".join(line)


def draw_squares(groups: Sequence[SquareGroup], glyphs: Glyphs) -> str:
    """A mark for each service, those with the worst fate first."""
    return "".join(glyphs.fates[group.fate] * group.count for group in groups)
