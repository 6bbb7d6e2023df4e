"""The roll fills itself by work; a trainer taps exceptions; the office gets its sheet."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.workshops import attendance
from tests.conftest import WALL
from tests.web.workshops.hall import Browser, Hall, forget_request, open_hall


@pytest.fixture
def trainer(hall: Hall) -> Browser:
    """The trainer, with the half days planned. WALL is 08.30 WITA on the class's first day."""
    browser = hall.trainer()
    browser.get(f"/kelas/{hall.class_id}/hadir")
    assert browser.send(f"/kelas/{hall.class_id}/hadir/sesi").status_code == 302
    return browser


def _states(hall: Hall, at: int = 0) -> list[str]:
    forget_request()
    wall = hall.app.extensions["wall_clock"]()
    return [one.state for one in attendance.table(db.session(), hall.class_id, wall).column(at)]


def _half(hall: Hall, at: int = 0) -> int:
    forget_request()
    return attendance.sessions_of(db.session(), hall.class_id)[at].id


def test_planning_twice_makes_no_second_morning(hall: Hall, trainer: Browser) -> None:
    trainer.send(f"/kelas/{hall.class_id}/hadir/sesi")
    forget_request()
    assert [one.part for one in attendance.sessions_of(db.session(), hall.class_id)] == ["morning", "afternoon"]


def test_who_joins_in_the_morning_is_there_in_the_morning_and_not_yet_in_the_afternoon(
    hall: Hall, trainer: Browser
) -> None:
    hall.sit_down(hall.seats()[0])
    assert _states(hall) == ["present", *["expected"] * 4]
    hall.app.extensions["test_wall"] = WALL + timedelta(hours=5)
    assert _states(hall) == ["present", *["absent"] * 4]
    assert _states(hall, 1) == ["expected"] * 5


def test_who_is_signed_in_already_can_say_that_they_are_there(hall: Hall, trainer: Browser) -> None:
    browser = hall.sit_down(hall.seats()[0])
    assert "Saya hadir" not in browser.get("/beranda").text
    hall.app.extensions["test_wall"] = WALL + timedelta(hours=5)
    assert "Saya hadir" in browser.get("/beranda").text
    browser.send("/hadir")
    assert _states(hall, 1)[0] == "present"
    assert "Saya hadir" not in browser.get("/beranda").text


def test_nobody_can_say_so_while_nothing_is_open(hall: Hall, trainer: Browser) -> None:
    browser = hall.sit_down(hall.seats()[0])
    hall.app.extensions["test_wall"] = WALL + timedelta(hours=20)
    browser.get("/beranda")
    assert "Tidak ada sesi" in browser.send("/hadir", follow="").text or browser.get("/beranda").text
    assert _states(hall, 1)[0] == "absent"


def test_exceptions_are_tapped_for_one_or_many_and_taken_back(hall: Hall, trainer: Browser) -> None:
    accounts = [str(row.account_id) for row in hall.seats()]
    path, half = f"/kelas/{hall.class_id}/hadir/tandai", str(_half(hall))
    trainer.send(path, session=half, account=accounts[:2], state="present")
    trainer.send(path, session=half, account=accounts[2], state="sick")
    assert _states(hall) == ["present", "present", "sick", "expected", "expected"]
    page = trainer.get(f"/kelas/{hall.class_id}/hadir").text
    assert "Diketuk fasilitator" in page
    number = page.partition('name="act" value="')[2].partition('"')[0]
    trainer.send(f"/kelas/{hall.class_id}/kendali/batal", act=number)
    assert _states(hall)[2] == "expected"
    trainer.send(path, session=half, account=accounts[0], state="")
    assert _states(hall)[0] == "expected"


def test_people_and_half_days_of_another_class_are_not_touched(app: Flask, hall: Hall, trainer: Browser) -> None:
    other = open_hall(app, ("Orang Asing",), username="tetangga")
    stranger = str(other.seats()[0].account_id)
    trainer.send(f"/kelas/{hall.class_id}/hadir/tandai", session=str(_half(hall)), account=stranger, state="present")
    assert trainer.get(f"/kelas/{other.class_id}/hadir").status_code == 404
    forget_request()
    assert all(one.state == "expected" for one in attendance.table(db.session(), hall.class_id, WALL).column(0))


def test_a_session_that_starts_late_is_opened_and_closed_by_hand(hall: Hall, trainer: Browser) -> None:
    path = f"/kelas/{hall.class_id}/hadir/sesi/{_half(hall, 1)}"
    trainer.send(path, act="open")
    hall.sit_down(hall.seats()[0])
    assert _states(hall, 1)[0] == "present"
    hall.app.extensions["test_wall"] = WALL + timedelta(minutes=10)
    trainer.send(path, act="close")
    assert _states(hall, 1)[1] == "absent"


