"""The Word file: headings, lists and tables of Word's own, the same bytes, and no text that becomes mark-up."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from eurostack_assess.report.document import ReportDocument
from eurostack_assess.report.documents.assessment import build_assessment_report
from eurostack_assess.subjects.subject import read_subject
from tests.helpers import ROOT
from tests.report.documents import HOSTILE, everything

docx = pytest.importorskip("docx", reason='no tests of Word: `pip install ".[word]"` installs what writes it')

from eurostack_assess.report.renderers.word import render  # noqa: E402 - after the skip


def municipality(language: str) -> ReportDocument:
    result = read_subject(ROOT / "profiles" / "example-municipality.yaml").assess()
    return build_assessment_report(result, language, extent="full")


def test_headings_are_headings_and_the_first_table_repeats_its_header() -> None:
    document = municipality("nl")
    word = docx.Document(BytesIO(render(document)))
    assert document.front is not None
    by_style = [(text.style.name, text.text) for text in word.paragraphs]
    assert ("Title", document.front.headline) in by_style
    headings = [text for style, text in by_style if style.startswith("Heading")]
    assert headings[0] == document.front.name
    assert {"Laag voor laag", "Acties, op volgorde"} <= set(headings)
    assert word.core_properties.language == "nl-NL"
    header = word.tables[0].rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert len(header) == 1
    assert any(style == "List Bullet" for style, _ in by_style)
    assert [text[:3] for style, text in by_style if style == "List Paragraph"][:3] == ["1. ", "2. ", "3. "]


def test_a_bar_is_shaded_cells_with_its_numbers_beside_it() -> None:
    word = docx.Document(BytesIO(render(municipality("en"))))
    xml = word.tables[0]._tbl.xml
    assert len(re.findall(r"<w:shd ", xml)) == 5 * 20
    assert "16–28" in "".join(cell.text for cell in word.tables[0].rows[3].cells)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_more_than_text(text: str) -> None:
    file = render(everything(text))
    with zipfile.ZipFile(BytesIO(file)) as parts:
        names = set(parts.namelist())
        body = parts.read("word/document.xml").decode()
        links = parts.read("word/_rels/document.xml.rels").decode()
    assert "word/document.xml" in names
    assert not re.search(r"<w:(instrText|fldSimple|hyperlink)\b", body)
    assert "TargetMode" not in links
    assert docx.Document(BytesIO(file)).paragraphs


def test_the_same_document_gives_the_same_bytes_and_another_another() -> None:
    document = municipality("en")
    assert render(document) == render(document)
    assert render(document) != render(replace(document, title="Another"))
