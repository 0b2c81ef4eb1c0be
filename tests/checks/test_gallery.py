"""What `make gallery` writes is fresh."""

import pytest

from eurostack_assess import __version__
from eurostack_assess.cli.score import assessed
from eurostack_assess.method.comparison import compare
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.report.assessment import assessment_report
from eurostack_assess.report.comparison import comparison_report
from eurostack_assess.report.document import Document
from eurostack_assess.report.formats import RENDERERS
from tests.helpers import ROOT

GALLERY = ROOT / "docs" / "gallery"
NAMES = ("amsterdam", "comparison", "municipality")


def result(profile: str) -> Assessment:
    return assessed(ROOT / "profiles" / f"{profile}.yaml", None)


def report(name: str, language: str) -> Document:
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
    assert {path.name for path in GALLERY.iterdir()} == expected
