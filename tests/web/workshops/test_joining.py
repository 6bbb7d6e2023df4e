"""Joining by card: three steps, nothing before the last of them, and one device a seat."""

from __future__ import annotations

import re

import pytest

from bimtek.extensions import db
from bimtek.people import services as people
from tests.web.workshops.hall import Hall, forget_request, open_hall


def _other_name(page: str, own: int) -> str:
    return next(value for value in re.findall(r'type="radio" name="account" value="(\d+)"', page) if value != str(own))


def test_a_get_with_a_code_prefills_and_joins_nobody(hall: Hall) -> None:
    code = hall.seats()[0].code
    page = hall.browser().get(f"/masuk?kode={code}").text
    assert f'value="{code[:3]} {code[3:]}"' in page
    assert hall.seats()[0].name not in page
    assert hall.joined() == 0


def test_the_short_address_on_the_wall_is_the_door_itself_and_home_for_who_has_joined(hall: Hall) -> None:
    """No trip is spent on being sent on; the brand on each page leads home directly too."""
    row, browser = hall.seats()[1], hall.browser()
    door = browser.get("/")
    assert door.status_code == 200
    assert 'action="/masuk"' in door.text
    assert hall.joined() == 0
    done = browser.send("/masuk", code=row.code, account=str(row.account_id), confirm="join")
    assert '<a class="brand" href="/beranda">' in browser.get(done.location).text
    assert browser.get("/").location == "/beranda"


def test_code_name_and_confirmation_lead_to_the_desk_and_only_the_last_step_joins(hall: Hall) -> None:
    row, browser = hall.seats()[2], hall.browser()
    names = browser.send("/masuk", code=row.code)
    assert names.status_code == 200
    assert row.name in names.text
    assert "Langkah 2 dari 3" in names.text
    sure = browser.send("/masuk", code=row.code, account=str(row.account_id), picking="1")
    assert "Benar ini Anda?" in sure.text
    assert hall.joined() == 0
    done = browser.send("/masuk", code=row.code, account=str(row.account_id), confirm="join")
    assert done.status_code == 302
    assert hall.joined() == 1
    assert f"kursi {row.number}" in browser.get(done.location).text


@pytest.mark.parametrize("typed", ["{a} {b}", " {a}-{b} ", "{a}{b}\t", "{a}.{b}"])
def test_a_code_is_known_however_it_was_typed(hall: Hall, typed: str) -> None:
    row = hall.seats()[0]
    code = row.code.lower()
    page = hall.browser().send("/masuk", code=typed.format(a=code[:3], b=code[3:]))
    assert page.status_code == 200
    assert row.name in page.text


@pytest.mark.parametrize("typed", ["", "   ", "AAAAAA", "x" * 500, "<script>alert(1)</script>", "٣٤٦٧٩٩"])
def test_a_wrong_code_is_refused_beside_its_field(hall: Hall, typed: str) -> None:
    page = hall.browser().send("/masuk", code=typed)
    assert page.status_code == 422
    assert 'id="code-error"' in page.text
    assert "<script>alert" not in page.text


def test_a_wrong_code_stays_in_the_field(hall: Hall) -> None:
    assert 'value="ABC DEF"' in hall.browser().send("/masuk", code="ABC DEF").text


def test_somebody_elses_name_does_not_open_the_card(hall: Hall) -> None:
    row, browser = hall.seats()[0], hall.browser()
    other = _other_name(browser.send("/masuk", code=row.code).text, row.account_id)
    page = browser.send("/masuk", code=row.code, account=other, confirm="join")
    assert page.status_code == 422
    assert 'id="account-error"' in page.text
    assert hall.joined() == 0


@pytest.mark.parametrize("account", ["", "0", "9" * 19, "abc"])
def test_a_name_that_is_not_on_the_list_is_refused(hall: Hall, account: str) -> None:
    row = hall.seats()[0]
    page = hall.browser().send("/masuk", code=row.code, account=account, picking="1", confirm="join")
    assert page.status_code == 422
    assert "Pilih nama Anda dari daftar." in page.text
    assert hall.joined() == 0


