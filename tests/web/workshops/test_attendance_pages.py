"""The roll fills itself by work; a trainer taps exceptions; the office gets its sheet."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.workshops import attendance
from tests.conftest import WALL
from tests.web.workshops.hall import Browser, Hall, forget_request, open_hall
from tests.web.workshops.roll_steps import half_day, states, take_back


def test_planning_twice_makes_no_second_morning(hall: Hall, planned: Browser) -> None:
    planned.send(f"/kelas/{hall.class_id}/hadir/sesi")
    forget_request()
    assert [one.part for one in attendance.sessions_of(db.session(), hall.class_id)] == ["morning", "afternoon"]


def test_who_joins_in_the_morning_is_there_in_the_morning_and_not_yet_in_the_afternoon(
    hall: Hall, planned: Browser
) -> None:
    hall.sit_down(hall.seats()[0])
    assert states(hall) == ["present", *["expected"] * 4]
    hall.app.extensions["test_wall"] = WALL + timedelta(hours=5)
    assert states(hall) == ["present", *["absent"] * 4]
    assert states(hall, 1) == ["expected"] * 5


def test_who_is_signed_in_already_can_say_that_they_are_there(hall: Hall, planned: Browser) -> None:
    browser = hall.sit_down(hall.seats()[0])
    assert "Saya hadir" not in browser.get("/beranda").text
    hall.app.extensions["test_wall"] = WALL + timedelta(hours=5)
    assert "Saya hadir" in browser.get("/beranda").text
    browser.send("/hadir")
    assert states(hall, 1)[0] == "present"
    assert "Saya hadir" not in browser.get("/beranda").text


def test_nobody_can_say_so_while_nothing_is_open(hall: Hall, planned: Browser) -> None:
    browser = hall.sit_down(hall.seats()[0])
    hall.app.extensions["test_wall"] = WALL + timedelta(hours=20)
    browser.get("/beranda")
    browser.send("/hadir")
    assert "Tidak ada sesi yang sedang dibuka" in browser.get("/beranda").text
    forget_request()
    assert journal.of_class(db.session(), f"class/{hall.class_id}", [attendance.SAID]) == []
    assert states(hall, 1)[0] == "absent"


def test_exceptions_are_tapped_for_one_or_many_and_taken_back(hall: Hall, planned: Browser) -> None:
    accounts = [str(row.account_id) for row in hall.seats()]
    path, half = f"/kelas/{hall.class_id}/hadir/tandai", str(half_day(hall))
    planned.send(path, session=half, account=accounts[:2], state="present")
    planned.send(path, session=half, account=accounts[2], state="sick")
    assert states(hall) == ["present", "present", "sick", "expected", "expected"]
    page = planned.get(f"/kelas/{hall.class_id}/hadir").text
    assert "Diketuk fasilitator" in page
    take_back(hall, planned, page)
    assert states(hall)[2] == "expected"
    planned.send(path, session=half, account=accounts[0], state="")
    assert states(hall)[0] == "expected"


def test_people_and_half_days_of_another_class_are_not_touched(app: Flask, hall: Hall, planned: Browser) -> None:
    other = open_hall(app, ("Orang Asing",), username="tetangga")
    stranger = str(other.seats()[0].account_id)
    planned.send(f"/kelas/{hall.class_id}/hadir/tandai", session=str(half_day(hall)), account=stranger, state="present")
    assert planned.get(f"/kelas/{other.class_id}/hadir").status_code == 404
    forget_request()
    assert all(one.state == "expected" for one in attendance.table(db.session(), hall.class_id, WALL).column(0))


def test_a_session_that_starts_late_is_opened_and_closed_by_hand(hall: Hall, planned: Browser) -> None:
    planned.send(f"/kelas/{hall.class_id}/hadir/sesi/{half_day(hall)}", act="close")
    hall.app.extensions["test_wall"] = WALL + timedelta(minutes=1)
    path = f"/kelas/{hall.class_id}/hadir/sesi/{half_day(hall, 1)}"
    planned.send(path, act="open")
    hall.sit_down(hall.seats()[0])
    assert states(hall, 1)[0] == "present"
    hall.app.extensions["test_wall"] = WALL + timedelta(minutes=10)
    planned.send(path, act="close")
    assert states(hall, 1)[1] == "absent"


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
    hall: Hall, planned: Browser, opens: str, closes: str, field: str, words: str
) -> None:
    forget_request()
    before = attendance.sessions_of(db.session(), hall.class_id)
    answer = planned.send(f"/kelas/{hall.class_id}/hadir/sesi/{before[0].id}", act="hours", opens=opens, closes=closes)
    assert answer.status_code == 422
    assert words in answer.text.partition(f'id="{field}-error"')[2].partition("</p>")[0]
    assert f'id="opens" name="opens" class="input-short" value="{opens[:20]}"' in answer.text
    forget_request()
    assert attendance.sessions_of(db.session(), hall.class_id) == before


def test_other_hours_are_kept_and_taken_back(hall: Hall, planned: Browser) -> None:
    path = f"/kelas/{hall.class_id}/hadir/sesi/{half_day(hall)}"
    assert planned.send(path, act="hours", opens="8.15", closes="11").status_code == 302
    page = planned.get(f"/kelas/{hall.class_id}/hadir").text
    assert "08:15 sampai 11:00" in page
    take_back(hall, planned, page)
    assert "07:00 sampai 12:30" in planned.get(f"/kelas/{hall.class_id}/hadir").text


def test_a_session_is_removed_after_a_question_and_refused_in_words(hall: Hall, planned: Browser) -> None:
    hall.sit_down(hall.seats()[0])
    path = f"/kelas/{hall.class_id}/hadir/sesi"
    page = planned.get(f"/kelas/{hall.class_id}/hadir").text
    assert "Ya, hapus sesi ini" in page
    planned.send(f"{path}/{half_day(hall)}/hapus")
    assert "sudah ada peserta yang bekerja di dalamnya" in planned.get(f"/kelas/{hall.class_id}/hadir").text
    planned.send(f"{path}/{half_day(hall, 1)}/hapus")
    page = planned.get(f"/kelas/{hall.class_id}/hadir").text
    assert "siang" not in page.partition('class="tabs"')[2].partition("</nav>")[0]
    take_back(hall, planned, page)
    forget_request()
    assert len(attendance.sessions_of(db.session(), hall.class_id)) == 2


@pytest.mark.parametrize(
    "query",
    [
        "_external=1", "workshop_id=9", "_anchor=x&_method=POST&endpoint=roll", f"sesi={'9' * 300}", "sesi=-1", f"cari={'x' * 500}",
        "kelompok=Tidak+ada", f"sesi={2**63}",
    ],
)  # fmt: skip
def test_no_query_breaks_the_roll(hall: Hall, planned: Browser, query: str) -> None:
    for path in ("", "/baris", "/cetak"):
        assert planned.get(f"/kelas/{hall.class_id}/hadir{path}?{query}").status_code == 200
    sheet = planned.get(f"/kelas/{hall.class_id}/hadir/daftar-hadir.xlsx?{query}").status_code
    assert sheet == (404 if query.startswith("sesi") else 200)


@pytest.mark.parametrize("number", [2**31, 2**63, 2**200])
def test_no_number_breaks_what_writes(hall: Hall, planned: Browser, number: int) -> None:
    roll, lines = f"/kelas/{hall.class_id}/hadir", f"/kelas/{hall.class_id}/agenda/baris"
    good = {"day": "1", "starts": "8", "ends": "9", "title": "A", "unit": "", "jp": "0"}
    assert planned.send(f"{roll}/sesi/{number}", act="open").status_code == 404
    assert planned.send(f"{roll}/sesi/{number}/hapus").status_code == 404
    assert planned.send(f"{roll}/tandai", session=str(number), account=str(number), state="sick").status_code == 302
    assert planned.send(f"{lines}/{number}/hapus").status_code == 404
    for line in (str(number), str(-number), "-1", "x"):
        answer = planned.send(lines, line=line, **good)
        assert answer.status_code == 422
        assert "Baris itu sudah dihapus" in answer.text
        assert 'id="title-0" name="title" value="A"' in answer.text
    assert (
        planned.send(lines, **{**good, "starts": str(number), "day": str(number), "jp": f"{number}e999"}).status_code
        == 422
    )


def test_a_note_stands_beside_the_state_and_one_too_long_is_kept_in_its_field(hall: Hall, planned: Browser) -> None:
    who, path = str(hall.seats()[0].account_id), f"/kelas/{hall.class_id}/hadir/tandai"
    half = str(half_day(hall))
    planned.send(path, session=half, account=who, state="excused", note="  Surat \n tugas  ")
    assert "Diketuk fasilitator. Surat tugas" in planned.get(f"/kelas/{hall.class_id}/hadir").text
    planned.send(path, session=half, account=who, state="excused", note="")
    assert "Surat tugas" in planned.get(f"/kelas/{hall.class_id}/hadir").text
    planned.send(path, session=half, account=who, state="excused", note="", edit="1")
    assert "Surat tugas" not in planned.get(f"/kelas/{hall.class_id}/hadir").text
    for field, more in (("note", {}), (f"note-{who}", {"edit": "1"})):
        answer = planned.send(path, session=half, account=who, state="excused", note="y" * 121, **more)
        assert answer.status_code == 422
        assert f'id="{field}-error"' in answer.text
        assert f'id="{field}" name="note" value="{"y" * 121}"' in answer.text


def test_everybody_shown_who_is_not_known_yet_is_there_at_one_tap(hall: Hall, planned: Browser) -> None:
    rows, path = hall.seats(), f"/kelas/{hall.class_id}/hadir/tandai"
    hall.sit_down(rows[0])
    planned.send(path, session=str(half_day(hall)), account=str(rows[1].account_id), state="sick")
    page = planned.get(f"/kelas/{hall.class_id}/hadir?kelompok=Kelompok+1").text
    assert "Semua di kelompok ini hadir" in page
    assert "3 orang yang belum tercatat" in page
    planned.send(path, session=str(half_day(hall)), state="present", shown="1", cari=rows[2].name)
    assert states(hall) == ["present", "sick", "present", "expected", "expected"]
    planned.send(path, session=str(half_day(hall)), state="present", shown="1", kelompok="Kelompok 1")
    assert states(hall) == ["present", "sick", "present", "present", "present"]
    page = planned.get(f"/kelas/{hall.class_id}/hadir").text
    assert "Semua yang tampil hadir" not in page
    take_back(hall, planned, page)
    assert states(hall) == ["present", "sick", "present", "expected", "expected"]


def test_all_who_are_shown_are_ticked_without_a_script(hall: Hall, planned: Browser) -> None:
    name = hall.seats()[2].name
    page = planned.get(f"/kelas/{hall.class_id}/hadir?pilih=semua").text
    assert len(re.findall(r'name="account"[^>]*checked', page)) == 5
    page = planned.get(f"/kelas/{hall.class_id}/hadir", query_string={"pilih": "semua", "cari": name}).text
    assert len(re.findall(r'name="account"[^>]*checked', page)) == 1
    assert not re.search(r'name="account"[^>]*checked', planned.get(f"/kelas/{hall.class_id}/hadir").text)


def test_what_may_be_taken_back_is_in_the_live_part_and_names_whose_mark_it_was(hall: Hall, planned: Browser) -> None:
    row = hall.seats()[3]
    planned.send(
        f"/kelas/{hall.class_id}/hadir/tandai", session=str(half_day(hall)), account=str(row.account_id), state="sick"
    )
    told = planned.get(f"/kelas/{hall.class_id}/hadir/baris", headers={"X-Live": "1"}).text
    assert f"Presensi {row.name}: Sakit" in told
    assert f'name="next" value="/kelas/{hall.class_id}/hadir?sesi=' in told.partition("kendali/batal")[2]
    forget_request()
    entries = journal.of_class(db.session(), f"class/{hall.class_id}", [attendance.MARKED])
    assert row.name not in str(entries)


def test_a_roll_left_open_renews_no_sign_in(hall: Hall, planned: Browser) -> None:
    assert "Set-Cookie" in planned.get(f"/kelas/{hall.class_id}/hadir").headers
    assert "Set-Cookie" not in planned.get(f"/kelas/{hall.class_id}/hadir/baris").headers
