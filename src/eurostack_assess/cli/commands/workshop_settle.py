"""`workshop settle`: record answers that the workshop agreed on, next to the votes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eurostack_assess.cli import completers, options

if TYPE_CHECKING:
    from eurostack_assess.model.workshop import Workshop

EXAMPLE = "workshop settle my-municipality.workshop.json"


def workshop_settle(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="File with all votes: NAME.workshop.json.", show_default=False)
    ],
    agreed: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID ANSWER",
            help="Questions, each with its answer: a rung, a bound (2+, 2-, 1..3), dont_know, not_applicable or "
            "skipped. If you name none, the questions to discuss are asked one by one.",
            show_default=False,
            autocompletion=completers.complete_question,
        ),
    ] = None,
    reason: Annotated[
        list[str] | None,
        typer.Option(
            "--reason",
            metavar="TEXT",
            help="Reason, in the words of the workshop; give it once for all questions, or once per question.",
            show_default=False,
        ),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="Day of the agreement, YYYY-MM-DD.", show_default=False)
    ] = None,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
) -> None:
    """Record answers that the workshop agreed on. The votes are kept."""
    import shlex

    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.lock import Lock
    from eurostack_assess.cli.names import parsed_day
    from eurostack_assess.cli.outputs import json_bytes
    from eurostack_assess.cli.settlement_questions import ask_settlements
    from eurostack_assess.cli.streams import note, replace
    from eurostack_assess.cli.ways_on import type_options
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.reading.ballots import read_workshop_file
    from eurostack_assess.reading.file_kinds import WORKSHOP_SUFFIX, is_workshop
    from eurostack_assess.report.wording.answers import format_answer
    from eurostack_assess.subjects.settling import Agreement, parse_agreements, with_agreements
    from eurostack_assess.subjects.shipped_data import chosen_framework
    from eurostack_assess.texts import texts

    language, day = choose(lang), parsed_day(date) if date else None
    translate, read = texts(language), chosen_framework(framework)
    if not is_workshop(file):
        raise UsageError(message("error.not-a-workshop", file=str(file)), message("hint.workshop"))
    workshop, _ = read_workshop_file(file, read)  # before a lock is made beside what may be no such file
    settled = 0

    def save(workshop: "Workshop", agreements: list[Agreement]) -> "Workshop":
        """The workshop with these agreements, written; each is noted."""
        nonlocal settled
        changed = with_agreements(workshop, agreements, day, read)
        replace(file, json_bytes(changed))
        for question, answer, why in agreements:
            settled += 1
            worded = format_answer(answer, [option.text for option in question.options], translate).rstrip(".")
            ask = question.ask.in_language(language)
            note(translate("workshop.settled-now", question=question.id, ask=ask, answer=worded, reason=why))
        return changed

    with Lock(file):
        workshop, _ = read_workshop_file(file, read)
        if agreed or reason:
            typed = parse_agreements(agreed or (), reason or (), workshop=workshop, framework=read, file=file)
            save(workshop, typed)
        else:
            workshop = ask_settlements(workshop, read, file, save=save, translate=translate)
    if not settled:
        return
    names = any(ballot.name for ballot in workshop.ballots)
    options_typed = {"--keep-names": names, "--lang": lang, "--framework": framework}
    words = [
        "workshop",
        "merge",
        str(file),
        "-o",
        str(file).removesuffix(WORKSHOP_SUFFIX),
        *type_options(options_typed),
    ]
    note(translate("workshop.settle-next", command=shlex.join(["eurostack-assess", *words, "--force"])))
