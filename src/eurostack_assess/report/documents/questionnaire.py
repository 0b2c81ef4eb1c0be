"""The questions of a framework, for reading: all questions, one layer, or one question in full."""

from collections.abc import Iterator, Sequence

from eurostack_assess.method.answers import build_items
from eurostack_assess.method.scoring import effective_weights
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.question import Question, Questionnaire, Source
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
)
from eurostack_assess.texts import Texts, texts


def build_questions_report(framework: Framework, parts: Sequence[Questionnaire], language: str) -> ReportDocument:
    """The questions of some questionnaires with why they are asked and their answers."""
    translate = texts(language)
    title = _title(framework, translate)
    blocks: list[Block] = [Heading(1, title)]
    if framework.header.terms is not None:
        blocks.append(Paragraph(inline(framework.header.terms.in_language(language))))
    blocks.append(Paragraph(inline(translate("questions.choose"))))
    for part in parts:
        if part.questions:
            blocks += _part(part, translate, is_lens=part in framework.lenses)
    return ReportDocument(title, language, tuple(blocks))


def build_layer_report(framework: Framework, part: Questionnaire, language: str) -> ReportDocument:
    """One layer: its questions and what each weighs."""
    translate = texts(language)
    blocks: list[Block] = [Heading(1, f"{part.name.in_language(language)} [{part.id}]")]
    blocks.append(Paragraph(inline(_title(framework, translate))))
    blocks.append(Heading(2, translate("questions.contents")))
    blocks += listing([ListEntry(*_question_summary(question, translate)) for question in part.questions])
    return ReportDocument(part.name.in_language(language), language, tuple(blocks))


def _question_summary(question: Question, translate: Texts) -> tuple[Inline, tuple[Inline, ...]]:
    about = f"{question.id} · {_scope(question, translate)} · {translate(f'role.{question.role}')}"
    return inline(TextSpan(question.ask.in_language(translate.language), "strong")), (inline(TextSpan(about, "muted")),)


def build_question_report(framework: Framework, question_id: str, language: str) -> ReportDocument:
    """One question with all that is known about it."""
    translate = texts(language)
    question, part = framework.questions[question_id], framework.part_of[question_id]
    title = question.ask.in_language(language)
    blocks: list[Block] = [Heading(1, title)]
    blocks.append(Paragraph(inline(TextSpan(f"{part.name.in_language(language)} · {question.id}", "muted"))))
    blocks += _labelled_paragraph("why", question.why, translate)
    blocks += _respondents(question, translate)
    blocks.append(Heading(2, translate("questions.options")))
    blocks += listing([_rung(rung, question, translate, in_full=True) for rung in range(len(question.options))])
    blocks += _labelled_paragraph("evidence", question.evidence, translate)
    blocks += _actions(question, translate)
    blocks += listing([ListEntry(inline(fact)) for fact in _facts(question, part, translate)])
    blocks += _sources(question, translate)
    return ReportDocument(title, language, tuple(blocks))


def _sources(question: Question, translate: Texts) -> Iterator[Block]:
    if question.source:
        yield Heading(2, translate("questions.sources"))
        yield from listing([format_citation(source, translate) for source in question.source])


def format_citation(source: Source, translate: Texts) -> ListEntry:
    """A source with how sure it is; of a proposal, that it is one comes first."""
    text = source.text.in_language(translate.language)
    if source.confidence == "proposal":
        return ListEntry(inline(translate("questions.proposal", what=text)))
    citation = ", ".join(part for part in (text, source.url, source.date) if part)
    certainty = TextSpan(f" ({translate(f'confidence.{source.confidence}')})", "muted") if source.confidence else ""
    return ListEntry(inline(citation, certainty))


def _title(framework: Framework, translate: Texts) -> str:
    header = framework.header
    return translate("questions.title", framework=header.name.in_language(translate.language), edition=header.edition)


def _part(part: Questionnaire, translate: Texts, *, is_lens: bool) -> Iterator[Block]:
    count = translate("questions.count", n=len(part.questions))
    if is_lens:
        count = translate("questions.lens-count", count=count, id=part.id)
    yield Heading(2, f"{part.name.in_language(translate.language)} ({count})")
    for question in part.questions:
        yield Heading(3, question.ask.in_language(translate.language), question.id)
        about = f"{question.id} · {_scope(question, translate)} · {translate(f'role.{question.role}')}"
        yield Paragraph(inline(TextSpan(about, "muted")))
        yield from _labelled_paragraph("why", question.why, translate)
        yield from _respondents(question, translate)
        yield from listing([_rung(rung, question, translate, in_full=False) for rung in range(len(question.options))])
        yield from _labelled_paragraph("evidence", question.evidence, translate)


def _respondents(question: Question, translate: Texts) -> Iterator[Block]:
    if question.respondents:
        yield Paragraph(inline(translate.whom_to_ask(question.respondents)))


def _scope(question: Question, translate: Texts) -> str:
    return translate(f"kind.{question.scope}") if question.scope else translate("questions.for-both")


def _labelled_paragraph(key: str, text: LocalText | str | None, translate: Texts) -> Iterator[Block]:
    if text is not None:
        words = text if isinstance(text, str) else text.in_language(translate.language)
        yield Paragraph(inline(TextSpan(translate(f"questions.{key}"), "muted"), " ", words))


def _rung(rung: int, question: Question, translate: Texts, *, in_full: bool) -> ListEntry:
    option = question.options[rung]
    text = inline(TextSpan(f"{rung} ", "strong"), option.text.in_language(translate.language))
    if not in_full or option.value is None:
        return ListEntry(text)
    counts = [translate("questions.rung-value", value=translate.number(option.value, 2))]
    if option.level is not None and question.role == "gating":
        counts.append(translate("questions.rung-level", level=option.level))
    return ListEntry(text, (inline(TextSpan(", ".join(counts), "muted")),))


def _actions(question: Question, translate: Texts) -> Iterator[Block]:
    if not question.actions:
        return
    yield Heading(2, translate("questions.actions"))
    yield from listing(
        [
            ListEntry(
                inline(
                    TextSpan(
                        translate("questions.action", rung=action.to, effort=translate(f"effort.{action.effort}")),
                        "strong",
                    ),
                    " ",
                    action.text.in_language(translate.language),
                )
            )
            for action in question.actions
        ]
    )


def _facts(question: Question, part: Questionnaire, translate: Texts) -> Iterator[str]:
    yield translate("questions.scope", scope=_scope(question, translate))
    yield translate("questions.role", role=translate(f"role.{question.role}"))
    if question.facet is not None:
        yield translate("questions.facet", facet=translate(f"facet.{question.facet}"))
    if question.layer is not None:
        yield translate("questions.lens-layer", layer=question.layer)
    if question.role != "informational":
        yield translate("questions.target", rung=question.target or 0)
        share = effective_weights(build_items(part.questions, {}, question.scope or "organisation"))[question.id]
        weight = translate.number(question.weight, 0 if question.weight == int(question.weight) else 2)
        yield translate("questions.weight", weight=weight, share=translate.percent(float(share)))
    if question.floor is not None:
        yield translate("questions.floor", level=question.floor)
    if question.maps:
        touches = "; ".join(f"{instrument} {', '.join(articles)}" for instrument, articles in question.maps.items())
        yield f"{translate('questions.maps')} {touches}"
