"""Builds the folder of a workshop: documents, slides, and a form for each seat (a role, or a layer)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import get_args

from eurostack_assess.cli.forms import build_form
from eurostack_assess.cli.names import stem_of
from eurostack_assess.cli.outputs import can_write
from eurostack_assess.method.workshop_seats import count_people
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.question import Question, Respondent
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.report.document import ReportDocument
from eurostack_assess.report.documents.workshop_kit import (
    AGENDAS,
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
    seats = _with_people(_list_seats(form, translate))
    plan = WorkshopPlan(framework, kind, name=name, day=day, seats=seats, whole_form=whole, stem=stem)
    documents = {"invitation": build_invitation(plan, language), "script": build_script(plan, language)}
    names = {key: translate(f"kit.file-{key}") for key in (*documents, "beamer")}
    files = {f"{names[key]}{ending}": data for key, document in documents.items() for ending, data in _render(document)}
    agendas = {
        translate(f"kit.{length}"): [
            (f"{start}–{end}", translate(f"kit.part-{key}")) for start, end, key in list_agenda(length)
        ]
        for length in AGENDAS
    }
    layers = [layer.name.in_language(language) for layer in framework.layers]
    slides = BeamerSlides(language, translate("kit.slide-title", name=name), layers, agendas)
    files[f"{names['beamer']}.html"] = render_beamer_page(slides, translate).encode()
    files[whole] = render_form_page(replace(form, judged_layers=framework.layers)).encode()
    for seat in seats:
        files[seat.form] = render_form_page(_narrow(form, seat)).encode()
    return KitFiles(files, f"{names['invitation']}.html", f"{names['script']}.html")


def _render(document: ReportDocument) -> Iterator[tuple[str, bytes]]:
    for ending in DOCUMENT_ENDINGS:
        if can_write(Path(f"report{ending}")):
            yield ending, FORMATS[ending].render(document, "standard")


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


def _with_people(seats: Iterator[Seat]) -> tuple[Seat, ...]:
    """The seats, each with how many people it needs."""
    by_form = {seat.form: seat for seat in seats}
    people = count_people({form: {question.id for question in seat.questions} for form, seat in by_form.items()})
    return tuple(replace(seat, people=people[form]) for form, seat in by_form.items())


def _seat(name: str, questions: Sequence[Question], translate: Texts) -> Seat:
    file = f"{translate('kit.file-form')}-{stem_of(name)}.html"
    return Seat(f"{name[:1].upper()}{name[1:]}", file, questions, people=1)


def _narrow(form: BallotForm, seat: Seat) -> BallotForm:
    """The form with the questions of a seat alone, and a judgement of every layer."""
    ids = {question.id for question in seat.questions}
    parts = (
        part.model_copy(update={"questions": tuple(one for one in part.questions if one.id in ids)})
        for part in form.parts
    )
    asked = tuple(part for part in parts if part.questions)
    return replace(form, parts=asked, judged_layers=form.framework.layers, seat=seat.name)
