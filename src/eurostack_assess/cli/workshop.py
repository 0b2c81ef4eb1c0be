"""`workshop`: forms out, answers in, one merged result."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Never

from eurostack_assess import __version__
from eurostack_assess.cli.catalogues import shipped_catalogue
from eurostack_assess.cli.clock import today
from eurostack_assess.cli.complaints import tell
from eurostack_assess.cli.frameworks import chosen_framework
from eurostack_assess.cli.lock import Lock
from eurostack_assess.cli.names import checked_name, stem_of, typed
from eurostack_assess.cli.outputs import FORMATS, Outputs, check_outputs, check_targets, json_bytes, write_files
from eurostack_assess.cli.profiles import checked_profile
from eurostack_assess.cli.streams import note, replace, screen, show, show_long, write_file
from eurostack_assess.errors import CannotReadOrWrite, InvalidInput, Message, UsageError, message
from eurostack_assess.method.older import older
from eurostack_assess.method.workshop import as_profile, merged, merged_settlements, outcome
from eurostack_assess.model.base import Kind, LocalText
from eurostack_assess.model.framework import Framework, Question, Questionnaire
from eurostack_assess.model.profile import OPEN_WORDS, OpenWord
from eurostack_assess.model.session import AskedFrom
from eurostack_assess.model.workshop import (
    ANSWERS_FORMAT,
    LONGEST_REASON,
    MOST_REVISIONS,
    Ballot,
    Settlement,
    Workshop,
)
from eurostack_assess.reading.ballots import (
    WORKSHOP_SUFFIX,
    Received,
    ballot_of,
    cleaned,
    format_of,
    prints,
    read_answers_file,
    read_workshop,
    read_workshop_file,
)
from eurostack_assess.reading.imported import Unplaced
from eurostack_assess.reading.session import is_session
from eurostack_assess.reading.sheet import read_sheet
from eurostack_assess.reading.survey import MapFile, read_survey, read_survey_map
from eurostack_assess.reading.table import is_spreadsheet, read_table
from eurostack_assess.reading.validate import did_you_mean
from eurostack_assess.report.document import Block, Column, Document, Heading, Paragraph, Span, Table, inline
from eurostack_assess.report.editions import told_older
from eurostack_assess.report.form_page import form_page
from eurostack_assess.report.form_sheet import form_sheet
from eurostack_assess.report.forms import Form
from eurostack_assess.report.profile_file import profile_file
from eurostack_assess.report.terminal import render
from eurostack_assess.report.workshop import workshop_report
from eurostack_assess.report.workshop_sheets import workshop_sheets
from eurostack_assess.texts import Texts, languages, texts

FORM_FORMATS = (".html", ".xlsx")
MERGE_FORMATS = (WORKSHOP_SUFFIX, ".yaml", *FORMATS)
MOST_TOLD = 20
"""Things of a kind that are listed, unless all are asked for."""


@dataclass(frozen=True)
class WantedForm:
    """What a form is to ask."""

    name: str
    kind: Kind
    layers: Sequence[str]
    lenses: Sequence[str]
    votes: bool
    """Whether layers are judged as a whole too."""
    votes_only: bool
    framework: Path | None


def write_form(wanted: WantedForm, language: str, outputs: Sequence[Path], *, force: bool) -> None:
    """Write the form in each of the output files; without any, as a page by the name."""
    framework = chosen_framework(wanted.framework)
    if wanted.votes_only and not wanted.votes:
        raise UsageError(message("error.nothing-to-ask"))
    name, parts = checked_name(wanted.name), _parts(framework, wanted)
    if not parts:
        raise UsageError(message("error.no-question-for-kind"))
    form = Form(
        framework=framework,
        kind=wanted.kind,
        name=name,
        language=_language(language, framework),
        parts=() if wanted.votes_only else parts,
        judged=tuple(layer for layer in framework.layers if layer in parts) if wanted.votes else (),
        stem=stem_of(name),
    )
    paths = outputs or [Path(f"{form.stem}.html")]
    check_outputs(paths, FORM_FORMATS, force=force)
    files = {
        path: form_page(form).encode() if path.suffix.lower() == ".html" else form_sheet(form, today())
        for path in paths
    }
    write_files(files, language, force=force)


def _language(language: str, framework: Framework) -> str:
    """The language of a form: as asked for, else one that both the framework and the tool speak."""
    existing = framework.header.languages
    return next((one for one in (language, *existing) if one in existing and one in languages()), language)


def _parts(framework: Framework, wanted: WantedForm) -> tuple[Questionnaire, ...]:
    """The questionnaires to ask: those named, or the stack with what stands beside it, and the lenses named."""
    parts = {part.id: part for part in framework.parts}
    for id_ in wanted.lenses:
        if id_ not in framework.header.lenses:
            raise UsageError(message("problem.no-such-lens", lens=typed(id_)))
    for id_ in wanted.layers:
        if id_ not in parts:
            known = ", ".join(parts)
            raise UsageError(
                message("problem.no-such-layer", layer=typed(id_)), message("hint.known-layers", layers=known)
            )
    chosen = [parts[id_] for id_ in dict.fromkeys(wanted.layers)] or [*framework.layers, *framework.beside]
    chosen += [parts[id_] for id_ in dict.fromkeys(wanted.lenses) if parts[id_] not in chosen]
    return tuple(part for part in chosen if part.asked_of(wanted.kind))


@dataclass(frozen=True)
class WantedMerge:
    """How answers are to be merged."""

    files: Sequence[Path]
    name: str | None
    kind: Kind | None
    columns: Path | None
    keep_names: bool
    unfinished: bool
    """Whether participants who did not finish count."""
    lenient: bool
    """Whether files that cannot be read are left out."""
    dry_run: bool
    date: date | None
    """The day of the workshop."""
    country: str | None
    framework: Path | None


@dataclass
class _Inbox:
    """What came in, file by file."""

    received: list[tuple[Path, Received]] = field(default_factory=list)
    refused: list[tuple[Path, InvalidInput | CannotReadOrWrite]] = field(default_factory=list)

    def take(self, path: Path, read: Callable[[Path], Received | None]) -> bool:
        """Whether the file is dealt with: read, or refused."""
        try:
            received = read(path)
        except (InvalidInput, CannotReadOrWrite) as error:
            self.refused.append((path, error))
            return True
        if received is not None:
            self.received.append((path, received))
        return received is not None


def merge(wanted: WantedMerge, language: str, outputs: Outputs, *, everything: bool) -> None:
    """Merge answers: the outcome on the screen, or in each of the output files."""
    paths = [path for output in outputs.paths for path in _targets(output)]
    if not wanted.dry_run:
        check_targets(paths, force=outputs.force)
    framework = chosen_framework(wanted.framework)
    say = texts(language)
    inbox = _inbox(wanted, framework)
    for path, error in inbox.refused:
        tell(error, language)
        note(say("workshop.left-out", file=str(path)))
    workshop = _merged(inbox, wanted, framework)
    _tell(inbox, workshop, say, everything=everything)
    if wanted.dry_run:
        show(render(_placed(inbox, say), screen()))
        return
    if not (
        any(one.says_something for one in workshop.ballots) or any(received.earlier for _, received in inbox.received)
    ):
        raise UsageError(message("error.nobody"))
    result = outcome(framework, workshop, tool_version=__version__)
    in_full, thresholds = everything or outputs.to_files, framework.header.thresholds
    report = cache(partial(workshop_report, result, thresholds, language, everything=in_full))
    if not paths:
        show_long(render(report(), screen()))
    sheets = partial(workshop_sheets, result, language)
    made = [
        (path, _own_format(path, workshop, framework, language) or outputs.content(path, report, sheets, result))
        for path in paths
    ]
    for path, data in made:
        write_file(path, data, force=outputs.force)
        note(say("init.written", file=str(path)))
        if next_step := _next_step(path):
            note(
                say(next_step, file=str(path) if wanted.framework is None else f"{path} --framework {wanted.framework}")
            )


def _own_format(path: Path, workshop: Workshop, framework: Framework, language: str) -> bytes | None:
    """All votes, or the profile that came of them; None of what every report can be written in."""
    if str(path).endswith(WORKSHOP_SUFFIX):
        return json_bytes(workshop)
    if path.suffix == ".yaml":
        profile = as_profile(framework, workshop, in_every_language)
        return profile_file(profile, framework, language, made="profile-file.workshop").encode()
    return None


def _next_step(path: Path) -> str | None:
    """What can be done with an output next, as a key of the texts."""
    if str(path).endswith(WORKSHOP_SUFFIX):
        return "workshop.next"
    return "workshop.next-profile" if path.suffix == ".yaml" else None


def in_every_language(what: Message) -> LocalText:
    """A message in every language that the tool speaks."""
    return LocalText({language: texts(language).message(what) for language in languages()})


def _targets(output: Path) -> Iterator[Path]:
    """The files that an output stands for: without an ending, all votes and the profile."""
    if str(output).endswith(MERGE_FORMATS):
        yield output
    elif output.suffix or output.name in ("", "..", "-"):
        raise UsageError(message("error.unknown-format", file=str(output), formats=", ".join(MERGE_FORMATS)))
    else:
        yield output.with_name(f"{output.name}{WORKSHOP_SUFFIX}")
        yield output.with_name(f"{output.name}.yaml")


def _inbox(wanted: WantedMerge, framework: Framework) -> _Inbox:
    """What the files hold. What any of them is refused for is told of all together, unless those are to be left out.

    A survey does not say of what kind its answers are, so the files that do are read first.
    """
    map_ = read_survey_map(wanted.columns) if wanted.columns else None
    inbox = _Inbox()
    surveys = [path for path in wanted.files if not inbox.take(path, lambda path: _own_file(path, wanted, framework))]
    kind = wanted.kind or next((one.kind for _, one in inbox.received if one.kind), None)
    for path in surveys:
        if kind is None:
            raise UsageError(message("error.survey-kind", file=str(path)), message("hint.kind"))
        survey = partial(_survey, kind=kind, framework=framework, map_=map_, unfinished=wanted.unfinished)
        inbox.take(path, survey)
    if inbox.refused and not (wanted.lenient and inbox.received):
        _refuse(inbox)
    return inbox


def _refuse(inbox: _Inbox) -> Never:
    for _, error in inbox.refused:
        if isinstance(error, CannotReadOrWrite):
            raise error
    errors = [error for _, error in inbox.refused if isinstance(error, InvalidInput)]
    raise InvalidInput(problem for error in errors for problem in error.problems)


def _own_file(path: Path, wanted: WantedMerge, framework: Framework) -> Received | None:
    """What a file of one of our own formats holds; None of a survey."""
    match path.suffix.lower():
        case ".html" | ".htm":
            raise UsageError(message("error.form-itself", file=str(path)), message("hint.form-itself"))
        case ".yaml" | ".yml":
            return _profile(path, wanted, framework)
        case ".json" if is_session(path):
            return _profile(path, wanted, framework)
        case ".json":
            format_ = format_of(path)
            if format_ is None:
                raise UsageError(message("error.no-answers", file=str(path)), message("hint.answers"))
            return (read_answers_file if format_ == ANSWERS_FORMAT else read_workshop)(path, framework)
        case _:
            return read_sheet(path, framework) if is_spreadsheet(path) else None


def _profile(path: Path, wanted: WantedMerge, framework: Framework) -> Received:
    """One participant's profile or session."""
    used, profile, hash_, _ = checked_profile(path, wanted.framework)
    if used.header.id != framework.header.id:
        named = {"file": str(path), "named": used.header.id, "first": framework.header.id}
        raise UsageError(message("error.compare-frameworks", **named))
    since = older(framework, profile)
    lost = {*since.other, *since.gone} if since else set()
    lost_parts = since.parts_gone if since else ()
    current = profile.model_copy(
        update={
            "answers": {id_: answer for id_, answer in profile.answers.items() if id_ not in lost},
            "findings": {id_: finding for id_, finding in profile.findings.items() if id_ not in lost_parts},
        }
    )
    return Received(
        ballots=(ballot_of(current, hash_),),
        questions=prints(framework, profile.kind),
        name=profile.name,
        kind=profile.kind,
        lenses=profile.lenses,
        unplaced=(
            *(Unplaced(id_, message("import.other-wording")) for id_ in profile.answers if id_ in lost),
            *(Unplaced(id_, message("import.no-layer")) for id_ in profile.findings if id_ in lost_parts),
        ),
        older=since,
    )


