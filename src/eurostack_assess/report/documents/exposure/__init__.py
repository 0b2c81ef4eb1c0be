"""The section of a report about the services in use and how exposed they are."""

from collections.abc import Iterator

from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.exposure import Exposure
from eurostack_assess.report.document import Block
from eurostack_assess.report.documents.exposure.base import Namer
from eurostack_assess.report.documents.exposure.concentration import ConcentrationSection
from eurostack_assess.report.documents.exposure.services import MAX_WORST, ServicesSection
from eurostack_assess.texts import Texts

__all__ = ["Namer", "build_exposure_section"]


def build_exposure_section(
    result: Assessment, exposure: Exposure, translate: Texts, limit: int | None, *, is_brief: bool = False
) -> Iterator[Block]:
    """The blocks below the heading; with a limit, the shares of each layer and what is worst; in brief a line each."""
    shown = None if limit is None else MAX_WORST
    concentration = ConcentrationSection(result=result, exposure=exposure, translate=translate, limit=shown)
    services = ServicesSection(result=result, exposure=exposure, translate=translate, limit=shown, is_brief=is_brief)
    yield from concentration.layers()
    yield from concentration.contradictions()
    if limit is None:
        yield from services.service_table()
        yield from services.risky_services()
    else:
        yield from services.worst_services()
    yield from services.single_points()
    yield from services.basis()
