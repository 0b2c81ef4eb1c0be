"""Applies the rules to framework folders and single questionnaires, and gives every finding its place in a file."""

import errno
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from eurostack_assess import __version__
from eurostack_assess.errors import FileAccessError, InvalidInputError, Problem, UsageError, describe_os_error, message
from eurostack_assess.lint.rules import RULES, lint
from eurostack_assess.lint.subject import Subject
from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.lint import LintFinding, LintResult, Severity
from eurostack_assess.reading.framework import (
    HEADER_FILE,
    FrameworkFiles,
    find_framework_folder,
    read_framework_files,
    read_questionnaire_file,
)
from eurostack_assess.texts import Texts


def inspect_paths(paths: Sequence[Path], earlier: Framework | None, translate: Texts, *, today: date) -> LintResult:
    """All findings in framework folders and questionnaires, in the order of the files; each once.

    Args:
        paths: Framework folders, or questionnaires in one.
        earlier: The edition before, to check that ids are kept; None: not checked.
        translate: The language in which findings are worded.
        today: The day by which sources are past theirs.

    Raises:
        FileAccessError: there is no such file.
        UsageError: a questionnaire that is not in a framework's folder.
    """
    inspected = [_inspect(path, earlier, translate, today) for path in paths]
    found = {finding: None for findings, _ in inspected for finding in findings}  # a file may be named twice
    return LintResult(
        tool=Tool(version=__version__),
        questions=sum(questions or 0 for _, questions in inspected),
        has_unread_files=any(questions is None for _, questions in inspected),
        findings=tuple(sorted(found, key=lambda finding: (finding.file, finding.line, finding.column, finding.rule))),
    )


def _inspect(
    path: Path, earlier: Framework | None, translate: Texts, today: date
) -> tuple[list[LintFinding], int | None]:
    """The findings in a framework or a questionnaire, and how many questions it has; None where it cannot be read."""
    try:
        files = _read_files(path)
    except InvalidInputError as error:
        problems = error.problems
        return [_finding(found.message.key.partition(".")[2], "error", found, translate) for found in problems], None
    return list(_findings(files, earlier, translate, today)), sum(len(part.questions) for part in files.parts.values())


def _read_files(path: Path) -> FrameworkFiles:
    if path.is_dir() or path.name == HEADER_FILE:
        return read_framework_files(path if path.is_dir() else path.parent)
    if not path.exists():
        raise FileAccessError(message("error.cannot-read", file=str(path), reason=describe_os_error(errno.ENOENT)))
    folder = find_framework_folder(path)
    if folder is None:
        raise UsageError(message("error.no-framework-beside", file=str(path)), message("hint.framework-beside"))
    return read_questionnaire_file(path, folder)


def _findings(files: FrameworkFiles, earlier: Framework | None, translate: Texts, today: date) -> Iterator[LintFinding]:
    subject = Subject(files.header, files.parts, earlier, files.unnamed_files, today=today, positions=files.positions)
    for code, found in lint(subject):
        what = message(f"broken.{code}", **found.values)
        yield _finding(code, RULES[code].severity, Problem(what, files.place(found.part, *found.path)), translate)


def _finding(code: str, severity: Severity, problem: Problem, translate: Texts) -> LintFinding:
    return LintFinding(
        rule=code,
        severity=severity,
        message=translate.message(problem.message),
        hint=translate.message(problem.hint) if problem.hint else None,
        **problem.place._asdict(),
    )
