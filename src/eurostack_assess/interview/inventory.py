"""The inventory of services that a layer uses, asked for one step at a time after the layer's questions.

It is frozen, like the interview; every step returns a new inventory with the services so far, so that they can be
saved.
"""

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache

from eurostack_assess.errors import message
from eurostack_assess.interview.inventory_state import CRITICALITIES, EXITS, InventoryState, InventoryStep
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText, make_unique_slug
from eurostack_assess.model.catalogue import RequirementGroups
from eurostack_assess.model.profile import SELF, Dependency
from eurostack_assess.texts import languages, texts

MAX_RESULTS = 8
MAX_LINE_LENGTH = 200
"""Characters of a name that is typed."""
CLEAR_INPUT = "-"
"""Typed where a text is asked for: takes back what was there. An empty line leaves it."""
BACK_KEYS = ("b", "left", "escape")


@dataclass(frozen=True)
class Inventory(InventoryState):
    """The services of one layer, and the step that is on the page."""

    def press(self, key: str) -> "Inventory":
        """What a key does; others do nothing."""
        rows = self._rows
        if key in ("up", "down") and rows:
            return replace(self, cursor=self._next_cursor(key, rows))
        if key in BACK_KEYS:
            return self._go_back()
        if key == "enter" and self.cursor is not None:
            return self._choose_row(self.cursor)
        match self.step:
            case "services":
                return self._on_services(key)
            case "pick":
                return self._on_pick(key)
            case "criticality" | "exit":
                return self._on_choice(key)
            case _:
                return self

    def write(self, text: str) -> "Inventory":
        """What a line of text does where one is asked for."""
        line = " ".join(text.split())
        if len(line) > MAX_LINE_LENGTH:
            return replace(self, refusal=message("services.too-long", most=MAX_LINE_LENGTH))
        match self.step:
            case "find":
                return self._find(line) if line else self._show_list()
            case "supplier":
                supplier = SELF if line.casefold() in _list_self_words() else self._name_supplier(line)
                return self._update_service(
                    supplier=self._choose_text(supplier, self.service.supplier)
                )._go_on_from_supplier()
            case "owner":
                return self._set_owner(line)
            case "share":
                return self._set_share(line)
            case "needs":
                return self._set_needs(line)
            case _:
                return self

    def _next_cursor(self, key: str, rows: int) -> int:
        if self.cursor is None:
            return 0 if key == "down" else rows - 1
        return min(max(self.cursor + (1 if key == "down" else -1), 0), rows - 1)

    def _go_back(self) -> "Inventory":
        if self.step == "services":
            return replace(self, end="back")
        return self._go_to_step("find") if self.step == "pick" else self._show_list()

    def _show_list(self) -> "Inventory":
        return replace(self, step="services", service_index=None, words="", product_ids=(), cursor=None, refusal=None)

    def _go_to_step(self, step: InventoryStep) -> "Inventory":
        """Another step about the same service, the cursor on what was said of it before."""
        inventory = replace(self, step=step, cursor=None, refusal=None)
        if step == "criticality" and self.service.criticality:
            return replace(inventory, cursor=CRITICALITIES.index(self.service.criticality))
        if step == "exit" and self.service.exit:
            return replace(inventory, cursor=EXITS.index(self.service.exit))
        return inventory

    def _on_services(self, key: str) -> "Inventory":
        if key == "enter":
            return replace(self, end="on")
        if key == "a":
            return replace(self, step="find", service_index=None, cursor=None)
        return self._select_row(key)

    def _select_row(self, key: str, *, first: int = 1) -> "Inventory":
        """The cursor on the row that a number names, to be chosen with Enter, as an answer is."""
        number = _parse_number(key)
        if number is None or not first <= number <= self._rows - 1 + first:
            return self
        return replace(self, cursor=number - 1 if number else self._rows - 1)

    def _on_pick(self, key: str) -> "Inventory":
        """The last row, something else, is number 0."""
        return self._select_row(key, first=0)

    def _on_choice(self, key: str) -> "Inventory":
        if key in ("enter", "s"):
            return self._go_to_next_step()
        if key == "x":
            return self._remove_service()
        return self._select_row(key)

    def _choose_row(self, row: int) -> "Inventory":
        """The row with this index was chosen."""
        match self.step:
            case "services":
                return replace(self, service_index=self.own_indices[row])._go_to_step("criticality")
            case "pick" if row < len(self.product_ids):
                product = self.products[row]
                return self._add_service(Dependency(service=product.product, supplier=product.id))._go_to_step(
                    "criticality"
                )
            case "pick":
                return self._add_service(Dependency(service=LocalText({ANY_LANGUAGE: self.words})))._go_to_step(
                    "supplier"
                )
            case "criticality":
                return self._update_service(criticality=CRITICALITIES[row])._go_to_next_step()
            case _:  # exit
                return self._update_service(exit=EXITS[row])._go_to_next_step()

    def _go_to_next_step(self) -> "Inventory":
        match self.step:
            case "criticality":
                return self._go_to_step("exit")
            case "exit":
                return self._go_to_step("share")
            case "share" if self.other_indices:
                return self._go_to_step("needs")
            case _:
                return self._show_list()

    def _find(self, words: str) -> "Inventory":
        product_ids = tuple(row.id for row in self.catalogue().find(words, MAX_RESULTS))
        return replace(self, step="pick", words=words, product_ids=product_ids, cursor=0)

    def _go_on_from_supplier(self) -> "Inventory":
        if namesake := self._find_namesake(self.service.supplier):
            facts = {"supplier": namesake.supplier, "parent_country": namesake.parent_country}
            return self._update_service(**facts)._go_to_step("criticality")
        known = self.service.supplier in (None, SELF) or self.service.find_catalogue_row(self.catalogue()) is not None
        return self._go_to_step("criticality" if known else "owner")

    def _set_owner(self, line: str) -> "Inventory":
        """The owner's country, by its code or its name in any language."""
        if line in ("", CLEAR_INPUT):
            return (self._update_service(parent_country=None) if line else self)._go_to_step("criticality")
        countries = self.catalogue().countries
        named = [
            code
            for code, names in countries.items()
            if line.casefold() in (code.casefold(), *(name.casefold() for name in names.values()))
        ]
        if not named:
            return replace(self, refusal=message("services.no-country", words=line))
        return self._update_service(parent_country=named[0])._go_to_step("criticality")

    def _set_share(self, line: str) -> "Inventory":
        """A percentage of the layer's use or spend; with the layer's other services at most 100."""
        if line in ("", CLEAR_INPUT):
            return (self._update_service(share=None) if line else self)._go_to_next_step()
        try:
            percent = Decimal(line.removesuffix("%").strip().replace(",", "."))
        except InvalidOperation:
            percent = Decimal("nan")
        other_shares = (self.services[index].share for index in self.own_indices if index != self.service_index)
        remaining = 100 - sum((Decimal(repr(share)) * 100 for share in other_shares if share is not None), Decimal(0))
        if not percent.is_finite() or not 0 <= percent <= remaining:
            return replace(self, refusal=message("services.no-share", left=f"{remaining.normalize():f}"))
        return self._update_service(share=float(percent / 100))._go_to_next_step()

    def _set_needs(self, line: str) -> "Inventory":
        """Numbers of other services: `2, 4/5` needs 2, and 4 or 5."""
        if line in ("", CLEAR_INPUT):
            return (self._update_service(needs=()) if line else self)._show_list()
        groups = [[_parse_number(text.strip()) for text in group.split("/")] for group in line.split(",")]
        numbers = range(1, len(self.other_indices) + 1)
        if any(number not in numbers for group in groups for number in group):
            return replace(self, refusal=message("services.no-needs", most=len(self.other_indices)))
        ids = [self.services[index].id or "" for index in self.other_indices]
        needs = tuple(tuple(dict.fromkeys(ids[number - 1] for number in group if number)) for group in groups)
        return self._update_service(needs=(*needs, *self._get_catalogue_needs()))._show_list()

    def _find_namesake(self, supplier: str | None) -> Dependency | None:
        """Another service whose supplier has this name, in whatever letters, with the owner's country told."""
        others = (service for index, service in enumerate(self.services) if index != self.service_index)
        return next(
            (other for other in others if supplier and other.parent_country and _is_same(other, supplier)), None
        )

    def _name_supplier(self, line: str) -> str:
        """A company in small letters with a capital: in a profile, one word in small letters is an id."""
        return line if line in self.catalogue().suppliers else f"{line[:1].upper()}{line[1:]}"

    def _choose_text(self, line: str, previous: str | None) -> str | None:
        return previous if not line else None if line == CLEAR_INPUT else line

    def _add_service(self, service: Dependency) -> "Inventory":
        id_ = make_unique_slug(
            service.supplier or service.service.in_language(), (existing.id for existing in self.services)
        )
        added = service.model_copy(update={"id": id_, "layer": self.layer})
        return replace(self, services=(*self.services, added), service_index=len(self.services))

    def _update_service(self, **update: object) -> "Inventory":
        changed = self.service.model_copy(update=update)
        services = tuple(
            changed if index == self.service_index else service for index, service in enumerate(self.services)
        )
        return replace(self, services=services)

    def _remove_service(self) -> "Inventory":
        """Take the service away, also from what others need."""
        removed_id = self.service.id
        remaining = [
            service.model_copy(
                update={
                    "needs": _remove_member(service.needs, removed_id),
                    "runs_on": _remove_member_or_none(service.runs_on, removed_id),
                }
            )
            for index, service in enumerate(self.services)
            if index != self.service_index
        ]
        return replace(self, services=tuple(remaining))._show_list()


def _is_same(service: Dependency, supplier: str) -> bool:
    return service.supplier is not None and service.supplier.casefold() == supplier.casefold()


@cache
def _list_self_words() -> frozenset[str]:
    """What people type, in any language, where their own organisation is the supplier."""
    return frozenset(word for language in languages() for word in texts(language)("services.self-words").split())


def _remove_member(groups: RequirementGroups, removed_id: str | None) -> RequirementGroups:
    """The groups without a member; a group of nothing else goes too."""
    return tuple(
        remaining for group in groups if (remaining := tuple(member for member in group if member != removed_id))
    )


def _remove_member_or_none(groups: RequirementGroups | None, removed_id: str | None) -> RequirementGroups | None:
    """The same for what a product runs on: when nothing is left of it that is unknown, not nothing."""
    return (_remove_member(groups, removed_id) or None) if groups else groups


def _parse_number(key: str) -> int | None:
    return int(key) if key.isascii() and key.isdigit() and len(key) <= 4 else None  # noqa: PLR2004 - as people type
