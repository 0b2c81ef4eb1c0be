"""Which language to speak: `--lang`, then `EUROSTACK_LANG`, then the locale, then English."""

import os
from typing import TYPE_CHECKING

from eurostack_assess.errors import Message, UsageError, message
from eurostack_assess.texts import FALLBACK, languages, texts

if TYPE_CHECKING:
    from eurostack_assess.model.base import LocalText

VARIABLE = "EUROSTACK_LANG"
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def choose(named: str | None, *, strict: bool = True) -> str:
    """The language to speak.

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
    return _of_locale()


def _of_locale() -> str:
    locale = next((value for name in LOCALE_VARIABLES if (value := os.environ.get(name))), "")
    language = locale.partition(".")[0].partition("_")[0].lower()
    return language if language in languages() else FALLBACK


def in_every_language(what: Message) -> "LocalText":
    """A message in every language that the tool speaks."""
    from eurostack_assess.model.base import LocalText

    return LocalText({language: texts(language).message(what) for language in languages()})
