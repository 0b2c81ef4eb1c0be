"""`gate`: does a profile meet what is required of it?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from eurostack_assess import __version__
from eurostack_assess.cli.names import typed
from eurostack_assess.cli.outputs import check_outputs, json_bytes, write_files
from eurostack_assess.cli.profiles import tell_unconfirmed
from eurostack_assess.cli.score import How, check_alike, scored
from eurostack_assess.cli.streams import note, screen, show
from eurostack_assess.errors import DONE, GATE_NOT_MET, Place, UsageError, message
from eurostack_assess.method.gate import Limit
from eurostack_assess.method.gate import gate as gated
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.gate import Gate, Measure
from eurostack_assess.reading.profile import read_profile
from eurostack_assess.reading.result import is_result
from eurostack_assess.reading.session import is_session
from eurostack_assess.report.editions import told_older
from eurostack_assess.report.gate import PlaceOf, gate_report, junit, sarif, verdict
from eurostack_assess.report.terminal import render
from eurostack_assess.texts import Texts, texts

NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,9})?")
FORMATS = (".json", ".xml", ".sarif")


@dataclass(frozen=True)
class Asked:
    """What is required, as it was typed."""

    profile: Path
    fail_under: Sequence[str]
    max_unknown: Sequence[str]
    min_level: Sequence[str]
    baseline: Path | None
    framework: Path | None


def gate(asked: Asked, language: str, outputs: Sequence[Path], *, force: bool) -> int:
    """Say which conditions are met; the exit code says whether all are."""
    check_outputs(outputs, FORMATS, force=force)
    if not (asked.fail_under or asked.max_unknown or asked.min_level or asked.baseline):
        raise UsageError(message("error.no-conditions"), message("hint.conditions"))
    how = How(asked.framework)
    result, given = scored(asked.profile, how)
    limits = list(_limits(asked, result))
    baseline = None
    if asked.baseline is not None:
        baseline = scored(asked.baseline, how).result
        check_alike(asked.baseline, baseline, result)
    tell_unconfirmed(asked.profile, given, language)
    outcome = gated(result, limits, baseline, tool_version=__version__)
    place_of = _places(asked.profile)
    say = texts(language)
    _tell_about(result, baseline, say)
    if not outputs:
        show(render(gate_report(outcome, place_of, language), screen()))
    write_files({path: _content(path, outcome, place_of, language) for path in outputs}, language, force=force)
    if outputs:
        note(verdict(outcome, say))
    return DONE if outcome.passed else GATE_NOT_MET


def _content(path: Path, outcome: Gate, place_of: PlaceOf, language: str) -> bytes:
    match path.suffix.lower():
        case ".xml":
            return junit(outcome, place_of, language)
        case ".sarif":
            return sarif(outcome, place_of, language)
        case _:
            return json_bytes(outcome)


def _tell_about(result: Assessment, baseline: Assessment | None, say: Texts) -> None:
    """What one must know of the results that are held against each other."""
    if baseline is not None and baseline.profile.name.casefold() != result.profile.name.casefold():
        note(say("gate.other-baseline", name=result.profile.name, other=baseline.profile.name))
    for one in (result, baseline):
        if one is not None and one.older is not None:
            note(told_older(one.profile.name, one.older, say))


def _limits(asked: Asked, result: Assessment) -> Iterator[Limit]:
    """Every limit, checked."""
    given: tuple[tuple[Measure, Sequence[str]], ...] = (
        ("score", asked.fail_under),
        ("level", asked.min_level),
        ("unknown", asked.max_unknown),
    )
    for measure, words in given:
        for word in words:
            layer, _, value = word.rpartition("=")
            known = [one.id for one in result.layers]
            if "=" in word and layer not in known:
                hint = message("hint.known-layers", layers=", ".join(known))
                raise UsageError(message("problem.no-such-layer", layer=typed(layer)), hint)
            yield Limit(measure, layer or None, _value(measure, value, word, len(result.framework.levels) - 1))


def _value(measure: Measure, value: str, word: str, top: int) -> Fraction:
    """A limit as a share of 0 to 1, or as a level."""
    number = (value.strip().removesuffix("%") if measure == "unknown" else value.strip()).replace(",", ".")
    highest = top if measure == "level" else 100
    given = Fraction(number) if NUMBER.fullmatch(number) else None
    refused = {"score": False, "level": "." in number, "unknown": "%" not in value and given and given < 1}
    if given is None or given > highest or refused[measure]:
        raise UsageError(message(f"error.limit-{measure}", given=typed(word)[:80], highest=highest))
    return given if measure == "level" else given / 100


def _places(path: Path) -> PlaceOf:
    """Where each answer stands; a session or a result has no lines that a person wrote."""
    if is_session(path) or is_result(path) or str(path) == "-":
        whole = Place(str(path), 1, 1)
        return lambda _question: whole
    return read_profile(path).place_of_answer
