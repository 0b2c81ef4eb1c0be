"""Step 10, in short: what stops if the country outside the EU/EEA whose owners control most use is lost."""

from collections.abc import Mapping

from eurostack_assess.method.outage import Loss, compute_loss
from eurostack_assess.method.replacements import find_smallest_replacement
from eurostack_assess.method.services import Graph
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.exposure import UNKNOWN_COUNTRY, DropOut, ProductReplacement
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.scenario import Selector
from eurostack_assess.model.vocabulary import FATES


def find_drop_out(
    graph: Graph, profile: Profile, catalogue: Catalogue, shares_by_country: Mapping[str, float]
) -> DropOut | None:
    """What stops without the largest of these countries that is outside the EU/EEA; None where there is none.

    Args:
        graph: Of everything in use.
        profile: Whose services they are.
        catalogue: Which countries are European, and what countries are called.
        shares_by_country: Share of use by the country of the ultimate owner, largest first.
    """
    outside = (code for code in shares_by_country if code not in {UNKNOWN_COUNTRY, *catalogue.european_countries})
    country = next(outside, None)
    if country is None:
        return None
    loss = compute_loss(graph, (Selector(country=country),))
    fates = [loss.get_fate(key) for key in graph.services]
    return DropOut(
        country=country,
        name=catalogue.country(country),
        share=shares_by_country[country],
        fates={fate: fates.count(fate) for fate in FATES},
        best_replacement=_find_best_replacement(graph, profile, loss),
    )


def _find_best_replacement(graph: Graph, profile: Profile, loss: Loss) -> ProductReplacement | None:
    """The product that by itself saves most of the services that stop for certain; of equals the first."""
    stopped = loss.reasons_by_fate["stops"]
    saved: dict[tuple[str | None, str], tuple[LocalText, list[LocalText]]] = {}
    for key, dependency in zip(graph.services, profile.dependencies, strict=True):
        smallest = find_smallest_replacement(graph, key, stopped)
        if smallest is not None and len(smallest) == 1:
            node = graph.nodes[smallest[0]]
            saved.setdefault((node.id, "" if node.id else str(node.name)), (node.name, []))[1].append(
                dependency.service
            )
    if not saved:
        return None
    product, services = max(saved.values(), key=lambda found: len(found[1]))
    return ProductReplacement(product=product, saves=tuple(services))
