"""The command `deadline`: a receipt and a number of working days in, the due date and its reasons out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bimtek.workshops.commands import deadline


def run(*arguments: str) -> Result:
    return CliRunner().invoke(deadline, list(arguments))


def answer(received: str, days: str) -> dict[str, Any]:
    result = run("--received", received, "--days", days, "--json")
    assert result.exit_code == 0, result.output
    printed: dict[str, Any] = json.loads(result.stdout)
    return printed


def test_the_answer_names_the_due_date_every_day_and_the_warnings() -> None:
    assert answer("2026-03-13T16:00:00", "1") == {
        "due": "2026-03-16",
        "days": [
            {"date": "2026-03-13", "counts": False, "why": "hari diterima, belum dihitung"},
            {"date": "2026-03-14", "counts": False, "why": "Sabtu"},
            {"date": "2026-03-15", "counts": False, "why": "Minggu"},
            {"date": "2026-03-16", "counts": True, "why": "hari kerja ke-1"},
        ],
        "warnings": [],
    }


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-03-10", "2026-03-31"),
        ("2026-03-10T16:01", "2026-04-01"),
        ("2026-03-10T08:01Z", "2026-04-01"),  # 16.01 WITA
        ("2026-03-10T08:00:00+00:00", "2026-03-31"),
        ("2026-03-10T15:30:00+07:00", "2026-04-01"),  # 16.30 WITA
        ("2026-03-09T23:00:00-05:00", "2026-03-31"),  # already the 10th, noon
    ],
)
def test_a_receipt_is_read_as_wita(received: str, due: str) -> None:
    assert answer(received, "10")["due"] == due


def test_a_count_into_an_incomplete_year_warns() -> None:
    assert "2027" in answer("2026-12-21", "7")["warnings"][0]


def test_the_table_is_for_people() -> None:
    result = run("--received", "2026-12-30", "--days", "2")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Tenggat: Senin, 4 Januari 2027, sampai akhir jam kerja",
        "",
        "  Rabu, 30 Desember 2026   hari diterima, belum dihitung",
        "+ Kamis, 31 Desember 2026  hari kerja ke-1",
        "  Jumat, 1 Januari 2027    Tahun Baru Masehi",
        "  Sabtu, 2 Januari 2027    Sabtu",
        "  Minggu, 3 Januari 2027   Minggu",
        "+ Senin, 4 Januari 2027    hari kerja ke-2",
        "",
        "Peringatan: Daftar libur nasional dan cuti bersama tahun 2027 belum lengkap: tenggat ini dapat bergeser.",
    ]


@pytest.mark.parametrize("days", ["0", "400"])
def test_the_bounds_of_the_count_are_accepted(days: str) -> None:
    assert sum(row["counts"] for row in answer("2026-03-10", days)["days"]) == int(days)


@pytest.mark.parametrize("days", ["", "-1", "401", "2.5", "lima", "1e2", "²", "9" * 5000])
def test_a_count_that_is_no_number_from_0_to_400_is_refused(days: str) -> None:
    result = run("--received", "2026-03-10", f"--days={days}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "bilangan bulat 0 sampai 400" in result.stderr


@pytest.mark.parametrize(
    ("received", "message"),
    [
        ("", "Isi --received"),
        ("kemarin", "tidak dikenali"),
        ("2026-02-30", "tidak dikenali"),
        ("10/03/2026", "tidak dikenali"),
        ("2026-03-10T25:00", "tidak dikenali"),
        ("0001-01-01T00:00:00+14:00", "tidak dikenali"),
        ("9999-12-31", "di luar kalender"),
        ("1900-01-01", "di luar kalender"),
        ("2026-03-10" * 1000, "tidak dikenali"),
        ("\x00", "tidak dikenali"),
    ],
)
def test_a_receipt_that_is_no_date_is_refused_in_indonesian(received: str, message: str) -> None:
    result = run(f"--received={received}", "--days=3")
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_refusal_can_be_read_by_a_machine() -> None:
    result = run("--received", "kemarin", "--days", "3", "--json")
    assert result.exit_code == 2
    assert "tidak dikenali" in json.loads(result.stdout)["error"]
