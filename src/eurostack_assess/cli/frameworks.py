"""The framework a command works with: a shipped one by its id, or a folder."""

from functools import cache
from pathlib import Path

from eurostack_assess import shipped
from eurostack_assess.errors import UsageError, message
from eurostack_assess.model.framework import Framework
from eurostack_assess.reading.framework import read_framework


def framework_folder(folder: Path | None) -> Path:
    """Where a framework that is edited or written out again stands: in `folder`; without one, our own."""
    return folder or shipped.folder("questionnaires") / shipped.DEFAULT_FRAMEWORK


@cache
def chosen_framework(folder: Path | None, framework_id: str | None = None) -> Framework:
    """The framework in `folder`; without one, the shipped framework by that id, or our own. Read once in a run."""
    if folder is not None:
        return read_framework(folder)
    wanted = framework_id or shipped.DEFAULT_FRAMEWORK
    found = shipped.framework(wanted)
    if found is None:
        known = ", ".join(path.name for path in shipped.frameworks())
        raise UsageError(
            message("error.no-such-framework", framework=wanted), message("hint.shipped-frameworks", frameworks=known)
        )
    return read_framework(found)
