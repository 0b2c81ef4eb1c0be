"""Questions as a survey that LimeSurvey imports, in all their languages, and the map for reading its results.

The format is LimeSurvey's "tab separated values survey structure". LimeSurvey reads backslashes and quotes in its own
way, texts as HTML, and braces as expressions, so none of these characters is ever written to a cell as it is.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence

from eurostack_assess.inert import escape_active
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.question import Question, Questionnaire
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.model.workshop import SURVEY_CODES
from eurostack_assess.report.exports.yaml_text import YamlValue, format_block
from eurostack_assess.texts import FALLBACK, Texts, languages, texts

BYTE_ORDER_MARK = "\ufeff"
COLUMNS = (
    "class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory", "other",
    "default", "same_default",
)  # fmt: skip
LIST_WITH_COMMENT = "O"
MAP_ENDING = ".map.yaml"
"""What the name of the map ends in that goes with a survey."""

CODE_LENGTH = 20
"""Of a question, in LimeSurvey."""
RESERVED = {"lang", "sid", "savedid", "token", "qid", "gid", "sgq", "self", "that", "this", "time", "other"}

_BREAKS = re.compile(r"\s+")
SurveyRow = Mapping[str, str]


def render_lime_survey(framework: Framework, parts: Sequence[Questionnaire], kind: Kind, language: str) -> bytes:
    """The survey's structure, as a file: every question of these parts to this kind of profile."""
    rows = list(_LimeSurvey(framework, parts, kind, language).rows())
    lines = ["\t".join(COLUMNS), *("\t".join(row.get(column, "") for column in COLUMNS) for row in rows)]
    return f"{BYTE_ORDER_MARK}{chr(10).join(lines)}\n".encode()


def render_survey_map(parts: Sequence[Questionnaire], kind: Kind) -> str:
    """The map, as YAML: which column is which question, and what its codes of answers mean."""
    codes = assign_question_codes(_select_questions(parts, kind))
    option_count = max((len(question.options) for question in _select_questions(parts, kind)), default=0)
    values: dict[str, YamlValue] = {f"R{rung}": rung for rung in range(option_count)}
    map_: dict[str, YamlValue] = {
        "columns": codes,
        "notes": {id_: f"{code}[comment]" for id_, code in codes.items()},
        "values": {**values, **SURVEY_CODES},
    }
    return "".join(f"{line}\n" for line in format_block(map_))


def assign_question_codes(questions: Sequence[Question]) -> dict[str, str]:
    """By id, the code that a question has in the survey: letters and digits only, each once."""
    codes: dict[str, str] = {}
    taken = set(RESERVED)
    for question in questions:
        stem = question.id.replace("-", "")
        stem = (stem if stem[0].isalpha() else f"q{stem}")[:CODE_LENGTH]
        candidates = (
            stem if n == 1 else f"{stem[: CODE_LENGTH - 3]}{n}" for n in range(1, len(questions) + len(RESERVED) + 1)
        )
        codes[question.id] = next(code for code in candidates if code not in taken)
        taken.add(codes[question.id])
    return codes


def _select_questions(parts: Sequence[Questionnaire], kind: Kind) -> list[Question]:
    return [question for part in parts for question in part.questions_for(kind)]


class _LimeSurvey:
    def __init__(self, framework: Framework, parts: Sequence[Questionnaire], kind: Kind, language: str) -> None:
        self.framework = framework
        self.parts = [(part, _select_questions([part], kind)) for part in parts if _select_questions([part], kind)]
        self.codes = assign_question_codes(_select_questions(parts, kind))
        own = framework.header.languages
        self.languages = (
            [language, *(other_language for other_language in own if other_language != language)]
            if language in own
            else list(own)
        )

    def rows(self) -> Iterator[SurveyRow]:
        first, *others = self.languages
        yield {"class": "S", "name": "sid", "text": self._number()}
        yield {"class": "S", "name": "language", "text": first}
        if others:
            yield {"class": "S", "name": "additional_languages", "text": " ".join(others)}
        yield {"class": "S", "name": "format", "text": "G"}
        yield {"class": "S", "name": "allowprev", "text": "Y"}
        yield {"class": "S", "name": "allowsave", "text": "Y"}
        for language in self.languages:
            yield from self._about(language)
        for language in self.languages:
            for number, (part, questions) in enumerate(self.parts, start=1):
                yield from self._group(number, part, questions, language)

    def _number(self) -> str:
        """A survey needs a number; the same questions ask for the same one."""
        return str(100_000 + int(self.framework.hash[:12], 16) % 900_000) if _is_hash(self.framework.hash) else "100000"

    def _about(self, language: str) -> Iterator[SurveyRow]:
        header, translate = self.framework.header, _texts(language)
        titles = {"surveyls_title": header.name}
        if header.terms is not None:
            titles["surveyls_welcometext"] = header.terms
        for name, text in titles.items():
            yield {"class": "SL", "name": name, "text": _cell(text, language), "language": language}
        yield {
            "class": "SL",
            "name": "surveyls_endtext",
            "text": _escape_cell(translate("lime.thanks")),
            "language": language,
        }

    def _group(
        self, number: int, part: Questionnaire, questions: Sequence[Question], language: str
    ) -> Iterator[SurveyRow]:
        yield {
            "class": "G", "type/scale": str(number), "name": _cell(part.name, language), "relevance": "1",
            "language": language,
        }  # fmt: skip
        for question in questions:
            yield from self._question(question, language)

    def _question(self, question: Question, language: str) -> Iterator[SurveyRow]:
        translate = _texts(language)
        yield {
            "class": "Q", "type/scale": LIST_WITH_COMMENT, "name": self.codes[question.id], "relevance": "1",
            "text": _cell(question.ask, language), "help": _help(question, translate), "language": language,
            "mandatory": "N", "other": "N", "same_default": "0",
        }  # fmt: skip
        rungs = {f"R{rung}": _cell(option.text, language) for rung, option in enumerate(question.options)}
        words = {code: _escape_cell(translate(f"state.{word}")) for code, word in SURVEY_CODES.items()}
        for code, text in (rungs | words).items():
            yield {"class": "A", "type/scale": "0", "name": code, "text": text, "language": language}


def _is_hash(text: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{12,}", text) is not None


def _texts(language: str) -> Texts:
    """The tool's words in a language, or in English where it does not speak it."""
    return texts(language if language in languages() else FALLBACK)


def _help(question: Question, translate: Texts) -> str:
    paragraphs = [question.why.in_language(translate.language)] if question.why else []
    if question.evidence:
        paragraphs.append(translate("lime.evidence", evidence=question.evidence.in_language(translate.language)))
    return "<br />".join(map(_escape_cell, paragraphs))


def _cell(text: LocalText, language: str) -> str:
    return _escape_cell(text.in_language(language))


def _escape_cell(text: str) -> str:
    """A text as HTML in a cell: on one line, without quotes, braces or backslashes."""
    escaped = html.escape(_BREAKS.sub(" ", escape_active(text)).strip(), quote=True)
    return escaped.replace("{", "&#123;").replace("}", "&#125;").replace("\\", "&#92;")
