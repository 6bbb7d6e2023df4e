"""One person's page and desk: to look at, not to touch; only of one's own class; and every look leaves a trace."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from bimtek.extensions import db, writing
from bimtek.journal import services as journal
from bimtek.sandbox.models import Case, Sandbox
from tests.factories.classes import move_clock
from tests.web.workshops.hall import Hall, forget_request, open_hall

REST = ("", "/meja", "/meja/{number}")


@pytest.fixture
def hall(app: Flask) -> Hall:
    return open_hall(app)


def _number(account_id: int) -> str:
    forget_request()
    query = select(Case.number).join(Sandbox, Sandbox.id == Case.sandbox_id).where(Sandbox.account_id == account_id)
    return db.session.scalars(query).first() or ""


def _looks(hall: Hall) -> int:
    forget_request()
    return sum(entry.kind == "desk_viewed" for entry in journal.entries_of(db.session(), f"class/{hall.class_id}"))


def _arrive(hall: Hall) -> None:
    """Let the class's clock show the instant at which the last report of every desk has arrived."""
    forget_request()
    token = writing.set(True)
    move_clock(db.session(), hall.class_id, max(db.session.scalars(select(Case.received_at))))
    db.session.commit()
    writing.reset(token)
    forget_request()


@pytest.mark.parametrize("rest", REST)
def test_people_of_another_class_are_not_found(app: Flask, hall: Hall, rest: str) -> None:
    other = open_hall(app, ("Orang Asing",), username="tetangga")
    account = other.seats()[0].account_id
    _arrive(other)
    path = f"/papan/orang/{account}" + rest.format(number=_number(account))
    assert hall.trainer().get(path).status_code == 404
    assert _looks(other) == 0


def test_the_person_page_says_where_somebody_sits_and_what_was_done(hall: Hall) -> None:
    row = hall.seats()[1]
    trainer = hall.trainer()
    assert "belum pernah masuk" in trainer.get(f"/papan/orang/{row.account_id}").text
    trainee = hall.sit_down(row)
    trainee.get("/meja")
    assert trainee.send("/meja/peran", role="liaison").status_code == 302
    page = trainer.get(f"/papan/orang/{row.account_id}").text
    assert "Kursi 2" in page
    assert "Berganti peran: Pejabat Penghubung" in page
    assert _looks(hall) == 0


def test_a_desk_is_shown_without_any_act_and_says_that_it_is_only_looked_at(hall: Hall) -> None:
    _arrive(hall)
    row = hall.seats()[0]
    number = _number(row.account_id)
    trainer = hall.trainer()
    desk = trainer.get(f"/papan/orang/{row.account_id}/meja").text
    report = trainer.get(f"/papan/orang/{row.account_id}/meja/{number}").text
    assert number in desk
    for page in (desk, report):
        assert "hanya baca" in page
        main = page[page.index("<main") : page.index("</main>")]
        assert "<form" not in main
        assert "<button" not in main
        assert not re.search(r'href="/meja', main)


def test_the_first_look_is_recorded_and_turning_pages_is_not(hall: Hall) -> None:
    row = hall.seats()[0]
    trainer = hall.trainer()
    for _ in range(3):
        assert trainer.get(f"/papan/orang/{row.account_id}/meja").status_code == 200
    assert _looks(hall) == 1
    assert trainer.get(f"/papan/orang/{hall.seats()[1].account_id}/meja").status_code == 200
    assert _looks(hall) == 2
    forget_request()
    assert journal.check_chains(db.session()) == []


def test_a_report_of_the_neighbour_is_not_found_on_this_desk(hall: Hall) -> None:
    _arrive(hall)
    first, second = hall.seats()[:2]
    assert _number(first.account_id) != _number(second.account_id)
    path = f"/papan/orang/{first.account_id}/meja/{_number(second.account_id)}"
    assert hall.trainer().get(path).status_code == 404


def test_a_hostile_name_is_text_on_every_page_about_the_person(app: Flask) -> None:
    hall = open_hall(app, ("<b>Andi</b>",))
    account, trainer = hall.seats()[0].account_id, hall.trainer()
    for rest in ("", "/meja"):
        page = trainer.get(f"/papan/orang/{account}{rest}").text
        assert "<b>Andi</b>" not in page
        assert "&lt;b&gt;Andi&lt;/b&gt;" in page
