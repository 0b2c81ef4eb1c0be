"""The rules, each with its code and severity. Codes never change, because people and pipelines refer to them."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from eurostack_assess.lint import completeness, counting, editions, wording
from eurostack_assess.lint.subject import RuleViolation, Subject
from eurostack_assess.model.lint import Severity


class Rule(NamedTuple):
    """One thing that a good questionnaire keeps to."""

    severity: Severity
    check: Callable[[Subject], Iterator[RuleViolation]] | None
    """Where it is not kept; None: the reader itself refuses such a file."""


RULES: Mapping[str, Rule] = {
    "ladder-falls": Rule("error", None),
    "text-missing": Rule("error", None),
    "weights-sum-to-nothing": Rule("error", None),
    "question-twice": Rule("error", None),
    "id-reused": Rule("error", editions.id_reused),
    "id-moved": Rule("error", editions.id_moved),
    "id-renamed": Rule("error", editions.id_renamed),
    "edition-not-raised": Rule("error", editions.edition_not_raised),
    "edition-forgotten": Rule("warning", editions.edition_forgotten),
    "not-one-question": Rule("warning", wording.not_one_question),
    "same-rungs": Rule("warning", wording.same_rungs),
    "asked-twice": Rule("warning", wording.asked_twice),
    "half-translated": Rule("warning", wording.half_translated),
    "placeholders-differ": Rule("warning", wording.placeholders_differ),
    "figures-differ": Rule("warning", wording.figures_differ),
    "file-not-named": Rule("warning", completeness.file_not_named),
    "no-why": Rule("warning", completeness.no_why),
    "no-evidence": Rule("warning", completeness.no_evidence),
    "no-action": Rule("warning", completeness.no_action),
    "no-source": Rule("warning", completeness.no_source),
    "source-expired": Rule("note", completeness.source_expired),
    "source-expires-soon": Rule("note", completeness.source_expires_soon),
    "flat-ladder": Rule("warning", counting.flat_ladder),
    "level-out-of-reach": Rule("warning", counting.level_out_of_reach),
    "verdict-out-of-reach": Rule("warning", counting.verdict_out_of_reach),
    "gate-cannot-bind": Rule("warning", counting.gate_cannot_bind),
    "floor-cannot-bind": Rule("warning", counting.floor_cannot_bind),
    "too-few-questions": Rule("warning", counting.too_few_questions),
    "unused-threshold": Rule("note", counting.unused_threshold),
    "no-gate": Rule("note", counting.no_gate),
}
"""By code."""


def lint(subject: Subject) -> Iterator[tuple[str, RuleViolation]]:
    """Every place where a rule is not kept, with the rule's code."""
    for code, rule in RULES.items():
        if rule.check is not None:
            yield from ((code, found) for found in rule.check(subject))
