"""Templates are checked like code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [p for p in TEMPLATES if not p.name.startswith("_") and p.parent.name != "components" and p.name != "base.html"]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT / "templates"))


#: Served as a file to keep, never under our own address: it must hold everything it needs.
KEPT_FILES = {"certification/checker.html"}


@pytest.mark.parametrize("path", [p for p in TEMPLATES if _name(p) not in KEPT_FILES], ids=_name)
def test_each_template_has_no_inline_script_or_style(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_each_page_has_a_title(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "{% block title %}" in text or "{% extends" not in text


def test_every_template_compiles(app: Flask) -> None:
    for path in TEMPLATES:
        app.jinja_env.get_template(_name(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_no_template_marks_text_safe_by_hand(path: Path) -> None:
    assert "| safe" not in path.read_text("utf-8").replace("|safe", "| safe")
