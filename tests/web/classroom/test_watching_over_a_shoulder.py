"""A trainer looks over a shoulder: seen by the one who is looked at, recorded each time, with nothing to type in."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.workshops import services as workshops
from bimtek.workshops.domain.rights import RIGHTS
from bimtek.workshops.models import Facilitator
from tests.conftest import WALL
from tests.web.committing import committing
from tests.web.workshops.hall import Browser, Hall, forget_request, open_hall

LIVE = {"X-Live": "1"}


@pytest.fixture
def hall(app: Flask) -> Hall:
    return open_hall(app)


def _kinds(hall: Hall) -> list[str]:
    forget_request()
    entries = journal.entries_of(db.session(), f"class/{hall.class_id}")
    return [entry.kind for entry in entries if entry.kind.startswith("shoulder")]


def _pair(hall: Hall) -> tuple[Browser, Browser, str]:
    row = hall.seats()[0]
    return hall.sit_down(row), hall.trainer(), f"/papan/orang/{row.account_id}/bahu"


def test_opening_the_page_looks_at_nothing_before_the_tap(hall: Hall) -> None:
    trainee, trainer, path = _pair(hall)
    assert "Mulai melihat" in trainer.get(path).text
    assert trainer.get(f"{path}/baris", headers=LIVE).status_code == 404
    assert _kinds(hall) == []
    assert "sedang melihat" not in trainee.get("/beranda").text


def test_who_is_looked_at_sees_it_until_it_ends_and_each_look_is_recorded(hall: Hall) -> None:
    trainee, trainer, path = _pair(hall)
    for _ in range(2):
        trainer.get(path)
        trainer.send(path)
        trainer.send(path)
        assert "Fasilitator Contoh sedang melihat pekerjaan Anda" in trainee.get("/beranda").text
        trainer.send(f"{path}/selesai")
        assert "sedang melihat" not in trainee.get("/beranda").text
    assert _kinds(hall) == ["shoulder_started", "shoulder_ended"] * 2


def test_what_is_kept_of_a_reply_shows_at_once_and_nothing_is_sent_while_nothing_changes(hall: Hall) -> None:
    trainee, trainer, path = _pair(hall)
    trainer.get(path)
    trainer.send(path)
    page = trainer.get(path).text
    version = re.search(r'id="shoulder"[^>]*data-version="([^"]+)"', page)
    assert version
    ask = {**LIVE, "X-Version": version[1]}
    assert trainer.get(f"{path}/baris", headers=ask).status_code == 204
    number = _open_number(hall)
    trainee.get("/beranda")
    trainee.post(
        f"/meja/laporan/{number}/draf/follow_up", data={"csrf_token": trainee.token, "text": "Kami <b>periksa</b>"},
        headers=LIVE,
    )  # fmt: skip
    told = trainer.get(f"{path}/baris", headers=ask)
    assert "Kami &lt;b&gt;periksa&lt;/b&gt;" in told.text
    assert number in told.text
    assert len(told.data) < 5000


def _open_number(hall: Hall) -> str:
    from sqlalchemy import select

    from bimtek.sandbox.models import Case, Sandbox
    from tests.factories.classes import move_clock

    account = hall.seats()[0].account_id
    with committing():
        query = select(Case).join(Sandbox, Sandbox.id == Case.sandbox_id).where(Sandbox.account_id == account)
        case = db.session.scalars(query.where(Case.desk == "lapor")).first()
        assert case is not None
        move_clock(db.session(), hall.class_id, case.received_at)
        number = case.number
    forget_request()
    return number


def test_there_is_nothing_to_type_for_them(hall: Hall) -> None:
    _trainee, trainer, path = _pair(hall)
    trainer.get(path)
    trainer.send(path)
    inside = trainer.get(f"{path}/baris", headers=LIVE).text
    assert not re.search(r"<(textarea|input|button|select|form)\b", inside)


def test_a_laptop_that_was_shut_watches_nobody(hall: Hall) -> None:
    trainee, trainer, path = _pair(hall)
    trainer.get(path)
    trainer.send(path)
    hall.app.extensions["test_wall"] = WALL + timedelta(seconds=30)
    assert trainer.get(f"{path}/baris", headers=LIVE).status_code == 200
    hall.app.extensions["test_wall"] = WALL + timedelta(seconds=69)
    assert trainer.get(f"{path}/baris", headers=LIVE).status_code == 200
    hall.app.extensions["test_wall"] = WALL + timedelta(seconds=140)
    assert trainer.get(f"{path}/baris", headers=LIVE).status_code == 404
    assert "sedang melihat" not in trainee.get("/beranda").text


def test_others_and_those_who_only_observe_may_not(app: Flask, hall: Hall) -> None:
    other = open_hall(app, ("Orang Asing",), username="tetangga")
    trainer = hall.trainer()
    assert trainer.get(f"/papan/orang/{other.seats()[0].account_id}/bahu").status_code == 404
    with committing():
        db.session.get(Facilitator, (hall.class_id, hall.trainer_id)).role = "observer"  # type: ignore[union-attr]
    assert "observer" in RIGHTS
    assert trainer.get(f"/papan/orang/{hall.seats()[0].account_id}/bahu").status_code == 404
    assert workshops.seats_of(db.session(), hall.class_id)
