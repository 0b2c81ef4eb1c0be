"""Rules about texts: one clear question, no repeated rungs or questions, the same content in every language."""

import re
from collections.abc import Iterator
from itertools import combinations, groupby
from operator import itemgetter

from eurostack_assess.lint.subject import RuleViolation, Subject, iterate_texts
from eurostack_assess.method.editions import MIN_SIMILARITY, measure_similarity
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText

QUESTION_MARKS = "?？؟"
_NEXT_SENTENCE = re.compile(r"[^\W\d_]{4}[.!]\s+[^\W\d_]")
"""A sentence that ends and another that begins; a short word before the full stop is more likely an abbreviation."""
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_FIGURE = re.compile(r"\d[\d.,]*(?<![.,])")


def not_one_question(subject: Subject) -> Iterator[RuleViolation]:
    """What is asked is one sentence that ends in a question mark."""
    for part, path, question in subject.questions():
        for language, words in question.ask.root.items():
            marks = [index for index, character in enumerate(words) if character in QUESTION_MARKS]
            if marks != [len(words) - 1] or _NEXT_SENTENCE.search(words):
                yield RuleViolation(part, (*path, "ask", language))


def same_rungs(subject: Subject) -> Iterator[RuleViolation]:
    """No two rungs of a ladder say the same in any language."""
    for part, path, question in subject.questions():
        for language in {language for option in question.options for language in option.text.languages}:
            first: dict[str, int] = {}
            for rung, option in enumerate(question.options):
                wording = " ".join(option.text.root.get(language, f"{rung}").split()).casefold()
                if wording in first:
                    yield RuleViolation(
                        part, (*path, "options", rung, language), {"rung": rung, "other": first[wording]}
                    )
                first.setdefault(wording, rung)


def asked_twice(subject: Subject) -> Iterator[RuleViolation]:
    """No two questions to the same kind of profile are nearly the same."""
    questions = [
        (part.id, index, question) for part in subject.parts.values() for index, question in enumerate(part.questions)
    ]
    for (first_part, first_index, first), (part, index, second) in combinations(questions, 2):
        if subject.find_position(first_part, first_index) == subject.find_position(part, index):
            continue
        if (first.scope == second.scope or None in (first.scope, second.scope)) and measure_similarity(
            first, second, MIN_SIMILARITY
        ) >= MIN_SIMILARITY:
            yield RuleViolation(part, ("questions", index, "ask"), {"question": first.id})


def half_translated(subject: Subject) -> Iterator[RuleViolation]:
    """A language that the framework does not claim, but a questionnaire has begun, is in all of its texts."""
    for part in subject.parts.values():
        texts: list[tuple[tuple[str | int, ...], LocalText, tuple[str | int, ...]]] = [
            (("name",), part.name, ("name",))
        ]
        for index, question in enumerate(part.questions):
            texts += [(("questions", index, "id"), text, path) for path, text in iterate_texts(question)]
        begun = {language for _, text, _ in texts for language in text.languages}
        for language in sorted(begun - {*subject.header.languages, ANY_LANGUAGE}):
            for place, lacking in groupby(
                (entry for entry in texts if language not in entry[1].languages), itemgetter(0)
            ):
                lacking_paths = ", ".join(" ".join(map(str, path)) for _, _, path in lacking)
                yield RuleViolation(part.id, place, {"language": language, "texts": lacking_paths})


def placeholders_differ(subject: Subject) -> Iterator[RuleViolation]:
    """What stands between braces is the same in every language."""
    yield from _find_differences(subject, _PLACEHOLDER)


def figures_differ(subject: Subject) -> Iterator[RuleViolation]:
    """Figures are the same in every language, however each groups digits and writes decimals."""
    yield from _find_differences(subject, _FIGURE)


def _find_differences(subject: Subject, pattern: re.Pattern[str]) -> Iterator[RuleViolation]:
    for part, path, question in subject.questions():
        for below, text in iterate_texts(question):
            first, *other_texts = text.root.items()
            expected = _find_all(pattern, first[1])
            for language, words in other_texts:
                if (found := _find_all(pattern, words)) != expected:
                    differing = {"language": language, "other": first[0]}
                    values = {"given": ", ".join(found) or "-", "expected": ", ".join(expected) or "-"}
                    yield RuleViolation(part, (*path, *below, language), differing | values)


def _find_all(pattern: re.Pattern[str], words: str) -> list[str]:
    return sorted(re.sub(r"[.,](?=\d)", "", match_text) for match_text in pattern.findall(words))
