"""Builds the page of a dialogue, as text; both interfaces show the same page."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from eurostack_assess.inert import escape_active
from eurostack_assess.interview.answer_status import format_state, write_status
from eurostack_assess.interview.dialogue import Dialogue
from eurostack_assess.interview.dialogue_state import Mode
from eurostack_assess.interview.interview import COMPLETED_STATES, Interview
from eurostack_assess.interview.inventory import Inventory
from eurostack_assess.interview.inventory_page import build_inventory_page
from eurostack_assess.interview.page_keys import HELP_KEYS, KEYS_BY_STEP, Key, KeyWriter
from eurostack_assess.interview.welcome_page import write_welcome
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.estimates import estimate_minutes
from eurostack_assess.model.rungs import RungBounds
from eurostack_assess.model.session import SessionEntry
from eurostack_assess.texts import FALLBACK, Texts, languages, texts

WHOLE_MODES: tuple[Mode, ...] = ("welcome", "layer", "review", "finish", "ending", "unsaved")
"""The modes that are about the whole interview, not about one question."""


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


LayerWriter = Callable[[Interview], str]
"""How the layer on the page turned out, in a sentence or two."""


def build_page(dialogue: Dialogue, write_layer: LayerWriter | None = None) -> Page:
    """The page of a dialogue, in the language of its session.

    Args:
        dialogue: What is on it.
        write_layer: Says how a layer turned out; None: its score and level, in words of this page.
    """
    return _PageWriter(dialogue, write_layer).build()


class _PageWriter:
    def __init__(self, dialogue: Dialogue, write_layer: LayerWriter | None) -> None:
        self.dialogue = dialogue
        self.write_layer = write_layer
        self.interview = dialogue.interview
        language = dialogue.session.language
        self.translate: Texts = texts(language if language in languages() else FALLBACK)
        self.keys = KeyWriter(dialogue, self.translate)

    def build(self) -> Page:
        page = self._build()
        notice = (self.translate.message(self.dialogue.notice),) if self.dialogue.notice else ()
        return replace(page, status=(*notice, *page.status))

    def _build(self) -> Page:
        pages: Mapping[Mode, Callable[[], Page]] = {
            "question": self._build_question_page,
            "note": self._build_text_page,
            "bound": self._build_text_page,
            "reason": self._build_text_page,
            "help": self._build_help_page,
            "services": self._build_services_page,
            "ending": self._build_ending_page,
        }
        build = pages.get(self.dialogue.mode)
        return build() if build else self._build_plain_page()

    def _build_plain_page(self) -> Page:
        """A page with a title and lines of text, and the overview with its rows."""
        translate = self.translate
        match self.dialogue.mode:
            case "welcome":
                return self._build_page(
                    translate("interview.title", name=self._name),
                    write_welcome(self.dialogue, self.translate, self._build_terms()),
                )
            case "score":
                lines = _write_score(self.interview, translate, self.localise)
                return self._build_page(translate("interview.score", layer=self._layer), lines)
            case "layer":
                return self._build_page(translate("interview.layer-end", layer=self._layer), self._build_layer_end())
            case "review":
                return self._build_page(translate("interview.review"), self._build_review(), self._build_rows())
            case "finish":
                number = len(self.dialogue.open_questions)
                lines = iter([translate("interview.finish-about", n=number)])
                return self._build_page(translate("interview.finish", n=number), lines)
            case _:  # unsaved
                prompt = translate("interview.ask-place")
                return self._build_page(translate("interview.unsaved"), self._build_unsaved(), prompt=prompt)

    def _build_text_page(self) -> Page:
        return self._build_page(self._ask, prompt=self.translate(f"interview.ask-{self._asked_text}"))

    def _build_help_page(self) -> Page:
        about = "interview.help" if self.dialogue.previous_mode == "question" else "interview.help-keys"
        page = self._build_page(self.translate(about), self._build_proof())
        return replace(page, help_keys=self.keys.build(HELP_KEYS[self.dialogue.previous_mode]))

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
        return replace(build_page, status=tuple(write_status(self.dialogue, self.translate)))

    def _answered_rungs(self, entry: SessionEntry) -> range:
        """The rung answered, or those still possible."""
        match entry.answer:
            case int() as rung:
                return range(rung, rung + 1)
            case RungBounds() as bounds:
                return range(bounds.lowest, bounds.highest(len(self.interview.question.options) - 1) + 1)
        return range(0)

    @property
    def _asked_text(self) -> str:
        """What a line of text is asked for; after a partial answer, by what it says."""
        if self.dialogue.mode != "bound":
            return self.dialogue.mode
        answer = self.interview.entry.answer
        return answer.kind if isinstance(answer, RungBounds) else "note"

    def _build_terms(self) -> Iterator[str]:
        if (terms := self.interview.framework.header.terms) is not None:
            yield self.localise(terms)

    def _build_proof(self) -> Iterator[str]:
        if self.dialogue.previous_mode != "question":
            return
        if evidence := self.interview.question.evidence:
            yield self.translate("interview.proof", proof=self.localise(evidence))
        yield self.translate("questions.choose")
        yield self.translate("interview.help-states")
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
            entry, ask = self.interview.session.entry(id_), self.interview.framework.questions[id_].ask
            state = self.translate("interview.row", state=format_state(entry, self.translate), ask=self.localise(ask))
            yield Choice(
                str(numbers[id_]),
                self.translate("interview.row-marked", row=state) if entry.marked else state,
                chosen=False,
                heading=heading,
            )

    def _build_layer_end(self) -> Iterator[str]:
        """How the layer turned out, and what is open of it."""
        if self.write_layer is not None:
            yield self.write_layer(self.interview)
        else:
            yield from _write_score(self.interview, self.translate, self.localise)
        part = self.interview.part
        if left := sum(self.interview.framework.part_of[id_] is part for id_ in self.dialogue.open_questions):
            yield self.translate("interview.layer-left", n=left)

    def _build_ending_page(self) -> Page:
        ending, left = self.dialogue.ending, len(self.dialogue.open_questions)
        if ending is None:  # not written yet
            return self._build_page(self.translate("interview.review"))
        saved = self.translate("interview.profile-in", file=ending.file)
        still_open = (self.translate("interview.still-open", n=left, minutes=estimate_minutes(left)),) if left else ()
        return replace(self._build_page(ending.headline, iter(ending.lines)), status=(saved, *still_open))

    def _build_unsaved(self) -> Iterator[str]:
        if self.dialogue.save_error:
            yield self.translate.message(self.dialogue.save_error)
        yield self.translate(
            "interview.in-memory",
            n=sum(entry.state in COMPLETED_STATES for entry in self.interview.session.entries.values()),
        )

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
        if shown_mode in WHOLE_MODES:
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
