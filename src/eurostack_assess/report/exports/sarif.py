"""SARIF 2.1.0, the form in which code hosts take findings: what every file of it has."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from urllib.parse import quote

from eurostack_assess.errors import Place
from eurostack_assess.model.assessment import Tool

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

Json = Mapping[str, object]


def render_sarif_file(tool: Tool, rules: Sequence[Json], results: Sequence[Json]) -> bytes:
    """A file with one run."""
    driver = {"name": tool.name, "version": tool.version, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    file = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return f"{json.dumps(file, ensure_ascii=False, indent=2)}\n".encode()


def build_location(place: Place) -> Json:
    """A place in a file."""
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + place.length}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(place.file)}, "region": region}}


def compute_finding_fingerprint(what: str) -> str:
    """What tells one finding from another, also when its line has moved."""
    return hashlib.sha256(os.fsencode(what)).hexdigest()[:32]


def _uri(file: str) -> str:
    """A file's address: relative as it was given, or absolute."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
