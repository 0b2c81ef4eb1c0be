"""Checks a framework as a whole: its header, its views, and the references between its files."""

from collections.abc import Collection, Iterator, Mapping

from eurostack_assess.errors import Message, Problem, message
from eurostack_assess.model.framework import Cuts, EditionRecord, FrameworkHeader, Instrument
from eurostack_assess.model.question import EarlierAnswers, Question, Questionnaire
from eurostack_assess.reading.ladders import find_missing_texts
from eurostack_assess.reading.validate import SourceDocument, did_you_mean

RESERVED = {"part": "overall", "question": "id"}
"""What tables and results call the whole stack, and the column that tells organisations apart."""


def find_header_problems(header: FrameworkHeader, document: SourceDocument) -> Iterator[Problem]:
    """Every part is named once, every text is there in every language, and levels and thresholds fit."""
    yield from _find_scale_problems(header, document)
    for index, edition in enumerate(header.earlier_editions):
        if edition == header.edition:
            yield document.problem(message("problem.own-edition"), "earlier_editions", index)
    seen: set[str] = set()
    for key in ("layers", "cross_cutting", "lenses", "instruments"):
        for index, part in enumerate(getattr(header, key)):
            if part in seen:
                yield document.problem(message("problem.part-twice", part=part), key, index)
            if part == RESERVED["part"]:
                yield document.problem(message("problem.reserved-id", id=part), key, index)
            seen.add(part)
    yield from find_missing_texts(header.name, header.languages, document, "name")
    if header.terms is not None:
        yield from find_missing_texts(header.terms, header.languages, document, "terms")
    for kind, meaning in header.meaning.items():
        yield from find_missing_texts(meaning, header.languages, document, *("meaning", kind))
    for index, name in enumerate(header.levels):
        yield from find_missing_texts(name, header.languages, document, *("levels", index))


def _find_scale_problems(header: FrameworkHeader, document: SourceDocument) -> Iterator[Problem]:
    top = len(header.levels) - 1
    if header.target > top:
        yield document.problem(message("problem.no-such-level", level=header.target, top=top), "target")
    if header.cuts is not None:
        yield from _find_cut_problems(header.cuts, top, document)
    if header.thresholds.attention > header.thresholds.strong:
        yield document.problem(message("problem.thresholds-crossed"), "thresholds", "attention")
    for key in header.weights:
        if key not in header.layers:
            yield document.key_problem(message("problem.no-such-layer", layer=key), "weights", key)
    if not any(header.weights.get(layer, 1.0) for layer in header.layers):
        yield document.problem(message("problem.weights-sum-to-nothing"), "weights")


def _find_cut_problems(cuts: Cuts, top: int, document: SourceDocument) -> Iterator[Problem]:
    """One cut for each level above 0, each higher than the one before, all within what can be reached."""
    if len(cuts.at) != top:
        yield document.problem(message("problem.other-number-of-cuts", given=len(cuts.at), n=top), "cuts", "at")
    for index, (before, cut) in enumerate(zip((0.0, *cuts.at), cuts.at, strict=False)):
        if cut <= before:
            yield document.problem(message("problem.cuts-fall"), "cuts", "at", index)
        elif cut > cuts.of:
            yield document.problem(message("problem.cut-out-of-reach", of=f"{cuts.of:g}"), "cuts", "at", index)


def find_view_problems(
    header: FrameworkHeader, document: SourceDocument, instruments: dict[str, Instrument]
) -> Iterator[Problem]:
    """An edition weighs every objective of an instrument that the framework has, and names all levels or none."""
    for id_, view in header.views.items():
        path = ("views", id_)
        yield from find_missing_texts(view.name, header.languages, document, *path, "name")
        for index, name in enumerate(view.levels):
            yield from find_missing_texts(name, header.languages, document, *path, "levels", index)
        if view.levels and len(view.levels) != len(header.levels):
            counts = {"given": len(view.levels), "levels": len(header.levels)}
            yield document.problem(message("problem.other-number-of-levels", **counts), *path, "levels")
        if view.instrument not in header.instruments:
            what = message("problem.no-such-instrument", instrument=view.instrument)
            yield document.problem(what, *path, "instrument", hint=did_you_mean(view.instrument, header.instruments))
        elif (instrument := instruments.get(view.instrument)) is not None:
            objectives = [objective.id for objective in instrument.objectives]
            for key in view.weights:
                if key not in objectives:
                    what = message("problem.no-such-reference", instrument=view.instrument, reference=key)
                    yield document.key_problem(what, *path, "weights", key, hint=did_you_mean(key, objectives))
            missing = [objective for objective in objectives if objective not in view.weights]
            if missing:
                yield document.problem(message("problem.not-weighed", objectives=", ".join(missing)), *path, "weights")
        if not any(view.weights.values()):
            yield document.problem(message("problem.weights-sum-to-nothing"), *path, "weights")


