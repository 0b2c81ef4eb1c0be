"""Editions in words: a note on answers given under another edition, and the changes to a question."""

from collections.abc import Sequence

from eurostack_assess.model.edition_drift import EditionDrift
from eurostack_assess.model.editions import EditionDiff
from eurostack_assess.model.framework import Change
from eurostack_assess.texts import Texts


def format_older_edition(name: str, older: EditionDrift, translate: Texts) -> str:
    """In one line that somebody's answers were given under another edition."""
    about = {"name": name, "edition": older.edition}
    if not older.known:
        return translate("edition.party-unknown", **about)
    changed = [*older.carried, *older.changed, *older.removed, *older.removed_parts]
    return (
        translate("edition.party-changed", **about, what=translate.listing(changed))
        if changed
        else translate("edition.party-same", **about)
    )


def format_changes(changes: Sequence[Change], translate: Texts) -> str:
    """What became of a question, in words."""
    return translate.listing([translate(f"change.{change}") for change in changes])


def format_diff_title(result: EditionDiff, translate: Texts) -> str:
    """The title of a comparison of two editions."""
    name = result.name.in_language(translate.language)
    return translate("edition.title", name=name, before=result.before.edition, now=result.now.edition)
