"""The result of an aduan and of a request: each desk in its own words, with what was written beside its criteria."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.sandbox import services
from bimtek.sandbox.acting import ROLE_COLUMNS
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role
from bimtek.sandbox.models import Case
from tests.factories.arrivals import put
from tests.factories.classes import Made, desk
from tests.web.committing import committing
from tests.web.judging import JudgingClient

NOTICE = "Yth. Bapak/Ibu Pemohon, ringkasan APBD tahun 2026 kami kuasai dan kami kirim lewat surel tanpa biaya."


def do(made: Made, case: Case, role: Role, action: Action, **given: Any) -> None:
    at = desk(db.session(), made.people[0])
    setattr(at.sandbox, ROLE_COLUMNS[Desk(case.desk)], role.value)
    outcome = services.act(db.session(), made.people[0], at.sandbox, case, action, given, moment=at.moment)
    assert outcome.accepted, outcome.reason


@pytest.fixture
def request_number(app: Flask, made: Made) -> str:
    given = {"material": "Ringkasan APBD tahun 2026", "medium": "softcopy", "cost": "none", "text": NOTICE}
    with committing():
        case = put(db.session(), made.people[0], Desk.PPID)
        do(made, case, Role.DESK_OFFICER, Action.REGISTER, registration="001/PPID/XI/2026")
        do(made, case, Role.INFORMATION_OFFICER, Action.ASSIGN, unit="dishub")
        do(made, case, Role.INFORMATION_OFFICER, Action.GRANT, **given)
        return case.number


@pytest.fixture
def aduan_number(app: Flask, made: Made) -> str:
    with committing():
        case = put(db.session(), made.people[0], Desk.BARUGA)
        do(made, case, Role.MODERATOR, Action.DECLINE, archive_reason="spam", reason="Tidak ada urusan di dalamnya.")
        return case.number


def test_the_result_of_a_request_shows_the_notice_and_speaks_of_the_applicant(
    trainee: JudgingClient, request_number: str
) -> None:
    text = trainee.get(f"/hasil/{request_number}").get_data(as_text=True)
    for words in ("Pemberitahuan Anda", NOTICE, "Pemohon belum menanggapi.", "Kembali ke permohonan"):
        assert words in text
    for words in ("Balasan Anda", "Pelapor belum menanggapi", "U6"):
        assert words not in text


def test_the_result_of_an_aduan_names_its_critical_error_in_its_own_words(
    trainee: JudgingClient, aduan_number: str
) -> None:
    text = trainee.get(f"/hasil/{aduan_number}").get_data(as_text=True)
    assert "Ditolak tanpa dasar" in text
    assert "Aduan ini tidak dapat lulus" in text
    assert "Belum ada tanggapan pada aduan ini." in text
