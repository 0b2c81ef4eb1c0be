"""`framework`: two editions side by side, and what must be remembered of one."""

import os
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from eurostack_assess import __version__, shipped
from eurostack_assess.cli.outputs import Outputs, check_targets
from eurostack_assess.cli.streams import note, show, write_file
from eurostack_assess.errors import UsageError, message
from eurostack_assess.method.editions import diff
from eurostack_assess.method.older import record
from eurostack_assess.model.framework import EDITION, LONGEST_EDITION
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.framework import EDITIONS, read_framework
from eurostack_assess.reading.profile import read_profile
from eurostack_assess.report.edition_file import edition_file
from eurostack_assess.report.editions import edition_diff_report, edition_diff_sheets
from eurostack_assess.texts import texts


def framework_diff(before: Path, now: Path, profiles: Sequence[Path], language: str, outputs: Outputs) -> None:
    """Show what differs between two editions, and what that does to profiles: those named, else all shipped ones."""
    outputs.check()
    one, other = read_framework(before), read_framework(now)
    if one.header.id != other.header.id:
        named = {"before": one.header.id, "now": other.header.id}
        raise UsageError(message("error.other-framework-s-edition", **named))
    scored = list(_profiles(profiles, other.header.id))
    result = diff(one, other, scored, tool_version=__version__)
    report = partial(edition_diff_report, result, language)
    outputs.give(report, partial(edition_diff_sheets, result, language), result)


def _profiles(paths: Sequence[Path], framework: str) -> Iterator[Profile]:
    """Profiles of the framework, as they stand in their files: what fits which edition is for the method to say."""
    for path in paths or shipped.profiles():
        profile = read_profile(path).profile
        if paths or profile.framework == framework:
            yield profile


def framework_record(folder: Path, language: str, output: Path | None, *, force: bool) -> None:
    """Write what later editions must remember of this one."""
    if output is not None:
        check_targets([output], force=force)
    remembered = record(read_framework(folder))
    if not re.match(EDITION, remembered.edition) or len(remembered.edition) > LONGEST_EDITION:
        raise UsageError(
            message("error.edition-no-file", edition=remembered.edition),
            message("hint.edition-no-file", longest=LONGEST_EDITION),
        )
    text = edition_file(remembered, language)
    if output is None:
        show(text)
        return
    write_file(output, text.encode(), force=force)
    say = texts(language)
    note(say("init.written", file=str(output)))
    name = f"{EDITIONS}/{remembered.edition}.yaml"
    if os.path.realpath(output) != os.path.realpath(folder / name):
        note(say("edition.keep", folder=str(folder), file=name))
    note(say("edition.remember", edition=remembered.edition))
