"""The PDF: by its standards, read back by others, in reading order, the same bytes, and no text marks up."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pypdf
import pytest

from eurostack_assess.report.document import (
    Bar,
    Block,
    Branch,
    Column,
    Figure,
    Heading,
    Intervals,
    ListEntry,
    Listing,
    Paragraph,
    ReportDocument,
    ScoreMark,
    TableBlock,
    TextSpan,
    TreeBlock,
    inline,
)
from eurostack_assess.report.documents.comparison import build_comparison_report
from tests.report.documents import HOSTILE, everything
from tests.report.test_comparison import COMPARED, result

pytest.importorskip("typst", reason='no tests of PDF: `pip install ".[pdf]"` installs what writes it')
page_validation = pytest.importorskip(
    "page", reason="no tests of PDF: page-validation, which judges it, is not installed"
)

from eurostack_assess.report.renderers.pdf import render  # noqa: E402 - after the skips


def test_every_kind_of_block() -> None:
    columns = (Column("Layer"), Column("Scale", dispensable=True, scale=True), Column("Score", "right"))
    rows = ((inline("quay"), Bar(10, 20, 15, (40,)), inline("15")), (inline("crane"), None, None))
    drawing = Intervals(("Port",), (("quay", (ScoreMark(10, 20, 15),)),))
    document = ReportDocument(
        "The port",
        "en",
        (
            Heading(1, "Port"),
            Paragraph(inline("See https://example.org/a?b=1&c. ", TextSpan("Good", "good"))),
            Heading(2, "Layers"),
            TableBlock(columns, rows),
            Figure("Scores", "quay: 15 (10 to 20).", drawing),
            Heading(3, "Found"),
            Listing(
                (ListEntry(inline("one"), (inline(TextSpan("below", "muted")),)), ListEntry(inline("two"))),
                numbered=True,
            ),
            Heading(2, "Chains"),
            TreeBlock(Branch(inline("mail"), (Branch(inline("log-in")),))),
        ),
        date(2026, 6, 30),
    )
    made = render(document)
    conforms(made)
    pdf = pypdf.PdfReader(BytesIO(made))
    assert (pdf.root_object["/Lang"], pdf.metadata and pdf.metadata.title) == ("en", "The port")  # type: ignore[comparison-overlap]
    assert pdf.metadata is not None
    assert str(pdf.metadata.creation_date)[:10] == "2026-06-30"
    assert words(made) == (
        "Port See https://example.org/a?b=1&c. Good Layers Layer Scale Score quay 15 crane – – "
        "Port 0 20 40 60 80 100 quay Scores Found 1. one below 2. two Chains • mail ‣ log-in The port 1 / 1"
    )
    kinds = [kind for kind, _ in tagged(made)]
    assert [kind for kind in kinds if re.fullmatch("/(H[1-6]|Table|L|Figure|Link)", kind)] == [
        "/H1", "/Link", "/H2", "/Table", "/Figure", "/H3", "/L", "/H2", "/L", "/L",
    ]  # fmt: skip
    assert (kinds.count("/TH"), kinds.count("/TD")) == (3, 6)
    assert [alt for _, alt in tagged(made) if alt] == ["quay: 15 (10 to 20)."]
    assert addresses(made) == ["https://example.org/a?b=1&c"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_marks_up(text: str) -> None:
    made = render(everything(text))
    conforms(made)
    kinds, harmless = ({kind for kind, _ in tagged(one)} for one in (made, render(everything("harmless"))))
    assert kinds - {"/Link", "/Div"} == harmless - {"/Div"}  # a division is where a page breaks
    assert all(address.startswith("https://e.example") for address in addresses(made))
    assert b"/JavaScript" not in made


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("Übermütig, Łódź, Αθήνα, София", "Übermütig, Łódź, Αθήνα, София", id="letters of Europe"),
        pytest.param("Cafe\u0301", "Cafe\u0301", id="a letter in two parts"),
        pytest.param("华为 Europe", r"\u534e\u4e3a Europe", id="letters that no font of ours has"),
        pytest.param("ready 👍", r"ready \U0001f44d", id="a picture"),
        pytest.param("\ue000 x", r"\ue000 x", id="a character without a meaning"),
        pytest.param("5\u0947 x", r"5\u0947 x", id="marks that no font of ours combines"),
    ],
)
def test_what_no_font_of_ours_has_is_spelled_out(name: str, shown: str) -> None:
    made = render(ReportDocument(name, "en", (Heading(1, name), Paragraph(inline(name)))))
    conforms(made)
    assert shown in words(made)


@pytest.mark.parametrize("name", COMPARED)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_any_comparison_conforms_and_is_the_same_bytes(name: str, language: str) -> None:
    document = build_comparison_report(result(name), language, extent="all")
    made = render(document)
    conforms(made)
    assert made == render(document)


def test_a_contents_list_where_there_are_sections_enough() -> None:
    sections: tuple[Block, ...] = tuple(Heading(2, title) for title in ("One", "Two", "Three"))
    assert [kind for kind, _ in tagged(render(ReportDocument("t", "en", (Heading(1, "t"), *sections))))].count(
        "/TOCI"
    ) == 3
    assert "/TOCI" not in [
        kind for kind, _ in tagged(render(ReportDocument("t", "en", (Heading(1, "t"), *sections[:2]))))
    ]


def conforms(made: bytes) -> None:
    """To PDF/UA-1 and PDF/A-2a, as another program judges."""
    for profile in ("ua1", "2a"):
        failures = page_validation.validate_pdf_bytes(made, profile=profile).failures
        assert [one for one in failures if not _only_looks_short(one, made)] == []


def _only_looks_short(failure: Any, made: bytes) -> bool:
    """The judge takes a stream's last byte for a part of the line end after it, where that byte is a carriage return."""
    if "STREAM-LENGTH" not in failure.rule_id:
        return False
    if failure.object_id is None:  # of several such streams it gives no number
        streams = [match.start() for match in re.finditer(rb"\n\d+ 0 obj\n<<[^>]*/Length \d+[^>]*>>\nstream\n", made)]
    else:
        streams = [made.index(b"\n%d 0 obj" % failure.object_id.object_number)]
    ends = [_read_end_of_stream(made[at:]) for at in streams]
    return all(rest == b"\nendstream" for _, rest in ends) and any(last == b"\r" for last, _ in ends)


