"""The objectives of the EU Cloud Sovereignty Framework, in the columns from which CISO Assistant imports an audit.

Columns and values are as its data wizard reads them, and the ids are those of its library "Cloud Sovereignty Framework"
1.2.1 (intuitem/ciso-assistant-community f990d7b, 8 August 2026). Its scores are whole, 0 to 4 (SEAL-0 to SEAL-4).
"""

from eurostack_assess.model.assessment import Assessment
from eurostack_assess.model.view import ObjectiveResult
from eurostack_assess.report.workbook import Sheet, Value, Workbook
from eurostack_assess.texts import Texts, texts

INSTRUMENT = "eu-csf"
COLUMNS = (
    "urn",
    "assessable",
    "ref_id",
    "name",
    "compliance_result",
    "requirement_progress",
    "score",
    "observations",
)
TOP_SCORE = 4
_URN = "urn:intuitem:risk:req_node:cloud-sovereignty-framework"


def build_ciso_sheets(result: Assessment, language: str) -> Workbook:
    """A row for each objective.

    The score is the level that is certain: the lowest that open questions may still lead to. Observations say what it
    rests on.
    """
    view = next(view for view in result.views if view.instrument == INSTRUMENT)
    rows = tuple(_build_row(objective, language) for objective in view.objectives)
    return Workbook(result.profile.name, language, (Sheet("Sheet1", COLUMNS, rows),), "Sheet1")


def _build_row(objective: ObjectiveResult, language: str) -> tuple[Value, ...]:
    translate = texts(language)
    score = None if objective.score is None else objective.level_low
    return (
        f"{_URN}:{objective.id.lower()}",
        "x",
        objective.id,
        objective.name.in_language(language),
        _judge(score),
        _find_progress(objective),
        score,
        _explain(objective, translate),
    )


def _judge(score: int | None) -> str:
    if score is None:
        return "not_assessed"
    return "compliant" if score >= TOP_SCORE else "partially_compliant" if score else "non_compliant"


def _find_progress(objective: ObjectiveResult) -> str:
    if not objective.coverage:
        return "to_do"
    return "done" if objective.coverage == 1 else "in_progress"


def _explain(objective: ObjectiveResult, translate: Texts) -> str:
    if objective.score is None or objective.level_low is None:
        return translate("export.ciso-nothing")
    levels = str(objective.level_low)
    if objective.level_high is not None and objective.level_high != objective.level_low:
        levels = f"{levels}–{objective.level_high}"
    return translate(
        "export.ciso-observation",
        levels=levels,
        score=translate.number(objective.score, 1),
        known=translate.known(objective.coverage or 0),
        binding=", ".join(objective.binding) or "–",
    )
