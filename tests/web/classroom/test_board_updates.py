"""What a board is told while it stands open: what is new, nothing else, and light enough for the hall's wifi."""

from __future__ import annotations

import gzip
import html
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from bimtek.classroom import board_presentation
from bimtek.extensions import db, writing
from bimtek.modules.models import Progress
from bimtek.workshops.models import Seat
from tests.conftest import WALL
from tests.web.workshops.hall import Browser, Hall, forget_request, open_hall

WIRE_LIMIT = 4000


@pytest.fixture
def hall(app: Flask) -> Hall:
    return open_hall(app)


class Board:
    """A board left open: it asks as the page's script does, and holds the version it was told last."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, page = browser, browser.get(address).text
        found = re.search(r'data-poll="([^"]+)" data-version="([^"]+)"', page)
        assert found
        self.page, self.live, self.version = page, html.unescape(found[1]), found[2]

    def ask(self) -> tuple[int, Any]:
        """The answer to one question: status, and what was told (JSON, or the text of a whole block)."""
        answer = self.browser.get(self.live, headers={"X-Version": self.version, "X-Live": "1"})
        self.version, self.bytes = answer.headers["X-Version"], len(gzip.compress(answer.data, 4))
        return answer.status_code, json.loads(answer.text) if answer.is_json else answer.text


def _later(hall: Hall, **given: float) -> None:
    hall.app.extensions["test_wall"] = WALL + timedelta(**given)


def _take_role(hall: Hall, index: int) -> None:
    trainee = hall.sit_down(hall.seats()[index])
    trainee.get("/meja")
    assert trainee.send("/meja/peran", role="liaison").status_code == 302


def _write(make: Any) -> None:
    forget_request()
    token = writing.set(True)
    make()
    db.session.commit()
    writing.reset(token)
    forget_request()


def test_an_act_is_told_as_the_row_it_changed_and_not_twice(hall: Hall) -> None:
    board = Board(hall.trainer(), "/papan")
    _take_role(hall, 2)
    status, told = board.ask()
    account = hall.seats()[2].account_id
    assert status == 200
    assert [(row[0], row[1]) for row in told["rows"]] == [(account, 2)]
    assert "<dt>Bekerja</dt><dd>1</dd>" in told["parts"]["board-numbers"]
    assert board.ask() == (204, "")


def test_a_person_grown_quiet_by_mere_time_is_told_without_any_entry(hall: Hall) -> None:
    _take_role(hall, 0)
    board = Board(hall.trainer(), "/papan")
    _later(hall, minutes=7, seconds=59)
    assert board.ask()[0] == 204
    _later(hall, minutes=8)
    status, told = board.ask()
    account = hall.seats()[0].account_id
    assert status == 200
    assert [(row[0], row[1], row[5]) for row in told["rows"]] == [(account, 1, "q")]
    assert f'id="help-{account}"' in told["parts"]["board-help"]


def test_a_page_whose_version_this_process_does_not_know_is_told_every_row(hall: Hall) -> None:
    board = Board(hall.trainer(), "/papan")
    with hall.app.app_context():
        board_presentation.forget(hall.app)
    _take_role(hall, 1)
    status, told = board.ask()
    assert status == 200
    assert sorted(row[0] for row in told["rows"]) == [row.account_id for row in hall.seats()]


@pytest.mark.parametrize("version", ["", "nonsense", "1-2-3", "1-2-zz", "9" * 70])
def test_a_version_that_no_board_of_this_shape_had_brings_the_whole_block(hall: Hall, version: str) -> None:
    board = Board(hall.trainer(), "/papan")
    board.version = version
    status, told = board.ask()
    assert status == 200
    assert len(re.findall('<tr id="person-', told)) == 5
    assert "<html" not in told


def test_somebody_new_on_the_roster_brings_the_whole_block(hall: Hall) -> None:
    board = Board(hall.trainer(), "/papan")
    account = hall.seats()[0].account_id
    _write(lambda: setattr(db.session.get(Seat, account), "name", "Nama Baru"))
    _later(hall, seconds=11)
    status, told = board.ask()
    assert status == 200
    assert "<bdi>Nama Baru</bdi>" in told


def test_a_narrowed_board_hears_only_of_its_own_people(hall: Hall) -> None:
    board = Board(hall.trainer(), "/papan?cari=citra")
    _take_role(hall, 0)
    assert board.ask()[1]["rows"] == []
    _take_role(hall, 2)
    assert [row[0] for row in board.ask()[1]["rows"]] == [hall.seats()[2].account_id]


def test_a_hostile_name_is_text_in_what_is_told(app: Flask) -> None:
    hall = open_hall(app, ("<script>alert(1)</script>", "Baso"))
    board = Board(hall.trainer(), "/papan")
    hall.sit_down(hall.seats()[0])
    feed = board.ask()[1]["parts"]["board-feed"]
    assert "<script>" not in feed
    assert "&lt;script&gt;alert(1)&lt;/script&gt; masuk dan duduk" in feed


def test_even_when_all_118_move_at_once_an_update_stays_within_its_budget(app: Flask) -> None:
    hall = open_hall(app, tuple(f"Peserta Contoh Nomor {n}" for n in range(1, 119)))
    board = Board(hall.trainer(), "/papan?unit=U6")
    seats, letters = hall.seats(), "0123456"

    def everybody_moves() -> None:
        for n, seat in enumerate(seats):
            cells = "".join(letters[(n * 7 + at * at) % 7] for at in range(28))
            db.session.add(
                Progress(
                    account_id=seat.account_id, workshop_id=hall.class_id, cells=f"{cells}|" + "|".join("0" * 7), unit="U6",
                    step_label="T1 Samarkan", known=[], refused=n % 5, last_wall=WALL - timedelta(seconds=n * 37 % 900),
                )
            )  # fmt: skip

    _write(everybody_moves)
    _later(hall, seconds=11)
    status, told = board.ask()
    assert status == 200
    assert len(told["rows"]) == 118
    assert board.bytes <= WIRE_LIMIT
