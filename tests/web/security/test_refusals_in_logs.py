"""Who comes in, who fails to, and what is refused stands in the log: by number and kind of page, without what was sent."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask

from tests.web.workshops.hall import Hall, open_hall


@pytest.fixture
def hall(app: Flask) -> Hall:
    return open_hall(app)


def lines(capfd: pytest.CaptureFixture[str], event: str) -> list[dict[str, Any]]:
    """The lines of the log that tell of such an event."""
    told = capfd.readouterr().err
    assert "ditebak" not in told
    return [one for line in told.splitlines() if line.startswith("{") and (one := json.loads(line))["event"] == event]


def test_a_wrong_password_is_noted_without_name_and_password(hall: Hall, capfd: pytest.CaptureFixture[str]) -> None:
    client = hall.app.test_client()
    page = client.get("/fasilitator/masuk").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    sent = {"username": "nama-ditebak", "password": "sandi-ditebak", "csrf_token": token}
    assert client.post("/fasilitator/masuk", data=sent).status_code == 422
    assert [one["door"] for one in lines(capfd, "sign_in_failed")] == ["trainer"]


def test_a_card_that_is_not_known_is_noted_without_its_code(hall: Hall, capfd: pytest.CaptureFixture[str]) -> None:
    client = hall.app.test_client()
    page = client.get("/masuk").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    assert client.post("/masuk", data={"code": "ZZZ999", "csrf_token": token}).status_code == 422
    (noted,) = lines(capfd, "sign_in_failed")
    assert noted["door"] == "card"
    assert "ZZZ" not in str(noted)


def test_who_comes_in_is_noted_by_number(hall: Hall, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    hall.trainer()
    assert [(one["account"], one["role"]) for one in lines(capfd, "signed_in")] == [(hall.trainer_id, "trainer")]


def test_what_is_refused_is_noted_with_who_asked(hall: Hall, capfd: pytest.CaptureFixture[str]) -> None:
    row = hall.seats()[0]
    person = hall.sit_down(row)
    assert person.get("/papan").status_code == 403
    assert hall.app.test_client().post("/keluar", data={"csrf_token": "palsu"}).status_code == 400
    noted = [(one["why"], one["page"], one["account"]) for one in lines(capfd, "refused")]
    assert noted == [("access", "/papan", row.account_id), ("form", "/keluar", None)]
