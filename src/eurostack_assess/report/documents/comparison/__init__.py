"""Results side by side, as a page that a board can discuss."""

from eurostack_assess.model.comparison import Comparison
from eurostack_assess.report.document import UNDATED, ReportDocument
from eurostack_assess.report.documents.comparison.context import ComparisonContext
from eurostack_assess.report.documents.comparison.in_short import ComparisonInShort
from eurostack_assess.report.documents.comparison.overview import ComparisonOverview
from eurostack_assess.report.documents.comparison.questions import ComparisonQuestions
from eurostack_assess.report.documents.comparison.weights import ComparisonWeights
from eurostack_assess.report.wording.voice import list_limit
from eurostack_assess.texts import texts


def build_comparison_report(result: Comparison, language: str, *, everything: bool = False) -> ReportDocument:
    """The whole comparison in one language; with `everything`, no list is cut short and every answer is shown."""
    translate, limit = texts(language), list_limit(everything=everything)
    in_short = ComparisonInShort(result=result, translate=translate, limit=limit)
    overview = ComparisonOverview(result=result, translate=translate, limit=limit)
    questions = ComparisonQuestions(result=result, translate=translate, limit=limit)
    context = ComparisonContext(result=result, translate=translate, limit=limit)
    weights = ComparisonWeights(result=result, translate=translate, limit=limit)
    sections = (
        in_short.opening(),
        in_short.summary(),
        overview.overview(),
        overview.pairs(),
        overview.custom_weights(),
        *(
            (questions.changes(),)
            if result.same_subject
            else (questions.lessons(), questions.joint(), questions.find_out())
        ),
        context.findings(),
        context.indicators(),
        context.exposure(),
        questions.layer_by_layer(),
        context.facts(),
        weights.weights(everything=everything),
        overview.views(),
        questions.answers() if everything else (),
        weights.method(),
    )
    blocks = tuple(block for section in sections for block in section)
    return ReportDocument(in_short.title, language, blocks, result.last_date or UNDATED)
