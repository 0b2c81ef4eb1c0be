"""Known groups: a set of questions that rewards paperwork is caught, and one that rewards control is not."""

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import pytest

from eurostack_assess.method.assessment import assess
from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.framework import read_framework
from tests.archetypes import Archetype, find_failures

HEADER = "id: keys\nedition: '1'\nname: Keys\nlanguages: [en]\nlevels: [none, some, most]\ntarget: 1\nlayers: [keys]\nthresholds: {strong: 60, attention: 40}\n"  # fmt: skip
CONTROL = "  - {id: holder, role: gating, weight: 3, ask: Who holds the keys?, options: [They, Both, We]}\n"
RECORD = "  - {id: list, role: gating, weight: 3, ask: Is there a list of keys?, options: ['No', Some, All]}\n"
ANSWERS: Mapping[Archetype, Mapping[str, int]] = {
    "sovereign": {"holder": 2, "list": 0},
    "paperwork": {"holder": 0, "list": 2},
    "nothing": {"holder": 0, "list": 0},
    "full": {"holder": 2, "list": 2},
}


def score_all(folder: Path, questions: str) -> dict[Archetype, Assessment]:
    (folder / "framework.yaml").write_text(HEADER, "utf-8")
    (folder / "keys.yaml").write_text(f"layer: keys\nname: Keys\nquestions:\n{questions}", "utf-8")
    framework = read_framework(folder)
    return {
        archetype: assess(
            framework,
            Profile.model_validate({
                "name": archetype, "kind": "organisation",
                "answers": {id_: rung for id_, rung in ANSWERS[archetype].items() if id_ in framework.questions},
            }),
            tool_version="1",
        )
        for archetype in get_args(Archetype)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("questions", "failures"),
    [
        pytest.param(CONTROL + RECORD.replace("weight: 3", "weight: 1").replace("gating", "ranking"), [], id="control"),
        pytest.param(
            CONTROL.replace("weight: 3", "weight: 1") + RECORD,
            ["sovereign 25.0 and paperwork 75.0: less than 20 apart", "keys: paperwork scores higher"],
            id="paperwork",
        ),
        pytest.param(
            RECORD,
            [
                "sovereign 0.0 and paperwork 100.0: less than 20 apart",
                "keys: paperwork scores higher",
                "paperwork reaches a higher level",
            ],
            id="paperwork alone",
        ),
    ],
)
def test_what_rewards_paperwork_is_caught(tmp_path: Path, questions: str, failures: list[str]) -> None:
    assert list(find_failures(score_all(tmp_path, questions))) == failures
