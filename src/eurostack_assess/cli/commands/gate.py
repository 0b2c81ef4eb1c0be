"""`gate`: check profiles against conditions (a quality gate)."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eurostack_assess.cli import options

if TYPE_CHECKING:
    from eurostack_assess.method.gate import Limit
    from eurostack_assess.model.assessment import Assessment
    from eurostack_assess.texts import Texts

EXAMPLE = "gate amsterdam --fail-under 30 --max-unknown 60%"


def gate(
    profiles: options.AnyResultFiles,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-under",
            metavar="N",
            help="Minimum score, such as 60, or LAYER=60 for one layer. Repeatable.",
            show_default=False,
        ),
    ] = None,
    max_unknown: Annotated[
        list[str] | None,
        typer.Option(
            "--max-unknown",
            metavar="N%",
            help="Maximum unknown share, such as 10%, or LAYER=10% for one layer. Repeatable.",
            show_default=False,
        ),
    ] = None,
    min_level: Annotated[
        list[str] | None,
        typer.Option(
            "--min-level",
            metavar="N",
            help="Minimum for the lowest possible level, such as 2, or LAYER=2 for one layer. Repeatable.",
            show_default=False,
        ),
    ] = None,
    certainly: Annotated[
        bool,
        typer.Option("--certainly", help="Compare --fail-under with the low end of the range."),
    ] = False,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            metavar="FILE",
            help="Baseline: fail only if the result is worse than in this file.",
            show_default=False,
        ),
    ] = None,
    lang: options.Language = None,
    framework: options.FrameworkFolder = None,
    output: Annotated[
        list[Path] | None,
        options.output_option("Write the outcome to this file: .xml (JUnit), .sarif or .json. Repeatable."),
    ] = None,
    force: options.Force = False,
) -> int:
    """Check profiles against the conditions of a quality gate. The exit code is 1 if a profile fails."""
    from eurostack_assess import __version__
    from eurostack_assess.cli.language import choose
    from eurostack_assess.cli.notes import note_unconfirmed
    from eurostack_assess.cli.outputs import Outputs, json_bytes, write_and_name
    from eurostack_assess.cli.streams import note, screen, show
    from eurostack_assess.errors import GATE_NOT_MET, SUCCESS, UsageError, message
    from eurostack_assess.method.gate import evaluate_gate
    from eurostack_assess.report.documents.gate import build_gate_report
    from eurostack_assess.report.exports.gate import GatedProfile, render_gate_sarif, render_junit
    from eurostack_assess.report.renderers.registry import render_terminal
    from eurostack_assess.report.wording.gate import format_gate_verdict
    from eurostack_assess.subjects.subject import check_same_questions, read_subject
    from eurostack_assess.texts import texts

    outputs = Outputs(output or (), force)
    outputs.check((".json", ".xml", ".sarif"))
    if not (fail_under or max_unknown or min_level or baseline):
        raise UsageError(message("error.no-conditions"), message("hint.conditions"))
    _check_outputs_fit(outputs.paths, profiles, baseline)
    subjects = [read_subject(profile, framework) for profile in profiles]
    language = choose(lang, subjects[0].language)
    translate = texts(language)
    score_limits = {"low" if certainly else "score": fail_under or ()}
    typed_limits = {**score_limits, "level": min_level or (), "unknown": max_unknown or ()}
    compared_with = None if baseline is None else read_subject(baseline, framework).assess()
    gated = []
    for profile, subject in zip(profiles, subjects, strict=True):
        result = subject.assess()
        limits = list(_limits(typed_limits, result))
        if baseline is not None and compared_with is not None:
            check_same_questions(baseline, compared_with, result)
        note_unconfirmed(subject, language)
        outcome = evaluate_gate(result, limits, compared_with, tool_version=__version__)
        _note_what_to_know(result, compared_with, translate)
        gated.append(GatedProfile(str(profile), outcome, subject.place_of_answer))
    if not outputs.paths:
        documents = [build_gate_report(one.result, one.place_of, language) for one in gated]
        show("\n".join(render_terminal(document, screen()) for document in documents))
    contents = {
        ".xml": lambda: render_junit(gated, language),
        ".sarif": lambda: render_gate_sarif(gated, language),
        ".json": lambda: json_bytes(gated[0].result),
    }
    write_and_name(outputs.contents(contents), translate, force=force)
    if outputs.paths:
        for one in gated:
            verdict = format_gate_verdict(one.result, translate)
            note(verdict if len(gated) == 1 else translate("gate.of-profile", name=one.result.name, verdict=verdict))
    return SUCCESS if all(one.result.passed for one in gated) else GATE_NOT_MET


def _check_outputs_fit(outputs: Sequence[Path], profiles: Sequence[Path], baseline: Path | None) -> None:
    """Refuse what has no meaning for these profiles."""
    from eurostack_assess.errors import UsageError, message
    from eurostack_assess.reading.source import STDIN

    endings = {path.suffix.lower() for path in outputs}
    if len(profiles) > 1 and baseline is not None:
        raise UsageError(message("error.gate-baseline-of-several"))
    if len(profiles) > 1 and ".json" in endings:
        raise UsageError(message("error.gate-json-of-several"), message("hint.gate-of-several"))
    if ".sarif" in endings and STDIN in map(str, profiles):
        raise UsageError(message("error.sarif-of-stdin"), message("hint.sarif-of-stdin"))


def _note_what_to_know(result: "Assessment", baseline: "Assessment | None", translate: "Texts") -> None:
    """Note that the baseline is about something else, and that answers are to an older edition."""
    from eurostack_assess.cli.streams import note
    from eurostack_assess.report.wording.editions import format_older_edition

    if baseline is not None and baseline.profile.name.casefold() != result.profile.name.casefold():
        note(translate("gate.other-baseline", name=result.profile.name, other=baseline.profile.name))
    for assessment in (result, baseline):
        if assessment is not None and assessment.edition_drift is not None:
            note(format_older_edition(assessment.profile.name, assessment.edition_drift, translate))


def _limits(typed_limits: Mapping[str, Sequence[str]], result: "Assessment") -> "Iterator[Limit]":
    """Every limit by what it measures, checked."""
    from eurostack_assess.cli.choices import check_layers
    from eurostack_assess.cli.limits import parsed_limit
    from eurostack_assess.method.gate import Limit
    from eurostack_assess.model.gate import MEASURES

    layers = [layer.id for layer in result.layers]
    for measure in MEASURES:
        for word in typed_limits.get(measure, ()):
            layer, equals, value = word.rpartition("=")
            check_layers([layer] if equals else [], layers)
            yield Limit(measure, layer or None, parsed_limit(measure, value, word, len(result.framework.levels) - 1))
