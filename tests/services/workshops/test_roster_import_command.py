"""`roster import`: the same services as the pages, one transaction, faults named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from bimtek.extensions import db
from bimtek.people import services as people
from bimtek.web.transaction import command_transaction
from bimtek.workshops import intake, services
from bimtek.workshops.roster_commands import roster
from tests.conftest import WALL

LIST = """Nama;NIP;Jabatan;Unit Kerja
Asri Contoh Satu;;Admin;Dinas Kesehatan
=1+1;;Admin;Dinas Kesehatan
Budi Contoh Dua;;Admin;Dinas Kesehatan
"""
Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command over a list in a file, with a trainer called fasilitator and small desks."""
    monkeypatch.setattr(intake, "CASES_PER_SANDBOX", 1)
    with command_transaction() as session:
        people.add_trainer(session, "Fasilitator Contoh", "fasilitator", "kata-sandi-latihan", WALL)

    def go(*options: str, text: str = LIST) -> Result:
        file = tmp_path / "daftar.csv"
        file.write_text(text, encoding="utf-8")
        return app.test_cli_runner().invoke(roster, ["import", str(file), *options])

    return go


def _classes() -> list[int]:
    db.session.rollback()
    trainer = people.trainer_by_username(db.session(), "fasilitator")
    assert trainer is not None
    return [row.id for row in services.workshops_of(db.session(), trainer)]


def test_good_lines_are_seated_in_a_new_class_and_the_others_named(run: Run) -> None:
    done = run("--title", "Kelas berkas", "--json")
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert said["seated"] == 2
    assert [line["line"] for line in said["not_taken"]] == [3]
    assert [row.name for row in services.seats_of(db.session(), said["class"])] == [
        "Asri Contoh Satu",
        "Budi Contoh Dua",
    ]


def test_importing_again_into_the_class_adds_only_the_new_people(run: Run) -> None:
    first = json.loads(run("--json").stdout)["class"]
    again = run("--class", str(first), text=LIST + "Cici Contoh Tiga;;Admin;Dinas Kesehatan\n")
    assert "1 peserta didudukkan" in again.output
    assert "2 peserta sudah terdaftar" in again.output
    assert len(services.seats_of(db.session(), first)) == 3


def test_batches_number_the_seats_without_a_gap(run: Run) -> None:
    many = "Nama;Jabatan;Unit Kerja\n" + "".join(
        f"Peserta {chr(65 + n % 26)}{chr(65 + n // 26)};Admin;Dinas Kesehatan\n" for n in range(64)
    )
    made = json.loads(run("--json", text=many).stdout)
    assert made["seated"] == 64
    assert [row.number for row in services.seats_of(db.session(), made["class"])] == list(range(1, 65))


@pytest.mark.parametrize(
    ("options", "words"), [(("--class", "999"), "Kelas 999 tidak ada."), (("--trainer", "siapa"), "tidak ada")]
)
def test_an_unknown_class_or_trainer_is_refused_and_nothing_is_made(
    run: Run, options: tuple[str, ...], words: str
) -> None:
    done = run(*options, "--json")
    assert done.exit_code == 2
    assert words in json.loads(done.stdout)["error"]
    assert _classes() == []


def test_too_long_a_list_makes_no_class(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MOST_SEATS", 1)
    assert run().exit_code == 2
    assert _classes() == []


def test_a_file_that_is_no_list_is_refused(run: Run) -> None:
    done = run(text="")
    assert done.exit_code == 2
    assert "kosong" in done.output


def test_no_progress_bar_reaches_a_file(run: Run) -> None:
    assert "Mengisi meja" not in run().output
