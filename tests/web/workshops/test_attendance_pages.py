"""The roll fills itself by work; a trainer taps exceptions; the office gets its sheet."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from flask import Flask

from bimtek.extensions import db, writing
from bimtek.journal import services as journal
from bimtek.people import services as people
from bimtek.workshops import attendance, class_trainers, services
from tests.conftest import WALL
from tests.web.workshops.hall import PASSWORD, Browser, Hall, forget_request, open_hall


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


def _undo(hall: Hall, browser: Browser, page: str, at: int = 0) -> None:
    """Press what takes an act back: the newest first."""
    acts = re.findall(r'kendali/batal".*?name="act" value="(\d+)"', page, re.DOTALL)
    browser.send(f"/kelas/{hall.class_id}/kendali/batal", act=acts[at])


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
    browser.send("/hadir")
    assert "Tidak ada sesi yang sedang dibuka" in browser.get("/beranda").text
    forget_request()
    assert journal.of_class(db.session(), f"class/{hall.class_id}", [attendance.SAID]) == []
    assert _states(hall, 1)[0] == "absent"


def test_exceptions_are_tapped_for_one_or_many_and_taken_back(hall: Hall, trainer: Browser) -> None:
    accounts = [str(row.account_id) for row in hall.seats()]
    path, half = f"/kelas/{hall.class_id}/hadir/tandai", str(_half(hall))
    trainer.send(path, session=half, account=accounts[:2], state="present")
    trainer.send(path, session=half, account=accounts[2], state="sick")
    assert _states(hall) == ["present", "present", "sick", "expected", "expected"]
    page = trainer.get(f"/kelas/{hall.class_id}/hadir").text
    assert "Diketuk fasilitator" in page
    _undo(hall, trainer, page)
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
    trainer.send(f"/kelas/{hall.class_id}/hadir/sesi/{_half(hall)}", act="close")
    hall.app.extensions["test_wall"] = WALL + timedelta(minutes=1)
    path = f"/kelas/{hall.class_id}/hadir/sesi/{_half(hall, 1)}"
    trainer.send(path, act="open")
    hall.sit_down(hall.seats()[0])
    assert _states(hall, 1)[0] == "present"
    hall.app.extensions["test_wall"] = WALL + timedelta(minutes=10)
    trainer.send(path, act="close")
    assert _states(hall, 1)[1] == "absent"


@pytest.mark.parametrize(
    ("opens", "closes", "field", "words"),
    [
        ("12:00", "08:00", "closes", "Jam selesai harus sesudah jam mulai"),
        ("x9", "09:00", "opens", "Tulis jam seperti 08:30"),
        ("", "", "opens", "Tulis jam seperti 08:30"),
        ("7.00", "9" * 400, "closes", "Tulis jam seperti 08:30"),
        ("07:00", "13:00", "closes", "bertumpuk dengan sesi lain"),
    ],
)
def test_hours_that_are_none_are_said_beside_their_field_and_kept(
    hall: Hall, trainer: Browser, opens: str, closes: str, field: str, words: str
) -> None:
    forget_request()
    before = attendance.sessions_of(db.session(), hall.class_id)
    answer = trainer.send(f"/kelas/{hall.class_id}/hadir/sesi/{before[0].id}", act="hours", opens=opens, closes=closes)
    assert answer.status_code == 422
    assert words in answer.text.partition(f'id="{field}-error"')[2].partition("</p>")[0]
    assert f'id="opens" name="opens" class="input-short" value="{opens[:20]}"' in answer.text
    forget_request()
    assert attendance.sessions_of(db.session(), hall.class_id) == before


def test_other_hours_are_kept_and_taken_back(hall: Hall, trainer: Browser) -> None:
    path = f"/kelas/{hall.class_id}/hadir/sesi/{_half(hall)}"
    assert trainer.send(path, act="hours", opens="8.15", closes="11").status_code == 302
    page = trainer.get(f"/kelas/{hall.class_id}/hadir").text
    assert "08:15 sampai 11:00" in page
    _undo(hall, trainer, page)
    assert "07:00 sampai 12:30" in trainer.get(f"/kelas/{hall.class_id}/hadir").text


def test_a_session_is_removed_after_a_question_and_refused_in_words(hall: Hall, trainer: Browser) -> None:
    hall.sit_down(hall.seats()[0])
    path = f"/kelas/{hall.class_id}/hadir/sesi"
    page = trainer.get(f"/kelas/{hall.class_id}/hadir").text
    assert "Ya, hapus sesi ini" in page
    trainer.send(f"{path}/{_half(hall)}/hapus")
    assert "sudah ada peserta yang bekerja di dalamnya" in trainer.get(f"/kelas/{hall.class_id}/hadir").text
    trainer.send(f"{path}/{_half(hall, 1)}/hapus")
    page = trainer.get(f"/kelas/{hall.class_id}/hadir").text
    assert "siang" not in page.partition('class="tabs"')[2].partition("</nav>")[0]
    _undo(hall, trainer, page)
    forget_request()
    assert len(attendance.sessions_of(db.session(), hall.class_id)) == 2


@pytest.mark.parametrize(
    "query",
    [
        "_external=1", "workshop_id=9", "_anchor=x&_method=POST&endpoint=roll", f"sesi={'9' * 300}", "sesi=-1", f"cari={'x' * 500}",
        "kelompok=Tidak+ada", f"sesi={2**63}",
    ],
)  # fmt: skip
def test_no_query_breaks_the_roll(hall: Hall, trainer: Browser, query: str) -> None:
    for path in ("", "/baris", "/cetak"):
        assert trainer.get(f"/kelas/{hall.class_id}/hadir{path}?{query}").status_code == 200
    sheet = trainer.get(f"/kelas/{hall.class_id}/hadir/daftar-hadir.xlsx?{query}").status_code
    assert sheet == (404 if query.startswith("sesi") else 200)


@pytest.mark.parametrize("number", [2**31, 2**63, 2**200])
def test_no_number_breaks_what_writes(hall: Hall, trainer: Browser, number: int) -> None:
    roll, lines = f"/kelas/{hall.class_id}/hadir", f"/kelas/{hall.class_id}/agenda/baris"
    good = {"day": "1", "starts": "8", "ends": "9", "title": "A", "unit": "", "jp": "0"}
    assert trainer.send(f"{roll}/sesi/{number}", act="open").status_code == 404
    assert trainer.send(f"{roll}/sesi/{number}/hapus").status_code == 404
    assert trainer.send(f"{roll}/tandai", session=str(number), account=str(number), state="sick").status_code == 302
    assert trainer.send(f"{lines}/{number}/hapus").status_code == 404
    for line in (str(number), str(-number), "-1", "x"):
        answer = trainer.send(lines, line=line, **good)
        assert answer.status_code == 422
        assert "Baris itu sudah dihapus" in answer.text
        assert 'id="title-0" name="title" value="A"' in answer.text
    assert (
        trainer.send(lines, **{**good, "starts": str(number), "day": str(number), "jp": f"{number}e999"}).status_code
        == 422
    )


def test_a_note_stands_beside_the_state_and_one_too_long_is_kept_in_its_field(hall: Hall, trainer: Browser) -> None:
    who, path = str(hall.seats()[0].account_id), f"/kelas/{hall.class_id}/hadir/tandai"
    half = str(_half(hall))
    trainer.send(path, session=half, account=who, state="excused", note="  Surat \n tugas  ")
    assert "Diketuk fasilitator. Surat tugas" in trainer.get(f"/kelas/{hall.class_id}/hadir").text
    trainer.send(path, session=half, account=who, state="excused", note="")
    assert "Surat tugas" in trainer.get(f"/kelas/{hall.class_id}/hadir").text
    trainer.send(path, session=half, account=who, state="excused", note="", edit="1")
    assert "Surat tugas" not in trainer.get(f"/kelas/{hall.class_id}/hadir").text
    for field, more in (("note", {}), (f"note-{who}", {"edit": "1"})):
        answer = trainer.send(path, session=half, account=who, state="excused", note="y" * 121, **more)
        assert answer.status_code == 422
        assert f'id="{field}-error"' in answer.text
        assert f'id="{field}" name="note" value="{"y" * 121}"' in answer.text


def test_everybody_shown_who_is_not_known_yet_is_there_at_one_tap(hall: Hall, trainer: Browser) -> None:
    rows, path = hall.seats(), f"/kelas/{hall.class_id}/hadir/tandai"
    hall.sit_down(rows[0])
    trainer.send(path, session=str(_half(hall)), account=str(rows[1].account_id), state="sick")
    page = trainer.get(f"/kelas/{hall.class_id}/hadir?kelompok=Kelompok+1").text
    assert "Semua di kelompok ini hadir" in page
    assert "3 orang yang belum tercatat" in page
    trainer.send(path, session=str(_half(hall)), state="present", shown="1", cari=rows[2].name)
    assert _states(hall) == ["present", "sick", "present", "expected", "expected"]
    trainer.send(path, session=str(_half(hall)), state="present", shown="1", kelompok="Kelompok 1")
    assert _states(hall) == ["present", "sick", "present", "present", "present"]
    page = trainer.get(f"/kelas/{hall.class_id}/hadir").text
    assert "Semua yang tampil hadir" not in page
    _undo(hall, trainer, page)
    assert _states(hall) == ["present", "sick", "present", "expected", "expected"]


def test_all_who_are_shown_are_ticked_without_a_script(hall: Hall, trainer: Browser) -> None:
    name = hall.seats()[2].name
    page = trainer.get(f"/kelas/{hall.class_id}/hadir?pilih=semua").text
    assert len(re.findall(r'name="account"[^>]*checked', page)) == 5
    page = trainer.get(f"/kelas/{hall.class_id}/hadir", query_string={"pilih": "semua", "cari": name}).text
    assert len(re.findall(r'name="account"[^>]*checked', page)) == 1
    assert not re.search(r'name="account"[^>]*checked', trainer.get(f"/kelas/{hall.class_id}/hadir").text)


def test_what_may_be_taken_back_is_in_the_live_part_and_names_whose_mark_it_was(hall: Hall, trainer: Browser) -> None:
    row = hall.seats()[3]
    trainer.send(
        f"/kelas/{hall.class_id}/hadir/tandai", session=str(_half(hall)), account=str(row.account_id), state="sick"
    )
    told = trainer.get(f"/kelas/{hall.class_id}/hadir/baris", headers={"X-Live": "1"}).text
    assert f"Presensi {row.name}: Sakit" in told
    assert f'name="next" value="/kelas/{hall.class_id}/hadir?sesi=' in told.partition("kendali/batal")[2]
    forget_request()
    entries = journal.of_class(db.session(), f"class/{hall.class_id}", [attendance.MARKED])
    assert row.name not in str(entries)


def test_a_roll_left_open_renews_no_sign_in(hall: Hall, trainer: Browser) -> None:
    assert "Set-Cookie" in trainer.get(f"/kelas/{hall.class_id}/hadir").headers
    assert "Set-Cookie" not in trainer.get(f"/kelas/{hall.class_id}/hadir/baris").headers


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


def test_an_observer_looks_and_taps_nothing(hall: Hall, trainer: Browser) -> None:
    who, half = str(hall.seats()[0].account_id), _half(hall)
    trainer.send(f"/kelas/{hall.class_id}/hadir/tandai", session=str(half), account=who, state="sick")
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
    assert _states(hall)[0] == "sick"


def test_two_trainers_tap_beside_each_other(hall: Hall, trainer: Browser) -> None:
    accounts = [str(row.account_id) for row in hall.seats()]
    path, half = f"/kelas/{hall.class_id}/hadir/tandai", str(_half(hall))
    colleague = _colleague(hall, "facilitator")
    colleague.get(f"/kelas/{hall.class_id}/hadir")
    trainer.send(path, session=half, account=accounts[0], state="present")
    hall.app.extensions["test_wall"] = WALL + timedelta(seconds=5)
    colleague.send(path, session=half, account=accounts[0], state="absent")
    colleague.send(path, session=half, account=accounts[1], state="present")
    trainer.send(path, session=half, account=accounts[1], state="present")
    page = trainer.get(f"/kelas/{hall.class_id}/hadir").text
    _undo(hall, trainer, page)
    _undo(hall, trainer, page, 1)
    assert _states(hall)[:2] == ["present", "expected"]


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


def test_the_sheet_of_one_session_says_how_each_state_is_known(hall: Hall, trainer: Browser) -> None:
    rows, path = hall.seats(), f"/kelas/{hall.class_id}/hadir"
    hall.sit_down(rows[0])
    trainer.send(
        f"{path}/tandai", session=str(_half(hall)), account=str(rows[1].account_id), state="sick", note="=opname"
    )
    answer = trainer.get(f"{path}/daftar-hadir.xlsx?sesi={_half(hall)}")
    assert "2026-11-09-pagi.xlsx" in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    told = [row[6:8] for row in sheet.iter_rows(min_row=6, max_row=8, values_only=True)]
    assert told == [
        ("Hadir", "Sejak pukul 08.30."), ("Sakit", "Diketuk fasilitator. =opname"), ("Belum hadir", ""),
    ]  # fmt: skip
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


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
    _undo(hall, trainer, trainer.get(path).text)
    assert "Tambahan" in trainer.get(path).text


def test_an_edited_line_is_taken_back_and_an_unknown_unit_is_said_beside_its_field(
    hall: Hall, trainer: Browser
) -> None:
    path = f"/kelas/{hall.class_id}/agenda"
    line = {"day": "1", "starts": "8", "ends": "9.30", "title": "Pembukaan", "unit": "U1", "jp": "1,5"}
    trainer.get(path)
    trainer.send(f"{path}/baris", **line)
    number = trainer.get(path).text.partition('id="baris-')[2].partition('"')[0]
    bad = trainer.send(f"{path}/baris", line=number, **{**line, "unit": "U99"})
    assert bad.status_code == 422
    assert "Unit ini tidak dikenal" in bad.text.partition(f'id="unit-{number}-error"')[2].partition("</p>")[0]
    trainer.send(f"{path}/baris", line=number, **{**line, "title": "Doa", "starts": "8.30"})
    page = trainer.get(path).text
    assert "08:30–09:30" in page
    _undo(hall, trainer, page)
    page = trainer.get(path).text
    assert "08:00–09:30" in page
    assert 'value="1.5"' in page
    _undo(hall, trainer, page)
    assert "Belum ada agenda" in trainer.get(path).text


def test_taking_a_whole_agenda_back_takes_its_second_day_from_the_roll(hall: Hall, trainer: Browser) -> None:
    path = f"/kelas/{hall.class_id}/agenda"
    trainer.get(path)
    trainer.send(f"{path}/model", model="dua-hari")
    _undo(hall, trainer, trainer.get(path).text)
    forget_request()
    assert [one.part for one in attendance.sessions_of(db.session(), hall.class_id)] == ["morning", "afternoon"]
    trainer.send(f"{path}/model", model="dua-hari")
    trainer.send(f"{path}/model", model="satu-hari")
    trainer.send(f"/kelas/{hall.class_id}/hadir/sesi")
    assert "Sesi sudah sesuai dengan agenda" in trainer.get(f"/kelas/{hall.class_id}/hadir").text
    forget_request()
    assert len(attendance.sessions_of(db.session(), hall.class_id)) == 2
