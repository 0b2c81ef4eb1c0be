"""The full-screen interface. Textual is imported only here, and only when this interface is used."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import IO, Any

from rich.cells import cell_len
from textual.app import App, ComposeResult, SuspendNotSupported
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.driver import Driver
from textual.events import Click, Key
from textual.widgets import Static, TextArea

from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.interview.conversation import Conversation
from eurostack_assess.interview.dialogue_state import DRAFT_MODES
from eurostack_assess.interview.page import Choice, Page
from eurostack_assess.interview.page_keys import Key as PageKey

KEY_ALIASES = {"question_mark": "?", "space": "space"}
"""Textual's names for keys that the dialogue knows by another."""
STOP_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


def converse(conversation: Conversation) -> None:
    """Lead the conversation until it ends.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    handlers = {name: signal.getsignal(number) for name in STOP_SIGNALS if (number := getattr(signal, name, None))}
    app = FullScreen(conversation)
    app.driver_class = build_steady_driver(app.driver_class)
    app.run()
    for name, handler in handlers.items():
        signal.signal(getattr(signal, name), handler)
    if app.failure is not None:
        raise app.failure
    if app.stopped_by == "key":
        raise KeyboardInterrupt
    if app.stopped_by is not None:
        signal.raise_signal(getattr(signal, app.stopped_by))


class _SteadyStream:
    """A terminal; one that is gone takes what is written without a word, since a signal tells of that."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def build_steady_driver(driver: type[Driver]) -> type[Driver]:
    """The driver with a stream that never fails: the thread that writes would die of that, and the others wait."""

    class SteadyDriver(driver):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            if (stream := getattr(self, "_file", None)) is not None:
                self._file = _SteadyStream(stream)

    return SteadyDriver


class ChoiceRow(Horizontal):
    """A line to choose, with a glyph for the cursor and one for the answer that was given."""

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.choice = choice

    def compose(self) -> ComposeResult:
        """The glyphs and the label; the text, wrapped beside them."""
        yield Static(classes="label", markup=False)
        yield Static(self.choice.text, classes="text", markup=False)

    def on_mount(self) -> None:
        """Show it without the cursor first."""
        self.show(self.choice, under_cursor=False)

    def show(self, choice: Choice, *, under_cursor: bool) -> None:
        """Show a choice as chosen or not, under the cursor or not."""
        if choice.text != self.choice.text:
            self.query_one(".text", Static).update(choice.text)
        self.choice = choice
        pointer, bullet = "▸" if under_cursor else " ", "●" if choice.chosen else " "
        self.query_one(".label", Static).update(f"{pointer}{bullet}{choice.label:>2} ")
        self.set_class(under_cursor, "cursor")
        self.set_class(choice.chosen, "chosen")

    async def on_click(self, event: Click) -> None:
        """A click chooses it, as its digit does; the second one of a double click may be on another page already."""
        event.stop()
        if event.chain == 1 and isinstance(self.app, FullScreen):
            self.app.press(self.choice.label)


class Editor(TextArea):
    """Where a note is written: Enter saves it, Esc goes back, a pasted line end stays."""

    async def _on_key(self, event: Key) -> None:
        if isinstance(self.app, FullScreen) and self.app.is_turning:
            event.stop()
            event.prevent_default()
            self.app.take_key(event)
            return
        if event.key in ("enter", "escape") and isinstance(self.app, FullScreen):
            event.stop()
            event.prevent_default()
            if event.key == "enter":
                self.app.write(self.text)
            else:
                self.app.leave(self.text)
            return
        await super()._on_key(event)


