"""`explain`: explain one question or layer in full, a term of the glossary, or a rule of `lint`."""

from typing import Annotated

import typer

from eurostack_assess.cli import completers, options

EXAMPLE = "explain cloud-exit"


def explain(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="ID",
            help="Id of a question or a layer, a term such as coverage, or the code of a rule.",
            show_default=False,
            autocompletion=completers.complete_explained,
        ),
    ],
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
) -> None:
    """Explain one question in full, a layer, a term of the glossary, or a rule of `lint`."""
    from difflib import get_close_matches

    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.outputs import show_document
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.lint.rules import RULES
    from eurostack_assess.report.documents.glossary import build_term_report
    from eurostack_assess.report.documents.lint import build_rule_report
    from eurostack_assess.report.documents.questionnaire import build_layer_report, build_question_report
    from eurostack_assess.subjects.shipped_data import chosen_framework
    from eurostack_assess.texts.terms import list_words

    id_ = " ".join(words)
    language, read = choose(lang), chosen_framework(framework)
    parts = {part.id: part for part in read.parts}
    if id_ in read.questions:
        document = build_question_report(read, id_, language)
    elif id_ in parts:
        document = build_layer_report(read, parts[id_], language)
    elif id_ in RULES:
        document = build_rule_report(id_, RULES[id_].severity, language)
    elif term := list_words().get(id_.casefold()):
        document = build_term_report(term, language)
    else:
        close = get_close_matches(id_[:80], [*read.questions, *parts, *RULES, *list_words()], n=1)
        hint = message("hint.did-you-mean", word=close[0]) if close else message("hint.list-questions")
        raise UsageError(message("error.no-such-shipped-part", id=id_), hint)
    show_document(document)
