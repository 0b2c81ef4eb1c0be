"""Locates the shipped folders: inside the package in a wheel, at the top level in a checkout or an sdist."""

from pathlib import Path

DEFAULT_FRAMEWORK = "eurostack"

_PACKAGE = Path(__file__).parent


def get_folder(name: str) -> Path:
    """The shipped folder `questionnaires`, `profiles`, `schemas`, `catalogue` or `scenarios`."""
    in_wheel = _get_wheel_folder() / name
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parents[1] / name


def is_in_wheel(folder: Path) -> bool:
    """Whether a folder was installed with the program: nobody else put anything there."""
    return _get_wheel_folder() in folder.parents


def _get_wheel_folder() -> Path:
    return _PACKAGE / "shipped"


def find_framework(framework_id: str, edition: str | None = None) -> Path | None:
    """The folder of a shipped framework, or None if we ship none by that id.

    With an edition, the folder of that edition where it is shipped still, and else of the newest.
    """
    folders = {path.name: path for path in list_frameworks()}
    return folders.get(f"{framework_id}-{edition}") or folders.get(framework_id)


def list_frameworks() -> list[Path]:
    """The folders of all shipped frameworks, by name; those of earlier editions are named ID-EDITION."""
    return sorted(path.parent for path in get_folder("questionnaires").glob("*/framework.yaml"))


def list_profiles() -> list[Path]:
    """The shipped profiles, by name."""
    return sorted(get_folder("profiles").glob("*.yaml"))


def list_scenarios() -> list[Path]:
    """The shipped scenarios, by name."""
    return sorted(get_folder("scenarios").glob("*.yaml"))
