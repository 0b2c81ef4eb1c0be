"""Builds and writes the form that participants fill in, as a page or a spreadsheet."""

from collections.abc import Sequence
from pathlib import Path

from eurostack_assess.cli.choices import chosen_lenses, chosen_parts
from eurostack_assess.cli.clock import today
from eurostack_assess.cli.names import checked_name, stem_of
from eurostack_assess.cli.outputs import Outputs, write_and_name
from eurostack_assess.errors import UsageError, message
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.question import Questionnaire
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.report.exports.ballot_form import BallotForm
from eurostack_assess.report.exports.form_page import render_form_page
from eurostack_assess.report.exports.form_sheet import render_form_sheet
from eurostack_assess.texts import languages, texts


def write_form(form: BallotForm, outputs: Sequence[Path], language: str, *, force: bool) -> None:
    """Write the form in each of the output files; without any, as a page by the name of its subject.

    Raises:
        UsageError: a file does not end like a form's, or exists and `force` is off.
        FileAccessError: the folder or the rights do not allow it.
    """
    contents = {
        ".html": lambda: render_form_page(form).encode(),
        ".xlsx": lambda: render_form_sheet(form, today()),
    }
    written = Outputs(outputs or [Path(f"{form.stem}.html")], force)
    written.check(tuple(contents))
    write_and_name(written.contents(contents), texts(language), force=force)


def build_form(
    framework: Framework, *, kind: Kind, name: str, language: str, layers: Sequence[str], lenses: Sequence[str]
) -> BallotForm:
    """A form with all questions of the layers and lenses named, without votes on layers.

    Raises:
        UsageError: the name does not do; there is no such layer or lens, or nothing in them for this kind of profile.
    """
    subject = checked_name(name)
    return BallotForm(
        framework=framework,
        kind=kind,
        name=subject,
        language=_form_language(language, framework),
        parts=_asked_parts(framework, kind, layers, lenses),
        judged_layers=(),
        stem=stem_of(subject),
    )


def _form_language(language: str, framework: Framework) -> str:
    """The language of a form: as asked for, else one that both the framework and the tool speak."""
    existing = framework.header.languages
    common = (choice for choice in (language, *existing) if choice in existing and choice in languages())
    return next(common, language)


def _asked_parts(
    framework: Framework, kind: Kind, layers: Sequence[str], lenses: Sequence[str]
) -> tuple[Questionnaire, ...]:
    """The questionnaires to ask: those named, or the stack with its cross-cutting parts, and the lenses named.

    Raises:
        UsageError: there is no such layer or lens, or nothing in them for this kind of profile.
    """
    named = {part.id: part for part in framework.parts}
    checked = chosen_lenses(framework, lenses)
    chosen_parts(framework, layers)
    chosen = [named[id_] for id_ in dict.fromkeys(layers)] or [*framework.layers, *framework.cross_cutting]
    chosen += [named[id_] for id_ in dict.fromkeys(checked) if named[id_] not in chosen]
    asked = tuple(part for part in chosen if part.questions_for(kind))
    if not asked:
        raise UsageError(message("error.no-question-for-kind"))
    return asked
