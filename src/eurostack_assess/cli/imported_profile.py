"""Writes the profile that an import makes from another program's file, and reports which items were left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eurostack_assess.cli.clock import today
from eurostack_assess.cli.names import checked_name, stem_of
from eurostack_assess.cli.notes import note_list
from eurostack_assess.cli.outputs import check_ending
from eurostack_assess.cli.streams import note, show, write_file
from eurostack_assess.errors import UsageError, message
from eurostack_assess.inert import join_first
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import SELF, Profile
from eurostack_assess.model.vocabulary import Kind
from eurostack_assess.reading.figures import ImportedFigures
from eurostack_assess.reading.import_result import ImportIssue, ImportResult
from eurostack_assess.report.exports.profile import render_profile_file
from eurostack_assess.subjects.shipped_data import shipped_catalogue
from eurostack_assess.texts import Texts, texts

YAML_ENDINGS = (".yaml", ".yml")
MAX_AREAS_NAMED = 12


@dataclass(frozen=True)
class ImportTarget:
    """The profile to be made."""

    name: str
    kind: Kind
    framework: Framework
    output: Path | None
    """None: a file by the profile's name."""
    dry_run: bool
    """Whether the profile is only shown."""
    everything: bool
    """Whether all of what could not be placed is listed."""
    force: bool
    country: str | None = None
    """Where the subject is, if the file says it."""

    def write(self, imported: ImportResult, language: str) -> None:
        """Write the profile, or show it, and note what came of the import.

        Raises:
            UsageError: no service could be placed, or the file's name does not end like a profile's.
        """
        translate = texts(language)
        name = checked_name(self.name)
        if not imported.services:
            self._note(imported, translate)
            raise UsageError(message("error.nothing-imported"), imported.hint)
        profile = Profile(
            name=name,
            kind=self.kind,
            date=today(),
            framework=self.framework.header.id,
            country=self.country,
            dependencies=imported.services,
        )
        assumed = {
            supplier: translate("profile-file.assumed-owner", owner=owner)
            for supplier, owner in imported.assumed_owners.items()
        }
        text = render_profile_file(
            profile, self.framework, language, heading_key="profile-file.imported", comments=assumed
        )
        path = self._put(name, text)
        self._note(imported, translate)
        if not self.dry_run:
            note(translate("init.written", file=str(path)))
            note(translate("import.next", file=str(path)))

    def write_indicators(self, figures: ImportedFigures, language: str) -> None:
        """Write a profile with the figures of an area, or show it, and note what could not be placed.

        Raises:
            UsageError: the file has no figure of that area, or the file's name does not end like a profile's.
        """
        translate = texts(language)
        name = checked_name(self.name)
        if not figures.indicators:
            self._note_issues(figures.issues, translate)
            areas = join_first(figures.areas, MAX_AREAS_NAMED)
            raise UsageError(message("error.no-figures-of-area"), message("hint.areas", areas=areas))
        profile = Profile(
            name=name,
            kind=self.kind,
            date=today(),
            framework=self.framework.header.id,
            indicators=figures.indicators,
        )
        text = render_profile_file(profile, self.framework, language, heading_key="profile-file.figures")
        path = self._put(name, text)
        note(translate("import.figures", n=len(figures.indicators)))
        for what in figures.notes:
            note(translate.message(what))
        self._note_issues(figures.issues, translate)
        if not self.dry_run:
            note(translate("init.written", file=str(path)))
            note(translate("import.figures-next", file=str(path)))

    def _put(self, name: str, text: str) -> Path:
        """Write or show the text of a profile; where it stands."""
        path = self.output or Path(f"{stem_of(name)}.yaml")
        check_ending(path, YAML_ENDINGS)
        if self.dry_run:
            show(text)
        else:
            write_file(path, text.encode(), force=self.force)
        return path

    def _note(self, imported: ImportResult, translate: Texts) -> None:
        """Note what was placed, what it was taken for, and what could not be placed."""
        note(translate("import.placed", n=len(imported.services)))
        for what in imported.notes:
            note(translate.message(what))
        if imported.matches:
            note(translate("import.matched", n=len(imported.matches)))
            matches = [translate("import.match", name=name, product=id_) for name, id_ in imported.matches]
            note_list(matches, translate, everything=self.everything)
        if imported.assumed_owners:
            note(translate("import.assumed", n=len(imported.assumed_owners)))
            owners = [
                translate("import.assumed-owner", supplier=supplier, owner=owner)
                for supplier, owner in imported.assumed_owners.items()
            ]
            note_list(owners, translate, everything=self.everything)
        catalogue = shipped_catalogue()
        unknown = [
            service
            for service in imported.services
            if service.parent_country is None
            and service.supplier != SELF
            and service.supplier not in catalogue.suppliers
            and service.parent not in catalogue.owners
        ]
        if unknown:
            note(translate("import.owner-unknown", n=len(unknown)))
        self._note_issues(imported.issues, translate)

    def _note_issues(self, issues: Sequence[ImportIssue], translate: Texts) -> None:
        if issues:
            note(translate("import.unplaced", n=len(issues)))
            lines = [translate("import.not-placed", what=issue.item, why=issue.reason) for issue in issues]
            note_list(lines, translate, everything=self.everything)
