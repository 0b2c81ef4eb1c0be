"""A framework as a spreadsheet, and back again: nothing is lost, and what is wrong is told with its row and column."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from eurostack_assess.errors import InvalidInputError
from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import FrameworkHeader, RawFramework, Thresholds
from eurostack_assess.model.question import (
    Action,
    ContradictionRule,
    CountRule,
    Option,
    Question,
    Questionnaire,
    RungCount,
    Source,
)
from eurostack_assess.reading.framework import read_framework, read_framework_as_written
from eurostack_assess.reading.framework_sheet import read_framework_sheet
from eurostack_assess.report.exports.framework_files import render_framework_files
from eurostack_assess.report.renderers import xlsx
from eurostack_assess.report.sheets.framework import build_framework_sheets
from eurostack_assess.texts import texts
from tests.helpers import HARBOUR, RESOURCES, ROOT

FOLDERS = [
    ROOT / "questionnaires" / "eurostack",
    HARBOUR,
    RESOURCES / "abroad",
    RESOURCES / "ferry",
    RESOURCES / "lint",
]


def as_sheet(written: RawFramework, path: Path) -> Path:
    path.write_bytes(xlsx.render(build_framework_sheets(written, "en")))
    return path


def as_folder(written: RawFramework, folder: Path) -> Path:
    for name, text in render_framework_files(written, "en").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("folder", FOLDERS[:4], ids=lambda folder: folder.name)
def test_a_framework_comes_back_as_it_was(tmp_path: Path, folder: Path) -> None:
    written = read_framework_as_written(folder)
    back = read_framework_sheet(as_sheet(written, tmp_path / "f.xlsx"))
    assert back == written
    again = as_folder(back, tmp_path / "again")
    assert read_framework_as_written(again) == written
    one, other = read_framework(folder), read_framework(again)
    assert other.model_copy(update={"hash": one.hash}) == one


@pytest.mark.untraced
def test_a_framework_of_many_questions_comes_back(tmp_path: Path) -> None:
    written = read_framework_as_written(HARBOUR)
    quay, *others = written.parts
    more = [quay.questions[0].model_copy(update={"id": f"q-{at}"}) for at in range(1700)]
    many = quay.model_copy(update={"questions": (*quay.questions, *more)})
    written = written.model_copy(update={"parts": (many, *others)})
    assert read_framework_sheet(as_sheet(written, tmp_path / "f.xlsx")) == written


def test_a_text_in_no_language_with_keys_beside_it_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "harbour"
    shutil.copytree(HARBOUR, folder)
    book = folder / "instruments" / "pilot-book.yaml"
    text = book.read_text("utf-8").replace("- {id: B, en: Pilotage}", "- {id: B, text: Pilotage}")
    book.write_text(text, "utf-8")
    written = read_framework_as_written(folder)
    assert read_framework_sheet(as_sheet(written, tmp_path / "f.xlsx")) == written
    assert read_framework_as_written(as_folder(written, tmp_path / "again")) == written


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")).filter(lambda one: not ACTIVE_CHARACTER.match(one))
    | st.sampled_from("\n \"'{}\\<&=+#"),
    min_size=1, max_size=12,
)  # fmt: skip
TEXTS = st.builds(LocalText, st.fixed_dictionaries({"nl": WORDS, "en": WORDS}) | st.fixed_dictionaries(
    {"nl": WORDS, "en": WORDS, "key": WORDS}
))  # fmt: skip
"""Kupia's code is also what a column is called."""
SLUGS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
WEIGHTS = st.floats(0, allow_infinity=False, exclude_min=True)
LINES = WORDS


@st.composite
def questions(draw: st.DrawFn, id_: str) -> Question:
    options = [
        Option(text=draw(TEXTS), value=at / 2, level=draw(st.sampled_from([None, at])))
        for at in range(draw(st.just(3)))
    ]
    if any(option.level is None for option in options):
        options = [option.model_copy(update={"level": None}) for option in options]
    return Question(
        id=id_,
        scope=draw(st.sampled_from([None, "region", "organisation"])),
        weight=draw(WEIGHTS),
        target=draw(st.none() | st.integers(0, 2)),
        role=draw(st.sampled_from(["gating", "ranking"])),
        ask=draw(TEXTS),
        why=draw(st.none() | TEXTS),
        options=tuple(options),
        evidence=draw(st.none() | TEXTS),
        actions=tuple(Action(text=draw(TEXTS), to=to, effort=draw(st.sampled_from(["S", "M", "L"]))) for to in (1, 2)),
        contradicted_by=draw(
            st.just(()) | st.just((ContradictionRule(rung=1, by="foreign", layer="a-layer", categories=("b", "c-d")),))
        ),
        maps=draw(st.dictionaries(SLUGS, st.lists(LINES, min_size=1, max_size=2).map(tuple), max_size=2)),
        source=tuple(
            Source(text=draw(TEXTS), url=draw(st.none() | LINES), date=draw(st.none() | LINES), confidence="reported")
            for _ in range(draw(st.integers(0, 2)))
        ),
    )


