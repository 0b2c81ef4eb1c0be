"""Findings about questionnaires as SARIF, for code hosts and pipelines."""

from eurostack_assess.inert import escape_active
from eurostack_assess.model.lint import LintResult
from eurostack_assess.report.exports.sarif import build_location, compute_finding_fingerprint, render_sarif_file
from eurostack_assess.texts import Texts, texts


def render_lint_sarif(result: LintResult, language: str) -> bytes:
    """SARIF 2.1.0: a result a finding, and each rule that one is about with its explanation."""
    translate = texts(language)
    codes = sorted({finding.rule for finding in result.findings})
    rules = [_sarif_rule(code, translate) for code in codes]
    results = [
        {
            "ruleId": finding.rule,
            "ruleIndex": codes.index(finding.rule),
            "level": finding.severity,
            "message": {"text": escape_active(finding.message)},
            "locations": [build_location(finding.place)],
            "partialFingerprints": {
                "lintFinding/v1": compute_finding_fingerprint(f"{finding.rule}\n{finding.file}\n{finding.message}")
            },
        }
        for finding in result.findings
    ]
    return render_sarif_file(result.tool, rules, results)


def _sarif_rule(code: str, translate: Texts) -> dict[str, object]:
    explained = f"rule.{code}"
    return {"id": code} | ({"fullDescription": {"text": translate(explained)}} if explained in translate else {})