def test_going_on_without_picking_a_name_says_so(hall: Hall) -> None:
    page = hall.browser().send("/masuk", code=hall.seats()[0].code, picking="1")
    assert page.status_code == 422
    assert "Pilih nama Anda dari daftar." in page.text


def test_a_taken_seat_says_so_and_moves_only_on_its_own_confirmation(hall: Hall) -> None:
    row = hall.seats()[0]
    first = hall.sit_down(row)
    second = hall.browser()
    asked = second.send("/masuk", code=row.code, account=str(row.account_id), confirm="join")
    assert asked.status_code == 200
    assert "Pindahkan kursi ke perangkat ini" in asked.text
    assert first.get("/meja").status_code == 200
    moved = second.send("/masuk", code=row.code, account=str(row.account_id), confirm="move")
    assert moved.status_code == 302
    assert second.get("/meja").status_code == 200
    out = first.get("/meja")
    assert out.status_code == 302
    assert out.location.startswith("/masuk")


def test_joining_on_a_shared_device_begins_a_fresh_session(hall: Hall) -> None:
    first, second = hall.seats()[:2]
    browser = hall.sit_down(first)
    with browser.session_transaction() as before:
        before["planted"] = "yes"
    browser.get("/masuk")
    browser.send("/masuk", code=second.code, account=str(second.account_id), confirm="join")
    with browser.session_transaction() as after:
        assert "planted" not in after
        assert after.permanent
    assert f"kursi {second.number}" in browser.get("/masuk").text


def test_the_language_chosen_at_the_door_stays_after_joining(hall: Hall) -> None:
    row, browser = hall.seats()[0], hall.browser()
    browser.send("/bahasa", language="en")
    browser.send("/masuk", code=row.code, account=str(row.account_id), confirm="join")
    forget_request()
    person = people.person(db.session(), row.account_id)
    assert person is not None
    assert person.language == "en"


@pytest.mark.parametrize("wanted", ["//evil.example.org/", "https://evil.example.org", "/\\evil.example.org"])
def test_joining_never_leads_to_another_host(hall: Hall, wanted: str) -> None:
    row, browser = hall.seats()[0], hall.browser()
    answer = browser.send("/masuk", code=row.code, account=str(row.account_id), confirm="join", next=wanted)
    assert answer.status_code == 302
    assert "evil" not in answer.location


def test_joining_leads_on_to_the_page_that_was_wanted(hall: Hall) -> None:
    row, browser = hall.seats()[0], hall.browser()
    door = browser.get("/meja").location
    assert 'name="next" value="/meja"' in browser.get(door).text
    answer = browser.send("/masuk", code=row.code, account=str(row.account_id), confirm="join", next="/meja")
    assert answer.location == "/meja"


def test_after_thirty_wrong_codes_one_device_must_wait_and_its_neighbour_need_not(hall: Hall) -> None:
    browser = hall.browser()
    answers = [browser.send("/masuk", code="AAAAAA").status_code for _ in range(31)]
    assert answers == [422] * 30 + [429]
    waiting = browser.send("/masuk", code=hall.seats()[0].code)
    assert waiting.status_code == 429
    assert "Tunggu sebentar" in waiting.text
    assert hall.browser().send("/masuk", code=hall.seats()[0].code).status_code == 200


def test_guessing_from_ever_new_sessions_is_stopped_by_the_address(hall: Hall) -> None:
    statuses = []
    for _ in range(21):
        browser = hall.browser()
        statuses += [browser.send("/masuk", code="AAAAAA").status_code for _ in range(29)]
    assert statuses.count(422) == 600
    assert statuses[600:] == [429] * (len(statuses) - 600)


def test_a_hall_of_118_joins_within_a_minute_from_one_address(app) -> None:
    hall = open_hall(app, tuple(f"Peserta Contoh {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[n % 26]}{n}" for n in range(118)))
    for row in hall.seats():
        browser = hall.browser()
        assert browser.send("/masuk", code="ketik salah").status_code == 422
        assert browser.send("/masuk", code=row.code).status_code == 200
        assert browser.send("/masuk", code=row.code, account=str(row.account_id), picking="1").status_code == 200
        last = browser.send("/masuk", code=row.code, account=str(row.account_id), confirm="join")
        assert last.status_code == 302
    assert hall.joined() == 118
