"""`workshop settle`: an answer that was agreed on, next to the votes."""

from pathlib import Path
from typing import Annotated

import typer

from eurostack_assess.cli import completers, options


def workshop_settle(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="All votes: NAME.workshop.json.", show_default=False)],
    question: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Id of the question.", show_default=False, autocompletion=completers.complete_question
        ),
    ],
    answer: Annotated[
        str,
        typer.Argument(
            metavar="ANSWER", help="The rung, 2+, 2-, 1..3, dont_know, not_applicable or skipped.", show_default=False
        ),
    ],
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why, in the words of the workshop.", show_default=False)
    ],
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="Day of the agreement, YYYY-MM-DD.", show_default=False)
    ] = None,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
) -> None:
    """Record an answer that the workshop agreed on, next to the votes and never over them."""
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.lock import Lock
    from eurostack_assess.cli.names import parsed_day
    from eurostack_assess.cli.outputs import json_bytes
    from eurostack_assess.cli.streams import note, replace
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.model.workshop import Settlement
    from eurostack_assess.reading.ballots import WORKSHOP_SUFFIX, read_workshop_file
    from eurostack_assess.report.wording.answers import format_answer
    from eurostack_assess.subjects.settling import (
        checked_reason,
        next_revision,
        parse_answer,
        settled_question,
        with_settlement,
    )
    from eurostack_assess.subjects.shipped_data import chosen_framework
    from eurostack_assess.texts import texts

    language, day = choose(lang), parsed_day(date) if date else None
    read = chosen_framework(framework)
    if not str(file).endswith(WORKSHOP_SUFFIX):
        raise UsageError(message("error.not-a-workshop", file=str(file)), message("hint.workshop"))
    workshop, _ = read_workshop_file(file, read)  # before a lock is made beside what may be no such file
    with Lock(file):
        workshop, _ = read_workshop_file(file, read)
        settled = settled_question(workshop, read, question, file)
        settlement = Settlement(
            answer=parse_answer(answer, settled),
            reason=checked_reason(reason),
            date=day,
            revision=next_revision(workshop, settled.id),
        )
        replace(file, json_bytes(with_settlement(workshop, settled.id, settlement, read)))
    translate = texts(language)
    worded = format_answer(settlement.answer, [option.text for option in settled.options], translate).rstrip(".")
    ask = settled.ask.in_language(language)
    note(translate("workshop.settled-now", question=settled.id, ask=ask, answer=worded, reason=settlement.reason))
    stem = str(file).removesuffix(WORKSHOP_SUFFIX)
    note(translate("workshop.settle-next", file=str(file), name=stem))
