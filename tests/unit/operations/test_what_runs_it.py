"""The files that start the platform, and the pages read when it breaks, name commands and settings that exist."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest

from bimtek.cli import cli

ROOT = Path(__file__).resolve().parents[3]
RUNBOOKS = sorted((ROOT / "docs" / "runbooks").glob("*.md"))
TEXTS = [*RUNBOOKS, *sorted((ROOT / "deploy").iterdir()), ROOT / "docs" / "copies.md"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_command_that_is_named_exists(path: Path) -> None:
    named = set(re.findall(r"-m bimtek ([a-z-]+)", path.read_text("utf-8")))
    assert named <= set(cli.commands)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_setting_that_is_named_is_read_somewhere(path: Path) -> None:
    code = "".join(file.read_text("utf-8") for file in (ROOT / "bimtek").rglob("*.py"))
    named = set(re.findall(r"BIMTEK_[A-Z_]+[A-Z]", path.read_text("utf-8")))
    assert {name for name in named if name not in code} == set()


@pytest.mark.parametrize("path", RUNBOOKS, ids=lambda path: path.name)
def test_a_runbook_is_one_page(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert sum(1 + len(line) // 110 for line in lines) <= 50


def test_the_unit_starts_what_the_readme_starts_and_gives_it_no_more_rights_than_it_needs() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(ROOT / "deploy" / "bimtek.service", "utf-8")
    service = unit["Service"]
    assert service["ExecStart"].endswith("-m bimtek serve")
    assert service["ExecStartPre"].endswith("-m bimtek migrate")
    assert service["User"] != "root"
    assert (service["ProtectSystem"], service["NoNewPrivileges"], service["UMask"]) == ("strict", "true", "0077")


def test_the_windows_file_has_the_line_ends_its_shell_needs() -> None:
    content = (ROOT / "deploy" / "mulai-bimtek.bat").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert "*.bat" in (ROOT / ".gitattributes").read_text("utf-8")


def test_the_windows_file_stands_spaces_in_every_path() -> None:
    """A folder "C:\\Users\\Siti Rahma" or a stick "E:\\salinan bimtek": what may hold a space stands in quotes."""
    lines = (ROOT / "deploy" / "mulai-bimtek.bat").read_text("ascii").splitlines()
    acts = [line for line in lines if not line.startswith(("rem ", "echo "))]
    paths = [line for line in acts if "%~dp0" in line or "SALINAN%" in line or ".venv" in line]
    assert len(paths) == 5
    assert [line for line in paths if not re.search(r'"[^"]*(%~dp0|SALINAN%|\.venv)[^"]*"', line)] == []
