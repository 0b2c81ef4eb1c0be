"""Bills of materials to services: what is placed, what is left out and why, and what is refused."""

import json
from pathlib import Path

import pytest

from eurostack_assess.errors import InvalidInputError, Message
from eurostack_assess.reading.import_result import ImportResult
from eurostack_assess.reading.sbom import read_sbom
from eurostack_assess.texts import texts
from tests.dependencies import CATALOGUE, name

SAY = texts("en")
HOW = "use import sbom for CycloneDX or SPDX in JSON, and import register for tables"

CYCLONEDX = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "services": [
        {
            "bom-ref": "portal",
            "name": "Portal\x1b[31m",
            "provider": {"name": "Web Works", "url": ["https://example.org"]},
            "data": [{"flow": "inbound", "classification": "PII", "governance": {}}],
            "services": [{"bom-ref": "search", "name": "Search"}],
        },
        {"name": "Pilot service", "provider": {"name": "Somebody"}},
    ],
    "components": [
        {"bom-ref": "lib", "type": "library", "name": "left-pad", "version": "1"},
        {"bom-ref": "os", "type": "operating-system", "name": "Port OS", "publisher": "OS House"},
        {"bom-ref": "app", "type": "application", "name": "tug", "supplier": {"name": "Fjord Boats"}, "components": [{"name": "part"}]},
        {"bom-ref": "box", "type": "device", "name": "Box", "manufacturer": {"name": "Box Works"}},
    ],
    "dependencies": [
        {"ref": "portal", "dependsOn": ["lib", "search"]},
        {"ref": "lib", "dependsOn": ["os", "portal"]},
        {"ref": "search", "provides": ["x"]},
    ],
    "vulnerabilities": [],
}  # fmt: skip

