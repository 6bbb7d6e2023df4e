"""The trainers' door, the session, and the way out."""

from __future__ import annotations

import pytest

from tests.web.workshops.hall import PASSWORD, Hall

DOOR = "/fasilitator/masuk"
SAME = "Nama pengguna atau kata sandi tidak cocok."


def test_a_trainer_signs_in_and_the_frame_says_who(hall: Hall) -> None:
    page = hall.trainer().get("/kelas").text
    assert "Fasilitator Contoh" in page
    assert '<a href="/kelas" aria-current="page">Kelas</a>' in page


@pytest.mark.parametrize(
    ("username", "password"), [("fasilitator", "salah"), ("tidak-ada", PASSWORD), ("' or 1=1 --", "x")]
)
def test_unknown_and_wrong_get_the_same_message(hall: Hall, username: str, password: str) -> None:
    page = hall.browser().send(DOOR, username=username, password=password)
    assert page.status_code == 422
    assert page.text.count(SAME) == 2
    assert 'id="username-error"' not in page.text


@pytest.mark.parametrize(
    ("field", "typed"), [("username", ""), ("password", ""), ("username", "x" * 151), ("password", "x" * 201)]
)
def test_an_empty_or_endless_field_is_refused_beside_it(hall: Hall, field: str, typed: str) -> None:
    page = hall.browser().send(DOOR, **{"username": "fasilitator", "password": PASSWORD, field: typed})
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text


def test_the_user_name_stays_and_the_password_does_not(hall: Hall) -> None:
    page = hall.browser().send(DOOR, username="fasilitator", password="rahasia-sekali").text
    assert 'value="fasilitator"' in page
    assert "rahasia-sekali" not in page


def test_the_session_is_fresh_and_stays_two_weeks(hall: Hall) -> None:
    browser = hall.browser()
    browser.get(DOOR)
    with browser.session_transaction() as before:
        before["planted"] = "yes"
    answer = browser.send(DOOR, username="Fasilitator ", password=PASSWORD)
    assert answer.status_code == 302
    with browser.session_transaction() as after:
        assert "planted" not in after
    assert "Expires=" in answer.headers["Set-Cookie"]
    assert "HttpOnly" in answer.headers["Set-Cookie"]


def test_ten_attempts_on_one_name_make_it_wait_and_no_other(hall: Hall) -> None:
    browser = hall.browser()
    answers = [browser.send(DOOR, username="fasilitator", password="salah").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
    assert browser.send(DOOR, username=" FASILITATOR", password=PASSWORD).status_code == 429
    assert browser.send(DOOR, username="lain", password="salah").status_code == 422


def test_one_address_may_try_a_hundred_and_twenty_times_a_minute(hall: Hall) -> None:
    browser = hall.browser()
    answers = [browser.send(DOOR, username="", password="").status_code for _ in range(121)]
    assert answers == [422] * 120 + [429]


def test_a_get_signs_nobody_out(hall: Hall) -> None:
    browser = hall.trainer()
    assert browser.get("/keluar").status_code == 405
    assert browser.get("/kelas").status_code == 200


def test_a_trainee_who_leaves_a_shared_laptop_leaves_nothing_on_it(hall: Hall) -> None:
    row = hall.seats()[0]
    browser = hall.sit_down(row)
    cookie = browser.get_cookie("bimtek")
    assert cookie is not None
    page = browser.send("/keluar").text
    assert f'data-clear-drafts="{row.account_id}"' in page
    assert browser.get("/meja").status_code == 302
    thief = hall.browser()
    thief.set_cookie("bimtek", cookie.value)
    assert thief.get("/meja").status_code == 302


def test_leaving_on_one_device_keeps_the_trainers_other_device(hall: Hall) -> None:
    laptop, tablet = hall.trainer(), hall.trainer()
    laptop.send("/keluar")
    assert laptop.get("/kelas").status_code == 302
    assert tablet.get("/kelas").status_code == 200


def test_leaving_twice_is_no_fault(hall: Hall) -> None:
    browser = hall.trainer()
    browser.send("/keluar")
    assert browser.send("/keluar").status_code == 200


def test_a_form_without_its_token_is_refused(hall: Hall) -> None:
    assert hall.browser().post(DOOR, data={"username": "fasilitator", "password": PASSWORD}).status_code == 400


def test_a_trainee_cannot_sign_in_with_a_password(hall: Hall) -> None:
    page = hall.browser().send(DOOR, username=hall.seats()[0].name, password=PASSWORD)
    assert page.status_code == 422


@pytest.mark.parametrize("wanted", ["//evil.example.org", "https://evil.example.org/kelas"])
def test_signing_in_never_leads_to_another_host(hall: Hall, wanted: str) -> None:
    answer = hall.browser().send(DOOR, username="fasilitator", password=PASSWORD, next=wanted)
    assert "evil" not in answer.location


def test_a_chosen_language_is_remembered_on_the_account(hall: Hall) -> None:
    browser = hall.trainer()
    browser.send("/bahasa", language="en", next="/kelas")
    assert '<html lang="en">' in hall.trainer().get("/kelas").text
