"""A file to a profile, checked against the framework whose questions it answers."""

import re
from collections.abc import Collection, Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path

from eurostack_assess import shipped
from eurostack_assess.errors import MOST_PROBLEMS_FOUND, InvalidInput, Message, Place, Problem, message
from eurostack_assess.model.base import SLUG
from eurostack_assess.model.catalogue import Catalogue, Groups
from eurostack_assess.model.framework import EditionRecord, Framework, Question
from eurostack_assess.model.profile import SELF, SKIPPED, Answer, Dependency, Profile
from eurostack_assess.reading.nodes import parse_yaml
from eurostack_assess.reading.source import PROFILE_LIMIT, read_source
from eurostack_assess.reading.validate import Document, ValuePath, did_you_mean, validated


class ProfileFile:
    """A profile as it stands in a file, not yet checked against a framework."""

    def __init__(self, profile: Profile, document: Document) -> None:
        self.profile = profile
        self._document = document

    @property
    def hash(self) -> str:
        """SHA-256 of the file's text."""
        return self._document.source.hash

    def place_of_answer(self, question: str | None) -> Place:
        """Where a question stands in the file; of one that does not, or of None, where the answers begin."""
        if question is not None and question in self.profile.answers:
            return self._document.key_place("answers", question)._replace(length=len(question))
        return self._document.key_place("answers")._replace(length=1)

    def checked_against(self, framework: Framework, catalogue: Catalogue | None) -> Profile:
        """The profile, every name in it known to the framework and the catalogue.

        A profile without dependencies needs no catalogue. Under an earlier edition that the framework remembers, it may
        name questions, layers and lenses that are gone since; an answer on a rung that is gone counts as skipped.

        Raises:
            InvalidInput: with every answer, finding, lens or dependency that has no place there.
        """
        found = _problems(self.profile, self._document, framework, catalogue)
        if problems := list(islice(found, MOST_PROBLEMS_FOUND)):
            raise InvalidInput(problems)
        record = _record(self.profile, framework)
        if record is None:
            return self.profile
        lost = [
            id_
            for id_ in self.profile.answers
            if id_ in record.questions and _rung_is_gone(self.profile, id_, framework)
        ]
        skipped = {id_: self.profile.answers[id_].model_copy(update={"answer": SKIPPED}) for id_ in lost}
        return self.profile.model_copy(update={"answers": {**self.profile.answers, **skipped}})


def read_profile(path: Path | str) -> ProfileFile:
    """The profile in a file; `-` is standard input.

    Raises:
        CannotReadOrWrite: not a file that can be read.
        InvalidInput: not a profile.
    """
    source = read_source(path, PROFILE_LIMIT)
    document = Document(source, parse_yaml(source))
    return ProfileFile(validated(Profile, document), document)


def _record(profile: Profile, framework: Framework) -> EditionRecord | None:
    """What the framework remembers of the earlier edition under which a profile was answered."""
    return framework.earlier.get(profile.edition or "")


def _rung_is_gone(profile: Profile, question_id: str, framework: Framework) -> bool:
    question, rung = framework.questions.get(question_id), profile.answers[question_id].rung
    return question is not None and rung is not None and rung >= len(question.options)


def _problems(
    profile: Profile, document: Document, framework: Framework, catalogue: Catalogue | None
) -> Iterator[Problem]:
    header = framework.header
    if profile.framework not in (None, header.id):
        what = message("problem.other-framework", named=profile.framework, given=header.id)
        yield document.problem(what, "framework", hint=message("hint.framework-option"))
        return
    remembered = record.questions if (record := _record(profile, framework)) else {}
    parts = {one.part for one in remembered.values()}
    lenses, layers = {*header.lenses, *parts}, {*header.layers, *parts}
    for index, lens in enumerate(profile.lenses):
        if lens not in lenses:
            what = message("problem.no-such-lens", lens=lens)
            yield document.problem(what, "lenses", index, hint=did_you_mean(lens, header.lenses))
    for layer in profile.findings:
        if layer not in layers:
            what = message("problem.no-such-layer", layer=layer)
            yield document.key_problem(what, "findings", layer, hint=did_you_mean(layer, header.layers))
    yield from _indicator_problems(profile, document, layers)
    if catalogue is not None:
        yield from _dependency_problems(profile, document, layers, catalogue)
        yield from _shares_above_one(profile, document, framework, catalogue)
    for question_id, answer in profile.answers.items():
        if question_id in remembered:
            continue
        path = ("answers", question_id)
        yield from answer_problems(question_id, answer, path, profile, document, framework)


