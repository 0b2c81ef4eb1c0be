"""The report of one profile: the result on one page, and annexes in a fixed order."""

from collections.abc import Iterable, Iterator, Sequence

from eurostack_assess.model.assessment import Assessment
from eurostack_assess.report.document import UNDATED, Block, ReportDocument, WayOn
from eurostack_assess.report.documents.assessment.actions import AssessmentActions
from eurostack_assess.report.documents.assessment.layers import AssessmentLayers
from eurostack_assess.report.documents.assessment.overview import AssessmentOverview
from eurostack_assess.report.documents.assessment.questions import AssessmentQuestions
from eurostack_assess.report.front.assessment import build_assessment_front
from eurostack_assess.report.wording.voice import ReportExtent, list_limit
from eurostack_assess.texts import Texts, texts


def build_assessment_report(
    result: Assessment, language: str, *, extent: ReportExtent = "complete", ways_on: Sequence[WayOn] = ()
) -> ReportDocument:
    """The report in one language.

    Args:
        result: The result to report.
        language: In which language.
        extent: How much of it.
        ways_on: For a screen: what more there is, each with the command that shows it.
    """
    translate, day = texts(language), result.profile.date or UNDATED
    if result.scan is not None:
        everything = extent in ("complete", "all")
        sections = _scan_sections(result, translate, everything=everything)
        return ReportDocument(result.profile.name, language, _join(sections), day)
    blocks = _join(_asked_for(result, translate) if extent == "answer" else _annexes(result, translate, extent))
    front = build_assessment_front(result, translate, ways_on if extent == "answer" else ())
    return ReportDocument(result.profile.name, language, blocks, day, front=front)


def _join(sections: Iterable[Iterable[Block]]) -> tuple[Block, ...]:
    return tuple(block for section in sections for block in section)


def _asked_for(result: Assessment, translate: Texts) -> Iterator[Iterable[Block]]:
    """What follows the first page when no annexes are wanted: notes on old answers, and what options asked for."""
    overview = AssessmentOverview(result=result, translate=translate)
    yield overview.older_edition()
    yield AssessmentLayers(result=result, translate=translate).asked_for()
    yield AssessmentQuestions(result=result, translate=translate).views()
    yield overview.custom_weights()


def _annexes(result: Assessment, translate: Texts, extent: ReportExtent) -> Iterator[Iterable[Block]]:
    limit = list_limit(everything=extent == "all")
    overview = AssessmentOverview(result=result, translate=translate, limit=limit, extent=extent)
    layers = AssessmentLayers(result=result, translate=translate, limit=limit, extent=extent)
    actions = AssessmentActions(result=result, translate=translate, limit=limit, extent=extent)
    questions = AssessmentQuestions(result=result, translate=translate, limit=limit, extent=extent)
    yield overview.older_edition()
    yield layers.layers()
    yield actions.actions()
    if result.exposure is not None or extent != "full":
        yield questions.dependencies()
    yield questions.information_gaps()
    if extent != "full":
        yield questions.answers()
    yield overview.statements("facts", result.profile.facts)
    yield overview.statements("bottlenecks", result.profile.bottlenecks)
    yield overview.indicators()
    yield layers.outside("beside", result.cross_cutting)
    yield layers.outside("lenses", result.lenses)
    yield questions.views()
    yield overview.custom_weights()
    yield overview.method()


def _scan_sections(result: Assessment, translate: Texts, *, everything: bool) -> Iterator[Iterable[Block]]:
    from eurostack_assess.report.documents.assessment.scan import AssessmentScan

    limit = list_limit(everything=everything)
    overview = AssessmentOverview(result=result, translate=translate, limit=limit)
    scan = AssessmentScan(result=result, translate=translate, limit=limit)
    yield overview.opening()
    yield overview.older_edition()
    yield scan.levels()
    yield scan.actions()
    yield scan.to_find_out()
    yield scan.dependencies()
    if everything:
        yield scan.answers()
    yield overview.provenance()
