"""What goes into the folder of a workshop: documents, slides, and a form for each seat at the table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.util import find_spec
from typing import get_args

from eurostack_assess.cli.forms import build_form
from eurostack_assess.cli.names import stem_of
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.question import Question, Respondent
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.report.document import ReportDocument
from eurostack_assess.report.documents.workshop_kit import (
    Seat,
    WorkshopPlan,
    build_invitation,
    build_script,
    list_agenda,
)
from eurostack_assess.report.exports.ballot_form import BallotForm
from eurostack_assess.report.exports.beamer_page import BeamerSlides, render_beamer_page
from eurostack_assess.report.exports.form_page import render_form_page
from eurostack_assess.report.renderers.registry import FORMATS
from eurostack_assess.texts import Texts, texts

DOCUMENT_ENDINGS = (".html", ".docx")
"""Documents are written as pages, and as Word files where that can be."""


@dataclass(frozen=True)
class KitFiles:
    """The files of a kit by name, and which of them to begin with."""

    files: Mapping[str, bytes]
    invitation: str
    script: str


def build_kit(
    framework: Framework, *, kind: Kind, name: str, day: date | None, lenses: Sequence[str], language: str
) -> KitFiles:
    """Everything that a facilitator needs, in one language."""
    translate = texts(language)
    form = build_form(framework, kind=kind, name=name, language=language, layers=(), lenses=lenses)
    stem, whole = stem_of(name), f"{translate('kit.file-form-all')}.html"
    seats = tuple(_list_seats(form, translate))
    plan = WorkshopPlan(framework, kind, name=name, day=day, seats=seats, whole_form=whole, stem=stem)
    documents = {"invitation": build_invitation(plan, language), "script": build_script(plan, language)}
    names = {key: translate(f"kit.file-{key}") for key in (*documents, "beamer")}
    files = {f"{names[key]}{ending}": data for key, document in documents.items() for ending, data in _render(document)}
    agenda = [(f"{start}–{end}", translate(f"kit.part-{key}")) for start, end, key in list_agenda("two-hours")]
    layers = [layer.name.in_language(language) for layer in framework.layers]
    slides = BeamerSlides(language, translate("kit.slide-title", name=name), layers, agenda)
    files[f"{names['beamer']}.html"] = render_beamer_page(slides, translate).encode()
    files[whole] = render_form_page(replace(form, judged_layers=framework.layers)).encode()
    for seat in seats:
        files[seat.form] = render_form_page(_narrow(form, {question.id for question in seat.questions})).encode()
    return KitFiles(files, f"{names['invitation']}.html", f"{names['script']}.html")


def _render(document: ReportDocument) -> Iterator[tuple[str, bytes]]:
    for ending in DOCUMENT_ENDINGS:
        format_ = FORMATS[ending]
        if format_.needs is None or find_spec(format_.needs) is not None:
            yield ending, format_.render(document, "standard")


def _list_seats(form: BallotForm, translate: Texts) -> Iterator[Seat]:
    """A seat for each role that any question names; where none does, one for each layer."""
    questions = [question for part in form.parts for question in form.get_questions(part)]
    roles = [role for role in get_args(Respondent) if any(role in question.respondents for question in questions)]
    for role in roles:
        asked = [question for question in questions if role in question.respondents]
        yield _seat(translate(f"respondent.{role}"), asked, translate)
    if not roles:
        for part in form.parts:
            yield _seat(form.localise(part.name), form.get_questions(part), translate)


def _seat(name: str, questions: Sequence[Question], translate: Texts) -> Seat:
    return Seat(f"{name[:1].upper()}{name[1:]}", f"{translate('kit.file-form')}-{stem_of(name)}.html", questions)


def _narrow(form: BallotForm, ids: set[str]) -> BallotForm:
    """The form with these questions alone."""
    parts = (
        part.model_copy(update={"questions": tuple(one for one in part.questions if one.id in ids)})
        for part in form.parts
    )
    return replace(form, parts=tuple(part for part in parts if part.questions))
