"""Known groups: what a set of questions must tell apart, whatever else it measures.

Four made-up organisations or regions, each in one file of `tests/resources/archetypes/FRAMEWORK`: *sovereign* (its own
European stack and keys, and no lists), *paperwork* (every list and policy, and all of it in other hands), *nothing* and
*full*. The files belong with the questions; this is what is asked of them.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from eurostack_assess.model.assessment import Assessment

Archetype = Literal["sovereign", "paperwork", "nothing", "full"]

MARGIN = 20
"""Points by which being sovereign must beat writing about it; like the other limits a proposal."""
MOST_OF_NOTHING, LEAST_OF_FULL = 10, 90


def find_failures(results: Mapping[Archetype, Assessment]) -> Iterator[str]:
    """What the questions fail to tell apart."""
    sovereign, paperwork = results["sovereign"], results["paperwork"]
    if _score(sovereign) - _score(paperwork) < MARGIN:
        yield f"sovereign {_score(sovereign):.1f} and paperwork {_score(paperwork):.1f}: less than {MARGIN} apart"
    for layer in sovereign.layers:
        other = paperwork.layer(layer.id)
        if (layer.score or 0) < (other.score or 0):
            yield f"{layer.id}: paperwork scores higher"
    if (sovereign.overall.level or 0) < (paperwork.overall.level or 0):
        yield "paperwork reaches a higher level"
    if _score(results["nothing"]) > MOST_OF_NOTHING:
        yield f"nothing at all scores {_score(results['nothing']):.1f}"
    if _score(results["full"]) < LEAST_OF_FULL:
        yield f"everything scores {_score(results['full']):.1f}"


def _score(result: Assessment) -> float:
    return result.overall.score or 0.0
