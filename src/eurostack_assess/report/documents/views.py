"""The section of a report that scores the same answers by the objectives of another instrument."""

from collections.abc import Iterator

from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.view import ViewEdition, ViewResult
from eurostack_assess.report.document import (
    Block,
    Cell,
    Column,
    Heading,
    ListEntry,
    Paragraph,
    TableBlock,
    TextSpan,
    inline,
    listing,
)
from eurostack_assess.report.documents.questionnaire import format_citation
from eurostack_assess.report.wording.scores import (
    build_bar,
    build_number_cells,
    build_number_columns,
    build_scale_column,
)
from eurostack_assess.report.wording.views import format_objective_name
from eurostack_assess.texts import Texts

MIN_SHOWN_PULL = 0.05
"""Points by which an objective must move the score to be named: what prints as 0.1."""


def build_view_section(view: ViewResult, thresholds: Thresholds, translate: Texts) -> Iterator[Block]:
    """The objectives with their numbers, what each edition makes of them, and where editions disagree."""
    language = translate.language
    yield Heading(2, translate("view.title", name=view.name.in_language(language)))
    yield Paragraph(inline(TextSpan(translate("view.derived"), "bad")))
    yield _table(view, thresholds, translate)
    yield from listing([_edition_entry(edition, view, translate) for edition in view.editions])
    notes = [translate("view.level-note"), *([translate("view.factors-note")] if _has_factors(view) else [])]
    yield Paragraph(inline(TextSpan(" ".join(notes), "muted")))
    yield from (Paragraph(inline(line)) for line in _notes(view, translate))
    sources = [*view.sources, *(source for edition in view.editions for source in edition.sources)]
    yield from listing([format_citation(source, translate) for source in sources])


def format_view_summary(view: ViewResult, translate: Texts) -> str:
    """What each edition makes of it, in one sentence."""
    sentences = [
        translate(
            "view.short-of", edition=edition.name.in_language(translate.language), score=_score(edition, translate)
        )
        for edition in view.editions
    ]
    return translate("view.short", name=view.name.in_language(translate.language), editions="; ".join(sentences))


def _score(edition: ViewEdition, translate: Texts) -> str:
    if edition.score is None or edition.low is None or edition.high is None:
        return translate("view.no-score")
    known = translate.known(edition.coverage or 0.0)
    return translate(
        "view.score",
        score=translate.number(edition.score, 1),
        range=translate.interval(edition.low, edition.high),
        coverage=known,
    )


def _table(view: ViewResult, thresholds: Thresholds, translate: Texts) -> TableBlock:
    has_factors = _has_factors(view)
    columns = [
        Column(translate("view.objective")),
        build_scale_column(translate),
        *build_number_columns(translate),
        Column(translate("view.factors" if has_factors else "view.questions"), "right"),
    ]
    rows = []
    for objective in view.objectives:
        cells: list[Cell] = [
            inline(format_objective_name(objective.id, objective.name, translate)),
            build_bar(objective, thresholds),
            *build_number_cells(objective, translate),
            inline(
                translate("view.of", n=objective.factors_asked, all=objective.factors)
                if has_factors
                else str(len(objective.questions))
            ),
        ]
        rows.append(tuple(cells))
    return TableBlock(tuple(columns), tuple(rows))


def _has_factors(view: ViewResult) -> bool:
    """Whether the instrument says more of its objectives than their names."""
    return any(objective.factors > 1 for objective in view.objectives)


def _edition_entry(edition: ViewEdition, view: ViewResult, translate: Texts) -> ListEntry:
    name = TextSpan(edition.name.in_language(translate.language), "strong")
    details = []
    if view.level is not None:
        level_text = (
            f"{view.level} ({edition.levels[view.level].in_language(translate.language)})"
            if edition.levels
            else str(view.level)
        )
        details.append(
            inline(translate("view.lowest", level=level_text, objectives=translate.listing(list(view.weakest))))
        )
    weights = ", ".join(f"{objective} {translate.figure(weight)}" for objective, weight in edition.weights.items())
    details.append(inline(TextSpan(translate("view.weights", weights=weights), "muted")))
    return ListEntry(inline(name, ": ", _score(edition, translate)), tuple(details))


def _notes(view: ViewResult, translate: Texts) -> Iterator[str]:
    """Where editions disagree, what nothing is asked about, and what an instrument does not weigh."""
    for edition in view.editions[1:]:
        yield from _disagreement(view.editions[0], edition, translate)
    silent = [
        format_objective_name(objective.id, objective.name, translate)
        for objective in view.objectives
        if not objective.questions
    ]
    if silent:
        yield translate("view.not-asked", objectives=translate.listing(silent))
    if not view.editions:
        yield translate("view.unweighed")


def _format_pull(id_: str, first: ViewEdition, second: ViewEdition, translate: Texts) -> str:
    """What an objective does to the score; with one weight in both, because it is another part of what has a score."""
    key = "same-weight" if first.weights[id_] == second.weights[id_] else "other-weight"
    effect = second.weight_effects[id_]
    return translate(
        f"view.{key}",
        objective=id_,
        before=translate.figure(first.weights[id_]),
        now=translate.figure(second.weights[id_]),
        points=f"{'+' if effect > 0 else '−'}{translate.number(abs(effect), 1)}",
    )


def _disagreement(first: ViewEdition, second: ViewEdition, translate: Texts) -> Iterator[str]:
    names = {"first": first.name.in_language(translate.language), "second": second.name.in_language(translate.language)}
    moving_ids = sorted(
        (id_ for id_, pull in second.weight_effects.items() if abs(pull) >= MIN_SHOWN_PULL),
        key=lambda id_: -abs(second.weight_effects[id_]),
    )
    if second.score is None or first.score is None:
        return
    difference = second.score - first.score
    way = "same" if abs(difference) < MIN_SHOWN_PULL else "higher" if difference > 0 else "lower"
    sentence = translate(f"view.edition-{way}", points=translate.number(abs(difference), 1), **names)
    reasons = [_format_pull(id_, first, second, translate) for id_ in moving_ids]
    yield f"{sentence} {translate('view.because', reasons='; '.join(reasons))}" if reasons else sentence
    for level, (before, now) in enumerate(zip(first.levels, second.levels, strict=False)):
        if before != now:
            level_names = {"before": before.in_language(translate.language), "now": now.in_language(translate.language)}
            yield translate("view.level-renamed", level=level, **level_names, **names)
