"""`export lime`: write a survey for LimeSurvey, and the map with which its answers are imported."""

from pathlib import Path
from typing import Annotated

from eurostack_assess.cli import options
from eurostack_assess.model.vocabulary import Kind

EXAMPLE = "export lime --kind organisation -o survey.txt"


def export_lime(
    layer: options.Layers = None,
    kind: Annotated[Kind, options.kind_option("Subject of the survey: organisation or region.")] = "organisation",
    output: Annotated[Path | None, options.output_option("Survey to write; .txt.")] = None,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    force: options.Force = False,
) -> None:
    """Write a survey for LimeSurvey, and the --map file used to import its answers."""
    from eurostack_assess.cli.choices import chosen_parts
    from eurostack_assess.cli.export_target import ExportTarget
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.streams import note
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.report.exports.lime_survey import MAP_ENDING, render_lime_survey, render_survey_map
    from eurostack_assess.subjects.shipped_data import chosen_framework
    from eurostack_assess.texts import texts

    language, target = choose(lang), ExportTarget(output, force)
    path = target.named(".txt", ".tsv")
    read = chosen_framework(framework)
    parts = chosen_parts(read, layer or ())
    if not any(part.questions_for(kind) for part in parts):
        raise UsageError(message("error.no-question-for-kind"))
    map_path = path.with_name(f"{path.stem}{MAP_ENDING}")
    survey = render_lime_survey(read, parts, kind, language)
    target.write({path: survey, map_path: render_survey_map(parts, kind).encode()}, language)
    words = f"--kind {kind} --map {map_path}" + (f" --framework {framework}" if framework else "")
    note(texts(language)("lime.next", options=words))
