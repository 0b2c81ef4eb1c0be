"""Reads a profile from a file, and checks it against the framework whose questions it answers."""

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from eurostack_assess import shipped
from eurostack_assess.errors import MAX_PROBLEMS_FOUND, InvalidInputError, Message, Place, Problem, message
from eurostack_assess.model.base import SLUG
from eurostack_assess.model.catalogue import Catalogue, RequirementGroups
from eurostack_assess.model.framework import EditionRecord, Framework
from eurostack_assess.model.profile import SELF, Answer, Dependency, Profile
from eurostack_assess.model.question import Question
from eurostack_assess.model.rungs import DONT_KNOW, RungBounds, fit_value
from eurostack_assess.model.vocabulary import KINDS
from eurostack_assess.reading.guesses import guess_decimal
from eurostack_assess.reading.source import PROFILE_LIMIT, read_source
from eurostack_assess.reading.validate import SourceDocument, ValuePath, did_you_mean, parse_document, validate_document


class ProfileFile:
    """A profile as it stands in a file, not yet checked against a framework."""

    def __init__(self, profile: Profile, document: SourceDocument) -> None:
        self.profile = profile
        self._document = document

    @property
    def hash(self) -> str:
        """SHA-256 of the file's text."""
        return self._document.source.hash

    def get_answer_place(self, question: str | None) -> Place:
        """Where a question stands in the file; of one that does not, or of None, where the answers begin."""
        if question is not None and question in self.profile.answers:
            return self._document.key_place("answers", question)._replace(length=len(question))
        return self._document.key_place("answers")._replace(length=1)

    def validate_against(self, framework: Framework, catalogue: Catalogue | None) -> Profile:
        """The profile, every name in it known to the framework and the catalogue.

        A profile without dependencies needs no catalogue. Under an earlier edition that the framework remembers, it may
        name questions, layers and lenses that are gone since; of an answer, the rungs that are gone are left out, and
        an answer with none left counts as skipped. A partial answer that says one rung, or all, is taken as that.

        Raises:
            InvalidInputError: with every answer, finding, lens or dependency that has no place there.
        """
        found = _find_problems(self.profile, self._document, framework, catalogue)
        if problems := list(islice(found, MAX_PROBLEMS_FOUND)):
            raise InvalidInputError(problems)
        fitted = {
            id_: _fit_answer(answer, framework.questions.get(id_)) for id_, answer in self.profile.answers.items()
        }
        if all(fitted[id_] is answer for id_, answer in self.profile.answers.items()):
            return self.profile
        return self.profile.model_copy(update={"answers": fitted})

    def find_doubtful_answers(self, framework: Framework) -> Iterator[Problem]:
        """Answers that a person should look at again.

        Bounds without evidence, or that say one rung, or nothing; and "don't know" although there is evidence.
        """
        for id_, answer in self.profile.answers.items():
            question = framework.questions.get(id_)
            doubt = _find_doubt(answer, question, self.profile) if question else None
            if doubt is not None:
                yield self._document.problem(doubt, "answers", id_, "answer")


def read_profile(path: Path | str) -> ProfileFile:
    """The profile in a file; `-` is standard input.

    Raises:
        FileAccessError: not a file that can be read.
        InvalidInputError: not a profile.
    """
    source = read_source(path, PROFILE_LIMIT)
    document = parse_document(source)
    return ProfileFile(validate_document(Profile, document), document)


def salvage_profile(path: Path | str, error: InvalidInputError) -> Iterator[ProfileFile]:
    """What of a refused profile can be read, once for each kind that it may be of, so that the rest is checked too.

    Whatever has a problem is left out: an answer by itself, anything else with its whole key.

    Args:
        path: The file, not standard input.
        error: Why it was refused.
    """
    source = read_source(path, PROFILE_LIMIT)
    try:
        document = parse_document(source)
    except InvalidInputError:  # not even YAML
        return
    if not isinstance(document.plain, dict):
        return
    broken = {(problem.place.line, problem.place.column) for problem in error.problems}
    kept = {key: value for key, value in document.plain.items() if not _is_broken(document, broken, key)}
    answers = document.plain.get("answers")
    if isinstance(answers, dict):
        kept["answers"] = {
            id_: value for id_, value in answers.items() if not _is_broken(document, broken, "answers", id_)
        }
    kinds = (kept["kind"],) if "kind" in kept else KINDS
    for kind in kinds:
        with suppress(ValidationError):
            profile = Profile.model_validate({"name": "?", **kept, "kind": kind})
            yield ProfileFile(profile, document)


def _is_broken(document: SourceDocument, broken: Collection[tuple[int, int]], *path: str) -> bool:
    """Whether any of these places is in the value at a path, or is its key."""
    return any(
        (place.line, place.column) in broken for place in (document.key_place(*path), *document.list_places(*path))
    )


