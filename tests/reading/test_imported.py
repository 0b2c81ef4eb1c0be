"""When a name is that of a product of the catalogue."""

import pytest

from eurostack_assess.reading.import_result import ProductNames
from tests.dependencies import CATALOGUE

TWO_TUGS = CATALOGUE.model_copy(
    update={
        "suppliers": {
            **CATALOGUE.suppliers,
            "other-tug": CATALOGUE.suppliers["tug"].model_copy(
                update={"id": "other-tug", "supplier": "Polder Boats", "owner": "polder"}
            ),
        }
    }
)


@pytest.mark.parametrize(
    ("name", "supplier", "found"),
    [
        pytest.param("Tug boat", None, "tug", id="its name"),
        pytest.param("SLEEPBOOT (new)", None, "tug", id="in any language, brackets and case aside"),
        pytest.param("sat radio", None, "sat-radio", id="its id, a hyphen as a space"),
        pytest.param("Tug", None, "tug", id="the id itself"),
        pytest.param("Tug boats", None, None, id="never one like it"),
        pytest.param("", None, None, id="nothing"),
        pytest.param("(x)", None, None, id="nothing but brackets"),
    ],
)
def test_one_of_that_name(name: str, supplier: str | None, found: str | None) -> None:
    row = ProductNames(CATALOGUE).find(name, supplier)
    assert (row.id if row else None) == found


@pytest.mark.parametrize(
    ("supplier", "found"), [("polder boats", "other-tug"), ("Fjord AS", "tug"), ("Somebody", None), (None, None)]
)
def test_of_several_the_one_by_that_supplier_or_owner(supplier: str | None, found: str | None) -> None:
    row = ProductNames(TWO_TUGS).find("Tug boat", supplier)
    assert (row.id if row else None) == found
