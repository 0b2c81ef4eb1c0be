"""`whatif`: what stops when something drops out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from eurostack_assess import __version__, shipped
from eurostack_assess.cli.catalogues import shipped_catalogue
from eurostack_assess.cli.names import typed
from eurostack_assess.cli.outputs import Outputs
from eurostack_assess.cli.profiles import checked_profile
from eurostack_assess.errors import Message, UsageError, message
from eurostack_assess.method.outage import is_called, what_if
from eurostack_assess.method.services import graph_of
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.profile import LONGEST_NAME, Profile
from eurostack_assess.model.scenario import Scenario, Selector
from eurostack_assess.reading.scenario import read_scenario
from eurostack_assess.report.outage import outage_report
from eurostack_assess.report.outage_sheets import outage_sheets


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line."""

    profile: Path
    without: Sequence[str]
    scenario: str | None
    framework: Path | None


def whatif(asked: Asked, language: str, outputs: Outputs, *, everything: bool) -> None:
    """Say what becomes of a profile's services: on the screen, or as a result in each of the output files."""
    outputs.check()
    question = _question(asked.without, asked.scenario)
    framework, profile, hash_, _ = checked_profile(asked.profile, asked.framework)
    if not profile.dependencies:
        raise UsageError(message("error.no-dependencies", file=str(asked.profile)))
    catalogue = shipped_catalogue()
    _check_known(question, profile, catalogue)
    result = what_if(framework, profile, catalogue, question, tool_version=__version__, profile_hash=hash_)
    report = partial(outage_report, result, language, everything=everything or outputs.to_files)
    outputs.give(report, partial(outage_sheets, result, language), result)


def _question(without: Sequence[str], scenario: str | None) -> Scenario | tuple[Selector, ...]:
    if without and scenario:
        raise UsageError(message("error.both-asked"))
    if scenario is not None:
        return read_scenario(_scenario_path(scenario), shipped_catalogue())
    if not without:
        raise UsageError(message("error.nothing-asked"), _scenarios())
    return tuple(_selector(word, shipped_catalogue()) for word in without)


def _selector(word: str, catalogue: Catalogue) -> Selector:
    """What a word names: a country by its code or by its name in any language, else something by its id."""
    if not word.strip():
        raise UsageError(message("error.nothing-asked"), _scenarios())
    if len(word) > LONGEST_NAME:
        raise UsageError(message("error.no-such-product", name=typed(word)[:80]), message("hint.known-rows"))
    named = (code for code, names in catalogue.countries.items() if word.casefold() in _folded(names.values()))
    return Selector.model_validate(next(named, typed(word)))


def _folded(names: Iterable[str]) -> set[str]:
    return {name.casefold() for name in names}


def _scenario_path(scenario: str) -> Path:
    """A shipped scenario by its id, or a file of one's own."""
    found = next((path for path in shipped.scenarios() if path.stem == scenario), None)
    if found is None and not scenario.endswith((".yaml", ".yml")):
        raise UsageError(message("error.no-such-scenario", scenario=scenario), _scenarios())
    return found or Path(scenario)


def _scenarios() -> Message:
    return message("hint.scenarios", scenarios=", ".join(path.stem for path in shipped.scenarios()))


def _check_known(question: Scenario | Sequence[Selector], profile: Profile, catalogue: Catalogue) -> None:
    """Refuse what names something that there is not, here or in the catalogue."""
    selectors = (*question.takeover, *question.without) if isinstance(question, Scenario) else question
    nodes = graph_of(profile, catalogue).nodes.values()
    for one in selectors:
        if one.country is not None and one.country not in catalogue.countries:
            raise UsageError(message("problem.no-such-country", country=one.country))
        wanted = one.id
        if wanted is None or wanted in catalogue.suppliers or wanted in catalogue.owners:
            continue
        if not any(is_called(node, wanted) for node in nodes):
            names = [*catalogue.suppliers, *catalogue.owners, *(node.id for node in nodes if node.id)]
            close = (
                [wanted.upper()]
                if wanted.upper() in catalogue.countries
                else get_close_matches(wanted[:80], names, n=1)
            )
            hint = message("hint.did-you-mean", word=close[0]) if close else message("hint.known-rows")
            raise UsageError(message("error.no-such-product", name=wanted), hint)
