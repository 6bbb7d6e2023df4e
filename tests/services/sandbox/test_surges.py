"""A surge: linked, partly duplicate, partly false reports in chosen sandboxes; taken back within a minute."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.sandbox import replay, services, surges
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.models import Case
from bimtek.workshops import services as workshops
from tests.conftest import WALL
from tests.factories.classes import Made, desk, make_class

LATER = WALL + timedelta(seconds=61)


@pytest.fixture
def made(session: Session) -> Made:
    return make_class(session, count=4, cases=6)


def send(session: Session, made: Made, people: int = 2, kind: str = "flood") -> surges.Sent:
    target = workshops.workshop(session, made.workshop_id)
    accounts = [person.id for person in made.people[:people]]
    return surges.send(session, made.trainer, target, surges.surges()[kind], accounts, WALL)


def of_surge(session: Session, sent: surges.Sent) -> list[Case]:
    return list(session.scalars(select(Case).where(Case.surge.like(f"{sent.key}%")).order_by(Case.id)))


@pytest.mark.parametrize("kind", ["flood", "power-out"])
def test_every_chosen_sandbox_gets_the_same_kinds_of_reports_in_its_own_words_and_no_other_gets_any(
    session: Session, made: Made, kind: str
) -> None:
    sent = send(session, made, kind=kind)
    cases = of_surge(session, sent)
    parts = surges.surges()[kind].report
    assert (sent.people, sent.cases, len(cases)) == (2, 2 * len(parts), 2 * len(parts))
    assert len({case.body for case in cases}) == len(cases)
    kinds = Counter((case.sandbox_id, case.truth["surge_kind"]) for case in cases)
    assert len(kinds) == 2 * len({part.kind for part in parts})
    assert {case.sandbox_id for case in cases} == {desk(session, person).sandbox.id for person in made.people[:2]}


def test_duplicates_tell_the_first_event_linked_ones_share_its_village_and_false_ones_are_found_to_be_nothing(
    session: Session, made: Made
) -> None:
    cases = of_surge(session, send(session, made, people=1))
    first = next(case for case in cases if case.truth["surge_kind"] == "first")
    for case in cases:
        kind, truth = case.truth["surge_kind"], case.truth
        if kind in ("duplicate", "linked"):
            assert truth["place"] == first.truth["place"]
            assert first.number in (truth.get("right_link"), truth.get("related_to"))
        if kind == "false":
            assert truth["right_act"] == "archive"
            assert "tidak menemukan" in truth["finding"]


def test_a_surge_arrives_over_an_hour_of_simulated_time_and_counts_as_the_world_s_own(
    session: Session, made: Made
) -> None:
    cases = of_surge(session, send(session, made, people=1))
    received = [case.received_at for case in cases]
    assert received == sorted(received)
    assert received[0] == desk(session, made.people[0]).moment.sim
    assert received[-1] > received[0]
    assert list(replay.differences(session)) == []
    assert journal.check_chains(session) == []


def test_taking_it_back_within_a_minute_removes_what_nobody_touched_and_marks_what_somebody_did(
    session: Session, made: Made
) -> None:
    sent = send(session, made)
    me = made.people[0]
    at, case = desk(session, me), of_surge(session, sent)[0]
    note = {"note": "Saya hubungi posko dahulu."}
    assert services.act(session, me, at.sandbox, case, Action.NOTE, note, moment=at.moment).accepted
    target = workshops.workshop(session, made.workshop_id)
    taken = surges.take_back(session, made.trainer, target, sent.key, WALL + timedelta(seconds=59))
    assert taken == surges.Taken(removed=sent.cases - 1, kept=1)
    session.expire_all()
    (left,) = of_surge(session, sent)
    assert (left.id, left.surge) == (case.id, f"{sent.key}~kept")
    assert list(replay.differences(session)) == []
    assert surges.take_back(session, made.trainer, target, sent.key, WALL) is None


def test_after_a_minute_it_stays(session: Session, made: Made) -> None:
    sent = send(session, made)
    target = workshops.workshop(session, made.workshop_id)
    assert surges.take_back(session, made.trainer, target, sent.key, LATER) is None
    assert len(of_surge(session, sent)) == sent.cases
    assert surges.seconds_left(session, made.workshop_id, LATER) is None


def test_a_second_surge_does_not_meet_the_numbers_of_the_first(session: Session, made: Made) -> None:
    first, second = send(session, made), send(session, made, kind="power-out")
    numbers = [case.number for case in of_surge(session, first) + of_surge(session, second) if case.sandbox_id == 1]
    assert len(set(numbers)) == len(numbers)
