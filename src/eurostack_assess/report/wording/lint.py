"""The number of findings of lint, in one sentence."""

from eurostack_assess.model.lint import SEVERITIES, LintResult
from eurostack_assess.texts import Texts


def format_lint_summary(result: LintResult, translate: Texts) -> str:
    """How many findings there are, in one sentence."""
    counts = [(severity, result.count(severity)) for severity in SEVERITIES]
    count_texts = [translate(f"lint.count-{severity}", n=count) for severity, count in counts if count]
    return (
        translate("lint.found", counts=translate.listing(count_texts))
        if count_texts
        else translate("lint.nothing", n=result.questions)
    )
