"""What the one commit does when the database asks for another try, and what it never lets through."""

from __future__ import annotations

import pytest
from flask import Flask, flash, get_flashed_messages
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bimtek.extensions import csrf, db, writing
from bimtek.web.access import Audience, audience
from bimtek.web.transaction import TRIES
from bimtek.workshops.models import Workshop
from tests.factories.classes import Made
from tests.web.judging import JudgingClient


class Broken(Exception):  # noqa: N818 -- stands for a driver's own
    """A deadlock that the database broke."""

    sqlstate = "40P01"


@pytest.fixture
def tried(app: Flask, made: Made) -> list[bool]:
    """A page that changes a class and meets a deadlock as often as it is told to; what each try saw."""
    seen: list[bool] = []
    app.extensions["breaks"] = 1

    @app.post("/uji-ulang")
    @csrf.exempt
    @audience(Audience.PUBLIC, because="a test")
    def again() -> str:
        seen.append(writing.get())
        flash("Sekali")
        target = db.session.scalars(select(Workshop)).one()
        target.title += "!"
        db.session.flush()
        if len(seen) <= app.extensions["breaks"]:
            raise OperationalError("update", {}, Broken())
        return ",".join(get_flashed_messages())

    return seen


def _title() -> str:
    db.session.remove()
    return db.session.scalars(select(Workshop.title)).one()


def test_a_request_the_database_broke_is_answered_anew_and_leaves_one_trace(
    trainee: JudgingClient, tried: list[bool]
) -> None:
    answer = trainee.post("/uji-ulang")
    assert answer.status_code == 200
    assert tried == [True, True]
    assert answer.text.count("Sekali") == 1
    assert _title() == "Kelas uji!"


def test_it_is_not_tried_for_ever(app: Flask, trainee: JudgingClient, tried: list[bool]) -> None:
    app.extensions["breaks"] = 99
    with pytest.raises(OperationalError):
        trainee.post("/uji-ulang")
    assert len(tried) == TRIES
    assert _title() == "Kelas uji"


@pytest.mark.parametrize("where", ["/meja?q=a%00b", "/meja/laporan/SIM%00"])
def test_a_nul_is_refused_before_any_question(trainee: JudgingClient, where: str) -> None:
    assert trainee.get(where).status_code in (400, 404)
