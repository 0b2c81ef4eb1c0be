"""Files generated from other files when a wheel is built, and used only while those files are unchanged.

The first line of a sealed file is the SHA-256 of everything that it was made of, the second the SHA-256 of the content
below it. If either does not match, the sealed file was made from something else, cut or changed, and its source files
are read instead. Anybody who can write to the folder and make both match can change the code too.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def open_sealed(path: Path, made_of: Iterable[Path]) -> bytes | None:
    """The content of a sealed file; None where there is none, or what it was made of has to be read.

    `made_of` is looked at only where there is such a file.
    """
    try:
        origin, content_digest, content = path.read_bytes().split(b"\n", 2)
    except (OSError, ValueError):
        return None
    if content_digest != _digest(content) or origin != compute_origin(path.parent, made_of):
        return None
    return content


def seal(content: bytes, folder: Path, made_of: Iterable[Path]) -> bytes:
    """A file for `open_sealed`, to be put in `folder`; what it is made of lies there or in a folder below."""
    return b"\n".join((compute_origin(folder, made_of), _digest(content), content))


def compute_origin(folder: Path, made_of: Iterable[Path]) -> bytes:
    """SHA-256 over the path below the folder, the length and the bytes of each of these files."""
    found = hashlib.sha256()
    for path in sorted(made_of):
        data = path.read_bytes()
        found.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
        found.update(data)
    return found.hexdigest().encode()


def find_yaml_files(folder: Path) -> Iterator[Path]:
    """Every YAML file in a folder and below it."""
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names if name.endswith((".yaml", ".yml")))


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
