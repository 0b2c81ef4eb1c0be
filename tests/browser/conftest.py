"""What browser tests share: one Chromium, and pages whose every complaint fails the test."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium; skips where there is none, or nothing that drives it.

    Closed with each module: what drives it keeps an event loop running, in which no other test can run its own.
    """
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="no browser tests: `make browser` installs what drives one"
    )
    if CHROMIUM is None:
        pytest.skip("no browser tests: Chromium is not installed")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()
