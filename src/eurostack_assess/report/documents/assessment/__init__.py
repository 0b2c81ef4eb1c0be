"""The dependency and gap report: what is said of one profile, free of format."""

from collections.abc import Iterable, Iterator

from eurostack_assess.model.assessment import Assessment
from eurostack_assess.report.document import UNDATED, Block, ReportDocument
from eurostack_assess.report.documents.assessment.overview import AssessmentOverview
from eurostack_assess.report.documents.assessment.questions import AssessmentQuestions
from eurostack_assess.report.documents.assessment.stack import AssessmentStack
from eurostack_assess.report.documents.assessment.summary import AssessmentSummary
from eurostack_assess.report.wording.voice import list_limit
from eurostack_assess.texts import Texts, texts


def build_assessment_report(result: Assessment, language: str, *, everything: bool = False) -> ReportDocument:
    """The whole report in one language; with `everything`, no list is cut short and every answer is shown."""
    sections = _scan_sections if result.scan is not None else _sections
    blocks = tuple(block for section in sections(result, texts(language), everything=everything) for block in section)
    return ReportDocument(result.profile.name, language, blocks, result.profile.date or UNDATED)


def _sections(result: Assessment, translate: Texts, *, everything: bool) -> Iterator[Iterable[Block]]:
    limit = list_limit(everything=everything)
    overview = AssessmentOverview(result=result, translate=translate, limit=limit)
    stack = AssessmentStack(result=result, translate=translate, limit=limit)
    summary = AssessmentSummary(result=result, translate=translate, limit=limit)
    questions = AssessmentQuestions(result=result, translate=translate, limit=limit)
    yield overview.opening()
    yield overview.meaning()
    yield overview.older_edition()
    yield questions.views()
    yield overview.statements("facts", result.profile.facts)
    yield overview.statements("bottlenecks", result.profile.bottlenecks)
    yield overview.indicators()
    yield stack.stack()
    yield summary.summary()
    yield overview.custom_weights()
    yield stack.findings()
    yield questions.dependencies()
    yield questions.gaps()
    yield questions.information_gaps()
    yield stack.parts("beside", result.cross_cutting)
    yield stack.parts("lenses", result.lenses)
    if everything:
        yield questions.answers()
    yield overview.method()


def _scan_sections(result: Assessment, translate: Texts, *, everything: bool) -> Iterator[Iterable[Block]]:
    from eurostack_assess.report.documents.assessment.scan import AssessmentScan

    limit = list_limit(everything=everything)
    overview = AssessmentOverview(result=result, translate=translate, limit=limit)
    scan = AssessmentScan(result=result, translate=translate, limit=limit)
    yield overview.opening()
    yield overview.older_edition()
    yield scan.levels()
    yield scan.gaps()
    yield scan.to_find_out()
    yield scan.dependencies()
    if everything:
        yield scan.answers()
    yield overview.provenance()
