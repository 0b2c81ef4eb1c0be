"""Reads a folder as a framework: `framework.yaml`, then one file per layer; fills in what a question leaves out."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from eurostack_assess.errors import FileAccessError, InvalidInputError, Place, Problem, message
from eurostack_assess.model.framework import EditionRecord, Framework, FrameworkHeader, Instrument, RawFramework
from eurostack_assess.model.question import Question, Questionnaire
from eurostack_assess.model.vocabulary import KINDS
from eurostack_assess.reading.compiled import load_compiled
from eurostack_assess.reading.completion import complete_part
from eurostack_assess.reading.framework_checks import (
    find_earlier_problems,
    find_header_problems,
    find_id_problems,
    find_scan_problems,
    find_unknown_references,
    find_view_problems,
)
from eurostack_assess.reading.ladders import (
    find_ladder_problems,
    find_missing_texts,
    find_party_problems,
    find_size_problems,
)
from eurostack_assess.reading.source import QUESTIONNAIRE_LIMIT, read_source
from eurostack_assess.reading.validate import SourceDocument, parse_document, validate_document

HEADER_FILE = "framework.yaml"
LENSES = "lenses"
INSTRUMENTS = "instruments"
EDITIONS = "editions"


class FrameworkFiles:
    """A framework together with its files: knows the place of every value in them."""

    def __init__(
        self,
        header: FrameworkHeader,
        parts: Mapping[str, Questionnaire],
        documents: Mapping[str | None, SourceDocument],
        unnamed_files: Sequence[str] = (),
    ) -> None:
        self.header = header
        self.parts = {id_: complete_part(part, header) for id_, part in parts.items()}
        """By id, each question complete; of a single questionnaire only that one."""
        self.unnamed_files = unnamed_files
        """YAML files in the folder that `framework.yaml` does not name, as paths below it."""
        self._documents = documents
        self.positions = {
            id_: [position for position, question in enumerate(part.questions) for _ in question.ids]
            for id_, part in parts.items()
        }
        """By part, where in its file each question is written; several stand in one place, asked of as many parties."""

    def place(self, part: str | None, *path: str | int) -> Place:
        """The place of the value at a path in a part's file; in `framework.yaml` where no part is named."""
        match path:
            case ("questions", int() as index, *rest) if part is not None:
                path = ("questions", self.positions[part][index], *rest)
        return self._documents[part].place(*path)


def read_framework(folder: Path) -> Framework:
    """The framework in a folder, complete: every option has its value and level, every question its target.

    Raises:
        FileAccessError: the folder has no `framework.yaml`, or a file it names is not there.
        InvalidInputError: with every problem found in any of its files.
    """
    if (compiled := load_compiled(folder, Framework)) is not None:
        return compiled
    written, documents = _read(folder)
    return _complete(written, _compute_hash(documents))


def read_framework_files(folder: Path) -> FrameworkFiles:
    """The same, with the places of what stands in its files.

    Raises:
        FileAccessError, InvalidInputError: as `read_framework`.
    """
    written, documents = _read(folder)
    parts = {part.id: part for part in written.parts}
    by_id: dict[str | None, SourceDocument] = dict(
        zip((None, *parts), documents.values(), strict=False)
    )  # the instruments come after the parts
    return FrameworkFiles(written.header, parts, by_id, _find_unnamed_files(folder, written.header))


def _find_unnamed_files(folder: Path, header: FrameworkHeader) -> list[str]:
    """Files that nobody reads; a record of this edition waits for the next one to name it."""
    named_files = {
        HEADER_FILE,
        *(f"{part}.yaml" for part in (*header.layers, *header.cross_cutting)),
        *(f"{LENSES}/{lens}.yaml" for lens in header.lenses),
        *(f"{INSTRUMENTS}/{instrument}.yaml" for instrument in header.instruments),
        *(f"{EDITIONS}/{edition}.yaml" for edition in (*header.earlier_editions, header.edition)),
    }
    folders = (folder, *(folder / name for name in (LENSES, INSTRUMENTS, EDITIONS)))
    found = (path.relative_to(folder).as_posix() for directory in folders for path in directory.glob("*.y*ml"))
    return sorted(name for name in found if name not in named_files)


def read_questionnaire_file(path: Path, folder: Path) -> FrameworkFiles:
    """One questionnaire of the framework in a folder, whatever its other files are like.

    Raises:
        FileAccessError, InvalidInputError: as `read_framework`, of `framework.yaml` and of this file.
    """
    header, document = read_header(folder), _read_document(path)
    part = _parse_questionnaire(document, path.stem, _get_part_key(path), header)
    if problems := list(find_id_problems({part.id: document}, {part.id: part}, header)):
        raise InvalidInputError(problems)
    return FrameworkFiles(header, {part.id: part}, {None: _read_document(folder / HEADER_FILE), part.id: document})


def read_framework_as_written(folder: Path) -> RawFramework:
    """The same as it stands in its files, with nothing filled in.

    Raises:
        FileAccessError, InvalidInputError: as `read_framework`.
    """
    return _read(folder)[0]


