"""The outcome of quality gates as JUnit XML and SARIF, for pipelines."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from xml.etree import ElementTree as ET

from eurostack_assess.errors import Place
from eurostack_assess.inert import escape_active
from eurostack_assess.model.gate import Condition, Gate
from eurostack_assess.report.exports.sarif import (
    Json,
    build_fingerprints,
    build_location,
    build_rule,
    build_run,
    render_sarif_file,
)
from eurostack_assess.report.wording.gate import AnswerLocator, GateWording
from eurostack_assess.texts import texts


@dataclass(frozen=True)
class GatedProfile:
    """A profile with the outcome of its gate."""

    file: str
    """As it was given."""
    result: Gate
    place_of: AnswerLocator

    @property
    def dotted_name(self) -> str:
        """The file as test runners name what a test is in: with dots, and without its ending."""
        return ".".join(part for part in PurePath(self.file).with_suffix("").parts if part.strip("./\\"))

    def find_place(self, condition: Condition) -> Place:
        """Where a condition hangs in the profile."""
        return self.place_of(condition.suggested_fix.question if condition.suggested_fix else None)


def render_junit(profiles: Sequence[GatedProfile], language: str) -> bytes:
    """JUnit XML: a suite a profile with a test case a condition; one not met has failed, one tolerated was skipped."""
    wording = GateWording(translate=texts(language))
    suites = ET.Element(
        "testsuites", _count_cases([case for profile in profiles for case in profile.result.conditions])
    )
    for profile in profiles:
        name = escape_active(f"eurostack-assess gate: {profile.result.name}")
        suite = ET.SubElement(suites, "testsuite", {"name": name, **_count_cases(profile.result.conditions)})
        for condition in profile.result.conditions:
            _add_case(suite, profile, condition, wording)
    ET.indent(suites)
    return bytes(ET.tostring(suites, encoding="utf-8", xml_declaration=True)) + b"\n"


def _count_cases(conditions: Sequence[Condition]) -> dict[str, str]:
    outcomes = Counter(condition.outcome for condition in conditions)
    failures, skipped = outcomes["not_met"], outcomes["tolerated"]
    return {"tests": str(len(conditions)), "failures": str(failures), "errors": "0", "skipped": str(skipped)}


def _add_case(suite: ET.Element, profile: GatedProfile, condition: Condition, wording: GateWording) -> None:
    place = profile.find_place(condition)
    about = {
        "classname": escape_active(f"eurostack-assess.gate.{profile.dotted_name}"),
        "name": condition.id,
        "file": escape_active(place.file),
        "line": str(place.line),
    }
    case = ET.SubElement(suite, "testcase", about)
    sentence = escape_active(wording.sentence(condition))
    if condition.outcome == "not_met":
        failure = ET.SubElement(case, "failure", {"message": sentence, "type": condition.measure})
        where = f"{place.file}:{place.line}:{place.column}"
        failure.text = escape_active("\n".join([where, *wording.fix_sentences(condition)]))
    elif condition.outcome == "tolerated":
        ET.SubElement(case, "skipped", {"message": f"{wording.outcome(condition)}: {sentence}"})


def render_gate_sarif(profiles: Sequence[GatedProfile], language: str) -> bytes:
    """SARIF 2.1.0: a run a profile, with a result for each condition that is not met at its place there.

    A rule for each condition: findings of one rule on one line are one to a code host.
    """
    wording = GateWording(translate=texts(language))
    return render_sarif_file([_build_run(profile, wording) for profile in profiles])


def _build_run(profile: GatedProfile, wording: GateWording) -> Json:
    conditions = profile.result.conditions
    ids = [_name_rule(condition) for condition in conditions]
    rules = [
        build_rule(id_, wording.condition_label(condition), wording.translate(f"gate.rule-{condition.measure}"))
        for id_, condition in zip(ids, conditions, strict=True)
    ]
    results = [
        _build_result(profile, condition, wording, rule)
        for rule, condition in enumerate(conditions)
        if condition.outcome == "not_met"
    ]
    return build_run(profile.result.tool, f"gate/{PurePath(profile.file).as_posix()}", rules, results)


def _name_rule(condition: Condition) -> str:
    where = f"/{condition.layer}" if condition.layer else ""
    return f"gate-{condition.measure}-{condition.reference}{where}"


def _build_result(profile: GatedProfile, condition: Condition, wording: GateWording, rule: int) -> Json:
    return {
        "ruleId": _name_rule(condition),
        "ruleIndex": rule,
        "level": "error",
        "message": {"text": escape_active(" ".join([wording.sentence(condition), *wording.fix_sentences(condition)]))},
        "locations": [build_location(profile.find_place(condition))],
        "partialFingerprints": build_fingerprints("gateCondition/v1", f"{profile.file}\n{condition.id}"),
    }
