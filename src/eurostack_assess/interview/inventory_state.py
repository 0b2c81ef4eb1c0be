"""The state of a layer's inventory: the services entered so far, and what to show and ask next."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from eurostack_assess.errors import Message
from eurostack_assess.model.catalogue import Catalogue, RequirementGroups, Supplier
from eurostack_assess.model.profile import Criticality, Dependency, Exit

InventoryStep = Literal["services", "find", "pick", "supplier", "owner", "criticality", "exit", "share", "needs"]
InventoryEnd = Literal["on", "back"]
TEXT_STEPS: tuple[InventoryStep, ...] = ("find", "supplier", "owner", "share", "needs")
"""The steps in which a line of text is asked for."""
CRITICALITIES: tuple[Criticality, ...] = ("low", "medium", "high")
EXITS: tuple[Exit, ...] = ("easy", "medium", "complex", "none")


@dataclass(frozen=True)
class InventoryState:
    """The services of one layer, and the step that is on the page."""

    services: tuple[Dependency, ...]
    """All services of the profile, also of other layers."""
    layer: str
    layers: tuple[str, ...]
    """All layers of the framework."""
    catalogue: Callable[[], Catalogue]
    step: InventoryStep = "services"
    service_index: int | None = None
    """Index of the service that is being described."""
    words: str = ""
    """What was looked for."""
    product_ids: tuple[str, ...] = ()
    """Ids of the products found."""
    cursor: int | None = None
    refusal: Message | None = None
    """Why the text last written was not taken."""
    end: InventoryEnd | None = None

    @property
    def expects_text(self) -> bool:
        """Whether a line of text is asked for."""
        return self.step in TEXT_STEPS

    @property
    def service(self) -> Dependency:
        """The service that is being described."""
        return self.services[self.service_index or 0]

    @property
    def own_indices(self) -> tuple[int, ...]:
        """Indices of this layer's services."""
        if not self.services:
            return ()
        catalogue = self.catalogue()
        return tuple(
            index
            for index, service in enumerate(self.services)
            if service.resolve_layer(catalogue, self.layers) == self.layer
        )

    @property
    def products(self) -> tuple[Supplier, ...]:
        """The products found."""
        return tuple(self.catalogue().suppliers[id_] for id_ in self.product_ids)

    @property
    def other_indices(self) -> tuple[int, ...]:
        """Indices of the services that the one described may need."""
        return tuple(index for index in range(len(self.services)) if index != self.service_index)

    @property
    def draft(self) -> str:
        """What the text to be written starts with."""
        service = self.service if self.service_index is not None else None
        match self.step:
            case "find":
                return self.words
            case "supplier":
                return (service.supplier or "") if service else ""
            case "owner":
                return (service.parent_country or "") if service else ""
            case "share":
                return (
                    f"{Decimal(repr(service.share)) * 100:f}".rstrip("0").rstrip(".")
                    if service and service.share
                    else ""
                )
            case "needs":
                return self._format_needs()
            case _:
                return ""

    @property
    def _rows(self) -> int:
        match self.step:
            case "services":
                return len(self.own_indices)
            case "pick":
                return len(self.product_ids) + 1
            case "criticality":
                return len(CRITICALITIES)
            case "exit":
                return len(EXITS)
            case _:
                return 0

    def _get_catalogue_needs(self) -> RequirementGroups:
        """Needs that name products of the catalogue: not asked here, and kept."""
        ids = {service.id for service in self.services}
        return tuple(group for group in self.service.needs if not ids.issuperset(group))

    def _format_needs(self) -> str:
        ids = {self.services[index].id: str(number) for number, index in enumerate(self.other_indices, 1)}
        groups = [group for group in self.service.needs if ids.keys() >= set(group)]
        return ", ".join("/".join(ids[member] for member in group) for group in groups)
