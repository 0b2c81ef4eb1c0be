"""The dependency and gap report: what is said of one profile, free of format."""

from eurostack_assess.model.assessment import Assessment
from eurostack_assess.report.document import UNDATED, ReportDocument
from eurostack_assess.report.documents.assessment.overview import AssessmentOverview
from eurostack_assess.report.documents.assessment.questions import AssessmentQuestions
from eurostack_assess.report.documents.assessment.stack import AssessmentStack
from eurostack_assess.report.documents.assessment.summary import AssessmentSummary
from eurostack_assess.report.wording.voice import list_limit
from eurostack_assess.texts import texts


def build_assessment_report(result: Assessment, language: str, *, everything: bool = False) -> ReportDocument:
    """The whole report in one language; with `everything`, no list is cut short and every answer is shown."""
    translate, limit = texts(language), list_limit(everything=everything)
    overview = AssessmentOverview(result=result, translate=translate, limit=limit)
    stack = AssessmentStack(result=result, translate=translate, limit=limit)
    summary = AssessmentSummary(result=result, translate=translate, limit=limit)
    questions = AssessmentQuestions(result=result, translate=translate, limit=limit)
    if result.scan is not None and not everything:
        from eurostack_assess.report.documents.assessment.scan import AssessmentScan

        scan = AssessmentScan(result=result, translate=translate, limit=limit, scan=result.scan)
        short = (overview.opening(), scan.levels(), questions.dependencies(), questions.gaps(), overview.method())
        return ReportDocument(
            result.profile.name,
            language,
            tuple(block for section in short for block in section),
            result.profile.date or UNDATED,
        )
    sections = (
        overview.opening(),
        overview.older_edition(),
        questions.views(),
        overview.statements("facts", result.profile.facts),
        overview.statements("bottlenecks", result.profile.bottlenecks),
        overview.indicators(),
        stack.stack(),
        summary.summary(),
        overview.custom_weights(),
        stack.findings(),
        questions.dependencies(),
        questions.gaps(),
        questions.information_gaps(),
        stack.parts("beside", result.cross_cutting),
        stack.parts("lenses", result.lenses),
        questions.answers() if everything else (),
        overview.method(),
    )
    blocks = tuple(block for section in sections for block in section)
    return ReportDocument(result.profile.name, language, blocks, result.profile.date or UNDATED)
