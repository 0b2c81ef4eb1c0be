"""A gate's outcome: for people, and as JUnit XML and SARIF for what runs pipelines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from eurostack_assess.errors import Place
from eurostack_assess.inert import inert
from eurostack_assess.model.base import LocalText
from eurostack_assess.model.gate import Condition, Gate, Measure, Mend, Outcome
from eurostack_assess.report.document import (
    Block,
    Column,
    Document,
    Entry,
    Heading,
    Inline,
    Paragraph,
    Span,
    Table,
    Tone,
    inline,
    listing,
)
from eurostack_assess.report.sarif import fingerprint, location, sarif_file
from eurostack_assess.texts import Texts, texts

MOST_DECIMALS = 9

TONES: dict[Outcome, Tone] = {"met": "good", "not_met": "bad"}

PlaceOf = Callable[[str | None], Place]
"""Where an answer stands in the profile; of None, where the answers begin."""


def gate_report(result: Gate, place_of: PlaceOf, language: str) -> Document:
    """The conditions, and for each that is not met where it hangs and what would mend it."""
    said = _Said(texts(language))
    return Document(result.name, language, tuple(_blocks(result, place_of, said)))


def _blocks(result: Gate, place_of: PlaceOf, said: "_Said") -> Iterator[Block]:
    say = said.say
    yield Heading(1, result.name)
    yield Paragraph(inline(Span(verdict(result, say), "good" if result.passed else "bad")))
    columns = (
        Column(say("gate.column-condition")),
        Column(say("gate.column-required"), "right"),
        Column(say("gate.column-actual"), "right"),
        Column(say("gate.column-outcome")),
    )
    yield Table(columns, tuple(said.row(one) for one in result.conditions))
    broken = [one for one in result.conditions if one.outcome == "not_met"]
    if broken:
        yield Heading(2, say("gate.to-mend"))
        yield from listing([said.entry(one, place_of) for one in broken])


def verdict(result: Gate, say: Texts) -> str:
    """In one sentence whether the gate is met, and how many conditions are not."""
    tolerated = sum(one.outcome == "tolerated" for one in result.conditions)
    if result.passed and tolerated:
        every = len(result.conditions)
        return say("gate.passed-tolerated", n=tolerated, met=every - tolerated, all=every)
    if result.passed:
        return say("gate.passed", n=len(result.conditions))
    if len(result.conditions) == 1:
        return say("gate.failed-one")
    broken = sum(one.outcome == "not_met" for one in result.conditions)
    return say("gate.failed", n=broken, all=len(result.conditions))


def junit(result: Gate, place_of: PlaceOf, language: str) -> bytes:
    """JUnit XML: a test case a condition; one that is not met has failed, one that is tolerated was skipped."""
    said = _Said(texts(language))
    failures = sum(one.outcome == "not_met" for one in result.conditions)
    skipped = sum(one.outcome == "tolerated" for one in result.conditions)
    counts = {"tests": str(len(result.conditions)), "failures": str(failures), "errors": "0", "skipped": str(skipped)}
    suites = ET.Element("testsuites", counts)
    suite = ET.SubElement(suites, "testsuite", {"name": inert(f"eurostack-assess gate: {result.name}"), **counts})
    for one in result.conditions:
        place = place_of(one.mend.question if one.mend else None)
        about = {
            "classname": "eurostack-assess.gate",
            "name": one.id,
            "file": inert(place.file),
            "line": str(place.line),
        }
        case = ET.SubElement(suite, "testcase", about)
        if one.outcome == "not_met":
            failure = ET.SubElement(case, "failure", {"message": inert(said.sentence(one)), "type": one.measure})
            failure.text = inert("\n".join([f"{place.file}:{place.line}:{place.column}", *said.mend(one)]))
        elif one.outcome == "tolerated":
            ET.SubElement(case, "skipped", {"message": inert(f"{said.outcome(one)}: {said.sentence(one)}")})
    ET.indent(suites)
    return bytes(ET.tostring(suites, encoding="utf-8", xml_declaration=True)) + b"\n"


def sarif(result: Gate, place_of: PlaceOf, language: str) -> bytes:
    """SARIF 2.1.0: a result for each condition that is not met, at its place in the profile."""
    said = _Said(texts(language))
    measures: tuple[Measure, ...] = ("score", "level", "unknown")
    rules = [
        {
            "id": f"gate-{measure}",
            "shortDescription": {"text": said.say(f"gate.rule-{measure}")},
            "defaultConfiguration": {"level": "error"},
        }
        for measure in measures
    ]
    results = [
        _sarif_result(one, place_of(one.mend.question if one.mend else None), said, measures.index(one.measure))
        for one in result.conditions
        if one.outcome == "not_met"
    ]
    return sarif_file(result.tool, rules, results)


def _sarif_result(one: Condition, place: Place, said: "_Said", rule: int) -> dict[str, object]:
    return {
        "ruleId": f"gate-{one.measure}",
        "ruleIndex": rule,
        "level": "error",
        "message": {"text": inert(" ".join([said.sentence(one), *said.mend(one)]))},
        "locations": [location(place)],
        "partialFingerprints": {"gateCondition/v1": fingerprint(one.id)},
    }


def _scale(one: Condition) -> int:
    """Shares are shown as percentages."""
    return 100 if one.measure == "unknown" else 1


@dataclass(frozen=True)
class _Said:
    """Conditions in words."""

    say: Texts

    def word(self, text: LocalText) -> str:
        return text.in_language(self.say.language)

    def where(self, one: Condition) -> str:
        return self.word(one.layer_name) if one.layer_name else self.say("compare.stack")

    def named(self, one: Condition) -> str:
        return self.say(f"gate.{one.measure}-{one.against}", where=self.where(one))

    def measured(self, one: Condition, value: float | None) -> str:
        """A value, with as many decimals as it takes to tell it from what is required."""
        if value is None:
            return self.say("gate.no-level" if one.measure == "level" else "gate.nothing")
        if one.measure == "level":
            return self.say.number(value)
        shown = self.say.number(value * _scale(one), self.decimals(one))
        return self.say("format.percent", value=shown) if one.measure == "unknown" else shown

    def decimals(self, one: Condition) -> int:
        """As many as it takes to tell what is measured from what is required."""
        for decimals in range(1, MOST_DECIMALS):
            shown = {self.say.number(value * _scale(one), decimals) for value in (one.required, one.actual or 0.0)}
            if one.actual in (None, one.required) or len(shown) > 1:
                return decimals
        return MOST_DECIMALS

    def row(self, one: Condition) -> tuple[Inline, ...]:
        outcome = Span(self.outcome(one), TONES.get(one.outcome, "plain"))
        bound = self.say(f"gate.bound-{one.measure}", value=self.measured(one, one.required))
        return (inline(self.named(one)), inline(bound), inline(self.measured(one, one.actual)), inline(outcome))

    def outcome(self, one: Condition) -> str:
        """How it stands; against the baseline itself, only what was not known there can be tolerated."""
        newly_known = one.outcome == "tolerated" and one.against == "baseline"
        return self.say("gate.outcome-newly-known" if newly_known else f"gate.outcome-{one.outcome}")

    def sentence(self, one: Condition) -> str:
        bound = self.say(f"gate.bound-{one.measure}", value=self.measured(one, one.required))
        return self.say("gate.sentence", what=self.named(one), bound=bound, actual=self.measured(one, one.actual))

    def mend(self, one: Condition) -> Iterator[str]:
        """The one change that would mend it, or how far the best one gets."""
        if one.mend is None:
            yield self.say("gate.no-mend")
            return
        yield self._change(one.mend)
        reached = self.measured(one, one.mend.reaches)
        if one.mend.change == "answer" and one.measure != "unknown":
            yield self.say("gate.then-known")
        else:
            unmoved = "-yet" if reached == self.measured(one, one.actual) else ""
            yield self.say("gate.enough" if one.mend.enough else f"gate.not-enough{unmoved}", reached=reached)
            if one.mend.also:
                yield self.say("gate.also", n=len(one.mend.also), questions=self.say.listing(list(one.mend.also)))

    def _change(self, mend: Mend) -> str:
        ask = self.word(mend.ask)
        if mend.rung is None or mend.rung_text is None:
            return self.say("gate.answer", question=mend.question, ask=ask)
        rung = self.say("report.answer", rung=mend.rung, text=self.word(mend.rung_text))
        return self.say(f"gate.{mend.change}", question=mend.question, ask=ask, rung=rung)

    def entry(self, one: Condition, place_of: PlaceOf) -> Entry:
        place = place_of(one.mend.question if one.mend else None)
        details = [inline(Span(f"{place.file}:{place.line}:{place.column}", "muted")), *map(inline, self.mend(one))]
        return Entry(inline(Span(self.sentence(one), "strong")), tuple(details))
