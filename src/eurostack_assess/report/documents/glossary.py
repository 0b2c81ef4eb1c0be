"""The explanation of a term of the glossary."""

from eurostack_assess.report.document import (
    Block,
    Heading,
    ListEntry,
    Paragraph,
    ReportDocument,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.texts import FALLBACK, texts
from eurostack_assess.texts.terms import GlossaryTerm


def build_term_report(term: GlossaryTerm, language: str) -> ReportDocument:
    """A term: what it is, what it is called in other languages and by others, and the commands that show it."""
    translate = texts(language)
    spoken = language if language in term.words else FALLBACK
    elsewhere = [
        translate(f"term.in-{other}", words=", ".join(words)) for other, words in term.words.items() if other != spoken
    ]
    if also := term.also.get(spoken):
        elsewhere.append(translate("term.also", words=", ".join(also)))
    blocks: list[Block] = [
        Heading(1, ", ".join(term.words[spoken])),
        Paragraph(inline(TextSpan(" · ".join([translate("term.glossary"), *elsewhere]), "muted"))),
        Paragraph(inline(term.means[spoken])),
    ]
    if term.commands:
        blocks.append(Heading(2, translate("term.commands")))
        blocks += listing([ListEntry(inline(f"eurostack-assess {words}")) for words in term.commands])
    return ReportDocument(term.words[spoken][0], language, tuple(blocks))