def find_unknown_references(
    by_part: Mapping[str, SourceDocument],
    questionnaires: Mapping[str, Questionnaire],
    instruments: Mapping[str, Instrument],
) -> Iterator[Problem]:
    """A question may name what an instrument of the framework has; of other instruments nothing is known."""
    for part, questionnaire in questionnaires.items():
        for question_index, question in enumerate(questionnaire.questions):
            for key in instruments.keys() & question.maps.keys():
                known = instruments[key].references
                for index, reference in enumerate(question.maps[key]):
                    if reference not in known:
                        what = message("problem.no-such-reference", instrument=key, reference=reference)
                        hint = did_you_mean(reference, sorted(known))
                        path = ("questions", question_index, "maps", key, index)
                        yield by_part[part].problem(what, *path, hint=hint)


def find_earlier_problems(
    by_part: Mapping[str, SourceDocument],
    questionnaires: Mapping[str, Questionnaire],
    header: FrameworkHeader,
    records: Mapping[str, EditionRecord],
) -> Iterator[Problem]:
    """What earlier answers prove is said of editions and questions that are remembered, rung by rung."""
    for part, questionnaire in questionnaires.items():
        for position, question in enumerate(questionnaire.questions):
            for index, answers in enumerate(question.earlier):
                path = ("questions", position, "earlier", index)
                if (found := _refuse_earlier(question, answers, header, records)) is not None:
                    what, key = found
                    yield by_part[part].problem(what, *path, *key)


def _refuse_earlier(
    question: Question, answers: EarlierAnswers, header: FrameworkHeader, records: Mapping[str, EditionRecord]
) -> tuple[Message, tuple[str | int, ...]] | None:
    """What is wrong with what earlier answers prove, and where; None: nothing."""
    if answers.edition not in header.earlier_editions:
        return message("problem.no-such-edition", edition=answers.edition), ("edition",)
    id_ = answers.question or question.id
    record = records.get(answers.edition)
    if record is not None and id_ not in record.questions:
        return message("problem.not-in-edition", question=id_, edition=answers.edition), ("question",)
    proven = -1
    for rung, now in enumerate(answers.at_least):
        if now is None:
            continue
        if now >= len(question.options):
            top = len(question.options) - 1
            return message("problem.no-such-rung", rung=now, top=top), ("at_least", rung)
        if now < proven:
            return message("problem.proves-less"), ("at_least", rung)
        proven = now
    return None


def find_scan_problems(
    header: FrameworkHeader, document: SourceDocument, questionnaires: Mapping[str, Questionnaire]
) -> Iterator[Problem]:
    """A scan asks questions that there are, of the kind of profile that it is for, each once.

    Nothing is said while some layer cannot be read.
    """
    if not questionnaires.keys() >= {*header.layers}:
        return
    questions = {
        question.id: question
        for layer in header.layers
        for written in questionnaires[layer].questions
        for question in written.ask_each()
    }
    for id_, scan in header.scans.items():
        path = ("scans", id_)
        yield from find_missing_texts(scan.name, header.languages, document, *path, "name")
        for index, question_id in enumerate(scan.questions):
            question = questions.get(question_id)
            if question is None:
                what, hint = (
                    message("problem.no-such-question", question=question_id),
                    did_you_mean(question_id, questions),
                )
                yield document.problem(what, *path, "questions", index, hint=hint)
            elif not question.applies_to(scan.kind):
                what = message("problem.scan-of-other-kind", question=question_id, kind=message(f"kind.{scan.kind}"))
                yield document.problem(what, *path, "questions", index)
            elif question_id in scan.questions[:index]:
                yield document.problem(message("problem.row-twice", row=question_id), *path, "questions", index)


def find_id_problems(
    by_part: Mapping[str, SourceDocument], questionnaires: Mapping[str, Questionnaire], header: FrameworkHeader
) -> Iterator[Problem]:
    """An id is of one question, and of nothing else that stands beside questions in surveys, tables and results."""
    seen: dict[str, str] = {}
    parts = {*header.layers, *header.cross_cutting, *header.lenses}
    for part, questionnaire in questionnaires.items():
        for index, question in enumerate(questionnaire.questions):
            for id_ in question.ids:
                if (what := _refuse_id(id_, parts, seen)) is not None:
                    yield by_part[part].problem(what, "questions", index, "id")
                seen.setdefault(id_, part)


def _refuse_id(id_: str, parts: Collection[str], seen: Mapping[str, str]) -> Message | None:
    """Why a question cannot have this id; None: it can. `seen`: the part of each id before it."""
    if id_ in seen:
        return message("problem.question-twice", question=id_, part=seen[id_])
    if id_ in parts:
        return message("problem.question-like-part", id=id_)
    return message("problem.reserved-id", id=id_) if id_ == RESERVED["question"] else None
