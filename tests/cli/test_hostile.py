"""A profile of which every text is hostile, through every command and format: its texts stay texts."""

import csv
import json
import re
import zipfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from eurostack_assess.report.renderers.registry import FORMATS
from tests.helpers import ROOT, command
from tests.report.documents import HOSTILE
from tests.report.test_page import Page

PROFILE = ROOT / "profiles" / "example-municipality.yaml"
ATTACK = " ".join(" ".join(str(one.values[0]).split()) for one in HOSTILE if "\x1b" not in str(one.values[0]))
"""All of them in one; characters that act are refused when a profile is read."""
START = "=1+1 "
"""What a spreadsheet would calculate, at the start of every text."""
COMMANDS: dict[str, tuple[str | Path, ...]] = {
    "score": ("score", "mean.yaml", "--all"),
    "compare": ("compare", "mean.yaml", "other.yaml", "--all"),
    "whatif": ("whatif", "mean.yaml", "--without", "US"),
    "merge": ("workshop", "merge", "mean.yaml", "other.yaml", "--name", START + ATTACK[:150]),
}


def profile(text: str) -> dict[str, Any]:
    """The example's profile with the text in every place that takes one."""
    made: dict[str, Any] = yaml.safe_load(PROFILE.read_text("utf-8"))
    said = {"text": text, "source": text}
    figure = {"indicator": "x", "name": text, "value": 1, "unit": text, "year": 2025, "scope": "region", "note": text}
    made |= {"name": text[:190], "facts": [said], "bottlenecks": [said], "indicators": [{**figure, "source": text}]}
    made["findings"] = {"cloud-compute": {"verdict": "attention", **said}}
    for id_, given in made["answers"].items():
        answer = dict(given) if isinstance(given, dict) else {"answer": given}
        reason = {"reason": text} if answer["answer"] == "not_applicable" else {}
        made["answers"][id_] = answer | {"evidence": text, "source": text} | reason
    for number, one in enumerate(made["dependencies"]):
        one |= {"service": f"{text} {number}", "evidence": text, "source": text}
        if number % 3 == 0:
            one |= {"supplier": f"{text[:150]} {number}", "parent": text[:190], "operator": text[:190]}
            one |= {"parent_country": "US", "operator_country": "US", "layer": "cloud-compute"}
            one.pop("category", None)
    return made


@pytest.fixture(scope="module", params=COMMANDS)
def made(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> tuple[str, Path]:
    """A command's name, and the folder with its outputs of the hostile profile and of a harmless one."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in (("mean", START + ATTACK), ("plain", "plain words"), ("other", "other words")):
        (folder / f"{name}.yaml").write_text(json.dumps(profile(text), ensure_ascii=False, default=str), "utf-8")
    for name in ("mean", "plain"):
        words = [word if name == "mean" else str(word).replace("mean", "plain") for word in COMMANDS[request.param]]
        outputs = [word for ending in FORMATS for word in ("-o", folder / f"{name}{ending}")]
        shown = command(*words, *outputs, cwd=folder)
        assert (shown.returncode, shown.stdout) == (0, b""), shown.stderr
    return request.param, folder


def test_a_page_has_the_same_elements_and_links_to_the_web_only(made: tuple[str, Path]) -> None:
    mean, plain = (Page((made[1] / f"{name}.html").read_text("utf-8")) for name in ("mean", "plain"))
    assert set(mean.found) - {"a"} == set(plain.found) - {"a"}
    assert [one for one in mean.addresses if not re.match(r"#|https?://", one)] == []


def test_markdown_has_the_same_elements_and_links_to_the_web_only(made: tuple[str, Path]) -> None:
    mean, plain = (list(tokens((made[1] / f"{name}.md").read_text("utf-8"))) for name in ("mean", "plain"))
    kinds = [{one.type for one in some} - {"link_open", "link_close", "html_inline"} for some in (mean, plain)]
    assert kinds[0] == kinds[1]
    assert not any(one.type.startswith("html") for one in mean)
    addresses = [str(one.attrs["href"]) for one in mean if one.type == "link_open"]
    assert [one for one in addresses if not re.match("https?://", one)] == []


def tokens(markdown: str) -> Iterator[Token]:
    """What a reader of GitHub's Markdown makes of it."""
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(markdown):
        yield token
        yield from token.children or ()


def test_a_spreadsheet_has_no_formula_and_no_link(made: tuple[str, Path]) -> None:
    path = made[1] / "mean.xlsx"
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell.value for cell in cells if cell.hyperlink] == []
    assert any(str(cell.value).startswith(START) for cell in cells)
    parts = zipfile.ZipFile(path).namelist()
    assert [part for part in parts if "external" in part.lower() or "vba" in part.lower()] == []


def test_csv_calculates_nothing(made: tuple[str, Path]) -> None:
    words = (made[1] / "mean.csv").read_text("utf-8")
    cells = [cell for row in csv.reader(StringIO(words)) for cell in row]
    assert [cell for cell in cells if re.match(r"[=+@\t\r]|-(?![\d.]+$)", cell)] == []


def test_the_result_is_whole(made: tuple[str, Path]) -> None:
    result = json.loads((made[1] / "mean.json").read_text("utf-8"), parse_constant=pytest.fail)
    assert START.strip() in json.dumps(result)


def test_pdf_has_the_same_tags_and_links_to_the_web_only(made: tuple[str, Path]) -> None:
    pdf = pytest.importorskip("tests.report.test_pdf")
    mean, plain = ((made[1] / f"{name}.pdf").read_bytes() for name in ("mean", "plain"))
    pdf.conforms(mean)
    kinds = [{kind for kind, _ in pdf.tagged(one)} - {"/Link", "/Div"} for one in (mean, plain)]
    assert kinds[0] == kinds[1]
    assert [one for one in pdf.addresses(mean) if not re.match("https?://", one)] == []


def test_a_screen_gets_no_escape_but_colours(made: tuple[str, Path]) -> None:
    words = COMMANDS[made[0]]
    assert b"\x1b" not in command(*words, cwd=made[1]).stdout
    coloured = command(*words, cwd=made[1], env={"FORCE_COLOR": "1"}).stdout
    assert re.sub(rb"\x1b\[[0-9;]*m", b"", coloured).count(b"\x1b") == 0
