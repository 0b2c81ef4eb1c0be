"""Documents that renderers are tried on: every kind of block, and texts that would act where they are not data."""

from dataclasses import replace

import pytest

from eurostack_assess.report.document import (
    Bar,
    Block,
    Branch,
    Column,
    Figure,
    Front,
    FrontSection,
    Heading,
    Intervals,
    ListEntry,
    Listing,
    Matrix,
    Network,
    NetworkNode,
    Paragraph,
    ReportDocument,
    ScoreMark,
    Shares,
    Square,
    SquareGroup,
    Squares,
    Stack,
    StackFigure,
    StackRow,
    TableBlock,
    TextSpan,
    TreeBlock,
    WayOn,
    inline,
)

HOSTILE = [
    pytest.param("</title><script>alert(1)</script>", id="script"),
    pytest.param('" onmouseover="alert(1)', id="attribute"),
    pytest.param("javascript:alert(1) data:text/html,x file:///etc/passwd", id="addresses that are no web"),
    pytest.param("<!-- --> ]]> &lt;b&gt; </style>", id="comments and entities"),
    pytest.param("\x1b[31m\u202e\x00 \u2028", id="characters that act"),
    pytest.param("a\n\n<h1>b", id="lines"),
    pytest.param('#import "/etc/passwd" $x$ #link("https://e.example")[x] \\ @ref <label> = a', id="Typst"),
    pytest.param('=HYPERLINK("https://e.example")', id="formula"),
    pytest.param("| a ``` ``` [x](javascript:alert(1)) **b** ![](https://e.example/p.png", id="Markdown"),
    pytest.param('end\n  click a "javascript:alert(1)"\n%%{init: {}}%% "];', id="Mermaid"),
]
"""Texts of which no character may mark up or act, in any format."""


def everything(text: str) -> ReportDocument:
    """A document with the text in every place that a text can have."""
    words = inline(text, TextSpan(text, "muted"))
    columns = (Column(text), Column(text, dispensable=True, scale=True), Column(text, "right"))
    drawings = (
        Intervals((text, text), ((text, (ScoreMark(0, 100, None), ScoreMark(10, 20, 15))),)),
        Matrix(text, text, (text,), ((text, (Square(1, text, 3),)),)),
        Shares((text,), ((text, (1.0,), text),)),
        Network(((text, (NetworkNode(text, marked=True), NetworkNode(text))),), ((0, 1),), text),
    )
    blocks: tuple[Block, ...] = (
        Heading(1, text),
        Paragraph(words),
        Heading(2, text),
        Listing((ListEntry(words, (words,)), ListEntry(words)), numbered=True),
        Heading(3, text),
        TableBlock(columns, ((words, Bar(0, 50, 25, (40, 60)), None),)),
        *(Figure(text, text, drawing, TableBlock(columns, ((words, None, words),))) for drawing in drawings),
        Heading(2, text),
        TreeBlock(Branch(words, (Branch(words),))),
    )
    return ReportDocument(text, "en", blocks, front=front(text))


def front(text: str) -> Front:
    """A first page of two parties and of one, with the text in every place that a text can have."""
    words = inline(text, TextSpan(text, "muted"))
    figures = (StackFigure(ScoreMark(0, 100, None), text, text), StackFigure(ScoreMark(10, 20, 15), text, ""))
    row = StackRow(
        name=text,
        figures=figures,
        numbers=(text, text),
        level_words=text,
        sign="first",
        grade="likely",
        verdict=text,
        certainty=text,
        reason=text,
        sentence=f"{text}, {text}",
    )
    columns = (Column(text), Column(text, scale=True), Column(text, "right"), Column(text, "right"), Column(text))
    nothing = (StackFigure(None, "–", ""), StackFigure(None, "–", ""))
    rows = (row, replace(row, figures=nothing, sign="open", grade="open", reason="", is_outside=True))
    listing = Listing((ListEntry(words, (words,)), ListEntry(words)), numbered=True)
    sections = (
        FrontSection(text, text, (listing,)),
        FrontSection(text, "", (replace(listing, numbered=False),), gives_way=True),
        FrontSection(
            text, text, (Squares((SquareGroup("stops", 2, text), SquareGroup("may_wear_out", 1, text))),), is_half=False
        ),
        FrontSection(text, text, (Paragraph(words),)),
    )
    return Front(
        name=text,
        kind=text,
        about=text,
        tags=(text,),
        headline=text,
        standfirst=(words, words),
        stack=Stack(text, columns, (text, text), (40, 60), rows),
        basis=words,
        sections=sections,
        foot=words,
        ways_on=(WayOn(text, text, text),),
    )
