"""The real command on services in use: what if, the catalogue, and what is imported."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.helpers import CHANDLERY, HARBOUR, ROOT, command

PROFILE = """\
name: "Port [red]"
kind: organisation
country: NL
framework: eurostack
dependencies:
  - {id: mail, service: "E-mail [x]", supplier: microsoft-365, criticality: high, exit: complex, needs: [[login]]}
  - {id: login, service: {nl: Inloggen, en: Log-in}, supplier: entra-id, criticality: high, exit: none}
  - {id: files, service: Files, supplier: self, criticality: medium, exit: easy}
"""
INERT = r"[^\x00-\x08\x0b-\x1f\x7f-\x9f]*"


@pytest.fixture
def port(tmp_path: Path) -> Path:
    path = tmp_path / "port.yaml"
    path.write_text(PROFILE, "utf-8")
    return path


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "words",
    [
        ["--without", "US"],
        ["--without", "verenigde staten"],
        ["--without", "microsoft"],
        ["--scenario", "mail-cut-off"],
    ],
)
def test_what_if_on_the_screen(port: Path, language: str, words: list[str]) -> None:
    shown = command("whatif", port, *words, "--lang", language)
    assert (shown.returncode, shown.stderr) == (0, b"")
    report = shown.stdout.decode()
    assert re.fullmatch(INERT, report)
    assert "E-mail [x]" in report
    assert max(map(len, report.splitlines())) <= 80 or "https://" in report


def test_what_if_as_a_result(port: Path, tmp_path: Path) -> None:
    output = tmp_path / "result.json"
    assert command("whatif", port, "--without", "US", "-o", output).returncode == 0
    result = json.loads(output.read_text("utf-8"))
    assert result["schema_version"] == 2
    assert {one["id"]: one["fate"] for one in result["services"]} == {
        "mail": "stops",
        "login": "stops",
        "files": "goes_on",
    }
    assert result["total"]["fates"] == {"stops": 2, "may_stop": 0, "wears_out": 0, "may_wear_out": 0, "goes_on": 1}
    assert command("whatif", port, "--without", "US", "-o", output).returncode == 2


def test_a_scenario_of_ones_own_and_a_session(port: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("scenario: mine\nname: Mine\nstory: It stopped.\nwithout: [login]\n", "utf-8")
    shown = command("whatif", port, "--scenario", mine, "--lang", "en")
    assert "It stopped." in shown.stdout.decode()
    assert "E-mail [x] (high criticality)" in shown.stdout.decode()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        pytest.param([], 2, "no country, product or scenario was given", id="nothing asked"),
        pytest.param(["--without", "US", "--scenario", "mail-cut-off"], 2, "either --without or --scenario", id="both"),
        pytest.param(["--without", "XX"], 2, "XX is not an ISO 3166-1 country code", id="no such country"),
        pytest.param(["--without", ""], 2, "no country, product or scenario was given", id="nothing in the word"),
        pytest.param(["--without", "microsoft-356"], 2, "did you mean microsoft-365?", id="no such product"),
        pytest.param(["--without", "\x1b[31mqqqqqqq"], 2, "eurostack-assess catalogue list", id="nothing like it"),
        pytest.param(["--without", "x" * 3000], 2, "no service in use", id="too long to be a name"),
        pytest.param(["--without", b"\xff"], 2, "no service in use", id="bytes that are no text"),
        pytest.param(["--scenario", "nothing"], 2, "there is no scenario nothing", id="no such scenario"),
        pytest.param(["--scenario", "nothing.yaml"], 4, "nothing.yaml cannot be read", id="no such file"),
        pytest.param(["--without", "US", "-o", "x.doc"], 2, "x.doc", id="no such format"),
    ],
)
def test_what_if_refused(port: Path, words: list[str], code: int, said: str) -> None:
    shown = command("whatif", port, *words, "--lang", "en")
    assert (shown.returncode, shown.stdout) == (code, b"")
    assert said in " ".join(shown.stderr.decode().split())
    assert b"\x1b" not in shown.stderr
    assert b"Traceback" not in shown.stderr


def test_a_scenario_that_names_what_is_not_there_is_refused(port: Path, tmp_path: Path) -> None:
    scenario = tmp_path / "own.yaml"
    scenario.write_text(
        "scenario: own\nname: {en: Own, nl: Eigen}\nstory: {en: X, nl: X}\nwithout: [microsfot-365]\n", "utf-8"
    )
    shown = command("whatif", port, "--scenario", scenario, "--lang", "en")
    assert (shown.returncode, shown.stdout) == (2, b"")
    assert "did you mean microsoft-365?" in shown.stderr.decode()


@pytest.mark.parametrize(
    ("change", "place", "said"),
    [
        pytest.param(
            ("country: NL", "country: ZZ"), ":3:10", "ZZ is not an ISO 3166-1 country code", id="no such country"
        ),
        pytest.param(
            (
                "exit: easy}",
                "exit: easy, layer: cloud-compute, share: 1}\n  - {service: B, layer: cloud-compute, share: 1e-30}",
            ),
            ":9:",
            "",
            id="a little above one",
        ),
    ],
)
def test_what_no_score_can_be_made_of_is_refused(port: Path, change: tuple[str, str], place: str, said: str) -> None:
    port.write_text(PROFILE.replace(*change), "utf-8")
    shown = command("score", port, "--lang", "en")
    assert (shown.returncode, shown.stdout) == (3, b"")
    assert f"{port}{place}" in shown.stderr.decode()
    assert said in shown.stderr.decode()


def test_a_share_of_next_to_nothing_is_scored(port: Path) -> None:
    port.write_text(PROFILE.replace("exit: easy}", "exit: easy, layer: cloud-compute, share: 1.0e-200}"), "utf-8")
    assert command("score", port, "-o", port.with_suffix(".json")).returncode == 0


def test_what_if_without_services(tmp_path: Path) -> None:
    path = tmp_path / "bare.yaml"
    path.write_text("name: Bare\nkind: organisation\n", "utf-8")
    shown = command("whatif", path, "--without", "US", "--lang", "en")
    assert shown.returncode == 2
    assert b"lists no services, so outages and dependencies cannot be computed" in shown.stderr


def test_score_shows_the_services_also_in_another_framework(port: Path) -> None:
    report = command("score", port, "--lang", "en", "--full").stdout.decode()
    assert "Log-in" in report
    port.write_text(PROFILE.replace("framework: eurostack", "framework: harbour"), "utf-8")
    shown = command("score", port, "--framework", HARBOUR, "--lang", "en", "--full")
    assert shown.returncode == 0
    assert "All services" in shown.stdout.decode()


@pytest.mark.parametrize(
    ("layer", "rows"),
    [
        pytest.param("layer: cloud-compute, ", ["Cloud and compute 2"], id="all of them in one layer"),
        pytest.param("", ["Cloud and compute 1", "All services 2"], id="one of them in no layer"),
    ],
)
def test_services_in_no_layer_count_in_the_total(tmp_path: Path, layer: str, rows: list[str]) -> None:
    path = tmp_path / "two.yaml"
    path.write_text(
        "name: Two\nkind: organisation\ncountry: NL\ndependencies:\n"
        f"  - {{service: Mail, {layer}supplier: Own, country: NL, criticality: high, exit: complex}}\n"
        "  - {service: Cloud, layer: cloud-compute, supplier: microsoft-365, criticality: high, exit: complex}\n",
        "utf-8",
    )
    report = command("score", path, "--lang", "en", "--full").stdout.decode()
    table = report.partition("Layer              Services")[2].partition("\n\n")[0].splitlines()[1:]
    assert [re.match(r".*?\d", " ".join(row.split()))[0] for row in table] == rows  # type: ignore[index]


def test_services_that_cannot_be_are_refused_in_their_place(port: Path) -> None:
    port.write_text(PROFILE.replace("needs: [[login]]", "needs: [[loginn]], share: 1.5"), "utf-8")
    shown = command("score", port, "--lang", "en")
    assert (shown.returncode, shown.stdout) == (3, b"")
    assert f"{port}:6:" in shown.stderr.decode()
    assert "this must be 1 or less" in shown.stderr.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["list"], "microsoft-365"),
        (["list", "azure"], "microsoft-azure"),
        (["list", "--layer", "cloud-compute", "--country", "US"], "microsoft-azure"),
        (["list", "--category", "iaas-paas"], "hetzner"),
        (["list", "--alternatives", "--category", "office-suite"], "opendesk"),
        (["list", "--alternatives", "next", "cloud"], "nextcloud"),
        (["show", "microsoft-365"], "Microsoft Corporation (United States)"),
        (["show", "opendesk"], "Alternative to:"),
        (["show", "microsoft"], "Products of this owner in the catalogue"),
        (
            ["show", "zivver"],
            "Control over time • founders and investors (Netherlands), until June 2025 (second-hand)",
        ),
        (["show", "openai"], "Runs on: second-hand"),
        (["check", "--older-than", "36500"], "The catalogue is valid"),
        (["check"], "The catalogue is valid"),
    ],
)
def test_the_catalogue_to_read(words: list[str], said: str) -> None:
    shown = command("catalogue", *words, "--lang", "en", env={"COLUMNS": "120"})
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert said in " ".join(shown.stdout.decode().split())
    assert re.fullmatch(INERT, shown.stdout.decode())


def test_the_catalogue_as_json() -> None:
    rows = json.loads(command("catalogue", "list", "--layer", "hardware-chips", "--json").stdout)
    assert {"id", "product", "supplier", "owner"} <= rows[0].keys()
    options = json.loads(command("catalogue", "list", "--alternatives", "--json").stdout)
    assert {"id", "name", "form"} <= options[0].keys()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "microsoft-356"], "did you mean microsoft-365?"),
        (["show", "qqqqqqqqqqqq"], "catalogue list"),
        (["list", "--layer", "cloud"], "choose from: ai-applications, data-platforms"),
        (["list", "--category", "cloud"], "choose from: ai-model-api, ai-open-weights"),
        (["list", "--country", "XX"], "XX is not an ISO 3166-1 country code"),
    ],
)
def test_the_catalogue_refuses(words: list[str], said: str) -> None:
    shown = command("catalogue", *words, "--lang", "en")
    assert (shown.returncode, shown.stdout) == (2, b"")
    assert said in " ".join(shown.stderr.decode().split())


def test_the_catalogue_checked_tells_what_is_missing_and_old(tmp_path: Path) -> None:
    folder = tmp_path / "chandlery"
    shutil.copytree(CHANDLERY, folder)
    rows = (folder / "suppliers.yaml").read_text("utf-8")
    (folder / "suppliers.yaml").write_text(
        rows.replace("owner: jade, ", "").replace("alternatives: [steam], ", ""), "utf-8"
    )
    shown = command("catalogue", "check", folder, "--lang", "en", env={"SOURCE_DATE_EPOCH": "1770000000"})
    assert shown.returncode == 1
    assert shown.stdout.decode().splitlines() == [
        "owner fog: country unknown",
        "product jade-motor: owner unknown",
        "alternative steam: not listed as an alternative for any product",
        "owner jade: owns no product in the catalogue",
        "fog: last checked 31 January 2024",
        "3 rows to check, out of 7 products, 5 owners and 4 alternatives.",
    ]
    old = command("catalogue", "check", CHANDLERY, "--evidence-older-than", "1", "--lang", "en")
    assert (old.returncode, b"atlantic: the newest source is from 2025" in old.stdout) == (1, True)
    ours = command("catalogue", "check", "--lang", "en")
    assert (ours.returncode, ours.stdout.decode().splitlines()[-1].startswith("The catalogue is valid: ")) == (0, True)
    (folder / "suppliers.yaml").write_text(rows.replace("owner: fjord", "owner: fjrod"), "utf-8")
    broken = command("catalogue", "check", folder, "--lang", "en")
    assert (broken.returncode, broken.stdout) == (3, b"")
    assert "did you mean fjord?" in broken.stderr.decode()


REGISTER = "Dienst;Leverancier;Kritikaliteit;Vertrek;Heeft nodig\nMail;Microsoft 365;hoog;moeilijk;Inloggen\nInloggen;entra-id;hoog;reuze;\n"
BILL = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "services": [{"bom-ref": "a", "name": "Portal"}],
    "components": [{"name": "lib"}],
}


def test_a_register_becomes_a_profile_that_can_be_asked(tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text(REGISTER, "utf-8")
    dry = command("import", "register", "register.csv", "--name", "Port [x]", "--dry-run", "--lang", "en", cwd=tmp_path)
    assert dry.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["register.csv"]
    shown = command("import", "register", "register.csv", "--name", "Port [x]", "--lang", "en", cwd=tmp_path)
    assert shown.returncode == 0
    assert (tmp_path / "port-x.yaml").read_bytes() == dry.stdout
    told = shown.stderr.decode()
    assert "reuze: line 3, column Vertrek: value not recognised" in told
    assert "Inloggen = entra-id" in told
    assert command("validate", tmp_path / "port-x.yaml").returncode == 0
    assert "Mail" in command("whatif", tmp_path / "port-x.yaml", "--without", "US").stdout.decode()
    assert command("import", "register", "register.csv", "--name", "Port [x]", cwd=tmp_path).returncode == 2


def test_a_column_map_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("Wat\nMail\n", "utf-8")
    (tmp_path / "map.yaml").write_text("columns: {service: Wat}\n", "utf-8")
    shown = command("import", "register", "r.csv", "--map", "map.yaml", "--name", "P", "-o", "out.yaml", cwd=tmp_path)
    assert shown.returncode == 0
    assert "Mail" in (tmp_path / "out.yaml").read_text("utf-8")


def test_a_bill_of_materials_becomes_a_profile(tmp_path: Path) -> None:
    (tmp_path / "bill.json").write_text(json.dumps(BILL), "utf-8")
    shown = command("import", "sbom", "bill.json", "--name", "Port", "--lang", "en", cwd=tmp_path)
    assert shown.returncode == 0
    assert "lib: library, which is part of something in use" in shown.stderr.decode()
    assert command("validate", tmp_path / "port.yaml").returncode == 0


@pytest.mark.parametrize(
    ("file", "words", "code", "said"),
    [
        ("x.csv", ["register", "x.csv", "--name", "P"], 3, "no column contains the name of the service"),
        ("x.json", ["sbom", "x.json", "--name", "P"], 3, "this is not valid JSON"),
        ("b.json", ["sbom", "b.json", "--name", "P"], 2, "this file contains no service that can be imported"),
        ("r.csv", ["register", "r.csv", "--name", "P", "-o", "x.txt"], 2, "x.txt"),
        ("r.csv", ["register", "r.csv", "--name", ""], 2, "name"),
        ("r.csv", ["register", "r.csv", "--name", " ", "-o", "x.yaml"], 2, "name"),
        ("r.csv", ["register", "r.csv", "--name", "x" * 201, "-o", "x.yaml"], 2, "name is longer"),
        ("n.json", ["sbom", "n.json", "--name", "P"], 3, "this is not valid JSON"),
        ("r.csv", ["register", "none.csv", "--name", "P"], 4, "none.csv cannot be read"),
    ],
)
def test_imports_refused(tmp_path: Path, file: str, words: list[str], code: int, said: str) -> None:
    contents = {
        "x.csv": "a,b\n1,2\n",
        "x.json": "<bom/>",
        "b.json": json.dumps(BILL | {"services": []}),
        "r.csv": REGISTER,
        "n.json": f'{{"version": {"1" * 5000}}}',
    }
    (tmp_path / file).write_text(contents[file], "utf-8")
    shown = command("import", *words, "--lang", "en", cwd=tmp_path)
    assert (shown.returncode, shown.stdout) == (code, b"")
    assert said in " ".join(shown.stderr.decode().split())
    assert [path.name for path in tmp_path.iterdir()] == [file]


@pytest.mark.parametrize("profile", ["example-municipality", "example-hospital"])
def test_the_shipped_inventories(profile: str) -> None:
    path = ROOT / "profiles" / f"{profile}.yaml"
    for words in (["--without", "US"], ["--scenario", "supplier-taken-over"], ["--without", "CN"]):
        shown = command("whatif", path, *words, "--lang", "nl")
        assert (shown.returncode, shown.stderr) == (0, b"")


MUNICIPALITY = ROOT / "profiles" / "example-municipality.yaml"


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ("US", "United States"),
        ("us", "United States"),
        ("VS", "United States"),
        ("Amerika", "United States"),
        ("verenigde staten", "United States"),
        ("Microsoft", "Microsoft"),
        ("MICROSOFT", "Microsoft"),
        ("google", "Alphabet"),
        ("AWS", "Amazon"),
        ("Microsoft Azure", "Microsoft Azure"),
        ("Azure", "Microsoft Azure"),
        ("outlook", "Microsoft 365"),
    ],
)
def test_what_drops_out_may_be_called_as_people_call_it(typed: str, called: str) -> None:
    shown = command("whatif", MUNICIPALITY, "--without", typed, "--lang", "en")
    assert shown.returncode == 0, shown.stderr
    (line,) = [line for line in shown.stdout.decode().splitlines() if line.startswith("Lost in this scenario:")]
    assert called in line


def test_a_name_that_fits_several_lists_them() -> None:
    shown = command("whatif", MUNICIPALITY, "--without", "telephony", "--lang", "en")
    assert (shown.returncode, shown.stdout) == (2, b"")
    assert "kpn, mobile, vodafoneziggo" in shown.stderr.decode()


def test_europe_cannot_drop_out() -> None:
    for word in ("EU", "eu", "European Union"):
        shown = command("whatif", MUNICIPALITY, "--without", word, "--lang", "en")
        assert (shown.returncode, shown.stdout) == (2, b"")
        assert b"without-europe" in shown.stderr


def test_a_region_is_told_what_can_be_asked_instead() -> None:
    shown = command("whatif", ROOT / "profiles" / "amsterdam.yaml", "--without", "US", "--lang", "en")
    assert (shown.returncode, shown.stdout) == (2, b"")
    assert "(a region has no services of its own)" in " ".join(shown.stderr.decode().split())
