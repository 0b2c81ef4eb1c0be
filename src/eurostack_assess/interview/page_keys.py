"""The keys of a page: which exist, what they are called, and which have an effect there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from eurostack_assess.interview.dialogue import Dialogue
from eurostack_assess.interview.inventory_state import CRITICALITIES, EXITS
from eurostack_assess.texts import Texts

KEYS_BY_STEP: Mapping[str, str] = {
    "welcome": "enter r ? l q",
    "question": "number bounds enter d n s earlier b e c m r t ? l q",
    "help": "enter-back",
    "score": "enter-back",
    "layer": "enter b r ? l q",
    "review": "row move enter-row o u k a b f ? l q",
    "finish": "f-anyway o-answer b-overview ? l q",
    "ending": "r-report h p w o-answer t-questions l q-done",
    "note": "save escape",
    "bound": "save escape-bound",
    "reason": "save escape-question",
    "unsaved": "save escape-unsaved",
    "services-services": "add row-service enter b ? r l q",
    "services-find": "search escape",
    "services-pick": "row-found own enter-found b l q",
    "services-criticality": "number move enter-keep x-service b l q",
    "services-exit": "number move enter-keep x-service b l q",
    "services-supplier": "save escape",
    "services-owner": "save escape",
    "services-share": "save escape",
    "services-needs": "save escape",
}
"""The keys named at the foot of a page, by its step."""
HELP_KEYS: Mapping[str, str] = {
    "welcome": "enter scroll r l q",
    "question": "number bounds move space enter scroll d n s x earlier b e c m r t l q",
    "layer": "enter b r l q",
    "review": "row move enter-row scroll o u k a b f l q",
    "finish": "f-anyway o-answer b-overview l q",
    "services": "add row-service move enter scroll b r l q",
}
"""The keys that help explains, by the page it was asked on."""
KEY_CODES: Mapping[str, str] = {
    **dict.fromkeys(("number", "bounds", "row", "row-service", "row-found", "move", "scroll"), ""),
    **dict.fromkeys(("enter-row", "enter-keep", "enter-found", "enter-back", "save", "search"), "enter"),
    **dict.fromkeys(("escape-unsaved", "escape-bound", "escape-question"), "escape"),
    "add": "a",
    "earlier": "u",
    "own": "0",
    "x-service": "x",
    "r-report": "r",
    "o-answer": "o",
    "t-questions": "t",
    "f-anyway": "f",
    "b-overview": "b",
    "q-done": "q",
}
"""What `Dialogue.press` takes for a key that is named otherwise; empty for a set of keys."""
KEY_NAMES: Mapping[str, str] = {"enter": "Enter", "escape": "Esc"}
"""Keys that are shown by another name than `Dialogue.press` takes."""
FACE_OF_KEY: Mapping[str, Literal["screen", "plain"]] = {
    "move": "screen",
    "space": "screen",
    "scroll": "screen",
    "row": "plain",
}


@dataclass(frozen=True)
class Key:
    """A key and what it does."""

    key: str
    """As `Dialogue.press` takes it."""
    name: str
    """As it is shown."""
    action: str
    face: Literal["both", "screen", "plain"] = "both"
    """The face that has it: a cursor and scrolling need a screen, where in turn no row is chosen by its number."""


class KeyWriter:
    """The keys of a dialogue in one language."""

    def __init__(self, dialogue: Dialogue, translate: Texts) -> None:
        self.dialogue = dialogue
        self.interview = dialogue.interview
        self.translate = translate

    def build(self, names: str) -> tuple[Key, ...]:
        """The keys by these names that have anything to do."""
        return tuple(self._build_key(name) for name in names.split() if self._has_effect(name))

    def _has_effect(self, name: str) -> bool:
        """Whether there is anything for a key to do."""
        match name:
            case "l":
                return self._has_languages
            case "earlier":
                return bool(self.dialogue.earlier_others)
            case "h" | "p" | "w":
                return name in self.dialogue.report_keys
            case "o-answer":
                return bool(self.dialogue.open_questions)
            case "row-service":
                return bool(self.dialogue.inventory and self.dialogue.inventory.own_indices)
            case "row-found":
                return bool(self.dialogue.inventory and self.dialogue.inventory.product_ids)
            case _:
                return True

    @property
    def _has_languages(self) -> bool:
        return len(self.interview.framework.header.languages) > 1

    def _build_key(self, name: str) -> Key:
        shown = {
            "number": self._number_range,
            "row-service": self._format_row_range("own_indices"),
            "row-found": self._format_row_range("product_ids"),
            "row": f"1-{len(self.interview.walk)}",
            "move": "↑ ↓",
            "scroll": "PgUp PgDn",
            "space": self.translate("key.space-bar"),
            "bounds": "2+ 2- 1..3",
        }.get(name) or KEY_NAMES.get(code := KEY_CODES.get(name, name), code)
        does = "help" if name == "?" else name
        return Key(KEY_CODES.get(name, name), shown, self.translate(f"key.{does}"), FACE_OF_KEY.get(name, "both"))

    @property
    def _number_range(self) -> str:
        match self.dialogue.step:
            case "services-criticality":
                return f"1-{len(CRITICALITIES)}"
            case "services-exit":
                return f"1-{len(EXITS)}"
            case _:
                return f"0-{len(self.interview.question.options) - 1}"

    def _format_row_range(self, field: Literal["own_indices", "product_ids"]) -> str:
        rows = len(getattr(self.dialogue.inventory, field, ()))
        return "1" if rows == 1 else f"1-{rows}"