@pytest.mark.parametrize(("opens", "closes"), [("12:00", "08:00"), ("x", "09:00"), ("", "")])
def test_hours_that_are_none_change_nothing(hall: Hall, trainer: Browser, opens: str, closes: str) -> None:
    forget_request()
    before = attendance.sessions_of(db.session(), hall.class_id)
    trainer.send(f"/kelas/{hall.class_id}/hadir/sesi/{before[0].id}", act="hours", opens=opens, closes=closes)
    forget_request()
    assert attendance.sessions_of(db.session(), hall.class_id) == before
    assert "Jam belum diubah" in trainer.get(f"/kelas/{hall.class_id}/hadir").text


def test_the_sheet_holds_everybody_and_no_formula(app: Flask) -> None:
    hall = open_hall(app, ("=HYPERLINK(1)", "+62 Contoh", "Baso"), username="fasilitator")
    trainer = hall.trainer()
    trainer.get(f"/kelas/{hall.class_id}/hadir")
    trainer.send(f"/kelas/{hall.class_id}/hadir/sesi")
    hall.sit_down(hall.seats()[2])
    answer = trainer.get(f"/kelas/{hall.class_id}/hadir/daftar-hadir.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=6, values_only=True))
    assert [row[1] for row in rows] == ["=HYPERLINK(1)", "+62 Contoh", "Baso"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert [row[6] for row in rows] == ["Belum hadir", "Belum hadir", "Hadir"]
    assert "SIMULASI" in str(sheet["A1"].value)


def test_the_page_to_print_has_a_place_to_sign_for_everybody(hall: Hall, trainer: Browser) -> None:
    page = trainer.get(f"/kelas/{hall.class_id}/hadir/cetak").text
    assert page.count('class="roll-sign"') == 5


def test_an_open_roll_is_answered_with_nothing_while_nothing_is_new(hall: Hall, trainer: Browser) -> None:
    page = trainer.get(f"/kelas/{hall.class_id}/hadir").text
    version = page.partition('data-version="')[2].partition('"')[0]
    path = f"/kelas/{hall.class_id}/hadir/baris"
    assert trainer.get(path, headers={"X-Live": "1", "X-Version": version}).status_code == 204
    hall.sit_down(hall.seats()[0])
    told = trainer.get(path, headers={"X-Live": "1", "X-Version": version})
    assert told.status_code == 200
    assert "Sejak pukul 08.30" in told.text


def test_the_share_of_each_person_counts_from_the_roster(hall: Hall, trainer: Browser) -> None:
    rows = hall.seats()
    hall.sit_down(rows[0])
    hall.app.extensions["test_wall"] = WALL + timedelta(days=1)
    forget_request()
    shares = attendance.shares(db.session(), hall.class_id, WALL + timedelta(days=1))
    assert shares == {row.account_id: 0.5 if row is rows[0] else 0.0 for row in rows}


def test_an_agenda_is_taken_over_changed_and_put_back(hall: Hall, trainer: Browser) -> None:
    path = f"/kelas/{hall.class_id}/agenda"
    trainer.get(path)
    trainer.send(f"{path}/model", model="dua-hari")
    page = trainer.get(path).text
    assert "16 JP" in page
    forget_request()
    assert len(attendance.sessions_of(db.session(), hall.class_id)) == 4
    bad = trainer.send(f"{path}/baris", day="1", starts="10.00", ends="09.00", title="Terlambat", unit="", jp="0")
    assert bad.status_code == 422
    assert "Jam selesai harus sesudah jam mulai" in bad.text
    assert 'value="Terlambat"' in bad.text
    trainer.send(f"{path}/baris", day="3", starts="8.00", ends="9.30", title="<b>Tambahan</b>", unit="U8", jp="2")
    page = trainer.get(path).text
    assert "&lt;b&gt;Tambahan&lt;/b&gt;" in page
    assert "08:00–09:30" in page
    number = page.rpartition('id="baris-')[2].partition('"')[0]
    trainer.send(f"{path}/baris/{number}/hapus")
    assert "Tambahan&lt;/b&gt;</bdi></th>" not in trainer.get(path).text
    act = trainer.get(path).text.partition('name="act" value="')[2].partition('"')[0]
    trainer.send(f"/kelas/{hall.class_id}/kendali/batal", act=act)
    assert "Tambahan" in trainer.get(path).text
