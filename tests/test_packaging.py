"""The wheel, and the wheel built from the sdist, work in a clean environment outside the checkout."""

import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests.helpers import ROOT, plain_environment


def run(*command: str | Path, cwd: Path) -> str:
    environment = {key: value for key, value in plain_environment().items() if key != "PYTHONPATH"}
    shown = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert shown.returncode == 0, shown.stderr
    return shown.stdout


def build(kind: str, source: Path, into: Path) -> Path:
    run(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", into, cwd=source)
    return next(into.glob("*.whl" if kind == "wheel" else "*.tar.gz"))


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("built")
    wheel = build("wheel", ROOT, folder / "wheel")
    sdist = build("sdist", ROOT, folder / "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    return wheel, build("wheel", next((folder / "unpacked").iterdir()), folder / "again")


def test_both_wheels_hold_the_same(wheels: tuple[Path, Path]) -> None:
    first, second = (sorted(zipfile.ZipFile(wheel).namelist()) for wheel in wheels)
    assert first == second
    assert wheels[0].read_bytes() == wheels[1].read_bytes()
    assert "eurostack_assess/shipped/questionnaires/eurostack/compiled.json" in first
    assert "eurostack_assess/shipped/catalogue/compiled.json" in first
    assert "eurostack_assess/texts/nl.json" in first
    assert "eurostack_assess/shipped/questionnaires/eurostack/framework.yaml" in first
    assert "eurostack_assess/shipped/profiles/amsterdam.yaml" in first
    assert "eurostack_assess/shipped/catalogue/suppliers.yaml" in first
    assert "eurostack_assess/shipped/scenarios/mail-cut-off.yaml" in first
    assert "eurostack_assess/texts/nl.toml" in first


def test_the_sdist_built_wheel_works_outside_the_checkout(wheels: tuple[Path, Path], tmp_path: Path) -> None:
    """What it needs comes from here, by a line in the environment; `make demo` installs it by what the package declares."""
    venv.create(tmp_path / "env")
    python = tmp_path / "env" / "bin" / "python"
    [packages] = (tmp_path / "env" / "lib").glob("*/site-packages")
    (packages / "needs.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    install = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile", "--no-deps")
    run(*install, wheels[1], cwd=tmp_path)
    command = tmp_path / "env" / "bin" / "eurostack-assess"
    assert run(command, "--version", cwd=tmp_path).startswith("eurostack-assess ")
    assert "cloud-exit" in run(command, "questions", "--layer", "cloud-compute", cwd=tmp_path)
    assert "microsoft-azure" in run(command, "catalogue", "list", "--layer", "cloud-compute", cwd=tmp_path)
    for tour in ("board", "cio", "facilitator"):
        assert len(run(command, "demo", tour, "--lang", "nl", cwd=tmp_path).splitlines()) > 40
    assert run(command, "score", "amsterdam", cwd=tmp_path).startswith("Metropoolregio Amsterdam")
    assert run(command, "compare", "amsterdam", "brainport", cwd=tmp_path).startswith("A Metropoolregio Amsterdam")
    assert "23" in run(command, "whatif", "example-municipality", "--without", "US", cwd=tmp_path)
    run(command, "workshop", "kit", "Ergens", "--kind", "region", "-o", "kit", cwd=tmp_path)
    assert "<style>" in (tmp_path / "kit" / "slides.html").read_text("utf-8")
    run(command, "init", "Ergens", "--kind", "region", cwd=tmp_path)
    assert "Ergens" in run(command, "score", "ergens.yaml", "--lang", "nl", cwd=tmp_path)
    header = packages / "eurostack_assess" / "shipped" / "questionnaires" / "eurostack" / "framework.yaml"
    header.write_text(header.read_text("utf-8").replace("en: Eurostack", "en: Changed here"), "utf-8")
    assert "Changed here" in run(command, "questions", "--layer", "cloud-compute", "--lang", "en", cwd=tmp_path)
