"""Known groups: what a set of questions must tell apart, whatever else it measures.

Two made-up organisations decide: *sovereign* has its own stack and keys and no papers, *paperwork* every paper and
nothing in its own hands. `tests/resources/archetypes` has these and others for the shipped questions.
"""

from collections.abc import Iterator

from eurostack_assess.model.assessment import Assessment

MARGIN = 20
"""Points by which being sovereign must beat writing about it; a proposal."""


def find_failures(sovereign: Assessment, paperwork: Assessment) -> Iterator[str]:
    """What the questions fail to tell apart."""
    ahead = _score(sovereign) - _score(paperwork)
    if ahead < MARGIN:
        yield f"sovereign {_score(sovereign):.1f} and paperwork {_score(paperwork):.1f}: less than {MARGIN} apart"
    for layer in sovereign.layers:
        if (layer.score or 0) < (paperwork.layer(layer.id).score or 0):
            yield f"{layer.id}: paperwork scores higher"
    if (sovereign.overall.level or 0) < (paperwork.overall.level or 0):
        yield "paperwork reaches a higher level"


def _score(result: Assessment) -> float:
    return result.overall.score or 0.0
