"""What `make docs` writes is fresh; every link in `docs/` leads somewhere."""

import re
from pathlib import Path

import pytest

from eurostack_assess import shipped
from eurostack_assess.method.coverage import coverage
from eurostack_assess.model.framework import Framework
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.report import markdown
from eurostack_assess.report.coverage import coverage_report
from eurostack_assess.report.questionnaire import questions_report
from tests.helpers import ROOT

FRAMEWORK: Framework = read_framework(shipped.folder("questionnaires") / shipped.DEFAULT_FRAMEWORK)
DOCS = ROOT / "docs"


@pytest.mark.parametrize("instrument", FRAMEWORK.instruments, ids=lambda one: one.instrument)
def test_the_coverage_tables_are_fresh(instrument: object) -> None:
    found = coverage(instrument, FRAMEWORK.parts)  # type: ignore[arg-type]
    table = markdown.render(coverage_report(FRAMEWORK, instrument, found, "en"))  # type: ignore[arg-type]
    assert (DOCS / f"coverage-{instrument.instrument}.md").read_text("utf-8") == table  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", FRAMEWORK.header.languages)
def test_the_questions_to_read_are_fresh(language: str) -> None:
    told = markdown.render(questions_report(FRAMEWORK, FRAMEWORK.parts, language))
    assert (DOCS / f"questions.{language}.md").read_text("utf-8") == told


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target
