"""What `make gallery` writes is fresh."""

import subprocess
import sys

import pytest

from eurostack_assess import __version__, shipped
from eurostack_assess.cli.score import How, scored
from eurostack_assess.method.comparison import compare
from eurostack_assess.model.assessment import Assessment, Tool
from eurostack_assess.model.population import Population
from eurostack_assess.population import plain
from eurostack_assess.population.summary import Wanted, population
from eurostack_assess.population.trend import moved
from eurostack_assess.population.trend_summary import Earlier
from eurostack_assess.reading.answer_table import read_answer_table, row_of
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.reading.profile import read_profile
from eurostack_assess.report.assessment import assessment_report
from eurostack_assess.report.comparison import comparison_report
from eurostack_assess.report.document import Document
from eurostack_assess.report.formats import RENDERERS
from eurostack_assess.report.population import population_report
from tests.helpers import ROOT

FRAMEWORK = read_framework(shipped.folder("questionnaires") / shipped.DEFAULT_FRAMEWORK)
GALLERY = ROOT / "docs" / "gallery"
NAMES = ("amsterdam", "benchmark", "comparison", "municipality")
TITLES = {"nl": "350 verzonnen gemeenten (gegenereerd)", "en": "350 made-up municipalities (generated)"}
MADE_UP = {"made-up-municipalities.csv": [], "made-up-municipalities-a-year-before.csv": ["--earlier"]}
"""Tables, each with the words by which the generator writes it."""


def result(profile: str) -> Assessment:
    return scored(ROOT / "profiles" / f"{profile}.yaml", How()).result


def benchmark(title: str) -> Population:
    columns, framework = ("part", "size"), FRAMEWORK
    now, before = (read_answer_table(GALLERY / name, framework, "organisation", columns)[1] for name in MADE_UP)
    profile = read_profile(ROOT / "profiles" / "example-municipality.yaml").profile
    own = (profile.name, plain.tally([row_of(profile, {})], framework, "organisation", ()))
    sizes = plain.tally(before, framework, "organisation", columns).groups
    earlier = Earlier(list(MADE_UP)[1], sizes, moved(now, before, framework, "organisation", columns))
    counted = plain.tally(now, framework, "organisation", columns)
    return population(counted, framework, Wanted("organisation", 10, title, own, earlier), Tool(version=__version__))


def report(name: str, language: str) -> Document:
    if name == "benchmark":
        return population_report(benchmark(TITLES[language]), language, everything=True)
    if name == "comparison":
        both = compare([result("amsterdam"), result("brainport")], tool_version=__version__)
        return comparison_report(both, language, everything=True)
    profile = "example-municipality" if name == "municipality" else name
    return assessment_report(result(profile), language, everything=True)


@pytest.mark.parametrize("ending", [".html", ".md"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_the_gallery_is_fresh(name: str, language: str, ending: str) -> None:
    assert (GALLERY / f"{name}.{language}{ending}").read_bytes() == RENDERERS[ending](report(name, language))


def test_nothing_else_is_in_the_gallery() -> None:
    expected = {
        f"{name}.{language}{ending}" for name in NAMES for language in ("nl", "en") for ending in (".html", ".md")
    }
    assert {path.name for path in GALLERY.iterdir()} == expected | set(MADE_UP)


@pytest.mark.parametrize("name", MADE_UP)
def test_the_made_up_municipalities_are_the_generator_s(name: str) -> None:
    words = [sys.executable, "benchmarks/made_up.py", *MADE_UP[name]]
    made = subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout
    assert (GALLERY / name).read_bytes() == made
