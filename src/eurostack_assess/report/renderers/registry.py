"""The formats that a report can be written in, with one renderer each, loaded when it is needed.

A new format needs a file that renders documents or workbooks, and a line here. Commands, their help, the docs and the
tests read this registry.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from eurostack_assess.report.document import ReportDocument
    from eurostack_assess.report.renderers.screen import Screen
    from eurostack_assess.report.workbook import Workbook

CSV_DIALECTS = ("standard", "excel-nl")
"""Commas and decimal points; or semicolons and decimal commas, as Dutch Excel reads them."""

DATA: Literal["data"] = "data"


class Format(NamedTuple):
    """One way to write a report."""

    shape: Literal["document", "workbook", "data"]
    """What is rendered: what is said, what is calculated with, or the result itself as JSON."""
    module: str = ""
    """The module beside this one whose `render` does it; none for data."""
    needs: str | None = None
    """The module of an extra, without which nothing can be rendered."""
    extra: str | None = None
    """The name of that extra."""
    has_dialects: bool = False
    """Whether the renderer takes one of `CSV_DIALECTS`."""

    def render(self, made: "ReportDocument | Workbook", csv_dialect: str = "standard") -> bytes:
        """The bytes of a file; of the same document or workbook always the same."""
        renderer: Any = import_module(f"{__package__}.{self.module}")
        rendered = renderer.render(made, csv_dialect) if self.has_dialects else renderer.render(made)
        return rendered.encode() if isinstance(rendered, str) else bytes(rendered)


FORMATS: Mapping[str, Format] = {
    ".html": Format("document", "page"),
    ".md": Format("document", "markdown"),
    ".pdf": Format("document", "pdf", needs="typst", extra="pdf"),
    ".docx": Format("document", "word", needs="docx", extra="word"),
    ".xlsx": Format("workbook", "xlsx"),
    ".csv": Format("workbook", "csv_file", has_dialects=True),
    ".json": Format(DATA),
}
"""By the ending of a file's name."""


DOCUMENT_ENDINGS = tuple(ending for ending, format_ in FORMATS.items() if format_.shape == "document")
"""The formats that documents without data behind them can be written in."""


def render_terminal(document: "ReportDocument", screen: "Screen") -> str:
    """The document as text for a screen or a pipe: the one format that has no file."""
    from eurostack_assess.report.renderers.terminal import render

    return render(document, screen)
