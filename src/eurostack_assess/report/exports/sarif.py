"""SARIF 2.1.0, the format in which code hosts accept findings: the parts that all such files share."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from urllib.parse import quote

from eurostack_assess.errors import Place
from eurostack_assess.inert import escape_active
from eurostack_assess.model.assessment import Tool

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

Json = Mapping[str, object]


def render_sarif_file(runs: Sequence[Json]) -> bytes:
    """A file with these runs."""
    file = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": list(runs)}
    return f"{json.dumps(file, ensure_ascii=False, indent=2)}\n".encode()


def build_run(tool: Tool, what: str, rules: Sequence[Json], results: Sequence[Json]) -> Json:
    """A run: the findings about one thing, which the code host keeps apart from those about another."""
    return {
        "tool": {"driver": {"name": tool.name, "version": tool.version, "rules": rules}},
        "automationDetails": {"id": escape_active(f"{tool.name}/{what}/")},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }


def build_rule(id_: str, name: str, explanation: str, level: str = "error") -> Json:
    """A rule with all that a code host asks of it."""
    return {
        "id": id_,
        "shortDescription": {"text": escape_active(name)},
        "fullDescription": {"text": escape_active(explanation)},
        "help": {"text": escape_active(explanation)},
        "defaultConfiguration": {"level": level},
    }


def build_fingerprints(key: str, what: str) -> Json:
    """What tells one finding from another, also when its line has moved: for us, and as GitHub names it."""
    fingerprint = hashlib.sha256(os.fsencode(what)).hexdigest()[:32]
    return {key: fingerprint, "primaryLocationLineHash": f"{fingerprint[:16]}:1"}


def build_location(place: Place) -> Json:
    """A place in a file."""
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + place.length}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(place.file)}, "region": region}}


def _uri(file: str) -> str:
    """A file's address: relative as it was given, or absolute."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
