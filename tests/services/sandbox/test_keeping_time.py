"""One instant in every sandbox of a hall; a clock of one's own after it; what fell due is played once, in one order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.sandbox import pacing, services
from bimtek.workshops import pacing as class_pacing
from bimtek.workshops import services as workshops
from tests.conftest import WALL
from tests.factories.classes import Made, desk, make_class


@pytest.fixture
def made(session: Session) -> Made:
    return make_class(session, count=4, cases=12)


A_WHILE = timedelta(minutes=7, seconds=13)


def test_every_sandbox_of_a_hall_shows_the_same_instant_and_all_of_them_stand_still_when_it_freezes(
    session: Session, made: Made
) -> None:
    target = workshops.workshop(session, made.workshop_id)
    class_pacing.steer_clock(session, made.trainer, target, "resume", WALL)
    session.flush()
    shown = {services.desk_of(session, person.id, WALL + A_WHILE).moment.sim for person in made.people}  # type: ignore[union-attr]
    assert len(shown) == 1
    class_pacing.steer_clock(session, made.trainer, target, "freeze", WALL + A_WHILE)
    session.flush()
    later = {services.desk_of(session, person.id, WALL + 9 * A_WHILE).moment.sim for person in made.people}  # type: ignore[union-attr]
    assert later == shown


def test_a_jump_to_the_next_event_lands_exactly_on_it(session: Session, made: Made) -> None:
    target = workshops.workshop(session, made.workshop_id)
    now = workshops.sim_now(target, WALL)
    ahead = pacing.next_event_of_class(session, target.id, now)
    assert ahead is not None
    assert ahead > now
    shown = class_pacing.jump_to(session, made.trainer, target, ahead, WALL)
    # An event of a night or a weekend is reached when the next office day opens.
    assert shown >= ahead
    assert workshops.calendar().is_working_day(shown.date())
    following = pacing.next_event_of_class(session, target.id, shown)
    assert following is None or following > ahead


def test_the_clock_is_not_jumped_back(session: Session, made: Made) -> None:
    target = workshops.workshop(session, made.workshop_id)
    now = workshops.sim_now(target, WALL)
    assert class_pacing.jump_to(session, made.trainer, target, now - timedelta(days=2), WALL) == now


def test_nobody_steers_a_clock_of_their_own_while_the_hall_holds_it(session: Session, made: Made) -> None:
    me = made.people[0]
    at = desk(session, me)
    assert pacing.steer_own(session, me, at.sandbox, "resume", WALL) is None
    assert at.hall.own is False


def test_a_released_class_leaves_each_sandbox_its_own_clock_from_where_the_hall_stood(
    session: Session, made: Made
) -> None:
    target, me, other = workshops.workshop(session, made.workshop_id), made.people[0], made.people[1]
    before = workshops.sim_now(target, WALL)
    assert class_pacing.release(session, made.trainer, target, WALL)
    assert not class_pacing.release(session, made.trainer, target, WALL)
    session.flush()
    session.expire_all()
    mine = desk(session, me)
    assert (mine.hall.own, mine.moment.sim, mine.hall.clock.running) == (True, before, False)
    pacing.steer_own(session, me, mine.sandbox, "jump", WALL)
    assert desk(session, me).moment.sim > before
    assert desk(session, other).moment.sim == before
    assert journal.check_chains(session) == []


def test_jumping_over_many_events_plays_the_same_in_one_jump_as_in_many(session: Session, made: Made) -> None:
    """Two sandboxes of twins are not alike, so one sandbox is compared with itself: the order of a single great jump is the
    order of time."""
    at = desk(session, made.people[0])
    far = replace(at.moment, sim=at.moment.sim + timedelta(days=60))
    assert services.catch_up(session, at.sandbox, far) > 10
    played = [
        (entry.sim_at, int(entry.about.removeprefix("case/")))
        for entry in journal.entries_of(session, services.stream(at.sandbox))
        if entry.kind == "case_moved"
    ]
    assert [at for at, _ in played] == sorted(at for at, _ in played)
    assert services.catch_up(session, at.sandbox, far) == 0
