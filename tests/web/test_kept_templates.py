"""Compiled templates are kept between starts, and never in the way of a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from bimtek.web.rendering import KeptTemplates


def _environment(folder: Path, text: str) -> Environment:
    kept = KeptTemplates(str(folder), "%s.cache")
    return Environment(loader=DictLoader({"page": text}), bytecode_cache=kept, autoescape=True)


def test_a_second_start_compiles_nothing_and_a_changed_text_is_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _environment(tmp_path, "one {{ 1 + n }}").get_template("page").render(n=1) == "one 2"
    with monkeypatch.context() as patched:
        patched.setattr(Environment, "compile", lambda *_given, **_more: pytest.fail("compiled again"))
        assert _environment(tmp_path, "one {{ 1 + n }}").get_template("page").render(n=2) == "one 3"
    assert _environment(tmp_path, "two {{ n }}").get_template("page").render(n=2) == "two 2"


def test_a_folder_that_is_gone_or_holds_nonsense_keeps_nothing_and_the_page_stands(tmp_path: Path) -> None:
    assert _environment(tmp_path / "nowhere", "one {{ n }}").get_template("page").render(n=1) == "one 1"
    _environment(tmp_path, "one {{ n }}").get_template("page")
    for file in tmp_path.iterdir():
        file.write_bytes(b"nonsense")
    assert _environment(tmp_path, "one {{ n }}").get_template("page").render(n=4) == "one 4"
