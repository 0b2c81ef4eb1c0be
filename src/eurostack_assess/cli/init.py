"""`init`: a profile to fill in."""

from pathlib import Path

from eurostack_assess.cli.frameworks import chosen_framework
from eurostack_assess.cli.names import schema_path, stem_of
from eurostack_assess.cli.streams import note, write_file
from eurostack_assess.errors import UsageError, message
from eurostack_assess.inert import ACTIVE_CHARACTER
from eurostack_assess.model.base import Kind
from eurostack_assess.report.blank_profile import blank_profile
from eurostack_assess.texts import texts


def init(name: str, kind: Kind, folder: Path | None, language: str, *, force: bool) -> None:
    """Write NAME.yaml into the current folder, its file name made from the name's letters and digits."""
    path = Path(f"{stem_of(name)}.yaml")
    framework = chosen_framework(folder)
    if not any(part.asked_of(kind) for part in (*framework.layers, *framework.beside)):
        raise UsageError(message("error.no-question-for-kind"))
    blank = blank_profile(framework, ACTIVE_CHARACTER.sub(" ", name), kind, language, schema_path())
    write_file(path, blank.encode(), force=force)
    say = texts(language)
    note(say("init.written", file=str(path)))
    note(say("init.next", file=str(path) if folder is None else f"{path} --framework {folder}"))
