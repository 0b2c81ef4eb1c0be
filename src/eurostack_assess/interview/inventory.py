"""Which services a layer uses: put at the end of its questions, a step at a time.

Frozen, like the interview; every step gives a new one, and the services so far are in it, so that they can be saved.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Literal

from eurostack_assess.errors import Message, message
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText, free_slug
from eurostack_assess.model.catalogue import Catalogue, Groups, Supplier
from eurostack_assess.model.profile import SELF, Criticality, Dependency, Exit

Step = Literal["services", "find", "pick", "supplier", "owner", "criticality", "exit", "share", "needs"]
End = Literal["on", "back"]

WRITING: tuple[Step, ...] = ("find", "supplier", "owner", "share", "needs")
"""The steps in which a line of text is asked for."""

MOST_FOUND = 8
LONGEST_LINE = 200
"""Characters of a name that is typed."""
CRITICALITIES: tuple[Criticality, ...] = ("low", "medium", "high")
EXITS: tuple[Exit, ...] = ("easy", "medium", "complex", "none")
NOTHING = "-"
"""Typed where a text is asked for: takes back what was there. An empty line leaves it."""
BACK = ("b", "left", "escape")


@dataclass(frozen=True)
class Inventory:
    """The services of one layer, and the step that is on the page."""

    services: tuple[Dependency, ...]
    """All services of the profile, also of other layers."""
    layer: str
    layers: tuple[str, ...]
    """All layers of the framework."""
    catalogue: Callable[[], Catalogue]
    step: Step = "services"
    at: int | None = None
    """Index of the service that is being described."""
    words: str = ""
    """What was looked for."""
    found: tuple[str, ...] = ()
    """Ids of the products found."""
    cursor: int | None = None
    refused: Message | None = None
    """Why the text last written was not taken."""
    end: End | None = None

    @property
    def writing(self) -> bool:
        """Whether a line of text is asked for."""
        return self.step in WRITING

    @property
    def service(self) -> Dependency:
        """The service that is being described."""
        return self.services[self.at or 0]

    @property
    def own(self) -> tuple[int, ...]:
        """Indices of this layer's services."""
        if not self.services:
            return ()
        catalogue = self.catalogue()
        return tuple(at for at, one in enumerate(self.services) if one.layer_in(catalogue, self.layers) == self.layer)

    @property
    def products(self) -> tuple[Supplier, ...]:
        """The products found."""
        return tuple(self.catalogue().suppliers[id_] for id_ in self.found)

    @property
    def others(self) -> tuple[int, ...]:
        """Indices of the services that the one described may need."""
        return tuple(at for at in range(len(self.services)) if at != self.at)

    @property
    def draft(self) -> str:
        """What the text to be written starts with."""
        one = self.service if self.at is not None else None
        match self.step:
            case "find":
                return self.words
            case "supplier":
                return (one.supplier or "") if one else ""
            case "owner":
                return (one.parent_country or "") if one else ""
            case "share":
                return f"{Decimal(repr(one.share)) * 100:f}".rstrip("0").rstrip(".") if one and one.share else ""
            case "needs":
                return self._needs_written()
            case _:
                return ""

    def press(self, key: str) -> "Inventory":
        """What a key does; others do nothing."""
        rows = self._rows
        if key in ("up", "down") and rows:
            return replace(self, cursor=self._moved(key, rows))
        if key in BACK:
            return self._back()
        if key == "enter" and self.cursor is not None:
            return self._chosen(self.cursor)
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
        if len(line) > LONGEST_LINE:
            return replace(self, refused=message("services.too-long", most=LONGEST_LINE))
        match self.step:
            case "find":
                return self._find(line) if line else self._list()
            case "supplier":
                return self._with(supplier=self._text(line, self.service.supplier))._after_supplier()
            case "owner":
                return self._owner(line)
            case "share":
                return self._share(line)
            case "needs":
                return self._needs(line)
            case _:
                return self

    @property
    def _rows(self) -> int:
        match self.step:
            case "services":
                return len(self.own)
            case "pick":
                return len(self.found) + 1
            case "criticality":
                return len(CRITICALITIES)
            case "exit":
                return len(EXITS)
            case _:
                return 0

    def _moved(self, key: str, rows: int) -> int:
        if self.cursor is None:
            return 0 if key == "down" else rows - 1
        return min(max(self.cursor + (1 if key == "down" else -1), 0), rows - 1)

    def _back(self) -> "Inventory":
        if self.step == "services":
            return replace(self, end="back")
        return self._to("find") if self.step == "pick" else self._list()

    def _list(self) -> "Inventory":
        return replace(self, step="services", at=None, words="", found=(), cursor=None, refused=None)

    def _to(self, step: Step) -> "Inventory":
        """Another step about the same service, the cursor on what was said of it before."""
        moved = replace(self, step=step, cursor=None, refused=None)
        if step == "criticality" and self.service.criticality:
            return replace(moved, cursor=CRITICALITIES.index(self.service.criticality))
        if step == "exit" and self.service.exit:
            return replace(moved, cursor=EXITS.index(self.service.exit))
        return moved

    def _on_services(self, key: str) -> "Inventory":
        if key == "enter":
            return replace(self, end="on")
        if key == "a":
            return replace(self, step="find", at=None, cursor=None)
        row = _number(key)
        return self._chosen(row - 1) if row is not None and 1 <= row <= len(self.own) else self

    def _on_pick(self, key: str) -> "Inventory":
        row = _number(key)
        if row is None or row > len(self.found):
            return self
        return self._chosen(row - 1 if row else len(self.found))

    def _on_choice(self, key: str) -> "Inventory":
        if key in ("enter", "s"):
            return self._next()
        if key == "x":
            return self._without()
        row = _number(key)
        return self._chosen(row - 1) if row is not None and 1 <= row <= self._rows else self

    def _chosen(self, row: int) -> "Inventory":
        """The row with this index was chosen."""
        match self.step:
            case "services":
                return replace(self, at=self.own[row])._to("criticality")
            case "pick" if row < len(self.found):
                product = self.products[row]
                return self._added(Dependency(service=product.product, supplier=product.id))._to("criticality")
            case "pick":
                return self._added(Dependency(service=LocalText({ANY_LANGUAGE: self.words})))._to("supplier")
            case "criticality":
                return self._with(criticality=CRITICALITIES[row])._next()
            case _:  # exit
                return self._with(exit=EXITS[row])._next()

    def _next(self) -> "Inventory":
        match self.step:
            case "criticality":
                return self._to("exit")
            case "exit":
                return self._to("share")
            case "share" if self.others:
                return self._to("needs")
            case _:
                return self._list()

    def _find(self, words: str) -> "Inventory":
        found = tuple(row.id for row in self.catalogue().find(words, MOST_FOUND))
        return replace(self, step="pick", words=words, found=found, cursor=0 if found else None)

    def _after_supplier(self) -> "Inventory":
        known = self.service.supplier in (None, SELF) or self.service.row(self.catalogue()) is not None
        return self._to("criticality" if known else "owner")

    def _owner(self, line: str) -> "Inventory":
        """The owner's country, by its code or its name in any language."""
        if line in ("", NOTHING):
            return (self._with(parent_country=None) if line else self)._to("criticality")
        countries = self.catalogue().countries
        named = [
            code
            for code, names in countries.items()
            if line.casefold() in (code.casefold(), *(name.casefold() for name in names.values()))
        ]
        if not named:
            return replace(self, refused=message("services.no-country", words=line))
        return self._with(parent_country=named[0])._to("criticality")

    def _share(self, line: str) -> "Inventory":
        """A percentage of the layer's use or spend; with the layer's other services at most 100."""
        if line in ("", NOTHING):
            return (self._with(share=None) if line else self)._next()
        try:
            percent = Decimal(line.removesuffix("%").strip().replace(",", "."))
        except InvalidOperation:
            percent = Decimal("nan")
        others = (self.services[at].share for at in self.own if at != self.at)
        left = 100 - sum((Decimal(repr(share)) * 100 for share in others if share is not None), Decimal(0))
        if not percent.is_finite() or not 0 <= percent <= left:
            return replace(self, refused=message("services.no-share", left=f"{left.normalize():f}"))
        return self._with(share=float(percent / 100))._next()

    def _needs(self, line: str) -> "Inventory":
        """Numbers of other services: `2, 4/5` needs 2, and 4 or 5."""
        if line in ("", NOTHING):
            return (self._with(needs=()) if line else self)._list()
        groups = [[_number(one.strip()) for one in group.split("/")] for group in line.split(",")]
        numbers = range(1, len(self.others) + 1)
        if any(one not in numbers for group in groups for one in group):
            return replace(self, refused=message("services.no-needs", most=len(self.others)))
        ids = [self.services[at].id or "" for at in self.others]
        needs = tuple(tuple(dict.fromkeys(ids[one - 1] for one in group if one)) for group in groups)
        return self._with(needs=(*needs, *self._needs_elsewhere()))._list()

    def _needs_elsewhere(self) -> Groups:
        """Needs that name products of the catalogue: not asked here, and kept."""
        ids = {one.id for one in self.services}
        return tuple(group for group in self.service.needs if not ids.issuperset(group))

    def _needs_written(self) -> str:
        ids = {self.services[at].id: str(number) for number, at in enumerate(self.others, 1)}
        groups = [group for group in self.service.needs if ids.keys() >= set(group)]
        return ", ".join("/".join(ids[one] for one in group) for group in groups)

    def _text(self, line: str, before: str | None) -> str | None:
        return before if not line else None if line == NOTHING else line

    def _added(self, one: Dependency) -> "Inventory":
        id_ = free_slug(one.supplier or one.service.in_language(), (other.id for other in self.services))
        placed = one.model_copy(update={"id": id_, "layer": self.layer})
        return replace(self, services=(*self.services, placed), at=len(self.services))

    def _with(self, **update: object) -> "Inventory":
        changed = self.service.model_copy(update=update)
        services = tuple(changed if at == self.at else one for at, one in enumerate(self.services))
        return replace(self, services=services)

    def _without(self) -> "Inventory":
        """Take the service away, also from what others need."""
        gone = self.service.id
        rest = [
            one.model_copy(update={"needs": _less(one.needs, gone), "runs_on": _unless_emptied(one.runs_on, gone)})
            for at, one in enumerate(self.services)
            if at != self.at
        ]
        return replace(self, services=tuple(rest))._list()


def _less(groups: Groups, gone: str | None) -> Groups:
    """The groups without a member; a group of nothing else goes too."""
    return tuple(left for group in groups if (left := tuple(one for one in group if one != gone)))


def _unless_emptied(groups: Groups | None, gone: str | None) -> Groups | None:
    """The same for what a product runs on: when nothing is left of it that is unknown, not nothing."""
    return (_less(groups, gone) or None) if groups else groups


def _number(key: str) -> int | None:
    return int(key) if key.isascii() and key.isdigit() and len(key) <= 4 else None  # noqa: PLR2004 - as people type
