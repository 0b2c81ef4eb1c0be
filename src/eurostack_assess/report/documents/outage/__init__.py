"""The report of an outage: what stops when something is lost."""

from eurostack_assess.model.outage import Outage
from eurostack_assess.report.document import UNDATED, ReportDocument
from eurostack_assess.report.documents.outage.base import AFFECTED_FATES
from eurostack_assess.report.documents.outage.overview import OutageOverview
from eurostack_assess.report.documents.outage.services import OutageServices
from eurostack_assess.report.wording.voice import list_limit
from eurostack_assess.texts import texts


def build_outage_report(result: Outage, language: str, *, everything: bool = False) -> ReportDocument:
    """The whole answer in one language; with `everything`, no list is cut short."""
    translate, limit = texts(language), list_limit(everything=everything)
    overview = OutageOverview(result=result, translate=translate, limit=limit)
    services = OutageServices(result=result, translate=translate, limit=limit)
    sections = (
        overview.opening(),
        overview.story(),
        overview.summary(),
        overview.layers(),
        *(services.fate(fate) for fate in AFFECTED_FATES),
        services.replacements(),
        services.survivors(),
        services.removed_products(),
        overview.sources(),
        overview.basis(),
    )
    blocks = tuple(block for section in sections for block in section)
    return ReportDocument(overview.title, language, blocks, result.profile.date or UNDATED)
