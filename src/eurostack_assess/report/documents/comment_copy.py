"""A questionnaire to comment on: everything that is asked, in every language, with room below each question."""

from collections.abc import Iterator, Sequence

from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.question import Question, Questionnaire
from eurostack_assess.report.document import (
    Block,
    Heading,
    Inline,
    ListEntry,
    Paragraph,
    ReportDocument,
    TextSpan,
    inline,
    listing,
    plain_text,
)
from eurostack_assess.report.documents.questionnaire import format_citation
from eurostack_assess.texts import Texts, texts


def build_comment_copy(framework: Framework, parts: Sequence[Questionnaire], language: str) -> ReportDocument:
    """The questions of some parts, to be marked up and sent back."""
    translate = texts(language)
    header = framework.header
    title = translate("questions.title", framework=header.name.in_language(language), edition=header.edition)
    blocks: list[Block] = [Heading(1, title), Paragraph(inline(translate("comment.how")))]
    if header.terms is not None:
        blocks += [Paragraph(line) for line in _all_languages(header.terms)]
    for part in parts:
        blocks.append(Heading(2, part.name.in_language(language)))
        for question in part.questions:
            blocks += _question(question, translate)
    return ReportDocument(title, language, tuple(blocks))


def _question(question: Question, translate: Texts) -> Iterator[Block]:
    yield Heading(3, question.id, question.id)
    yield from (Paragraph(inline(TextSpan(plain_text(line), "strong"))) for line in _all_languages(question.ask))
    if question.why is not None:
        yield from (Paragraph(line) for line in _add_label("why", question.why, translate))
    yield from listing([ListEntry(*_rung(rung, question, translate)) for rung in range(len(question.options))])
    if question.evidence is not None:
        yield from (Paragraph(line) for line in _add_label("evidence", question.evidence, translate))
    if question.actions:
        yield Paragraph(inline(TextSpan(translate("comment.actions"), "muted")))
        yield from listing([ListEntry(*_action(index, question, translate)) for index in range(len(question.actions))])
    if question.source:
        yield Paragraph(inline(TextSpan(translate("comment.sources"), "muted")))
        yield from listing([format_citation(source, translate) for source in question.source])
    yield Paragraph(inline(TextSpan(translate("comment.room"), "strong")))


def _all_languages(text: LocalText) -> list[Inline]:
    """A text in each of its languages."""
    return [inline(words) for words in text.root.values()]


def _add_label(key: str, text: LocalText, translate: Texts) -> list[Inline]:
    """A text in each of its languages, with what it is before the first."""
    first, *others = _all_languages(text)
    return [inline(TextSpan(f"{translate(f'comment.{key}')} ", "muted"), *first), *others]


def _rung(rung: int, question: Question, translate: Texts) -> tuple[Inline, tuple[Inline, ...]]:
    """A rung with what it counts, its other languages below it."""
    option = question.options[rung]
    first, *others = _all_languages(option.text)
    counts = [translate("comment.value", value=translate.figure(option.value))] if option.value is not None else []
    if option.level is not None and question.role == "gating":
        counts.append(translate("comment.level", level=option.level))
    target = [translate("comment.target")] if rung == question.target else []
    about = ", ".join([*counts, *target])
    return inline(f"{rung} ", *first, TextSpan(f" ({about})" if about else "", "muted")), tuple(others)


def _action(index: int, question: Question, translate: Texts) -> tuple[Inline, tuple[Inline, ...]]:
    action = question.actions[index]
    first, *others = _all_languages(action.text)
    to = translate("comment.action", rung=action.to, effort=translate(f"effort.{action.effort}"))
    return inline(TextSpan(f"{to} ", "muted"), *first), tuple(others)
