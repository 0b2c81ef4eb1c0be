"""A framework from the spreadsheet that was made of one; every value knows its row and column.

Rows may stand in any order; a column of one's own has a title that begins with #.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from eurostack_assess.errors import InvalidInput, Message, Problem, message
from eurostack_assess.model.base import ANY_LANGUAGE
from eurostack_assess.model.framework import FrameworkAsWritten
from eurostack_assess.model.framework_sheet import (
    COLUMNS,
    FILES,
    NUMBERS,
    OF_QUESTION,
    QUESTIONS,
    ROWS,
    VALUE,
    WHERE,
    WHICH,
    holds_number,
    language_of,
)
from eurostack_assess.reading.framework import LENSES, assembled
from eurostack_assess.reading.nodes import Mark, Node, number_of
from eurostack_assess.reading.source import Source
from eurostack_assess.reading.table import SheetSource, Table, read_sheets
from eurostack_assess.reading.validate import Document, did_you_mean

DEEPEST = 12
"""Keys that may lead to a value."""

MOST_ROWS = 40_000
"""Of some two thousand questions."""

_ITEM = re.compile(r"#(\d{1,4})")

Row = Mapping[str, Node]
"""By title of a column, the cells that say something."""


def read_framework_sheet(path: Path) -> FrameworkAsWritten:
    """The framework that a spreadsheet holds.

    Raises:
        CannotReadOrWrite: not a file that can be read.
        InvalidInput: not a spreadsheet, not one of a framework, or one that does not hold together.
    """
    sheets = read_sheets(path, as_written=True, most_rows=MOST_ROWS)
    for name in (QUESTIONS, FILES):
        if name not in sheets:
            what = message("problem.no-such-sheet", sheet=name)
            raise Source(str(path), "").refuse(1, 1, what, message("hint.export-sheet"))
    questions = _Sheet(sheets[QUESTIONS], QUESTIONS, (*WHERE, *COLUMNS))
    files = _Sheet(sheets[FILES], FILES, (*WHICH, VALUE))
    documents = {**files.documents(_files), **questions.documents(_parts)}

    asked_for: set[str] = set()

    def document(name: str) -> Document:
        asked_for.add(name)
        if name not in documents:
            sheet = files if "/" in name.removeprefix(f"{LENSES}/") or name.startswith("framework") else questions
            raise sheet.source.refuse(1, 1, message("problem.not-in-sheet", file=name))
        return documents[name]

    written, _ = assembled(document)
    left_over = [
        one.problem(message("problem.file-not-named", file=name))
        for name, one in documents.items()
        if name not in asked_for
    ]
    if left_over:
        raise InvalidInput(left_over)
    return written


class _Sheet:
    """One sheet: its rows by title, and what is wrong with them."""

    def __init__(self, table: Table, name: str, known: tuple[str, ...]) -> None:
        self.source = SheetSource(f"{table.name} [{name}]", "")
        self.problems: list[Problem] = []
        line, titles = table.rows[0]
        for column, title in enumerate(titles, start=1):
            if not title or title.startswith("#"):
                continue
            if title not in known and language_of(title) is None:
                hint = did_you_mean(title, known) or message("hint.own-column")
                self.refuse(message("problem.no-such-column", column=title), Mark(line, column, 1), hint)
            elif title in titles[: column - 1]:
                self.refuse(message("problem.column-twice", column=title), Mark(line, column, 1))
        missing = [title for title in known[:2] if title not in titles]
        if missing:
            self.refuse(message("problem.column-missing", column=", ".join(missing)), Mark(line, 1, 1))
        if self.problems:
            raise InvalidInput(self.problems)
        self.rows = [
            (
                Mark(number, 1, 1),
                {
                    title: Node(cell, Mark(number, column, 1))
                    for column, (title, cell) in enumerate(zip(titles, cells, strict=False), start=1)
                    if cell and title and not title.startswith("#")
                },
            )
            for number, cells in table.records
        ]

    def documents(self, of: "Reading") -> Mapping[str, Document]:
        """The files that it holds, by name, or `InvalidInput` with all that is wrong with its rows."""
        nodes = dict(of(self))
        if self.problems:
            raise InvalidInput(self.problems)
        return {name: Document(self.source, node) for name, node in nodes.items()}

    def refuse(self, what: Message, at: Mark, hint: Message | None = None) -> None:
        """Remember what is wrong with a cell."""
        self.problems.append(Problem(what, self.source.place(*at), hint))


Reading = Callable[[_Sheet], Iterator[tuple[str, Node]]]


def _mapping(values: Mapping[str, Node | None], at: Mark) -> Node:
    """The values that are there as a mapping; a key is where its value is."""
    given = {key: one for key, one in values.items() if one is not None}
    return Node(given, at, {key: one.mark for key, one in given.items()})


def _text(row: Row) -> Node | None:
    """The text of a row: by language, or plain."""
    said = {language: cell for title, cell in row.items() if (language := language_of(title)) is not None}
    if not said:
        return None
    first = next(iter(said.values()))
    return first if said.keys() == {ANY_LANGUAGE} else _mapping(said, first.mark)


def _worded(row: Row, keys: Mapping[str, Node | None], at: Mark) -> Node:
    """A text with keys beside it, as files have it."""
    text = _text(row)
    beside = {key: one for key, one in keys.items() if one is not None}
    if text is None or isinstance(text.value, dict):
        languages = text.value if text is not None and isinstance(text.value, dict) else {}
        return _mapping({**beside, **languages}, at)
    return _mapping({"text": text, **beside}, at) if beside else text


def _number(cell: Node | None) -> Node | None:
    """A cell with a number; what is none stays text, and is complained about as such."""
    if cell is None or not isinstance(cell.value, str):
        return cell
    number = number_of(cell.value)
    return cell if number is None else Node(number, cell.mark)


@dataclass
class _Asked:
    """One question, as its rows come in."""

    id: Node
    own: dict[str, Node] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    """Kinds of rows of which there is one, that were there."""
    listed: dict[str, list[tuple[int, Node]]] = field(default_factory=dict)
    maps: dict[str, tuple[Mark, list[tuple[int, Node]]]] = field(default_factory=dict)

    def twice(self) -> Iterator[Node]:
        """Rows with a number that another row of the same kind has."""
        lists = [*self.listed.values(), *(items for _, items in self.maps.values())]
        for items in lists:
            seen: set[int] = set()
            for number, node in items:
                if number in seen:
                    yield node
                seen.add(number)

    def node(self) -> Node:
        """As a file has it."""
        lists = {key: _in_order(items, self.id.mark) for key, items in self.listed.items()}
        maps = {key: _in_order(items, at) for key, (at, items) in self.maps.items()}
        mapped = {"maps": _mapping(maps, self.id.mark)} if maps else {}
        return _mapping({"id": self.id, **self.own, **lists, **mapped}, self.id.mark)


def _in_order(items: list[tuple[int, Node]], at: Mark) -> Node:
    return Node([one for _, one in sorted(items, key=lambda item: item[0])], at)


LISTS = {"option": "options", "action": "actions", "contradicted": "contradicted_by", "source": "source"}


def _parts(sheet: _Sheet) -> Iterator[tuple[str, Node]]:
    """Every part by the name of its file."""
    names: dict[str, tuple[str, Node, Row]] = {}
    asked: dict[str, dict[str, _Asked]] = {}
    for at, what, row in _rows_of_parts(sheet):
        part, wrong = str(row["part"].value), None
        if what in ("layer", "lens"):
            wrong = message("problem.row-again", what=names[part][0]) if part in names else None
            names[part] = (what, row["part"], row)
        else:
            questions = asked.setdefault(part, {})
            question = questions.setdefault(str(row["question"].value), _Asked(row["question"]))
            wrong = _take(question, what, row, at)
        if wrong is not None:
            sheet.refuse(wrong, row["what"].mark)
    for one in (each for questions in asked.values() for each in questions.values()):
        for node in one.twice():
            sheet.refuse(message("problem.number-twice"), node.mark)
    for part, (what, id_, named) in names.items():
        questions = asked.pop(part, {})
        listed = Node([one.node() for one in questions.values()], id_.mark)
        name = f"{LENSES}/{part}.yaml" if what == "lens" else f"{part}.yaml"
        yield name, _mapping({what: id_, "name": _text(named), "questions": listed}, id_.mark)
    for part, questions in asked.items():
        first = next(iter(questions.values())).id.mark
        sheet.refuse(message("problem.part-without-name", part=part), first)


def _rows_of_parts(sheet: _Sheet) -> Iterator[tuple[Mark, str, Row]]:
    """The rows that say what they are and what they belong to."""
    for at, cells in sheet.rows:
        row: Row = {title: _number(cell) or cell if title in NUMBERS else cell for title, cell in cells.items()}
        what = str(row["what"].value) if "what" in row else ""
        if what not in ROWS:
            sheet.refuse(
                message("problem.no-such-row-kind", what=what, known=", ".join(ROWS)),
                row["what"].mark if "what" in row else at,
            )
            continue
        _refuse_other_columns(sheet, what, row)
        if "part" not in row or ("question" not in row and what not in ("layer", "lens")):
            sheet.refuse(message("problem.row-of-nothing"), at)
        else:
            yield at, what, row


def _refuse_other_columns(sheet: _Sheet, what: str, row: Row) -> None:
    """A cell that says something of another kind of row."""
    for title, cell in row.items():
        if title in COLUMNS and title not in ROWS[what]:
            sheet.refuse(message("problem.column-not-in-row", column=title, what=what), cell.mark)


def _take(question: _Asked, what: str, row: Row, at: Mark) -> Message | None:
    """Take what a row says of a question; what is wrong with it, if anything is."""
    place = _number(row.get("number"))
    number = place.value if place is not None and isinstance(place.value, int) else at.line
    if what in ("ask", "why", "evidence"):
        if what in question.said:
            return message("problem.row-again", what=what)
        question.said.add(what)
        text = _text(row)
        question.own |= {key: row[key] for key in OF_QUESTION if key in row} if what == "ask" else {}
        question.own |= {what: text} if text is not None else {}
    elif what == "map":
        if not {"instrument", "reference"} <= row.keys():
            return message("problem.map-of-nothing")
        references = question.maps.setdefault(str(row["instrument"].value), (row["instrument"].mark, []))[1]
        references.append((number, row["reference"]))
    else:
        keys: dict[str, Node | None] = {key: row.get(key) for key in ROWS[what]}
        if what == "contradicted":
            keys["layer"] = keys.pop("of-layer")
            keys["categories"] = _listed(keys["categories"])
        one = _mapping({"text": _text(row), **keys}, at) if what == "source" else _worded(row, keys, at)
        question.listed.setdefault(LISTS[what], []).append((number, one))
    return None


def _listed(cell: Node | None) -> Node | None:
    """Words with commas between them."""
    if cell is None:
        return None
    return Node([Node(word.strip(), cell.mark) for word in str(cell.value).split(",")], cell.mark)


@dataclass
class _Branch:
    """What stands at some keys of a file, as its rows come in."""

    at: Mark
    text: Node | None = None
    value: Node | None = None
    below: "dict[str, _Branch]" = field(default_factory=dict)

    def node(self, sheet: _Sheet) -> Node:
        """As a file has it."""
        items = {int(found[1]): one for key, one in self.below.items() if (found := _ITEM.fullmatch(key))}
        if self.value is not None or len(items) not in (0, len(self.below)) or (items and self.text is not None):
            if self.value is None or self.below or self.text is not None:
                sheet.refuse(message("problem.keys-clash"), self.at)
            return self.value or Node(None, self.at)
        if items:
            return Node([items[at].node(sheet) for at in sorted(items)], self.at)
        below = {key: one.node(sheet) for key, one in self.below.items()}
        if self.text is None:
            return _mapping(below, self.at)
        if not below:
            return self.text
        if isinstance(self.text.value, dict):
            return _mapping({**below, **self.text.value}, self.at)
        return _mapping({"text": self.text, **below}, self.at)


def _files(sheet: _Sheet) -> Iterator[tuple[str, Node]]:
    """Every other file by its name."""
    files: dict[str, _Branch] = {}
    for at, row in sheet.rows:
        if "file" not in row or "key" not in row:
            sheet.refuse(message("problem.row-of-nothing"), at)
            continue
        keys = str(row["key"].value).split("/")
        if _ITEM.fullmatch(keys[0]):
            sheet.refuse(message("problem.row-of-nothing"), row["key"].mark)
            continue
        if len(keys) > DEEPEST:
            sheet.refuse(message("problem.too-many-keys", most=DEEPEST), row["key"].mark)
            continue
        branch = files.setdefault(str(row["file"].value), _Branch(at))
        for key in keys:
            branch = branch.below.setdefault(key, _Branch(row["key"].mark))
        if branch.text is not None or branch.value is not None:
            sheet.refuse(message("problem.key-twice-in-sheet", key="/".join(keys)), row["key"].mark)
        branch.text = _text(row)
        value = row.get(VALUE)
        branch.value = _number(value) if holds_number([key for key in keys if not _ITEM.fullmatch(key)]) else value
    for name, branch in files.items():
        yield name, branch.node(sheet)
