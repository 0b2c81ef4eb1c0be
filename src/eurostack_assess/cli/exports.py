"""`export`: questions and results in the forms in which other programs take them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eurostack_assess.cli.catalogues import catalogue_for
from eurostack_assess.cli.frameworks import chosen_framework, framework_folder
from eurostack_assess.cli.outputs import check_targets, write_files
from eurostack_assess.cli.profiles import checked_profile, tell_unconfirmed
from eurostack_assess.cli.questions import chosen_parts
from eurostack_assess.cli.score import How, scored
from eurostack_assess.cli.streams import note, show_long
from eurostack_assess.errors import UsageError, message
from eurostack_assess.method.services import graph_of
from eurostack_assess.model.base import Kind
from eurostack_assess.reading.framework import read_framework_as_written
from eurostack_assess.report import markdown, xlsx
from eurostack_assess.report.comment_copy import comment_copy
from eurostack_assess.report.csvw import csvw
from eurostack_assess.report.framework_sheets import framework_sheets
from eurostack_assess.report.graph_file import GRAPHS, points_and_lines
from eurostack_assess.report.lime_survey import lime_survey, survey_map
from eurostack_assess.texts import texts

MAP_ENDING = ".map.yaml"


@dataclass(frozen=True)
class Target:
    """Where an export goes."""

    output: Path | None
    force: bool

    def write(self, files: Mapping[Path, bytes], language: str) -> None:
        """All of the files or none."""
        check_targets(list(files), force=self.force)
        write_files(files, language, force=self.force)

    def named(self, *endings: str) -> Path:
        """The file that must be named, with one of the endings.

        Raises:
            UsageError: none is, or it has another.
        """
        if self.output is None:
            raise UsageError(message("error.no-output-named"), message("hint.name-output", ending=endings[0]))
        if self.output.suffix.lower() not in endings:
            raise UsageError(message("error.unknown-format", file=str(self.output), formats=", ".join(endings)))
        return self.output


def export_lime(folder: Path | None, layers: Sequence[str], kind: Kind, language: str, target: Target) -> None:
    """Write a survey for LimeSurvey, and the map by which its results are read back."""
    path = target.named(".txt", ".tsv")
    framework = chosen_framework(folder)
    parts = chosen_parts(framework, layers)
    if not any(part.asked_of(kind) for part in parts):
        raise UsageError(message("error.no-question-for-kind"))
    map_ = path.with_name(f"{path.stem}{MAP_ENDING}")
    survey = lime_survey(framework, parts, kind, language)
    target.write({path: survey, map_: survey_map(parts, kind).encode()}, language)
    options = f"--kind {kind} --map {map_}" + (f" --framework {folder}" if folder else "")
    note(texts(language)("lime.next", options=options))


def export_sheet(folder: Path | None, language: str, target: Target) -> None:
    """Write a framework as a spreadsheet that can be edited and read back."""
    path = target.named(".xlsx")
    written = read_framework_as_written(framework_folder(folder))
    target.write({path: xlsx.render(framework_sheets(written, language))}, language)
    note(texts(language)("export.back", file=str(path)))


def export_markdown(folder: Path | None, layers: Sequence[str], language: str, target: Target) -> None:
    """Write or show a questionnaire to read and comment on."""
    framework = chosen_framework(folder)
    text = markdown.render(comment_copy(framework, chosen_parts(framework, layers), language))
    if target.output is None:
        show_long(text)
    else:
        target.write({target.named(".md"): text.encode()}, language)


def export_graph(profile_path: Path, folder: Path | None, as_: str, language: str, target: Target) -> None:
    """Write or show who needs whom among the services of a profile."""
    profile = checked_profile(profile_path, folder).profile
    catalogue = catalogue_for(profile)
    if not profile.dependencies or catalogue is None:
        raise UsageError(message("error.no-dependencies", file=str(profile_path)))
    points, lines = points_and_lines(graph_of(profile, catalogue), sorted(catalogue.groups["eu"].members), language)
    data = GRAPHS[as_](points, lines, profile.name)
    if target.output is None:
        show_long(data.decode())
    else:
        target.write({target.output: data}, language)


def export_csvw(profile: Path, folder: Path | None, language: str, target: Target) -> None:
    """Write a result as open data: two tables, and what their columns mean."""
    path = target.named(".csv")
    result, given = scored(profile, How(folder))
    tell_unconfirmed(profile, given, language)
    files = csvw(result, path.name, language)
    target.write({path.with_name(name): data for name, data in files.items()}, language)
