"""The recipes of CONTRIBUTING, followed in a copy of the checkout: what they name is all that they take."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from eurostack_assess.texts import FALLBACK
from tests.helpers import ROOT, plain_environment

COPIED = ("src", "docs", "questionnaires", "profiles", "schemas", "catalogue", "benchmarks")
QUESTION = """
  - id: cloud-quay
    scope: organisation
    facet: control
    role: ranking
    ask: {nl: "Hoe vaak varen uw noodservers echt uit?", en: "How often do your spare servers really put to sea?"}
    why: {nl: "Wie nooit uitvaart, kent het water niet.", en: "Those who never sail do not know the water."}
    options:
      - {nl: "Ze liggen aan de wal.", en: "They are ashore."}
      - {nl: "Ze varen eens per jaar uit.", en: "They put to sea once a year."}
      - {nl: "Bovendien varen ze elk kwartaal uit.", en: "In addition, they sail every quarter."}
      - {nl: "Bovendien kennen twee mensen de route.", en: "In addition, two people know the route."}
      - {nl: "Bovendien keek een ander mee.", en: "In addition, somebody else watched."}
    evidence: {nl: "Het logboek.", en: "The log."}
    actions:
      - {to: 1, effort: S, nl: "Vaar een keer uit.", en: "Sail once."}
      - {to: 2, effort: M, nl: "Vaar elk kwartaal uit.", en: "Sail every quarter."}
      - {to: 3, effort: M, nl: "Leer de route aan een tweede.", en: "Teach the route to another."}
      - {to: 4, effort: L, nl: "Laat een ander meekijken.", en: "Have somebody watch."}
    maps: {eu-csf: [SOV-4.6]}
    source: [{text: {nl: "treden", en: "rungs"}, confidence: proposal}]
"""
FRENCH = """
[format]
plural-forms = "one other"
plural = "n > 1"

[lint]
nothing.one = "{n} question examinée : rien à redire"
nothing.other = "{n} questions examinées : rien à redire"
"""
WORDS = '[register_columns]\nservice = ["prestation"]\n'
FORMAT = '''"""Reports as their title, for a test."""

from eurostack_assess.report.document import ReportDocument


def render(document: ReportDocument) -> str:
    """The title."""
    return f"{document.title}\\n"
'''
COMMAND = '''"""`greet`: a command of a test."""

from eurostack_assess.cli import options

EXAMPLE = "greet"


def greet(lang: options.Language = None) -> None:
    """Greet the reader."""
    from eurostack_assess.cli.streams import show

    show("Ahoy\\n")
'''


def edit(path: Path, old: str, new: str) -> None:
    """Replace the one place that reads `old`."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old} in {path}"
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which each recipe was followed."""
    root = tmp_path_factory.mktemp("checkout")
    for name in COPIED:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (*ROOT.glob("*.md"), ROOT / "pyproject.toml"):
        shutil.copy(path, root)
    package = root / "src" / "eurostack_assess"

    layer = root / "questionnaires" / "eurostack" / "cloud-compute.yaml"
    layer.write_text(layer.read_text("utf-8").rstrip("\n") + "\n" + QUESTION, "utf-8")
    for path in (root / "profiles").glob("*.yaml"):
        if "\nkind: organisation" in path.read_text("utf-8"):
            edit(path, "\nanswers:\n", "\nanswers:\n  cloud-quay: dont_know\n")

    (package / "texts" / "fr.toml").write_text(FRENCH, "utf-8")
    (package / "reading" / "words" / "fr.toml").write_text(WORDS, "utf-8")

    (package / "report" / "renderers" / "title.py").write_text(FORMAT, "utf-8")
    edit(
        package / "report" / "renderers" / "registry.py",
        '    ".json": Format(',
        '    ".title": Format("document", "title"),\n    ".json": Format(',
    )

    (package / "cli" / "commands" / "greet.py").write_text(COMMAND, "utf-8")
    edit(
        package / "cli" / "command_table.py",
        '    CommandEntry("lint"',
        '    CommandEntry("greet", "Greet the reader.", "greet", "Start"),\n    CommandEntry("lint"',
    )
    return root


def run(checkout: Path, *words: str, code: int = 0) -> str:
    """What Python prints in the copy."""
    environment = plain_environment() | {"PYTHONPATH": os.pathsep.join([str(checkout / "src"), str(checkout)])}
    if "lint" in words:
        environment["SOURCE_DATE_EPOCH"] = "0"  # a day on which no source is near its last
    done = subprocess.run([sys.executable, *words], cwd=checkout, env=environment, capture_output=True, check=False)
    assert done.returncode == code, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


def eurostack_assess(checkout: Path, *words: str, code: int = 0) -> str:
    return run(checkout, "-m", "eurostack_assess", *words, code=code)


def test_a_question_is_on_every_page_once_they_are_made_anew(checkout: Path) -> None:
    written = run(checkout, "docs/generate.py")
    assert {"written: docs/questions.nl.md", "written: docs/questions.en.md", "written: docs/coverage-eu-csf.md"} <= {
        *written.splitlines()
    }
    assert "cloud-quay" in (checkout / "docs" / "questions.en.md").read_text("utf-8")
    found = eurostack_assess(checkout, "lint", "questionnaires/eurostack", "--lang", FALLBACK)
    assert found.endswith(": no findings\n")


def test_a_language_is_two_files(checkout: Path) -> None:
    assert eurostack_assess(checkout, "lint", "questionnaires/eurostack", "--lang", "fr").endswith(" : rien à redire\n")
    assert "en, fr or nl" in eurostack_assess(checkout, "lint", "--help")
    (checkout / "register.csv").write_text("prestation\nPilotage\n", "utf-8")
    eurostack_assess(
        checkout, "import", "register", "register.csv", "--name", "Port", "-o", "port.yaml", "--lang", "fr"
    )
    assert "Pilotage" in (checkout / "port.yaml").read_text("utf-8")


def test_a_format_is_a_file_and_a_line(checkout: Path) -> None:
    eurostack_assess(checkout, "score", "profiles/amsterdam.yaml", "-o", "amsterdam.title", "--lang", "en")
    assert "Amsterdam" in (checkout / "amsterdam.title").read_text("utf-8")
    assert ".title" in eurostack_assess(checkout, "score", "--help")


def test_a_command_is_a_file_and_a_line(checkout: Path) -> None:
    assert eurostack_assess(checkout, "greet") == "Ahoy\n"
    assert "Greet the reader." in eurostack_assess(checkout, "--help")
