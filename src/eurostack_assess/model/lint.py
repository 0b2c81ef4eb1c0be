"""What a look at a framework's questionnaires found, as data."""

from typing import Annotated, Literal

from pydantic import PlainSerializer

from eurostack_assess.inert import inert
from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.base import Entity

SCHEMA_VERSION: Literal[1] = 1

Severity = Literal["error", "warning", "note"]
"""Error: results would be wrong, or there are none. Warning: to be mended. Note: worth a look."""


class Finding(Entity):
    """One place where a rule is not kept."""

    rule: str
    """The rule's code; `explain` says more about it."""
    severity: Severity
    message: str
    """In the language asked for."""
    hint: str | None = None
    file: Annotated[str, PlainSerializer(inert, when_used="json")]
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    length: int
    source_line: str = ""
    """The whole line, without its end."""


class Lint(Entity):
    """All that was found, in the order of the files."""

    schema_version: Literal[1] = SCHEMA_VERSION
    tool: Tool
    questions: int
    """How many were looked at; of what cannot be read, none."""
    unread: bool
    """Whether something could not be read, so that the rules have not looked at it."""
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(finding.severity == severity for finding in self.findings)
