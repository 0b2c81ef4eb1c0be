"""Step 18, an older edition: what is remembered of its questions, and what has become of them since.

A translation that is added changes nothing: wordings are compared in the languages that both editions have.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from eurostack_assess.model.assessment import OlderEdition
from eurostack_assess.model.framework import Change, EditionRecord, Framework, Question, Questionnaire, QuestionRecord
from eurostack_assess.model.profile import Profile


def record(framework: Framework) -> EditionRecord:
    """What later editions must remember of this one."""
    return EditionRecord(edition=framework.header.edition, questions=question_records(framework.parts))


def question_records(parts: Iterable[Questionnaire]) -> dict[str, QuestionRecord]:
    """What must be remembered of the questions of some parts, by their ids."""
    return {one.id: question_record(one, part.id) for part in parts for one in part.questions}


def question_record(question: Question, part: str) -> QuestionRecord:
    """What must be remembered of a question in a part."""
    return QuestionRecord(
        part=part,
        scope=question.scope,
        weight=question.weight,
        asked=_asked(question),
        counted=_counted(question),
    )


def changes(before: QuestionRecord, now: QuestionRecord) -> tuple[Change, ...]:
    """What became of a question."""
    common = before.asked.keys() & now.asked.keys()
    found: dict[Change, bool] = {
        "moved": (before.part, before.scope) != (now.part, now.scope),
        "asked": any(before.asked[language] != now.asked[language] for language in common),
        "counted": before.counted != now.counted,
        "weighed": before.weight != now.weight,
    }
    return tuple(change for change, holds in found.items() if holds)


def older(framework: Framework, profile: Profile) -> OlderEdition | None:
    """What became of the questions that a profile answers, where it answered them under another edition."""
    if profile.edition in (None, framework.header.edition):
        return None
    edition = profile.edition or ""
    asked = {
        question.id
        for part in framework.parts_for(profile.lenses)
        for question in part.questions
        if question.applies_to(profile.kind)
    }
    known = framework.earlier.get(edition)
    now = question_records(framework.parts)
    then: Mapping[str, QuestionRecord] = known.questions if known else {}
    return OlderEdition(
        edition=edition,
        known=known is not None,
        changed=dict(_changed(then, now, [id_ for id_ in profile.answers if id_ in asked])),
        gone=tuple(id_ for id_ in profile.answers if id_ not in asked),
        parts_gone=_parts_gone(framework, profile),
        new=tuple(id_ for id_ in now if known and id_ in asked and id_ not in then),
    )


def _parts_gone(framework: Framework, profile: Profile) -> tuple[str, ...]:
    """Lenses and layers that it names and that are not there."""
    services, figures = profile.dependencies, profile.indicators
    layers = [*profile.findings, *(one.layer for one in services), *(one.layer for one in figures)]
    gone = [lens for lens in profile.lenses if lens not in framework.header.lenses]
    gone += [layer for layer in layers if layer is not None and layer not in framework.header.layers]
    return tuple(dict.fromkeys(gone))


def _changed(
    then: Mapping[str, QuestionRecord], now: Mapping[str, QuestionRecord], answered: list[str]
) -> Iterator[tuple[str, tuple[Change, ...]]]:
    for id_ in answered:
        if id_ in then and (found := changes(then[id_], now[id_])):
            yield id_, found


def _asked(question: Question) -> dict[str, str]:
    """By language, what tells its wording and that of its rungs from another."""
    languages = {
        language for text in (question.ask, *(one.text for one in question.options)) for language in text.languages
    }
    return {
        language: _digest([question.ask.root.get(language), *(one.text.root.get(language) for one in question.options)])
        for language in sorted(languages)
    }


def _counted(question: Question) -> str:
    """What tells one way of counting its rungs from another."""
    rungs = [[one.value, one.level] for one in question.options]
    return _digest([question.role, question.target, question.floor, rungs])


def _digest(said: object) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:12]