def _get_record(profile: Profile, framework: Framework) -> EditionRecord | None:
    """What the framework remembers of the earlier edition under which a profile was answered."""
    return framework.earlier_editions.get(profile.edition or "")


def _find_doubt(answer: Answer, question: Question, profile: Profile) -> Message | None:
    """What is doubtful about an answer to a question."""
    if question.passes_over(profile.extent):
        if profile.kind == "region":
            return message("doubt.not-asked-of-so-few", question=question.id, n=question.asked_from)
        return message("doubt.not-asked-of-so-small", question=question.id, size=message(f"size.{profile.size}"))
    has_evidence = answer.evidence is not None or answer.source is not None
    if answer.answer == DONT_KNOW and has_evidence:
        return message("doubt.evidence-of-nothing", question=question.id)
    if not isinstance(answer.answer, RungBounds):
        return None
    value = answer.answer.simplify(len(question.options) - 1)
    if isinstance(value, int):
        return message("doubt.one-rung", question=question.id, rung=value)
    if value == DONT_KNOW:
        return message("doubt.all-rungs", question=question.id)
    return None if has_evidence else message("doubt.no-evidence", question=question.id)


def _fit_answer(answer: Answer, question: Question | None) -> Answer:
    """The answer on the ladder as it now is, in the simplest way; the same one where that changes nothing."""
    if question is None:
        return answer
    fitted = fit_value(answer.answer, len(question.options) - 1)
    return answer if fitted == answer.answer else answer.model_copy(update={"answer": fitted})


def _find_problems(
    profile: Profile, document: SourceDocument, framework: Framework, catalogue: Catalogue | None
) -> Iterator[Problem]:
    header = framework.header
    if profile.framework not in (None, header.id):
        what = message("problem.other-framework", named=profile.framework, given=header.id)
        yield document.problem(what, "framework", hint=message("hint.framework-option"))
        return
    remembered = record.questions if (record := _get_record(profile, framework)) else {}
    parts = {question_record.part for question_record in remembered.values()}
    lenses, layers = {*header.lenses, *parts}, {*header.layers, *parts}
    for index, lens in enumerate(profile.lenses):
        if lens not in lenses:
            what = message("problem.no-such-lens", lens=lens)
            yield document.problem(what, "lenses", index, hint=did_you_mean(lens, header.lenses))
    for layer in profile.findings:
        if layer not in layers:
            what = message("problem.no-such-layer", layer=layer)
            yield document.key_problem(what, "findings", layer, hint=did_you_mean(layer, header.layers))
    yield from _find_extent_problems(profile, document)
    yield from _find_indicator_problems(profile, document, layers)
    if catalogue is not None:
        yield from _find_dependency_problems(profile, document, layers, catalogue)
        yield from _find_share_overflows(profile, document, framework, catalogue)
    yield from _find_empty_answers(document, framework, remembered)
    for question_id, answer in profile.answers.items():
        if question_id in remembered:
            continue
        path = ("answers", question_id)
        yield from find_answer_problems(
            question_id, answer, path=path, profile=profile, document=document, framework=framework
        )


def _find_empty_answers(
    document: SourceDocument, framework: Framework, remembered: Collection[str]
) -> Iterator[Problem]:
    """Keys without an answer that are no question, such as the 5 of `{exit: 1,5}`; a question may be without one."""
    answers = document.plain.get("answers") if isinstance(document.plain, dict) else None
    for id_, value in (answers if isinstance(answers, dict) else {}).items():
        if value is None and id_ not in framework.questions and id_ not in remembered:
            hint = guess_decimal(answers, id_) or did_you_mean(id_, framework.questions)
            yield document.key_problem(message("problem.no-such-question", question=id_), "answers", id_, hint=hint)


