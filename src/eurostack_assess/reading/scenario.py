"""Reads a scenario from a file."""

from pathlib import Path

from eurostack_assess.errors import InvalidInputError, Problem, message
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.scenario import Scenario
from eurostack_assess.reading.source import QUESTIONNAIRE_LIMIT, read_source
from eurostack_assess.reading.validate import did_you_mean, parse_document, validate_document


def read_scenario(path: Path, catalogue: Catalogue) -> Scenario:
    """The scenario in a file, every category and country in it known to the catalogue.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: with every problem found in it.
    """
    source = read_source(path, QUESTIONNAIRE_LIMIT)
    document = parse_document(source)
    scenario = validate_document(Scenario, document)
    problems: list[Problem] = []
    for key in ("takeover", "without"):
        for index, selector in enumerate(getattr(scenario, key)):
            if selector.category is not None and selector.category not in catalogue.categories:
                what = message("problem.no-such-row", row=selector.category)
                hint = did_you_mean(selector.category, catalogue.categories)
                problems.append(document.problem(what, key, index, "category", hint=hint))
            for name in ("country", "to"):
                code = getattr(selector, name, None)
                if code is not None and code not in catalogue.countries:
                    what = message("problem.no-such-country", country=code)
                    problems.append(document.problem(what, key, index, name))
    if problems:
        raise InvalidInputError(problems)
    return scenario
