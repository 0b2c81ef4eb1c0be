"""What page one looks like: small pictures of it at three widths, dark and in print, beside those that were looked at.

`UPDATE_PICTURES=1` takes them anew. They are compared small and in grey, so that another version of a font or of the
browser is no fault, and something that is missing, has moved or overlaps is one.
"""

import os
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.helpers import RESOURCES, ROOT, command

Image = pytest.importorskip("PIL.Image", reason="no test of pictures: Pillow is not installed")
from PIL import ImageChops, ImageStat  # noqa: E402 - after the skip

PROFILES = ROOT / "profiles"
PICTURES = RESOURCES / "pictures"
PAGES: dict[str, tuple[str | Path, ...]] = {
    "municipality": ("score", PROFILES / "example-municipality.yaml"),
    "hospitals": ("compare", PROFILES / "example-municipality.yaml", PROFILES / "example-hospital.yaml"),
}
WIDTH_OF_PICTURE, MOST_TALLER, MOST_DIFFERENT = 120, 0.05, 8.0
"""Pixels; part by which a picture may be taller or less tall; mean difference of a pixel, of 255."""


class View(NamedTuple):
    """In which window, which colours and for what a page is shown."""

    width: int
    scheme: str = "light"
    media: str = "screen"


VIEWS = (View(360), View(800), View(1400), View(800, "dark"), View(700, media="print"))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.width}-{view.scheme}-{view.media}")
@pytest.mark.parametrize("name", PAGES)
def test_page_one_looks_as_it_did_when_somebody_looked(browser: Any, name: str, view: View, tmp_path: Path) -> None:
    made = command(*PAGES[name], "--lang", "nl", "--one-page", "-o", tmp_path / "one.html")
    assert made.returncode == 0, made.stderr
    picture = take_picture(browser, tmp_path / "one.html", view)
    path = PICTURES / f"{name}-{view.width}-{view.scheme}-{view.media}.png"
    if os.environ.get("UPDATE_PICTURES"):
        picture.save(path, optimize=True)
    before = Image.open(path)
    assert abs(picture.height - before.height) <= MOST_TALLER * before.height
    difference = ImageChops.difference(picture.resize(before.size), before)
    assert ImageStat.Stat(difference).mean[0] <= MOST_DIFFERENT


def take_picture(browser: Any, path: Path, view: View) -> Any:
    """The whole page, small and in grey."""
    context = browser.new_context(viewport={"width": view.width, "height": 900}, color_scheme=view.scheme)
    page = context.new_page()
    page.emulate_media(media=view.media)
    page.goto(path.as_uri())
    full = Image.open(BytesIO(page.screenshot(full_page=True)))
    context.close()
    height = round(full.height * WIDTH_OF_PICTURE / full.width)
    return full.convert("L").resize((WIDTH_OF_PICTURE, height), Image.Resampling.LANCZOS)
