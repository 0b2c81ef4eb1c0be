"""`workshop merge`: merge participants' answers into one result."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eurostack_assess.cli import options
from eurostack_assess.model.vocabulary import Kind

if TYPE_CHECKING:
    from eurostack_assess.model.workshop import Workshop
    from eurostack_assess.reading.ballots import BallotBatch
    from eurostack_assess.subjects.participants import Inbox
    from eurostack_assess.texts import Texts

EXAMPLE = "workshop merge answers/*.json -o my-municipality"


def workshop_merge(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="Saved forms, spreadsheets, sessions, profiles, survey exports (CSV, XLSX) or earlier merges.",
            show_default=False,
        ),
    ],
    output: Annotated[
        list[Path] | None,
        options.output_option(
            "File to write: .workshop.json (all votes), .yaml (the profile) or any report format of score. "
            "A NAME without an ending writes the first two. Repeatable."
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            "--name",
            metavar="NAME",
            help="Name of the organisation or region, if the files do not give it.",
            show_default=False,
        ),
    ] = None,
    kind: Annotated[
        Kind | None,
        typer.Option("--kind", metavar="KIND", help="Subject of a survey: organisation or region.", show_default=False),
    ] = None,
    columns: Annotated[
        Path | None,
        typer.Option(
            "--map",
            metavar="FILE",
            help="File (YAML) that states what the columns and values of a survey mean.",
            show_default=False,
        ),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="Day of the workshop, YYYY-MM-DD.", show_default=False)
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(
            "--country", metavar="CODE", help="Country of the organisation or region, such as NL.", show_default=False
        ),
    ] = None,
    keep_names: Annotated[bool, typer.Option("--keep-names", help="Keep the participants' names.")] = False,
    unfinished: Annotated[
        bool, typer.Option("--include-partial", help="Also count participants who did not submit their survey.")
    ] = False,
    lenient: Annotated[bool, typer.Option("--lenient", help="Leave out files that cannot be read.")] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Show how columns are interpreted and what is left out; write nothing."),
    ] = False,
    full: options.Full = False,
    everything: Annotated[bool, options.all_option("Show every question with its votes.")] = False,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    csv_dialect: options.CsvDialect = "standard",
    force: options.Force = False,
) -> None:
    """Merge participants' answers into one result; nobody's answer is lost."""
    from contextlib import ExitStack
    from functools import partial

    from eurostack_assess import __version__
    from eurostack_assess.cli.language import choose, in_every_language, name_language
    from eurostack_assess.cli.lock import Lock
    from eurostack_assess.cli.names import checked_name, expand_patterns, parsed_day
    from eurostack_assess.cli.outputs import Outputs, check_targets, json_bytes, report_contents, show_document
    from eurostack_assess.cli.ways_on import list_ways_on, type_options
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.method.workshop import build_profile, evaluate_workshop
    from eurostack_assess.reading.file_kinds import WORKSHOP_SUFFIX, is_workshop
    from eurostack_assess.report.documents.workshop import build_workshop_report
    from eurostack_assess.report.exports.profile import render_profile_file
    from eurostack_assess.report.sheets.workshop import build_workshop_sheets
    from eurostack_assess.report.wording.voice import choose_extent
    from eurostack_assess.subjects.participants import InboxOptions, WorkshopDetails, merge_inbox, read_inbox
    from eurostack_assess.subjects.shipped_data import chosen_framework
    from eurostack_assess.texts import texts

    language, day = choose(lang), parsed_day(date) if date else None
    outputs = Outputs([path for file in output or () for path in _targets(file)], force, csv_dialect)
    outputs.check_dialect()
    given = [*expand_patterns(files)]
    if not dry_run:
        given += _earlier_votes(outputs.paths, given, force=force)
        check_targets(outputs.paths, force=force)
    read = chosen_framework(framework)
    inbox_options = InboxOptions(
        kind=kind, survey_map=columns, unfinished=unfinished, lenient=lenient, framework_folder=framework
    )
    with ExitStack() as locks:
        for path in filter(is_workshop, () if dry_run else outputs.paths):  # nobody settles an answer in it meanwhile
            locks.enter_context(Lock(path))
        inbox = read_inbox(given, read, inbox_options)
        details = WorkshopDetails(
            name=checked_name(name) if name is not None else None, day=day, country=country, keep_names=keep_names
        )
        workshop = merge_inbox(inbox, read, details)
        _note_inbox(inbox, workshop, language, everything=everything)
        if dry_run:
            _show_columns(inbox, language)
            return
        if not (inbox.continues or any(ballot.says_something for ballot in workshop.ballots)):
            raise UsageError(message("error.nobody"))
        result = evaluate_workshop(read, workshop, tool_version=__version__)
        typed = {"--map": columns, "--kind": kind, "--keep-names": keep_names, "--lang": lang, "--framework": framework}
        report = partial(
            build_workshop_report,
            result,
            read.header.thresholds,
            language,
            extent=choose_extent(to_files=outputs.to_files, full=full, everything=everything),
            ways_on=list_ways_on("workshop merge", files, language, typed),
        )
        if not outputs.paths:
            show_document(report())

        def profile_bytes() -> bytes:
            profile = build_profile(read, workshop, in_every_language).model_copy(update={"language": language})
            return render_profile_file(profile, read, language, heading_key="profile-file.workshop").encode()

        contents = {
            WORKSHOP_SUFFIX: lambda: json_bytes(workshop),
            ".yaml": profile_bytes,
            **report_contents(report, partial(build_workshop_sheets, result, language), result, csv_dialect),
        }
        typed_again = {"--lang": name_language(language), "--framework": framework}
        outputs.write(contents, updates=filter(is_workshop, outputs.paths))
        for path in outputs.paths:
            _note_written(path, tuple(type_options(typed_again)), texts(language))


def _note_written(path: Path, options_typed: tuple[str, ...], translate: "Texts") -> None:
    """Note that a file was written, and what can be done with it next."""
    import shlex

    from eurostack_assess.cli.streams import note

    note(translate("init.written", file=str(path)))
    for key, words in _next_steps(path):
        note(translate(key, command=shlex.join(["eurostack-assess", *words, *options_typed])))


def _earlier_votes(targets: Sequence[Path], files: Sequence[Path], *, force: bool) -> list[Path]:
    """The files of votes that are to be replaced and were not given: what is in them is merged too, so none is lost.

    Raises:
        UsageError: there is one, and `force` is off.
    """
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.reading.file_kinds import WORKSHOP_SUFFIX, is_workshop

    given = {file.resolve() for file in files}
    found = [path for path in targets if is_workshop(path) and path.is_file() and path.resolve() not in given]
    for path in () if force else [path for path in targets if is_workshop(path) and path.is_file()]:
        hint = message("hint.merge-into", file=str(path), name=str(path).removesuffix(WORKSHOP_SUFFIX))
        raise UsageError(message("error.file-exists", file=str(path)), hint)
    return found


def _show_columns(inbox: "Inbox", language: str) -> None:
    """Show what the columns of surveys are taken for."""
    from eurostack_assess.cli.outputs import show_document
    from eurostack_assess.report.documents.survey_columns import SurveyColumn, build_survey_columns_report

    surveys = [
        (str(path), [SurveyColumn(column.title, column.question, column.is_note) for column in batch.mapped_columns])
        for path, batch in inbox.batches
        if batch.mapped_columns
    ]
    show_document(build_survey_columns_report(surveys, language))


def _targets(output: Path) -> Iterator[Path]:
    """The files that an output stands for: without an ending, all votes and the profile."""
    from eurostack_assess.cli.outputs import REPORT_ENDINGS, check_ending
    from eurostack_assess.reading.file_kinds import WORKSHOP_SUFFIX

    if output.suffix or output.name in ("", "..", "-"):
        check_ending(output, (WORKSHOP_SUFFIX, ".yaml", *REPORT_ENDINGS))
        yield output
    else:
        yield output.with_name(f"{output.name}{WORKSHOP_SUFFIX}")
        yield output.with_name(f"{output.name}.yaml")


def _next_steps(path: Path) -> "Iterator[tuple[str, tuple[str, ...]]]":
    """What can be done with an output next: keys of the texts, each with the words of its command."""
    from eurostack_assess.reading.file_kinds import is_workshop

    if is_workshop(path):
        yield "workshop.next", ("workshop", "merge", str(path))
        yield "workshop.next-settle", ("workshop", "settle", str(path))
    elif path.suffix.lower() == ".yaml":
        yield "workshop.next-profile", ("score", str(path))


def _note_inbox(inbox: "Inbox", workshop: "Workshop", language: str, *, everything: bool) -> None:
    """Note what came from each file, what of it could not be placed, and what looks wrong."""
    from eurostack_assess.cli.error_output import print_error
    from eurostack_assess.cli.streams import note
    from eurostack_assess.method.workshop_checks import (
        count_contradicting,
        count_replaced,
        find_renamed_participants,
        find_shared_names,
    )
    from eurostack_assess.texts import texts

    translate = texts(language)
    for path, error in inbox.refused:
        print_error(error, language)
        note(translate("workshop.left-out", file=str(path)))
    for path, batch in inbox.batches:
        _note_batch(path, batch, translate, everything=everything)
    people = {ballot.participant for ballot in inbox.ballots}
    if empty := len(people) - sum(ballot.says_something for ballot in workshop.ballots):
        note(translate("workshop.empty", n=empty))
    for names in find_renamed_participants(inbox.ballots):
        note(translate("workshop.other-name", names=translate.listing(names)))
    if replaced := count_replaced(inbox.ballots):
        note(translate("workshop.replaced", n=replaced))
    if contradicting := count_contradicting(inbox.ballots):
        note(translate("workshop.twice", n=contradicting))
    if shared := find_shared_names(inbox.ballots):
        note(translate("workshop.same-name", names=", ".join(shared)))


def _note_batch(path: Path, batch: "BallotBatch", translate: "Texts", *, everything: bool) -> None:
    from eurostack_assess.cli.notes import note_list
    from eurostack_assess.cli.streams import note
    from eurostack_assess.report.wording.editions import format_older_edition

    filled_in = sum(ballot.says_something for ballot in batch.ballots)
    note(translate("workshop.from-file", n=filled_in, file=str(path)))
    if batch.older_edition:
        note(f"  {format_older_edition(batch.name or str(path), batch.older_edition, translate)}")
    if batch.unfinished_count:
        note(f"  {translate('workshop.partial', n=batch.unfinished_count)}")
    for what in batch.notes:
        note(f"  {translate.message(what)}")
    if batch.issues:
        note(f"  {translate('import.unplaced', n=len(batch.issues))}")
        lines = [translate("import.not-placed", what=issue.item, why=issue.reason) for issue in batch.issues]
        note_list(lines, translate, everything=everything, indent="    ")
