"""A document as text: its shapes by width, and that nothing acts or disappears."""

import re

import pytest

from eurostack_assess.report.document import (
    Bar,
    Branch,
    Column,
    Heading,
    ListEntry,
    Listing,
    Paragraph,
    ReportDocument,
    TableBlock,
    TextSpan,
    TreeBlock,
    inline,
)
from eurostack_assess.report.renderers.screen import Screen
from eurostack_assess.report.renderers.terminal import render

TABLE = TableBlock(
    (Column("Layer"), Column("0      100", dispensable=True), Column("Score", "right"), Column("Verdict")),
    (
        (inline("Cloud and compute"), Bar(25, 75, 50, (40, 60)), inline("50"), inline(TextSpan("strong", "good"))),
        (inline("Networks"), None, None, inline("not applicable")),
    ),
)
DOCUMENT = ReportDocument(
    "Title",
    "en",
    (
        Heading(1, "Title"),
        Paragraph(inline("Words that are ", TextSpan("strong", "strong"), ".")),
        Heading(2, "Stack"),
        TABLE,
        Heading(3, "More"),
        Listing((ListEntry(inline("one"), (inline("detail of one"),)), ListEntry(inline("two"))), numbered=True),
    ),
)


def test_wide() -> None:
    assert (
        render(DOCUMENT, Screen(width=80))
        == """\
Title
═════

Words that are strong.

Stack
─────
Layer              0      100             Score  Verdict
Cloud and compute  ·····━━━│━●━│━━━·····     50  strong
Networks           –                          –  not applicable

More
1. one
   detail of one
2. two
"""
    )


def test_without_room_the_dispensable_column_goes_first() -> None:
    assert "━" not in render(DOCUMENT, Screen(width=44))
    assert "Cloud and compute     50  strong" in render(DOCUMENT, Screen(width=44))


def test_narrow_is_one_line_a_value() -> None:
    assert (
        render(DOCUMENT, Screen(width=30))
        == """\
Title
═════

Words that are strong.

Stack
─────
Cloud and compute
  Score: 50
  Verdict: strong
Networks
  Score: –
  Verdict: not applicable

More
1. one
   detail of one
2. two
"""
    )


def test_ascii() -> None:
    text = render(DOCUMENT, Screen(unicode=False))
    assert text.isascii()
    assert ".....===|=O=|===....." in text


def test_colour_is_only_sgr_and_takes_no_room() -> None:
    coloured = render(DOCUMENT, Screen(colour=True))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == render(DOCUMENT, Screen()).split()


@pytest.mark.parametrize("width", [1, 3, 10, 20, 40, 60, 80, 200])
def test_no_number_disappears_at_any_width(width: int) -> None:
    joined = "".join(render(DOCUMENT, Screen(width=width)).split())
    for words in ("50", "strong", "notapplicable", "detailofone"):
        assert words in joined


HOSTILE = ["[red]x[/red]", "[/]", "[link=http://x]y[/link]", ":bomb:", "Answer [yes/no/n/a]", "50% [of total]", "[[x]]"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("colour", [True, False])
def test_markup_in_texts_is_text(text: str, colour: bool) -> None:  # noqa: FBT001
    document = ReportDocument(
        text,
        "en",
        (
            Heading(1, text),
            Paragraph(inline(text)),
            TableBlock((Column(text),), ((inline(text),),)),
            Listing((ListEntry(inline(text), (inline(text),)),)),
        ),
    )
    shown = re.sub(r"\x1b\[[0-9;]*m", "", render(document, Screen(colour=colour)))
    assert shown.count(text) == 6


def test_active_characters_are_spelled_out() -> None:
    text = "\x1b]0;t\x07 \x9b31m \u202e \x00"
    document = ReportDocument("t", "en", (Heading(1, text), TableBlock((Column(text),), ((inline(text),),))))
    for colour in (True, False):
        shown = re.sub(r"\x1b\[[0-9;]*m", "", render(document, Screen(colour=colour)))
        assert re.fullmatch(r"[^\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]*", shown)
        assert "\\x1b]0;t\\x07" in shown


def test_no_line_of_a_text_stands_alone() -> None:
    text = "a\n\nOverall  100\t\n# b\n"
    document = ReportDocument(
        "t", "en", (Heading(3, text), Paragraph(inline(text)), Listing((ListEntry(inline(text)),)))
    )
    assert render(document, Screen()) == "a Overall  100 # b\na Overall  100 # b\n\n• a Overall  100 # b\n"


def test_wide_letters_keep_the_columns_straight() -> None:
    table = TableBlock((Column("A"), Column("B")), ((inline("東京"), inline("x")), (inline("abcd"), inline("y"))))
    assert render(ReportDocument("t", "en", (table,)), Screen()) == "A     B\n東京  x\nabcd  y\n"


TREE = ReportDocument(
    "Title",
    "en",
    (
        TreeBlock(
            Branch(
                inline(TextSpan("mail [red]", "strong")),
                (
                    Branch(inline("a product with rather a long name"), (Branch(inline("under it")),)),
                    Branch(
                        inline("login"), (Branch(inline("first")), Branch(inline("last"), (Branch(inline("deep")),)))
                    ),
                ),
            )
        ),
    ),
)


def test_a_tree_with_lines_that_wrap_beside_its_branches() -> None:
    assert (
        render(TREE, Screen(width=24))
        == """\
mail [red]
├─ a product with
│  │  rather a long name
│  └─ under it
└─ login
   ├─ first
   └─ last
      └─ deep
"""
    )


def test_a_tree_where_only_ascii_can_be_shown() -> None:
    shown = render(TREE, Screen(width=80, unicode=False))
    assert shown.isascii()
    assert "|- a product with rather a long name\n|  `- under it" in shown


def test_our_own_marks_are_plain_where_only_ascii_is_shown() -> None:
    document = ReportDocument("t", "nl", (Paragraph(inline("39–68 · ≥ 40 “zo’n” … é")),))
    assert render(document, Screen(unicode=False)) == '39-68 | >= 40 "zo\'n" ... é\n'
    assert "39–68 · ≥ 40" in render(document, Screen())
