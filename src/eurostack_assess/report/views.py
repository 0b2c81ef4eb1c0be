"""The same answers by the objectives of another instrument, as a section of a report."""

from collections.abc import Iterator

from eurostack_assess.model.base import LocalText
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.view import ViewEdition, ViewResult
from eurostack_assess.report.document import (
    Block,
    Cell,
    Column,
    Entry,
    Heading,
    Paragraph,
    Span,
    Table,
    inline,
    listing,
)
from eurostack_assess.report.questionnaire import cited
from eurostack_assess.report.scores import bar, number_cells, number_columns, scale_column
from eurostack_assess.texts import Texts

SHOWN_PULL = 0.05
"""Points by which an objective must move the score to be named: what prints as 0.1."""


def view_section(view: ViewResult, thresholds: Thresholds, say: Texts) -> Iterator[Block]:
    """The objectives with their numbers, what each edition makes of them, and where editions disagree."""
    language = say.language
    yield Heading(2, say("view.title", name=view.name.in_language(language)))
    yield Paragraph(inline(Span(say("view.derived"), "bad")))
    yield _table(view, thresholds, say)
    yield from listing([_told_edition(one, view, say) for one in view.editions])
    notes = [say("view.level-note"), *([say("view.factors-note")] if _with_factors(view) else [])]
    yield Paragraph(inline(Span(" ".join(notes), "muted")))
    yield from (Paragraph(inline(line)) for line in _notes(view, say))
    sources = [*view.sources, *(source for one in view.editions for source in one.sources)]
    yield from listing([cited(source, say) for source in sources])


def view_in_short(view: ViewResult, say: Texts) -> str:
    """What each edition makes of it, in one sentence."""
    told = [
        say("view.short-of", edition=one.name.in_language(say.language), score=_score(one, say))
        for one in view.editions
    ]
    return say("view.short", name=view.name.in_language(say.language), editions="; ".join(told))


def _score(one: ViewEdition, say: Texts) -> str:
    if one.score is None or one.low is None or one.high is None:
        return say("view.no-score")
    known = say.known(one.coverage or 0.0)
    return say("view.score", score=say.number(one.score, 1), range=say.interval(one.low, one.high), coverage=known)


def objective_name(id_: str, name: LocalText, say: Texts) -> str:
    """As the instrument names it, after the number by which people know it; an id that is a word adds nothing."""
    told = name.in_language(say.language)
    return told if id_ == id_.lower() and not id_.isdigit() else f"{id_} {told}"


def _table(view: ViewResult, thresholds: Thresholds, say: Texts) -> Table:
    with_factors = _with_factors(view)
    columns = [
        Column(say("view.objective")),
        scale_column(say),
        *number_columns(say),
        Column(say("view.factors" if with_factors else "view.questions"), "right"),
    ]
    rows = []
    for one in view.objectives:
        cells: list[Cell] = [
            inline(objective_name(one.id, one.name, say)),
            bar(one, thresholds),
            *number_cells(one, say),
            inline(say("view.of", n=one.factors_asked, all=one.factors) if with_factors else str(len(one.questions))),
        ]
        rows.append(tuple(cells))
    return Table(tuple(columns), tuple(rows))


def _with_factors(view: ViewResult) -> bool:
    """Whether the instrument says more of its objectives than their names."""
    return any(one.factors > 1 for one in view.objectives)


def _told_edition(one: ViewEdition, view: ViewResult, say: Texts) -> Entry:
    name = Span(one.name.in_language(say.language), "strong")
    details = []
    if view.level is not None:
        named = f"{view.level} ({one.levels[view.level].in_language(say.language)})" if one.levels else str(view.level)
        details.append(inline(say("view.lowest", level=named, objectives=say.listing(list(view.weakest)))))
    weights = ", ".join(f"{objective} {say.figure(weight)}" for objective, weight in one.weights.items())
    details.append(inline(Span(say("view.weights", weights=weights), "muted")))
    return Entry(inline(name, ": ", _score(one, say)), tuple(details))


def _notes(view: ViewResult, say: Texts) -> Iterator[str]:
    """Where editions disagree, what nothing is asked about, and what an instrument does not weigh."""
    for one in view.editions[1:]:
        yield from _disagreement(view.editions[0], one, say)
    silent = [objective_name(one.id, one.name, say) for one in view.objectives if not one.questions]
    if silent:
        yield say("view.not-asked", objectives=say.listing(silent))
    if not view.editions:
        yield say("view.unweighed")


def _pulled(id_: str, first: ViewEdition, one: ViewEdition, say: Texts) -> str:
    """What an objective does to the score; with one weight in both, because it is another part of what has a score."""
    key = "same-weight" if first.weights[id_] == one.weights[id_] else "other-weight"
    return say(
        f"view.{key}",
        objective=id_,
        before=say.figure(first.weights[id_]),
        now=say.figure(one.weights[id_]),
        points=f"{'+' if one.pull[id_] > 0 else '−'}{say.number(abs(one.pull[id_]), 1)}",
    )


def _disagreement(first: ViewEdition, one: ViewEdition, say: Texts) -> Iterator[str]:
    names = {"first": first.name.in_language(say.language), "second": one.name.in_language(say.language)}
    pulled = sorted(
        (id_ for id_, pull in one.pull.items() if abs(pull) >= SHOWN_PULL), key=lambda id_: -abs(one.pull[id_])
    )
    if one.score is None or first.score is None:
        return
    difference = one.score - first.score
    way = "same" if abs(difference) < SHOWN_PULL else "higher" if difference > 0 else "lower"
    told = say(f"view.edition-{way}", points=say.number(abs(difference), 1), **names)
    because = [_pulled(id_, first, one, say) for id_ in pulled]
    yield f"{told} {say('view.because', reasons='; '.join(because))}" if because else told
    for level, (before, now) in enumerate(zip(first.levels, one.levels, strict=False)):
        if before != now:
            called = {"before": before.in_language(say.language), "now": now.in_language(say.language)}
            yield say("view.level-renamed", level=level, **called, **names)