def _find_layer_problem(
    layer: str | None, layers: Collection[str], document: SourceDocument, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    if layer is not None and layer not in layers:
        what = message("problem.no-such-layer", layer=layer)
        yield document.problem(what, *path, "layer", hint=did_you_mean(layer, layers))


def _find_extent_problems(profile: Profile, document: SourceDocument) -> Iterator[Problem]:
    if profile.population is not None and profile.kind != "region":
        yield document.key_problem(message("problem.population-of-no-region"), "population")
    if profile.size is not None and profile.kind != "organisation":
        yield document.key_problem(message("problem.size-of-no-organisation"), "size")


def _find_indicator_problems(profile: Profile, document: SourceDocument, layers: Collection[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, figure in enumerate(profile.indicators):
        path = ("indicators", index)
        yield from _find_layer_problem(figure.layer, layers, document, path)
        if figure.indicator in seen:
            yield document.problem(message("problem.row-twice", row=figure.indicator), *path, "indicator")
        seen.add(figure.indicator)


def build_explain_hint(question_id: str, framework: Framework) -> Message:
    """The hint how to see a question in full."""
    is_custom = shipped.find_framework(framework.header.id) is None
    return message("hint.explain-own" if is_custom else "hint.explain", question=question_id)


def find_answer_problems(
    question_id: str, answer: Answer, path: ValuePath, profile: Profile, document: SourceDocument, framework: Framework
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
    named = answer.answer.highest_named if isinstance(answer.answer, RungBounds) else answer.rung
    if named is not None and named > top:
        what = message("problem.no-such-rung", rung=named, top=top)
        yield document.problem(what, *path, "answer", hint=build_explain_hint(question_id, framework))


def _find_dependency_problems(
    profile: Profile, document: SourceDocument, layers: Collection[str], catalogue: Catalogue
) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    own_ids = [dependency.id for dependency in profile.dependencies if dependency.id is not None]
    known = {*own_ids, *catalogue.suppliers}
    if profile.dependencies and profile.country is not None and profile.country not in catalogue.countries:
        yield document.problem(message("problem.no-such-country", country=profile.country), "country")
    for index, dependency in enumerate(profile.dependencies):
        path = ("dependencies", index)
        yield from _find_layer_problem(dependency.layer, layers, document, path)
        if dependency.id in seen:
            yield document.problem(message("problem.row-twice", row=dependency.id), *path, "id")
        seen[dependency.id or ""] = index
        if dependency.category is not None and dependency.category not in catalogue.categories:
            hint = did_you_mean(dependency.category, catalogue.categories)
            yield document.problem(
                message("problem.no-such-row", row=dependency.category), *path, "category", hint=hint
            )
        for key in ("country", "parent_country", "operator_country"):
            if (code := getattr(dependency, key)) is not None and code not in catalogue.countries:
                yield document.problem(message("problem.no-such-country", country=code), *path, key)
        yield from _find_supplier_problems(dependency, document, catalogue, index)
        yield from _find_group_problems(dependency.needs, dependency.id, known, document, *path, "needs")
        yield from _find_group_problems(dependency.runs_on or (), dependency.id, known, document, *path, "runs_on")
    yield from _find_contradictions(profile, document)


def _find_supplier_problems(
    dependency: Dependency, document: SourceDocument, catalogue: Catalogue, index: int
) -> Iterator[Problem]:
    """A word that looks like a misspelt id of the catalogue, and about which nothing else is said, is taken for one."""
    supplier = dependency.supplier
    if supplier is None or supplier == SELF or supplier in catalogue.suppliers or not re.match(SLUG, supplier):
        return
    says_itself = dependency.country or dependency.parent or dependency.parent_country
    hint = did_you_mean(supplier, catalogue.suppliers)
    if hint is not None and not says_itself:
        what = message("problem.no-such-supplier", supplier=supplier)
        yield document.problem(what, "dependencies", index, "supplier", hint=hint)


def _find_contradictions(profile: Profile, document: SourceDocument) -> Iterator[Problem]:
    """One supplier has one country and one owner, whichever of its services says so."""
    facts: dict[tuple[str, str], tuple[str, int]] = {}
    for index, dependency in enumerate(profile.dependencies):
        for key in ("country", "parent", "parent_country"):
            value = getattr(dependency, key)
            if dependency.supplier is None or value is None:
                continue
            first, first_index = facts.setdefault((dependency.supplier.casefold(), key), (value, index))
            if first != value:
                line = document.place("dependencies", first_index, key).line
                what = message("problem.other-fact", supplier=dependency.supplier, first=first, line=line)
                yield document.problem(what, "dependencies", index, key)


def _find_share_overflows(
    profile: Profile, document: SourceDocument, framework: Framework, catalogue: Catalogue
) -> Iterator[Problem]:
    """Shares are parts of one layer's whole."""
    sums: dict[str, Fraction] = {}
    for index, dependency in enumerate(profile.dependencies):
        layer = dependency.resolve_layer(catalogue, framework.header.layers)
        if layer is None or dependency.share is None:
            continue
        previous_sum = sums.get(layer, Fraction(0))
        sums[layer] = previous_sum + Fraction(repr(dependency.share))
        if previous_sum <= 1 < sums[layer]:
            what = message("problem.shares-above-one", layer=layer, sum=f"{float(sums[layer]):.12g}")
            yield document.problem(what, "dependencies", index, "share")


def _find_group_problems(
    groups: RequirementGroups, own_id: str | None, known: Collection[str], document: SourceDocument, *path: str | int
) -> Iterator[Problem]:
    """Members of groups that are not known, or that name what they belong to."""
    for index, group in enumerate(groups):
        for position, member in enumerate(group):
            if member == own_id:
                yield document.problem(message("problem.needs-itself", row=member), *path, index, position)
            elif member not in known:
                hint = did_you_mean(member, known)
                yield document.problem(message("problem.no-such-need", row=member), *path, index, position, hint=hint)