def _indicator_problems(profile: Profile, document: Document, layers: Collection[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, figure in enumerate(profile.indicators):
        here = ("indicators", index)
        if figure.layer is not None and figure.layer not in layers:
            hint = did_you_mean(figure.layer, layers)
            yield document.problem(message("problem.no-such-layer", layer=figure.layer), *here, "layer", hint=hint)
        if figure.indicator in seen:
            yield document.problem(message("problem.row-twice", row=figure.indicator), *here, "indicator")
        seen.add(figure.indicator)


def explained(question_id: str, framework: Framework) -> Message:
    """The hint how to see a question in full."""
    own = shipped.framework(framework.header.id) is None
    return message("hint.explain-own" if own else "hint.explain", question=question_id)


def answer_problems(
    question_id: str, answer: Answer, path: ValuePath, profile: Profile, document: Document, framework: Framework
) -> Iterator[Problem]:
    """Why an answer that stands at `path` in a document cannot be one of this profile's."""
    question: Question | None = framework.questions.get(question_id)
    if question is None:
        what = message("problem.no-such-question", question=question_id)
        yield document.key_problem(what, *path, hint=did_you_mean(question_id, framework.questions))
        return
    if not question.applies_to(profile.kind):
        what = message("problem.question-for-other-kind", question=question_id, kind=message(f"kind.{question.scope}"))
        yield document.key_problem(what, *path)
    part = framework.part_of[question_id]
    if part.lens is not None and part.lens not in profile.lenses:
        what = message("problem.question-of-lens", question=question_id, lens=part.lens)
        yield document.key_problem(what, *path, hint=message("hint.name-lens", lens=part.lens))
    top = len(question.options) - 1
    if answer.rung is not None and answer.rung > top:
        what = message("problem.no-such-rung", rung=answer.rung, top=top)
        yield document.problem(what, *path, "answer", hint=explained(question_id, framework))


def _dependency_problems(
    profile: Profile, document: Document, layers: Collection[str], catalogue: Catalogue
) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    own = [one.id for one in profile.dependencies if one.id is not None]
    known = {*own, *catalogue.suppliers}
    if profile.dependencies and profile.country is not None and profile.country not in catalogue.countries:
        yield document.problem(message("problem.no-such-country", country=profile.country), "country")
    for at, one in enumerate(profile.dependencies):
        here = ("dependencies", at)
        if one.layer is not None and one.layer not in layers:
            hint = did_you_mean(one.layer, layers)
            yield document.problem(message("problem.no-such-layer", layer=one.layer), *here, "layer", hint=hint)
        if one.id in seen:
            yield document.problem(message("problem.row-twice", row=one.id), *here, "id")
        seen[one.id or ""] = at
        if one.category is not None and one.category not in catalogue.categories:
            hint = did_you_mean(one.category, catalogue.categories)
            yield document.problem(message("problem.no-such-row", row=one.category), *here, "category", hint=hint)
        for key in ("country", "parent_country", "operator_country"):
            if (code := getattr(one, key)) is not None and code not in catalogue.countries:
                yield document.problem(message("problem.no-such-country", country=code), *here, key)
        yield from _supplier_problems(one, document, catalogue, at)
        yield from _group_problems(one.needs, one.id, known, document, *here, "needs")
        yield from _group_problems(one.runs_on or (), one.id, known, document, *here, "runs_on")
    yield from _contradictions(profile, document)


def _supplier_problems(one: Dependency, document: Document, catalogue: Catalogue, at: int) -> Iterator[Problem]:
    """A word that looks like a misspelt id of the catalogue, and about which nothing else is said, is taken for one."""
    supplier = one.supplier
    if supplier is None or supplier == SELF or supplier in catalogue.suppliers or not re.match(SLUG, supplier):
        return
    says_itself = one.country or one.parent or one.parent_country
    hint = did_you_mean(supplier, catalogue.suppliers)
    if hint is not None and not says_itself:
        what = message("problem.no-such-supplier", supplier=supplier)
        yield document.problem(what, "dependencies", at, "supplier", hint=hint)


def _contradictions(profile: Profile, document: Document) -> Iterator[Problem]:
    """One supplier has one country and one owner, whichever of its services says so."""
    said: dict[tuple[str, str], tuple[str, int]] = {}
    for at, one in enumerate(profile.dependencies):
        for key in ("country", "parent", "parent_country"):
            value = getattr(one, key)
            if one.supplier is None or value is None:
                continue
            first, where = said.setdefault((one.supplier.casefold(), key), (value, at))
            if first != value:
                line = document.place("dependencies", where, key).line
                what = message("problem.other-fact", supplier=one.supplier, first=first, line=line)
                yield document.problem(what, "dependencies", at, key)


def _shares_above_one(
    profile: Profile, document: Document, framework: Framework, catalogue: Catalogue
) -> Iterator[Problem]:
    """Shares are parts of one layer's whole."""
    sums: dict[str, Fraction] = {}
    for at, one in enumerate(profile.dependencies):
        layer = one.layer_in(catalogue, framework.header.layers)
        if layer is None or one.share is None:
            continue
        before = sums.get(layer, Fraction(0))
        sums[layer] = before + Fraction(repr(one.share))
        if before <= 1 < sums[layer]:
            what = message("problem.shares-above-one", layer=layer, sum=f"{float(sums[layer]):.12g}")
            yield document.problem(what, "dependencies", at, "share")


def _group_problems(
    groups: Groups, own: str | None, known: Collection[str], document: Document, *path: str | int
) -> Iterator[Problem]:
    """Members of groups that are not known, or that name what they belong to."""
    for index, group in enumerate(groups):
        for place, member in enumerate(group):
            if member == own:
                yield document.problem(message("problem.needs-itself", row=member), *path, index, place)
            elif member not in known:
                hint = did_you_mean(member, known)
                yield document.problem(message("problem.no-such-need", row=member), *path, index, place, hint=hint)
