"""Questionnaires are given once and read when closed; plans stay whole once sent; notes are taken from their day on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.evaluation import planning, services
from bimtek.evaluation.domain.plans import Action
from bimtek.evaluation.models import SurveyReply
from bimtek.workshops import services as workshops
from bimtek.workshops.services import Workshop
from tests.conftest import WALL
from tests.factories.classes import Made, make_class

FORM = services.content().form_of(services.FINAL)
assert FORM is not None
ANSWERS = {one.key: "4" for one in FORM.statements}
LINES = [Action(f"Kerjakan {n}", "Selesai", 30) for n in range(3)]
LATER = WALL + timedelta(days=60)


@pytest.fixture
def made(session: Session) -> Made:
    return make_class(session)


def _target(session: Session, made: Made) -> Workshop:
    return workshops.workshop(session, made.workshop_id)


def _gate(session: Session, made: Made, opened: bool) -> bool:
    return services.set_open(session, made.trainer, _target(session, made), services.FINAL, opened, WALL)


def test_a_closed_questionnaire_takes_nothing(session: Session, made: Made) -> None:
    person = made.people[0]
    assert services.give(session, person, services.FINAL, ANSWERS, WALL) == {"form": "closed"}
    assert _gate(session, made, True)
    assert not _gate(session, made, True)
    assert services.give(session, person, services.FINAL, ANSWERS, WALL) == {}
    assert services.give(session, person, services.FINAL, ANSWERS, WALL) == {"form": "given"}


def test_fewer_than_the_least_stay_unread_however_often_it_is_closed(session: Session, made: Made) -> None:
    _gate(session, made, True)
    services.give(session, made.people[0], services.FINAL, ANSWERS, WALL)
    for opened in (False, True, False):
        _gate(session, made, opened)
    found = services.survey_summary(session, made.workshop_id)
    assert found is not None
    assert (found.shown, found.replies, found.waiting) == (False, 0, 1)


def test_the_day_on_which_one_person_answers_is_not_told(session: Session, made: Made) -> None:
    """Two days, two people: both rows say the first day. Those in the results keep theirs when another one comes."""
    everybody = make_class(session, count=6, username="guru-enam", seed="enam")
    target = _target(session, everybody)
    services.set_open(session, everybody.trainer, target, services.FINAL, True, WALL)
    for number, person in enumerate(everybody.people[:5]):
        services.give(session, person, services.FINAL, ANSWERS, WALL + timedelta(days=number))
    days = select(SurveyReply.given_on, SurveyReply.is_shown).where(SurveyReply.workshop_id == everybody.workshop_id)
    assert {tuple(row) for row in session.execute(days)} == {(WALL.date(), False)}
    for opened in (False, True):
        services.set_open(session, everybody.trainer, target, services.FINAL, opened, LATER)
    services.give(session, everybody.people[5], services.FINAL, ANSWERS, LATER)
    assert {tuple(row) for row in session.execute(days)} == {(WALL.date(), True), (LATER.date(), False)}


def test_a_day_the_agenda_does_not_have_cannot_be_opened(session: Session, made: Made) -> None:
    assert not services.set_open(session, made.trainer, _target(session, made), "harian-9", True, WALL)


def test_plans_are_asked_for_from_the_opening_of_the_final_questionnaire(session: Session, made: Made) -> None:
    assert not services.asks_for_plans(session, made.workshop_id)
    _gate(session, made, True)
    assert services.asks_for_plans(session, made.workshop_id)
    services.give(session, made.people[0], services.FINAL, ANSWERS, WALL)
    _gate(session, made, False)
    assert services.asks_for_plans(session, made.workshop_id)


def test_a_sent_plan_refuses_to_become_less_than_whole(session: Session, made: Made) -> None:
    person = made.people[0]
    assert planning.sent_or_draft(session, person.id) == ""
    assert planning.save(session, person, "", LINES[:1], WALL, send=False) == {}
    assert planning.sent_or_draft(session, person.id) == "draft"
    assert planning.save(session, person, "Kepala", LINES, WALL, send=True) == {}
    assert planning.save(session, person, "", LINES[:1], WALL, send=False) == {"superior": "empty", "actions": "count"}
    kept = planning.plan_of(session, person.id)
    assert kept is not None
    assert (kept.superior, kept.lines) == ("Kepala", LINES)


def test_a_note_waits_for_its_day_can_be_put_right_and_ends_an_action(session: Session, made: Made) -> None:
    person, target = made.people[0], _target(session, made)
    planning.save(session, person, "Kepala", LINES, WALL, send=True)
    plan = planning.plan_of(session, person.id)
    assert plan is not None
    number, late = plan.actions[0].id, LATER + timedelta(days=60)

    def note(after: int, state: str, days_later: int = 60) -> str:
        wall = WALL if not days_later else late
        return planning.note(session, person, target, person.id, number, after, state, "", wall)

    assert note(30, "done", 0) == "early"
    assert note(30, "perhaps") == "state"
    assert note(30, "doing") == ""
    assert note(30, "done") == ""
    assert note(60, "doing") == "over"
    assert planning.note(session, person, target, person.id + 1, number, 30, "done", "", late) == "unknown"
