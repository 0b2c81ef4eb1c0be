"""`compare`: results side by side."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from eurostack_assess import __version__
from eurostack_assess.cli.outputs import Outputs
from eurostack_assess.cli.profiles import tell_unconfirmed
from eurostack_assess.cli.score import How, check_alike, scored
from eurostack_assess.errors import UsageError, message
from eurostack_assess.method.comparison import compare as compared
from eurostack_assess.report.comparison import comparison_report
from eurostack_assess.report.comparison_sheets import comparison_sheets

MOST = 12
"""Parties: more of them belong in a benchmark."""


def compare(
    files: Sequence[Path],
    how: How,
    language: str,
    outputs: Outputs,
    *,
    everything: bool,
) -> None:
    """Compare profiles, sessions or results: the page on the screen, or the result in each of the output files."""
    outputs.check()
    if not 2 <= len(files) <= MOST:  # noqa: PLR2004 - one cannot be compared
        raise UsageError(message("error.number-to-compare", most=MOST))
    parties = [scored(path, how) for path in files]
    for path, (other, given) in zip(files, parties, strict=True):
        tell_unconfirmed(path, given, language)
        check_alike(path, other, parties[0].result)
    own = parties[0].result.reweighed if how.weights else None
    by_own_weights = [party.by_weights(own.weights) for party in parties] if own else ()
    result = compared([party.result for party in parties], tool_version=__version__, by_own_weights=by_own_weights)
    if own is not None:
        result = result.model_copy(update={"weights": own.weights})
    report = partial(comparison_report, result, language, everything=everything or outputs.to_files)
    outputs.give(report, partial(comparison_sheets, result, language), result)
