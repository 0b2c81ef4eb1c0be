"""The report of a benchmark: many profiles at once."""

from eurostack_assess.model.population import Population
from eurostack_assess.report.document import ReportDocument
from eurostack_assess.report.documents.population.distribution import PopulationDistribution
from eurostack_assess.report.documents.population.items import PopulationItems
from eurostack_assess.report.documents.population.trend import PopulationTrend
from eurostack_assess.report.wording.voice import list_limit
from eurostack_assess.texts import texts


def build_population_report(result: Population, language: str, *, everything: bool = False) -> ReportDocument:
    """The whole benchmark in one language; with `everything`, no list is cut short."""
    translate, limit = texts(language), list_limit(everything=everything)
    distribution = PopulationDistribution(result=result, translate=translate, limit=limit)
    items = PopulationItems(result=result, translate=translate, limit=limit)
    trend = PopulationTrend(result=result, translate=translate, limit=limit)
    sections = (
        distribution.opening(),
        distribution.in_short(),
        trend.trend(),
        distribution.own_position(),
        distribution.spread(),
        distribution.verdicts(),
        distribution.questions("missed"),
        distribution.questions("unknown"),
        distribution.groups(),
        items.items(),
        distribution.method(),
    )
    return ReportDocument(distribution.title, language, tuple(block for section in sections for block in section))
