"""Markdown: what every block becomes, and that no text marks up."""

import re

import pytest
from markdown_it import MarkdownIt

from eurostack_assess.method.coverage import compute_coverage
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.report.document import (
    Bar,
    Block,
    Branch,
    Column,
    Figure,
    Heading,
    ListEntry,
    Listing,
    Network,
    NetworkNode,
    Paragraph,
    ReportDocument,
    Shares,
    TableBlock,
    TextSpan,
    TreeBlock,
    inline,
)
from eurostack_assess.report.documents.coverage import build_coverage_report
from eurostack_assess.report.renderers.markdown import render
from tests.helpers import HARBOUR
from tests.report.documents import HOSTILE


def rendered(*blocks: Block) -> str:
    return render(ReportDocument("title", "en", blocks))


def test_every_kind_of_block() -> None:
    entries = (
        ListEntry(inline("one", TextSpan(" two ", "strong"), "three"), (inline("below"), inline("lowest"))),
        ListEntry(inline("x")),
    )
    columns = (Column("Layer"), Column("Bar", dispensable=True), Column("Score", "right"))
    rows = ((inline("quay"), Bar(0, 1, None), inline("7")), (inline("crane"), None, None))
    told = rendered(
        Heading(2, "Layers"),
        Paragraph(inline("See https://example.org/a_b.")),
        Listing(entries),
        Listing(entries[1:], numbered=True),
        TableBlock(columns, rows),
    )
    assert told == (
        "## Layers\n\nSee <https://example.org/a_b>.\n\n"
        "- one **two** three\\\n  below\\\n  lowest\n- x\n\n1. x\n\n"
        "| Layer | Score |\n| --- | ---: |\n| quay | 7 |\n| crane | – |\n"
    )


def test_a_tree_is_a_list_in_lists() -> None:
    tree = TreeBlock(Branch(inline("mail"), (Branch(inline("a*b"), (Branch(inline("# c")),)), Branch(inline("d")))))
    assert rendered(tree) == "- mail\n  - a\\*b\n    - \\# c\n  - d\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~", id="emphasis"),
        pytest.param("<b>&amp;", "\\<b\\>\\&amp;", id="html"),
        pytest.param("[a](javascript:b) a|b", "\\[a\\](javascript:b) a\\|b", id="link and cell"),
        pytest.param("# not a title", "\\# not a title", id="title"),
        pytest.param("- not a list", "\\- not a list", id="list"),
        pytest.param("1. not a list", "1\\. not a list", id="numbered list"),
        pytest.param("back\\slash", "back\\\\slash", id="backslash"),
        pytest.param("two\n# lines", "two # lines", id="line break"),
        pytest.param("\n# lines\n", "\\# lines", id="line break before it"),
        pytest.param("https://a.example/<script>", "<https://a.example/>\\<script\\>", id="address and html"),
    ],
)
def test_no_text_marks_up(text: str, told: str) -> None:
    assert rendered(Paragraph(inline(text))).rstrip() == told


@pytest.mark.parametrize("text", ["===", "=", "---", "# one", "C #", "C ##", "+ one", "1. one", "1) one"])
def test_no_text_makes_a_heading_or_a_list_wherever_it_stands(text: str) -> None:
    entry = ListEntry(inline("before"), (inline(text), inline(text)))
    told = MarkdownIt("commonmark").render(rendered(Heading(2, text), Paragraph(inline(text)), Listing((entry,))))
    assert told == (f"<h2>{text}</h2>\n<p>{text}</p>\n<ul>\n<li>before<br />\n{text}<br />\n{text}</li>\n</ul>\n")


def test_the_coverage_of_an_instrument() -> None:
    framework = read_framework(HARBOUR)
    instrument = framework.instruments[0]
    told = render(build_coverage_report(framework, instrument, compute_coverage(instrument, framework.parts), "en"))
    assert (
        told
        == """\
# Questions that cover: Pilot book

Edition: third · Questions: Harbour check, edition 1

A question covers a factor if at least one rung of the question is about that factor. This list is not an assessment under the instrument.

**Factors covered by a question: 1 of 4.**

## A Safe water

| Factor | organisation | region |
| --- | --- | --- |
| **A.1** Depth | depth | depth |
| **A.2** Tides | Not asked: the harbour has none | – |
| **A.3** Wrecks | – | – |

## B Pilotage

| Factor | organisation | region |
| --- | --- | --- |
| **B** Pilotage | – | – |

## Sources

- The pilot's office
"""
    )


def test_a_network_is_a_graph_in_mermaid_and_other_figures_are_left_to_the_tables() -> None:
    bands = (
        ("Apps", (NetworkNode('mail "2" [x]', marked=True), NetworkNode("log-in"))),
        ("Shared", (NetworkNode("cloud"),)),
    )
    network = Figure("Who needs whom", "told", Network(bands, ((0, 1), (1, 2)), "from outside"))
    assert rendered(Figure("t", "d", Shares(("a",), (("b", (1.0,), "100%"),))), network) == (
        "**Who needs whom**\n"
        "\n"
        "```mermaid\n"
        "flowchart LR\n"
        '  subgraph band0["Apps"]\n'
        '    node0["mail #34;2#34; #91;x#93;"]:::marked\n'
        '    node1["log-in"]\n'
        "  end\n"
        '  subgraph band1["Shared"]\n'
        '    node2["cloud"]\n'
        "  end\n"
        "  node0 --> node1\n"
        "  node1 --> node2\n"
        '  legend["from outside"]:::marked\n'
        "  classDef marked stroke:#D55E00,stroke-width:3px\n"
        "```\n"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_leaves_a_graph(text: str) -> None:
    lines = rendered(
        Figure(text, text, Network(((text, (NetworkNode(text, marked=True), NetworkNode(text))),), ((0, 1),), text))
    )
    graph = lines[lines.index("```mermaid") :].splitlines()
    assert re.sub(r'"[\w ,.#;\\-]*"', '""', "\n".join(graph)) == (
        '```mermaid\nflowchart LR\n  subgraph band0[""]\n    node0[""]:::marked\n    node1[""]\n  end\n'
        '  node0 --> node1\n  legend[""]:::marked\n  classDef marked stroke:#D55E00,stroke-width:3px\n```'
    )
