"""The groups of a class: previewed, saved, amended by hand, taken back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.journal import services as journal
from tests.conftest import WALL
from tests.web.workshops.hall import Hall, forget_request, open_hall

PARTING = {"count": "2", "way": "mixed", "word": "Meja"}


def _groups(hall: Hall) -> list[str]:
    return [row.group for row in hall.seats()]


def _kinds(hall: Hall) -> list[str]:
    forget_request()
    entries = journal.of_class(db.session(), f"class/{hall.class_id}", ("groups_set", "groups_taken_back"))
    return [entry.kind for entry in entries]


def _entry(page: str) -> str:
    found = re.search(r'name="entry" value="(\d+)"', page)
    assert found
    return found[1]


def test_a_preview_shows_the_groups_and_changes_nothing(hall: Hall) -> None:
    page = hall.trainer().get(f"/kelas/{hall.class_id}/kelompok", query_string=PARTING).text
    assert "Pratinjau: 2 kelompok" in page
    assert "Meja 2" in page
    assert _groups(hall) == ["Kelompok 1"] * 5
    assert _kinds(hall) == []


def test_saved_groups_stand_on_the_cards_and_on_the_class_page(hall: Hall) -> None:
    browser, path = hall.trainer(), f"/kelas/{hall.class_id}/kelompok"
    browser.get(path)
    browser.send(path, **PARTING)
    assert sorted(_groups(hall)) == ["Meja 1"] * 3 + ["Meja 2"] * 2
    assert "Meja 2" in browser.get(f"/kelas/{hall.class_id}/kartu").text
    assert "Meja 2" in browser.get(f"/kelas/{hall.class_id}").text


def test_a_double_tap_parts_once(hall: Hall) -> None:
    browser, path = hall.trainer(), f"/kelas/{hall.class_id}/kelompok"
    browser.get(path)
    browser.send(path, **PARTING)
    browser.send(path, **PARTING)
    assert _kinds(hall) == ["groups_set"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("count", "0"),
        ("count", "41"),
        ("count", ""),
        ("count", "x"),
        ("way", "chance"),
        ("word", " "),
        ("word", "x" * 31),
    ],
)
def test_a_faulty_wish_is_refused_beside_its_field_in_preview_and_act(hall: Hall, field: str, typed: str) -> None:
    browser, path = hall.trainer(), f"/kelas/{hall.class_id}/kelompok"
    for answer in (
        browser.get(path, query_string={**PARTING, field: typed}),
        browser.send(path, **{**PARTING, field: typed}),
    ):
        assert answer.status_code == 422
        assert f'id="{field}-error"' in answer.text
    assert _kinds(hall) == []


def test_the_last_change_is_taken_back_within_its_minute_once(app: Flask, hall: Hall) -> None:
    browser, path = hall.trainer(), f"/kelas/{hall.class_id}/kelompok"
    browser.get(path)
    browser.send(path, **PARTING)
    entry = _entry(browser.get(path).text)
    browser.send(f"{path}/batal", entry=entry)
    browser.send(f"{path}/batal", entry=entry)
    assert _groups(hall) == ["Kelompok 1"] * 5
    assert _kinds(hall) == ["groups_set", "groups_taken_back"]
    assert 'name="entry"' not in browser.get(path).text


def test_after_a_minute_it_stays(app: Flask, hall: Hall) -> None:
    browser, path = hall.trainer(), f"/kelas/{hall.class_id}/kelompok"
    browser.get(path)
    browser.send(path, **PARTING)
    entry = _entry(browser.get(path).text)
    app.extensions["test_wall"] = WALL + timedelta(seconds=61)
    answer = browser.send(f"{path}/batal", entry=entry)
    assert "Sudah lewat satu menit" in browser.get(answer.location).text
    assert "Meja 1" in _groups(hall)


def test_people_move_to_another_group_or_to_a_new_one(hall: Hall) -> None:
    browser, path = hall.trainer(), f"/kelas/{hall.class_id}/kelompok"
    browser.get(path)
    browser.send(path, **PARTING)
    first, second = hall.seats()[0], hall.seats()[1]
    browser.send(f"{path}/pindah", who=[str(first.account_id)], to=second.group)
    assert _groups(hall)[0] == second.group
    browser.send(
        f"{path}/pindah", who=[str(first.account_id), str(second.account_id)], new_group="Meja depan", to="Meja 1"
    )
    assert _groups(hall)[:2] == ["Meja depan", "Meja depan"]


def test_moving_nobody_or_nowhere_or_somebody_elses_people_changes_nothing(app: Flask, hall: Hall) -> None:
    other = open_hall(app, ("Orang Lain",), username="lain")
    browser, path, theirs = hall.trainer(), f"/kelas/{hall.class_id}/kelompok", other.seats()[0].account_id
    browser.get(path)
    browser.send(f"{path}/pindah", to="Meja 1")
    browser.send(f"{path}/pindah", who=[str(hall.seats()[0].account_id)], to="")
    browser.send(f"{path}/pindah", who=[str(hall.seats()[0].account_id)], to="x" * 41)
    browser.send(f"{path}/pindah", who=[str(theirs), "99999999999999999999", "x"], to="Meja 1")
    assert _kinds(hall) == []
    assert _groups(other) == ["Kelompok 1"]


def test_a_group_gets_another_name_unless_another_has_it(hall: Hall) -> None:
    browser, path = hall.trainer(), f"/kelas/{hall.class_id}/kelompok"
    browser.get(path)
    browser.send(path, **PARTING)
    browser.send(f"{path}/nama", old="Meja 1", group_name="Meja depan")
    assert "Meja depan" in _groups(hall)
    taken = browser.send(f"{path}/nama", old="Meja 2", group_name="meja DEPAN")
    assert taken.status_code == 422
    assert 'id="group_name-error"' in taken.text
    assert browser.send(f"{path}/nama", old="Meja 2", group_name=" ").status_code == 422
    assert set(_groups(hall)) == {"Meja depan", "Meja 2"}


def test_a_class_without_people_says_what_to_do_first(app: Flask) -> None:
    empty = open_hall(app, ())
    assert "Impor daftar peserta dahulu" in empty.trainer().get(f"/kelas/{empty.class_id}/kelompok").text