@st.composite
def frameworks(draw: st.DrawFn) -> RawFramework:
    layers = draw(st.lists(SLUGS, min_size=1, max_size=2, unique=True))
    free = SLUGS.filter(lambda one: one not in (*layers, "id"))
    ids = draw(st.lists(free, min_size=len(layers), max_size=3, unique=True))
    header = FrameworkHeader(
        id=draw(SLUGS),
        edition=draw(LINES),
        name=draw(TEXTS),
        languages=("nl", "en"),
        layers=tuple(layers),
        weights={layer: draw(WEIGHTS) for layer in layers},
        levels=tuple(draw(TEXTS) for _ in range(3)),
        target=1,
        thresholds=Thresholds(strong=60, attention=40.5, coverage=0.67),
        terms=draw(st.none() | TEXTS),
    )
    spread = [ids[at :: len(layers)] for at in range(len(layers))]
    parts = tuple(
        Questionnaire(layer=layer, name=draw(TEXTS), questions=tuple(draw(questions(id_)) for id_ in own))
        for layer, own in zip(layers, spread, strict=True)
    )
    return RawFramework(header=header, parts=parts, instruments=(), earlier_editions=())


@settings(max_examples=25)
@given(frameworks())
def test_any_framework_comes_back_from_a_sheet_and_from_files(written: RawFramework) -> None:
    with TemporaryDirectory() as folder:
        assert read_framework_sheet(as_sheet(written, Path(folder) / "f.xlsx")) == written
        assert read_framework_as_written(as_folder(written, Path(folder))) == written


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return as_sheet(read_framework_as_written(HARBOUR), tmp_path / "harbour.xlsx")


def changed(path: Path, sheet: str, edit: Callable[[Workbook], None] | tuple[int, str, object]) -> Path:
    """A cell of a row by its title, or the whole workbook, edited by another program."""
    book = load_workbook(path)
    if callable(edit):
        edit(book)
    else:
        row, title, value = edit
        titles = [cell.value for cell in book[sheet][1]]
        book[sheet].cell(row, titles.index(title) + 1).value = value
    book.save(path)
    return path


def rows(path: Path, sheet: str) -> list[list[object]]:
    return [list(row) for row in load_workbook(path)[sheet].iter_rows(values_only=True)]


def row_of(path: Path, *said: object) -> int:
    """The number of the row of sheet `questions` that begins so."""
    return next(at for at, row in enumerate(rows(path, "questions"), start=1) if row[: len(said)] == list(said))


def test_what_is_edited_is_what_comes_back(sheet: Path) -> None:
    changed(sheet, "questions", (row_of(sheet, "quay", "depth", "ask"), "text", "How deep is it?"))
    changed(sheet, "questions", (row_of(sheet, "quay", "depth", "ask"), "weight", 0.5))
    (depth,) = (one for one in read_framework_sheet(sheet).parts[0].questions if one.id == "depth")
    assert (depth.ask.in_language("en"), depth.weight) == ("How deep is it?", 0.5)


def test_a_rung_and_a_question_more(sheet: Path) -> None:
    def more(book: Workbook) -> None:
        titles = [cell.value for cell in book["questions"][1]]

        def row(**said: object) -> list[object]:
            return [said.get(str(title)) for title in titles]

        for at, words in enumerate(["No", "By day", "Always"]):
            book["questions"].append(row(part="crew", question="boat", what="option", number=at, text=words))
        book["questions"].append(row(part="crew", question="boat", what="ask", text="Is there a boat?", scope="region"))

    changed(sheet, "questions", more)
    crew = next(part for part in read_framework_sheet(sheet).parts if part.id == "crew")
    assert [(one.id, one.scope, len(one.options)) for one in crew.questions] == [
        ("watch", "organisation", 3),
        ("boat", "region", 3),
    ]


def test_rows_in_another_order_and_a_column_of_one_s_own(sheet: Path) -> None:
    def shuffle(book: Workbook) -> None:
        titles, *records = (list(row) for row in book["questions"].iter_rows(values_only=True))
        records.sort(key=lambda row: (str(row[2]), -int(row[3] or 0)))
        book["questions"].delete_rows(1, book["questions"].max_row)
        for row in [[*titles, "# remarks"], *([*row, "fine"] for row in records)]:
            book["questions"].append(row)

    before = read_framework_sheet(sheet)
    after = read_framework_sheet(changed(sheet, "questions", shuffle))
    assert {one.id: one for part in after.parts for one in part.questions} == {
        one.id: one for part in before.parts for one in part.questions
    }


