"""The conditions of a quality gate in words, for people and for pipelines."""

from collections.abc import Callable, Iterator

from eurostack_assess.errors import Place
from eurostack_assess.model.gate import Condition, Gate, SuggestedFix
from eurostack_assess.report.wording.voice import Voice
from eurostack_assess.texts import Texts

MAX_DECIMALS = 9

AnswerLocator = Callable[[str | None], Place]
"""Where an answer is in the profile; for None, where the answers begin."""


def format_gate_verdict(result: Gate, translate: Texts) -> str:
    """In one sentence whether the gate is met, and how many conditions are not."""
    tolerated = sum(condition.outcome == "tolerated" for condition in result.conditions)
    if result.passed and tolerated:
        every = len(result.conditions)
        return translate("gate.passed-tolerated", n=tolerated, met=every - tolerated, all=every)
    if result.passed:
        return translate("gate.passed", n=len(result.conditions))
    if len(result.conditions) == 1:
        return translate("gate.failed-one")
    unmet_count = sum(condition.outcome == "not_met" for condition in result.conditions)
    return translate("gate.failed", n=unmet_count, all=len(result.conditions))


def _scale(condition: Condition) -> int:
    """Shares are shown as percentages."""
    return 100 if condition.measure == "unknown" else 1


class GateWording(Voice):
    """Conditions in words."""

    def layer_label(self, condition: Condition) -> str:
        """The layer, or the whole stack."""
        return self.localise(condition.layer_name) if condition.layer_name else self.translate("compare.stack")

    def condition_label(self, condition: Condition) -> str:
        """What is measured, and where."""
        return self.translate(f"gate.{condition.measure}-{condition.reference}", where=self.layer_label(condition))

    def format_value(self, condition: Condition, value: float | None) -> str:
        """A value, with as many decimals as it takes to tell it from what is required."""
        if value is None:
            return self.translate("gate.no-level" if condition.measure == "level" else "gate.nothing")
        if condition.measure == "level":
            return self.translate.number(value)
        shown = self.translate.number(value * _scale(condition), self.count_decimals(condition))
        return self.translate("format.percent", value=shown) if condition.measure == "unknown" else shown

    def count_decimals(self, condition: Condition) -> int:
        """As many as it takes to tell what is measured from what is required."""
        for decimals in range(1, MAX_DECIMALS):
            shown = {
                self.translate.number(value * _scale(condition), decimals)
                for value in (condition.required, condition.actual or 0.0)
            }
            if condition.actual in (None, condition.required) or len(shown) > 1:
                return decimals
        return MAX_DECIMALS

    def bound(self, condition: Condition) -> str:
        """What is required."""
        required = self.format_value(condition, condition.required)
        return self.translate(f"gate.bound-{condition.measure}", value=required)

    def outcome(self, condition: Condition) -> str:
        """How it stands; against the baseline itself, only what was not known there can be tolerated."""
        newly_known = condition.outcome == "tolerated" and condition.reference == "baseline"
        return self.translate("gate.outcome-newly-known" if newly_known else f"gate.outcome-{condition.outcome}")

    def sentence(self, condition: Condition) -> str:
        """What is measured, what is required and what was found."""
        return self.translate(
            "gate.sentence",
            what=self.condition_label(condition),
            bound=self.bound(condition),
            actual=self.format_value(condition, condition.actual),
        )

    def fix_sentences(self, condition: Condition) -> Iterator[str]:
        """The one change that would fix it, or how far the best one gets."""
        if condition.suggested_fix is None:
            yield self.translate("gate.no-mend")
            return
        yield self._change(condition.suggested_fix)
        reached = self.format_value(condition, condition.suggested_fix.value_after)
        if condition.suggested_fix.change == "answer" and condition.measure != "unknown":
            yield self.translate("gate.then-known")
        else:
            unmoved = "-yet" if reached == self.format_value(condition, condition.actual) else ""
            yield self.translate(
                "gate.enough" if condition.suggested_fix.is_sufficient else f"gate.not-enough{unmoved}", reached=reached
            )
            if condition.suggested_fix.further_questions:
                yield self.translate(
                    "gate.also",
                    n=len(condition.suggested_fix.further_questions),
                    questions=self.translate.listing(list(condition.suggested_fix.further_questions)),
                )

    def _change(self, fix: SuggestedFix) -> str:
        ask = self.localise(fix.ask)
        if fix.rung is None or fix.rung_text is None:
            return self.translate("gate.answer", question=fix.question, ask=ask)
        rung = self.translate("report.answer", rung=fix.rung, text=self.localise(fix.rung_text))
        return self.translate(f"gate.{fix.change}", question=fix.question, ask=ask, rung=rung)
