"""A questionnaire to read and comment on: all that is asked, in every language, with room below each question."""

from collections.abc import Iterator, Sequence

from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import Framework, Question, Questionnaire
from eurostack_assess.report.document import Block, Document, Entry, Heading, Inline, Paragraph, Span, inline, listing
from eurostack_assess.report.questionnaire import cited
from eurostack_assess.texts import Texts, texts


def comment_copy(framework: Framework, parts: Sequence[Questionnaire], language: str) -> Document:
    """The questions of some parts, to be marked up and sent back."""
    say = texts(language)
    header = framework.header
    title = say("questions.title", framework=header.name.in_language(language), edition=header.edition)
    blocks: list[Block] = [Heading(1, title), Paragraph(inline(say("comment.how")))]
    if header.terms is not None:
        blocks += [Paragraph(line) for line in _in_all(header.terms)]
    for part in parts:
        blocks.append(Heading(2, part.name.in_language(language)))
        for question in part.questions:
            blocks += _question(question, say)
    return Document(title, language, tuple(blocks))


def _question(question: Question, say: Texts) -> Iterator[Block]:
    yield Heading(3, question.id, question.id)
    yield from (
        Paragraph(inline(Span("".join(span.text for span in line), "strong"))) for line in _in_all(question.ask)
    )
    if question.why is not None:
        yield from (Paragraph(line) for line in _labelled("why", question.why, say))
    yield from listing([Entry(*_rung(rung, question, say)) for rung in range(len(question.options))])
    if question.evidence is not None:
        yield from (Paragraph(line) for line in _labelled("evidence", question.evidence, say))
    if question.actions:
        yield Paragraph(inline(Span(say("comment.actions"), "muted")))
        yield from listing([Entry(*_action(at, question, say)) for at in range(len(question.actions))])
    if question.source:
        yield Paragraph(inline(Span(say("comment.sources"), "muted")))
        yield from listing([cited(source, say) for source in question.source])
    yield Paragraph(inline(Span(say("comment.room"), "strong")))


def _in_all(text: LocalText) -> list[Inline]:
    """A text in each of its languages."""
    return [inline(words) for words in text.root.values()]


def _labelled(key: str, text: LocalText, say: Texts) -> list[Inline]:
    """A text in each of its languages, with what it is before the first."""
    first, *others = _in_all(text)
    return [inline(Span(f"{say(f'comment.{key}')} ", "muted"), *first), *others]


def _rung(rung: int, question: Question, say: Texts) -> tuple[Inline, tuple[Inline, ...]]:
    """A rung with what it counts, its other languages below it."""
    option = question.options[rung]
    first, *others = _in_all(option.text)
    counts = [say("comment.value", value=say.figure(option.value))] if option.value is not None else []
    if option.level is not None and question.role == "gating":
        counts.append(say("comment.level", level=option.level))
    target = [say("comment.target")] if rung == question.target else []
    about = ", ".join([*counts, *target])
    return inline(f"{rung} ", *first, Span(f" ({about})" if about else "", "muted")), tuple(others)


def _action(at: int, question: Question, say: Texts) -> tuple[Inline, tuple[Inline, ...]]:
    action = question.actions[at]
    first, *others = _in_all(action.text)
    to = say("comment.action", rung=action.to, effort=say(f"effort.{action.effort}"))
    return inline(Span(f"{to} ", "muted"), *first), tuple(others)
