"""Findings about questionnaires as text for a terminal: each with its place in the file."""

from collections.abc import Iterator

from eurostack_assess.inert import escape_active
from eurostack_assess.model.lint import LintResult
from eurostack_assess.report.renderers.code_frame import format_code_frame
from eurostack_assess.report.wording.lint import format_lint_summary
from eurostack_assess.texts import Texts, texts


def render_lint_report(result: LintResult, language: str) -> str:
    """Each finding with its place, then how many there are."""
    translate = texts(language)
    return "".join(f"{escape_active(line)}\n" for line in _lines(result, translate))


def _lines(result: LintResult, translate: Texts) -> Iterator[str]:
    for finding in result.findings:
        yield f"{translate(f'lint.{finding.severity}')}[{finding.rule}]: {finding.message}"
        yield from format_code_frame(finding.place, None, translate)
        if finding.hint:
            yield f"{' ' * len(str(finding.line))} = {translate('error.hint-prefix')}: {finding.hint}"
        yield ""
    yield format_lint_summary(result, translate)
    if result.has_unread_files:
        yield translate("lint.unread")
    elif result.findings:
        yield translate("lint.explain", code=result.findings[0].rule)
