"""The content of a bill of materials, whatever its format, and which of its items count as being in use themselves.

What a bill describes is in use. Below it, so are services, operating systems, devices, models and those applications
that are not part of it, but not packages of a programming language, lock files, or launchers inside an image. A bill
that describes nothing in particular is an inventory, in which containers count too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from pydantic import BaseModel, ConfigDict

from eurostack_assess.errors import Message, message
from eurostack_assess.inert import ACTIVE_CHARACTER

SERVICE, OPERATING_SYSTEM, DEVICE, UNSTATED = "service", "operating-system", "device", "unstated"
KINDS_BELOW = (SERVICE, "application", "platform", OPERATING_SYSTEM, DEVICE, "firmware", "machine-learning-model")
"""In use themselves, below something that is described."""
KINDS_IN_INVENTORY = (*KINDS_BELOW, "container")
"""In use themselves, where nothing is described."""
KINDS_OF_PARTS_OF_DEVICES = (DEVICE, "firmware")

_LANGUAGE_REGISTRIES = """
    bower cargo carthage clojars cocoapods composer conan conda cpan cran gem github githubactions golang hackage hex
    julia luarocks maven npm nuget opam pub pypi swift
"""
LANGUAGE_REGISTRIES = frozenset(_LANGUAGE_REGISTRIES.split())
"""Types of package URLs that packages of programming languages, and steps of pipelines, have."""

MAX_NAME_LENGTH = 300
"""Characters of a name that are kept."""

_NO_NAME = re.compile(r"[./\\]*|(sha256:)?[0-9a-f]{32,64}")
"""The folder that was looked at, or a sum, in the place of a name."""
_PURL = re.compile(r"pkg:/*(?P<type>[a-z0-9.+-]+)/(?P<name>[^@?#]+)(@[^?#]*)?(\?(?P<qualifiers>[^#]*))?", re.IGNORECASE)
_DISTRIBUTION = re.compile(r"([a-z][a-z-]*[a-z])-?([0-9][0-9.]*)?.*", re.IGNORECASE)


class LenientModel(BaseModel):
    """A part of a file of another program, of which no more is read than is named."""

    model_config = ConfigDict(extra="ignore", frozen=True)


@dataclass(frozen=True)
class BillItem:
    """A service or a component."""

    ref: str
    name: str
    kind: str
    supplier: str | None = None
    purl: str = ""
    version: str = ""
    is_subject: bool = False
    """Whether the bill describes it."""
    is_inside: bool = False
    """Whether the tool that found it names the file or the route in which it did."""

    @property
    def registry(self) -> str:
        """The type of its package URL."""
        found = _PURL.match(self.purl)
        return found["type"].lower() if found else ""

    @property
    def is_part(self) -> bool:
        """Whether it is a part of something else, whatever its kind says."""
        return self.is_inside or self.registry in LANGUAGE_REGISTRIES

    @property
    def distribution(self) -> str:
        """The distribution that it was packaged for, such as debian-12."""
        found = _PURL.match(self.purl)
        pairs = (pair.partition("=") for pair in (found["qualifiers"] or "").split("&")) if found else ()
        return next((unquote(value) for key, _, value in pairs if key == "distro"), "")


@dataclass
class BillOfMaterials:
    """Everything in it, and what needs what."""

    items: list[BillItem] = field(default_factory=list)
    needs: dict[str, list[str]] = field(default_factory=dict)


def select_items(bill: BillOfMaterials) -> Iterator[tuple[BillItem, Message | None]]:
    """Every item once, the described ones first, with the reason why it is not in use itself; None where it is."""
    subjects = [item for item in bill.items if item.is_subject]
    named = [item for item in map(_name_subject, subjects) if item is not None]
    refs, marks = {item.ref for item in subjects}, {mark for item in subjects for mark in _list_marks(item)}
    yield from ((item, None) for item in named)
    yield from ((item, message("import.no-subject-name")) for item in subjects if not has_name(item))
    kinds = set(KINDS_BELOW if subjects else KINDS_IN_INVENTORY)
    if any(item.kind == DEVICE for item in named):
        kinds -= set(KINDS_OF_PARTS_OF_DEVICES)
    systems: set[tuple[str, str]] = set()
    for item in bill.items:
        if item.is_subject or (item.ref not in refs and not marks.isdisjoint(_list_marks(item))):
            continue
        reason = None
        if item.kind not in kinds:
            reason = message("import.kind", kind=item.kind)
        elif item.is_part:
            reason = message("import.part", kind=item.kind)
        if item.kind == OPERATING_SYSTEM:
            if (item.name, item.version) in systems:
                continue
            systems.add((item.name, item.version))
        yield item, reason
    if not systems and named and all(item.kind != OPERATING_SYSTEM for item in named):
        yield from ((item, None) for item in _derive_system(bill))


def has_name(item: BillItem) -> bool:
    """Whether what is described has a name, of its own or in its package URL."""
    return _name_subject(item) is not None


def _name_subject(item: BillItem) -> BillItem | None:
    """What is described by its name, or else by that in its package URL; None where it has neither."""
    if not _NO_NAME.fullmatch(item.name):
        return item
    found = _PURL.match(item.purl)
    name = unquote(found["name"]).rstrip("/").rpartition("/")[2] if found else ""
    return None if _NO_NAME.fullmatch(name) else replace(item, name=clean_name(name))


def _list_marks(item: BillItem) -> list[tuple[str, str]]:
    """By what an item is the same as another: its package URL, or its kind and name."""
    return [*([("purl", item.purl)] if item.purl else []), (item.kind, item.name)]


def _derive_system(bill: BillOfMaterials) -> Iterator[BillItem]:
    """The operating system that all packages were made for, where they name one."""
    distributions = {item.distribution for item in bill.items if item.distribution}
    found = _DISTRIBUTION.fullmatch(distributions.pop()) if len(distributions) == 1 else None
    if found:
        yield BillItem("distribution", found[1].title(), OPERATING_SYSTEM, version=found[2] or "")


def clean_name(text: str) -> str:
    """A name on one line, of bounded length, without characters that act instead of being read."""
    return " ".join(ACTIVE_CHARACTER.sub(" ", text).split())[:MAX_NAME_LENGTH] or "?"


def clean_optional_name(text: str | None) -> str | None:
    """The same; None of nothing."""
    return clean_name(text) if text and text.strip() else None


def collapse_needs(needs: Mapping[str, list[str]], ref: str, in_use: Mapping[str, object]) -> list[str]:
    """What something needs among what is in use, also by way of parts that are not."""
    found: dict[str, None] = {}
    seen, waiting = {ref}, list(needs.get(ref, ()))
    for current in waiting:
        if current in seen:
            continue
        seen.add(current)
        if current in in_use:
            found[current] = None
        else:
            waiting += needs.get(current, ())
    return list(found)
