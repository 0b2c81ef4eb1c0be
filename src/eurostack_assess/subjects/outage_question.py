"""The question that `whatif` answers: a shipped scenario, a scenario file, or the names of what is lost."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from eurostack_assess import shipped
from eurostack_assess.errors import Message, UsageError, message
from eurostack_assess.inert import typed
from eurostack_assess.method.outage import is_called
from eurostack_assess.method.services import Node, build_graph
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.profile import MAX_NAME_LENGTH, Profile
from eurostack_assess.model.scenario import Scenario, Selector
from eurostack_assess.reading.scenario import read_scenario
from eurostack_assess.subjects.shipped_data import shipped_catalogue

OutageQuestion = Scenario | tuple[Selector, ...]

EUROPEAN_UNION = "EU"
"""Among the codes of countries the one that cannot drop out."""


def read_outage_question(without: Sequence[str], scenario: str | None) -> OutageQuestion:
    """The scenario in a file or by its id, or what the words name.

    Args:
        without: A country, product, owner or service each.
        scenario: Id of a shipped scenario, or the path of a file (YAML) with one.

    Raises:
        UsageError: nothing is asked, both are, or there is no such scenario.
        FileAccessError, InvalidInputError: as `read_scenario`.
    """
    if without and scenario:
        raise UsageError(message("error.both-asked"))
    if scenario is not None:
        return read_scenario(_scenario_path(scenario), shipped_catalogue())
    if not without:
        raise UsageError(message("error.nothing-asked"), _known_scenarios())
    return tuple(_selector(word, shipped_catalogue()) for word in without)


def _selector(word: str, catalogue: Catalogue) -> Selector:
    """What a word names: a country, by its code, a name of it in any language or an alias; else something by its id."""
    if not word.strip():
        raise UsageError(message("error.nothing-asked"), _known_scenarios())
    if len(word) > MAX_NAME_LENGTH:
        raise UsageError(message("error.no-such-product", name=typed(word)[:80]), message("hint.known-rows"))
    code = catalogue.find_country(word)
    if code == EUROPEAN_UNION:
        raise UsageError(message("error.without-europe"), message("hint.without-europe"))
    return Selector.model_validate(code or typed(word.strip()))


def _folded(names: Iterable[str]) -> set[str]:
    return {name.casefold() for name in names}


def resolve_names(question: OutageQuestion, profile: Profile, catalogue: Catalogue) -> OutageQuestion:
    """The question with names that people type as ids: of a service, an owner or a product, by name or alias.

    A scenario names by ids already. A name that fits an owner means the owner, and all of whose products it is.

    Raises:
        UsageError: a name fits several products or services; they are listed.
    """
    if isinstance(question, Scenario):
        return question
    nodes = build_graph(profile, catalogue).nodes.values()
    return tuple(
        selector if selector.id is None else _resolve(selector, selector.id, nodes, catalogue) for selector in question
    )


def _resolve(selector: Selector, name: str, nodes: Iterable[Node], catalogue: Catalogue) -> Selector:
    wanted = name.casefold()
    owners = {
        id_
        for id_, owner in catalogue.owners.items()
        if wanted in _folded((id_, owner.name, *owner.aliases))
        or wanted in owner.name.casefold().replace(",", "").split()
    }
    if len(owners) == 1:
        return selector.model_copy(update={"id": owners.pop()})
    known = list(nodes)
    if wanted in _folded(catalogue.suppliers) or any(is_called(node, name) for node in known):
        return selector
    called = [row.id for row in catalogue.suppliers.values() if wanted in _folded(row.aliases)]
    in_use = {node.id: node.name for node in known if node.id}
    exact = [id_ for id_, text in in_use.items() if id_ in called or wanted in _folded(text.root.values())]
    hits = exact or [id_ for id_, text in in_use.items() if any(_holds(wanted, told) for told in text.root.values())]
    if len(hits) == 1:
        return selector.model_copy(update={"id": hits[0]})
    if hits:
        raise UsageError(message("error.several-hits", name=name, hits=", ".join(sorted(hits))))
    return selector


def _holds(word: str, text: str) -> bool:
    """Whether a text has this word or these words in it, in capitals or not."""
    return f" {word} " in f" {' '.join(re.split(r'[^0-9a-z+]+', text.casefold()))} "


def _scenario_path(scenario: str) -> Path:
    """A shipped scenario by its id, or a file of the user's own."""
    found = next((path for path in shipped.list_scenarios() if path.stem == scenario), None)
    if found is None and not scenario.endswith((".yaml", ".yml")):
        raise UsageError(message("error.no-such-scenario", scenario=scenario), _known_scenarios())
    return found or Path(scenario)


def _known_scenarios() -> Message:
    return message("hint.scenarios", scenarios=", ".join(path.stem for path in shipped.list_scenarios()))


def check_known(question: OutageQuestion, profile: Profile, catalogue: Catalogue) -> None:
    """Refuse what names something that is neither in use nor in the catalogue.

    Raises:
        UsageError: with the nearest name that there is.
    """
    selectors = (*question.takeover, *question.without) if isinstance(question, Scenario) else question
    nodes = build_graph(profile, catalogue).nodes.values()
    for selector in selectors:
        if selector.country is not None and selector.country not in catalogue.countries:
            raise UsageError(message("problem.no-such-country", country=selector.country))
        name = selector.id
        if name is None or name in catalogue.suppliers or name in catalogue.owners:
            continue
        if not any(is_called(node, name) for node in nodes):
            names = [*catalogue.suppliers, *catalogue.owners, *(node.id for node in nodes if node.id)]
            close = [name.upper()] if name.upper() in catalogue.countries else get_close_matches(name[:80], names, n=1)
            hint = message("hint.did-you-mean", word=close[0]) if close else message("hint.known-rows")
            raise UsageError(message("error.no-such-product", name=name), hint)
