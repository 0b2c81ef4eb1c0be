"""The report of a comparison, as a page that a board can discuss."""

from collections.abc import Iterator, Sequence

from eurostack_assess.model.comparison import Comparison
from eurostack_assess.report.document import UNDATED, Block, ReportDocument, WayOn
from eurostack_assess.report.documents.comparison.context import ComparisonContext
from eurostack_assess.report.documents.comparison.in_short import ComparisonInShort
from eurostack_assess.report.documents.comparison.overview import ComparisonOverview
from eurostack_assess.report.documents.comparison.questions import ComparisonQuestions
from eurostack_assess.report.documents.comparison.weights import ComparisonWeights
from eurostack_assess.report.front.comparison import build_comparison_front
from eurostack_assess.report.wording.outcomes import PAIR
from eurostack_assess.report.wording.voice import ReportExtent, list_limit
from eurostack_assess.texts import Texts, texts


def build_comparison_report(
    result: Comparison, language: str, *, extent: ReportExtent = "complete", ways_on: Sequence[WayOn] = ()
) -> ReportDocument:
    """The comparison in one language.

    Args:
        result: The result to report.
        language: In which language.
        extent: How much of it.
        ways_on: For a screen: what more there is, each with the command that shows it.
    """
    translate = texts(language)
    front = build_comparison_front(result, translate, ways_on if extent == "answer" else ())
    blocks = tuple(_asked_for(result, translate) if extent == "answer" else _annexes(result, translate, extent))
    title = ComparisonInShort(result=result, translate=translate).title
    return ReportDocument(title, language, blocks, result.last_date or UNDATED, front=front)


def _asked_for(result: Comparison, translate: Texts) -> Iterator[Block]:
    """What follows the first page when no annexes are wanted: notes on old answers, and what options asked for."""
    overview = ComparisonOverview(result=result, translate=translate)
    yield from ComparisonInShort(result=result, translate=translate).reservations()
    yield from overview.custom_weights()
    yield from overview.views()


def _annexes(result: Comparison, translate: Texts, extent: ReportExtent) -> Iterator[Block]:
    everything, is_brief = extent == "all", extent == "full"
    limit = list_limit(everything=everything)
    in_short = ComparisonInShort(result=result, translate=translate, limit=limit)
    overview = ComparisonOverview(result=result, translate=translate, limit=limit)
    questions = ComparisonQuestions(result=result, translate=translate, limit=limit, extent=extent)
    context = ComparisonContext(result=result, translate=translate, limit=limit)
    weights = ComparisonWeights(result=result, translate=translate, limit=limit)
    yield from in_short.notes()
    if not is_brief:
        yield from in_short.summary()
    if not is_brief or len(result.parties) > PAIR:
        yield from overview.overview()
    yield from overview.pairs()
    yield from overview.custom_weights()
    if result.same_subject:
        yield from questions.changes()
    else:
        yield from questions.lessons()
        yield from questions.joint()
        yield from questions.find_out()
    yield from context.findings()
    if not is_brief:
        yield from context.indicators()
    yield from context.exposure()
    yield from questions.layer_by_layer()
    if not is_brief:
        yield from context.facts()
        yield from weights.weights(everything=everything)
    yield from overview.views()
    if not is_brief:
        yield from questions.answers()
    yield from weights.method()