def _read_end_of_stream(body: bytes) -> tuple[bytes, bytes]:
    """The last byte of the stream at the start of a body, by its stated length, and what comes after it."""
    length = re.search(rb"/Length (\d+)", body)
    assert length is not None
    end = body.index(b"stream\n") + len(b"stream\n") + int(length[1])
    return body[end - 1 : end], body[end : end + len(b"\nendstream")]


def words(made: bytes) -> str:
    """All text in the order in which it is read, as copying gives it."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(made)).pages).split())


def tagged(made: bytes) -> list[tuple[str, str | None]]:
    """The tags in reading order, each with what is read instead of its content."""
    return list(_tags(pypdf.PdfReader(BytesIO(made)).root_object["/StructTreeRoot"]))


def _tags(node: Any) -> Iterator[tuple[str, str | None]]:
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from _tags(one)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"]), node.get("/Alt")
        if "/K" in node:
            yield from _tags(node["/K"])


def addresses(made: bytes) -> list[str]:
    """Where its links lead, outside the file."""
    annotations = (one.get_object() for page in pypdf.PdfReader(BytesIO(made)).pages for one in page.annotations or [])
    return [str(one["/A"]["/URI"]) for one in annotations if "/URI" in one.get("/A", {})]


def test_references_lead_to_their_entry() -> None:
    referring = Paragraph(inline("See", TextSpan(" [lift]", "muted", "lift"), TextSpan(" [gone]", "plain", "gone")))
    document = ReportDocument(
        "t", "en", (Heading(1, "t"), referring, Listing((ListEntry(inline("Lift?"), id="lift"),)))
    )
    made = render(document)
    conforms(made)
    assert [kind for kind, _ in tagged(made)].count("/Link") == 1
    assert addresses(made) == []
