"""The form as a page and as a sheet: every text inert, nothing from elsewhere, one drop-down list a question."""

import re
from datetime import date
from html.parser import HTMLParser
from io import BytesIO

import openpyxl
import pytest

from eurostack_assess import shipped
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import Framework
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.report.exports.ballot_form import BallotForm
from eurostack_assess.report.exports.form_page import render_form_page
from eurostack_assess.report.exports.form_sheet import render_form_sheet
from tests.helpers import HARBOUR

EUROSTACK = read_framework(shipped.get_folder("questionnaires") / "eurostack")
HOSTILE = "=cmd|' /C calc'!A0 </legend><script>alert(1)</script> \x1b[31m\u202e & \" ' {{x}}"
DAY = date(2026, 3, 26)


class Elements(HTMLParser):
    """The elements of a page, and the addresses in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action", "data"):
                self.addresses.append(value or "")


def hostile(framework: Framework) -> Framework:
    """The framework with nothing but hostile texts in it."""
    text = LocalText({"en": HOSTILE, "nl": HOSTILE})
    layers = tuple(
        layer.model_copy(
            update={
                "name": text,
                "questions": tuple(
                    one.model_copy(
                        update={
                            "ask": text,
                            "why": text,
                            "options": tuple(option.model_copy(update={"text": text}) for option in one.options),
                        }
                    )
                    for one in layer.questions
                ),
            }
        )
        for layer in framework.layers
    )
    header = framework.header.model_copy(update={"name": text, "terms": text})
    return framework.model_copy(update={"header": header, "layers": layers})


def form(framework: Framework, language: str = "en", name: str = "Port") -> BallotForm:
    return BallotForm(
        framework,
        "region",
        name,
        language,
        (*framework.layers, *framework.cross_cutting),
        framework.layers,
        stem="port",
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_asks_everything_and_takes_nothing_from_elsewhere(language: str) -> None:
    page = render_form_page(form(EUROSTACK, language))
    elements = Elements(page)
    asked = [
        one.id
        for part in (*EUROSTACK.layers, *EUROSTACK.cross_cutting)
        for one in part.questions
        if one.applies_to("region")
    ]
    assert [id_.removeprefix("question-") for id_ in elements.ids if id_.startswith("question-")] == asked
    assert len(set(elements.ids)) == len(elements.ids)
    assert all(address.startswith("#") for address in elements.addresses)
    assert f'<html lang="{language}">' in page
    assert "default-src &#x27;none&#x27;" in page
    assert page.count("<script>") == page.count("<style>") == 1
    assert "http" not in page.replace("http-equiv", "")


def test_hostile_texts_yield_the_same_elements() -> None:
    framework = read_framework(HARBOUR)
    plain, foul = render_form_page(form(framework)), render_form_page(form(hostile(framework), name=HOSTILE))
    with_why = [tag for tag in Elements(foul).found if tag != "p"]
    assert with_why == [tag for tag in Elements(plain).found if tag != "p"]
    assert "\x1b" not in foul
    assert "\u202e" not in foul
    assert "alert(1)</script>" not in foul


def test_the_sheet_has_a_drop_down_list_a_question_and_no_formula() -> None:
    data = render_form_sheet(form(hostile(read_framework(HARBOUR)), name=HOSTILE), DAY)
    book = openpyxl.load_workbook(BytesIO(data))
    answers, choices, mark = book.worksheets
    assert (answers.sheet_state, choices.sheet_state, mark.sheet_state) == ("visible", "hidden", "hidden")
    assert answers.protection.sheet
    lists = {str(one.sqref): one.formula1 for one in answers.data_validations.dataValidation}
    rows = {row[0].value: row for row in answers.iter_rows(min_row=5)}
    assert set(lists) == {row[3].coordinate for code, row in rows.items() if not str(code).startswith("form:")}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                assert "\x1b" not in str(cell.value)
    free = {cell.coordinate for row in answers.iter_rows() for cell in row if not cell.protection.locked}
    assert {re.sub(r"\d", "", at) for at in free} == {"D", "E"}


def test_a_choice_is_the_rung_with_its_words() -> None:
    book = openpyxl.load_workbook(BytesIO(render_form_sheet(form(read_framework(HARBOUR)), DAY)))
    choices = {row[0].value: [cell.value for cell in row[1:] if cell.value] for row in book.worksheets[1].iter_rows()}
    assert choices["moor"] == ["0: No", "1: Yes", "don't know", "not applicable"]
    assert choices["vote:quay"] == ["strong", "halfway", "more attention"]


def test_a_form_speaks_a_language_of_the_framework() -> None:
    dutch = render_form_page(form(EUROSTACK, "nl"))
    assert "Antwoorden opslaan" in dutch
    assert "Ethische AI en applicaties" in dutch