def _read_document_in(folder: Path, name: str) -> SourceDocument:
    if name != HEADER_FILE and not (folder / name).exists():
        raise _MissingFileError(name)
    return _read_document(folder / name)


def _read(folder: Path) -> tuple[RawFramework, dict[str, SourceDocument]]:
    """The framework and its files: `framework.yaml`, every part in order, every instrument."""
    return assemble_framework(partial(_read_document_in, folder))


def assemble_framework(get_document: Callable[[str], SourceDocument]) -> tuple[RawFramework, dict[str, SourceDocument]]:
    """A framework from its files by name, such as `lenses/health.yaml`; and those that make it what it is, in order.

    Raises:
        InvalidInputError: with every problem found in any of them; what `get_document` raises about one that it lacks.
    """
    header_document = get_document(HEADER_FILE)
    header = validate_document(FrameworkHeader, header_document)
    problems = list(find_header_problems(header, header_document))
    documents = {HEADER_FILE: header_document}
    parts: dict[str, Questionnaire] = {}
    instruments: dict[str, Instrument] = {}
    earlier: dict[str, EditionRecord] = {}
    files = [
        *((f"{part}.yaml", part, "layer") for part in (*header.layers, *header.cross_cutting)),
        *((f"{LENSES}/{lens}.yaml", lens, "lens") for lens in header.lenses),
    ]
    for name, part, key in files:
        with _collect_problems(problems, header_document, part):
            documents[name] = get_document(name)
            parts[part] = _parse_questionnaire(documents[name], part, key, header)
    for instrument in header.instruments:
        with _collect_problems(problems, header_document, instrument):
            name = f"{INSTRUMENTS}/{instrument}.yaml"
            documents[name] = get_document(name)
            instruments[instrument] = _parse_instrument(documents[name], instrument, header)
    for edition in (edition_id for edition_id in header.earlier_editions if edition_id != header.edition):
        with _collect_problems(problems, header_document, edition):
            earlier[edition] = _parse_record(get_document(f"{EDITIONS}/{edition}.yaml"), edition)
    by_part = {part: documents[name] for name, part, _ in files if name in documents}
    problems += find_id_problems(by_part, parts, header)
    problems += find_unknown_references(by_part, parts, instruments)
    problems += find_earlier_problems(by_part, parts, header, earlier)
    problems += find_scan_problems(header, header_document, parts)
    problems += find_view_problems(header, header_document, instruments)
    if problems:
        raise InvalidInputError(problems)
    written = RawFramework(
        header=header,
        parts=tuple(parts.values()),
        instruments=tuple(instruments.values()),
        earlier_editions=tuple(earlier.values()),
    )
    return written, documents


class _MissingFileError(Exception):
    """A file that `framework.yaml` names is not in the folder."""


@contextmanager
def _collect_problems(problems: list[Problem], header: SourceDocument, reference: str) -> Iterator[None]:
    """What is wrong with one file is told together with the others; of one that is not there, where it is named."""
    try:
        yield
    except InvalidInputError as error:
        problems += error.problems
    except _MissingFileError as error:
        problems.append(
            header.problem(message("problem.file-not-there", file=str(error)), *_find_reference(header, reference))
        )


def _find_reference(header: SourceDocument, name: str) -> tuple[str | int, ...]:
    lists = {key: node.value for key, node in header.root.items() if isinstance(node.value, list)}
    keys = ("layers", "cross_cutting", "lenses", "instruments", "earlier_editions")
    places = ((key, index) for key in keys for index, item in enumerate(lists.get(key, ())) if item.value == name)
    return next(places, ())


def _complete(written: RawFramework, hash_: str) -> Framework:
    """Every question with the value and level of every option, and its target."""
    header = written.header
    parts = {part.id: complete_part(part, header) for part in written.parts}
    return Framework(
        header=header,
        hash=hash_,
        layers=tuple(parts[layer] for layer in header.layers),
        cross_cutting=tuple(parts[part] for part in header.cross_cutting),
        lenses=tuple(parts[lens] for lens in header.lenses),
        instruments=written.instruments,
        earlier_editions={record.edition: record for record in written.earlier_editions},
    )


def read_header(folder: Path) -> FrameworkHeader:
    """The `framework.yaml` of a folder, by itself."""
    document = _read_document(folder / HEADER_FILE)
    header = validate_document(FrameworkHeader, document)
    if problems := list(find_header_problems(header, document)):
        raise InvalidInputError(problems)
    return header


def read_instrument(path: Path, header: FrameworkHeader) -> Instrument:
    """One instrument that a framework's questions refer to, by itself."""
    return _parse_instrument(_read_document(path), path.stem, header)


def find_framework_folder(path: Path) -> Path | None:
    """The framework folder that a file stands in as a questionnaire or an instrument; None where there is none."""
    parent = path.absolute().parent
    folder = parent.parent if parent.name in (LENSES, INSTRUMENTS) else path.parent
    return folder if (folder / HEADER_FILE).is_file() else None


def _get_part_key(path: Path) -> str:
    return "lens" if path.absolute().parent.name == LENSES else "layer"


