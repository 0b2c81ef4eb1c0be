"""The words that data, commands and texts share, each list defined once. This module imports only `typing`.

A new verdict needs a word here and, in `method/verdict_rule.py`, a test that leads to it; its texts are `verdict.WORD`
and `ground.VERDICT-GROUND`. Every list of verdicts, in reports, forms, surveys and counts, is derived from these lists.
"""

from typing import Literal, get_args

Kind = Literal["organisation", "region"]
"""Kind of profile: organisation or region."""

KINDS: tuple[Kind, ...] = get_args(Kind)

FindingVerdict = Literal["strong", "middle", "attention"]
"""Conclusion that people in a workshop can reach about a layer."""

FINDING_VERDICTS: tuple[FindingVerdict, ...] = get_args(FindingVerdict)

Verdict = Literal["strong", "middle", "attention", "undetermined", "not_applicable"]
"""Verdict on a layer, from its score range, its floors and the framework's thresholds alone."""

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""All verdicts: first those that say something about the layer, then the reasons why there is no verdict."""

VerdictGround = Literal["floor", "interval", "possible_floor", "nothing_applies"]
"""Test that decided the verdict: one of those in step 5 of `docs/method.md`."""

Certainty = Literal["certain", "very_likely", "likely", "open", "too_little"]
"""Certainty of a verdict or an order. certain: no open answer can change it. very_likely, likely: a probability of at
least 0.9 or 0.66, unless the framework sets other thresholds. open: no verdict or order can be called likely.
too_little: too little is known to say."""

CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)

Size = Literal["micro", "small", "medium", "large"]
"""Size of an organisation by the number of people who work there: fewer than 10, fewer than 50, fewer than 250, or
more.

Source: Commission Recommendation 2003/361/EC, by headcount alone.
"""

SIZES: tuple[Size, ...] = get_args(Size)

Fate = Literal["stops", "may_stop", "wears_out", "may_wear_out", "goes_on"]
"""Effect of an outage on a service. stops: at once. wears_out: degrades, as it keeps working without new deliveries,
updates or repairs. goes_on: keeps working. may_stop, may_wear_out: only if an unknown country turns out to be the one
that is lost."""

FATES: tuple[Fate, ...] = get_args(Fate)

OpenWord = Literal["dont_know", "skipped", "not_applicable"]
"""Answer that is not a rung."""

OPEN_WORDS: tuple[OpenWord, ...] = ("dont_know", "skipped", "not_applicable")

State = Literal["answered", "partial", "dont_know", "not_applicable", "skipped", "unasked"]
"""Answer state. partial: the answer rules out some rungs and leaves several possible."""

STATES: tuple[State, ...] = get_args(State)

KNOWN_STATES: tuple[State, ...] = ("answered", "partial")
"""States in which something is known about the answer."""

OPEN_STATES: tuple[State, ...] = ("dont_know", "skipped", "unasked")
"""States in which nothing is known about the answer, so that every rung is possible."""


def is_conclusive(verdict: Verdict) -> bool:
    """Whether a verdict says something about the layer, as people may say it too."""
    return verdict in FINDING_VERDICTS
