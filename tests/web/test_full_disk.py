"""A disk without room: nothing torn, nothing acknowledged that is not there, and words that say what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.sandbox.domain.lifecycle import Desk, Role, State
from bimtek.web.errors import is_full
from tests.factories.arrivals import put
from tests.factories.classes import Made, signed_in
from tests.web.committing import committing
from tests.web.judging import JudgingClient
from tests.web.sandbox.desk_steps import case_of, play, press
from tests.web.summaries import seal_of

LONG = "Yth. Bapak/Ibu Pelapor, petugas memeriksa panel dan menggantinya paling lambat 20 November 2026. " * 15


@contextmanager
def no_room() -> Iterator[None]:
    """SQLite's own limit stands for the disk's: the database may not grow by a page. Every connection made meanwhile obeys."""
    engine = db.engine
    db.session.remove()
    engine.dispose()

    def limit(connection: Any, _record: Any) -> None:
        pages = connection.execute("pragma page_count").fetchone()[0]
        connection.execute(f"pragma max_page_count = {pages}")

    event.listen(engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(engine, "connect", limit)
        db.session.remove()
        engine.dispose()


@pytest.fixture
def served(app: Flask, made: Made) -> Iterator[tuple[JudgingClient, str]]:
    """A browser at an application as it is served (faults become pages), and a report in the hands of its unit."""
    from bimtek import create_app

    with committing():
        case = put(db.session(), made.people[0], Desk.LAPOR)
        case.state, case.unit, case.masks = State.DISPOSED.value, "dishub", []
        number = case.number
    play(made, Role.LIAISON)
    live = create_app(replace(app.extensions["settings"], testing=False))
    live.test_client_class = JudgingClient
    live.extensions["wall_clock"] = app.extensions["wall_clock"]
    with live.app_context():
        yield signed_in(live, db.session(), made.people[0]), number  # type: ignore[misc]
        db.session.remove()
        db.engine.dispose()


def entries() -> int:
    db.session.remove()
    return int(db.session.execute(text("select count(*) from journal_entry")).scalar_one())


@pytest.mark.sqlite("its own limit of pages stands for the disk's")
def test_an_act_that_found_no_room_says_so_changes_nothing_and_goes_through_later(
    served: tuple[JudgingClient, str],
) -> None:
    trainee, number = served
    page = press(trainee, number, "follow_up", text=LONG)
    sealed = {"text": LONG, "seen": seal_of(page.text)}
    before = entries()
    with no_room():
        refused = trainee.post(f"/meja/laporan/{number}/follow_up", data=sealed)
        assert refused.status_code == 507
        assert "Penyimpanan laptop server penuh" in refused.text
        assert "tulisan Anda tetap ada di perangkat ini" in refused.text
        assert entries() == before
        assert trainee.get("/meja").status_code == 200
    assert case_of(number).state == State.DISPOSED
    assert journal.check_chains(db.session()) == []
    sent = trainee.post(f"/meja/laporan/{number}/follow_up", data=sealed)
    assert sent.status_code == 302
    assert case_of(number).state == State.FOLLOWED_UP


class DiskFull(Exception):  # noqa: N818 -- psycopg's own name
    sqlstate = "53100"


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (OperationalError("insert", {}, Exception("database or disk is full")), True),
        (OperationalError("insert", {}, DiskFull()), True),
        (OperationalError("insert", {}, Exception("database is locked")), False),
        (ValueError("database or disk is full"), False),
        (None, False),
    ],
)
def test_only_a_disk_without_room_is_called_full(error: BaseException | None, full: bool) -> None:
    assert is_full(error) is full
