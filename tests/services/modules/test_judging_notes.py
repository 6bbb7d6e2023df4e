"""An internal note is judged only when it tells who reported: then at once, and the report fails; else nothing is written."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from bimtek.modules import marking
from bimtek.sandbox import services
from bimtek.sandbox.acting import ROLE_COLUMNS
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role
from bimtek.sandbox.models import Case
from tests.factories.arrivals import put
from tests.factories.classes import Made, desk, make_class

#: The application connects the listeners that judge.
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def made(app: Flask, session: Session) -> Made:
    return make_class(session, count=1, cases=0)


@pytest.fixture
def aduan(session: Session, made: Made) -> Case:
    case = put(session, made.people[0], Desk.BARUGA)
    case.anonymous, case.reporter = True, {"name": "Nurlia Sappe", "nik": "7322995203780004", "phone": "08412200317"}
    return case


def noted(session: Session, made: Made, case: Case, note: str) -> None:
    me = made.people[0]
    at = desk(session, me)
    setattr(at.sandbox, ROLE_COLUMNS[Desk(case.desk)], Role.MODERATOR.value)
    assert services.act(session, me, at.sandbox, case, Action.NOTE, {"note": note}, moment=at.moment).accepted


def test_a_note_that_names_an_anonymous_reporter_fails_the_report_at_once(
    session: Session, made: Made, aduan: Case
) -> None:
    noted(session, made, aduan, "Pelapornya Ibu Nurlia, jangan sampai bocor.")
    found = marking.judgement_of(session, aduan.id)
    assert found is not None
    assert [(error.code, error.passage) for error in found.criticals] == [("leaked_identity", "Nurlia")]


def test_a_note_that_tells_nothing_is_not_judged(session: Session, made: Made, aduan: Case) -> None:
    noted(session, made, aduan, "Sudah dicek dengan bidang terkait, tunggu foto.")
    assert marking.judgement_of(session, aduan.id) is None
