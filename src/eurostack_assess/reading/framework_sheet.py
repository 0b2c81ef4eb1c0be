"""Reads a framework back from a spreadsheet that was exported from a framework; every value keeps its row and column.

Rows may be in any order; the title of a column that the user added begins with #.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eurostack_assess.errors import InvalidInputError, Message, Problem, message
from eurostack_assess.model.base import ANY_LANGUAGE
from eurostack_assess.model.framework import RawFramework
from eurostack_assess.model.framework_sheet import (
    COLUMNS,
    COUNT_PER,
    FILE_KEY_COLUMNS,
    FILES,
    NUMBER_COLUMNS,
    PART_ROWS,
    PROVES_NOTHING,
    QUESTIONS,
    RESPONDENTS,
    ROW_KEY_COLUMNS,
    ROWS,
    VALUE,
    holds_number,
    holds_truth,
    language_of,
)
from eurostack_assess.reading.framework import LENSES, assemble_framework
from eurostack_assess.reading.nodes import SourceMark, ValueNode, parse_number
from eurostack_assess.reading.source import SourceText
from eurostack_assess.reading.table import InputTable, SheetSource, read_sheets
from eurostack_assess.reading.validate import SourceDocument, did_you_mean

MAX_KEY_DEPTH = 12
"""Keys that may lead to a value."""

MAX_SHEET_ROWS = 40_000
"""Of some two thousand questions."""

TRUTHS = {"true": True, "1": True, "false": False, "0": False}
"""What spreadsheet programs make of true and false, where the cell is read as text."""

_ITEM = re.compile(r"#(\d{1,4})")

SheetRow = Mapping[str, ValueNode]
"""By title of a column, the cells that say something."""


def read_framework_sheet(path: Path) -> RawFramework:
    """The framework that a spreadsheet holds.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: not a spreadsheet, not one of a framework, or one that does not hold together.
    """
    sheets = read_sheets(path, as_written=True, max_rows=MAX_SHEET_ROWS)
    for name in (QUESTIONS, FILES):
        if name not in sheets:
            what = message("problem.no-such-sheet", sheet=name)
            raise SourceText(str(path), "").refuse(1, 1, what, message("hint.export-sheet"))
    questions = _FrameworkSheet(sheets[QUESTIONS], QUESTIONS, (*ROW_KEY_COLUMNS, *COLUMNS))
    files = _FrameworkSheet(sheets[FILES], FILES, (*FILE_KEY_COLUMNS, VALUE))
    documents = {**files.parse_documents(_parse_files), **questions.parse_documents(_parse_parts)}

    requested: set[str] = set()

    def get_document(name: str) -> SourceDocument:
        requested.add(name)
        if name not in documents:
            sheet = files if "/" in name.removeprefix(f"{LENSES}/") or name.startswith("framework") else questions
            raise sheet.source.refuse(1, 1, message("problem.not-in-sheet", file=name))
        return documents[name]

    written, _ = assemble_framework(get_document)
    unused = [
        file_document.problem(message("problem.file-not-named", file=name))
        for name, file_document in documents.items()
        if name not in requested
    ]
    if unused:
        raise InvalidInputError(unused)
    return written


class _FrameworkSheet:
    """One sheet: its rows by title, and what is wrong with them."""

    def __init__(self, table: InputTable, name: str, known: tuple[str, ...]) -> None:
        self.source = SheetSource(f"{table.name} [{name}]", "")
        self.problems: list[Problem] = []
        line, titles = table.rows[0]
        for column, title in enumerate(titles, start=1):
            if not title or title.startswith("#"):
                continue
            if title not in known and language_of(title) is None:
                hint = did_you_mean(title, known) or message("hint.own-column")
                self.refuse(message("problem.no-such-column", column=title), SourceMark(line, column, 1), hint)
            elif title in titles[: column - 1]:
                self.refuse(message("problem.column-twice", column=title), SourceMark(line, column, 1))
        missing = [title for title in known[:2] if title not in titles]
        if missing:
            self.refuse(message("problem.column-missing", column=", ".join(missing)), SourceMark(line, 1, 1))
        if self.problems:
            raise InvalidInputError(self.problems)
        self.rows = [
            (
                SourceMark(number, 1, 1),
                {
                    title: ValueNode(cell, SourceMark(number, column, 1))
                    for column, (title, cell) in enumerate(zip(titles, cells, strict=False), start=1)
                    if cell and title and not title.startswith("#")
                },
            )
            for number, cells in table.records
        ]

    def parse_documents(self, parse: "SheetParser") -> Mapping[str, SourceDocument]:
        """The files that it holds, by name, or `InvalidInputError` with all that is wrong with its rows."""
        nodes = dict(parse(self))
        if self.problems:
            raise InvalidInputError(self.problems)
        return {name: SourceDocument(self.source, node) for name, node in nodes.items()}

    def refuse(self, what: Message, mark: SourceMark, hint: Message | None = None) -> None:
        """Remember what is wrong with a cell."""
        self.problems.append(Problem(what, self.source.place(*mark), hint))


SheetParser = Callable[[_FrameworkSheet], Iterator[tuple[str, ValueNode]]]


def _build_mapping(values: Mapping[str, ValueNode | None], mark: SourceMark) -> ValueNode:
    """The values that are there as a mapping; a key is where its value is."""
    nodes = {key: node for key, node in values.items() if node is not None}
    return ValueNode(nodes, mark, {key: node.mark for key, node in nodes.items()})


def _build_text(row: SheetRow) -> ValueNode | None:
    """The text of a row: by language, or plain."""
    cells_by_language = {language: cell for title, cell in row.items() if (language := language_of(title)) is not None}
    if not cells_by_language:
        return None
    first = next(iter(cells_by_language.values()))
    return first if cells_by_language.keys() == {ANY_LANGUAGE} else _build_mapping(cells_by_language, first.mark)


def _build_translated(row: SheetRow, keys: Mapping[str, ValueNode | None], mark: SourceMark) -> ValueNode:
    """A text with keys beside it, as files have it."""
    text = _build_text(row)
    extras = {key: node for key, node in keys.items() if node is not None}
    if text is None or isinstance(text.value, dict):
        languages = text.value if text is not None and isinstance(text.value, dict) else {}
        return _build_mapping({**extras, **languages}, mark)
    return _build_mapping({"text": text, **extras}, mark) if extras else text


def _parse_number(cell: ValueNode | None) -> ValueNode | None:
    """A cell with a number; what is none stays text, and is complained about as such."""
    if cell is None or not isinstance(cell.value, str):
        return cell
    number = parse_number(cell.value)
    return cell if number is None else ValueNode(number, cell.mark)


def _parse_value(cell: ValueNode | None, keys: Sequence[str]) -> ValueNode | None:
    """A value of a file other than a questionnaire, as the kind of value that belongs at these keys."""
    if holds_number(keys):
        return _parse_number(cell)
    if cell is not None and holds_truth(keys) and (word := str(cell.value).casefold()) in TRUTHS:
        return ValueNode(TRUTHS[word], cell.mark)
    return cell


@dataclass
class _QuestionRows:
    """One question, as its rows come in."""

    id: ValueNode
    values: dict[str, ValueNode] = field(default_factory=dict)
    seen_kinds: set[str] = field(default_factory=set)
    """Kinds of rows of which there is one, that were there."""
    lists: dict[str, list[tuple[int, ValueNode]]] = field(default_factory=dict)
    counts: dict[int, ValueNode] = field(default_factory=dict)
    """By option, what number it asks of a population."""
    maps: dict[str, tuple[SourceMark, list[tuple[int, ValueNode]]]] = field(default_factory=dict)

    def find_duplicates(self) -> Iterator[ValueNode]:
        """Rows with a number that another row of the same kind has."""
        lists = [*self.lists.values(), *(items for _, items in self.maps.values())]
        for items in lists:
            seen: set[int] = set()
            for number, node in items:
                if number in seen:
                    yield node
                seen.add(number)

    def build_node(self) -> ValueNode:
        """As a file has it."""
        lists = {key: _build_sequence(items, self.id.mark) for key, items in self.lists.items()}
        maps = {key: _build_sequence(items, mark) for key, (mark, items) in self.maps.items()}
        mapped = {"maps": _build_mapping(maps, self.id.mark)} if maps else {}
        values = {key: node for key, node in self.values.items() if key != COUNT_PER}
        return _build_mapping({"id": self.id, **values, **self._build_count(), **lists, **mapped}, self.id.mark)

    def _build_count(self) -> dict[str, ValueNode]:
        """The counts of the options in one, where there are any."""
        per = self.values.get(COUNT_PER)
        if per is None and not self.counts:
            return {}
        nothing = ValueNode(None, self.id.mark)
        rungs = [self.counts.get(number, nothing) for number, _ in sorted(self.lists.get("options", []), key=_first)]
        parts = {COUNT_PER: per, "rungs": ValueNode(rungs, self.id.mark)}
        return {"count": _build_mapping(parts, self.id.mark)}


def _first(item: tuple[int, ValueNode]) -> int:
    return item[0]


def _build_sequence(items: list[tuple[int, ValueNode]], mark: SourceMark) -> ValueNode:
    return ValueNode([node for _, node in sorted(items, key=_first)], mark)


LISTS = {
    "party": "parties",
    "earlier": "earlier",
    "option": "options",
    "action": "actions",
    "contradicted": "contradicted_by",
    "source": "source",
}


def _parse_parts(sheet: _FrameworkSheet) -> Iterator[tuple[str, ValueNode]]:
    """Every part by the name of its file."""
    names: dict[str, tuple[str, ValueNode, SheetRow]] = {}
    questions_by_part: dict[str, dict[str, _QuestionRows]] = {}
    short_names: dict[str, SheetRow] = {}
    for mark, kind, row in _read_part_rows(sheet):
        part, problem = str(row["part"].value), None
        if kind == "short":
            problem = message("problem.row-again", what=kind) if part in short_names else None
            short_names[part] = row
        elif kind in PART_ROWS:
            problem = message("problem.row-again", what=names[part][0]) if part in names else None
            names[part] = (kind, row["part"], row)
        else:
            questions = questions_by_part.setdefault(part, {})
            question = questions.setdefault(str(row["question"].value), _QuestionRows(row["question"]))
            problem = _add_row(question, kind, row, mark)
        if problem is not None:
            sheet.refuse(problem, row["what"].mark)
    for rows in (item for questions in questions_by_part.values() for item in questions.values()):
        for node in rows.find_duplicates():
            sheet.refuse(message("problem.number-twice"), node.mark)
    for part, (kind, id_, name_row) in names.items():
        questions = questions_by_part.pop(part, {})
        listed = ValueNode([rows.build_node() for rows in questions.values()], id_.mark)
        name = f"{LENSES}/{part}.yaml" if kind == "lens" else f"{part}.yaml"
        texts = {"name": _build_text(name_row), "short": _build_text(short_names.pop(part, {}))}
        yield name, _build_mapping({kind: id_, **texts, "questions": listed}, id_.mark)
    for part, questions in questions_by_part.items():
        first = next(iter(questions.values())).id.mark
        sheet.refuse(message("problem.part-without-name", part=part), first)
    for part, row in short_names.items():
        sheet.refuse(message("problem.part-without-name", part=part), row["part"].mark)


def _read_part_rows(sheet: _FrameworkSheet) -> Iterator[tuple[SourceMark, str, SheetRow]]:
    """The rows that say what they are and what they belong to."""
    for mark, cells in sheet.rows:
        row: SheetRow = {
            title: _parse_number(cell) or cell if title in NUMBER_COLUMNS else cell for title, cell in cells.items()
        }
        kind = str(row["what"].value) if "what" in row else ""
        if kind not in ROWS:
            sheet.refuse(
                message("problem.no-such-row-kind", what=kind, known=", ".join(ROWS)),
                row["what"].mark if "what" in row else mark,
            )
            continue
        _refuse_other_columns(sheet, kind, row)
        if "part" not in row or ("question" not in row and kind not in PART_ROWS):
            sheet.refuse(message("problem.row-of-nothing"), mark)
        else:
            yield mark, kind, row


def _refuse_other_columns(sheet: _FrameworkSheet, kind: str, row: SheetRow) -> None:
    """A cell that says something of another kind of row."""
    for title, cell in row.items():
        if title in COLUMNS and title not in ROWS[kind]:
            sheet.refuse(message("problem.column-not-in-row", column=title, what=kind), cell.mark)


def _add_row(question: _QuestionRows, kind: str, row: SheetRow, mark: SourceMark) -> Message | None:
    """Take what a row says of a question; what is wrong with it, if anything is."""
    number_node = _parse_number(row.get("number"))
    number = number_node.value if number_node is not None and isinstance(number_node.value, int) else mark.line
    if kind in ("title", "ask", "why", "absolute", "evidence"):
        if kind in question.seen_kinds:
            return message("problem.row-again", what=kind)
        question.seen_kinds.add(kind)
        text = _build_text(row)
        if kind == "ask":
            question.values |= {key: row[key] for key in ROWS["ask"] if key in row}
            respondents = _split_list(row.get(RESPONDENTS))
            question.values |= {RESPONDENTS: respondents} if respondents is not None else {}
        question.values |= {kind: text} if text is not None else {}
    elif kind == "map":
        if not {"instrument", "reference"} <= row.keys():
            return message("problem.map-of-nothing")
        references = question.maps.setdefault(str(row["instrument"].value), (row["instrument"].mark, []))[1]
        references.append((number, row["reference"]))
    else:
        keys: dict[str, ValueNode | None] = {key: row.get(key) for key in ROWS[kind]}
        if kind == "option":
            count = {"n": keys.pop("count"), "least": keys.pop("least")}
            if any(count.values()):
                question.counts[number] = _build_mapping(count, mark)
        if kind == "earlier":
            keys["question"] = keys.pop("of-question")
            keys["at_least"] = _split_rungs(keys.pop("at-least"))
        if kind == "contradicted":
            keys["layer"] = keys.pop("of-layer")
            keys["categories"] = _split_list(keys["categories"])
        node = (
            _build_mapping({"text": _build_text(row), **keys}, mark)
            if kind in ("source", "earlier")
            else _build_translated(row, keys, mark)
        )
        question.lists.setdefault(LISTS[kind], []).append((number, node))
    return None


def _split_list(cell: ValueNode | None) -> ValueNode | None:
    """Words with commas between them."""
    if cell is None:
        return None
    return ValueNode([ValueNode(word.strip(), cell.mark) for word in str(cell.value).split(",")], cell.mark)


def _split_rungs(cell: ValueNode | None) -> ValueNode | None:
    """Rungs with commas between them, and a mark for nothing."""
    if cell is None:
        return None
    words = [ValueNode(word.strip(), cell.mark) for word in str(cell.value).split(",")]
    return ValueNode(
        [ValueNode(None, word.mark) if word.value == PROVES_NOTHING else _parse_number(word) or word for word in words],
        cell.mark,
    )


@dataclass
class _Branch:
    """What stands at some keys of a file, as its rows come in."""

    mark: SourceMark
    text: ValueNode | None = None
    value: ValueNode | None = None
    children: "dict[str, _Branch]" = field(default_factory=dict)

    def build_node(self, sheet: _FrameworkSheet) -> ValueNode:
        """As a file has it."""
        items = {int(found[1]): branch for key, branch in self.children.items() if (found := _ITEM.fullmatch(key))}
        if self.value is not None or len(items) not in (0, len(self.children)) or (items and self.text is not None):
            if self.value is None or self.children or self.text is not None:
                sheet.refuse(message("problem.keys-clash"), self.mark)
            return self.value or ValueNode(None, self.mark)
        if items:
            return ValueNode([items[index].build_node(sheet) for index in sorted(items)], self.mark)
        children = {key: branch.build_node(sheet) for key, branch in self.children.items()}
        if self.text is None:
            return _build_mapping(children, self.mark)
        if not children:
            return self.text
        if isinstance(self.text.value, dict):
            return _build_mapping({**children, **self.text.value}, self.mark)
        return _build_mapping({"text": self.text, **children}, self.mark)


def _parse_files(sheet: _FrameworkSheet) -> Iterator[tuple[str, ValueNode]]:
    """Every other file by its name."""
    files: dict[str, _Branch] = {}
    for mark, row in sheet.rows:
        if "file" not in row or "key" not in row:
            sheet.refuse(message("problem.row-of-nothing"), mark)
            continue
        keys = str(row["key"].value).split("/")
        if _ITEM.fullmatch(keys[0]):
            sheet.refuse(message("problem.row-of-nothing"), row["key"].mark)
            continue
        if len(keys) > MAX_KEY_DEPTH:
            sheet.refuse(message("problem.too-many-keys", most=MAX_KEY_DEPTH), row["key"].mark)
            continue
        branch = files.setdefault(str(row["file"].value), _Branch(mark))
        for key in keys:
            branch = branch.children.setdefault(key, _Branch(row["key"].mark))
        if branch.text is not None or branch.value is not None:
            sheet.refuse(message("problem.key-twice-in-sheet", key="/".join(keys)), row["key"].mark)
        branch.text = _build_text(row)
        branch.value = _parse_value(row.get(VALUE), [key for key in keys if not _ITEM.fullmatch(key)])
    for name, branch in files.items():
        yield name, branch.build_node(sheet)
