"""What the profiles of edition 2026-11 conclude: worked out before, by enumeration (`tests/resources/as-shipped`)."""

import pytest

from eurostack_assess.method.assessment import assess
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.reading.framework import read_framework
from eurostack_assess.reading.profile import read_profile
from tests.helpers import RESOURCES

FOLDER = RESOURCES / "as-shipped"
FRAMEWORK = read_framework(FOLDER)
PARTS = {
    "ai": "ai-applications", "data": "data-platforms", "cloud": "cloud-compute", "networks": "networks-connectivity",
    "hardware": "hardware-chips", "enablers": "enablers",
}  # fmt: skip


def shipped_result(name: str) -> Assessment:
    profile = read_profile(FOLDER / "profiles" / f"{name}.yaml").validate_against(FRAMEWORK, None)
    return assess(FRAMEWORK, profile, tool_version="1")


@pytest.mark.parametrize(
    ("profile", "layer", "concluded"),
    [
        ("amsterdam", "ai", (39, 68, 71, "open", "middle", 62)),
        ("amsterdam", "data", (25, 39, 86, "certain", "attention", None)),
        ("amsterdam", "cloud", (21, 64, 57, "open", "middle", 50)),
        ("amsterdam", "networks", (39, 68, 71, "open", "middle", 62)),
        ("amsterdam", "hardware", (21, 64, 57, "open", "middle", 50)),
        ("amsterdam", "enablers", (19, 58, 62, "open", "attention", 57)),
        ("brainport", "ai", (18, 89, 29, "too_little", "middle", 44)),
        ("brainport", "data", (11, 68, 43, "too_little", "attention", 58)),
        ("brainport", "cloud", (11, 68, 43, "too_little", "attention", 60)),
        ("brainport", "networks", (14, 71, 43, "too_little", "attention", 46)),
        ("brainport", "hardware", (46, 61, 86, "likely", "middle", 80)),
        ("brainport", "enablers", (33, 63, 69, "likely", "middle", 84)),
        ("catalonia", "ai", (39, 54, 86, "likely", "middle", 80)),
        ("catalonia", "data", (11, 68, 43, "too_little", "attention", 60)),
        ("catalonia", "cloud", (14, 86, 29, "too_little", "middle", 38)),
        ("catalonia", "networks", (29, 71, 57, "open", "middle", 45)),
        ("catalonia", "hardware", (21, 64, 57, "open", "middle", 50)),
        ("catalonia", "enablers", (33, 56, 77, "likely", "middle", 77)),
        ("example-municipality", "ai", (19, 31, 89, "certain", "attention", None)),
        ("example-municipality", "data", (25, 47, 78, "open", "attention", 71)),
        ("example-municipality", "cloud", (22, 33, 89, "certain", "attention", None)),
        ("example-municipality", "networks", (34, 34, 100, "certain", "attention", None)),
        ("example-municipality", "hardware", (7, 36, 71, "certain", "attention", None)),
        ("example-hospital", "ai", (33, 33, 100, "certain", "attention", None)),
        ("example-hospital", "data", (33, 33, 100, "certain", "attention", None)),
        ("example-hospital", "cloud", (35, 45, 90, "open", "attention", 60)),
        ("example-hospital", "networks", (56, 56, 100, "certain", "middle", None)),
        ("example-hospital", "hardware", (7, 21, 86, "certain", "attention", None)),
    ],
)
def test_what_a_layer_concludes(profile: str, layer: str, concluded: tuple[object, ...]) -> None:
    """Range and coverage in per cent, the word, the verdict in front, and its probability where it is not certain."""
    part = shipped_result(profile).part(PARTS[layer])
    assert part is not None
    numbers = tuple(round(value) for value in (part.low or 0, part.high or 0, 100 * (part.coverage or 0)))
    if part.likelihood is None:
        assert (*numbers, part.certainty, part.verdict, None) == concluded
        return
    chances = dict(part.likelihood.probability)
    in_front = max(chances, key=lambda verdict: chances[verdict])
    assert (*numbers, part.certainty, in_front, round(100 * chances[in_front])) == concluded


@pytest.mark.parametrize(
    ("profile", "gates"),
    [
        ("amsterdam", (2, 4)),
        ("brainport", (1, 9)),
        ("catalonia", (0, 9)),
        ("example-municipality", (0, 1)),
        ("example-hospital", (1, 1)),
    ],
)
def test_how_many_of_15_gates_are_at_their_target(profile: str, gates: tuple[int, int]) -> None:
    overall = shipped_result(profile).overall
    assert overall.gates.gates == 15
    assert (overall.gates.at_target_low, overall.gates.at_target_high) == gates


def test_the_verdict_in_front_may_hang_on_what_is_assumed_of_the_open_answers() -> None:
    data = shipped_result("example-municipality").part("data-platforms")
    assert data is not None
    assert data.likelihood is not None
    assert (data.likelihood.ground, data.likelihood.ruled_out) == ("hangs_on_prior", ("strong",))