def _survey(path: Path, kind: Kind, framework: Framework, map_: MapFile | None, *, unfinished: bool) -> Received:
    table = read_table(path, map_.map.delimiter if map_ else None)
    return read_survey(table, framework, kind, map_, unfinished=unfinished)


def _merged(inbox: _Inbox, wanted: WantedMerge, framework: Framework) -> Workshop:
    """All that came in as one workshop, the same in whatever order it came."""
    received = [one for _, one in inbox.received]
    kinds = sorted({one.kind for one in received if one.kind})
    if len(kinds) > 1:
        raise UsageError(message("error.kinds-differ"))
    earlier = [one.earlier for one in received if one.earlier]
    ballots = merged(ballot for one in received for ballot in one.ballots if not ballot.is_blank)
    lenses = {lens for one in received for lens in one.lenses}
    return Workshop(
        framework=AskedFrom(id=framework.header.id, edition=framework.header.edition, hash=framework.hash),
        name=_name(received, wanted.name),
        kind=kinds[0],
        country=_country(wanted.country) or max((one.country for one in earlier if one.country), default=None),
        date=wanted.date or max((one.date for one in earlier if one.date), default=None),
        lenses=tuple(lens for lens in framework.header.lenses if lens in lenses),
        questions=dict(sorted({id_: mark for one in received for id_, mark in one.questions.items()}.items())),
        ballots=ballots if wanted.keep_names else tuple(one.model_copy(update={"name": None}) for one in ballots),
        settlements=merged_settlements(one.settlements for one in received),
    )


