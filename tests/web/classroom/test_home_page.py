"""The trainee's home: one next thing, an honest way to the certificate, the hall's clock, the own desk."""

from __future__ import annotations

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.modules import services as modules
from tests.web.workshops.hall import Browser, Hall, forget_request, open_hall


@pytest.fixture
def hall(app: Flask) -> Hall:
    return open_hall(app)


@pytest.fixture
def trainee(hall: Hall) -> Browser:
    return hall.sit_down(hall.seats()[0])


def test_the_home_has_exactly_one_gold_button(trainee: Browser) -> None:
    page = trainee.get("/beranda").text
    assert page.count("button-gold") == 1
    assert page.count("<h1") == 1


def test_units_without_content_are_said_to_be_still_to_come(trainee: Browser) -> None:
    page = trainee.get("/beranda").text
    for code in range(1, 9):
        assert f"<span>U{code}</span>" in page
    assert page.count("Menyusul</span>") == 8 - len(modules.units_taught())


def test_a_frozen_clock_and_a_running_one_are_told_apart(hall: Hall, trainee: Browser) -> None:
    assert "Jam dibekukan oleh fasilitator" in trainee.get("/beranda").text
    trainer = hall.trainer()
    trainer.get("/papan")
    assert trainer.send(f"/kelas/{hall.class_id}/kendali/jam", act="resume").status_code == 302
    assert "Jam dibekukan oleh fasilitator" not in trainee.get("/beranda").text


def test_the_next_thing_moves_on_when_a_part_is_finished(trainee: Browser) -> None:
    before = trainee.get("/beranda").text
    trainee.get("/belajar/u6/bacaan")
    assert trainee.send("/belajar/bagian/u6-baca/selesai", command_id="baca-1").status_code == 302
    after = trainee.get("/beranda").text
    assert "Baca: dari laporan masuk sampai berakhir</h1>" in before
    assert "Baca: dari laporan masuk sampai berakhir</h1>" not in after


def test_a_look_at_the_home_changes_nothing(hall: Hall, trainee: Browser) -> None:
    pages, versions = [], set()
    for _ in range(2):
        page = trainee.get("/beranda").text
        pages.append(page[page.index("<main") : page.index("</main>")])
        forget_request()
        versions.add(journal.version(db.session(), f"class/{hall.class_id}"))
    assert pages[0] == pages[1]
    assert len(versions) == 1


def test_the_home_is_small(trainee: Browser) -> None:
    assert len(trainee.get("/beranda").data) <= 15_000


def test_a_trainer_has_no_home_of_a_trainee(hall: Hall) -> None:
    assert hall.trainer().get("/beranda").status_code == 403
