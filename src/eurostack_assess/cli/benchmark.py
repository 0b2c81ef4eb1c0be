"""`benchmark`: many profiles at once."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from eurostack_assess import __version__
from eurostack_assess.cli.counting import Asked, check_engine, earlier, read
from eurostack_assess.cli.frameworks import chosen_framework
from eurostack_assess.cli.outputs import Outputs, check_outputs
from eurostack_assess.cli.profiles import checked_profile
from eurostack_assess.cli.progress import working
from eurostack_assess.cli.streams import note, show, write_file
from eurostack_assess.errors import UsageError, message
from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.framework import Framework
from eurostack_assess.population import plain
from eurostack_assess.population.summary import Wanted, population
from eurostack_assess.population.tally import Tally
from eurostack_assess.reading.answer_table import ID, SetAside, row_of
from eurostack_assess.report import csv_file
from eurostack_assess.report.population import population_report
from eurostack_assess.report.population_sheets import population_sheets
from eurostack_assess.report.workbook import Sheet, Workbook
from eurostack_assess.texts import Texts, texts


def benchmark(asked: Asked, language: str, outputs: Outputs, *, everything: bool, digest: bool) -> None:
    """Count a table or a folder: the benchmark on the screen, or in each of the output files."""
    outputs.check()
    if asked.lenient is not None:
        if asked.path.is_dir():
            raise UsageError(message("error.lenient-table"))
        check_outputs([asked.lenient], (".csv",), force=outputs.force)
    check_engine(asked)
    framework = chosen_framework(asked.framework)
    for at, column in enumerate(asked.by):
        if column in {ID, *framework.questions, *asked.by[:at]}:
            raise UsageError(message("error.no-group", column=column))
    say = texts(language)
    aside: list[SetAside] | None = None if asked.lenient is None else []
    with working(say("population.counting", table=asked.path.name)) as step:
        now = read(asked, framework, aside, step)
        before = None if asked.since is None else earlier(asked, asked.since, now, framework, step)
    if now.ignored:
        note(say("population.ignored", n=len(now.ignored), columns=say.listing(now.ignored)))
    if now.older:
        note(say("population.older", n=now.older, edition=framework.header.edition))
    if asked.lenient is not None and aside is not None:
        _write_aside(asked.lenient, aside, now.titles, say, force=outputs.force)
    if digest:
        show(f"{now.tally.digest}\n")
        return
    wanted = Wanted(asked.kind, asked.smallest, asked.title, _own(asked, framework), before)
    result = population(now.tally, framework, wanted, Tool(version=__version__))
    report = partial(population_report, result, language, everything=everything or outputs.to_files)
    outputs.give(report, partial(population_sheets, result, language), result)


def _write_aside(path: Path, aside: Sequence[SetAside], titles: Sequence[str], say: Texts, *, force: bool) -> None:
    """The rows that were set aside, each with its line and why; and how many there are, never silently."""
    if not aside:
        note(say("population.all-counted"))
        return
    note(say("population.set-aside", n=len(aside), file=str(path)))
    width = max(len(titles), *(len(one.cells) for one in aside))
    extra = (say("cell.extra", n=number) for number in range(1, width - len(titles) + 1))
    rows = (
        (one.line, "; ".join(say.message(why) for why in one.why), *one.cells, *[None] * (width - len(one.cells)))
        for one in aside
    )
    shown = (say("cell.line"), say("cell.why"), *titles, *extra)
    sheet = Sheet(say("sheet.left-out"), shown, tuple(rows))
    write_file(path, csv_file.render(Workbook(sheet.name, say.language, (sheet,), sheet.name)), force=force)


def _own(asked: Asked, framework: Framework) -> tuple[str, Tally] | None:
    """The name and the tally of the profile that is to be placed."""
    if asked.profile is None:
        return None
    profile = checked_profile(asked.profile, asked.framework).profile
    if profile.kind != asked.kind:
        raise UsageError(message("error.benchmark-kind", file=str(asked.profile), kind=message(f"kind.{asked.kind}")))
    return profile.name, plain.tally([row_of(profile, {})], framework, asked.kind, ())
