"""Owners behind the legal names of suppliers: found where nothing else stands in the name, and never guessed."""

import pytest

from eurostack_assess.reading.owner_names import OwnerNames
from eurostack_assess.subjects.shipped_data import shipped_catalogue

NAMES = OwnerNames(shipped_catalogue())


@pytest.mark.parametrize(
    ("supplier", "owner"),
    [
        pytest.param(
            "Microsoft Ireland Operations Limited", "microsoft", id="a country, and a word for local companies"
        ),
        pytest.param("Amazon Web Services EMEA SARL", "amazon", id="a supplier of the owner"),
        pytest.param("Google Cloud EMEA Limited", "alphabet", id="an alias of the owner"),
        pytest.param("Hetzner Online GmbH", "hetzner", id="brackets in the owner's name"),
        pytest.param("OpenAI Ireland Ltd.", "openai", id="points"),
        pytest.param("SAP Nederland B.V.", "sap", id="a country in Dutch"),
        pytest.param("KONINKLIJKE KPN N.V.", "kpn", id="capitals"),
        pytest.param("Dassault Systemes SE", "dassault-systemes", id="no accents"),
        pytest.param("Red Hat Limited", "ibm", id="whose owner has another name"),
        pytest.param("SoftwareOne Netherlands B.V.", None, id="a reseller"),
        pytest.param("Microsoft Partner Nederland B.V.", None, id="a reseller with the name in its own"),
        pytest.param("Visa Services B.V.", None, id="another company with a name that begins alike"),
        pytest.param("Micro B.V.", None, id="a part of a word"),
        pytest.param("Limited", None, id="a legal form alone"),
        pytest.param("(unknown)", None, id="brackets alone"),
    ],
)
def test_find_owner(supplier: str, owner: str | None) -> None:
    assert NAMES.find_owner(supplier) == owner
