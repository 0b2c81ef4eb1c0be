"""A document as Markdown (CommonMark with GitHub's tables). No character of a text acts as markup."""

import re
from collections.abc import Iterator

from eurostack_assess.report.document import (
    Bar,
    Block,
    Branch,
    Cell,
    Figure,
    Front,
    Heading,
    Inline,
    Listing,
    Network,
    Paragraph,
    ReportDocument,
    Squares,
    Stack,
    TableBlock,
    TreeBlock,
)
from eurostack_assess.report.renderers.markup import split_addresses
from eurostack_assess.report.renderers.mermaid import escape_label

_MARKS = re.compile(r"([\\`*_\[\]<>|~&])")
_LEADING_MARK = re.compile(r"^(\d+)([.)])|^([#+=-])")
_CLOSING_MARKS = re.compile(r"(#+)$")
_EMPHASIS = {"strong": "**"}


def render(document: ReportDocument) -> str:
    """The document as Markdown, with a blank line between blocks.

    A network is a graph in Mermaid, which the large forges draw; of other figures the tables and sentences remain.
    """
    front = [] if document.front is None else [list(_front_part) for _front_part in _front(document.front)]
    blocks = [list(_block(block)) for block in document.blocks]
    return "\n".join("\n".join(lines) + "\n" for lines in (*front, *blocks) if lines)


def _front(front: Front) -> Iterator[Iterator[str]]:
    """The first page: its headline, one table, and what stands below it; each part as lines."""
    yield iter([f"# {_escape(front.name)}"])
    yield iter([_escape_leading_mark(" · ".join(map(_escape, (front.kind, front.about, *front.tags))))])
    yield iter([_escape_leading_mark(f"**{_escape(front.headline)}**")])
    for paragraph in front.standfirst:
        yield iter([_escape_leading_mark(_inline(paragraph))])
    yield iter([f"## {_escape(front.stack.title)}"])
    yield _stack(front.stack)
    yield iter([_escape_leading_mark(_inline(front.basis))])
    for section in front.sections:
        yield iter([f"## {_escape(section.title)}"])
        if section.note:
            yield iter([_escape_leading_mark(_escape(section.note))])
        for block in section.blocks:
            yield _block(block)
    yield iter([_escape_leading_mark(_inline(front.foot))])


def _stack(stack: Stack) -> Iterator[str]:
    """The layers as a table: no bars, since the range stands beside the score."""
    name, _, *numbers, verdict = stack.columns
    columns = [name, *numbers, verdict]
    yield _row([_escape(column.title) for column in columns])
    yield _row(["---:" if column.align == "right" else "---" for column in columns])
    for row in stack.rows:
        yield _row([_escape(words) for words in (row.name, *row.numbers, row.sentence)])


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            words = _CLOSING_MARKS.sub(r"\\\1", _escape(text))
            yield f"{'#' * level} {words}"
        case Paragraph(text):
            yield _escape_leading_mark(_inline(text))
        case Listing():
            yield from _listing(block)
        case TableBlock():
            yield from _table(block)
        case TreeBlock(root):
            yield from _tree(root, "")
        case Figure(title, _, Network() as drawing):
            yield f"**{_escape(title)}**"
            yield ""
            yield from _graph(drawing)
        case Squares(groups):
            yield _escape_leading_mark(_escape(", ".join(group.words for group in groups)))
        case Figure():
            pass


def _graph(network: Network) -> Iterator[str]:
    """A graph in Mermaid."""
    yield "```mermaid"
    yield "flowchart LR"
    place = 0
    for band, (name, nodes) in enumerate(network.bands):
        yield f'  subgraph band{band}["{escape_label(name)}"]'
        for node in nodes:
            yield f'    node{place}["{escape_label(node.name)}"]{":::marked" if node.marked else ""}'
            place += 1
        yield "  end"
    for source, target in network.edges:
        yield f"  node{source} --> node{target}"
    if any(node.marked for node in network.nodes):
        yield f'  legend["{escape_label(network.marked)}"]:::marked'
        yield "  classDef marked stroke:#D55E00,stroke-width:3px"
    yield "```"


def _listing(block: Listing) -> Iterator[str]:
    for number, entry in enumerate(block.entries, start=1):
        marker = f"{number}." if block.numbered else "-"
        lines = [_inline(text) for text in (entry.text, *entry.details)]
        yield f"{marker} {_escape_leading_mark(lines[0])}" + ("\\" if len(lines) > 1 else "")
        for index, line in enumerate(lines[1:], start=2):
            yield f"{' ' * (len(marker) + 1)}{_escape_leading_mark(line)}" + ("\\" if index < len(lines) else "")


def _tree(branch: Branch, indent: str) -> Iterator[str]:
    yield f"{indent}- {_escape_leading_mark(_inline(branch.text))}"
    for child in branch.branches:
        yield from _tree(child, f"{indent}  ")


def _table(block: TableBlock) -> Iterator[str]:
    shown = [index for index, column in enumerate(block.columns) if not column.dispensable]
    columns = [block.columns[index] for index in shown]
    yield _row([_escape(column.title) for column in columns])
    yield _row(["---:" if column.align == "right" else "---" for column in columns])
    for row in block.rows:
        yield _row([_cell(row[index]) for index in shown])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return "–" if cell is None or isinstance(cell, Bar) else _inline(cell)


def _inline(text: Inline) -> str:
    """Runs of text; emphasis hugs the words, as CommonMark wants it."""
    out = ""
    for span in text:
        mark = _EMPHASIS.get(span.tone, "")
        words = span.text.strip()
        lead, trail = (" " if span.text[position:][:1].isspace() else "" for position in (0, -1))
        out += f"{lead}{mark}{_escape(words)}{mark}{trail}" if words else lead
    return out


def _escape(text: str) -> str:
    """The text on one line, with every character that could mark up made plain; addresses become links."""
    return "".join(
        f"<{piece}>" if is_address else _MARKS.sub(r"\\\1", piece) for piece, is_address in split_addresses(text)
    )


def _escape_leading_mark(line: str) -> str:
    """A line that would start a list or a heading, or make one of the line before, made plain."""
    words = line.lstrip()
    return _LEADING_MARK.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", words)
