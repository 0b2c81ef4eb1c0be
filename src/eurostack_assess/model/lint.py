"""The findings of `lint` about a framework's questionnaires."""

from typing import Annotated, Literal, get_args

from pydantic import PlainSerializer

from eurostack_assess.errors import Place
from eurostack_assess.inert import escape_active
from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.base import SCHEMA_VERSION, ResultEntity

Severity = Literal["error", "warning", "note"]
"""Severity of a finding. error: results would be wrong, or cannot be computed. warning: should be fixed. note: worth
checking."""


SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class LintFinding(ResultEntity):
    """One place in a file that breaks a rule."""

    rule: str
    """Code of the rule; `explain CODE` describes the rule."""
    severity: Severity
    message: str
    """Description of the problem, in the language of the run."""
    hint: str | None = None
    file: Annotated[str, PlainSerializer(escape_active, when_used="json")]
    line: int
    """Line that the finding is about, counted from 1."""
    column: int
    """Column at which the problem begins, counted from 1, in characters."""
    length: int
    source_line: str = ""
    """Text of the line that the finding is about, without its line ending."""

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(self.file, self.line, column=self.column, length=self.length, source_line=self.source_line)


class LintResult(ResultEntity):
    """All findings about a framework's questionnaires, in the order of the files."""

    schema_version: Literal[2] = SCHEMA_VERSION
    tool: Tool
    questions: int
    """Number of questions checked; 0 where the files cannot be read."""
    has_unread_files: bool
    """Whether a framework or a questionnaire could not be read, so that the rules did not check it."""
    findings: tuple[LintFinding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(finding.severity == severity for finding in self.findings)
