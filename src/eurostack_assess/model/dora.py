"""The DORA register of information: the columns that services are read from and written to, and their code lists.

Implementing Regulation (EU) 2024/2956, annex I, in the numbering of the EBA's reporting framework 4.0. Titles and lists
are taken from programs that were generated from the EBA's table layout and list of possible values (philippru/theodora
99cc370, giammbo/dora-roi 4188c79); they were not compared with the documents of the EBA themselves.
"""

from collections.abc import Mapping
from typing import NamedTuple

from eurostack_assess.model.profile import Criticality, Exit


class DoraTemplate(NamedTuple):
    """One template (table) of the register of information."""

    id: str
    """Id of the template, such as B_05.01."""
    title: str
    columns: Mapping[str, str]
    """Titles of the columns that are read or written, by the four digits of the column's code."""


_REFERENCE = "Contractual arrangement reference number"
_PROVIDER = "Identification code of the ICT third-party service provider"
_SERVICE_TYPE = "Type of ICT services"

ENTITY = DoraTemplate(
    "B_01.01",
    "Entity maintaining the register of information",
    {
        "0010": "LEI of the entity maintaining the register of information",
        "0020": "Name of the entity",
        "0030": "Country of the entity",
    },
)
CONTRACTS = DoraTemplate("B_02.01", "Contractual arrangements – General Information", {"0010": _REFERENCE})
USES = DoraTemplate(
    "B_02.02",
    "Contractual arrangements – Specific information",
    {
        "0010": _REFERENCE,
        "0030": _PROVIDER,
        "0050": "Function identifier",
        "0060": _SERVICE_TYPE,
        "0080": "End date of the contractual arrangement",
    },
)
PROVIDERS = DoraTemplate(
    "B_05.01",
    "ICT third-party service providers",
    {
        "0010": "Identification code of ICT third-party service provider",
        "0050": "Legal name of the ICT third-party service provider",
        "0060": "Name of the ICT third-party service provider in Latin alphabet",
        "0080": "Country of the ICT third-party service provider’s headquarters",
        "0110": "Identification code of the ICT third-party service provider’s ultimate parent undertaking",
    },
)
CHAINS = DoraTemplate(
    "B_05.02",
    "ICT service supply chains",
    {
        "0010": _REFERENCE,
        "0020": _SERVICE_TYPE,
        "0030": _PROVIDER,
        "0050": "Rank",
        "0060": "Identification code of the recipient of sub-contracted ICT services",
    },
)
FUNCTIONS = DoraTemplate(
    "B_06.01",
    "Functions identification",
    {
        "0010": "Function Identifier",
        "0030": "Function name",
        "0050": "Criticality or importance assessment",
    },
)
ASSESSMENTS = DoraTemplate(
    "B_07.01",
    "Assessment of the ICT services",
    {
        "0010": _REFERENCE,
        "0020": _PROVIDER,
        "0040": _SERVICE_TYPE,
        "0050": "Substitutability of the ICT third-party service provider",
    },
)
TEMPLATES = (ENTITY, CONTRACTS, USES, PROVIDERS, CHAINS, FUNCTIONS, ASSESSMENTS)

COLUMNS_2024: Mapping[str, Mapping[str, str]] = {
    PROVIDERS.id: {"0010": "0010", "0030": "0050", "0050": "0080", "0080": "0110"}
}
"""Present code of each column that is read, by its code in the dry run of 2024, whose table of providers had nine
columns."""
COLUMNS_BEFORE_CORRIGENDUM: Mapping[str, Mapping[str, str]] = {
    FUNCTIONS.id: {"0010": "0010", "0030": "0030", "0060": "0050"}
}
"""Present code of each column that is read, by its code in the regulation before its corrigendum of 19 September 2025,
whose table of functions ran to 0110."""


class ServiceType(NamedTuple):
    """A type of ICT service (annex III)."""

    code: str
    words: str
    layer: str | None
    """Id of the Eurostack layer of this type of service; None: no single layer."""


SERVICE_TYPES = (
    ServiceType("S01", "ICT project management", None),
    ServiceType("S02", "ICT Development", "ai-applications"),
    ServiceType("S03", "ICT help desk and first level support", None),
    ServiceType("S04", "ICT security management services", None),
    ServiceType("S05", "Provision of data", "data-platforms"),
    ServiceType("S06", "Data analysis", "data-platforms"),
    ServiceType("S07", "ICT, facilities and hosting services (excluding Cloud services)", "cloud-compute"),
    ServiceType("S08", "Computation", "cloud-compute"),
    ServiceType("S09", "Non-Cloud Data storage", "cloud-compute"),
    ServiceType("S10", "Telecom carrier", "networks-connectivity"),
    ServiceType("S11", "Network infrastructure", "networks-connectivity"),
    ServiceType("S12", "Hardware and physical devices", "hardware-chips"),
    ServiceType("S13", "Software licencing (excluding SaaS)", "ai-applications"),
    ServiceType("S14", "ICT operation management (including maintenance)", None),
    ServiceType("S15", "ICT Consulting", None),
    ServiceType("S16", "ICT Risk management", None),
    ServiceType("S17", "Cloud services: IaaS", "cloud-compute"),
    ServiceType("S18", "Cloud services: PaaS", "cloud-compute"),
    ServiceType("S19", "Cloud services: SaaS", "ai-applications"),
)


class ListedValue(NamedTuple):
    """A member of a closed list: its EBA code, its number in the regulation, and its wording."""

    code: str
    number: str
    words: str


SUBSTITUTABILITY: Mapping[ListedValue, Exit] = {
    ListedValue("eba_ZZ:x959", "1", "Not substitutable"): "none",
    ListedValue("eba_ZZ:x960", "2", "Highly complex substitutability"): "complex",
    ListedValue("eba_ZZ:x961", "3", "Medium complexity in terms of substitutability"): "medium",
    ListedValue("eba_ZZ:x962", "4", "Easily substitutable"): "easy",
}
"""Value of `exit` of a service, by the substitutability of its provider."""

FUNCTION_CRITICALITY: Mapping[ListedValue, Criticality | None] = {
    ListedValue("eba_BT:x28", "1", "Yes"): "high",
    ListedValue("eba_BT:x29", "2", "No"): "low",
    ListedValue("eba_BT:x21", "3", "Assessment not performed"): None,
}
"""Value of `criticality` of the services that a function needs, by whether the function is critical or important."""