SPDX = {
    "spdxVersion": "SPDX-2.3",
    "documentDescribes": ["SPDXRef-root"],
    "packages": [
        {"SPDXID": "SPDXRef-root", "name": "Desk", "supplier": "Organization: Desk Works (desk@example.org)"},
        {"SPDXID": "SPDXRef-db", "name": "Store", "primaryPackagePurpose": "APPLICATION", "supplier": "NOASSERTION"},
        {"SPDXID": "SPDXRef-lib", "name": "lib", "primaryPackagePurpose": "LIBRARY", "supplier": "Person: A. Body"},
        {"SPDXID": "SPDXRef-x", "name": "x"},
    ],
    "relationships": [
        {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-root"},
        {"spdxElementId": "SPDXRef-root", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": "SPDXRef-lib"},
        {
            "spdxElementId": "SPDXRef-db",
            "relationshipType": "RUNTIME_DEPENDENCY_OF",
            "relatedSpdxElement": "SPDXRef-lib",
        },
    ],
}


def read(tmp_path: Path, bill: object, *, everything: bool = False) -> ImportResult:
    path = tmp_path / "bill.json"
    path.write_text(bill if isinstance(bill, str) else json.dumps(bill, indent="\t"), "utf-8")
    return read_sbom(path, CATALOGUE, everything=everything)


def told(imported: ImportResult) -> dict[str, tuple[object, ...]]:
    return {
        one.id or "": (name(one.service), one.supplier, one.layer, one.supply, one.needs) for one in imported.services
    }


def test_cyclonedx(tmp_path: Path) -> None:
    imported = read(tmp_path, CYCLONEDX)
    assert told(imported) == {
        "portal-31m": ("Portal [31m", "Web Works", None, None, (("search",), ("port-os",))),
        "search": ("Search", None, None, None, ()),
        "pilot-service": ("Pilot service", "pilot", None, None, ()),
        "port-os": ("Port OS", "OS House", "hardware-chips", "once", ()),
        "tug": ("tug", "tug", None, None, ()),
        "box": ("Box", "Box Works", "hardware-chips", "once", ()),
    }
    assert [(one.item, SAY.message(one.reason)) for one in imported.issues] == [
        ("left-pad", "library, which is part of something in use"),
        ("part", "library, which is part of something in use"),
    ]
    assert imported.matches == (("Pilot service", "pilot"), ("tug", "tug"))


@pytest.mark.parametrize("version", ["1.2", "1.3", "1.4", "1.5", "1.7"])
def test_every_version_of_cyclonedx(tmp_path: Path, version: str) -> None:
    assert len(read(tmp_path, CYCLONEDX | {"specVersion": version}).services) == 6


def test_spdx(tmp_path: Path) -> None:
    imported = read(tmp_path, SPDX)
    assert told(imported) == {
        "desk": ("Desk", "Desk Works", None, None, (("store",),)),
        "store": ("Store", None, None, None, ()),
    }
    assert [(one.item, SAY.message(one.reason)) for one in imported.issues] == [
        ("lib", "library, which is part of something in use"),
        ("x", "unstated, which is part of something in use"),
    ]
    assert [one.id for one in read(tmp_path, SPDX, everything=True).services] == ["desk", "store", "lib", "x"]


def test_a_reference_used_twice_is_told(tmp_path: Path) -> None:
    services = [{"bom-ref": "a", "name": "One"}, {"bom-ref": "a", "name": "Other"}]
    imported = read(tmp_path, CYCLONEDX | {"services": services, "components": []})
    assert [one.id for one in imported.services] == ["one"]
    assert [(one.item, one.reason.key) for one in imported.issues] == [("Other", "import.ref-twice")]


def test_names_that_are_alike_get_ids_of_their_own(tmp_path: Path) -> None:
    services = [{"name": "Käse & Co"}, {"name": "kase co"}, {"name": "!!!"}, {"name": " "}, {"name": "x" * 400}]
    imported = read(tmp_path, CYCLONEDX | {"services": services, "components": []})
    assert [one.id for one in imported.services] == ["kase-co", "kase-co-2", "service", "service-2", "x" * 40]
    assert [len(name(one.service)) for one in imported.services] == [9, 7, 3, 1, 300]


@pytest.mark.parametrize(
    ("bill", "problem"),
    [
        ("<bom xmlns='http://cyclonedx.org/schema/bom/1.6'/>", (1, "this is not valid JSON", "convert it to JSON, for instance: cyclonedx-cli convert --input-file FILE --output-file FILE.json --output-format json")),
        ("SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n", (1, "this is not valid JSON", "convert it to JSON, for instance: pyspdxtools -i FILE -o FILE.spdx.json")),
        (f'{{"version": {"1" * 5000}}}', (1, "this is not valid JSON", "")),
        ('{\n"bomFormat": }', (2, "this is not valid JSON", HOW)),
        ("[]", (1, "this is neither a CycloneDX nor an SPDX SBOM", HOW)),
        ({"name": "x"}, (1, "this is neither a CycloneDX nor an SPDX SBOM", HOW)),
        ({"artifacts": [], "schema": {}}, (1, "this is neither a CycloneDX nor an SPDX SBOM", "convert it from Syft's own format: syft convert FILE -o cyclonedx-json=FILE.cdx.json")),
        ({"@graph": []}, (1, "SPDX 3 is not supported; supported versions: SPDX-2.2, SPDX-2.3", "create the file again as SPDX 2.3 or CycloneDX, in JSON")),
        ({"spdxVersion": "SPDX-3.0"}, (1, "SPDX SPDX-3.0 is not supported; supported versions: SPDX-2.2, SPDX-2.3", "create the file again as SPDX 2.3 or CycloneDX, in JSON")),
        (CYCLONEDX | {"specVersion": "1.1"}, (1, "CycloneDX 1.1 is not supported; supported versions: 1.2, 1.3, 1.4, 1.5, 1.6, 1.7", "convert it to version 1.6, for instance: cyclonedx-cli convert --input-file FILE --output-file FILE.json --output-format json --output-version v1_6")),
        (CYCLONEDX | {"services": [{"name": 1}]}, (1, "services.0.name is not valid", "")),
        ("[" * 100_000, (1, "the file is nested deeper than 60 levels", "")),
        ("", (1, "this is not valid JSON", HOW)),
    ],
)  # fmt: skip
def test_refused(tmp_path: Path, bill: object, problem: tuple[int, str, str]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(tmp_path, bill)
    found = [
        (one.place.line, SAY.message(one.message), SAY.message(one.hint) if isinstance(one.hint, Message) else "")
        for one in caught.value.problems
    ]
    assert found == [problem]


def test_components_nested_ever_deeper_are_refused(tmp_path: Path) -> None:
    bill: dict[str, object] = {"name": "x", "type": "application"}
    for _ in range(400):
        bill = {"name": "x", "components": [bill]}
    with pytest.raises(InvalidInputError):
        read(tmp_path, CYCLONEDX | {"components": [bill]})


APP = {"bom-ref": "app", "type": "application", "name": "Case desk", "supplier": {"name": "Desk Works"}}
PYPI = {"bom-ref": "p", "type": "application", "name": "left", "purl": "pkg:pypi/left@1"}


def cyclonedx(*components: object, **keys: object) -> dict[str, object]:
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": list(components), **keys}


def described(subject: object, *components: object, **keys: object) -> dict[str, object]:
    return cyclonedx(*components, metadata={"component": subject}, **keys)


def spdx(*packages: dict[str, object], describes: tuple[str, ...] = (), **keys: object) -> dict[str, object]:
    named = [{"SPDXID": package["name"], **package} for package in packages]
    return {"spdxVersion": "SPDX-2.3", "packages": named, "documentDescribes": list(describes), **keys}


def purl(text: str) -> list[dict[str, str]]:
    return [{"referenceType": "other", "referenceLocator": "x"}, {"referenceType": "purl", "referenceLocator": text}]


@pytest.mark.parametrize(
    ("bill", "services"),
    [
        pytest.param(described(APP, PYPI), ["Case desk"], id="what is described, whatever stands below it"),
        pytest.param(described(APP | {"type": "library", "purl": "pkg:npm/desk@1"}), ["Case desk"], id="described, of a language's registry"),
        pytest.param(described(APP | {"type": "file"}), ["Case desk"], id="described, of another type"),
        pytest.param(described({"name": "/src", "type": "application"}, PYPI, APP), ["/src", "Case desk"], id="a folder with a name"),
        pytest.param(described({"name": ".", "type": "file"}, APP), ["Case desk"], id="a folder without a name"),
        pytest.param(described({"name": "sha256:" + "a" * 64, "type": "container", "purl": "pkg:oci/desk%2Dimage@sha256:a?arch=amd64"}), ["desk-image"], id="a sum for a name"),
        pytest.param(described({"name": "b" * 40, "type": "file", "purl": "pkg:generic/" + "c" * 40}), [], id="sums throughout"),
        pytest.param(described(APP, APP, {**APP, "bom-ref": "again"}), ["Case desk"], id="described, and again below it"),
        pytest.param(described(APP | {"components": [{"name": "Engine", "type": "application"}]}), ["Case desk", "Engine"], id="what is nested in it"),
        pytest.param(described(APP, {"name": "package-lock.json", "type": "application", "properties": [{"name": "aquasecurity:trivy:Class", "value": "lang-pkgs"}]}), ["Case desk"], id="a lock file"),
        pytest.param(described(APP, {"name": "Simple Launcher", "type": "application", "properties": [{"name": "syft:location:0:path", "value": "/x.exe"}]}), ["Case desk"], id="a launcher inside an image"),
        pytest.param(described(APP, {"name": "checkout", "type": "application", "purl": "pkg:githubactions/actions/checkout@v4"}), ["Case desk"], id="a step of a pipeline"),
        pytest.param(described(APP, {"name": "os", "type": "operating-system", "version": "1"}, {"name": "os", "type": "operating-system", "version": 1}), ["Case desk", "os"], id="an operating system, once"),
        pytest.param(described(APP, {"name": "img", "type": "container"}), ["Case desk"], id="containers are what it is made of"),
        pytest.param(cyclonedx({"name": "img", "type": "container"}), ["img"], id="containers of an inventory"),
        pytest.param(described({"name": "Board", "type": "device"}, {"name": "plug", "type": "device"}, {"name": "rom", "type": "firmware"}), ["Board"], id="parts of a device"),
        pytest.param(described(APP, {"name": "Router", "type": "device"}), ["Case desk", "Router"], id="a device that something needs"),
        pytest.param(described(APP, services=[{"name": "get-user", "endpoints": ["/user", "/user/1"]}, {"name": "Mail", "endpoints": ["https://mail.example"]}]), ["Case desk", "Mail"], id="routes are no services"),
        pytest.param(described(APP, {"name": "bash", "type": "library", "purl": "pkg:deb/debian/bash@5?arch=amd64&distro=debian-12"}), ["Case desk", "Debian"], id="the operating system that packages are for"),
        pytest.param(described(APP, {"name": "a", "purl": "pkg:deb/a@1?distro=debian-12"}, {"name": "b", "purl": "pkg:deb/b@1?distro=ubuntu-24.04"}), ["Case desk"], id="for two, so for neither"),
        pytest.param(described(APP, {"name": "a", "purl": "pkg:deb/a@1?distro=12"}), ["Case desk"], id="for one without a name"),
        pytest.param(cyclonedx(PYPI, metadata=None, services=None, dependencies=None), [], id="nothing but packages, and nulls"),
        pytest.param({"sbom": spdx({"name": "Repo"}, {"name": "lib", "externalRefs": purl("pkg:npm/lib@1")}, describes=("Repo",))}, ["Repo"], id="in GitHub's envelope"),
        pytest.param({"predicateType": "x", "predicate": described(APP)}, ["Case desk"], id="in an attestation"),
        pytest.param(spdx({"name": "Root", "primaryPackagePurpose": "FILE"}, {"name": "x"}, describes=("Root",)), ["Root"], id="SPDX: described, of another purpose"),
        pytest.param(spdx({"name": "Root"}, {"name": "x"}, relationships=[{"spdxElementId": "Root", "relationshipType": "DESCRIBED_BY", "relatedSpdxElement": "doc"}]), ["Root"], id="SPDX: described, said backwards"),
        pytest.param(spdx({"name": "a", "primaryPackagePurpose": "APPLICATION", "externalRefs": purl("pkg:pypi/a@1")}, {"name": "b", "primaryPackagePurpose": "APPLICATION"}, describes=("a", "b")), ["b"], id="SPDX: everything described is nothing described"),
        pytest.param(spdx({"name": "base", "primaryPackagePurpose": "OPERATING_SYSTEM"}, {"name": "x"}), ["base"], id="SPDX: an underscore"),
    ],
)  # fmt: skip
def test_what_a_bill_is_about(tmp_path: Path, bill: dict[str, object], services: list[str]) -> None:
    assert [name(one.service) for one in read(tmp_path, bill).services] == services


def test_what_is_described_has_the_supplier_of_the_bill(tmp_path: Path) -> None:
    bill = cyclonedx(metadata={"component": {"name": "Desk"}, "manufacture": {"name": "Desk Works"}, "supplier": {}})
    assert [one.supplier for one in read(tmp_path, bill).services] == ["Desk Works"]


def test_what_is_described_needs_what_it_depends_on_by_way_of_its_parts(tmp_path: Path) -> None:
    bill = described(
        APP, PYPI, {"bom-ref": "os", "name": "Port OS", "type": "operating-system"},
        dependencies=[{"ref": "app", "dependsOn": ["p", "gone"]}, {"ref": "p", "dependsOn": ["app", "os"]}, {"ref": "app", "dependsOn": ["p"]}],
    )  # fmt: skip
    assert [one.needs for one in read(tmp_path, bill).services] == [(("port-os",),), ()]


def test_reasons_say_what_a_part_is(tmp_path: Path) -> None:
    imported = read(tmp_path, described({"name": "."}, PYPI, {"name": "lib"}))
    assert [(one.item, SAY.message(one.reason)) for one in imported.issues] == [
        (".", "the file does not name what it describes"),
        ("left", "listed as application, but it is a package, file or route inside something else"),
        ("lib", "library, which is part of something in use"),
    ]


def test_a_package_of_a_programming_language_is_no_product_of_that_name(tmp_path: Path) -> None:
    package = {"name": "Tug boat", "type": "library", "purl": "pkg:npm/tug-boat@1"}
    imported = read(tmp_path, described(APP, package), everything=True)
    assert [(name(one.service), one.supplier) for one in imported.services][1:] == [("Tug boat", None)]


@pytest.mark.parametrize(
    ("subject", "hint"),
    [
        pytest.param({"name": "."}, "hint.no-subject-name", id="a subject without a name"),
        pytest.param({"name": "app"}, "hint.nothing-imported", id="a subject with one"),
    ],
)
def test_the_way_out_of_a_bill_without_services(tmp_path: Path, subject: dict[str, object], hint: str) -> None:
    found = read(tmp_path, described(subject, {"name": "lib"})).hint
    assert found is not None
    assert found.key == hint


def test_a_bill_in_which_everything_is_an_application_is_looked_at_twice(tmp_path: Path) -> None:
    bill = cyclonedx(*({"name": f"app {number}", "type": "application"} for number in range(3)))
    assert [SAY.message(note) for note in read(tmp_path, bill).notes] == [
        "this file classifies all 3 entries as applications; in the profile, remove those that are part of another application"
    ]
    assert not read(tmp_path, described(APP, {"name": "lib"}, {"name": "b", "type": "application"})).notes


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_a_bill_with_a_mark_of_its_letters(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "bill.json"
    path.write_bytes(json.dumps(described({"name": "Bürgerdienst"}), ensure_ascii=False).encode(encoding))
    assert [name(one.service) for one in read_sbom(path, CATALOGUE).services] == ["Bürgerdienst"]


def test_bytes_that_are_not_what_their_mark_says(tmp_path: Path) -> None:
    path = tmp_path / "bill.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidInputError) as caught:
        read_sbom(path, CATALOGUE)
    assert [one.message.key for one in caught.value.problems] == ["problem.not-utf8"]
