"""`roster check` prints what other programs read, and says by its status whether the file could be read."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from bimtek.workshops.roster_commands import roster

DATA = Path(__file__).parents[2] / "data" / "rosters"


def check(*arguments: str) -> Result:
    return CliRunner().invoke(roster, ["check", *arguments])


def test_the_json_form_holds_people_and_ignored_lines() -> None:
    result = check(str(DATA / "semicolon_bom.csv"), "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "people": [
            {"line": 2, "name": "Ani Contoh", "nip": "198001012005012000", "post": "Staf", "unit": "Dinas Sosial",
             "unit_match": "dinsos", "group": "Kelompok 5", "faults": []},
            {"line": 3, "name": "Béa Umpama, S.E.", "nip": "", "post": "Staf", "unit": "PT PLN (Persero) ULP Masamba",
             "unit_match": "pln", "group": "Kelompok 6", "faults": []},
        ],
        "ignored_lines": [{"line": 1, "why": "kepala tabel"}],
    }  # fmt: skip


def test_a_list_with_faults_is_still_readable_and_each_fault_has_four_parts() -> None:
    result = check(str(DATA / "faulty_lines.csv"), "--json")
    assert result.exit_code == 0
    faults = [fault for person in json.loads(result.stdout)["people"] for fault in person["faults"]]
    assert len(faults) == 17
    assert all(set(fault) == {"code", "field", "message", "severity"} for fault in faults)


def test_the_text_form_shows_faults_beneath_their_line_and_counts_them() -> None:
    shown = check(str(DATA / "faulty_lines.csv")).stdout
    assert "[tahan] NIP harus 18 angka; tertulis 17 angka." in shown
    assert "16 peserta; 11 ditahan, 5 perlu dilihat." in shown
    assert "\u200b" not in shown


def test_the_sheet_taken_is_said_beside_the_json_not_in_it() -> None:
    result = check(str(DATA / "several_sheets.xlsx"), "--json")
    assert [person["name"] for person in json.loads(result.stdout)["people"]] == ["Wahyu Contoh"]
    assert "Panitia" in result.stderr


def test_a_file_that_cannot_be_read_exits_with_status_2_and_its_reason(tmp_path: Path) -> None:
    broken = tmp_path / "peserta.xlsx"
    broken.write_bytes(b"%PDF-1.7")
    result = check(str(broken), "--json")
    assert result.exit_code == 2
    assert "bukan lembar kerja" in json.loads(result.stdout)["error"]
    assert check(str(broken)).exit_code == 2
    assert check(str(tmp_path), "--json").exit_code == 2
    assert check(str(tmp_path / "tidak-ada.csv"), "--json").exit_code == 2


def test_checking_writes_nothing(tmp_path: Path) -> None:
    copy = tmp_path / "peserta.csv"
    copy.write_bytes((DATA / "comma.csv").read_bytes())
    check(str(copy))
    assert [path.name for path in tmp_path.iterdir()] == ["peserta.csv"]
    assert copy.read_bytes() == (DATA / "comma.csv").read_bytes()
