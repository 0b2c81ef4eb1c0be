"""`import`: services in use from a bill of materials or a register, as a new profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eurostack_assess.cli.catalogues import shipped_catalogue
from eurostack_assess.cli.clock import today
from eurostack_assess.cli.frameworks import chosen_framework
from eurostack_assess.cli.names import checked_name, stem_of
from eurostack_assess.cli.streams import check_target, make_folder, note, show, write_file
from eurostack_assess.errors import UsageError, message
from eurostack_assess.model.base import Kind
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.framework_sheet import read_framework_sheet
from eurostack_assess.reading.imported import Imported
from eurostack_assess.reading.register import NO_MAP, read_column_map, read_register
from eurostack_assess.reading.sbom import read_sbom
from eurostack_assess.report.framework_files import framework_files
from eurostack_assess.report.profile_file import profile_file
from eurostack_assess.texts import Texts, texts

MOST_TOLD = 20
"""Things of a kind that are listed, unless all are asked for."""


@dataclass(frozen=True)
class Wanted:
    """The profile to be made."""

    name: str
    kind: Kind
    framework: Path | None
    output: Path | None
    """None: a file by the profile's name."""
    dry_run: bool
    """Only tell what would be written."""
    everything: bool
    force: bool


def import_sbom(path: Path, wanted: Wanted, language: str) -> None:
    """From a bill of materials."""
    framework = chosen_framework(wanted.framework)
    _finish(read_sbom(path, shipped_catalogue(), everything=wanted.everything), wanted, framework, language)


def import_register(path: Path, columns: Path | None, wanted: Wanted, language: str) -> None:
    """From a register of services and contracts."""
    framework = chosen_framework(wanted.framework)
    map_ = read_column_map(columns) if columns else NO_MAP
    _finish(read_register(path, shipped_catalogue(), _layers(framework), map_), wanted, framework, language)


def import_sheet(path: Path, folder: Path, language: str, *, dry_run: bool, force: bool) -> None:
    """Write the framework that a spreadsheet holds as a folder of YAML files."""
    written = read_framework_sheet(path)
    files = {folder / name: text.encode() for name, text in framework_files(written, language).items()}
    say = texts(language)
    if not dry_run:
        for file in files:
            check_target(file, force=force, new_folders=True)
        for parent in sorted({file.parent for file in files}):
            make_folder(parent)
        for file, data in files.items():
            write_file(file, data, force=force)
    questions = sum(len(part.questions) for part in written.parts)
    note(say("import.framework", n=questions, files=len(files)))
    if not dry_run:
        note(say("import.framework-next", folder=str(folder)))


def _layers(framework: Framework) -> Mapping[str, Sequence[str]]:
    return {layer.id: tuple(layer.name.root.values()) for layer in framework.layers}


def _finish(imported: Imported, wanted: Wanted, framework: Framework, language: str) -> None:
    """Tell what came of it, and write the profile."""
    say = texts(language)
    name = checked_name(wanted.name)
    if not imported.services:
        _tell(imported, say, everything=wanted.everything)
        raise UsageError(message("error.nothing-imported"), message("hint.nothing-imported"))
    profile = Profile(
        name=name, kind=wanted.kind, date=today(), framework=framework.header.id, dependencies=imported.services
    )
    text = profile_file(profile, framework, language, made="profile-file.imported")
    path = wanted.output or Path(f"{stem_of(name)}.yaml")
    if path.suffix not in (".yaml", ".yml"):
        raise UsageError(message("error.unknown-format", file=str(path), formats=".yaml"))
    if wanted.dry_run:
        show(text)
    else:
        write_file(path, text.encode(), force=wanted.force)
    _tell(imported, say, everything=wanted.everything)
    if not wanted.dry_run:
        note(say("init.written", file=str(path)))
        note(say("import.next", file=str(path)))


def _tell(imported: Imported, say: Texts, *, everything: bool) -> None:
    """What was placed, what it was taken for, and what could not be placed."""
    note(say("import.placed", n=len(imported.services)))
    if imported.matched:
        note(say("import.matched", n=len(imported.matched)))
        matches = [say("import.match", name=name, product=id_) for name, id_ in imported.matched]
        _list(matches, say, everything=everything)
    unknown = [one for one in imported.services if one.parent_country is None and one.supplier not in _known()]
    if unknown:
        note(say("import.owner-unknown", n=len(unknown)))
    if imported.unplaced:
        note(say("import.unplaced", n=len(imported.unplaced)))
        told = [say("import.not-placed", what=one.what, why=one.why) for one in imported.unplaced]
        _list(told, say, everything=everything)


def _known() -> frozenset[str]:
    return frozenset(shipped_catalogue().suppliers)


def _list(lines: Sequence[str], say: Texts, *, everything: bool) -> None:
    shown = lines if everything else lines[:MOST_TOLD]
    for line in shown:
        note(f"  {line}")
    if len(shown) < len(lines):
        note(f"  {say('report.more', n=len(lines) - len(shown))}")
