"""The form as one HTML file that participants fill in without installing anything: it works offline and sends nothing.

Every text is data: no character of it is markup. A content security policy limits what the page may do.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from eurostack_assess.inert import ACTIVE
from eurostack_assess.model.base import CONFIDENCES
from eurostack_assess.model.question import Question, Questionnaire
from eurostack_assess.model.vocabulary import FINDING_VERDICTS
from eurostack_assess.report.exports.ballot_form import OPEN, BallotForm
from eurostack_assess.report.renderers.markup import build_security_policy, escape_text, read_asset

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


def render_form_page(form: BallotForm) -> str:
    """The form as one HTML file that works by itself, off line, and sends nothing."""
    return "\n".join(_FormPage(form).lines()) + "\n"


@dataclass(frozen=True)
class _FormPage:
    form: BallotForm

    def lines(self) -> Iterator[str]:
        form, translate = self.form, self.form.translate
        style, script = read_asset("form.css"), read_asset("form.js")
        name, edition = form.localise(form.framework.header.name), form.framework.header.edition
        title = form.title
        yield "<!DOCTYPE html>"
        yield f'<html lang="{escape(form.language)}">'
        yield "<head>"
        yield '<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{escape(build_security_policy(style, script))}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{escape_text(title)}</title>"
        yield f"<style>{style}</style>"
        yield "</head>"
        yield "<body>"
        yield f'<a class="skip" href="#questions">{escape_text(translate("ballot.skip"))}</a>'
        yield "<header>"
        yield f"<h1>{escape_text(title)}</h1>"
        yield f"<p>{escape_text(translate('ballot.about', choose=translate('questions.choose')))}</p>"
        yield f'<p class="muted">{escape_text(translate("ballot.privacy"))}</p>'
        if form.framework.header.terms is not None and form.parts:
            yield f'<p class="muted"{self._lang}>{escape_text(form.localise(form.framework.header.terms))}</p>'
        yield f"<noscript><p><strong>{escape_text(translate('ballot.no-script'))}</strong></p></noscript>"
        yield "</header>"
        yield '<main id="questions">'
        yield self._form_tag()
        yield '<button type="submit" disabled hidden></button>'  # the Enter key in a field saves nothing
        yield from self._contents()
        yield from _text_field("who", translate("ballot.who"), rows=0)
        yield from self._file()
        yield from self._verdict_votes()
        for part in form.parts:
            yield from self._part(part)
        yield f'<h2 id="form-remark">{escape_text(translate("ballot.remark"))}</h2>'
        yield from _text_field("remark", translate("ballot.remark-label"), rows=4)
        yield "<p data-script hidden>"
        yield f'<button type="button" data-do="clear" class="plain">{escape_text(translate("ballot.clear"))}</button>'
        yield "</p>"
        yield '<div class="bar" data-script hidden>'
        yield '<p id="progress" class="muted"></p>'
        yield f'<button type="submit">{escape_text(translate("ballot.save"))}</button>'
        yield '<p id="status" role="status"></p>'
        yield "</div>"
        yield "</form>"
        yield "</main>"
        about = translate("ballot.edition", name=name, edition=edition)
        yield f'<footer><p class="muted">{escape_text(about)}</p></footer>'
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
            "questions": form.question_fingerprints,
            "layers": [layer.id for layer in form.judged_layers],
            "file": form.stem,
        }
        return about | {"form": hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()[:16]}

    def _form_tag(self) -> str:
        """With what the script is told of the form."""
        active = "".join(character if character == "-" else f"\\u{{{ord(character):x}}}" for character in ACTIVE)
        attributes = {"meta": json.dumps(self._meta()), "texts": json.dumps(self._texts()), "active": f"[{active}]+"}
        data = " ".join(f'data-{key}="{escape(value)}"' for key, value in attributes.items())
        return f'<form {data} autocomplete="off">'

    def _texts(self) -> dict[str, str]:
        placeholders = {"done": "{done}", "all": "{all}", "file": "{file}", "n": "{n}"}
        return {key: self.form.translate(f"ballot.{key}", **placeholders) for key in SCRIPT_TEXTS}

    def _contents(self) -> Iterator[str]:
        form, translate = self.form, self.form.translate
        yield f'<nav aria-label="{escape(translate("ballot.contents"))}"><ul>'
        if form.judged_layers:
            yield f'<li><a href="#form-votes">{escape_text(translate("ballot.votes"))}</a></li>'
        for part in form.parts:
            count = translate("ballot.count", n=len(form.get_questions(part)))
            link = f'<a href="#part-{part.id}"{self._lang}>{escape_text(form.localise(part.name))}</a>'
            yield f'<li>{link} <span class="muted">({escape_text(count)})</span></li>'
        yield f'<li><a href="#form-remark">{escape_text(translate("ballot.remark"))}</a></li>'
        yield "</ul></nav>"

    def _file(self) -> Iterator[str]:
        """Going on with what was saved before, perhaps elsewhere."""
        yield '<div class="screen" data-script hidden>'
        field = '<input type="file" name="open" accept=".json,application/json">'
        yield f'<label class="text">{escape_text(self.form.translate("ballot.open"))} {field}</label>'
        yield "</div>"

    def _verdict_votes(self) -> Iterator[str]:
        form, translate = self.form, self.form.translate
        if not form.judged_layers:
            return
        yield f'<h2 id="form-votes">{escape_text(translate("ballot.votes"))}</h2>'
        yield f"<p>{escape_text(translate('ballot.votes-about'))}</p>"
        for layer in form.judged_layers:
            options = {verdict: translate(f"verdict.{verdict}") for verdict in FINDING_VERDICTS} | {
                "": translate("ballot.no-vote")
            }
            yield "<fieldset>"
            yield f"<legend{self._lang}>{escape_text(form.localise(layer.name))}</legend>"
            yield from _options(f"v-{layer.id}", options)
            yield "</fieldset>"

    def _part(self, part: Questionnaire) -> Iterator[str]:
        yield f'<h2 id="part-{part.id}"{self._lang}>{escape_text(self.form.localise(part.name))}</h2>'
        for question in self.form.get_questions(part):
            yield from self._question(question)

    def _question(self, question: Question) -> Iterator[str]:
        form, translate = self.form, self.form.translate
        rungs = {str(rung): f"{rung}: {form.localise(option.text)}" for rung, option in enumerate(question.options)}
        open_options = {word: translate(f"state.{word}") for word in OPEN} | {"": translate("ballot.no-answer")}
        yield f'<fieldset id="question-{question.id}">'
        yield f"<legend{self._lang}>{escape_text(form.localise(question.ask))}</legend>"
        if question.why is not None:
            yield f'<p class="muted"{self._lang}>{escape_text(form.localise(question.why))}</p>'
        if question.respondents:
            yield f'<p class="muted">{escape_text(translate.whom_to_ask(question.respondents))}</p>'
        yield from _options(f"q-{question.id}", rungs, self._lang)
        yield '<div class="apart">'
        yield from _options(f"q-{question.id}", open_options)
        yield "</div>"
        yield from _text_field(f"n-{question.id}", translate("ballot.note"), rows=2)
        words = {"": translate("ballot.not-said")} | {word: translate(f"confidence.{word}") for word in CONFIDENCES}
        yield from _choice(f"c-{question.id}", translate("ballot.how-sure"), words)
        yield "</fieldset>"


def _options(name: str, options: Mapping[str, str], lang: str = "") -> Iterator[str]:
    """Radio buttons; the one with an empty value is chosen at first."""
    for value, label in options.items():
        chosen = "" if value else " checked"
        button = f'<input type="radio" name="{name}" value="{value}"{chosen}>'
        yield f'<label class="option">{button}<span{lang}>{escape_text(label)}</span></label>'


def _choice(name: str, label: str, options: Mapping[str, str]) -> Iterator[str]:
    """A list to choose from; the first is chosen at first."""
    choices = "".join(f'<option value="{value}">{escape_text(text)}</option>' for value, text in options.items())
    yield f'<label class="text">{escape_text(label)} <select name="{name}">{choices}</select></label>'


def _text_field(name: str, label: str, *, rows: int) -> Iterator[str]:
    field = (
        f'<textarea name="{name}" rows="{rows}" maxlength="2000"></textarea>'
        if rows
        else f'<input type="text" name="{name}" maxlength="200">'
    )
    yield f'<label class="text">{escape_text(label)} {field}</label>'