def _country(code: str | None) -> str | None:
    """The code of a country that there is."""
    if code is not None and code not in shipped_catalogue().countries:
        raise UsageError(message("problem.no-such-country", country=typed(code)[:80]))
    return code


def _name(received: Sequence[Received], given: str | None) -> str:
    """Of whom the answers are: as given, else as the files say."""
    if given is not None:
        return checked_name(given)
    names = sorted({" ".join(one.name.split()) for one in received if one.name and not one.name.isspace()})
    if len(names) != 1:
        told = message("error.names-differ", names=", ".join(names)) if names else message("error.no-subject")
        raise UsageError(told, message("hint.name-option"))
    return names[0]


def _tell(inbox: _Inbox, workshop: Workshop, say: Texts, *, everything: bool) -> None:
    """What came from each file, what of it could not be placed, and what looks wrong."""
    for path, received in inbox.received:
        _tell_file(path, received, say, everything=everything)
    ballots = [ballot for _, received in inbox.received for ballot in received.ballots]
    people = {ballot.participant for ballot in ballots}
    if empty := len(people) - sum(ballot.says_something for ballot in workshop.ballots):
        note(say("workshop.empty", n=empty))
    for names in _other_names(ballots):
        note(say("workshop.other-name", names=say.listing(names)))
    if twice := _contradicting(ballots):
        note(say("workshop.twice", n=twice))
    if names := _shared_names(ballots):
        note(say("workshop.same-name", names=", ".join(names)))


