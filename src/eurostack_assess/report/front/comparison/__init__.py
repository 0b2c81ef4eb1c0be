"""The first page of a comparison: who is higher where, how certain that is, why, and what to find out."""

from collections.abc import Sequence

from eurostack_assess.model.comparison import Comparison
from eurostack_assess.report.document import Front, WayOn
from eurostack_assess.report.front.comparison.pair import PairFront
from eurostack_assess.report.front.comparison.parties import PartiesFront
from eurostack_assess.report.wording.outcomes import PAIR
from eurostack_assess.texts import Texts


def build_comparison_front(result: Comparison, translate: Texts, ways_on: Sequence[WayOn] = ()) -> Front:
    """The comparison on one page."""
    page = PairFront if len(result.parties) == PAIR else PartiesFront
    return page(result=result, translate=translate).build(tuple(ways_on))
