"""The services in use: how exposed they are, free of format."""

from collections.abc import Iterator

from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.exposure import Exposure
from eurostack_assess.report.document import Block
from eurostack_assess.report.documents.exposure.base import Namer
from eurostack_assess.report.documents.exposure.concentration import ConcentrationSection
from eurostack_assess.report.documents.exposure.services import ServicesSection
from eurostack_assess.texts import Texts

__all__ = ["Namer", "build_exposure_section"]


def build_exposure_section(
    result: Assessment, exposure: Exposure, translate: Texts, limit: int | None
) -> Iterator[Block]:
    """The blocks below the heading; `limit` is how many dependencies are shown in full, None for all."""
    concentration = ConcentrationSection(result=result, exposure=exposure, translate=translate, limit=limit)
    services = ServicesSection(result=result, exposure=exposure, translate=translate, limit=limit)
    yield from concentration.layers()
    yield from concentration.contradictions()
    yield from services.service_table()
    yield from services.risky_services()
    yield from services.single_points()
    yield from services.basis()