def _tell_file(path: Path, received: Received, say: Texts, *, everything: bool) -> None:
    note(say("workshop.from-file", n=sum(one.says_something for one in received.ballots), file=str(path)))
    if received.older:
        note(f"  {told_older(received.name or str(path), received.older, say)}")
    if received.partial:
        note(f"  {say('workshop.partial', n=received.partial)}")
    if received.unplaced:
        note(f"  {say('import.unplaced', n=len(received.unplaced))}")
        shown = received.unplaced if everything else received.unplaced[:MOST_TOLD]
        for one in shown:
            note(f"    {say('import.not-placed', what=one.what, why=one.why)}")
        if len(shown) < len(received.unplaced):
            note(f"    {say('report.more', n=len(received.unplaced) - len(shown))}")


def _contradicting(ballots: Sequence[Ballot]) -> int:
    """Participants of whom two files hold different answers of the same revision."""
    seen: dict[tuple[str, str, int], object] = {}
    found = set()
    for ballot in ballots:
        for id_, vote in ballot.answers.items():
            if seen.setdefault((ballot.participant, id_, vote.revision), vote.answer) != vote.answer:
                found.add(ballot.participant)
    return len(found)


def _other_names(ballots: Sequence[Ballot]) -> list[list[str]]:
    """The names of each participant who came in under more than one."""
    named: dict[str, dict[str, str]] = {}
    for ballot in ballots:
        if ballot.name:
            named.setdefault(ballot.participant, {}).setdefault(ballot.name.casefold(), ballot.name)
    return [sorted(names.values()) for names in named.values() if len(names) > 1]


def _shared_names(ballots: Sequence[Ballot]) -> list[str]:
    """Names under which more than one participant came in."""
    who: dict[str, dict[str, str]] = {}
    for ballot in ballots:
        if ballot.name:
            who.setdefault(ballot.name.casefold(), {})[ballot.participant] = ballot.name
    return sorted(min(names.values()) for names in who.values() if len(names) > 1)


