"""A blank profile: YAML with every question next to the place for its answer."""

import json
import textwrap
from collections.abc import Iterator

from eurostack_assess.model.framework import Framework
from eurostack_assess.model.question import Question
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.texts import Texts, texts

WIDTH = 110


def render_blank_profile(framework: Framework, name: str, kind: Kind, language: str, schema: str) -> str:
    """The text of a valid profile in which nothing is answered yet; some question must be for this kind."""
    translate = texts(language)
    return "".join(
        f"{line}\n".replace(" \n", "\n")
        for line in _lines(framework, name, kind=kind, translate=translate, schema=schema)
    )


def _lines(framework: Framework, name: str, kind: Kind, translate: Texts, schema: str) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={schema}"
    yield f"# $schema: {schema}"
    yield from format_comment(translate("init.editor"))
    yield ""
    yield f"name: {_quote(name)}"
    yield f"kind: {kind}"
    yield "# country: NL"
    yield "# date: 2026-01-31"
    yield f"framework: {framework.header.id}"
    yield f"edition: {_quote(framework.header.edition)}"
    yield ""
    yield from format_comment(translate("init.facts"))
    yield '# facts:\n#   - {text: "...", source: "https://..."}'
    yield '# bottlenecks:\n#   - {text: "...", source: "https://..."}'
    first = framework.layers[0].id
    yield f'# findings:\n#   {first}: {{verdict: attention, source: "..."}}'
    yield ""
    yield from format_comment(translate("init.how"))
    parts = [(part, part.questions_for(kind)) for part in (*framework.layers, *framework.cross_cutting)]
    question = next(question for _, questions in parts for question in questions)
    example, rung = question.id, min(2, len(question.options) - 1)
    yield f"#   {example}: dont_know"
    yield from format_comment(translate("init.in-full"))
    evidence = _quote(translate("init.evidence-example"))
    yield f'#   {example}: {{answer: {rung}, evidence: {evidence}, source: "https://...", date: 2026-01-31}}'
    yield from format_comment(translate("init.not-applicable"))
    yield f"#   {example}: {{answer: not_applicable, reason: {_quote(translate('init.reason-example'))}}}"
    yield from format_comment(translate("init.lines"))
    yield "answers:"
    for part, questions in parts:
        if questions:
            yield ""
            yield f"  # {'-' * 8} {part.name.in_language(translate.language)} {'-' * 8}"
        for question in questions:
            yield from _question(question, translate)


def _question(question: Question, translate: Texts) -> Iterator[str]:
    yield ""
    yield from format_comment(question.ask.in_language(translate.language), "  ")
    for rung, option in enumerate(question.options):
        yield from format_comment(option.text.in_language(translate.language), "  ", f"{rung} = ")
    yield f"  {question.id}:"


def format_comment(text: str, indent: str = "", label: str = "") -> Iterator[str]:
    """A text as YAML comment lines."""
    first = f"{indent}# {label}"
    yield from textwrap.wrap(
        " ".join(text.split()),
        WIDTH,
        initial_indent=first,
        subsequent_indent=f"{indent}# {' ' * len(label)}",
        break_long_words=False,
    )


def _quote(text: str) -> str:
    """A text as a YAML double-quoted scalar; JSON's is one."""
    return json.dumps(text, ensure_ascii=False)
