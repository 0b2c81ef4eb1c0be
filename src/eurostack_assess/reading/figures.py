"""Reads the latest Eurostat figure of each series for one area as an indicator, with its flags: TSV and SDMX-CSV.

TSV is read as in Eurostat's bulk download (old and new header corner), SDMX-CSV in versions 1.0 and 2.0, also with
labels, semicolons and decimal commas. Flags are those of the code list OBS_FLAG, and those from before 27 January 2025,
when case did not matter.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path, PurePath
from typing import NamedTuple

from eurostack_assess.errors import InvalidInputError, Message, Problem, message
from eurostack_assess.model.base import ANY_LANGUAGE, Confidence, LocalText, SlugMaker
from eurostack_assess.model.profile import AreaScope, Indicator
from eurostack_assess.reading.csv_text import decode_table
from eurostack_assess.reading.file_kinds import name_other_kinds
from eurostack_assess.reading.import_result import ImportIssue
from eurostack_assess.reading.source import SourceText, read_bytes
from eurostack_assess.reading.table import TABLE_LIMIT, parse_rows
from eurostack_assess.texts import languages, texts

GEO, FREQUENCY, UNIT = "geo", "freq", "unit"
PERIOD, VALUE, FLAG, CONFIDENTIAL = "time_period", "obs_value", "obs_flag", "conf_status"
DATASET_COLUMNS = ("dataflow", "structure_id")
NO_DIMENSIONS = (*DATASET_COLUMNS, "structure", "structure_name", "last update", PERIOD, VALUE, FLAG, CONFIDENTIAL)
FLAGS = "bdefimnpusrczx"
"""Observation flags; of both code lists."""
UNSURE_FLAGS = frozenset("efpunis")
"""With one of these a figure may still change, or is not one that was observed."""
MAX_FIGURES = 100
"""Series that are taken from a file."""

_CORNER = re.compile(r"[^\t]*\\(time_period|time)\b", re.IGNORECASE)
_CELL = re.compile(r"(?P<value>:|-?[0-9][0-9.,\u00a0 ]*(?:[eE][+-]?\d+)?)?\s*(?P<flags>[A-Za-z@ ]*)")
_YEAR = re.compile(r"([0-9]{4})(?:\D.*|)")
FIRST_YEAR, LAST_YEAR, MAX_VALUE = 1900, 2200, 10**15
"""Bounds of what a profile takes as an indicator."""
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_DATASET = re.compile(r"(?:[A-Z_]+:)?([A-Za-z0-9_$]+)(?:\(.*\))?")


class Observation(NamedTuple):
    """A cell of a table of figures."""

    line: int
    dimensions: Mapping[str, str]
    """Codes of what it is about, without the period."""
    labels: Mapping[str, str]
    """What the codes mean, where the file says it."""
    period: str
    value: Decimal | None
    """None: not available."""
    flags: str


@dataclass(frozen=True)
class FigureTable:
    """The figures in a file."""

    dataset: str
    """Its code, such as isoc_eb_ai."""
    title: str
    """What it is called, where the file says it."""
    observations: Sequence[Observation]
    issues: Sequence[ImportIssue]
    notes: tuple[Message, ...] = ()
    """What a reader should know of how it was read."""

    def list_codes(self) -> dict[str, dict[str, None]]:
        """The codes that there are of each dimension but the area, in the order of the file."""
        codes: dict[str, dict[str, None]] = {}
        for one in self.observations:
            for dimension, code in one.dimensions.items():
                if dimension != GEO:
                    codes.setdefault(dimension, {})[code] = None
        return codes


class ImportedFigures(NamedTuple):
    """Indicators of one area, and what could not be placed."""

    indicators: tuple[Indicator, ...]
    issues: tuple[ImportIssue, ...]
    areas: tuple[str, ...]
    """The codes of all areas in the file."""
    notes: tuple[Message, ...] = ()


def read_figures(path: Path) -> FigureTable:
    """The figures in a file.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: not a table of figures.
    """
    with name_other_kinds(path, "table"):
        data = read_bytes(path, TABLE_LIMIT)
        source, notes = decode_table(str(path), data[: TABLE_LIMIT + 1])
        if len(data) > TABLE_LIMIT:
            raise source.refuse(1, 1, message("problem.too-large", mebibytes=TABLE_LIMIT >> 20))
        is_tsv = _CORNER.match(source.lines[0])
        table = _read_tsv(source) if is_tsv else _read_sdmx(source, parse_rows(str(path), data).rows)
    return replace(table, notes=notes)


def select_figures(
    table: FigureTable,
    geo: str,
    conditions: Mapping[str, str],
    *,
    layer: str | None = None,
    scope: AreaScope | None = None,
) -> ImportedFigures:
    """The latest figure of each series of an area, as indicators.

    Args:
        table: The figures.
        geo: The area's code or name in the file, in capitals or not.
        conditions: By a dimension's code, the code that it must have.
        layer: Id of the layer that they belong to.
        scope: Of what area they are; None: by the code.
    """
    issues = list(table.issues)
    latest: dict[tuple[tuple[str, str], ...], Observation] = {}
    absent: dict[tuple[tuple[str, str], ...], None] = {}
    for one in table.observations:
        about = {dimension: code for dimension, code in one.dimensions.items() if dimension != GEO}
        names = {one.dimensions.get(GEO, "").casefold(), one.labels.get(GEO, "").casefold()}
        wanted = all(about.get(dimension, "").casefold() == code.casefold() for dimension, code in conditions.items())
        if geo.casefold() not in names or not wanted:
            continue
        key = tuple(about.items())
        if one.value is None:
            absent[key] = None
            continue
        if not _is_in_bounds(one):
            issues.append(ImportIssue(str(one.value), message("import.figure", line=one.line, period=one.period)))
            continue
        if key not in latest or one.period > latest[key].period:
            latest[key] = one
    issues += [
        ImportIssue(", ".join(code for _, code in key), message("import.no-figure-available"))
        for key in absent
        if key not in latest
    ]
    slugs = SlugMaker()
    taken = list(latest.values())[:MAX_FIGURES]
    indicators = tuple(_build_indicator(one, table, slugs, layer=layer, scope=scope) for one in taken)
    if len(latest) > MAX_FIGURES:
        issues.append(ImportIssue(table.dataset, message("import.many-figures", n=len(latest), most=MAX_FIGURES)))
    areas = dict.fromkeys(one.dimensions.get(GEO, "") for one in table.observations)
    return ImportedFigures(indicators, tuple(issues), tuple(area for area in areas if area), table.notes)


def _is_in_bounds(observed: Observation) -> bool:
    """Whether a figure and its year can stand in a profile."""
    year = _YEAR.fullmatch(observed.period)
    value = abs(observed.value or Decimal(0))
    return year is not None and FIRST_YEAR <= int(year[1]) <= LAST_YEAR and value.is_finite() and value <= MAX_VALUE


def _build_indicator(
    observed: Observation, table: FigureTable, slugs: SlugMaker, *, layer: str | None, scope: AreaScope | None
) -> Indicator:
    rest = {key: code for key, code in observed.dimensions.items() if key not in (GEO, FREQUENCY, UNIT)}
    words = ", ".join(observed.labels.get(key) or f"{key} {code}" for key, code in rest.items())
    unit = observed.dimensions.get(UNIT, "")
    area = observed.dimensions.get(GEO, "")
    return Indicator(
        indicator=slugs.make(" ".join((table.dataset, *rest.values()))),
        layer=layer,
        name=LocalText({ANY_LANGUAGE: f"{table.title or table.dataset}: {words}" if words else table.dataset}),
        value=float(observed.value or 0),
        unit=LocalText({ANY_LANGUAGE: observed.labels.get(UNIT) or unit or "–"}),
        year=int(observed.period[:4]),
        scope=scope or _guess_scope(area),
        source=f"Eurostat, {table.dataset}, {area}, {observed.period}",
        confidence=_rate(observed.flags),
        note=_explain_flags(observed.flags),
    )


def _rate(flags: str) -> Confidence:
    return "uncertain" if UNSURE_FLAGS.intersection(flags) else "confirmed"


def _explain_flags(flags: str) -> LocalText | None:
    """What the flags mean, in every language."""
    known = [flag for flag in dict.fromkeys(flags) if flag in FLAGS]
    if not known:
        return None
    return LocalText(
        {language: "; ".join(texts(language)(f"eurostat-flag.{flag}") for flag in known) for language in languages()}
    )


def _guess_scope(geo: str) -> AreaScope:
    """By the code of an area: the Union, a country, or a region of the classification NUTS."""
    if geo.startswith(("EU", "EA", "EEA")) and len(geo) != 2:  # noqa: PLR2004 - a code of a country
        return "eu"
    return "country" if len(geo) == 2 else "region"  # noqa: PLR2004


def _read_tsv(source: SourceText) -> FigureTable:
    """Codes joined by commas in the first cell of each line, and a period in each of the others."""
    corner, *periods = (cell.strip() for cell in source.lines[0].split("\t"))
    dimensions = [name.strip().lower() for name in corner.rpartition("\\")[0].split(",")]
    observations: list[Observation] = []
    issues: list[ImportIssue] = []
    for line, text in enumerate(source.lines[1:], start=2):
        first, *cells = text.split("\t")
        codes = [code.strip() for code in first.split(",")]
        if not text.strip():
            continue
        if len(codes) != len(dimensions) or len(cells) != len(periods):
            issues.append(ImportIssue(first, message("import.figures-line", line=line)))
            continue
        about = dict(zip(dimensions, codes, strict=True))
        for period, cell in zip(periods, cells, strict=True):
            found = _parse_cell(cell)
            if found is None:
                issues.append(ImportIssue(cell, message("import.figure", line=line, period=period)))
                continue
            observations.append(Observation(line, about, {}, period, *found))
    dataset = PurePath(source.name).stem.lower().removeprefix("estat_")
    return _build_table(source, dataset, "", observations=observations, issues=issues)


def _read_sdmx(source: SourceText, rows: Sequence[tuple[int, tuple[str, ...]]]) -> FigureTable:
    """A row for each figure; a column of codes may be followed by one with what they mean."""
    titles = [title.lower() for title in rows[0][1]] if rows else []
    if PERIOD not in titles or VALUE not in titles:
        what, hint = message("problem.no-figures"), message("hint.figures")
        raise InvalidInputError([Problem(what, source.place(1, 1), hint)])
    places = {title: place for place, title in enumerate(titles)}
    before = rows[0][1][: places[PERIOD]]
    dimensions = [title for title in before if _CODE.fullmatch(title) and title not in NO_DIMENSIONS]
    observations: list[Observation] = []
    issues: list[ImportIssue] = []
    for line, cells in rows[1:]:
        if len(cells) != len(titles):
            issues.append(ImportIssue(cells[0], message("import.figures-line", line=line)))
            continue
        labels = {
            title: cells[places[title] + 1]
            for title in dimensions
            if titles[places[title] + 1] not in (*dimensions, *NO_DIMENSIONS)
        }
        marks = "".join(cells[places[mark]] for mark in (FLAG, CONFIDENTIAL) if mark in places)
        found = _parse_cell(f"{cells[places[VALUE]]} {marks}")
        if found is None:
            issues.append(
                ImportIssue(cells[places[VALUE]], message("import.figure", line=line, period=cells[places[PERIOD]]))
            )
            continue
        about = {title: cells[places[title]] for title in dimensions}
        observations.append(Observation(line, about, labels, cells[places[PERIOD]], *found))
    first = next((cells for _, cells in rows[1:] if len(cells) == len(titles)), ())
    named = next((_DATASET.fullmatch(first[places[key]]) for key in DATASET_COLUMNS if key in places and first), None)
    title = first[places["structure_name"]] if "structure_name" in places and first else ""
    dataset = named[1].lower() if named else PurePath(source.name).stem
    return _build_table(source, dataset, title, observations=observations, issues=issues)


def _build_table(
    source: SourceText, dataset: str, title: str, *, observations: Sequence[Observation], issues: Sequence[ImportIssue]
) -> FigureTable:
    if not observations:
        raise InvalidInputError([Problem(message("problem.no-figures"), source.place(1, 1), message("hint.figures"))])
    return FigureTable(dataset, title, observations, issues)


def _parse_cell(cell: str) -> tuple[Decimal | None, str] | None:
    """A value with its flags; None of what is neither.

    A mark of confidentiality is no flag. Of `0n`, less than half of the unit, the value is 0 and the flag says it.
    """
    found = _CELL.fullmatch(cell.strip())
    if found is None:
        return None
    flags = "".join(flag for flag in found["flags"] if flag in FLAGS)
    value = re.sub(r"\s", "", found["value"] or ":")
    if value == ":":
        return None, flags
    try:
        return Decimal(_write_point(value)), flags
    except InvalidOperation:
        return None


def _write_point(value: str) -> str:
    """A number with a point before its decimals: of points and commas, the last is that where both stand there."""
    point, comma = value.rfind("."), value.rfind(",")
    if comma < 0:
        return value
    return value.replace(".", "").replace(",", ".") if comma > point else value.replace(",", "")
