"""What is on the page of a dialogue, in words: decided once, shown by both faces."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from eurostack_assess.inert import inert
from eurostack_assess.interview.dialogue import Dialogue
from eurostack_assess.interview.interview import SETTLED
from eurostack_assess.interview.inventory import CRITICALITIES, EXITS, Inventory
from eurostack_assess.interview.inventory_page import inventory_page
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import Question
from eurostack_assess.model.session import Entry
from eurostack_assess.texts import FALLBACK, Texts, languages, texts

MINUTES_A_QUESTION = 1.5
"""Our estimate of reading a question aloud, talking it over and answering it."""
ROUND_MINUTES = 5

KEYS: Mapping[str, str] = {
    "welcome": "enter r ? l q",
    "question": "number enter d n s b e m r t ? l q",
    "help": "enter",
    "score": "enter",
    "review": "row move enter-row o u k a b f ? l q",
    "note": "save escape",
    "reason": "save escape",
    "unsaved": "save escape-unsaved",
    "services-services": "add row-service enter b ? r l q",
    "services-find": "save escape",
    "services-pick": "row-found own enter-found b l q",
    "services-criticality": "number move enter-keep x-service b l q",
    "services-exit": "number move enter-keep x-service b l q",
    "services-supplier": "save escape",
    "services-owner": "save escape",
    "services-share": "save escape",
    "services-needs": "save escape",
}
"""The keys named at the foot of a page, by its step."""
EXPLAINED: Mapping[str, str] = {
    "welcome": "enter scroll r l q",
    "question": "number move enter scroll d n s x b e m r t l q",
    "review": "row move enter-row scroll o u k a b f l q",
    "services": "add row-service move enter scroll b r l q",
}
"""The keys that help explains, by the page it was asked on."""
PRESSED = {"number": "", "row": "", "move": "", "scroll": "", "enter-row": "enter", "save": "enter"}
PRESSED |= {
    "escape-unsaved": "escape",
    "x-service": "x",
    "add": "a",
    "row-service": "",
    "row-found": "",
    "own": "0",
    "enter-keep": "enter",
    "enter-found": "enter",
}
ONLY_IN: Mapping[str, Literal["screen", "plain"]] = {"move": "screen", "scroll": "screen", "row": "plain"}


@dataclass(frozen=True)
class Choice:
    """One line to choose from."""

    label: str
    """What to type for it."""
    text: str
    chosen: bool
    """It is the answer that was given."""
    heading: str | None = None
    """What stands above it, where it begins a new group."""


@dataclass(frozen=True)
class Key:
    """A key and what it does."""

    key: str
    """As `Dialogue.press` takes it."""
    name: str
    """As it is shown."""
    does: str
    face: Literal["both", "screen", "plain"] = "both"
    """The face that has it: a cursor and scrolling need a screen, where in turn no row is chosen by its number."""


@dataclass(frozen=True)
class Page:
    """Everything on the page. All texts are inert and in one language."""

    place: str
    """Where one is: the layer and the number of the question."""
    progress: str
    title: str
    lines: tuple[str, ...]
    """Running text under the title."""
    choices: tuple[Choice, ...]
    status: tuple[str, ...]
    """What was said so far: the answer in words, the mark, the note."""
    keys: tuple[Key, ...]
    explained: tuple[Key, ...]
    """The keys that help explains, a line each."""
    prompt: str | None
    """What a line of text is asked for, if one is."""
    say: Texts
    """The tool's sentences in the page's language."""


def page(dialogue: Dialogue) -> Page:
    """The page of a dialogue, in the language of its session."""
    return _Writer(dialogue).page()


class _Writer:
    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue = dialogue
        self.interview = dialogue.interview
        language = dialogue.session.language
        self.say: Texts = texts(language if language in languages() else FALLBACK)

    def page(self) -> Page:
        if self.dialogue.mode == "services":
            return self._on_services()
        match self.dialogue.mode:
            case "welcome":
                return self._page(self.say("interview.title", name=self._name), self._welcome())
            case "question":
                return self._on_question()
            case "note" | "reason":
                return self._page(self._ask, prompt=self.say(f"interview.ask-{self.dialogue.mode}"))
            case "help":
                about = "interview.help" if self.dialogue.before == "question" else "interview.help-keys"
                page = self._page(self.say(about), self._proof())
                return replace(page, explained=self._keys(EXPLAINED[self.dialogue.before]))
            case "score":
                return self._page(self.say("interview.score", layer=self._layer), self._score())
            case "review":
                return self._page(self.say("interview.review"), self._review(), self._rows())
            case _:  # unsaved
                return self._page(
                    self.say("interview.unsaved"), self._unsaved(), prompt=self.say("interview.ask-place")
                )

    def _page(
        self,
        title: str,
        lines: Iterator[str] | None = None,
        choices: Iterator[Choice] | None = None,
        prompt: str | None = None,
    ) -> Page:
        return Page(
            place=self._place,
            progress=self._progress,
            title=title,
            lines=tuple(lines or ()),
            choices=tuple(choices or ()),
            status=(),
            keys=self._keys(KEYS[self.dialogue.step]),
            explained=(),
            prompt=prompt,
            say=self.say,
        )

    def _on_question(self) -> Page:
        question, entry = self.interview.question, self.interview.entry
        why = (self.say("interview.why", why=self.word(question.why)),) if question.why else ()
        choices = (
            Choice(str(rung), self.word(option.text), entry.answer == rung)
            for rung, option in enumerate(question.options)
        )
        page = self._page(self._ask, iter(why), choices)
        return replace(page, status=tuple(self._status(entry)))

    def _status(self, entry: Entry) -> Iterator[str]:
        if entry.confirm and entry.answer is not None:
            yield self.say("interview.to-confirm")
        elif entry.state not in ("unasked", "answered"):
            yield self.say("interview.state", state=self._state(entry))
        if entry.reason is not None:
            yield self.say("interview.reason", reason=self.word(entry.reason))
        if entry.marked:
            yield self.say("interview.marked")
        if self.interview.note_text:
            yield self.say("interview.note", note=self.interview.note_text)

    def _welcome(self) -> Iterator[str]:
        interview = self.interview
        asked = len(interview.walk)
        minutes = max(round(asked * MINUTES_A_QUESTION / ROUND_MINUTES), 1) * ROUND_MINUTES
        yield self.say("interview.how-many", n=asked, minutes=minutes)
        if self.dialogue.resumed:
            yield self.say("interview.resumed", settled=interview.settled, asked=len(interview.asked))
        changes = self.dialogue.changes
        if changes.changed or changes.back:
            yield self.say("interview.changed", n=len(changes.changed) + len(changes.back))
        if changes.gone:
            yield self.say("interview.gone", n=len(changes.gone))
        to_confirm = sum(entry.confirm for entry in interview.session.entries.values())
        if to_confirm and not (changes.changed or changes.back):
            yield self.say("interview.to-confirm-all", n=to_confirm)
        if interview.framework.header.terms is not None:
            yield self.word(interview.framework.header.terms)
        if self.dialogue.catalogue is not None:
            yield self.say("services.welcome")
        yield self.say("interview.saved-in", file=self.dialogue.file)
        yield self.say("interview.private")

    def _proof(self) -> Iterator[str]:
        evidence = self.interview.question.evidence
        if evidence and self.dialogue.before == "question":
            yield self.say("interview.proof", proof=self.word(evidence))

    def _score(self) -> Iterator[str]:
        layer = self.interview.layer_now()
        if layer.low is None or layer.high is None or layer.coverage is None:
            yield self.say("interview.nothing-to-score")
            return
        values = {"range": self.say.interval(layer.low, layer.high), "known": self.say.known(layer.coverage)}
        if layer.score is None:
            yield self.say("interview.no-score", **values)
        else:
            key = "interview.score-exact" if layer.low == layer.high else "interview.score-now"
            yield self.say(key, score=self.say.number(layer.score), **values)
        if layer.level is not None:
            name = self.word(self.interview.framework.header.levels[layer.level])
            yield self.say("interview.level-now", level=layer.level, name=name)

    def _review(self) -> Iterator[str]:
        interview = self.interview
        for key, only in (("open", "open"), ("unknown", "unknown"), ("marked", "marked")):
            yield self.say(f"interview.how-many-{key}", n=len(interview.those(only)))  # type: ignore[arg-type]
        if not self.dialogue.rows:
            yield self.say("interview.no-rows")

    def _rows(self) -> Iterator[Choice]:
        part = None
        numbers = {id_: number for number, id_ in enumerate(self.interview.walk, 1)}
        for id_ in self.dialogue.rows:
            of = self.interview.framework.part_of[id_]
            heading = None
            if of is not part:
                settled, asked = self.interview.settled_in(of)
                heading = self.say("interview.layer-progress", layer=self.word(of.name), settled=settled, asked=asked)
            part = of
            entry = self.interview.session.entry(id_)
            state = self.say("interview.row", state=self._state(entry), ask=self.word(self._question(id_).ask))
            yield Choice(
                str(numbers[id_]),
                self.say("interview.row-marked", row=state) if entry.marked else state,
                chosen=False,
                heading=heading,
            )

    def _unsaved(self) -> Iterator[str]:
        if self.dialogue.trouble:
            yield self.say.message(self.dialogue.trouble)
        yield self.say(
            "interview.in-memory", n=sum(entry.state in SETTLED for entry in self.interview.session.entries.values())
        )

    def _state(self, entry: Entry) -> str:
        if entry.confirm and entry.answer is not None:
            return self.say("interview.confirm-short")
        if isinstance(entry.answer, int):
            return self.say("interview.rung", rung=entry.answer)
        return self.say(f"state.{entry.state}")

    def _keys(self, names: str) -> tuple[Key, ...]:
        return tuple(self._key(name) for name in names.split() if self._has(name))

    def _has(self, name: str) -> bool:
        """Whether there is anything for a key to do."""
        match name:
            case "l":
                return self._has_languages
            case "row-service":
                return bool(self.dialogue.inventory and self.dialogue.inventory.own)
            case "row-found":
                return bool(self.dialogue.inventory and self.dialogue.inventory.found)
            case _:
                return True

    @property
    def _has_languages(self) -> bool:
        return len(self.interview.framework.header.languages) > 1

    def _key(self, name: str) -> Key:
        shown = {
            "number": self._numbers,
            "add": "a",
            "row-service": self._rows_of("own"),
            "row-found": self._rows_of("found"),
            "own": "0",
            "x-service": "x",
            "enter-keep": "Enter",
            "enter-found": "Enter",
            "row": f"1-{len(self.interview.walk)}",
            "move": "↑ ↓",
            "scroll": "PgUp PgDn",
            "enter": "Enter",
            "enter-row": "Enter",
            "save": "Enter",
            "escape": "Esc",
            "escape-unsaved": "Esc",
        }.get(name, name)
        does = "help" if name == "?" else name
        return Key(PRESSED.get(name, name), shown, self.say(f"key.{does}"), ONLY_IN.get(name, "both"))

    @property
    def _numbers(self) -> str:
        match self.dialogue.step:
            case "services-criticality":
                return f"1-{len(CRITICALITIES)}"
            case "services-exit":
                return f"1-{len(EXITS)}"
            case _:
                return f"0-{len(self.interview.question.options) - 1}"

    def _rows_of(self, which: Literal["own", "found"]) -> str:
        rows = len(getattr(self.dialogue.inventory, which, ()))
        return "1" if rows == 1 else f"1-{rows}"

    @property
    def _services(self) -> Inventory:
        assert self.dialogue.inventory is not None, "the mode has it"  # noqa: S101
        return self.dialogue.inventory

    def _on_services(self) -> Page:
        told = inventory_page(self._services, self.say, self._layer, self.dialogue.session.language)
        choices = (Choice(row.label, row.text, row.chosen) for row in told.rows)
        return replace(self._page(told.title, iter(told.lines), choices, told.prompt), status=told.status)

    @property
    def _place(self) -> str:
        if self.dialogue.mode == "services":
            return self.say("services.place", layer=self._layer)
        on = self.dialogue.before if self.dialogue.mode == "help" else self.dialogue.mode
        if on in ("welcome", "review", "unsaved"):
            return self._name
        return self.say(
            "interview.place", layer=self._layer, number=self.interview.at + 1, walk=len(self.interview.walk)
        )

    @property
    def _progress(self) -> str:
        return self.say("interview.progress", settled=self.interview.settled, asked=len(self.interview.asked))

    @property
    def _name(self) -> str:
        return inert(self.interview.session.profile.name)

    @property
    def _layer(self) -> str:
        return self.word(self.interview.part.name)

    @property
    def _ask(self) -> str:
        return self.word(self.interview.question.ask)

    def _question(self, id_: str) -> Question:
        return self.interview.framework.questions[id_]

    def word(self, text: LocalText) -> str:
        return inert(text.in_language(self.dialogue.session.language, self.say.language))
