"""A result as open data: two tables in CSV, and what their columns mean, by W3C's CSV on the Web (CSVW)."""

import csv
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import PurePath
from urllib.parse import quote

from eurostack_assess.inert import inert
from eurostack_assess.model.assessment import Assessment, LayerResult
from eurostack_assess.model.base import LocalText
from eurostack_assess.report.csv_file import text_cell
from eurostack_assess.report.editions import told_older
from eurostack_assess.texts import texts

Cell = str | int | float | None
Column = tuple[str, str]
"""Name and datatype."""

LAYERS: Sequence[Column] = (
    ("id", "string"), ("name", "string"), ("place", "string"), ("weight", "double"), ("score", "double"),
    ("low", "double"), ("high", "double"), ("coverage", "double"), ("level", "integer"), ("verdict", "string"),
)  # fmt: skip
QUESTIONS: Sequence[Column] = (
    ("id", "string"), ("layer", "string"), ("question", "string"), ("state", "string"), ("rung", "integer"),
    ("value", "double"), ("target", "integer"), ("weight", "double"), ("evidence", "string"), ("source", "string"),
    ("date", "date"), ("confidence", "string"),
)  # fmt: skip


def csvw(result: Assessment, name: str, language: str) -> dict[str, bytes]:
    """By name: the table of layers, that of questions, and the metadata of both.

    `name` is that of the first file, as the metadata refers to it.
    """
    stem = PurePath(name).stem
    tables = {
        name: (LAYERS, list(_layers(result, language))),
        f"{stem}-questions.csv": (QUESTIONS, list(_questions(result, language))),
    }
    files = {file: _table(columns, rows) for file, (columns, rows) in tables.items()}
    return files | {
        f"{name}-metadata.json": _metadata(result, {file: of for file, (of, _) in tables.items()}, language)
    }


def _layers(result: Assessment, language: str) -> Iterator[Sequence[Cell]]:
    for place, parts in (("stack", result.layers), ("beside", result.beside), ("lens", result.lenses)):
        for one in parts:
            yield (
                one.id, one.name.in_language(language), place, one.weight, one.score, one.low, one.high, one.coverage,
                one.level, one.verdict,
            )  # fmt: skip
    all_, name = result.overall, texts(language)("compare.stack")
    yield (
        "overall", name, "overall", None, all_.score, all_.low, all_.high, all_.coverage, all_.level, None,
    )  # fmt: skip


def _questions(result: Assessment, language: str) -> Iterator[Sequence[Cell]]:
    def said(text: LocalText | None) -> str | None:
        return text.in_language(language) if text else None

    def of(part: LayerResult) -> Iterator[Sequence[Cell]]:
        for one in part.questions:
            value = one.rungs[one.rung].value if one.rung is not None else None
            yield (
                one.id, part.id, said(one.ask), one.state, one.rung, value, one.target, one.weight, said(one.evidence),
                one.source, one.date.isoformat() if one.date else None, one.confidence,
            )  # fmt: skip

    for part in result.parts:
        yield from of(part)


def _table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> bytes:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([name for name, _ in columns])
    writer.writerows(
        [["" if one is None else text_cell(one) if isinstance(one, str) else one for one in row] for row in rows]
    )
    return out.getvalue().encode()


def _metadata(result: Assessment, tables: Mapping[str, Sequence[Column]], language: str) -> bytes:
    framework, profile, say = result.framework, result.profile, texts(language)
    data: dict[str, object] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "dc:title": inert(say("csvw.title", name=profile.name)),
        "dc:description": inert(say("report.what-it-is-not")),
        "dc:source": f"{framework.id} {framework.edition} ({framework.hash[:12]})",
        "dc:creator": f"{result.tool.name} {result.tool.version}",
        "tables": [_described(file, columns, language) for file, columns in tables.items()],
    }
    if result.older is not None:
        data["dc:provenance"] = inert(told_older(profile.name, result.older, say))
    if profile.date is not None:
        data["dc:date"] = profile.date.isoformat()
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()


def _described(file: str, columns: Sequence[Column], language: str) -> dict[str, object]:
    kind = "questions" if columns is QUESTIONS else "layers"
    described = [
        {
            "name": name,
            "titles": [name],
            "dc:description": texts(language)(f"csvw.{kind}-{name}"),
            "datatype": type_,
            "required": name == "id",
        }
        for name, type_ in columns
    ]
    return {
        "url": quote(os.fsencode(file)),
        "dc:title": texts(language)(f"csvw.{kind}"),
        "tableSchema": {"columns": described, "primaryKey": "id"},
    }
