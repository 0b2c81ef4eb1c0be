"""`questions`: show the questions, and the objectives of other instruments that they cover."""

from pathlib import Path
from typing import Annotated

import typer

from eurostack_assess.cli import completers, options
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.report.renderers.registry import DOCUMENT_ENDINGS

EXAMPLE = "questions --layer cloud-compute --kind organisation"


def questions(
    layer: Annotated[str | None, options.layer_option("Only this layer.")] = None,
    kind: Annotated[
        Kind | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="Only the questions for this kind of profile: organisation or region.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="ID",
            help="Show which questions cover this instrument's objectives.",
            show_default=False,
            autocompletion=completers.complete_instrument,
        ),
    ] = None,
    as_json: options.AsJson = False,
    output: Annotated[
        list[Path] | None,
        options.output_option(f"Write the questions to this file: {options.one_of(DOCUMENT_ENDINGS)}. Repeatable."),
    ] = None,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    force: options.Force = False,
) -> None:
    """Show the questions with their answers."""
    import json
    from functools import partial

    from eurostack_assess.cli.choices import chosen_instrument, chosen_parts
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.outputs import Outputs, document_contents, show_document
    from eurostack_assess.cli.streams import show
    from eurostack_assess.method.coverage import compute_coverage
    from eurostack_assess.report.documents.coverage import build_coverage_report
    from eurostack_assess.report.documents.questionnaire import build_questions_report
    from eurostack_assess.report.renderers.registry import DOCUMENT_ENDINGS
    from eurostack_assess.subjects.shipped_data import chosen_framework

    language, outputs = choose(lang), Outputs(output or (), force)
    outputs.check(DOCUMENT_ENDINGS)
    read = chosen_framework(framework)
    parts = [part.only_for(kind) for part in chosen_parts(read, [layer] if layer else [])]
    if as_json:
        listed = [part.model_dump(mode="json") for part in parts]
        show(f"{json.dumps(listed, ensure_ascii=False, indent=2)}\n")
        return
    report = partial(build_questions_report, read, parts, language)
    if by is not None:
        instrument = chosen_instrument(read, by)
        found = compute_coverage(instrument, parts)
        report = partial(build_coverage_report, read, instrument, found, language=language)
    if not outputs.paths:
        show_document(report())
    outputs.write(document_contents(report))
