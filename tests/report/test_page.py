"""The page: what every block becomes, that no text marks up, and that it needs and loads nothing."""

import re
from html.parser import HTMLParser

import pytest

from eurostack_assess.report.document import (
    Bar,
    Block,
    Branch,
    Column,
    Figure,
    Heading,
    ListEntry,
    Listing,
    Paragraph,
    ReportDocument,
    Shares,
    TableBlock,
    TextSpan,
    TreeBlock,
    inline,
)
from eurostack_assess.report.documents.comparison import build_comparison_report
from eurostack_assess.report.renderers.page import render
from tests.report.documents import HOSTILE, everything
from tests.report.test_comparison import COMPARED, result

VOID = {"meta", "br"}


class Page(HTMLParser):
    """The elements of a page, its ids and addresses; fails where an element is not closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action", "data"):
                self.addresses.append(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def body(*blocks: Block) -> list[str]:
    """The lines from the header to the footer."""
    lines = render(ReportDocument("Title", "en", blocks)).splitlines()
    return lines[lines.index("<header>") : lines.index("</main>") + 1]


def test_every_kind_of_block() -> None:
    columns = (Column("Layer"), Column("Scale", dispensable=True, scale=True), Column("Score", "right"))
    rows = ((inline("quay"), Bar(10, 20, 15, (40,)), inline("15")), (inline("crane"), None, None))
    assert body(
        Heading(1, "Port"),
        Paragraph(inline("See https://example.org/a?b=1&c. ", TextSpan("Good", "good"))),
        Heading(2, "Layers"),
        TableBlock(columns, rows),
        Listing((ListEntry(inline("one"), (inline(TextSpan("below", "muted")),)), ListEntry(inline("two")))),
        Heading(2, "Layers"),
        TreeBlock(Branch(inline("mail"), (Branch(inline("log-in")),))),
    ) == [
        "<header>",
        '<h1 id="port">Port</h1>',
        '<p>See <a href="https://example.org/a?b=1&amp;c" rel="noreferrer">https://example.org/a?b=1&amp;c</a>. '
        '<strong class="good">Good</strong></p>',
        "</header>",
        '<nav aria-label="Contents"><ol>',
        '<li><a href="#layers">Layers</a></li>',
        '<li><a href="#layers-2">Layers</a></li>',
        "</ol></nav>",
        '<main id="report" tabindex="-1">',
        '<section aria-labelledby="layers">',
        '<h2 id="layers">Layers</h2>',
        '<section class="scroll" tabindex="0" aria-label="Table 1: Layer, Scale and Score">',
        "<table>",
        '<thead><tr><th scope="col">Layer</th><th scope="col" class="spare"><span class="unseen">Scale</span>'
        '<span class="scale" aria-hidden="true"><span>0</span><span>100</span></span></th>'
        '<th scope="col" class="right">Score</th></tr></thead>',
        "<tbody>",
        '<tr><th scope="row">quay</th><td class="spare">'
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-6 0 212 16" width="212" height="16" aria-hidden="true" focusable="false">'
        '<path d="M0 8H200" stroke="currentColor" stroke-opacity=".45" stroke-dasharray="2 4"/>'
        '<rect x="20.00" y="4" width="20.00" height="8" fill="#0072B2"/>'
        '<path d="M80.00 0V16" stroke="currentColor"/>'
        '<circle cx="30.00" cy="8" r="5" fill="#ffffff" stroke="#000000" stroke-width="2"/>'
        '</svg></td><td class="right">15</td></tr>',
        '<tr><th scope="row">crane</th><td class="spare">–</td><td class="right">–</td></tr>',
        "</tbody>",
        "</table>",
        "</section>",
        "<ul>",
        "<li><p>one</p>",
        '<p class="detail"><span class="muted">below</span></p>',
        "</li>",
        "<li>two</li>",
        "</ul>",
        "</section>",
        '<section aria-labelledby="layers-2">',
        '<h2 id="layers-2">Layers</h2>',
        '<ul class="tree">',
        "<li>mail",
        "<ul>",
        "<li>log-in",
        "</li>",
        "</ul>",
        "</li>",
        "</ul>",
        "</section>",
        "</main>",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_marks_up(text: str) -> None:
    page = render(everything(text))
    assert set(Page(page).found) - {"a"} == set(Page(render(everything("harmless"))).found) - {"a"}
    assert all(re.match(r"#|https?://", one) for one in Page(page).addresses)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e]", page)


def test_only_addresses_on_the_web_are_links() -> None:
    page = Page(render(everything("https://a.example/?x=1&y=<b> http://b.example ftp://c.example")))
    assert {one for one in page.addresses if not one.startswith("#")} == {
        "https://a.example/?x=1&y=",
        "http://b.example",
    }


@pytest.mark.parametrize("name", COMPARED)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_any_comparison_is_a_whole_page(name: str, language: str) -> None:
    document = build_comparison_report(result(name), language, extent="all")
    page = render(document)
    found = Page(page)
    assert len(found.ids) == len(set(found.ids))
    assert {one for one in found.addresses if one.startswith("#")} <= {f"#{id_}" for id_ in found.ids}
    assert "script" not in found.found
    assert page == render(document)
    assert f'<html lang="{language}">' in page


def test_the_page_may_load_nothing() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', render(everything("x")))
    assert policy is not None
    rules = re.sub(r"sha256-[^']*", "sha256", policy[1].replace("&#x27;", "'"))
    assert rules == "default-src 'none'; style-src 'sha256'; base-uri 'none'; form-action 'none'"


def test_references_lead_to_entries_and_headings_of_the_page_and_nowhere_else() -> None:
    referring = Paragraph(
        inline(
            "See",
            TextSpan(" [lift]", "muted", "lift"),
            TextSpan(" [gate]", "plain", "gate"),
            TextSpan("x", target_id="y"),
        )
    )
    lines = body(
        Heading(2, "Lift"), referring, Heading(2, "Gate?", "gate"), Listing((ListEntry(inline("Lift?"), id="lift"),))
    )
    assert [line for line in lines if "See" in line or "<h2" in line or ("<li" in line and "nav" not in line)] == [
        '<li><a href="#lift-2">Lift</a></li>',
        '<li><a href="#gate">Gate?</a></li>',
        '<h2 id="lift-2">Lift</h2>',
        '<p>See<span class="muted"> <a href="#lift">[lift]</a></span> <a href="#gate">[gate]</a>x</p>',
        '<h2 id="gate">Gate?</h2>',
        '<li id="lift">Lift?</li>',
    ]


def test_a_figure_has_its_name_and_its_numbers_in_a_table() -> None:
    table = TableBlock((Column("Layer"), Column("Same", "right")), ((inline("quay"), inline("100%")),))
    figure = Figure("How firm", "quay: 100%.", Shares(("same",), (("quay", (1.0,), "100%"),)), table)
    assert [re.sub("<svg.*</svg>", "<svg/>", line) for line in body(figure)][1:13] == [
        '<figure><div class="scroll" role="group" tabindex="0" aria-label="How firm"><svg/></div>',
        "<figcaption>How firm</figcaption></figure>",
        "<details><summary>The numbers in this figure as a table</summary>",
        '<section class="scroll" tabindex="0" aria-label="Table 1: Layer and Same">',
        "<table>",
        '<thead><tr><th scope="col">Layer</th><th scope="col" class="right">Same</th></tr></thead>',
        "<tbody>",
        '<tr><th scope="row">quay</th><td class="right">100%</td></tr>',
        "</tbody>",
        "</table>",
        "</section>",
        "</details>",
    ]
