"""The glossary decides: the names that it gives exist, and the words that it rules out name nothing."""

import ast
import json
import re
from collections.abc import Iterator

import pytest

from eurostack_assess.model.schemas import SCHEMAS
from eurostack_assess.report.exports.json_schema import schema_json
from tests.helpers import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
TREES = [ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / "src").rglob("*.py"))]


def rows() -> Iterator[tuple[set[str], set[str]]]:
    """The names of each row, and the words that it rules out."""
    for line in GLOSSARY.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and "---" not in line and cells[-1] != "not":
            yield set(re.findall(r"`(\w+)`", cells[-2])), set(re.findall(r"`(\w+)`", cells[-1]))


def identifiers() -> set[str]:
    """Everything that is named in the code: modules, classes, functions, parameters, fields and constants."""
    found = {path.stem for path in (ROOT / "src").rglob("*.py")}
    for tree in TREES:
        for node in ast.walk(tree):
            match node:
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
                    found.add(name)
                case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                    found.add(name)
    return found


def keys(name: str) -> set[str]:
    """Every key and every title of a schema."""
    schema = json.loads(schema_json(name))
    shapes = [schema, *schema.get("$defs", {}).values()]
    return {key for shape in shapes for key in (*shape.get("properties", {}), shape.get("title", ""))}


NAMED = identifiers()
RULED_OUT = {word for _, words in rows() for word in words}


def test_the_glossary_is_read() -> None:
    assert len(list(rows())) > 50
    assert {"thanks_to", "toll", "gone"} <= RULED_OUT


def test_every_name_in_the_glossary_exists() -> None:
    assert sorted({name for names, _ in rows() for name in names} - NAMED) == []


def test_nothing_is_named_by_a_word_that_is_ruled_out() -> None:
    assert sorted({name for name in NAMED if name.strip("_").lower() in RULED_OUT}) == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_key_of_a_file_is_a_word_that_is_ruled_out(name: str) -> None:
    assert sorted(keys(name) & RULED_OUT) == []
