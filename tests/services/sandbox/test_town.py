"""A town that remembers: the ignored come back, the answered do not, the same on every run."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.sandbox import replay, services
from bimtek.sandbox.domain.lifecycle import Action, Desk, State
from bimtek.sandbox.models import Case
from tests.factories.arrivals import put
from tests.factories.classes import Made, desk, make_class

DAYS = 25


@pytest.fixture
def made(session: Session) -> Made:
    return make_class(session, count=2, cases=0)


def wait(session: Session, made: Made, days: int = DAYS) -> None:
    at = desk(session, made.people[0])
    services.catch_up(session, at.sandbox, replace(at.moment, sim=at.moment.sim + timedelta(days=days)))


def repeats(session: Session) -> list[Case]:
    return list(session.scalars(select(Case).where(Case.origin == "repeated").order_by(Case.id)))


def test_an_ignored_report_comes_back_at_baruga_by_the_same_citizen_naming_its_number(
    session: Session, made: Made
) -> None:
    report = put(session, made.people[0], Desk.LAPOR)
    wait(session, made)
    (back,) = repeats(session)
    assert (back.desk, back.state, back.reporter) == ("baruga", State.BARUGA_NEW, report.reporter)
    assert report.number in back.body
    assert report.links == [f"repeat:{back.number}"]
    assert back.truth["right_link"] == report.number
    assert list(replay.differences(session)) == []
    assert journal.check_chains(session) == []


def test_an_ignored_aduan_comes_back_at_lapor_and_the_repeat_is_not_repeated(session: Session, made: Made) -> None:
    put(session, made.people[0], Desk.BARUGA)
    wait(session, made, 90)
    (back,) = repeats(session)
    assert (back.desk, back.title != "") == ("lapor", True)


def test_nobody_comes_back_who_was_taken_care_of(session: Session, made: Made) -> None:
    me = made.people[0]
    report = put(session, me, Desk.LAPOR)
    at = desk(session, me)
    given = {"archive_reason": "spam", "reason": "Kiriman ini tidak memuat urusan layanan."}
    assert services.act(session, me, at.sandbox, report, Action.ARCHIVE, given, moment=at.moment).accepted
    wait(session, made)
    assert repeats(session) == []


def test_an_unanswered_request_is_objected_to_on_the_ground_of_silence(session: Session, made: Made) -> None:
    request = put(session, made.people[0], Desk.PPID)
    wait(session, made, 40)
    assert (request.state, request.objection_ground) == (State.OBJECTION_FILED, "c")


def test_five_ignored_cases_give_the_same_repeats_on_every_run(session: Session, made: Made) -> None:
    told = []
    for person in made.people:  # two people with the same cases stand for two runs
        for _ in range(5):
            put(session, person, Desk.LAPOR)
        at = desk(session, person)
        services.catch_up(session, at.sandbox, replace(at.moment, sim=at.moment.sim + timedelta(days=DAYS)))
        mine = [case for case in repeats(session) if case.sandbox_id == at.sandbox.id]
        told.append([(case.number, case.received_at, case.desk) for case in mine])
    assert len(told[0]) == 5
    assert told[0] == told[1]
