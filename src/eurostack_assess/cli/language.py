"""Chooses the language: `--lang`, then `EUROSTACK_LANG`, then the profile's, then the locale, then English."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from eurostack_assess.errors import Message, UsageError, message
from eurostack_assess.texts import FALLBACK, languages, texts

if TYPE_CHECKING:
    from eurostack_assess.model.base import LocalText

VARIABLE = "EUROSTACK_LANG"
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def choose(named: str | None, *of_profiles: str | None, strict: bool = True) -> str:
    """The language to speak.

    Args:
        named: The language asked for with `--lang`.
        of_profiles: The languages of the profiles that it is about; they count where they are one and the same.
        strict: Whether a language without texts is refused.

    Raises:
        UsageError: a language was asked for, by option or variable, in which there are no texts; unless not `strict`.
    """
    for wanted in (named, os.environ.get(VARIABLE)):
        if wanted in languages():
            return wanted
        if wanted and strict:
            raise UsageError(
                message("error.no-such-language", language=wanted),
                message("hint.languages", languages=", ".join(languages())),
            )
    of_all = {*of_profiles}
    own = of_all.pop() if len(of_all) == 1 else None
    return own if own in languages() else _of_locale()


def split_language(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """The language that `--lang` names among the words typed, and the words without it."""
    named: str | None = None
    rest: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--lang":
            named = next(waiting, named)
        elif word.startswith("--lang="):
            named = word.removeprefix("--lang=")
        else:
            rest.append(word)
    return named, rest


def name_language(spoken: str) -> str | None:
    """What has to be given with `--lang` so that this language is spoken about a profile in it; None: nothing."""
    return spoken if spoken in languages() and choose(None, spoken, strict=False) != spoken else None


def spoken_language(wanted: str) -> str:
    """The language itself where there are texts in it, else English: a framework may have others than the tool."""
    return wanted if wanted in languages() else FALLBACK


def _of_locale() -> str:
    locale = next((value for name in LOCALE_VARIABLES if (value := os.environ.get(name))), "")
    language = locale.partition(".")[0].partition("_")[0].lower()
    return language if language in languages() else FALLBACK


def in_every_language(what: Message) -> "LocalText":
    """A message in every language that the tool speaks."""
    from eurostack_assess.model.base import LocalText

    return LocalText({language: texts(language).message(what) for language in languages()})
