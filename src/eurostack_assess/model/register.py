"""The fields of a service in a register of services and contracts."""

from typing import Literal, get_args

ServiceKey = Literal[
    "id", "service", "layer", "category", "supplier", "country", "parent", "parent_country",
    "operator", "operator_country", "supply", "criticality", "exit", "share", "needs", "evidence", "source",
]  # fmt: skip
SERVICE_KEYS: tuple[ServiceKey, ...] = get_args(ServiceKey)
