"""Our pages by the judgement of others: valid HTML, and nothing that the rules of axe find hard to use."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from eurostack_assess.inert import to_single_line
from eurostack_assess.report.document import Figure, Network, NetworkNode, ReportDocument
from eurostack_assess.report.renderers.markdown import render
from tests.helpers import HARBOUR, RESOURCES, ROOT, command
from tests.report.documents import HOSTILE

MODULES = ROOT / ".venv" / "web" / "node_modules"
PROFILES = ROOT / "profiles"
PAGES: dict[str, tuple[str | Path, ...]] = {
    "score": ("score", PROFILES / "amsterdam.yaml", "--all"),
    "organisation": ("score", PROFILES / "example-municipality.yaml"),
    "compare": ("compare", PROFILES / "amsterdam.yaml", PROFILES / "brainport.yaml", "--all"),
    "three": ("compare", *(PROFILES / f"{name}.yaml" for name in ("amsterdam", "brainport", "catalonia"))),
    "whatif": ("whatif", PROFILES / "example-municipality.yaml", "--without", "US"),
    "merge": ("workshop", "merge", PROFILES / "amsterdam.yaml", "--name", "MRA", "--all"),
    "form": ("workshop", "form", "--name", "MRA"),
    "foreign": ("workshop", "form", "--name", "Port", "--kind", "organisation", "--framework", HARBOUR),
    "questions": ("questions",),
    "benchmark": (
        "benchmark",
        RESOURCES / "made-up-organisations.csv",
        PROFILES / "example-municipality.yaml",
        "--by",
        "size",
    ),
}

KIT = ("kit/uitnodiging", "kit/draaiboek", "kit/presentatie", "kit/formulier-bestuur")
"""Pages of a workshop's kit, written into one folder."""

VIEWS = (
    ("light", 360, "screen"),
    ("dark", 800, "screen"),
    ("light", 1400, "screen"),
    ("light", 800, "print"),
)
"""Colours, width in pixels, and what the page is for. Dark differs from light in nothing but colours."""
FULL = ("organisation",)
"""Pages that are judged in all of them; of the others the first and the last will do, as they share their making."""

pytestmark = pytest.mark.skipif(not MODULES.exists(), reason="no judges of pages: `make web` installs them")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every kind of page, as users get it."""
    folder = tmp_path_factory.mktemp("pages")
    for name, words in PAGES.items():
        made = command(*words, "--lang", "nl", "-o", folder / f"{name}.html")
        assert made.returncode == 0, made.stderr
    made = command("workshop", "kit", "MRA", "--kind", "organisation", "--lang", "nl", "-o", folder / "kit")
    assert made.returncode == 0, made.stderr
    return {name: folder / f"{name}.html" for name in (*PAGES, *KIT)}


def test_every_page_is_valid(pages: dict[str, Path]) -> None:
    """But for the length of a title, which search engines mind: it holds names that users give.

    Roles that say again what a table is stay: a table that is drawn as a grid loses them in browsers.
    """
    config = Path(__file__).with_name("htmlvalidate.json")
    judge = [MODULES / ".bin" / "html-validate", "--config", config, *pages.values()]
    judged = subprocess.run(list(map(str, judge)), capture_output=True, check=False)
    assert (judged.returncode, judged.stdout.decode()) == (0, "")


@pytest.mark.parametrize("name", [*PAGES, *KIT])
def test_everybody_can_use_every_page(browser: Any, pages: dict[str, Path], name: str) -> None:
    axe = (MODULES / "axe-core" / "axe.min.js").read_text("utf-8")
    for scheme, width, media in VIEWS if name in FULL else VIEWS[::3]:
        context = browser.new_context(
            bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
        )
        page = context.new_page()
        page.emulate_media(media=media, color_scheme=scheme)
        page.goto(pages[name].as_uri())
        page.evaluate(axe)
        rules = {"runOnly": {"type": "tag", "values": ["cat.color"]}} if scheme == "dark" else {}
        found = page.evaluate("rules => axe.run({...rules, resultTypes: ['violations']})", rules)["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], (scheme, width, media)
        context.close()


def test_mermaid_draws_our_graphs_and_every_text_stays_text(browser: Any) -> None:
    """Of Markdown; `securityLevel` is what the forges have."""
    names = [str(one.values[0]) for one in HOSTILE]
    shown = [" ".join(to_single_line(name).split()) for name in names]
    network = Network(
        ((names[0], tuple(NetworkNode(name, marked=True) for name in names)),), ((0, 1), (2, 1)), names[-1]
    )
    told = render(ReportDocument("t", "en", (Figure("t", "d", network),)))
    graph = told.partition("```mermaid\n")[2].partition("```")[0]
    page = browser.new_page()
    page.add_script_tag(path=MODULES / "mermaid" / "dist" / "mermaid.min.js")
    page.evaluate("mermaid.initialize({startOnLoad: false, securityLevel: 'strict'})")
    page.set_content(page.evaluate("graph => mermaid.render('graph', graph).then(made => made.svg)", graph))
    labels = [" ".join(one.inner_text().split()) for one in page.query_selector_all(".nodeLabel")]
    assert sorted(labels) == sorted([*shown, shown[0], shown[-1]])
    assert page.query_selector_all("script, a[href], [onmouseover], img") == []


def test_mermaid_draws_the_graph_that_is_exported(browser: Any) -> None:
    profile = ROOT / "profiles" / "example-hospital.yaml"
    told = command("export", "mermaid", profile, "--lang", "nl").stdout.decode()
    page = browser.new_page()
    page.add_script_tag(path=MODULES / "mermaid" / "dist" / "mermaid.min.js")
    page.evaluate("mermaid.initialize({startOnLoad: false, securityLevel: 'strict', maxEdges: 2000})")
    page.set_content(page.evaluate("graph => mermaid.render('graph', graph).then(made => made.svg)", told))
    assert len(page.query_selector_all("path.flowchart-link")) == told.count("-->") + told.count(".->")
    assert len(page.query_selector_all(".node")) == len(
        [line for line in told.splitlines() if line.startswith("  n") and ('["' in line)]
    )
