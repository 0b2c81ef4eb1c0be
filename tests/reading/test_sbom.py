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
        ("left-pad", "library, a part of something in use"),
        ("part", "library, a part of something in use"),
    ]
    assert imported.matches == (("Pilot service", "pilot"), ("tug", "tug"))


@pytest.mark.parametrize("version", ["1.4", "1.5", "1.7"])
def test_every_version_of_cyclonedx(tmp_path: Path, version: str) -> None:
    assert len(read(tmp_path, CYCLONEDX | {"specVersion": version}).services) == 6


def test_spdx(tmp_path: Path) -> None:
    imported = read(tmp_path, SPDX)
    assert told(imported) == {
        "desk": ("Desk", "Desk Works", None, None, (("store",),)),
        "store": ("Store", None, None, None, ()),
    }
    assert [(one.item, SAY.message(one.reason)) for one in imported.issues] == [
        ("lib", "library, a part of something in use"),
        ("x", "unstated, a part of something in use"),
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
        (
            "<bom xmlns='http://cyclonedx.org/schema/bom/1.6'/>",
            (1, "this is not valid JSON", "convert it to JSON first"),
        ),
        (f'{{"version": {"1" * 5000}}}', (1, "this is not valid JSON", "")),
        ('{\n"bomFormat": }', (2, "this is not valid JSON", "")),
        ("[]", (1, "this is neither a CycloneDX nor an SPDX bill of materials", "")),
        ({"name": "x"}, (1, "this is neither a CycloneDX nor an SPDX bill of materials", "")),
        ({"@graph": []}, (1, "SPDX 3 is not read; known are: SPDX-2.3, SPDX-2.2", "")),
        ({"spdxVersion": "SPDX-3.0"}, (1, "SPDX SPDX-3.0 is not read; known are: SPDX-2.3, SPDX-2.2", "")),
        (
            CYCLONEDX | {"specVersion": "1.3"},
            (1, "CycloneDX 1.3 is not read; known are: 1.4, 1.5, 1.6, 1.7", ""),
        ),
        (CYCLONEDX | {"services": [{"name": 1}]}, (1, "services.0.name is not what it should be", "")),
        ("[" * 100_000, (1, "nested deeper than 60 levels", "")),
        ("", (1, "this is not valid JSON", "")),
    ],
)
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
