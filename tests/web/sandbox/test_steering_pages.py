"""The trainer's pages of time and surge; one's own clock after the class."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.sandbox.models import Case
from tests.factories.classes import Made, signed_in
from tests.web.judging import JudgingClient


def seen(page: str) -> str:
    return re.findall(r'name="seen" value="([^"]+)"', page)[0]


def test_a_jump_to_the_next_event_is_done_once_by_a_double_tap(trainer: JudgingClient, made: Made) -> None:
    at = f"/kelas/{made.workshop_id}"
    token = seen(trainer.get(at).text)
    first = trainer.post(f"{at}/jam/kejadian", data={"seen": token}, follow_redirects=True).text
    assert "Jam dilompatkan ke" in first
    again = trainer.post(f"{at}/jam/kejadian", data={"seen": token}, follow_redirects=True).text
    assert "sudah berubah" in again


def test_the_speed_is_one_of_those_offered(trainer: JudgingClient, made: Made) -> None:
    at = f"/kelas/{made.workshop_id}"
    trainer.get(at)
    assert trainer.post(f"{at}/kendali/jam", data={"act": "speed", "speed": "60"}).status_code == 302
    assert trainer.post(f"{at}/kendali/jam", data={"act": "speed", "speed": "7"}).status_code == 400
    assert "1 menit" in trainer.get(at).text


def test_a_released_class_hands_everybody_their_own_clock(
    app: Flask, trainer: JudgingClient, trainee: JudgingClient, made: Made
) -> None:
    assert "dipegang fasilitator" in trainee.get("/meja/jam").text
    at = f"/kelas/{made.workshop_id}"
    trainer.get(at)
    assert "Centang dahulu" in trainer.post(f"{at}/lepas", data={}, follow_redirects=True).text
    assert "Kelas dilepas" in trainer.post(f"{at}/lepas", data={"sure": "yes"}, follow_redirects=True).text
    page = trainee.get("/meja/jam").text
    assert "hanya milik Anda" in page
    answer = trainee.post("/meja/jam", data={"act": "jump", "seen": seen(page)}, follow_redirects=True)
    assert "Jam Anda sekarang" in answer.text
    assert (
        "sudah berubah"
        in trainee.post("/meja/jam", data={"act": "jump", "seen": seen(page)}, follow_redirects=True).text
    )
    assert trainee.post("/meja/jam", data={"act": "mundur"}).status_code == 400


def test_a_surge_reaches_the_chosen_and_can_be_taken_back_from_its_page(trainer: JudgingClient, made: Made) -> None:
    at = f"/kelas/{made.workshop_id}/lonjakan"
    assert "Banjir mendadak" in trainer.get(at).text
    before = db.session.query(Case).count()
    db.session.remove()
    data = {"kind": "flood", "whom": "some", "account": [str(made.people[0].id)]}
    page = trainer.post(at, data=data, follow_redirects=True).text
    assert "8 laporan dikirim ke 1 peserta" in page
    db.session.remove()
    assert db.session.query(Case).count() == before + 8
    assert "baru saja dikirim" in trainer.post(at, data=data, follow_redirects=True).text
    key = re.findall(r'name="key" value="([^"]+)"', page)[0]
    assert "8 laporan ditarik" in trainer.post(f"{at}/batal", data={"key": key}, follow_redirects=True).text
    db.session.remove()
    assert db.session.query(Case).count() == before


@pytest.mark.parametrize(
    "data", [{}, {"kind": "flood"}, {"kind": "flood", "whom": "some"}, {"kind": "?", "whom": "all"}]
)
def test_a_surge_without_a_kind_or_anybody_to_reach_is_refused(
    trainer: JudgingClient, made: Made, data: dict[str, str]
) -> None:
    at = f"/kelas/{made.workshop_id}/lonjakan"
    trainer.get(at)
    answer = trainer.post(at, data=data)
    assert answer.status_code == 422
    assert "Belum dikirim" in answer.text


def test_another_trainer_s_class_is_not_found(app: Flask, trainee: JudgingClient, made: Made) -> None:
    assert trainee.get(f"/kelas/{made.workshop_id}/lonjakan").status_code in (302, 403, 404)
    stranger = signed_in(app, db.session(), made.people[1])
    assert stranger.post(f"/kelas/{made.workshop_id}/lepas", data={"sure": "yes"}).status_code in (302, 400, 403, 404)
