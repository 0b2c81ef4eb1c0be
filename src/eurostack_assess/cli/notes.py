"""Prints notes about input files on standard error."""

from eurostack_assess.cli.streams import note
from eurostack_assess.subjects.subject import Subject
from eurostack_assess.texts import Texts, texts

SHORT_LIST = 20
"""Lines of a kind that are listed, unless all are asked for."""


def note_unconfirmed(subject: Subject, language: str) -> None:
    """Note how many answers of a session do not count."""
    if subject.unconfirmed:
        note(texts(language)("assess.to-confirm", n=subject.unconfirmed, file=str(subject.path)))


def note_list(lines: list[str], translate: Texts, *, everything: bool, indent: str = "  ") -> None:
    """Note the lines of a list, and how many are left out."""
    shown = lines if everything else lines[:SHORT_LIST]
    for line in shown:
        note(f"{indent}{line}")
    if len(shown) < len(lines):
        note(f"{indent}{translate('report.more', n=len(lines) - len(shown))}")
