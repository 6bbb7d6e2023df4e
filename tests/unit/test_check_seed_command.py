"""`check seed` looks at content alone: place, field and advice for people and machines; only faults fail it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bimtek import checking
from bimtek.cli import check
from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.scenario_lint_files import LintFinding

FAULT = LintFinding("street-light.toml", 12, "say.what", "kalimat kosong", "Isi kalimatnya.")
WARNING = LintFinding("street-light.toml", 14, "say.ask", "kalimat mirip", "Bedakan.", warning=True)


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(check, ["seed", *arguments])


def _says(monkeypatch: pytest.MonkeyPatch, *found: LintFinding) -> None:
    """The scenarios give exactly these findings."""
    monkeypatch.setattr(checking, "lint_seed", lambda *_: list(found))


def _copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    seed = shutil.copytree(SEED_DIR, tmp_path / "seed")
    monkeypatch.setattr(checking, "SEED_DIR", seed)
    return seed


def _rows(*arguments: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(_run("--json", *arguments).stdout)["findings"]
    return rows


def test_a_fault_is_printed_with_file_line_field_and_advice_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    _says(monkeypatch, FAULT)
    result = _run("--year", "2026")
    assert result.exit_code == 1
    assert result.stdout == (
        "RUSAK  seed: seed/scenarios/street-light.toml:12 say.what: kalimat kosong. Isi kalimatnya.\n"
    )


def test_a_warning_is_printed_and_does_not_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    _says(monkeypatch, WARNING)
    result = _run("--year", "2026")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "AWAS   seed: seed/scenarios/street-light.toml:14 say.ask: kalimat mirip. Bedakan.",
        "utuh   seed: utuh",
    ]


def test_a_machine_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    _says(monkeypatch, FAULT)
    result = _run("--year", "2026", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "sound": False,
        "findings": [
            {
                "what": "seed", "sound": False, "severity": "fault",
                "words": "seed/scenarios/street-light.toml:12 say.what: kalimat kosong. Isi kalimatnya.",
                "file": "seed/scenarios/street-light.toml", "line": 12, "field": "say.what",
                "message": "kalimat kosong", "advice": "Isi kalimatnya.",
            }
        ],
    }  # fmt: skip


def test_a_fault_planted_in_a_file_is_found_at_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _copy(tmp_path, monkeypatch) / "scenarios" / "street-light.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(at for at, line in enumerate(lines) if line.startswith("owner = "))
    lines[number] = 'owner = "dinas-angin"'
    path.write_text("\n".join(lines), encoding="utf-8")
    assert ("seed/scenarios/street-light.toml", number + 1, "owner", "fault") in {
        (row["file"], row["line"], row["field"], row["severity"]) for row in _rows() if "file" in row
    }


def test_a_year_without_holidays_is_a_warning_and_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    _says(monkeypatch)
    result = _run("--year", "2099")
    assert result.exit_code == 0
    assert "AWAS   seed: seed/calendar.toml year: daftar libur nasional dan cuti bersama tahun 2099" in result.stdout


def test_without_a_year_those_of_the_demo_class_and_its_deadlines_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = _copy(tmp_path, monkeypatch)
    _says(monkeypatch)
    text = (seed / "demo_class.toml").read_text(encoding="utf-8")
    (seed / "demo_class.toml").write_text(text.replace("2026-11-09", "2098-11-10"), encoding="utf-8")
    assert [row["message"].split("tahun ")[1][:4] for row in _rows() if row.get("severity")] == ["2098", "2099"]


def test_an_impossible_holiday_is_a_fault_at_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _copy(tmp_path, monkeypatch) / "calendar.toml"
    _says(monkeypatch)
    text = path.read_text(encoding="utf-8").replace("2026-06-16", "2026-06-31")
    path.write_text(text, encoding="utf-8")
    line = text[: text.index("2026-06-31")].count("\n") + 1
    assert [(row["file"], row["line"]) for row in _rows()] == [("seed/calendar.toml", line)]
    assert _run().exit_code == 1


def test_an_exercise_without_its_scenario_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = _copy(tmp_path, monkeypatch)
    _says(monkeypatch)
    used = min(checking.marking.scenarios_used())
    (seed / "scenarios" / f"{used}.toml").unlink()
    assert any(used in row["words"] and not row["sound"] for row in _rows())


def test_content_that_cannot_be_read_is_a_finding_and_no_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = _copy(tmp_path, monkeypatch)
    (seed / "units.toml").unlink()
    result = _run()
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "RUSAK  seed: FileNotFoundError" in result.stdout


def test_a_year_that_is_none_is_refused() -> None:
    assert _run("--year", "1999").exit_code == 2


def test_a_year_is_asked_of_the_content_only() -> None:
    result = CliRunner().invoke(check, ["--year", "2026"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "check seed" in result.stderr
