"""What a look at questionnaires found: for people, and as SARIF for what runs pipelines; and a rule explained."""

from collections.abc import Iterator

from eurostack_assess.errors import Place
from eurostack_assess.inert import inert
from eurostack_assess.model.lint import Finding, Lint, Severity
from eurostack_assess.report.document import Block, Document, Heading, Paragraph, Span, inline
from eurostack_assess.report.frames import frame
from eurostack_assess.report.sarif import fingerprint, location, sarif_file
from eurostack_assess.texts import Texts, texts

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


def lint_report(result: Lint, language: str) -> str:
    """Each finding with its place, then how many there are."""
    say = texts(language)
    return "".join(f"{inert(line)}\n" for line in _lines(result, say))


def _lines(result: Lint, say: Texts) -> Iterator[str]:
    for one in result.findings:
        yield f"{say(f'lint.{one.severity}')}[{one.rule}]: {one.message}"
        yield from frame(place_of(one), None, say)
        if one.hint:
            yield f"{' ' * len(str(one.line))} = {say('error.hint-prefix')}: {one.hint}"
        yield ""
    yield verdict(result, say)
    if result.unread:
        yield say("lint.unread")
    elif result.findings:
        yield say("lint.explain", code=result.findings[0].rule)


def place_of(one: Finding) -> Place:
    """Where a finding is."""
    return Place(one.file, one.line, one.column, one.length, one.source_line)


def verdict(result: Lint, say: Texts) -> str:
    """How many findings there are, in one sentence."""
    counts = [(severity, result.count(severity)) for severity in SEVERITIES]
    told = [say(f"lint.count-{severity}", n=count) for severity, count in counts if count]
    return say("lint.found", counts=say.listing(told)) if told else say("lint.nothing", n=result.questions)


def lint_sarif(result: Lint, language: str) -> bytes:
    """SARIF 2.1.0: a result a finding, and each rule that one is about with its explanation."""
    say = texts(language)
    codes = sorted({one.rule for one in result.findings})
    rules = [_sarif_rule(code, say) for code in codes]
    results = [
        {
            "ruleId": one.rule,
            "ruleIndex": codes.index(one.rule),
            "level": one.severity,
            "message": {"text": inert(one.message)},
            "locations": [location(place_of(one))],
            "partialFingerprints": {"lintFinding/v1": fingerprint(f"{one.rule}\n{one.file}\n{one.message}")},
        }
        for one in result.findings
    ]
    return sarif_file(result.tool, rules, results)


def _sarif_rule(code: str, say: Texts) -> dict[str, object]:
    explained = f"rule.{code}"
    return {"id": code} | ({"fullDescription": {"text": say(explained)}} if explained in say else {})


def rule_report(code: str, severity: Severity, language: str) -> Document:
    """A rule: what it asks, why, and what to do."""
    say = texts(language)
    blocks: tuple[Block, ...] = (
        Heading(1, code),
        Paragraph(inline(Span(say("lint.rule", severity=say(f"lint.{severity}")), "muted"))),
        Paragraph(inline(say(f"rule.{code}"))),
    )
    return Document(code, language, blocks)
