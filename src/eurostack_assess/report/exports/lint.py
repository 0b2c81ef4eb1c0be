"""Findings about questionnaires as SARIF, for code hosts and pipelines."""

from eurostack_assess.inert import escape_active
from eurostack_assess.model.lint import LintFinding, LintResult
from eurostack_assess.report.exports.sarif import (
    Json,
    build_fingerprints,
    build_location,
    build_rule,
    build_run,
    render_sarif_file,
)
from eurostack_assess.texts import Texts, texts


def render_lint_sarif(result: LintResult, language: str) -> bytes:
    """SARIF 2.1.0: a result a finding, and each rule that one is about with its explanation."""
    translate = texts(language)
    codes = sorted({finding.rule for finding in result.findings})
    severities = {finding.rule: finding.severity for finding in result.findings}
    rules = [build_rule(code, code, _explain(code, translate), severities[code]) for code in codes]
    results = [_build_result(finding, codes.index(finding.rule)) for finding in result.findings]
    return render_sarif_file([build_run(result.tool, "lint", rules, results)])


def _build_result(finding: LintFinding, rule: int) -> Json:
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": escape_active(finding.message)},
        "locations": [build_location(finding.place)],
        "partialFingerprints": build_fingerprints(
            "lintFinding/v1", f"{finding.rule}\n{finding.file}\n{finding.message}"
        ),
    }


def _explain(code: str, translate: Texts) -> str:
    return translate(f"rule.{code}") if f"rule.{code}" in translate else translate("lint.unexplained")
