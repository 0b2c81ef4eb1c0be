"""A profile to fill in: YAML with every question beside the place of its answer."""

import json
import textwrap
from collections.abc import Iterator

from eurostack_assess.model.base import Kind
from eurostack_assess.model.framework import Framework, Question
from eurostack_assess.texts import Texts, texts

WIDTH = 110


def blank_profile(framework: Framework, name: str, kind: Kind, language: str, schema: str) -> str:
    """The text of a valid profile in which nothing is answered yet; some question must be for this kind."""
    say = texts(language)
    return "".join(f"{line}\n".replace(" \n", "\n") for line in _lines(framework, name, kind, say, schema))


def _lines(framework: Framework, name: str, kind: Kind, say: Texts, schema: str) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={schema}"
    yield f"# $schema: {schema}"
    yield from comment(say("init.editor"))
    yield ""
    yield f"name: {_quoted(name)}"
    yield f"kind: {kind}"
    yield "# country: NL"
    yield "# date: 2026-01-31"
    yield f"framework: {framework.header.id}"
    yield f"edition: {_quoted(framework.header.edition)}"
    yield ""
    yield from comment(say("init.facts"))
    yield '# facts:\n#   - {text: "...", source: "https://..."}'
    yield '# bottlenecks:\n#   - {text: "...", source: "https://..."}'
    first = framework.layers[0].id
    yield f'# findings:\n#   {first}: {{verdict: attention, source: "..."}}'
    yield ""
    yield from comment(say("init.how"))
    parts = [(part, part.asked_of(kind)) for part in (*framework.layers, *framework.beside)]
    question = next(question for _, asked in parts for question in asked)
    example, rung = question.id, min(2, len(question.options) - 1)
    yield f"#   {example}: dont_know"
    yield from comment(say("init.in-full"))
    evidence = _quoted(say("init.evidence-example"))
    yield f'#   {example}: {{answer: {rung}, evidence: {evidence}, source: "https://...", date: 2026-01-31}}'
    yield from comment(say("init.not-applicable"))
    yield f"#   {example}: {{answer: not_applicable, reason: {_quoted(say('init.reason-example'))}}}"
    yield from comment(say("init.lines"))
    yield "answers:"
    for part, asked in parts:
        if asked:
            yield ""
            yield f"  # {'-' * 8} {part.name.in_language(say.language)} {'-' * 8}"
        for question in asked:
            yield from _question(question, say)


def _question(question: Question, say: Texts) -> Iterator[str]:
    yield ""
    yield from comment(question.ask.in_language(say.language), "  ")
    for rung, option in enumerate(question.options):
        yield from comment(option.text.in_language(say.language), "  ", f"{rung} = ")
    yield f"  {question.id}:"


def comment(text: str, indent: str = "", label: str = "") -> Iterator[str]:
    """A text as YAML comment lines."""
    first = f"{indent}# {label}"
    yield from textwrap.wrap(
        " ".join(text.split()),
        WIDTH,
        initial_indent=first,
        subsequent_indent=f"{indent}# {' ' * len(label)}",
        break_long_words=False,
    )


def _quoted(text: str) -> str:
    """A text as a YAML double-quoted scalar; JSON's is one."""
    return json.dumps(text, ensure_ascii=False)
