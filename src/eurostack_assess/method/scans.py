"""Step 23, a scan: the level that a layer cannot exceed, from the answers to a few questions.

A level is limited by the weakest gating question, so the questions that were asked bound it from above, and the others
can only lower it. A score, a verdict or a certain level would need the other questions too.
"""

from collections.abc import Sequence

from eurostack_assess.method.layer_assessment import LayerAssessment
from eurostack_assess.method.levels import find_weakest_level
from eurostack_assess.model.framework import Framework, Scan
from eurostack_assess.model.profile import Profile
from eurostack_assess.model.scan import ScanLayer, ScanResult


def build_scan_result(framework: Framework, profile: Profile, stack: Sequence[LayerAssessment]) -> ScanResult | None:
    """What a scan says; None where more than the questions of one were answered, or none of them."""
    asked = {item.question.id for part in stack for item in part.items}
    answered = {id_ for id_ in profile.answers if id_ in asked}
    fitting = [
        (len(scan.questions), id_, scan)
        for id_, scan in framework.header.scans.items()
        if scan.kind == profile.kind and answered and answered <= {*scan.questions}
    ]
    if not fitting:
        return None
    _, id_, scan = min(fitting, key=lambda found: found[:2])
    layers = tuple(_build_layer(part, scan, framework.top_level) for part in stack)
    items = {item.question.id: item for part in stack for item in part.items if item.question.id in answered}
    place = {question: place for place, question in enumerate(scan.questions)}
    unsettled = [question for question, item in items.items() if item.applies and item.rung is None]
    return ScanResult(
        id=id_,
        name=scan.name,
        questions=len(scan.questions),
        others=len(asked - {*scan.questions}),
        at_most=find_weakest_level(layer.at_most for layer in layers),
        layers=layers,
        asked=tuple(items),
        to_find_out=tuple(sorted(unsettled, key=place.__getitem__)),
        set_aside=tuple(question for question, item in items.items() if not item.applies),
    )


def _build_layer(part: LayerAssessment, scan: Scan, top_level: int) -> ScanLayer:
    gates = [item for item in part.items if item.gates and item.question.id in scan.questions]
    at_most = find_weakest_level(item.level_high for item in gates)
    held_by = [item.question.id for item in gates if item.level_high == at_most != top_level]
    applicable = [item for item in part.items if item.applies]
    known = sum(item.is_known for item in applicable)
    return ScanLayer(id=part.id, at_most=at_most, questions=len(applicable), known=known, held_by=tuple(held_by))
