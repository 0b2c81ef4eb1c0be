"""The objectives of the EU CSF in the columns of CISO Assistant."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from eurostack_assess.report.renderers import xlsx
from eurostack_assess.report.sheets.ciso_assistant import COLUMNS, build_ciso_sheets
from eurostack_assess.subjects.subject import read_profile_subject
from tests.helpers import ROOT


def rows(profile: Path, language: str = "en") -> list[dict[str, object]]:
    result = read_profile_subject(profile).assess(("eu-csf",))
    book = load_workbook(io.BytesIO(xlsx.render(build_ciso_sheets(result, language))))
    titles, *found = book.worksheets[0].iter_rows(values_only=True)
    assert titles == COLUMNS
    return [dict(zip(COLUMNS, row, strict=True)) for row in found]


@pytest.mark.parametrize("name", ["example-municipality", "example-hospital"])
def test_every_objective_has_the_level_that_is_certain(name: str) -> None:
    profile = ROOT / "profiles" / f"{name}.yaml"
    (view,) = read_profile_subject(profile).assess(("eu-csf",)).views
    found = rows(profile)
    assert [row["ref_id"] for row in found] == [f"SOV-{number}" for number in range(1, 9)]
    assert next(row["urn"] for row in found) == "urn:intuitem:risk:req_node:cloud-sovereignty-framework:sov-1"
    assert [row["score"] for row in found] == [objective.level_low for objective in view.objectives]
    assert {row["assessable"] for row in found} == {"x"}
    assert {row["requirement_progress"] for row in found} <= {"to_do", "in_progress", "done"}


def test_results_are_judged_by_their_score(tmp_path: Path) -> None:
    profile = tmp_path / "p.yaml"
    profile.write_text("name: Port\nkind: organisation\nframework: eurostack\n", "utf-8")
    assert {(row["compliance_result"], row["requirement_progress"], row["score"], row["observations"]) for row in rows(profile)} == {
        ("not_assessed", "to_do", None, "No question answered.")
    }  # fmt: skip
    municipality = rows(ROOT / "profiles" / "example-municipality.yaml")
    assert {(row["compliance_result"], row["score"]) for row in municipality} <= {
        ("non_compliant", 0), ("partially_compliant", 1), ("partially_compliant", 2), ("partially_compliant", 3), ("compliant", 4),
    }  # fmt: skip
    assert str(municipality[0]["observations"]).startswith("SEAL 0; score 16.7 of 100; known: 90%.")
