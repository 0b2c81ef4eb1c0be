"""A gate's outcome as JUnit XML and SARIF, for what runs pipelines."""

from xml.etree import ElementTree as ET

from eurostack_assess.errors import Place
from eurostack_assess.inert import escape_active
from eurostack_assess.model.gate import MEASURES, Condition, Gate
from eurostack_assess.report.exports.sarif import build_location, compute_finding_fingerprint, render_sarif_file
from eurostack_assess.report.wording.gate import AnswerLocator, GateWording
from eurostack_assess.texts import texts


def render_junit(result: Gate, place_of: AnswerLocator, language: str) -> bytes:
    """JUnit XML: a test case a condition; one that is not met has failed, one that is tolerated was skipped."""
    wording = GateWording(translate=texts(language))
    failures = sum(condition.outcome == "not_met" for condition in result.conditions)
    skipped = sum(condition.outcome == "tolerated" for condition in result.conditions)
    counts = {"tests": str(len(result.conditions)), "failures": str(failures), "errors": "0", "skipped": str(skipped)}
    suites = ET.Element("testsuites", counts)
    suite = ET.SubElement(
        suites, "testsuite", {"name": escape_active(f"eurostack-assess gate: {result.name}"), **counts}
    )
    for condition in result.conditions:
        place = place_of(condition.suggested_fix.question if condition.suggested_fix else None)
        about = {
            "classname": "eurostack-assess.gate",
            "name": condition.id,
            "file": escape_active(place.file),
            "line": str(place.line),
        }
        case = ET.SubElement(suite, "testcase", about)
        if condition.outcome == "not_met":
            failure = ET.SubElement(
                case, "failure", {"message": escape_active(wording.sentence(condition)), "type": condition.measure}
            )
            failure.text = escape_active(
                "\n".join([f"{place.file}:{place.line}:{place.column}", *wording.fix_sentences(condition)])
            )
        elif condition.outcome == "tolerated":
            ET.SubElement(
                case,
                "skipped",
                {"message": escape_active(f"{wording.outcome(condition)}: {wording.sentence(condition)}")},
            )
    ET.indent(suites)
    return bytes(ET.tostring(suites, encoding="utf-8", xml_declaration=True)) + b"\n"


def render_gate_sarif(result: Gate, place_of: AnswerLocator, language: str) -> bytes:
    """SARIF 2.1.0: a result for each condition that is not met, at its place in the profile."""
    wording = GateWording(translate=texts(language))
    rules = [
        {
            "id": f"gate-{measure}",
            "shortDescription": {"text": wording.translate(f"gate.rule-{measure}")},
            "defaultConfiguration": {"level": "error"},
        }
        for measure in MEASURES
    ]
    results = [
        _sarif_result(
            condition,
            place_of(condition.suggested_fix.question if condition.suggested_fix else None),
            wording,
            MEASURES.index(condition.measure),
        )
        for condition in result.conditions
        if condition.outcome == "not_met"
    ]
    return render_sarif_file(result.tool, rules, results)


def _sarif_result(condition: Condition, place: Place, wording: GateWording, rule: int) -> dict[str, object]:
    return {
        "ruleId": f"gate-{condition.measure}",
        "ruleIndex": rule,
        "level": "error",
        "message": {"text": escape_active(" ".join([wording.sentence(condition), *wording.fix_sentences(condition)]))},
        "locations": [build_location(place)],
        "partialFingerprints": {"gateCondition/v1": compute_finding_fingerprint(condition.id)},
    }
