"""The form as one HTML file that participants fill in without installing anything: it works off line and sends nothing.

Every text is data: no character of it marks up. What the page may do is fixed by a content security policy.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from eurostack_assess.inert import ACTIVE
from eurostack_assess.model.framework import Question, Questionnaire
from eurostack_assess.report.forms import OPEN, VERDICTS, Form
from eurostack_assess.report.markup import asset, policy, text

SCRIPT_TEXTS = (
    "progress",
    "kept",
    "not-kept",
    "saved",
    "opened",
    "opened-partly",
    "open-sure",
    "not-opened",
    "clear-sure",
    "cleared",
    "restored",
)
"""What the page's script says, as keys below `form`."""


def form_page(form: Form) -> str:
    """The form as one HTML file that works by itself, off line, and sends nothing."""
    return "\n".join(_Page(form).lines()) + "\n"


@dataclass(frozen=True)
class _Page:
    form: Form

    def lines(self) -> Iterator[str]:
        form, say = self.form, self.form.say
        style, script = asset("form.css"), asset("form.js")
        name, edition = form.word(form.framework.header.name), form.framework.header.edition
        title = say("ballot.title", name=form.name)
        yield "<!DOCTYPE html>"
        yield f'<html lang="{escape(form.language)}">'
        yield "<head>"
        yield '<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(style, script))}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{text(title)}</title>"
        yield f"<style>{style}</style>"
        yield "</head>"
        yield "<body>"
        yield f'<a class="skip" href="#questions">{text(say("ballot.skip"))}</a>'
        yield "<header>"
        yield f"<h1>{text(title)}</h1>"
        yield f"<p>{text(say('ballot.about'))}</p>"
        yield f'<p class="muted">{text(say("ballot.privacy"))}</p>'
        if form.framework.header.terms is not None and form.parts:
            yield f'<p class="muted"{self._lang}>{text(form.word(form.framework.header.terms))}</p>'
        yield f"<noscript><p><strong>{text(say('ballot.no-script'))}</strong></p></noscript>"
        yield "</header>"
        yield '<main id="questions">'
        yield self._form_tag()
        yield '<button type="submit" disabled hidden></button>'  # the Enter key in a field saves nothing
        yield from self._contents()
        yield from _text_field("who", say("ballot.who"), rows=0)
        yield from self._file()
        yield from self._judged()
        for part in form.parts:
            yield from self._part(part)
        yield f'<h2 id="form-remark">{text(say("ballot.remark"))}</h2>'
        yield from _text_field("remark", say("ballot.remark-label"), rows=4)
        yield "<p data-script hidden>"
        yield f'<button type="button" data-do="clear" class="plain">{text(say("ballot.clear"))}</button>'
        yield "</p>"
        yield '<div class="bar" data-script hidden>'
        yield '<p id="progress" class="muted"></p>'
        yield f'<button type="submit">{text(say("ballot.save"))}</button>'
        yield '<p id="status" role="status"></p>'
        yield "</div>"
        yield "</form>"
        yield "</main>"
        about = say("ballot.edition", name=name, edition=edition)
        yield f'<footer><p class="muted">{text(about)}</p></footer>'
        yield f"<script>{script}</script>"
        yield "</body>"
        yield "</html>"

    @property
    def _lang(self) -> str:
        """The attribute for the framework's texts, where they are in another language than the page."""
        return "" if self.form.words_language == self.form.language else f' lang="{self.form.words_language}"'

    def _meta(self) -> dict[str, object]:
        form = self.form
        about: dict[str, object] = {
            "framework": form.origin,
            "kind": form.kind,
            "name": form.name,
            "language": form.language,
            "questions": form.prints,
            "layers": [layer.id for layer in form.judged],
            "file": form.stem,
        }
        return about | {"form": hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()[:16]}

    def _form_tag(self) -> str:
        """With what the script is told of the form."""
        active = "".join(one if one == "-" else f"\\u{{{ord(one):x}}}" for one in ACTIVE)
        told = {"meta": json.dumps(self._meta()), "texts": json.dumps(self._texts()), "active": f"[{active}]+"}
        data = " ".join(f'data-{key}="{escape(value)}"' for key, value in told.items())
        return f'<form {data} autocomplete="off">'

    def _texts(self) -> dict[str, str]:
        placeholders = {"done": "{done}", "all": "{all}", "file": "{file}", "n": "{n}"}
        return {key: self.form.say(f"ballot.{key}", **placeholders) for key in SCRIPT_TEXTS}

    def _contents(self) -> Iterator[str]:
        form, say = self.form, self.form.say
        yield f'<nav aria-label="{escape(say("ballot.contents"))}"><ul>'
        if form.judged:
            yield f'<li><a href="#form-votes">{text(say("ballot.votes"))}</a></li>'
        for part in form.parts:
            count = say("ballot.count", n=len(form.asked(part)))
            link = f'<a href="#part-{part.id}"{self._lang}>{text(form.word(part.name))}</a>'
            yield f'<li>{link} <span class="muted">({text(count)})</span></li>'
        yield f'<li><a href="#form-remark">{text(say("ballot.remark"))}</a></li>'
        yield "</ul></nav>"

    def _file(self) -> Iterator[str]:
        """Going on with what was saved before, perhaps elsewhere."""
        yield '<div class="screen" data-script hidden>'
        field = '<input type="file" name="open" accept=".json,application/json">'
        yield f'<label class="text">{text(self.form.say("ballot.open"))} {field}</label>'
        yield "</div>"

    def _judged(self) -> Iterator[str]:
        form, say = self.form, self.form.say
        if not form.judged:
            return
        yield f'<h2 id="form-votes">{text(say("ballot.votes"))}</h2>'
        yield f"<p>{text(say('ballot.votes-about'))}</p>"
        for layer in form.judged:
            options = {verdict: say(f"verdict.{verdict}") for verdict in VERDICTS} | {"": say("ballot.no-vote")}
            yield "<fieldset>"
            yield f"<legend{self._lang}>{text(form.word(layer.name))}</legend>"
            yield from _options(f"v-{layer.id}", options)
            yield "</fieldset>"

    def _part(self, part: Questionnaire) -> Iterator[str]:
        yield f'<h2 id="part-{part.id}"{self._lang}>{text(self.form.word(part.name))}</h2>'
        for question in self.form.asked(part):
            yield from self._question(question)

    def _question(self, question: Question) -> Iterator[str]:
        form, say = self.form, self.form.say
        rungs = {str(rung): f"{rung}: {form.word(option.text)}" for rung, option in enumerate(question.options)}
        apart = {word: say(f"state.{word}") for word in OPEN} | {"": say("ballot.no-answer")}
        yield f'<fieldset id="question-{question.id}">'
        yield f"<legend{self._lang}>{text(form.word(question.ask))}</legend>"
        if question.why is not None:
            yield f'<p class="muted"{self._lang}>{text(form.word(question.why))}</p>'
        yield from _options(f"q-{question.id}", rungs, self._lang)
        yield '<div class="apart">'
        yield from _options(f"q-{question.id}", apart)
        yield "</div>"
        yield from _text_field(f"n-{question.id}", say("ballot.note"), rows=2)
        yield "</fieldset>"


def _options(name: str, options: Mapping[str, str], lang: str = "") -> Iterator[str]:
    """Radio buttons; the one with an empty value is chosen at first."""
    for value, label in options.items():
        chosen = "" if value else " checked"
        button = f'<input type="radio" name="{name}" value="{value}"{chosen}>'
        yield f'<label class="option">{button}<span{lang}>{text(label)}</span></label>'


def _text_field(name: str, label: str, *, rows: int) -> Iterator[str]:
    field = (
        f'<textarea name="{name}" rows="{rows}" maxlength="2000"></textarea>'
        if rows
        else f'<input type="text" name="{name}" maxlength="200">'
    )
    yield f'<label class="text">{text(label)} {field}</label>'
