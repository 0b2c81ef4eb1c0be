"""The documents for a facilitator: the invitation, and the agenda with the commands to type."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from eurostack_assess.model.base import LocalText
from eurostack_assess.model.estimates import estimate_minutes
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.question import Question
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.report.document import (
    UNDATED,
    Block,
    Column,
    Heading,
    ListEntry,
    Paragraph,
    ReportDocument,
    TableBlock,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.front.voice import begin
from eurostack_assess.report.wording.voice import Voice
from eurostack_assess.texts import texts

SHOWN_PROOFS = 4
"""Kinds of evidence to bring that are named for each seat."""
AGENDAS: dict[str, tuple[tuple[str, int], ...]] = {
    "two-hours": (("welcome", 10), ("outcome", 20), ("discuss", 50), ("layers", 20), ("actions", 15), ("close", 5)),
    "four-hours": (
        ("welcome", 15),
        ("fill-in", 60),
        ("break", 15),
        ("outcome", 20),
        ("discuss", 60),
        ("layers", 30),
        ("actions", 30),
        ("close", 10),
    ),
}
"""By length: what happens, in this order, and how many minutes each takes."""


@dataclass(frozen=True)
class Seat:
    """Somebody at the table: a role in an organisation, or who knows a layer of a region."""

    name: str
    form: str
    """File name of the form."""
    questions: Sequence[Question]
    people: int
    """How many people are needed at least, so that every question gets enough answers to count."""


@dataclass(frozen=True)
class WorkshopPlan:
    """A workshop that is to be held."""

    framework: Framework
    kind: Kind
    name: str
    """Of the organisation or region that it is about."""
    day: date | None
    seats: Sequence[Seat]
    whole_form: str
    """File name of the form with all questions."""
    stem: str
    """What the names of the results begin with."""


def build_invitation(plan: WorkshopPlan, language: str) -> ReportDocument:
    """The invitation: what it is for, what to do beforehand, and what to bring."""
    kit = _WorkshopKit(plan=plan, translate=texts(language))
    title = kit.translate("kit.invitation", name=plan.name)
    return ReportDocument(title, language, tuple(kit.invitation(title)), plan.day or UNDATED)


def build_script(plan: WorkshopPlan, language: str) -> ReportDocument:
    """For the facilitator: what to prepare, the agenda for two and for four hours, and what to type."""
    kit = _WorkshopKit(plan=plan, translate=texts(language))
    title = kit.translate("kit.script", name=plan.name)
    return ReportDocument(title, language, tuple(kit.script(title)), plan.day or UNDATED)


def list_agenda(length: str) -> Iterator[tuple[str, str, str]]:
    """When each part begins and ends, as hours and minutes from the start, and what it is, as a key of the texts."""
    start = 0
    for key, minutes in AGENDAS[length]:
        yield _clock(start), _clock(start + minutes), key
        start += minutes


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


@dataclass(frozen=True, kw_only=True)
class _WorkshopKit(Voice):
    plan: WorkshopPlan

    def invitation(self, title: str) -> Iterator[Block]:
        plan, translate = self.plan, self.translate
        yield Heading(1, title)
        key = "kit.purpose" if plan.day is None else "kit.purpose-on"
        day = {} if plan.day is None else {"date": translate.day(plan.day)}
        layers = "; ".join(self.localise(layer.name) for layer in plan.framework.layers)
        yield Paragraph(inline(translate(key, name=plan.name, layers=layers, **day)))
        yield Paragraph(inline(TextSpan(translate("kit.fill-in-place"), "strong")))
        yield Heading(2, translate("kit.beforehand"))
        steps = ("kit.step-open", "kit.step-answer", "kit.step-save", "kit.step-bring")
        yield from listing(
            [ListEntry(inline(translate(step, save=translate("ballot.save")))) for step in steps], numbered=True
        )
        yield Heading(2, translate(f"kit.seats-{plan.kind}"))
        columns = tuple(Column(translate(f"kit.column-{key}")) for key in ("seat", "form", "minutes", "bring"))
        yield TableBlock(columns, tuple(self._seat(seat) for seat in plan.seats))
        yield Paragraph(inline(TextSpan(translate("kit.whole-form", file=plan.whole_form), "muted")))
        yield Heading(2, translate("kit.answers"))
        yield from listing([ListEntry(inline(translate(f"kit.answers-{n}"))) for n in range(1, 5)])

    def _seat(self, seat: Seat) -> tuple[tuple[TextSpan, ...], ...]:
        number = len(seat.questions)
        proofs = [self._name_proof(question.evidence) for question in _weightiest(seat.questions) if question.evidence]
        return (
            inline(TextSpan(seat.name, "strong")),
            inline(seat.form),
            inline(self.translate("kit.minutes", n=number, minutes=estimate_minutes(number))),
            inline(begin("; ".join(dict.fromkeys(proofs[:SHOWN_PROOFS])))),
        )

    def _name_proof(self, evidence: LocalText) -> str:
        """The first kind of evidence of a question: its form names the rest."""
        first = re.split(r"[;.]", self.localise(evidence), maxsplit=1)[0].strip()
        return first if first[1:2].isupper() else f"{first[:1].lower()}{first[1:]}"

    def script(self, title: str) -> Iterator[Block]:
        translate = self.translate
        yield Heading(1, title)
        total = sum(seat.people for seat in self.plan.seats)
        yield Paragraph(inline(translate("kit.script-about", n=total)))
        yield Heading(2, translate("kit.prepare"))
        yield from self._steps("prepare", 4)
        yield Heading(2, translate("kit.people"))
        columns = tuple(Column(translate(f"kit.column-{key}")) for key in ("seat", "people", "form"))
        rows = [(inline(seat.name), inline(str(seat.people)), inline(seat.form)) for seat in self.plan.seats]
        yield TableBlock(columns, tuple(rows))
        yield self.explanation("kit.people-note", n=total)
        for length in AGENDAS:
            yield Heading(2, translate(f"kit.{length}"))
            columns = (
                Column(translate("kit.column-time")),
                Column(translate("kit.column-what")),
                Column(translate("kit.column-how")),
            )
            yield TableBlock(columns, tuple(self._part(*part) for part in list_agenda(length)))
        yield Heading(2, translate("kit.after"))
        yield from self._steps("after", 3)
        yield Heading(2, translate("kit.commands"))
        stem, late = self.plan.stem, translate("kit.late-file")
        lang = f"--lang {translate.language}"
        commands = {
            "merge": f"workshop merge {stem}-*.json -o {stem}{self._day()} {lang}",
            "show": f"workshop merge {stem}.workshop.json {lang}",
            "settle": f"workshop settle {stem}.workshop.json{self._day()} {lang}",
            "again": f"workshop merge {stem}.workshop.json -o {stem} --force {lang}",
            "late": f"workshop merge {stem}.workshop.json {late} -o {stem} --force {lang}",
            "report": f"score {stem}.yaml -o {stem}.html --force {lang}",
        }
        entries = [
            ListEntry(
                inline(translate(f"kit.command-{key}")), (inline(TextSpan(f"eurostack-assess {command}", "strong")),)
            )
            for key, command in commands.items()
        ]
        yield from listing(entries, numbered=True)

    def _day(self) -> str:
        """The option that says when the workshop was."""
        return "" if self.plan.day is None else f" --date {self.plan.day.isoformat()}"

    def _part(self, start: str, end: str, key: str) -> tuple[tuple[TextSpan, ...], ...]:
        what, how = self.translate(f"kit.part-{key}"), self.translate(f"kit.how-{key}")
        return inline(f"{start}–{end}"), inline(TextSpan(what, "strong")), inline(how)

    def _steps(self, key: str, number: int) -> Iterator[Block]:
        entries = [
            ListEntry(inline(self.translate(f"kit.{key}-{n}", stem=self.plan.stem))) for n in range(1, number + 1)
        ]
        yield from listing(entries, numbered=True)


def _weightiest(questions: Sequence[Question]) -> list[Question]:
    """The questions that set the level first; else in their order."""
    return sorted(questions, key=lambda question: question.role != "gating")
