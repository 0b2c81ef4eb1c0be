"""Reports as pages in a real browser: nothing sticks out, nothing is loaded, every link of the contents leads somewhere."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.helpers import ROOT, command

PROFILES = ROOT / "profiles"
REPORTS: dict[str, tuple[str | Path, ...]] = {
    "score": ("score", PROFILES / "example-municipality.yaml", "--all"),
    "compare": ("compare", PROFILES / "amsterdam.yaml", PROFILES / "brainport.yaml", PROFILES / "catalonia.yaml"),
    "whatif": ("whatif", PROFILES / "example-municipality.yaml", "--without", "US"),
}


@pytest.fixture(scope="module", params=REPORTS)
def page_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report as a page."""
    path: Path = tmp_path_factory.mktemp("pages") / f"{request.param}.html"
    made = command(*REPORTS[request.param], "--lang", "nl", "-o", path)
    assert made.returncode == 0, made.stderr
    return path


@pytest.mark.parametrize("width", [360, 800, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_report_fits_its_window_and_loads_nothing(browser: Any, page_file: Path, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("request", lambda sent: complaints.append(sent.url) if sent.url != page_file.as_uri() else None)
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for link in page.locator("nav a").all():
        assert page.locator(f"[id='{link.get_attribute('href').removeprefix('#')}']").count() == 1
    assert complaints == []
    context.close()


def test_on_paper_the_contents_are_gone_and_the_table_heads_come_back_on_each_page(
    browser: Any, page_file: Path
) -> None:
    page = browser.new_page()
    page.goto(page_file.as_uri())
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    head = page.locator("table:not(.layers) > thead").first
    assert head.evaluate("head => getComputedStyle(head).display") == "table-header-group"
    page.close()


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.yaml")), ids=lambda path: path.stem)
def test_page_one_prints_on_one_page(browser: Any, path: Path, tmp_path: Path) -> None:
    """In Dutch, whose sentences are the longer ones."""
    made = command("score", path, "--lang", "nl", "--one-page", "-o", tmp_path / "one.html")
    assert made.returncode == 0, made.stderr
    assert count_printed_pages(browser, tmp_path / "one.html") == 1


def test_page_one_of_a_comparison_prints_on_one_page(browser: Any, tmp_path: Path) -> None:
    words = ("compare", PROFILES / "example-municipality.yaml", PROFILES / "example-hospital.yaml")
    assert command(*words, "--lang", "nl", "--one-page", "-o", tmp_path / "one.html").returncode == 0
    assert count_printed_pages(browser, tmp_path / "one.html") == 1


def count_printed_pages(browser: Any, path: Path) -> int:
    page = browser.new_page()
    page.goto(path.as_uri())
    printed = page.pdf(format="A4", print_background=True, prefer_css_page_size=True)
    page.close()
    return len(pypdf.PdfReader(BytesIO(printed)).pages)