class FullScreen(App[None]):
    """One page at a time."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    AUTO_FOCUS = None
    BINDINGS = [Binding("ctrl+c,ctrl+q", "stop", priority=True, show=False)]  # noqa: RUF012 - Textual declares it so
    CSS = """
    Screen { background: ansi_default; color: ansi_default; }
    #place { height: auto; padding: 0 1; }
    #body {
        height: 1fr; padding: 0 1; background: ansi_default; scrollbar-size: 1 1;
        scrollbar-color: ansi_default; scrollbar-color-hover: ansi_default; scrollbar-color-active: ansi_default;
        scrollbar-background: ansi_default; scrollbar-background-hover: ansi_default;
        scrollbar-background-active: ansi_default;
    }
    #title { text-style: bold; margin: 0 0 1 0; }
    #lines { margin: 0 0 1 0; }
    #choices { height: auto; }
    #status { height: auto; max-height: 4; padding: 0 1; border-top: solid ansi_default; }
    .heading { text-style: bold underline; margin: 1 0 0 0; }
    ChoiceRow { height: auto; }
    ChoiceRow .label { width: 5; }
    ChoiceRow .text { width: 1fr; }
    ChoiceRow.cursor .text { text-style: bold; }
    ChoiceRow.cursor .label { text-style: bold; }
    #prompt { height: auto; padding: 0 1; text-style: bold; display: none; }
    #editor { height: 5; display: none; border: round ansi_default; background: ansi_default; color: ansi_default; }
    #keys { height: auto; padding: 0 1; border-top: solid ansi_default; }
    .writing #prompt, .writing #editor { display: block; }
    """

    def __init__(self, conversation: Conversation) -> None:
        super().__init__(ansi_color=True)
        self.conversation = conversation
        self.failure: Exception | None = None
        self.stopped_by: str | None = None
        self._shown: tuple[Choice, ...] = ()
        self._step: str | None = None
        self._typed_ahead: list[Key] = []
        """Keys for a text whose editor is not on the screen yet."""
        self._refreshing = asyncio.Lock()
        self._is_long = False
        """Whether there is more on the page than the screen shows."""

    def compose(self) -> ComposeResult:
        """The places of a page."""
        yield Static(id="place", markup=False)
        with VerticalScroll(id="body", can_focus=False):
            yield Static(id="title", markup=False)
            yield Static(id="lines", markup=False)
            yield Vertical(id="choices")
        yield Static(id="status", markup=False)
        yield Static(id="prompt", markup=False)
        yield Editor(id="editor", soft_wrap=True, show_line_numbers=False, disabled=True)
        yield Static(id="keys", markup=False)

    async def on_mount(self) -> None:
        """Show the first page, and let a signal stop the conversation in good order."""
        loop = asyncio.get_running_loop()
        for name in STOP_SIGNALS:
            if number := getattr(signal, name, None):
                loop.add_signal_handler(number, self._stop, name)
        await self._refresh()

    def on_resize(self) -> None:
        """Lay the page out for another size."""
        if self._step is not None:
            self.call_later(self._refresh)

    @property
    def is_turning(self) -> bool:
        """Whether the page of the moment is not on the screen yet."""
        return self._step != self.conversation.dialogue.step

    async def on_key(self, event: Key) -> None:
        """Any key outside the editor."""
        self.take_key(event)

    def take_key(self, event: Key) -> None:
        """A key that is not for the text on the screen; one for a text that comes waits for its editor."""
        if self.conversation.dialogue.expects_text:
            self._typed_ahead.append(event)
            return
        body = self.query_one("#body", VerticalScroll)
        scrolls = {"pageup": body.scroll_page_up, "pagedown": body.scroll_page_down}
        if not self._shown:  # nothing to move a cursor over
            scrolls |= {"up": body.scroll_up, "down": body.scroll_down}
        if event.key in scrolls:
            scrolls[event.key](animate=False)
            return
        key = KEY_ALIASES.get(event.key) or (event.character if event.is_printable and event.character else event.key)
        if self.conversation.dialogue.mode == "review" and key.isdigit():
            return
        event.stop()
        self.press(key.lower())

    def press(self, key: str) -> None:
        """A key of the dialogue, or the label of a choice."""
        with self._own_screen() if self.conversation.shows_report(key) else nullcontext():
            self._do(lambda: self.conversation.press(key))

    @contextmanager
    def _own_screen(self) -> Iterator[None]:
        """The terminal as the command was started on; without a terminal, in a test, as it is."""
        try:
            with self.suspend():
                yield
        except SuspendNotSupported:
            yield

    def write(self, text: str) -> None:
        """A text that was written."""
        self._do(lambda: self.conversation.write(_clean(text)))

    def leave(self, text: str) -> None:
        """A text that was left with Esc."""
        self._do(lambda: self.conversation.leave(_clean(text)))

    def action_stop(self) -> None:
        """Ctrl-C."""
        self._stop("key")

    def _stop(self, cause: str) -> None:
        self.stopped_by = cause
        writing = self.conversation.dialogue.mode in DRAFT_MODES
        draft = _clean(self.query_one(Editor).text) if writing else ""
        self._do(lambda: self.conversation.interrupt(draft))
        self.exit()

    def _do(self, step: Callable[[], None]) -> None:
        try:
            step()
        except Exception as error:  # noqa: BLE001 - told by the command, after the screen is given back
            self.failure = error
            self.exit()
            return
        if self.conversation.ended:
            self.exit()
        else:
            # not a coroutine, of which one is left over when the app ends first
            self.run_worker(self._refresh)  # type: ignore[arg-type]

    def _handle_exception(self, error: Exception) -> None:
        """Whatever goes wrong on the screen is told by the command, not by Textual."""
        self.failure = error
        super()._handle_exception(error)
        self._exit_renderables.clear()

    async def _refresh(self) -> None:
        """Show the page of the moment; one after the other, since one that is stopped halfway leaves half a page."""
        async with self._refreshing:
            await self._show_page()

    async def _show_page(self) -> None:
        page, dialogue = self.conversation.page, self.conversation.dialogue
        new_page = self._step != dialogue.step or _get_texts(self._shown) != _get_texts(page.choices)
        with self.batch_update():
            self._fill(page)
            if _get_headings(self._shown) != _get_headings(page.choices):
                await self._lay_out(page)
            for index, row in enumerate(self.query(ChoiceRow)):
                row.show(page.choices[index], under_cursor=index == dialogue.row)
        turns, self._step, self._shown = self.is_turning, dialogue.step, page.choices
        if turns:
            self._open_or_close_editor(page)
        self._scroll(new_page=new_page)
        self.call_after_refresh(self._mark_long, page)

    def _mark_long(self, page: Page) -> None:
        """Name the keys to read on where the page is longer than the screen."""
        is_long = self.query_one("#body", VerticalScroll).max_scroll_y > 0
        if is_long != self._is_long:
            self._is_long = is_long
            self.query_one("#keys", Static).update(self._format_keys(page))

    def _format_keys(self, page: Page) -> str:
        parts = [f"{key.name} {key.action}" for key in page.keys if _is_for_screen(key)]
        if self._is_long:
            parts.insert(0, f"PgDn {page.translate('key.more')}")
        return _pack_lines(parts, max(self.size.width - 2, 1))

    def _fill(self, page: Page) -> None:
        width = max(self.size.width - 2, 1)
        gap = width - cell_len(page.place) - cell_len(page.progress)
        place = f"{page.place}{' ' * gap}{page.progress}" if gap > 1 else f"{page.place} ({page.progress})"
        self.query_one("#place", Static).update(place)
        for part, text in (
            ("title", page.title),
            (
                "lines",
                "\n".join(
                    [*page.lines, *(f"{key.name}: {key.action}" for key in page.help_keys if _is_for_screen(key))]
                ),
            ),
            ("status", "\n".join(page.status)),
            ("prompt", page.prompt or ""),
            ("keys", self._format_keys(page)),
        ):
            widget = self.query_one(f"#{part}", Static)
            widget.update(text)
            widget.display = bool(text)

    async def _lay_out(self, page: Page) -> None:
        choices = self.query_one("#choices", Vertical)
        await choices.remove_children()
        await choices.mount_all(list(_build_widgets(page.choices)))

    def _open_or_close_editor(self, page: Page) -> None:
        editor = self.query_one(Editor)
        editor.disabled = page.prompt is None
        self.set_class(page.prompt is not None, "writing")
        if page.prompt is None:
            self.set_focus(None)
        else:
            editor.text = self.conversation.dialogue.draft
            editor.move_cursor(editor.document.end)
            editor.focus()
            for key in self._typed_ahead:
                editor.post_message(Key(key.key, key.character))
        self._typed_ahead.clear()

    def _scroll(self, *, new_page: bool) -> None:
        body, cursor = self.query_one("#body", VerticalScroll), self.conversation.dialogue.row
        rows = list(self.query(ChoiceRow))
        if new_page and (self.conversation.dialogue.mode == "question" or not cursor):
            if body.scroll_offset.y:
                body.scroll_home(animate=False)
        elif cursor is not None and cursor < len(rows):
            self.call_after_refresh(_scroll_into_view, body, rows[cursor])


def _clean(text: str) -> str:
    """A text without characters that act on a terminal; its lines stay."""
    return "\n".join(ACTIVE_CHARACTER.sub(" ", line) for line in text.split("\n")).replace("\t", " ")


def _scroll_into_view(body: VerticalScroll, row: ChoiceRow) -> None:
    if not body.region.contains_region(row.region):
        row.scroll_visible(animate=False)


def _build_widgets(choices: tuple[Choice, ...]) -> Iterator[Static | ChoiceRow]:
    for choice in choices:
        if choice.heading:
            yield Static(choice.heading, classes="heading", markup=False)
        yield ChoiceRow(choice)


def _get_texts(choices: tuple[Choice, ...]) -> list[str]:
    return [choice.text for choice in choices]


def _get_headings(choices: tuple[Choice, ...]) -> list[str | None]:
    """How rows lie between headings; where that stays, rows can be filled anew."""
    return [choice.heading for choice in choices]


def _is_for_screen(key: PageKey) -> bool:
    return key.face != "plain"


def _pack_lines(parts: list[str], width: int) -> str:
    """The parts on as few lines as they fit on, none of them broken."""
    lines = [""]
    for part in parts:
        candidate = f"{lines[-1]}  {part}" if lines[-1] else part
        if cell_len(candidate) <= width:
            lines[-1] = candidate
        else:
            lines.append(part)
    return "\n".join(lines)
