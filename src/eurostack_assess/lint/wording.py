"""Rules about texts: askable, told apart, the same in every language."""

import re
from collections.abc import Iterator
from itertools import combinations, groupby
from operator import itemgetter

from eurostack_assess.lint.subject import Found, Subject, texts_of
from eurostack_assess.method.editions import ALIKE, alike
from eurostack_assess.model.base import ANY_LANGUAGE, LocalText

QUESTION_MARKS = "?？؟"
_NEXT_SENTENCE = re.compile(r"[^\W\d_]{4}[.!]\s+[^\W\d_]")
"""A sentence that ends and another that begins; a short word before the full stop is more likely an abbreviation."""
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_FIGURE = re.compile(r"\d[\d.,]*(?<![.,])")


def not_one_question(subject: Subject) -> Iterator[Found]:
    """What is asked is one sentence that ends in a question mark."""
    for part, path, question in subject.questions():
        for language, words in question.ask.root.items():
            marks = [at for at, character in enumerate(words) if character in QUESTION_MARKS]
            if marks != [len(words) - 1] or _NEXT_SENTENCE.search(words):
                yield Found(part, (*path, "ask", language))


def same_rungs(subject: Subject) -> Iterator[Found]:
    """No two rungs of a ladder say the same in any language."""
    for part, path, question in subject.questions():
        for language in {language for option in question.options for language in option.text.languages}:
            first: dict[str, int] = {}
            for rung, option in enumerate(question.options):
                said = " ".join(option.text.root.get(language, f"{rung}").split()).casefold()
                if said in first:
                    yield Found(part, (*path, "options", rung, language), {"rung": rung, "other": first[said]})
                first.setdefault(said, rung)


def asked_twice(subject: Subject) -> Iterator[Found]:
    """No two questions to the same kind of profile are nearly the same."""
    questions = list(subject.questions())
    for (_, _, one), (part, path, other) in combinations(questions, 2):
        if (one.scope == other.scope or None in (one.scope, other.scope)) and alike(one, other, ALIKE) >= ALIKE:
            yield Found(part, (*path, "ask"), {"question": one.id})


def half_translated(subject: Subject) -> Iterator[Found]:
    """A language that the framework does not claim, but a questionnaire has begun, is in all of its texts."""
    for part in subject.parts.values():
        texts: list[tuple[tuple[str | int, ...], LocalText, tuple[str | int, ...]]] = [
            (("name",), part.name, ("name",))
        ]
        for at, question in enumerate(part.questions):
            texts += [(("questions", at, "id"), text, path) for path, text in texts_of(question)]
        begun = {language for _, text, _ in texts for language in text.languages}
        for language in sorted(begun - {*subject.header.languages, ANY_LANGUAGE}):
            for place, lacking in groupby((one for one in texts if language not in one[1].languages), itemgetter(0)):
                told = ", ".join(" ".join(map(str, path)) for _, _, path in lacking)
                yield Found(part.id, place, {"language": language, "texts": told})


def placeholders_differ(subject: Subject) -> Iterator[Found]:
    """What stands between braces is the same in every language."""
    yield from _differing(subject, _PLACEHOLDER)


def figures_differ(subject: Subject) -> Iterator[Found]:
    """Figures are the same in every language, however each groups digits and writes decimals."""
    yield from _differing(subject, _FIGURE)


def _differing(subject: Subject, pattern: re.Pattern[str]) -> Iterator[Found]:
    for part, path, question in subject.questions():
        for below, text in texts_of(question):
            first, *others = text.root.items()
            expected = _all(pattern, first[1])
            for language, words in others:
                if (found := _all(pattern, words)) != expected:
                    differing = {"language": language, "other": first[0]}
                    told = {"given": ", ".join(found) or "-", "expected": ", ".join(expected) or "-"}
                    yield Found(part, (*path, *below, language), differing | told)


def _all(pattern: re.Pattern[str], words: str) -> list[str]:
    return sorted(re.sub(r"[.,](?=\d)", "", one) for one in pattern.findall(words))
