"""Step 20, an older edition: what is recorded about its questions, and how they have changed since.

An added translation changes nothing: wordings are compared in the languages that both editions have.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from eurostack_assess.method.carry_over import says_what_is_proven
from eurostack_assess.model.edition_drift import EditionDrift
from eurostack_assess.model.framework import Change, EditionRecord, Framework, QuestionRecord
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.question import Question, Questionnaire
from eurostack_assess.model.vocabulary import KNOWN_STATES


def build_edition_record(framework: Framework) -> EditionRecord:
    """What later editions must remember of this one."""
    return EditionRecord(edition=framework.header.edition, questions=build_question_records(framework.parts))


def build_question_records(parts: Iterable[Questionnaire]) -> dict[str, QuestionRecord]:
    """What must be remembered of the questions of some parts, by their ids."""
    return {question.id: build_question_record(question, part.id) for part in parts for question in part.questions}


def build_question_record(question: Question, part: str) -> QuestionRecord:
    """What must be remembered of a question in a part."""
    return QuestionRecord(
        part=part,
        scope=question.scope,
        weight=question.weight,
        wording_hashes=_hash_wording(question),
        scoring_hash=_hash_scoring(question),
    )


def find_changes(before: QuestionRecord, now: QuestionRecord) -> tuple[Change, ...]:
    """What became of a question."""
    common = before.wording_hashes.keys() & now.wording_hashes.keys()
    found: dict[Change, bool] = {
        "moved": (before.part, before.scope) != (now.part, now.scope),
        "asked": any(before.wording_hashes[language] != now.wording_hashes[language] for language in common),
        "counted": before.scoring_hash != now.scoring_hash,
        "weighed": before.weight != now.weight,
    }
    return tuple(change for change, holds in found.items() if holds)


def detect_edition_drift(framework: Framework, profile: Profile) -> EditionDrift | None:
    """What became of the questions that a profile answers, where it answered them under another edition."""
    if profile.edition in (None, framework.header.edition):
        return None
    edition = profile.edition or ""
    asked_ids = {
        question.id
        for part in framework.parts_for(profile.lenses)
        for question in part.questions
        if question.applies_to(profile.kind)
    }
    known = framework.earlier_editions.get(edition)
    carried = [
        id_
        for id_, answer in profile.answers.items()
        if id_ in asked_ids and answer.state in KNOWN_STATES and says_what_is_proven(framework.questions[id_], edition)
    ]
    new_records = build_question_records(framework.parts)
    old_records: Mapping[str, QuestionRecord] = known.questions if known else {}
    return EditionDrift(
        edition=edition,
        known=known is not None,
        changed=dict(
            _find_changed_questions(
                old_records, new_records, [id_ for id_ in profile.answers if id_ in asked_ids and id_ not in carried]
            )
        ),
        removed=tuple(id_ for id_ in profile.answers if id_ not in asked_ids),
        removed_parts=_find_removed_parts(framework, profile),
        new=tuple(
            id_ for id_ in new_records if known and id_ in asked_ids and id_ not in old_records and id_ not in carried
        ),
        carried=tuple(carried),
    )


def _find_removed_parts(framework: Framework, profile: Profile) -> tuple[str, ...]:
    """Lenses and layers that it names and that are not there."""
    services, figures = profile.dependencies, profile.indicators
    layers = [*profile.findings, *(service.layer for service in services), *(figure.layer for figure in figures)]
    missing = [lens for lens in profile.lenses if lens not in framework.header.lenses]
    missing += [layer for layer in layers if layer is not None and layer not in framework.header.layers]
    return tuple(dict.fromkeys(missing))


def _find_changed_questions(
    old_records: Mapping[str, QuestionRecord], new_records: Mapping[str, QuestionRecord], answered: list[str]
) -> Iterator[tuple[str, tuple[Change, ...]]]:
    for id_ in answered:
        if id_ in old_records and (found := find_changes(old_records[id_], new_records[id_])):
            yield id_, found


def _hash_wording(question: Question) -> dict[str, str]:
    """By language, what tells its wording and that of its rungs from another."""
    languages = {
        language
        for text in (question.ask, *(option.as_written for option in question.options))
        for language in text.languages
    }
    return {
        language: _digest(
            [question.ask.root.get(language), *(option.as_written.root.get(language) for option in question.options)]
        )
        for language in sorted(languages)
    }


def _hash_scoring(question: Question) -> str:
    """What tells one way of counting its rungs from another."""
    rungs = [[option.value, option.level] for option in question.options]
    counts = [question.count.model_dump()] if question.count else []
    return _digest([question.role, question.target, question.floor, rungs, *counts])


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:12]
