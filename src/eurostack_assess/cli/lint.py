"""`lint`: are these good questionnaires?"""

import errno
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eurostack_assess import __version__
from eurostack_assess.cli.outputs import check_outputs, json_bytes, write_files
from eurostack_assess.cli.streams import note, show_long
from eurostack_assess.errors import DONE, GATE_NOT_MET, CannotReadOrWrite, InvalidInput, Problem, UsageError, message
from eurostack_assess.lint.rules import RULES, lint
from eurostack_assess.lint.subject import Subject
from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.lint import Finding, Lint, Severity
from eurostack_assess.reading.framework import (
    HEADER_FILE,
    FrameworkFiles,
    folder_of,
    read_framework,
    read_framework_files,
    read_questionnaire_file,
)
from eurostack_assess.report.lint import lint_report, lint_sarif, verdict
from eurostack_assess.texts import Texts, texts

FORMATS = (".json", ".sarif")


@dataclass(frozen=True)
class Asked:
    """What is looked at: framework folders, or single questionnaires; and the edition before."""

    paths: Sequence[Path]
    since: Path | None


def lint_files(asked: Asked, language: str, outputs: Sequence[Path], *, force: bool) -> int:
    """Show every finding; the exit code says whether there is anything to mend."""
    check_outputs(outputs, FORMATS, force=force)
    say = texts(language)
    earlier = read_framework(asked.since) if asked.since is not None else None
    looked_at = [_look(path, earlier, say) for path in asked.paths]
    found = {finding: None for findings, _ in looked_at for finding in findings}  # a file may be named twice
    result = Lint(
        tool=Tool(version=__version__),
        questions=sum(questions or 0 for _, questions in looked_at),
        unread=any(questions is None for _, questions in looked_at),
        findings=tuple(sorted(found, key=lambda one: (one.file, one.line, one.column, one.rule))),
    )
    if not outputs:
        show_long(lint_report(result, language))
    write_files({path: _content(path, result, language) for path in outputs}, language, force=force)
    if outputs:
        note(verdict(result, say))
    return _exit_code(result)


def _content(path: Path, result: Lint, language: str) -> bytes:
    return lint_sarif(result, language) if path.suffix.lower() == ".sarif" else json_bytes(result)


def _exit_code(result: Lint) -> int:
    """That of invalid input, where something cannot be read; else whether something is to be mended."""
    if result.unread:
        return InvalidInput.exit_code
    return GATE_NOT_MET if result.count("error") or result.count("warning") else DONE


def _look(path: Path, earlier: Framework | None, say: Texts) -> tuple[list[Finding], int | None]:
    """The findings in a framework or a questionnaire, and how many questions it has; None where it cannot be read."""
    try:
        files = _files(path)
    except InvalidInput as error:
        return [_finding(one.message.key.partition(".")[2], "error", one, say) for one in error.problems], None
    return list(_findings(files, earlier, say)), sum(len(part.questions) for part in files.parts.values())


def _files(path: Path) -> FrameworkFiles:
    if path.is_dir() or path.name == HEADER_FILE:
        return read_framework_files(path if path.is_dir() else path.parent)
    if not path.exists():
        raise CannotReadOrWrite(message("error.cannot-read", file=str(path), reason=os.strerror(errno.ENOENT)))
    folder = folder_of(path)
    if folder is None:
        raise UsageError(message("error.no-framework-beside", file=str(path)), message("hint.framework-beside"))
    return read_questionnaire_file(path, folder)


def _findings(files: FrameworkFiles, earlier: Framework | None, say: Texts) -> Iterator[Finding]:
    for code, found in lint(Subject(files.header, files.parts, earlier, files.unnamed)):
        what = message(f"broken.{code}", **found.values)
        yield _finding(code, RULES[code].severity, Problem(what, files.place(found.part, *found.path)), say)


def _finding(code: str, severity: Severity, problem: Problem, say: Texts) -> Finding:
    return Finding(
        rule=code,
        severity=severity,
        message=say.message(problem.message),
        hint=say.message(problem.hint) if problem.hint else None,
        **problem.place._asdict(),
    )
