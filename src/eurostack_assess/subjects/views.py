"""Selects the other instruments named with `--view`, whose objectives are also used to score the answers."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from eurostack_assess.errors import UsageError, message
from eurostack_assess.inert import typed
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.framework import Framework

Views = Mapping[str, Sequence[str]]
"""Instruments, each with the editions wanted."""


def chosen_views(framework: Framework, names: Sequence[str]) -> Views:
    """The editions named; of an instrument named, all that the framework has.

    Raises:
        UsageError: the framework has no such edition or instrument.
    """
    editions = framework.header.views
    chosen: dict[str, list[str]] = {}
    for name in names:
        if name in editions:
            wanted = chosen.setdefault(editions[name].instrument, [])
            wanted += [name] if name not in wanted else []
        elif name in framework.header.instruments:
            chosen[name] = [id_ for id_, one in editions.items() if one.instrument == name]
        else:
            known = ", ".join((*framework.header.instruments, *editions))
            hint = message("hint.known-views", views=known) if known else message("hint.no-views")
            raise UsageError(message("error.no-such-view", view=typed(name)), hint)
    return chosen


def check_views(path: Path, result: Assessment, names: Sequence[str]) -> None:
    """Of a result from a file: that it was made with these views, since it cannot be read by others any more.

    Raises:
        UsageError: it was not.
    """
    made = {one.instrument for one in result.views} | {each.id for one in result.views for each in one.editions}
    for name in names:
        if name not in made:
            raise UsageError(
                message("error.made-without-view", file=str(path), view=typed(name)), message("hint.score-with-view")
            )
