"""The page before a hard case: what is told, what can be chosen, and that nothing opens by a link."""

from __future__ import annotations

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.sandbox.models import Case
from tests.factories.classes import Made, cases_of
from tests.web.committing import committing
from tests.web.judging import JudgingClient
from tests.web.sandbox.desk_steps import press

WORDS = "Anak saya meninggal di ruang tunggu"


@pytest.fixture
def hard(app: Flask, made: Made) -> str:
    """The first officer's first report becomes one of grief."""
    with committing():
        case = cases_of(db.session(), made.people[0])[0]
        case.truth = {**case.truth, "care": "grief"}
        case.body = WORDS
        return case.number


def test_a_hard_case_does_not_open_unasked(trainee: JudgingClient, hard: str) -> None:
    page = trainee.get(f"/meja/laporan/{hard}").text
    assert "duka" in page
    assert WORDS not in page
    assert WORDS not in trainee.get(f"/meja/laporan/{hard}?tindakan=verify").text


def test_it_opens_after_it_was_chosen_and_offers_a_pause(trainee: JudgingClient, hard: str) -> None:
    assert press(trainee, hard, "perhatian/buka").status_code == 302
    page = trainee.get(f"/meja/laporan/{hard}").text
    assert WORDS in page
    assert "Perlu jeda?" in page
    assert WORDS in trainee.get(f"/meja/laporan/{hard}").text


def test_set_aside_it_leaves_the_desk_and_can_be_taken_back(trainee: JudgingClient, hard: str) -> None:
    press(trainee, hard, "perhatian/kesampingkan")
    assert "Nilai Anda tidak berkurang" in trainee.get("/meja").text
    assert hard not in trainee.get("/meja?group=all").text
    assert hard in trainee.get("/meja/dikesampingkan").text
    press(trainee, hard, "perhatian/ambil-kembali")
    assert hard in trainee.get("/meja?group=all").text


def test_an_ordinary_report_opens_at_once(trainee: JudgingClient, made: Made) -> None:
    number, body = next(
        (c.number, c.body)
        for c in cases_of(db.session(), made.people[0])
        if not c.truth.get("sensitive") and not c.truth.get("care")
    )
    page = trainee.get(f"/meja/laporan/{number}").text
    assert body.split()[0] in page
    assert "Perlu jeda?" not in page


def test_anothers_hard_case_is_not_found(other: JudgingClient, hard: str) -> None:
    assert press(other, hard, "perhatian/buka").status_code == 404
    assert db.session().query(Case).filter_by(number=hard).one().care == ""
