"""The house keeps its measures: sizes, names that are unique, and nothing filled in by position."""

import ast
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest

from tests.helpers import ROOT

PACKAGE = ROOT / "src" / "eurostack_assess"
MODULES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in MODULES}
LONGEST_MODULE, LONGEST_CLASS, MOST_POSITIONAL = 500, 250, 4
PRONOUNS = {"one", "whole", "say", "at", "of", "there"}
"""Words that name nothing."""


def named(path: Path, node: ast.stmt | ast.expr) -> str:
    return f"{path.relative_to(PACKAGE)}:{node.lineno}"


def nodes(kind: type[ast.AST]) -> Iterator[tuple[Path, ast.AST]]:
    return ((path, node) for path, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, kind))


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    long = [path.name for path in MODULES if len(path.read_text("utf-8").splitlines()) > LONGEST_MODULE]
    assert long == []


def test_the_table_of_commands_stays_a_table() -> None:
    assert len((PACKAGE / "cli" / "command_table.py").read_text("utf-8").splitlines()) < 150


def test_no_class_is_longer_than_a_reader_can_hold() -> None:
    long = [
        node.name
        for _, node in nodes(ast.ClassDef)
        if isinstance(node, ast.ClassDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_CLASS
    ]
    assert long == []


def test_a_class_name_stands_for_one_class() -> None:
    names = Counter(node.name for _, node in nodes(ast.ClassDef) if isinstance(node, ast.ClassDef))
    assert [name for name, number in names.items() if number > 1] == []


def test_nothing_is_filled_in_by_position() -> None:
    """Up to four; a path in a file that is handed on (`*path, "target"`) is one, whatever its parts."""

    def is_part_of_a_call(node: ast.expr) -> bool:
        return not isinstance(node, ast.Starred)

    long = [
        named(path, node)
        for path, node in nodes(ast.Call)
        if isinstance(node, ast.Call) and len(list(takewhile(is_part_of_a_call, node.args))) > MOST_POSITIONAL
    ]
    assert long == []


def test_no_parameter_is_a_pronoun() -> None:
    found = [
        f"{named(path, node)} {argument.arg}"
        for path, node in nodes(ast.FunctionDef)
        if isinstance(node, ast.FunctionDef)
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        if argument.arg in PRONOUNS
    ]
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(TREES[path]) or path.read_text("utf-8") == ""
