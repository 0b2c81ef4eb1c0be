"""The slides that a workshop begins with: one HTML file, in letters that the back row can read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from eurostack_assess.report.renderers.markup import build_security_policy, escape_text, read_asset
from eurostack_assess.texts import Texts

RULES = 4


@dataclass(frozen=True)
class BeamerSlides:
    """What the slides say."""

    language: str
    title: str
    layers: Sequence[str]
    agendas: Mapping[str, Sequence[tuple[str, str]]]
    """By title: when, and what."""


def render_beamer_page(slides: BeamerSlides, translate: Texts) -> str:
    """The slides as one HTML file without a script, one slide per screen and per printed page."""
    return "\n".join(_write_lines(slides, translate)) + "\n"


def _write_lines(slides: BeamerSlides, translate: Texts) -> Iterator[str]:
    style = read_asset("beamer.css")
    yield "<!DOCTYPE html>"
    yield f'<html lang="{escape(slides.language)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(build_security_policy(style))}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape_text(slides.title)}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"
    yield "<body><main>"
    yield f"<section><h1>{escape_text(slides.title)}</h1>"
    yield f"<p>{escape_text(translate('kit.slide-question'))}</p></section>"
    rules = [translate(f"kit.slide-rule-{number}") for number in range(1, RULES + 1)]
    yield from _write_list(translate("kit.slide-rules"), rules)
    yield from _write_list(translate("kit.slide-layers"), slides.layers)
    for title, agenda in slides.agendas.items():
        yield f"<section><h2>{escape_text(title)}</h2><table><tbody>"
        for when, what in agenda:
            yield f'<tr><th scope="row">{escape_text(when)}</th><td>{escape_text(what)}</td></tr>'
        yield "</tbody></table></section>"
    yield "</main></body>"
    yield "</html>"


def _write_list(title: str, entries: Iterable[str]) -> Iterator[str]:
    yield f"<section><h2>{escape_text(title)}</h2><ol>"
    yield from (f"<li>{escape_text(entry)}</li>" for entry in entries)
    yield "</ol></section>"
