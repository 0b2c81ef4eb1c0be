"""What is on the page of a dialogue, in words: decided once, shown by both faces."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from eurostack_assess.inert import escape_active
from eurostack_assess.interview.dialogue import Dialogue
from eurostack_assess.interview.interview import COMPLETED_STATES, Interview
from eurostack_assess.interview.inventory import Inventory
from eurostack_assess.interview.inventory_page import build_inventory_page
from eurostack_assess.interview.page_keys import HELP_KEYS, KEYS_BY_STEP, Key, KeyWriter
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.question import Question
from eurostack_assess.model.rungs import MAX_OPTIONS, RungBounds
from eurostack_assess.model.session import SessionEntry
from eurostack_assess.texts import FALLBACK, Texts, languages, texts

MINUTES_PER_QUESTION = 1.5
"""Our estimate of reading a question aloud, talking it over and answering it."""
MINUTES_ROUNDING = 5


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
    help_keys: tuple[Key, ...]
    """The keys that help explains, a line each."""
    prompt: str | None
    """What a line of text is asked for, if one is."""
    translate: Texts
    """The tool's sentences in the page's language."""


def build_page(dialogue: Dialogue) -> Page:
    """The page of a dialogue, in the language of its session."""
    return _PageWriter(dialogue).build()


class _PageWriter:
    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue = dialogue
        self.interview = dialogue.interview
        language = dialogue.session.language
        self.translate: Texts = texts(language if language in languages() else FALLBACK)
        self.keys = KeyWriter(dialogue, self.translate)

    def build(self) -> Page:
        if self.dialogue.mode == "services":
            return self._build_services_page()
        match self.dialogue.mode:
            case "welcome":
                return self._build_page(self.translate("interview.title", name=self._name), self._build_welcome())
            case "question":
                return self._build_question_page()
            case "note" | "bound" | "reason":
                return self._build_page(self._ask, prompt=self.translate(f"interview.ask-{self._asked_text}"))
            case "help":
                about = "interview.help" if self.dialogue.previous_mode == "question" else "interview.help-keys"
                build_page = self._build_page(self.translate(about), self._build_proof())
                return replace(build_page, help_keys=self.keys.build(HELP_KEYS[self.dialogue.previous_mode]))
            case "score":
                return self._build_page(
                    self.translate("interview.score", layer=self._layer),
                    _write_score(self.interview, self.translate, self.localise),
                )
            case "review":
                return self._build_page(self.translate("interview.review"), self._build_review(), self._build_rows())
            case _:  # unsaved
                return self._build_page(
                    self.translate("interview.unsaved"),
                    self._build_unsaved(),
                    prompt=self.translate("interview.ask-place"),
                )

    def _build_page(
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
            keys=self.keys.build(KEYS_BY_STEP[self.dialogue.step]),
            help_keys=(),
            prompt=prompt,
            translate=self.translate,
        )

    def _build_question_page(self) -> Page:
        question, entry = self.interview.question, self.interview.entry
        sentences = (
            self.translate("interview.why", why=self.localise(question.why)) if question.why else "",
            self.translate.whom_to_ask(question.respondents),
        )
        about = " ".join(filter(None, sentences))
        choices = (
            Choice(str(rung), self.localise(option.text), rung in self._answered_rungs(entry))
            for rung, option in enumerate(question.options)
        )
        build_page = self._build_page(self._ask, iter([about] if about else []), choices)
        return replace(build_page, status=tuple(self._build_status(entry)))

    def _answered_rungs(self, entry: SessionEntry) -> range:
        """The rung answered, or those still possible."""
        match entry.answer:
            case int() as rung:
                return range(rung, rung + 1)
            case RungBounds() as bounds:
                return range(bounds.lowest, bounds.highest(len(self.interview.question.options) - 1) + 1)
        return range(0)

    def _build_status(self, entry: SessionEntry) -> Iterator[str]:
        if self.dialogue.typed:
            yield self.translate("interview.typed", typed=self.dialogue.typed)
        if self.dialogue.refused:
            top = len(self.interview.question.options) - 1
            yield self.translate("interview.refused", typed=self.dialogue.refused, top=top)
        if entry.needs_confirmation and entry.answer is not None:
            yield self.translate("interview.to-confirm")
        elif entry.state not in ("unasked", "answered"):
            yield self.translate("interview.state", state=self._format_state(entry))
        if entry.reason is not None:
            yield self.translate("interview.reason", reason=self.localise(entry.reason))
        if entry.confidence is not None:
            yield self.translate("interview.how-sure", sure=self.translate(f"confidence.{entry.confidence}"))
        if entry.marked:
            yield self.translate("interview.marked")
        if self.interview.note_text:
            yield self.translate("interview.note", note=self.interview.note_text)

    @property
    def _asked_text(self) -> str:
        """What a line of text is asked for; after a partial answer, by what it says."""
        if self.dialogue.mode != "bound":
            return self.dialogue.mode
        answer = self.interview.entry.answer
        return answer.kind if isinstance(answer, RungBounds) else "note"

    def _build_welcome(self) -> Iterator[str]:
        interview = self.interview
        question_count = len(interview.walk)
        minutes = max(round(question_count * MINUTES_PER_QUESTION / MINUTES_ROUNDING), 1) * MINUTES_ROUNDING
        yield self.translate("interview.how-many", n=question_count, minutes=minutes)
        if self.dialogue.resumed:
            yield self.translate(
                "interview.resumed", settled=interview.completed_count, asked=len(interview.question_ids)
            )
        changes = self.dialogue.changes
        if to_look_at := len(changes.changed) + len(changes.restored) + len(changes.carried):
            yield self.translate("interview.changed", n=to_look_at)
        if changes.removed:
            yield self.translate("interview.gone", n=len(changes.removed))
        to_confirm = sum(entry.needs_confirmation for entry in interview.session.entries.values())
        if to_confirm and not to_look_at:
            yield self.translate("interview.to-confirm-all", n=to_confirm)
        yield self.translate("questions.choose")
        yield from self._build_terms()
        if self.dialogue.catalogue is not None:
            yield self.translate("services.welcome")
        yield self.translate("interview.saved-in", file=self.dialogue.file)
        yield self.translate("interview.private")

    def _build_terms(self) -> Iterator[str]:
        if (terms := self.interview.framework.header.terms) is not None:
            yield self.localise(terms)

    def _build_proof(self) -> Iterator[str]:
        evidence = self.interview.question.evidence
        if evidence and self.dialogue.previous_mode == "question":
            yield self.translate("interview.proof", proof=self.localise(evidence))
        if self.dialogue.previous_mode == "question":
            yield self.translate("questions.choose")
            yield from self._build_terms()

    def _build_review(self) -> Iterator[str]:
        interview = self.interview
        for key, state_filter in (("open", "open"), ("unknown", "unknown"), ("marked", "marked")):
            yield self.translate(f"interview.how-many-{key}", n=len(interview.filter_questions(state_filter)))  # type: ignore[arg-type]
        if not self.dialogue.rows:
            yield self.translate("interview.no-rows")

    def _build_rows(self) -> Iterator[Choice]:
        previous_part = None
        numbers = {id_: number for number, id_ in enumerate(self.interview.walk, 1)}
        for id_ in self.dialogue.rows:
            current_part = self.interview.framework.part_of[id_]
            heading = None
            if current_part is not previous_part:
                completed, total = self.interview.count_completed(current_part)
                heading = self.translate(
                    "interview.layer-progress", layer=self.localise(current_part.name), settled=completed, asked=total
                )
            previous_part = current_part
            entry = self.interview.session.entry(id_)
            state = self.translate(
                "interview.row", state=self._format_state(entry), ask=self.localise(self._get_question(id_).ask)
            )
            yield Choice(
                str(numbers[id_]),
                self.translate("interview.row-marked", row=state) if entry.marked else state,
                chosen=False,
                heading=heading,
            )

    def _build_unsaved(self) -> Iterator[str]:
        if self.dialogue.save_error:
            yield self.translate.message(self.dialogue.save_error)
        yield self.translate(
            "interview.in-memory",
            n=sum(entry.state in COMPLETED_STATES for entry in self.interview.session.entries.values()),
        )

    def _format_state(self, entry: SessionEntry) -> str:
        if entry.needs_confirmation and entry.answer is not None:
            return self.translate("interview.confirm-short")
        if isinstance(entry.answer, int):
            return self.translate("interview.rung", rung=entry.answer)
        if isinstance(entry.answer, RungBounds):
            high = entry.answer.highest(MAX_OPTIONS - 1)
            return self.translate(f"interview.rungs-{entry.answer.kind}", low=entry.answer.lowest, high=high)
        return self.translate(f"state.{entry.state}")

    @property
    def _inventory(self) -> Inventory:
        assert self.dialogue.inventory is not None, "the mode has it"  # noqa: S101
        return self.dialogue.inventory

    def _build_services_page(self) -> Page:
        services_page = build_inventory_page(
            self._inventory, self.translate, self._layer, self.dialogue.session.language
        )
        choices = (Choice(row.label, row.text, row.chosen) for row in services_page.rows)
        return replace(
            self._build_page(services_page.title, iter(services_page.lines), choices, services_page.prompt),
            status=services_page.status,
        )

    @property
    def _place(self) -> str:
        if self.dialogue.mode == "services":
            return self.translate("services.place", layer=self._layer)
        shown_mode = self.dialogue.previous_mode if self.dialogue.mode == "help" else self.dialogue.mode
        if shown_mode in ("welcome", "review", "unsaved"):
            return self._name
        return self.translate(
            "interview.place", layer=self._layer, number=self.interview.position + 1, walk=len(self.interview.walk)
        )

    @property
    def _progress(self) -> str:
        return self.translate(
            "interview.progress", settled=self.interview.completed_in_walk, asked=len(self.interview.walk)
        )

    @property
    def _name(self) -> str:
        return escape_active(self.interview.session.profile.name)

    @property
    def _layer(self) -> str:
        return self.localise(self.interview.part.name)

    @property
    def _ask(self) -> str:
        return self.localise(self.interview.question.ask)

    def _get_question(self, id_: str) -> Question:
        return self.interview.framework.questions[id_]

    def localise(self, text: LocalText) -> str:
        return escape_active(text.in_language(self.dialogue.session.language, self.translate.language))


def _write_score(interview: Interview, translate: Texts, localise: Callable[[LocalText], str]) -> Iterator[str]:
    """How the layer on the page stands so far."""
    layer = interview.assess_current_layer()
    if layer.low is None or layer.high is None or layer.coverage is None:
        yield translate("interview.nothing-to-score")
        return
    values = {"range": translate.interval(layer.low, layer.high), "known": translate.known(layer.coverage)}
    if layer.score is None:
        yield translate("interview.no-score", **values)
    else:
        key = "interview.score-exact" if layer.low == layer.high else "interview.score-now"
        yield translate(key, score=translate.number(layer.score), **values)
    if layer.level is not None:
        name = localise(interview.framework.header.levels[layer.level])
        yield translate("interview.level-now", level=layer.level, name=name)
