"""Services as the tables of a register of information: read back, every provider, function and fact is there."""

from datetime import date
from pathlib import Path

import pytest

from eurostack_assess.model.profile import Dependency, Profile
from eurostack_assess.reading.dora import read_dora
from eurostack_assess.report.renderers import xlsx
from eurostack_assess.report.sheets.dora import build_dora_sheets
from eurostack_assess.subjects.shipped_data import shipped_catalogue
from tests.dependencies import profile
from tests.helpers import RESOURCES

LAYERS = ("ai-applications", "data-platforms", "cloud-compute", "networks-connectivity", "hardware-chips")
CATALOGUE = shipped_catalogue()


def service(id_: str, name: str, needs: tuple[tuple[str, ...], ...] = (), **facts: str) -> Dependency:
    return Dependency.model_validate({"id": id_, "service": name, "needs": needs, **facts})


def there_and_back(made: Profile, folder: Path) -> Profile:
    path = folder / "register.xlsx"
    path.write_bytes(xlsx.render(build_dora_sheets(made, CATALOGUE, "en")))
    register = read_dora(path, CATALOGUE, LAYERS, date(2026, 11, 30))
    return profile(*register.result.services, name=register.entity, country=register.country)


@pytest.mark.parametrize(
    "name", ["register-a-eba-template-2024.xlsx", "register-a-xbrl-csv.zip", "register-b-words-4.0.xlsx"]
)
def test_a_register_comes_back_whole(tmp_path: Path, name: str) -> None:
    register = read_dora(RESOURCES / "dora" / name, CATALOGUE, LAYERS, date(2026, 11, 30))
    made = profile(*register.result.services, name=register.entity, country=register.country)
    assert there_and_back(made, tmp_path) == made


def test_what_a_profile_says_in_its_own_words_keeps_its_providers_and_functions(tmp_path: Path) -> None:
    made = profile(
        service("office", "Office", supplier="microsoft-365", exit="complex"),
        service("desk", "Desk", supplier="Wolk B.V.", country="NL", parent="microsoft"),
        service("mail", "Mail", supplier="wolk b.v."),
        service("lost", "Lost"),
        service("servers", "Servers", supplier="leaseweb"),
        service("pay", "Payments", supplier="self", criticality="medium", needs=(("office", "desk"), ("mail",))),
    )
    back = there_and_back(made, tmp_path)
    assert [(one.id, one.supplier, one.country, one.parent, one.parent_country, one.exit, one.needs) for one in back.dependencies] == [
        ("office", "Microsoft Ireland Operations", "IE", "Microsoft Corporation", "US", "complex", ()),
        ("desk", "Wolk B.V.", "NL", "Microsoft Corporation", "US", None, ()),
        ("mail", "Wolk B.V.", "NL", "Microsoft Corporation", "US", None, ()),
        ("lost", None, None, None, None, None, ()),
        ("servers", "Leaseweb Netherlands B.V.", "NL", "Leaseweb Global B.V.", "NL", None, ()),
        ("pay", "self", None, None, None, None, (("office",), ("desk",), ("mail",))),
    ]  # fmt: skip


def test_subcontractors_in_a_circle_end_where_they_began(tmp_path: Path) -> None:
    name = "Cloud services: SaaS (K1)"
    made = profile(
        service("k1", name, supplier="A", needs=(("k1-b",),), layer="ai-applications"),
        service("k1-b", f"{name}: B", supplier="B", needs=(("k1-c",),), layer="ai-applications"),
        service("k1-c", f"{name}: C", supplier="C", needs=(("k1-b",), ("k1",)), layer="ai-applications"),
    )
    back = there_and_back(made, tmp_path)
    assert [(one.id, one.needs) for one in back.dependencies] == [
        ("k1", (("k1-b",),)),
        ("k1-b", (("k1-c",),)),
        ("k1-c", ()),
    ]
