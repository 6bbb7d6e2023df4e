"""Who trains a class, and as what."""

from __future__ import annotations

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.workshops import class_trainers
from tests.web.workshops.hall import PASSWORD, Browser, Hall, forget_request, open_hall


@pytest.fixture
def colleague(app: Flask, hall: Hall) -> int:
    """Another trainer's account."""
    return open_hall(app, (), username="lain").trainer_id


def _roles(hall: Hall) -> dict[int, str]:
    forget_request()
    return {row.account_id: row.role for row in class_trainers.trainers(db.session(), hall.class_id)}


def _as_colleague(hall: Hall) -> Browser:
    browser = hall.browser()
    assert browser.send("/fasilitator/masuk", username="lain", password=PASSWORD).status_code == 302
    browser.token = ""
    return browser


def test_a_colleague_is_added_by_user_name_and_finds_the_class(hall: Hall, colleague: int) -> None:
    lead, path = hall.trainer(), f"/kelas/{hall.class_id}/fasilitator"
    lead.get(path)
    assert lead.send(path, username=" Lain ", role="observer").status_code == 302
    assert _roles(hall) == {hall.trainer_id: "lead", colleague: "observer"}
    page = _as_colleague(hall).get(path).text
    assert "Pengamat" in page
    assert "Hanya penanggung jawab" in page


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("username", {"username": "", "role": "observer"}),
        ("username", {"username": "tidak-ada", "role": "observer"}),
        ("username", {"username": "fasilitator", "role": "observer"}),
        ("username", {"username": "x" * 151, "role": "observer"}),
        ("role", {"username": "lain", "role": "king"}),
    ],
)
def test_a_faulty_addition_is_refused_beside_its_field(
    hall: Hall, colleague: int, field: str, fields: dict[str, str]
) -> None:
    lead, path = hall.trainer(), f"/kelas/{hall.class_id}/fasilitator"
    lead.get(path)
    answer = lead.send(path, **fields)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert _roles(hall) == {hall.trainer_id: "lead"}


def test_the_last_lead_is_neither_demoted_nor_removed(hall: Hall, colleague: int) -> None:
    lead, path = hall.trainer(), f"/kelas/{hall.class_id}/fasilitator"
    lead.get(path)
    lead.send(path, username="lain", role="facilitator")
    lead.send(f"{path}/{hall.trainer_id}/peran", role="observer")
    assert "harus punya penanggung jawab" in lead.get(path).text
    lead.send(f"{path}/{hall.trainer_id}/keluarkan")
    assert _roles(hall)[hall.trainer_id] == "lead"


def test_with_a_second_lead_the_first_may_go(hall: Hall, colleague: int) -> None:
    lead, path = hall.trainer(), f"/kelas/{hall.class_id}/fasilitator"
    lead.get(path)
    lead.send(path, username="lain", role="facilitator")
    lead.send(f"{path}/{colleague}/peran", role="lead")
    assert lead.send(f"{path}/{hall.trainer_id}/keluarkan").location == "/kelas"
    assert _roles(hall) == {colleague: "lead"}
    assert lead.get(path).status_code == 404


def test_every_change_is_in_the_journal_by_number(hall: Hall, colleague: int) -> None:
    lead, path = hall.trainer(), f"/kelas/{hall.class_id}/fasilitator"
    lead.get(path)
    lead.send(path, username="lain", role="facilitator")
    lead.send(f"{path}/{colleague}/peran", role="observer")
    lead.send(f"{path}/{colleague}/peran", role="observer")
    lead.send(f"{path}/{colleague}/keluarkan")
    forget_request()
    kinds = ("trainer_added", "trainer_role", "trainer_removed")
    entries = journal.of_class(db.session(), f"class/{hall.class_id}", kinds)
    assert [(entry.kind, entry.data) for entry in entries] == [
        ("trainer_added", {"account": colleague, "role": "facilitator"}),
        ("trainer_role", {"account": colleague, "role": "observer"}),
        ("trainer_removed", {"account": colleague}),
    ]


@pytest.mark.parametrize("rest", ["peran", "keluarkan"])
def test_somebody_who_is_no_trainer_of_the_class_is_not_found(hall: Hall, colleague: int, rest: str) -> None:
    lead, path = hall.trainer(), f"/kelas/{hall.class_id}/fasilitator"
    lead.get(path)
    assert lead.send(f"{path}/{colleague}/{rest}", role="lead").status_code == 404
    assert lead.send(f"{path}/{hall.trainer_id}/peran", role="king").status_code == 400
