"""How far two people who coded the same organisation or region agree."""

from typing import Annotated, Literal

from pydantic import Field

from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.base import SCHEMA_VERSION, Date, Level, Line, LocalText, ResultEntity, Share, Slug
from eurostack_assess.model.vocabulary import State
from eurostack_assess.model.workshop import Strength

Count = Annotated[int, Field(ge=0)]


class CodingAgreement(ResultEntity):
    """Agreement over some questions."""

    compared: Count
    """Number of questions of which both say something."""
    both_exact: Count
    """Number of questions that both answered exactly."""
    same: Share | None
    """Share of `compared` of which both leave the same rungs possible."""
    compatible: Share | None
    """Share of `compared` of which some rung is possible for both."""
    within_one: Share | None
    """Share of `compared` of which what both leave possible lies at most one rung apart."""
    alpha: Annotated[float, Field(ge=-1, le=1)] | None
    """Krippendorff's alpha of the rungs, ordinal, over `both_exact`; null where all are alike or there are too few."""
    strength: Strength | None
    """Conclusion that alpha allows: firm, tentative or low; null without alpha."""
    open_to_one: Count
    """Number of questions of which only one says something."""
    scope_disputed: Count
    """Number of questions of which only one says that they do not apply."""
    can_be_released: bool
    """Whether enough is compatible, and alpha high enough, for a region's profile to be released."""


class QuestionCoding(ResultEntity):
    """A question on which two coders do not agree."""

    id: Slug
    ask: LocalText
    rungs: tuple[LocalText, ...]
    states: tuple[State, State]
    possible: tuple[tuple[Level, Level] | None, tuple[Level, Level] | None]
    """By coder the lowest and the highest rung still possible; null where it does not apply."""
    distance: Count | None
    """Rungs between what both leave possible; null where one of them says nothing, or that it does not apply."""
    evidence: tuple[LocalText | None, LocalText | None]


class LayerCoding(ResultEntity):
    """Agreement in one layer."""

    id: Slug
    name: LocalText
    agreement: CodingAgreement
    disagreements: tuple[QuestionCoding, ...]
    """Questions to settle in writing, in the order of the questionnaire."""


class Coding(ResultEntity):
    """Two codings of one organisation or region side by side."""

    schema_version: Literal[2] = SCHEMA_VERSION
    tool: Tool
    framework: Slug
    edition: Line
    names: tuple[str, str]
    dates: tuple[Date | None, Date | None]
    populations: tuple[int | None, int | None]
    """Inhabitants that each gives the region; numbers in ladders are taken for the first."""
    overall: CodingAgreement
    layers: tuple[LayerCoding, ...]
    least_compatible: Share
    """Share of compatible questions from which a region's profile can be released."""
    least_alpha: Share
    """Alpha from which it can."""
