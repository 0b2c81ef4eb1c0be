"""The agreement of two people who coded the same organisation or region."""

from typing import Annotated, Literal

from pydantic import Field

from eurostack_assess.model.assessment import Tool
from eurostack_assess.model.base import SCHEMA_VERSION, Date, Level, Line, LocalText, ResultEntity, Share, Slug
from eurostack_assess.model.vocabulary import State
from eurostack_assess.model.workshop import Strength

Count = Annotated[int, Field(ge=0)]


class CodingAgreement(ResultEntity):
    """Agreement between two coders over a set of questions."""

    compared: Count
    """Number of questions that both coders answered, exactly or partly."""
    both_exact: Count
    """Number of questions that both coders answered exactly."""
    same: Share | None
    """Share of `compared` for which both coders leave the same rungs possible; null if `compared` is 0."""
    compatible: Share | None
    """Share of `compared` with at least one rung that both coders leave possible; null if `compared` is 0."""
    within_one: Share | None
    """Share of `compared` for which the possible rungs of the two coders are at most one rung apart; null if `compared`
    is 0."""
    alpha: Annotated[float, Field(ge=-1, le=1)] | None
    """Krippendorff's alpha of the rungs (ordinal metric), over `both_exact`; null if `both_exact` is 0, or if all rungs
    are the same."""
    strength: Strength | None
    """How firm a conclusion alpha allows: firm, tentative, or low (none); null without alpha."""
    open_to_one: Count
    """Number of questions that apply according to both coders but that only one of them answered."""
    scope_disputed: Count
    """Number of questions that apply according to only one of the coders."""
    can_be_released: bool
    """Whether the share of compatible questions and alpha are both high enough for a region's profile to be
    released."""


class QuestionCoding(ResultEntity):
    """A question on which two coders disagree."""

    id: Slug
    ask: LocalText
    rungs: tuple[LocalText, ...]
    states: tuple[State, State]
    possible: tuple[tuple[Level, Level] | None, tuple[Level, Level] | None]
    """Lowest and highest possible rung according to each coder, counted from 0; null where the question does not
    apply."""
    distance: Count | None
    """Distance in rungs between the possible rungs of the two coders, 1 if adjacent, 0 where they overlap; null unless
    both coders answered the question, exactly or partly."""
    evidence: tuple[LocalText | None, LocalText | None]


class LayerCoding(ResultEntity):
    """Agreement between two coders in one layer."""

    id: Slug
    name: LocalText
    agreement: CodingAgreement
    disagreements: tuple[QuestionCoding, ...]
    """Questions on which the coders disagree, to be settled in writing; in the order of the questionnaire."""


class Coding(ResultEntity):
    """Comparison of two codings of one organisation or region."""

    schema_version: Literal[2] = SCHEMA_VERSION
    tool: Tool
    framework: Slug
    edition: Line
    names: tuple[str, str]
    dates: tuple[Date | None, Date | None]
    populations: tuple[int | None, int | None]
    """Number of inhabitants of the region according to each coder; numbers in ladders are computed from the first."""
    overall: CodingAgreement
    layers: tuple[LayerCoding, ...]
    least_compatible: Share
    """Minimum share of compatible questions for a region's profile to be released."""
    least_alpha: Share
    """Minimum alpha for a region's profile to be released."""