def _placed(inbox: _Inbox, say: Texts) -> Document:
    """What each column of each survey was taken for."""
    blocks: list[Block] = [Paragraph(inline(Span(say("workshop.dry-run"), "strong")))]
    columns = (Column(say("workshop.column-title")), Column(say("workshop.column-taken-for")))
    for path, received in inbox.received:
        if received.placed:
            rows = tuple(
                (
                    inline(one.title),
                    inline(say("workshop.column-note", question=one.question) if one.is_note else one.question),
                )
                for one in received.placed
            )
            blocks += [Heading(2, str(path)), Table(columns, rows)]
    return Document(say("workshop.dry-run"), say.language, tuple(blocks))


@dataclass(frozen=True)
class WantedSettlement:
    """What the facilitator settled."""

    file: Path
    question: str
    answer: str
    reason: str
    date: date | None
    framework: Path | None


def settle(wanted: WantedSettlement, language: str) -> None:
    """Record an answer that was agreed on beside the votes, in the file of a merge."""
    framework = chosen_framework(wanted.framework)
    if not str(wanted.file).endswith(WORKSHOP_SUFFIX):
        raise UsageError(message("error.not-a-workshop", file=str(wanted.file)), message("hint.workshop"))
    workshop, _ = read_workshop_file(wanted.file, framework)  # before a lock is made beside what may be no such file
    with Lock(wanted.file):
        workshop, _ = read_workshop_file(wanted.file, framework)
        settlement = _settlement(wanted, workshop, framework)
        replace(wanted.file, json_bytes(_settled(workshop, wanted.question, settlement, framework)))
    say = texts(language)
    question, given = framework.questions[wanted.question], settlement.answer
    answer = say(f"state.{given}") if isinstance(given, str) else ""
    if isinstance(given, int):
        answer = say("report.answer", rung=given, text=question.options[given].text.in_language(language).rstrip("."))
    ask = question.ask.in_language(language)
    note(say("workshop.settled-now", question=question.id, ask=ask, answer=answer, reason=settlement.reason))
    name = str(wanted.file).removesuffix(WORKSHOP_SUFFIX)
    note(say("workshop.settle-next", file=str(wanted.file), name=name))


def _settlement(wanted: WantedSettlement, workshop: Workshop, framework: Framework) -> Settlement:
    """What is to be recorded, newer than what was recorded before."""
    question = framework.questions.get(wanted.question)
    current = prints(framework, workshop.kind)
    if question is None or question.id not in current:
        hint = did_you_mean(wanted.question, current) or message("hint.list-questions")
        raise UsageError(message("problem.no-such-question", question=typed(wanted.question)), hint)
    if workshop.questions.get(question.id, current[question.id]) != current[question.id]:
        what = message("error.other-wording-settled", file=str(wanted.file), question=question.id)
        raise UsageError(what, message("hint.merge-anew", file=str(wanted.file)))
    before = workshop.settlements.get(question.id)
    return Settlement(
        answer=_answer(wanted.answer, question),
        reason=checked_reason(wanted.reason),
        date=wanted.date,
        revision=min(before.revision + 1, MOST_REVISIONS) if before else 1,
    )


def _settled(workshop: Workshop, question: str, settlement: Settlement, framework: Framework) -> Workshop:
    """The workshop with a settlement beside the votes."""
    questions = {**workshop.questions, **prints(framework, workshop.kind, [question])}
    settlements = {**workshop.settlements, question: settlement}
    update = {"questions": dict(sorted(questions.items())), "settlements": dict(sorted(settlements.items()))}
    return workshop.model_copy(update=update)


def _answer(word: str, question: Question) -> int | OpenWord:
    """A rung that the question has, or a word for having none."""
    top = len(question.options) - 1
    if word in map(str, range(top + 1)):
        return int(word)
    if word in OPEN_WORDS:
        return next(one for one in OPEN_WORDS if one == word)
    hint = message("hint.explain", question=question.id)
    raise UsageError(message("error.no-such-answer", answer=typed(word), top=top, words=", ".join(OPEN_WORDS)), hint)


def checked_reason(reason: str) -> str:
    """A reason as it was typed, on one line.

    Raises:
        UsageError: nothing is left of it, or it is longer than a profile's text can hold.
    """
    readable = cleaned(typed(reason))
    if readable is None:
        raise UsageError(message("error.no-reason"))
    if len(readable) > LONGEST_REASON:
        raise UsageError(message("error.reason-too-long", most=LONGEST_REASON))
    return readable