def _read_document(path: Path) -> SourceDocument:
    if path.name == HEADER_FILE and path.parent.is_dir() and not path.exists():
        raise FileAccessError(message("error.no-framework-here", folder=str(path.parent)))
    source = read_source(path, QUESTIONNAIRE_LIMIT)
    return parse_document(source)


def _compute_hash(documents: Mapping[str, SourceDocument]) -> str:
    """SHA-256 over each file's name in the folder and its text's SHA-256, in the order of the framework."""
    lines = (f"{name} {document.source.hash}\n" for name, document in documents.items())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _parse_questionnaire(document: SourceDocument, part: str, key: str, header: FrameworkHeader) -> Questionnaire:
    """A questionnaire as it is written, or `InvalidInputError` with all that is wrong with it."""
    questionnaire = validate_document(Questionnaire, document)
    problems = list(find_missing_texts(questionnaire.name, header.languages, document, "name"))
    if questionnaire.short is not None:
        problems += find_missing_texts(questionnaire.short, header.languages, document, "short")
    if getattr(questionnaire, key) != part:
        problems.append(document.problem(message("problem.other-part", key=key, part=part), key))
    for index, question in enumerate(questionnaire.questions):
        problems += _find_question_problems(
            question, header, document, ("questions", index), in_lens=questionnaire.lens is not None
        )
    for kind in KINDS:
        scored = [question for question in questionnaire.questions_for(kind) if question.role != "informational"]
        if scored and not any(question.weight for question in scored):
            problems.append(document.problem(message("problem.weights-sum-to-nothing"), "questions"))
    if problems:
        raise InvalidInputError(problems)
    return questionnaire


def _find_question_problems(
    question: Question, header: FrameworkHeader, document: SourceDocument, path: tuple[str | int, ...], *, in_lens: bool
) -> Iterator[Problem]:
    rungs = len(question.options)
    for name in ("title", "ask", "why", "evidence"):
        if (text := getattr(question, name)) is not None:
            yield from find_missing_texts(text, header.languages, document, *path, name)
    for index, action in enumerate(question.actions):
        yield from find_missing_texts(action.text, header.languages, document, *path, "actions", index)
        if action.to >= rungs:
            what = message("problem.no-such-rung", rung=action.to, top=rungs - 1)
            yield document.problem(what, *path, "actions", index, "to")
    if question.target is not None and question.target >= rungs:
        yield document.problem(message("problem.no-such-rung", rung=question.target, top=rungs - 1), *path, "target")
    yield from _find_gate_problems(question, header, document, path)
    if in_lens and question.layer not in (*header.layers, *header.cross_cutting):
        yield document.problem(message("problem.lens-without-layer"), *path, "layer")
    if not in_lens and question.layer is not None:
        yield document.key_problem(message("problem.layer-outside-lens"), *path, "layer")
    yield from find_party_problems(question, header, document, path)
    yield from find_size_problems(question, header, document, path)
    yield from find_ladder_problems(question, header, document, path)


def _find_gate_problems(
    question: Question, header: FrameworkHeader, document: SourceDocument, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    """A question decides the level only where levels come from gates, and has a floor only if it does."""
    top_level = len(header.levels) - 1
    if header.cuts is not None and question.role == "gating":
        yield document.problem(message("problem.gate-beside-cuts"), *path, "role")
    if question.floor is not None and question.role != "gating":
        yield document.problem(message("problem.floor-without-gate"), *path, "floor")
    if question.floor is not None and question.floor > top_level:
        yield document.problem(message("problem.no-such-level", level=question.floor, top=top_level), *path, "floor")


def _parse_instrument(document: SourceDocument, instrument: str, header: FrameworkHeader) -> Instrument:
    """An instrument with every text in every language, or `InvalidInputError` with all that is wrong with it."""
    content = validate_document(Instrument, document)
    problems = list(find_missing_texts(content.name, header.languages, document, "name"))
    problems += find_missing_texts(content.edition, header.languages, document, "edition")
    if content.instrument != instrument:
        what = message("problem.other-part", key="instrument", part=instrument)
        problems.append(document.problem(what, "instrument"))
    seen: set[str] = set()
    for position, objective in enumerate(content.objectives):
        if objective.id in seen:
            problems.append(
                document.problem(message("problem.row-twice", row=objective.id), "objectives", position, "id")
            )
        seen.add(objective.id)
        path: tuple[str | int, ...] = ("objectives", position)
        problems += find_missing_texts(objective.text, header.languages, document, *path)
        for index, factor in enumerate(objective.factors):
            problems += find_missing_texts(factor.text, header.languages, document, *path, "factors", index)
    if problems:
        raise InvalidInputError(problems)
    return content


def _parse_record(document: SourceDocument, edition: str) -> EditionRecord:
    """What is remembered of an earlier edition."""
    record = validate_document(EditionRecord, document)
    if record.edition != edition:
        what = message("problem.other-part", key="edition", part=edition)
        raise InvalidInputError([document.problem(what, "edition")])
    return record
