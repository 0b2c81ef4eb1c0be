"""`assess`: run the assessment as an interview, from a name to a profile and its report."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from eurostack_assess.cli import options
from eurostack_assess.model.vocabulary import Kind, Size

StateChoice = Literal["open", "unknown", "marked"]

EXAMPLE = 'assess "My municipality" --kind organisation --scan quick'


def assess(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", help="Name of the organisation or region, or its session file.", show_default=False
        ),
    ] = None,
    kind: Annotated[
        Kind | None,
        typer.Option("--kind", metavar="KIND", help="What to assess: organisation or region.", show_default=False),
    ] = None,
    size: Annotated[
        Size | None,
        typer.Option(
            "--size",
            metavar="SIZE",
            help="Size of an organisation: micro (under 10 people), small (under 50), medium (under 250) or large.",
            show_default=False,
        ),
    ] = None,
    lens: options.Lenses = None,
    layer: options.Layers = None,
    scan: options.ScanId = None,
    only: Annotated[
        StateChoice | None,
        typer.Option(
            "--only", metavar="STATE", help="Only questions in this state: open, unknown or marked.", show_default=False
        ),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers",
            metavar="FILE",
            help="Take answers from this file (YAML or JSON, keyed by question id).",
            show_default=False,
        ),
    ] = None,
    older: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="FILE", help="Assess this profile again, with its answers shown.", show_default=False
        ),
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Ask line by line, not in a full-screen view.")] = False,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
) -> int:
    """Assess an organisation or region, question by question. A session continues where it stopped."""
    from eurostack_assess.cli import interview_report, interview_session, interview_shell
    from eurostack_assess.cli.choices import chosen_parts
    from eurostack_assess.cli.interview_questions import ask_scan
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.session_file import SessionFile
    from eurostack_assess.cli.streams import note
    from eurostack_assess.errors import SUCCESS
    from eurostack_assess.interview.dialogue import Dialogue
    from eurostack_assess.interview.interview import resume
    from eurostack_assess.subjects.shipped_data import shipped_catalogue
    from eurostack_assess.texts import texts

    language = choose(lang)
    face = None if answers else interview_shell.chosen_face(plain=plain)
    subject = interview_session.named_subject(name, older, language)
    with SessionFile(interview_session.session_path(subject, older)) as file:
        beginning = interview_session.Beginning(
            name=subject,
            is_named=name is not None,
            kind=kind,
            size=size,
            lenses=tuple(lens or ()),
            older=older,
            folder=framework,
            language=language,
        )
        read, session, changes = beginning.session(file, in_language=language if lang is not None else None)
        if answers:
            from eurostack_assess.reading.answers import read_answers

            given = read_answers(answers, session.profile, read)
        else:
            given = {}
        chosen_parts(read, layer or ())
        if scan is None and not (layer or only or answers) and beginning.is_asked(session):
            scan = ask_scan(read, session, language)
        session, asked = interview_session.choose_questions(read, session, scan, is_narrowed=bool(layer or only))
        interview = resume(read, session, layers=tuple(layer or ()), state_filter=only, ids=asked)
        if interview is None:
            note(texts(language)("assess.nothing-left"))
            return SUCCESS
        dialogue = Dialogue(
            interview,
            file=str(file.path),
            resumed=session.revision > 0,
            changes=changes,
            ends_layers=not only,
            report_keys=interview_report.list_report_keys(),
            catalogue=None if only else shipped_catalogue,
        )
        if face is None:
            saved = file.save(interview.with_answers(given).session_to_save)
            note(texts(language)("assess.applied", n=len(given), file=str(answers)))
            return interview_shell.finish(dialogue.with_saved_session(saved, str(file.path)), file, framework)
        return interview_shell.hold(dialogue, face, file, framework)
