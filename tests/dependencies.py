"""Profiles with services, made in a few lines, over the small catalogue."""

from collections.abc import Mapping, Sequence

from eurostack_assess.method.services import Graph, build_graph
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Dependency, Profile
from eurostack_assess.reading.catalogue import read_catalogue
from eurostack_assess.reading.framework import read_framework
from tests.helpers import CHANDLERY, HARBOUR

CATALOGUE: Catalogue = read_catalogue(CHANDLERY)
FRAMEWORK: Framework = read_framework(HARBOUR)
LAYERS = FRAMEWORK.header.layers


def dependency(service: str, **about: object) -> Dependency:
    """A service called by its id."""
    given: dict[str, object] = {"id": service, "service": service, **about}
    for key in ("needs", "runs_on"):
        if key in given:
            given[key] = tuple(tuple(group) for group in given[key])  # type: ignore[attr-defined]
    return Dependency.model_validate(given)


def profile(*services: Dependency, **about: object) -> Profile:
    """An organisation in the Netherlands with these services."""
    return Profile.model_validate(
        {
            "name": "Port",
            "kind": "organisation",
            "country": "NL",
            "framework": "harbour",
            "dependencies": services,
            **about,
        }
    )


def graph(*services: Dependency) -> Graph:
    return build_graph(profile(*services), CATALOGUE)


def needing(needs: Mapping[str, Sequence[Sequence[str]]], suppliers: Mapping[str, str | None]) -> list[Dependency]:
    """Services by name with what each needs, and from which country each one's supplier is; None: unknown."""
    return [
        dependency(
            name,
            supplier=f"supplier of {name}",
            parent_country=suppliers.get(name, "NL"),
            runs_on=[],
            needs=groups,
        )
        for name, groups in needs.items()
    ]


def name(text: LocalText) -> str:
    return text.in_language("en")
