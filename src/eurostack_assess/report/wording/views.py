"""The names of another instrument's objectives, with the numbers by which people know them."""

from eurostack_assess.model.base import LocalText
from eurostack_assess.texts import Texts


def format_objective_name(id_: str, name: LocalText, translate: Texts) -> str:
    """As the instrument names it, after the number by which people know it; an id that is a word adds nothing."""
    text = name.in_language(translate.language)
    return text if id_ == id_.lower() and not id_.isdigit() else f"{id_} {text}"