CASES = [
    pytest.param("questions", (1, "what", "whatt"), "questions:1", "there is no column whatt", id="a title misspelt"),
    pytest.param("questions", (1, "part", "#part"), "questions:1", "column missing: part", id="a title taken out"),
    pytest.param("files", (1, "key", "#key"), "files:1", "column missing: key", id="a title of files taken out"),
    pytest.param("questions", (3, "what", "aks"), "questions:3", "“aks” is not a kind of row", id="a row of no kind"),
    pytest.param(
        "questions", (3, "part", None), "questions:3", "does not show what it belongs to", id="a row of no part"
    ),
    pytest.param(
        "questions", (3, "question", None), "questions:3", "does not show what it belongs", id="a row of no question"
    ),
    pytest.param(
        "questions",
        (3, "rung", 1),
        "questions:3",
        "column rung must be empty in a row with what: ask",
        id="a column of another row",
    ),
    pytest.param("questions", (3, "weight", "heavy"), "questions:3", "number", id="no number"),
    pytest.param("questions", (4, "value", 7), "questions:4", "", id="a value above 1"),
    pytest.param("questions", (3, "text", None), "questions:3", "ask is missing", id="a question that asks nothing"),
    pytest.param("questions", (2, "what", "ask"), "questions:2", "", id="a part without a name"),
    pytest.param("questions", (3, "text", "a\u202eb"), "questions:3", "U+202E", id="a character that acts"),
    pytest.param("files", (3, "value", None), "files:3", "", id="a value taken out"),
    pytest.param("files", (3, "key", None), "files:3", "does not show what it belongs to", id="a key taken out"),
    pytest.param("files", (3, "key", "id"), "files:3", "is listed twice", id="a key twice"),
    pytest.param(
        "files", (3, "key", "id/more"), "files:2", "this key has entries that conflict", id="a value with keys below it"
    ),
    pytest.param("files", (3, "key", "/".join("abcdefghijklm")), "files:3", "at most 12 keys", id="too many keys"),
    pytest.param("files", (3, "file", "lenses/night.yaml"), "files:", "", id="a value in another file"),
]


@pytest.mark.parametrize(("name", "edit", "place", "told"), CASES)
def test_refused_with_its_row(sheet: Path, name: str, edit: tuple[int, str, object], place: str, told: str) -> None:
    changed(sheet, name, edit)
    with pytest.raises(InvalidInputError) as caught:
        read_framework_sheet(sheet)
    problems = caught.value.problems
    sheet_, _, line = place.partition(":")
    cells = [one.place.file.rpartition(" [")[2] for one in problems]
    assert [cell for cell in cells if re.fullmatch(rf"{sheet_}![A-Z]+{line or '[0-9]+'}\]", cell)], cells
    assert any(told in texts("en").message(one.message) for one in problems), [one.message for one in problems]


def test_a_part_that_the_framework_does_not_name_and_one_that_it_misses(sheet: Path) -> None:
    changed(sheet, "questions", (row_of(sheet, "crew", None, "layer"), "part", "crow"))
    with pytest.raises(InvalidInputError) as caught:
        read_framework_sheet(sheet)
    assert {one.message.key for one in caught.value.problems} == {"problem.part-without-name"}


def test_a_rung_that_stands_twice(sheet: Path) -> None:
    changed(sheet, "questions", (row_of(sheet, "quay", "depth", "option", 2), "number", 1))
    with pytest.raises(InvalidInputError) as caught:
        read_framework_sheet(sheet)
    assert [one.message.key for one in caught.value.problems] == ["problem.number-twice"]


