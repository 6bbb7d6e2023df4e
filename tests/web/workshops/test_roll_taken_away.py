"""Two trainers at one roll, the sheets to take away and to sign, and the agenda the half days come from."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
from flask import Flask

from bimtek.extensions import db, writing
from bimtek.people import services as people
from bimtek.workshops import attendance, class_trainers, services
from tests.conftest import WALL
from tests.web.workshops.hall import PASSWORD, Browser, Hall, forget_request, open_hall
from tests.web.workshops.roll_steps import half_day, states, take_back


def _colleague(hall: Hall, role: str) -> Browser:
    """Another trainer of the class, signed in."""
    forget_request()
    token = writing.set(True)
    people.add_trainer(db.session(), "Rekan", f"rekan-{role}", PASSWORD, WALL)
    keeper = services.trainers_of(db.session(), hall.class_id)[0]
    target = services.workshop(db.session(), hall.class_id)
    class_trainers.add(db.session(), keeper, target, f"rekan-{role}", role, WALL)
    db.session.commit()
    writing.reset(token)
    browser = hall.browser()
    assert browser.send("/fasilitator/masuk", username=f"rekan-{role}", password=PASSWORD).status_code == 302
    browser.token = ""
    return browser


def test_an_observer_looks_and_taps_nothing(hall: Hall, planned: Browser) -> None:
    who, half = str(hall.seats()[0].account_id), half_day(hall)
    planned.send(f"/kelas/{hall.class_id}/hadir/tandai", session=str(half), account=who, state="sick")
    observer, path = _colleague(hall, "observer"), f"/kelas/{hall.class_id}/hadir"
    for page in (observer.get(path).text, observer.get(f"{path}/baris").text):
        assert "Sakit" in page
        for word in ("hadir/tandai", "hadir/sesi", "kendali/batal"):
            assert word not in page
    assert observer.get(f"{path}/cetak").status_code == 200
    assert observer.get(f"{path}/daftar-hadir.xlsx").status_code == 200
    observer.get(path)
    assert observer.send(f"{path}/tandai", session=str(half), account=who, state="present").status_code == 403
    assert observer.send(f"{path}/sesi/{half}", act="close").status_code == 403
    assert observer.send(f"{path}/sesi/{half}/hapus").status_code == 403
    assert states(hall)[0] == "sick"


def test_two_trainers_tap_beside_each_other(hall: Hall, planned: Browser) -> None:
    accounts = [str(row.account_id) for row in hall.seats()]
    path, half = f"/kelas/{hall.class_id}/hadir/tandai", str(half_day(hall))
    colleague = _colleague(hall, "facilitator")
    colleague.get(f"/kelas/{hall.class_id}/hadir")
    planned.send(path, session=half, account=accounts[0], state="present")
    hall.app.extensions["test_wall"] = WALL + timedelta(seconds=5)
    colleague.send(path, session=half, account=accounts[0], state="absent")
    colleague.send(path, session=half, account=accounts[1], state="present")
    planned.send(path, session=half, account=accounts[1], state="present")
    page = planned.get(f"/kelas/{hall.class_id}/hadir").text
    take_back(hall, planned, page)
    take_back(hall, planned, page, 1)
    assert states(hall)[:2] == ["present", "expected"]


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


def test_the_sheet_of_one_session_says_how_each_state_is_known(hall: Hall, planned: Browser) -> None:
    rows, path = hall.seats(), f"/kelas/{hall.class_id}/hadir"
    hall.sit_down(rows[0])
    planned.send(
        f"{path}/tandai", session=str(half_day(hall)), account=str(rows[1].account_id), state="sick", note="=opname"
    )
    answer = planned.get(f"{path}/daftar-hadir.xlsx?sesi={half_day(hall)}")
    assert "2026-11-09-pagi.xlsx" in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    told = [row[6:8] for row in sheet.iter_rows(min_row=6, max_row=8, values_only=True)]
    assert told == [
        ("Hadir", "Sejak pukul 08.30."), ("Sakit", "Diketuk fasilitator. =opname"), ("Belum hadir", ""),
    ]  # fmt: skip
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_page_to_print_has_a_place_to_sign_for_everybody(hall: Hall, planned: Browser) -> None:
    page = planned.get(f"/kelas/{hall.class_id}/hadir/cetak").text
    assert page.count('class="roll-sign"') == 5


def test_an_open_roll_is_answered_with_nothing_while_nothing_is_new(hall: Hall, planned: Browser) -> None:
    page = planned.get(f"/kelas/{hall.class_id}/hadir").text
    version = page.partition('data-version="')[2].partition('"')[0]
    path = f"/kelas/{hall.class_id}/hadir/baris"
    assert planned.get(path, headers={"X-Live": "1", "X-Version": version}).status_code == 204
    hall.sit_down(hall.seats()[0])
    told = planned.get(path, headers={"X-Live": "1", "X-Version": version})
    assert told.status_code == 200
    assert "Sejak pukul 08.30" in told.text


def test_the_share_of_each_person_counts_from_the_roster(hall: Hall, planned: Browser) -> None:
    rows = hall.seats()
    hall.sit_down(rows[0])
    hall.app.extensions["test_wall"] = WALL + timedelta(days=1)
    forget_request()
    shares = attendance.shares(db.session(), hall.class_id, WALL + timedelta(days=1))
    assert shares == {row.account_id: 0.5 if row is rows[0] else 0.0 for row in rows}


def test_an_agenda_is_taken_over_changed_and_put_back(hall: Hall, planned: Browser) -> None:
    path = f"/kelas/{hall.class_id}/agenda"
    planned.get(path)
    planned.send(f"{path}/model", model="dua-hari")
    page = planned.get(path).text
    assert "16 JP" in page
    forget_request()
    assert len(attendance.sessions_of(db.session(), hall.class_id)) == 4
    bad = planned.send(f"{path}/baris", day="1", starts="10.00", ends="09.00", title="Terlambat", unit="", jp="0")
    assert bad.status_code == 422
    assert "Jam selesai harus sesudah jam mulai" in bad.text
    assert 'value="Terlambat"' in bad.text
    planned.send(f"{path}/baris", day="3", starts="8.00", ends="9.30", title="<b>Tambahan</b>", unit="U8", jp="2")
    page = planned.get(path).text
    assert "&lt;b&gt;Tambahan&lt;/b&gt;" in page
    assert "08:00–09:30" in page
    number = page.rpartition('id="baris-')[2].partition('"')[0]
    planned.send(f"{path}/baris/{number}/hapus")
    assert "Tambahan&lt;/b&gt;</bdi></th>" not in planned.get(path).text
    take_back(hall, planned, planned.get(path).text)
    assert "Tambahan" in planned.get(path).text


def test_an_edited_line_is_taken_back_and_an_unknown_unit_is_said_beside_its_field(
    hall: Hall, planned: Browser
) -> None:
    path = f"/kelas/{hall.class_id}/agenda"
    line = {"day": "1", "starts": "8", "ends": "9.30", "title": "Pembukaan", "unit": "U1", "jp": "1,5"}
    planned.get(path)
    planned.send(f"{path}/baris", **line)
    number = planned.get(path).text.partition('id="baris-')[2].partition('"')[0]
    bad = planned.send(f"{path}/baris", line=number, **{**line, "unit": "U99"})
    assert bad.status_code == 422
    assert "Unit ini tidak dikenal" in bad.text.partition(f'id="unit-{number}-error"')[2].partition("</p>")[0]
    planned.send(f"{path}/baris", line=number, **{**line, "title": "Doa", "starts": "8.30"})
    page = planned.get(path).text
    assert "08:30–09:30" in page
    take_back(hall, planned, page)
    page = planned.get(path).text
    assert "08:00–09:30" in page
    assert 'value="1.5"' in page
    take_back(hall, planned, page)
    assert "Belum ada agenda" in planned.get(path).text


def test_taking_a_whole_agenda_back_takes_its_second_day_from_the_roll(hall: Hall, planned: Browser) -> None:
    path = f"/kelas/{hall.class_id}/agenda"
    planned.get(path)
    planned.send(f"{path}/model", model="dua-hari")
    take_back(hall, planned, planned.get(path).text)
    forget_request()
    assert [one.part for one in attendance.sessions_of(db.session(), hall.class_id)] == ["morning", "afternoon"]
    planned.send(f"{path}/model", model="dua-hari")
    planned.send(f"{path}/model", model="satu-hari")
    planned.send(f"/kelas/{hall.class_id}/hadir/sesi")
    assert "Sesi sudah sesuai dengan agenda" in planned.get(f"/kelas/{hall.class_id}/hadir").text
    forget_request()
    assert len(attendance.sessions_of(db.session(), hall.class_id)) == 2
