"""The formats that a document can be written in: one renderer each, loaded when it is asked for.

A new format is a file that renders documents, and a line here.
"""

from collections.abc import Callable, Mapping

from eurostack_assess.report.document import Document

Renderer = Callable[[Document], bytes]
"""A document to the bytes of a file; of the same document always the same."""


def _markdown(document: Document) -> bytes:
    from eurostack_assess.report import markdown

    return markdown.render(document).encode()


def _page(document: Document) -> bytes:
    from eurostack_assess.report import page

    return page.render(document).encode()


RENDERERS: Mapping[str, Renderer] = {".html": _page, ".md": _markdown}
"""By the ending of a file's name."""
