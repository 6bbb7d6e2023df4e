"""The page after an act comes with the answer to the act where browser and page can do that, and otherwise as ever."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, flash, get_flashed_messages, redirect, session
from flask.typing import ResponseReturnValue
from werkzeug.test import TestResponse

from bimtek.extensions import csrf, db
from bimtek.sandbox import services
from bimtek.web.access import Audience, audience
from tests.factories.classes import Made, cases_of
from tests.web.judging import JudgingClient

PAGE = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
TITLE = "Judul yang sudah saya rapikan"


@pytest.fixture
def leads(app: Flask) -> Callable[[str], None]:
    """A test's own act that leaves a word behind and sends on to the address given here."""
    sends_to: list[str] = []

    @app.post("/uji-laku")
    @csrf.exempt
    @audience(Audience.PUBLIC, because="a test")
    def act() -> ResponseReturnValue:
        flash("Sudah.")
        session["laku"] = session.get("laku", 0) + 1
        return redirect(sends_to[-1])

    @app.get("/uji-polos")
    @audience(Audience.PUBLIC, because="a test")
    def plain() -> ResponseReturnValue:
        return ",".join(get_flashed_messages())

    @app.get("/uji-terus")
    @audience(Audience.PUBLIC, because="a test")
    def onward() -> ResponseReturnValue:
        session["lewat"] = True
        return redirect("/uji-terus" if sends_to[-1].endswith("putar") else "/meja")

    return sends_to.append


@pytest.fixture
def browser(leads: Callable[[str], None], trainee: JudgingClient) -> JudgingClient:
    """A browser whose script can give a page its own address."""
    trainee.get("/meja")
    trainee.set_cookie("seketika", "1")
    return trainee


def verify(browser: JudgingClient, made: Made, **headers: str) -> tuple[str, TestResponse]:
    """The first report verified and given to an office; its address and the answer."""
    number = cases_of(db.session(), made.people[0])[0].number
    category = next(iter(services.world().categories))
    db.session.remove()
    form = {"title": TITLE, "report_class": "complaint", "category": category, "unit": "dishub", "command_id": "sekali"}
    return f"/meja/laporan/{number}", browser.post(f"/meja/laporan/{number}/verify", data=form, headers=headers or PAGE)


def test_the_report_comes_with_the_answer_to_the_act_and_says_its_own_address(
    browser: JudgingClient, made: Made
) -> None:
    address, answer = verify(browser, made)
    assert answer.status_code == 200
    assert f'data-here="{address}' in answer.text
    assert TITLE in answer.text


def test_what_the_act_had_to_say_is_said_once(leads: Callable[[str], None], browser: JudgingClient) -> None:
    leads("/meja")
    answer = browser.post("/uji-laku", headers=PAGE)
    assert answer.text.count("Sudah.") == 1
    assert "Sudah." not in browser.get("/meja").text
    with browser.session_transaction() as kept:
        assert kept["laku"] == 1


def test_one_answer_sets_each_cookie_once(leads: Callable[[str], None], browser: JudgingClient) -> None:
    leads("/meja")
    names = [one.split("=", 1)[0] for one in browser.post("/uji-laku", headers=PAGE).headers.getlist("Set-Cookie")]
    assert len(names) == len(set(names)) > 0


@pytest.mark.parametrize("headers", [{"Accept": "*/*"}, {"Accept": "*/*", "X-Live": "1"}])
def test_what_a_script_sends_is_answered_as_ever(browser: JudgingClient, made: Made, headers: dict[str, str]) -> None:
    address, answer = verify(browser, made, **headers)
    assert (answer.status_code, answer.location.split("#")[0]) == (302, address)


def test_a_browser_without_script_is_sent_on(trainee: JudgingClient, made: Made) -> None:
    trainee.get("/meja")
    address, answer = verify(trainee, made)
    assert (answer.status_code, answer.location.split("#")[0]) == (302, address)


@pytest.mark.parametrize(
    "to", ["https://elsewhere.example/", "//elsewhere.example/", "/tidak-ada", "/uji-polos", "/uji-terus?putar"]
)
def test_where_no_page_of_ours_follows_the_browser_is_sent_on_and_no_word_is_lost(
    leads: Callable[[str], None], browser: JudgingClient, to: str
) -> None:
    leads(to)
    answer = browser.post("/uji-laku", headers=PAGE)
    assert (answer.status_code, answer.location) == (302, to)
    assert "Sudah." in browser.get("/meja").text


def test_a_page_that_sends_on_is_gone_by_on_the_same_way(leads: Callable[[str], None], browser: JudgingClient) -> None:
    leads("/uji-terus")
    answer = browser.post("/uji-laku", headers=PAGE)
    assert 'data-here="/meja"' in answer.text
    with browser.session_transaction() as kept:
        assert (kept["laku"], kept["lewat"]) == (1, True)


def test_an_address_with_a_question_a_part_and_odd_signs_is_asked_as_a_browser_would(
    leads: Callable[[str], None], browser: JudgingClient
) -> None:
    leads("/meja?q=%C3%A9+%26&group=all#isi")
    answer = browser.post("/uji-laku", headers=PAGE)
    assert 'data-here="/meja?q=%C3%A9+%26&amp;group=all#isi"' in answer.text
    assert 'value="é &amp;"' in answer.text


def test_signing_in_comes_with_the_page_of_who_signed_in_and_signing_out_with_nobodys(
    browser: JudgingClient, made: Made
) -> None:
    browser.post("/keluar", data={}, headers=PAGE)
    form = {"username": "guru", "password": "kata-sandi-latihan"}
    answer = browser.post("/fasilitator/masuk", data=form, headers=PAGE)
    assert answer.status_code == 200
    assert "Fasilitator Uji" in answer.text
    assert 'data-here="' in answer.text
    browser.get("/papan")
    left = browser.post("/keluar", data={}, headers=PAGE)
    assert left.status_code == 200
    assert browser.get("/beranda").status_code == 302


def test_a_refused_act_stays_the_page_it_was(browser: JudgingClient, made: Made) -> None:
    number = cases_of(db.session(), made.people[0])[0].number
    db.session.remove()
    answer = browser.post(f"/meja/laporan/{number}/note", data={"note": ""}, headers=PAGE)
    assert answer.status_code == 422
    assert f'data-here="/meja/laporan/{number}' in answer.text
