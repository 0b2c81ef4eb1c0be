"""Finds the ultimate owner behind the legal name of a supplier: Microsoft for Microsoft Ireland Operations Limited.

A contract names a local company, which the catalogue does not list. Its name identifies the owner if it consists of
nothing but the name of the owner, or of a supplier of that owner, a legal form, a country, and words that distinguish
local companies. With anything else in it, as in the name of a reseller, it identifies no owner.
"""

import re
from collections.abc import Iterator
from unicodedata import combining, normalize

from eurostack_assess.model.catalogue import Catalogue

_LEGAL_FORMS = """
    ab ag aktiengesellschaft aps as asa bv bvba co company corp corporation cv eood gmbh group groep groupe holding
    holdings inc incorporated kft kg kgaa limited llc llp lp ltd nv oy oyj ood pbc plc pty sa sagl sarl sas sasu se sia
    sl slu sp spa sprl spzoo srl sro ug unlimited vof zrt zoo koninklijke royal the & +
"""
LEGAL_FORMS = frozenset(_LEGAL_FORMS.split())
"""Legal forms in Europe and North America, without their points, and words that are as good as one."""

_LOCAL_WORDS = """
    emea apac europe european europa eu benelux nordic nordics dach international global operations sales distribution
"""
LOCAL_WORDS = frozenset(_LOCAL_WORDS.split())
"""What a group calls its companies to tell them apart."""

_BRACKETS = re.compile(r"\(.*?\)")
_SPLIT = re.compile(r"[\s,/]+")


class OwnerNames:
    """What owners and their suppliers are called, ready to look up."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._owners_by_first_word: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
        for name, owner in _list_names(catalogue):
            key = _drop_forms(_split_name(name))
            self._owners_by_first_word.setdefault(key[:1], []).append((key, owner))

    def find_owner(self, supplier: str) -> str | None:
        """The id of the only owner whose company can have this name; None where none or several can."""
        words = _drop_forms(_split_name(supplier))
        found = {
            owner
            for key, owner in self._owners_by_first_word.get(words[:1], ())
            if words[: len(key)] == key and self._says_nothing_else(words[len(key) :])
        }
        return found.pop() if words and len(found) == 1 else None

    def _says_nothing_else(self, words: tuple[str, ...]) -> bool:
        rest = [word for word in words if word not in LEGAL_FORMS and word not in LOCAL_WORDS]
        return not rest or self._catalogue.find_country(" ".join(rest)) is not None


def _list_names(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Each name of an owner or a supplier, with the owner's id."""
    for id_, owner in catalogue.owners.items():
        yield from ((name, id_) for name in (owner.name, *owner.aliases))
    yield from ((row.supplier, row.owner) for row in catalogue.suppliers.values() if row.owner)


def _split_name(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, without accents, points and what stands in brackets."""
    letters = "".join(letter for letter in normalize("NFKD", name.casefold()) if not combining(letter))
    return tuple(word for word in _SPLIT.split(_BRACKETS.sub(" ", letters).replace(".", "")) if word)


def _drop_forms(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words between the legal forms at their ends; none where that is all."""
    while words and words[-1] in LEGAL_FORMS:
        words = words[:-1]
    while words and words[0] in LEGAL_FORMS:
        words = words[1:]
    return words
