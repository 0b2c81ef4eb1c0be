"""The glossary decides: the names that it gives exist, and the words that it rules out name nothing."""

import ast
import json

import pytest

from eurostack_assess.model.schemas import SCHEMAS
from eurostack_assess.report.exports.json_schema import schema_json
from eurostack_assess.texts import languages
from eurostack_assess.texts.terms import list_words, load_glossary
from tests.helpers import ROOT

TERMS = [term for terms in load_glossary().values() for term in terms]
TREES = [ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / "src").rglob("*.py"))]


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
RULED_OUT = {word for term in TERMS for word in term.ruled_out}


def test_the_glossary_is_read() -> None:
    assert len(TERMS) > 50
    assert {"thanks_to", "toll", "gone"} <= RULED_OUT


def test_every_name_in_the_glossary_exists() -> None:
    assert sorted({name for term in TERMS for name in term.code} - NAMED) == []


def test_nothing_is_named_by_a_word_that_is_ruled_out() -> None:
    assert sorted({name for name in NAMED if name.strip("_").lower() in RULED_OUT}) == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_key_of_a_file_is_a_word_that_is_ruled_out(name: str) -> None:
    assert sorted(keys(name) & RULED_OUT) == []


SPOKEN = [term for term in TERMS if term.words]
"""Those that texts use, not the code alone."""


@pytest.mark.parametrize("language", languages())
def test_every_term_is_explained_in_every_language(language: str) -> None:
    assert [term.code for term in SPOKEN if not (term.words.get(language) and term.means.get(language))] == []


def test_a_word_leads_to_one_term() -> None:
    for term in SPOKEN:
        for word in {*sum(term.words.values(), ()), *sum(term.also.values(), ())}:
            assert list_words()[word.casefold()] is term, word
