"""Rooms stay livable: nobody has to read a thousand lines to change one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = sorted((ROOT / "bimtek").rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_file_has_at_most_300_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_a_file_of_tests_has_at_most_300_lines_too() -> None:
    tests = {_name(path): len(path.read_text("utf-8").splitlines()) for path in (ROOT / "tests").rglob("*.py")}
    assert {name: lines for name, lines in tests.items() if lines > 300} == {}


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_function_has_at_most_40_lines_and_a_view_25(path: Path) -> None:
    limit = 25 if path.name == "views.py" else 40
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= limit, f"{node.name} has {length} lines"


def test_no_file_is_named_after_nothing_in_particular() -> None:
    assert [p for p in SOURCES if p.stem in FORBIDDEN_NAMES] == []


def test_each_room_has_an_empty_init() -> None:
    inits = [p for p in SOURCES if p.name == "__init__.py" and p.parent.name != "bimtek"]
    assert [p for p in inits if p.read_text("utf-8").strip()] == []


def test_create_app_fits_on_a_page() -> None:
    assert len((ROOT / "bimtek" / "__init__.py").read_text("utf-8").splitlines()) <= 75


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_every_public_function_says_its_rule(path: Path) -> None:
    if path.name in {"views.py", "forms.py"}:
        return  # a view only routes, a form only shapes: their names say it
    tree = ast.parse(path.read_text("utf-8"))
    for node in [
        *tree.body,
        *[n for c in tree.body if isinstance(c, ast.ClassDef) and not c.name.startswith("_") for n in c.body],
    ]:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not _is_protocol(node):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


def _is_protocol(node: ast.FunctionDef) -> bool:
    return (
        len(node.body) == 1 and isinstance(node.body[0], ast.Expr) and getattr(node.body[0].value, "value", "") is ...
    )
