"""Our pages by the judgement of others: valid HTML, and nothing that the rules of axe find hard to use."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import HARBOUR, ROOT, command

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
}

pytestmark = pytest.mark.skipif(not MODULES.exists(), reason="no judges of pages: `make web` installs them")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every kind of page, as users get it."""
    folder = tmp_path_factory.mktemp("pages")
    for name, words in PAGES.items():
        made = command(*words, "--lang", "nl", "-o", folder / f"{name}.html")
        assert made.returncode == 0, made.stderr
    return {name: folder / f"{name}.html" for name in PAGES}


def test_every_page_is_valid(pages: dict[str, Path]) -> None:
    """But for the length of a title, which search engines mind: it holds names that users give."""
    config = Path(__file__).with_name("htmlvalidate.json")
    judge = [MODULES / ".bin" / "html-validate", "--config", config, *pages.values()]
    judged = subprocess.run(list(map(str, judge)), capture_output=True, check=False)
    assert (judged.returncode, judged.stdout.decode()) == (0, "")


@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_use_every_page(browser: Any, pages: dict[str, Path], name: str) -> None:
    axe = (MODULES / "axe-core" / "axe.min.js").read_text("utf-8")
    for scheme, width, media in (("light", 360, "screen"), ("dark", 1400, "screen"), ("light", 800, "print")):
        context = browser.new_context(
            bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
        )
        page = context.new_page()
        page.emulate_media(media=media, color_scheme=scheme)
        page.goto(pages[name].as_uri())
        page.evaluate(axe)
        found = page.evaluate("axe.run()")["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], (scheme, width, media)
        context.close()
