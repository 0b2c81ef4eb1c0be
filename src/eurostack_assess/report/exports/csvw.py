"""A result as open data: two CSV tables, and a description of their columns according to CSV on the Web (CSVW, W3C)."""

import csv
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import PurePath
from urllib.parse import quote

from eurostack_assess.inert import escape_active
from eurostack_assess.model.assessment import Assessment, LayerResult
from eurostack_assess.model.base import LocalText
from eurostack_assess.report.renderers.csv_file import format_text_cell
from eurostack_assess.report.wording.editions import format_older_edition
from eurostack_assess.texts import texts

CsvCell = str | int | float | None
CsvColumn = tuple[str, str]
"""Name and datatype."""

LAYERS: Sequence[CsvColumn] = (
    ("id", "string"), ("name", "string"), ("place", "string"), ("weight", "double"), ("score", "double"),
    ("low", "double"), ("high", "double"), ("coverage", "double"), ("level", "integer"), ("verdict", "string"),
)  # fmt: skip
QUESTIONS: Sequence[CsvColumn] = (
    ("id", "string"), ("layer", "string"), ("question", "string"), ("state", "string"), ("rung", "integer"),
    ("rung_low", "integer"), ("rung_high", "integer"), ("value_low", "double"), ("value_high", "double"),
    ("target", "integer"), ("weight", "double"), ("evidence", "string"), ("source", "string"),
    ("date", "date"), ("confidence", "string"),
)  # fmt: skip


def render_csvw(result: Assessment, name: str, language: str) -> dict[str, bytes]:
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
        f"{name}-metadata.json": _metadata(result, {file: columns for file, (columns, _) in tables.items()}, language)
    }


def _layers(result: Assessment, language: str) -> Iterator[Sequence[CsvCell]]:
    for place, parts in (("stack", result.layers), ("cross_cutting", result.cross_cutting), ("lens", result.lenses)):
        for part in parts:
            yield (
                part.id,
                part.name.in_language(language),
                place,
                part.weight,
                part.score,
                part.low,
                part.high,
                part.coverage,
                part.level,
                part.verdict,
            )
    overall, name = result.overall, texts(language)("compare.stack")
    yield (
        "overall",
        name,
        "overall",
        None,
        overall.score,
        overall.low,
        overall.high,
        overall.coverage,
        overall.level,
        None,
    )


def _questions(result: Assessment, language: str) -> Iterator[Sequence[CsvCell]]:
    def localise(text: LocalText | None) -> str | None:
        return text.in_language(language) if text else None

    def part_rows(part: LayerResult) -> Iterator[Sequence[CsvCell]]:
        for question in part.questions:
            yield (
                question.id,
                part.id,
                localise(question.ask),
                question.state,
                question.rung,
                *(question.possible or (None, None)),
                question.low,
                question.high,
                question.target,
                question.weight,
                localise(question.evidence),
                question.source,
                question.date.isoformat() if question.date else None,
                question.confidence,
            )

    for part in result.parts:
        yield from part_rows(part)


def _table(columns: Sequence[CsvColumn], rows: Sequence[Sequence[CsvCell]]) -> bytes:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([name for name, _ in columns])
    writer.writerows(
        [
            ["" if value is None else format_text_cell(value) if isinstance(value, str) else value for value in row]
            for row in rows
        ]
    )
    return out.getvalue().encode()


def _metadata(result: Assessment, tables: Mapping[str, Sequence[CsvColumn]], language: str) -> bytes:
    framework, profile, translate = result.framework, result.profile, texts(language)
    data: dict[str, object] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "dc:title": escape_active(translate("csvw.title", name=profile.name)),
        "dc:description": escape_active(translate("report.what-it-is-not")),
        "dc:source": f"{framework.id} {framework.edition} ({framework.hash[:12]})",
        "dc:creator": f"{result.tool.name} {result.tool.version}",
        "tables": [_describe_table(file, columns, language) for file, columns in tables.items()],
    }
    if result.edition_drift is not None:
        data["dc:provenance"] = escape_active(format_older_edition(profile.name, result.edition_drift, translate))
    if profile.date is not None:
        data["dc:date"] = profile.date.isoformat()
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()


def _describe_table(file: str, columns: Sequence[CsvColumn], language: str) -> dict[str, object]:
    kind = "questions" if columns is QUESTIONS else "layers"
    column_schemas = [
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
        "tableSchema": {"columns": column_schemas, "primaryKey": "id"},
    }