def test_nothing_that_stands_twice_or_for_nothing_is_lost_in_silence(sheet: Path, tmp_path: Path) -> None:
    def told(edit: Callable[[Workbook], None]) -> list[tuple[str, str]]:
        copy = Path(shutil.copy(sheet, tmp_path / "copy.xlsx"))
        with pytest.raises(InvalidInputError) as caught:
            read_framework_sheet(changed(copy, "", edit))
        return [
            (one.message.key.removeprefix("problem."), one.place.file.rpartition("!")[2])
            for one in caught.value.problems
        ]

    def again(*said: object) -> Callable[[Workbook], None]:
        def append(book: Workbook) -> None:
            row = next(row for row in rows(sheet, "questions") if row[: len(said)] == list(said))
            book["questions"].append(row)

        return append

    def titled_again(book: Workbook) -> None:
        book["questions"]["BA1"] = "weight"

    def of_no_reference(book: Workbook) -> None:
        titles = [cell.value for cell in book["questions"][1]]
        book["questions"].cell(of_nothing, titles.index("reference") + 1).value = None

    def listed_at_the_root(book: Workbook) -> None:
        book["files"].append(["framework.yaml", "#0", None, "5"])

    last = len(rows(sheet, "questions")) + 1
    of_nothing = row_of(sheet, "quay", "depth", "map", 0)
    assert told(again("quay", None, "layer")) == [("row-again", f"C{last}]")]
    assert told(again("quay", "depth", "ask")) == [("row-again", f"C{last}]")]
    assert told(again("quay", "depth", "option", 1)) == [("number-twice", f"F{last}]")]
    assert told(of_no_reference) == [("map-of-nothing", f"C{of_nothing}]")]
    assert told(titled_again) == [("column-twice", "BA1]")]
    assert told(listed_at_the_root) == [("row-of-nothing", f"B{len(rows(sheet, 'files')) + 1}]")]


def test_what_the_framework_does_not_name_is_not_lost_in_silence(sheet: Path) -> None:
    def more(book: Workbook) -> None:
        book["files"].append(["editions/0.yaml", "edition", None, "0"])

    with pytest.raises(InvalidInputError) as caught:
        read_framework_sheet(changed(sheet, "files", more))
    assert [one.message.values for one in caught.value.problems] == [{"file": "editions/0.yaml"}]


@pytest.mark.parametrize(("title", "row"), [("weight", 3), ("text", 4)])
def test_a_formula_without_an_outcome_is_refused_and_not_taken_for_an_empty_cell(
    sheet: Path, title: str, row: int
) -> None:
    changed(sheet, "questions", (row, title, "=1+1"))
    with pytest.raises(InvalidInputError) as caught:
        read_framework_sheet(sheet)
    assert [(one.message.key, one.place.line) for one in caught.value.problems] == [("problem.formula-cell", row)]


def test_a_spreadsheet_of_something_else(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["a", "b"])
    book.active.append(["1", "2"])
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(InvalidInputError) as caught:
        read_framework_sheet(tmp_path / "other.xlsx")
    assert [one.message.key for one in caught.value.problems] == ["problem.no-such-sheet"]


def test_a_layer_without_rows_is_told(sheet: Path) -> None:
    def without(book: Workbook) -> None:
        records = [list(row) for row in book["questions"].iter_rows(values_only=True)]
        book["questions"].delete_rows(1, book["questions"].max_row)
        for row in records:
            if row[0] != "crane":
                book["questions"].append(row)

    with pytest.raises(InvalidInputError) as caught:
        read_framework_sheet(changed(sheet, "questions", without))
    assert [one.message.values for one in caught.value.problems] == [{"file": "crane.yaml"}]


def test_numbers_that_grow_come_back_with_their_rungs(tmp_path: Path) -> None:
    written = read_framework_as_written(HARBOUR)
    quay, *others = written.parts
    rule = CountRule(per=1000, rungs=(None, RungCount(n=2), RungCount(n=4, least=3)))
    options = tuple(Option(text=LocalText({"en": words})) for words in ("None", "{count}", "{count} or more"))
    grown = quay.questions[1].model_copy(
        update={"scope": "region", "count": rule, "options": options, "context": "country", "asked_from": 10}
    )
    fixed = quay.questions[2].model_copy(update={"scope": "region", "absolute": LocalText({"en": "light is light"})})
    part = quay.model_copy(update={"questions": (quay.questions[0], grown, fixed, *quay.questions[3:])})
    written = written.model_copy(update={"parts": (part, *others)})
    assert read_framework_sheet(as_sheet(written, tmp_path / "f.xlsx")) == written


def test_of_a_part_and_of_earlier_answers_all_rows_are_needed(tmp_path: Path) -> None:
    sheet = as_sheet(read_framework_as_written(RESOURCES / "ferry"), tmp_path / "ferry.xlsx")
    changed(sheet, "questions", (row_of(sheet, "crossing", "crew", "earlier"), "at-least", None))
    with pytest.raises(InvalidInputError) as caught:
        read_framework_sheet(sheet)
    assert [one.message.values for one in caught.value.problems] == [{"key": "at_least"}]
    changed(sheet, "questions", (row_of(sheet, "crossing", None, "layer"), "what", "short"))
    with pytest.raises(InvalidInputError) as caught:
        read_framework_sheet(sheet)
    told = [texts("en").message(one.message) for one in caught.value.problems]
    missing = "no row with what: layer or what: lens gives the name of crossing"
    assert sorted(told) == [missing, missing, "there is already a row with what: short"]
