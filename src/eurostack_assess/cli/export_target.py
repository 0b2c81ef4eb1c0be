"""The target of an export: the one file named with `-o`, and the files that are written along with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eurostack_assess.cli.outputs import check_ending, check_targets, write_and_name
from eurostack_assess.errors import UsageError, message
from eurostack_assess.texts import texts


@dataclass(frozen=True)
class ExportTarget:
    """The file named with `-o`, if any."""

    output: Path | None
    force: bool
    """Whether files that exist are overwritten."""

    def write(self, files: Mapping[Path, bytes], language: str) -> None:
        """Write all of the files or none."""
        check_targets(list(files), force=self.force)
        write_and_name(files, texts(language), force=self.force)

    def named(self, *endings: str) -> Path:
        """The file that must be named, with one of the endings.

        Raises:
            UsageError: none is, or it has another.
        """
        if self.output is None:
            raise UsageError(message("error.no-output-named"), message("hint.name-output", ending=endings[0]))
        check_ending(self.output, endings)
        return self.output
