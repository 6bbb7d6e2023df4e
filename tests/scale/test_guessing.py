"""Guessing is held back as if one process heard all of it, and a hall behind one address is not kept waiting for it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select

from bimtek import create_app
from bimtek.config import Settings
from bimtek.extensions import db, limiter
from bimtek.web.throttle import Throttle
from bimtek.web.transaction import command_transaction
from tests.bench.driver import Browser
from tests.conftest import migrated
from tests.factories.classes import PASSWORD, make_class
from tests.scale import processes as scale
from tests.scale.conftest import database
from tests.scale.processes import at_once, elsewhere, processes

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="several processes need fork")]
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
DOOR = "/fasilitator/masuk"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, list[int]]]:
    """Four processes with the limits of every day, and a hand in their database."""
    folder = tmp_path_factory.mktemp("guessing")
    with ExitStack() as open_until_the_end:
        url = open_until_the_end.enter_context(database(request.param, folder))
        given = limited(url, folder)
        migrated(given)
        app = create_app(given)
        with app.app_context():
            with command_transaction() as session:
                make_class(session, count=2)
            db.session.remove()
        ports = open_until_the_end.enter_context(processes(url, folder, limited=True))
        yield app, ports
        with app.app_context():
            db.engine.dispose()


def limited(url: str, folder: Path) -> Settings:
    """Said, not left out: another test of this run may have switched the one limiter off."""
    return replace(scale.settings(url, folder), extra={"RATELIMIT_ENABLED": True})


@pytest.fixture(autouse=True)
def nothing_tried(place: tuple[Flask, list[int]]) -> None:
    with place[0].app_context():
        limiter.reset()


def sign_in(browser: Browser, password: str, name: str = "guru") -> int:
    page = browser.get(DOOR)
    return browser.post(DOOR, {"username": name, "password": password}, page)[0]


def test_four_processes_allow_no_more_guesses_than_one(place: tuple[Flask, list[int]]) -> None:
    """Ten wrong ones a minute, whichever process hears them; then the right one waits too, at each."""
    _app, ports = place
    tried = [sign_in(Browser(ports[n % 4]), "salah") for n in range(14)]
    assert tried == [422] * 10 + [429] * 4
    assert [sign_in(Browser(port), PASSWORD) for port in ports] == [429] * 4


def test_guesses_at_the_same_moment_are_all_counted(place: tuple[Flask, list[int]]) -> None:
    app, ports = place
    doors = [Browser(ports[n % 4]) for n in range(8)]
    assert set(at_once([lambda one=one: sign_in(one, "salah") for one in doors])) == {422}
    with app.app_context():
        assert {row.count for row in db.session.scalars(select(Throttle))} == {8}
        db.session.remove()


def test_a_hall_joins_behind_an_address_where_many_mistype(place: tuple[Flask, list[int]]) -> None:
    """118 phones at four processes, one wrong code each, within a minute: nobody is sent away."""
    from bimtek.workshops import services as workshops

    app, ports = place
    with app.app_context():
        code = workshops.seats_of(db.session(), 1)[0].code
        db.session.remove()
    answers = []
    for number in range(118):
        phone = Browser(ports[number % 4])
        page = phone.get("/masuk")
        wrong = phone.post("/masuk", {"code": "AAAAAA"}, page)[0]
        right = elsewhere(phone, ports[(number + 1) % 4]).post("/masuk", {"code": code}, page)[0]
        answers.append((wrong, right))
    assert set(answers) == {(422, 200)}


def test_what_is_kept_names_nobody_and_goes_when_its_time_is_over(place: tuple[Flask, list[int]]) -> None:
    app, ports = place
    sign_in(Browser(ports[0]), "salah")
    with app.app_context():
        kept = [row.name for row in db.session.scalars(select(Throttle))]
        assert len(kept) == 3
        assert not [name for name in kept if "guru" in name or "127.0.0.1" in name]
        assert all(re.fullmatch("[0-9a-f]{32}", name) for name in kept)
        db.session.rollback()
        with command_transaction() as session:
            session.execute(delete(Throttle))
            session.add(Throttle(name="lama", count=600, until=0))
        db.session.remove()
    sign_in(Browser(ports[1]), "salah", "lain")
    with app.app_context():
        assert "lama" not in [row.name for row in db.session.scalars(select(Throttle))]
        db.session.remove()


def test_a_time_that_is_over_begins_anew(place: tuple[Flask, list[int]]) -> None:
    app, _ports = place
    with app.app_context():
        counts = limiter.storage
        assert [counts.incr("satu", 60), counts.incr("satu", 60), counts.get("satu")] == [1, 2, 2]
        assert counts.get("lain") == 0
        assert counts.get_expiry("satu") > counts.get_expiry("lain")
        counts.incr("sebentar", -1)
        assert (counts.get("sebentar"), counts.incr("sebentar", 60)) == (0, 1)
        counts.clear("satu")
        assert (counts.get("satu"), counts.check()) == (0, True)
