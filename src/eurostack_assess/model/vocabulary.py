"""The words that data, commands and texts share, each list once. Light: nothing here needs more than `typing`.

A new verdict is a word here and, in `method/verdict_rule.py`, the test that leads to it; its texts are `verdict.WORD`
and `ground.VERDICT-GROUND`. Every list of verdicts, in reports, forms, surveys and counts, is derived from these.
"""

from typing import Literal, get_args

Kind = Literal["organisation", "region"]
"""What a profile is about."""

KINDS: tuple[Kind, ...] = get_args(Kind)

FindingVerdict = Literal["strong", "middle", "attention"]
"""What people in a workshop may conclude about a layer."""

FINDING_VERDICTS: tuple[FindingVerdict, ...] = get_args(FindingVerdict)

Verdict = Literal["strong", "middle", "attention", "undetermined", "not_applicable"]
"""What is certain of a layer, from its range, its floors and the framework's thresholds alone."""

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""Those that say something about the layer first, then those that say why nothing can be said."""

VerdictGround = Literal["floor", "interval", "possible_floor", "nothing_applies"]
"""Why the verdict is what it is: which of the tests of `docs/method.md`, step 5, decided."""

Certainty = Literal["certain", "very_likely", "likely", "open", "too_little"]
"""How sure a verdict or an order is: whatever the open answers are; with a probability from 0.9 or 0.66; with none that
can be called likely; or of too little known to say."""

CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)

Size = Literal["micro", "small", "medium", "large"]
"""Size of an organisation by the people who work there: fewer than 10, fewer than 50, fewer than 250, or more.

Source: Commission Recommendation 2003/361/EC, by headcount alone.
"""

SIZES: tuple[Size, ...] = get_args(Size)

Fate = Literal["stops", "may_stop", "wears_out", "may_wear_out", "goes_on"]
"""What becomes of a service when something drops out: it stops at once; it goes on but gets no new deliveries, updates
or repairs; or it goes on. May: if a country that is not known turns out to be the one that dropped out."""

FATES: tuple[Fate, ...] = get_args(Fate)

OpenWord = Literal["dont_know", "skipped", "not_applicable"]
"""What an answer may be instead of a rung."""

OPEN_WORDS: tuple[OpenWord, ...] = ("dont_know", "skipped", "not_applicable")

State = Literal["answered", "partial", "dont_know", "not_applicable", "skipped", "unasked"]
"""The answer states, never mixed. Partial: the answer rules out some rungs and leaves several possible."""

STATES: tuple[State, ...] = get_args(State)

KNOWN_STATES: tuple[State, ...] = ("answered", "partial")
"""In which something is known of the answer."""

OPEN_STATES: tuple[State, ...] = ("dont_know", "skipped", "unasked")
"""In which a question might still turn out to have any answer."""


def is_conclusive(verdict: Verdict) -> bool:
    """Whether a verdict says something about the layer, as people may say it too."""
    return verdict in FINDING_VERDICTS
