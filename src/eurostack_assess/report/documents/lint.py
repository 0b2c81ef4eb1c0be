"""The explanation of a rule of lint."""

from eurostack_assess.model.lint import Severity
from eurostack_assess.report.document import Block, Heading, Paragraph, ReportDocument, TextSpan, inline
from eurostack_assess.texts import texts


def build_rule_report(code: str, severity: Severity, language: str) -> ReportDocument:
    """A rule: what it asks, why, and what to do."""
    translate = texts(language)
    blocks: tuple[Block, ...] = (
        Heading(1, code),
        Paragraph(inline(TextSpan(translate("lint.rule", severity=translate(f"lint.{severity}")), "muted"))),
        Paragraph(inline(translate(f"rule.{code}"))),
    )
    return ReportDocument(code, language, blocks)
