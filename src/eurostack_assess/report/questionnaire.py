"""What a framework asks, for reading: all questions, one layer, one question in full."""

from collections.abc import Iterator, Sequence

from eurostack_assess.method.answers import items
from eurostack_assess.method.scoring import effective_weights
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import Framework, Question, Questionnaire, Source
from eurostack_assess.report.document import Block, Document, Entry, Heading, Inline, Paragraph, Span, inline, listing
from eurostack_assess.texts import Texts, texts


def questions_report(framework: Framework, parts: Sequence[Questionnaire], language: str) -> Document:
    """The questions of some questionnaires with why they are asked and their answers."""
    say = texts(language)
    title = _title(framework, say)
    blocks: list[Block] = [Heading(1, title)]
    if framework.header.terms is not None:
        blocks.append(Paragraph(inline(framework.header.terms.in_language(language))))
    for part in parts:
        blocks += _part(part, say)
    return Document(title, language, tuple(blocks))


def layer_report(framework: Framework, part: Questionnaire, language: str) -> Document:
    """One layer: its questions and what each weighs."""
    say = texts(language)
    blocks: list[Block] = [Heading(1, f"{part.name.in_language(language)} [{part.id}]")]
    blocks.append(Paragraph(inline(_title(framework, say))))
    blocks.append(Heading(2, say("questions.contents")))
    blocks += listing([Entry(*_in_short(question, say)) for question in part.questions])
    return Document(part.name.in_language(language), language, tuple(blocks))


def _in_short(question: Question, say: Texts) -> tuple[Inline, tuple[Inline, ...]]:
    about = f"{question.id} · {_scope(question, say)} · {say(f'role.{question.role}')}"
    return inline(Span(question.ask.in_language(say.language), "strong")), (inline(Span(about, "muted")),)


def question_report(framework: Framework, question_id: str, language: str) -> Document:
    """One question with all that is known about it."""
    say = texts(language)
    question, part = framework.questions[question_id], framework.part_of[question_id]
    title = question.ask.in_language(language)
    blocks: list[Block] = [Heading(1, title)]
    blocks.append(Paragraph(inline(Span(f"{part.name.in_language(language)} · {question.id}", "muted"))))
    blocks += _labelled("why", question.why, say)
    blocks.append(Heading(2, say("questions.options")))
    blocks += listing([_rung(rung, question, say, in_full=True) for rung in range(len(question.options))])
    blocks += _labelled("evidence", question.evidence, say)
    blocks += _actions(question, say)
    blocks += listing([Entry(inline(fact)) for fact in _facts(question, part, say)])
    blocks += _sources(question, say)
    return Document(title, language, tuple(blocks))


def _sources(question: Question, say: Texts) -> Iterator[Block]:
    if question.source:
        yield Heading(2, say("questions.sources"))
        yield from listing([cited(source, say) for source in question.source])


def cited(source: Source, say: Texts) -> Entry:
    """A source with how sure it is; of a proposal, that it is one comes first."""
    text = source.text.in_language(say.language)
    if source.confidence == "proposal":
        return Entry(inline(say("questions.proposal", what=text)))
    cited = ", ".join(part for part in (text, source.url, source.date) if part)
    sure = Span(f" ({say(f'confidence.{source.confidence}')})", "muted") if source.confidence else ""
    return Entry(inline(cited, sure))


def _title(framework: Framework, say: Texts) -> str:
    header = framework.header
    return say("questions.title", framework=header.name.in_language(say.language), edition=header.edition)


def _part(part: Questionnaire, say: Texts) -> Iterator[Block]:
    count = say("questions.count", n=len(part.questions))
    yield Heading(2, f"{part.name.in_language(say.language)} ({count})")
    for question in part.questions:
        yield Heading(3, question.ask.in_language(say.language), question.id)
        about = f"{question.id} · {_scope(question, say)} · {say(f'role.{question.role}')}"
        yield Paragraph(inline(Span(about, "muted")))
        yield from _labelled("why", question.why, say)
        yield from listing([_rung(rung, question, say, in_full=False) for rung in range(len(question.options))])
        yield from _labelled("evidence", question.evidence, say)


def _scope(question: Question, say: Texts) -> str:
    return say(f"kind.{question.scope}") if question.scope else say("questions.for-both")


def _labelled(key: str, text: LocalText | str | None, say: Texts) -> Iterator[Block]:
    if text is not None:
        words = text if isinstance(text, str) else text.in_language(say.language)
        yield Paragraph(inline(Span(say(f"questions.{key}"), "muted"), " ", words))


def _rung(rung: int, question: Question, say: Texts, *, in_full: bool) -> Entry:
    option = question.options[rung]
    text = inline(Span(f"{rung} ", "strong"), option.text.in_language(say.language))
    if not in_full or option.value is None:
        return Entry(text)
    counts = [say("questions.rung-value", value=say.number(option.value, 2))]
    if option.level is not None and question.role == "gating":
        counts.append(say("questions.rung-level", level=option.level))
    return Entry(text, (inline(Span(", ".join(counts), "muted")),))


def _actions(question: Question, say: Texts) -> Iterator[Block]:
    if not question.actions:
        return
    yield Heading(2, say("questions.actions"))
    yield from listing(
        [
            Entry(
                inline(
                    Span(say("questions.action", rung=action.to, effort=say(f"effort.{action.effort}")), "strong"),
                    " ",
                    action.text.in_language(say.language),
                )
            )
            for action in question.actions
        ]
    )


def _facts(question: Question, part: Questionnaire, say: Texts) -> Iterator[str]:
    yield say("questions.scope", scope=_scope(question, say))
    yield say("questions.role", role=say(f"role.{question.role}"))
    if question.facet is not None:
        yield say("questions.facet", facet=say(f"facet.{question.facet}"))
    if question.layer is not None:
        yield say("questions.lens-layer", layer=question.layer)
    if question.role != "informational":
        yield say("questions.target", rung=question.target or 0)
        share = effective_weights(items(part.questions, {}, question.scope or "organisation"))[question.id]
        weight = say.number(question.weight, 0 if question.weight == int(question.weight) else 2)
        yield say("questions.weight", weight=weight, share=say.percent(float(share)))
    if question.floor is not None:
        yield say("questions.floor", level=question.floor)
    if question.maps:
        touches = "; ".join(f"{instrument} {', '.join(articles)}" for instrument, articles in question.maps.items())
        yield f"{say('questions.maps')} {touches}"
