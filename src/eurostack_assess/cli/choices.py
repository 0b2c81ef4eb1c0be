"""Checks ids named on the command line against the known ones, with one error and one hint for each kind of id."""

from collections.abc import Collection, Iterable, Sequence

from eurostack_assess.errors import UsageError, message
from eurostack_assess.inert import typed
from eurostack_assess.model.framework import Framework, Instrument
from eurostack_assess.model.question import Questionnaire
from eurostack_assess.model.vocabulary import Kind


def checked_choice(word: str, choices: Collection[str], what: str) -> str:
    """A word that is one of the choices.

    Args:
        word: As it was typed.
        choices: What there is to choose from.
        what: Kind of thing, as in the texts: `error.no-such-WHAT` with a placeholder `{WHAT}`.

    Raises:
        UsageError: it is none of them; with all of them as a hint.
    """
    if word not in choices:
        hint = message("hint.known-keys", keys=", ".join(choices))
        raise UsageError(message(f"error.no-such-{what}", **{what: typed(word)}), hint)
    return word


def check_layers(ids: Iterable[str], known: Collection[str]) -> None:
    """Refuse what is no layer.

    Raises:
        UsageError: with the layers that there are.
    """
    for id_ in ids:
        if id_ not in known:
            hint = message("hint.known-layers", layers=", ".join(known))
            raise UsageError(message("problem.no-such-layer", layer=typed(id_)), hint)


def chosen_parts(framework: Framework, ids: Sequence[str]) -> list[Questionnaire]:
    """The questionnaires by these ids, in the order of the framework; all, where none is named.

    Raises:
        UsageError: the framework has no such layer.
    """
    check_layers(ids, [part.id for part in framework.parts])
    return [part for part in framework.parts if not ids or part.id in ids]


def chosen_lenses(framework: Framework, ids: Sequence[str]) -> tuple[str, ...]:
    """These lenses, each of which the framework has.

    Raises:
        UsageError: it does not have one of them.
    """
    for id_ in ids:
        if id_ not in framework.header.lenses:
            hint = message("hint.known-keys", keys=", ".join(framework.header.lenses))
            raise UsageError(message("problem.no-such-lens", lens=typed(id_)), hint)
    return tuple(ids)


def chosen_scan(framework: Framework, id_: str, kind: Kind) -> tuple[str, ...]:
    """The questions of the scan by this id, in its order.

    Raises:
        UsageError: the framework has none by it, or it is for another kind of profile.
    """
    scan = framework.header.scans.get(id_)
    if scan is None or scan.kind != kind:
        known = [other for other, found in framework.header.scans.items() if found.kind == kind]
        what = message("error.no-such-scan", scan=typed(id_), kind=message(f"kind.{kind}"))
        raise UsageError(what, message("hint.known-keys", keys=", ".join(known) or "-"))
    return scan.questions


def chosen_instrument(framework: Framework, id_: str) -> Instrument:
    """The instrument by this id.

    Raises:
        UsageError: the framework has none by it.
    """
    found = framework.instrument(id_)
    if found is None:
        known = ", ".join(framework.header.instruments) or "-"
        raise UsageError(
            message("error.no-such-instrument", instrument=id_), message("hint.known-instruments", instruments=known)
        )
    return found
