"""Shell completion with Tab: ids that come with the tool, and files in the current folder."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from eurostack_assess import shipped

if TYPE_CHECKING:
    from eurostack_assess.model.framework import Framework

FILE_SUFFIXES = (".yaml", ".yml", ".json")
"""Of profiles, sessions and results."""


def _offer(words: Iterable[str], typed: str) -> list[str]:
    return sorted({word for word in words if word.startswith(typed)})


def _offer_files(typed: str) -> list[str]:
    """Profiles, sessions and results in this folder; along a path, the shell itself completes."""
    return _offer((path.name for path in Path().iterdir() if path.suffix in FILE_SUFFIXES), typed)


def complete_profile(incomplete: str) -> list[str]:
    """Shipped profiles by name, and files."""
    return _offer((path.stem for path in shipped.list_profiles()), incomplete) + _offer_files(incomplete)


def complete_scenario(incomplete: str) -> list[str]:
    """Shipped scenarios by id, and files."""
    return _offer((path.stem for path in shipped.list_scenarios()), incomplete) + _offer_files(incomplete)


def complete_framework(incomplete: str) -> list[str]:
    """Shipped frameworks by name."""
    return _offer((path.name for path in shipped.list_frameworks()), incomplete)


def _read_framework() -> "Framework":
    from eurostack_assess.subjects.shipped_data import chosen_framework

    return chosen_framework(None)


def complete_layer(incomplete: str) -> list[str]:
    """Layers, lenses and the enablers by id."""
    return _offer((part.id for part in _read_framework().parts), incomplete)


def complete_lens(incomplete: str) -> list[str]:
    """Lenses by id."""
    return _offer(_read_framework().header.lenses, incomplete)


def complete_scan(incomplete: str) -> list[str]:
    """Scans by id."""
    return _offer(_read_framework().header.scans, incomplete)


def complete_instrument(incomplete: str) -> list[str]:
    """Instruments by id."""
    return _offer(_read_framework().header.instruments, incomplete)


def complete_view(incomplete: str) -> list[str]:
    """Instruments and their editions by id."""
    header = _read_framework().header
    return _offer((*header.instruments, *header.views), incomplete)


def complete_question(incomplete: str) -> list[str]:
    """Questions by id."""
    return _offer(_read_framework().questions, incomplete)


def complete_explained(incomplete: str) -> list[str]:
    """What `explain` explains: questions, layers, rules of lint and terms."""
    from eurostack_assess.lint.rules import RULES
    from eurostack_assess.texts.terms import list_words

    framework = _read_framework()
    single_words = [word for word in list_words() if " " not in word]
    return _offer((*framework.questions, *(part.id for part in framework.parts), *RULES, *single_words), incomplete)


def complete_catalogue_row(incomplete: str) -> list[str]:
    """Products, alternatives and owners by id."""
    from eurostack_assess.subjects.shipped_data import shipped_catalogue

    catalogue = shipped_catalogue()
    return _offer((*catalogue.suppliers, *catalogue.alternatives, *catalogue.owners), incomplete)


def complete_outage(incomplete: str) -> list[str]:
    """What may drop out: countries by code, products and owners by id."""
    from eurostack_assess.subjects.shipped_data import shipped_catalogue

    catalogue = shipped_catalogue()
    return _offer((*catalogue.countries, *catalogue.suppliers, *catalogue.owners), incomplete)
