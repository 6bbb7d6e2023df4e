"""Acts for the whole hall: each says how many it touches and is taken back as if it had not been; nobody's time runs backwards."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.sandbox import pacing as desks
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.models import Sandbox
from bimtek.workshops import gates, hall_acts, messages, pacing, tasks
from bimtek.workshops import services as workshops
from bimtek.workshops.services import Workshop
from bimtek.workshops.tasks import TaskRow
from tests.conftest import WALL
from tests.factories.classes import Made, make_class

ACTS = ("resume", "freeze", "jump", "speed", "task", "clear", "time", "close", "open")


def _at(seconds: float) -> datetime:
    return WALL + timedelta(seconds=seconds)


@pytest.fixture
def made(session: Session) -> Made:
    return make_class(session)


def _target(session: Session, made: Made) -> Workshop:
    return workshops.workshop(session, made.workshop_id)


def _do(session: Session, made: Made, act: str, wall: datetime) -> None:
    target = _target(session, made)
    if act in ("resume", "freeze", "jump"):
        pacing.steer_clock(session, made.trainer, target, act, wall)
    elif act == "speed":
        pacing.steer_clock(session, made.trainer, target, act, wall, 60)
    elif act in ("task", "clear"):
        task = TaskRow("Balas tiga laporan", "", "", wall + timedelta(minutes=5), wall) if act == "task" else None
        hall_acts.set_task(session, made.trainer, target, task, wall, 3)
    elif act == "time":
        hall_acts.add_time(session, made.trainer, target, 5, wall, 3)
    else:
        steps = frozenset({"U3"}) if act == "close" else frozenset()
        hall_acts.close_steps(session, made.trainer, target, steps, wall, 3)


def _state(session: Session, made: Made) -> tuple[object, ...]:
    target = _target(session, made)
    task = hall_acts.task_to_json(tasks.task_of(session, target.id))
    return workshops.clock_of(target), str(task), gates.closed(session, target.id)


def _undo_newest(session: Session, made: Made, wall: datetime) -> bool:
    found = hall_acts.undoables(session, made.workshop_id, wall)
    return bool(found) and bool(hall_acts.undo(session, made.trainer, _target(session, made), found[0].id, wall))


@pytest.mark.parametrize("act", ["resume", "jump", "speed", "task", "time", "close"])
def test_what_is_taken_back_leaves_the_hall_as_it_was(session: Session, made: Made, act: str) -> None:
    before = _state(session, made)
    _do(session, made, act, _at(0))
    changed = _state(session, made) != before
    assert changed or act == "time"  # without a task there is nothing to prolong
    assert _undo_newest(session, made, _at(30))
    assert _state(session, made) == before


def test_an_act_says_how_many_it_touches(session: Session, made: Made) -> None:
    _do(session, made, "resume", _at(0))
    assert hall_acts.undoables(session, made.workshop_id, _at(1))[0].entry.data["people"] == 3


def test_after_a_minute_or_a_second_time_nothing_is_taken_back(session: Session, made: Made) -> None:
    _do(session, made, "close", _at(0))
    number = hall_acts.undoables(session, made.workshop_id, _at(59))[0].id
    assert hall_acts.undoables(session, made.workshop_id, _at(60)) == []
    assert hall_acts.undo(session, made.trainer, _target(session, made), number, _at(61)) is None
    assert hall_acts.undo(session, made.trainer, _target(session, made), number, _at(30)) is not None
    assert hall_acts.undo(session, made.trainer, _target(session, made), number, _at(31)) is None


def test_an_act_upon_which_a_later_one_rests_waits_for_it(session: Session, made: Made) -> None:
    _do(session, made, "resume", _at(0))
    _do(session, made, "jump", _at(5))
    _do(session, made, "close", _at(6))
    kinds = [one.entry.kind for one in hall_acts.undoables(session, made.workshop_id, _at(10))]
    assert kinds == ["steps_closed", "clock_jump"]
    assert _undo_newest(session, made, _at(11))
    assert _undo_newest(session, made, _at(12))
    assert [one.entry.kind for one in hall_acts.undoables(session, made.workshop_id, _at(13))] == ["clock_resume"]


def test_a_message_is_withdrawn_by_the_same_way(session: Session, made: Made) -> None:
    sent = messages.send(session, made.trainer, _target(session, made), "Mulai", _at(0))
    assert sent is not None
    assert _undo_newest(session, made, _at(10))
    assert messages.of_class(session, made.workshop_id)[0].withdrawn


def test_a_frozen_hour_that_is_taken_back_has_passed(session: Session, made: Made) -> None:
    _do(session, made, "resume", _at(0))
    shown = workshops.clock_of(_target(session, made))
    _do(session, made, "freeze", _at(90))
    assert _undo_newest(session, made, _at(120))
    assert workshops.clock_of(_target(session, made)) == shown


def _lived(session: Session, made: Made, wall: datetime) -> dict[int, datetime]:
    """Everybody looks at the desk; where each stands."""
    found = {}
    for person in made.people:
        desk = sandboxes.desk_of(session, person.id, wall)
        assert desk is not None
        sandboxes.catch_up(session, desk.sandbox, desk.moment)
        found[person.id] = desk.moment.sim
    return found


def test_a_world_that_lived_ahead_of_a_jump_stands_still_until_the_clock_comes_by(session: Session, made: Made) -> None:
    for _ in range(30):
        _do(session, made, "jump", _at(0))
    ahead = _lived(session, made, _at(1))
    reached = journal.latest_sim(session, f"class/{made.workshop_id}")
    before = workshops.sim_now(_target(session, made), _at(1))
    for second in range(2, 32):
        assert _undo_newest(session, made, _at(second))
    now = workshops.sim_now(_target(session, made), _at(40))
    assert now < before
    boxes = session.scalars(select(Sandbox)).all()
    assert boxes
    for box in boxes:
        desk = sandboxes.desk_of(session, box.account_id, _at(40))
        assert desk is not None
        assert desk.moment.sim == max(now, reached.get(f"sandbox/{box.id}", now))
        assert desk.moment.sim <= ahead[box.account_id]
    assert desks.ahead_of_the_hall(session, made.workshop_id, now) == sum(
        box.floor_sim is not None and box.floor_sim > now for box in boxes
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from((*ACTS, "undo", "look")), min_size=1, max_size=12))
def test_whatever_is_done_and_undone_no_desk_goes_back_in_time(session: Session, acts: list[str]) -> None:
    with session.begin_nested() as inner:
        made, wall = make_class(session, count=2), _at(0)
        for act in acts:
            wall += timedelta(seconds=7)
            if act == "undo":
                _undo_newest(session, made, wall)
            elif act != "look":
                _do(session, made, act, wall)
            now, reached = _lived(session, made, wall), journal.latest_sim(session, f"class/{made.workshop_id}")
            for box in session.scalars(select(Sandbox)):
                assert now[box.account_id] >= reached.get(f"sandbox/{box.id}", now[box.account_id])
        assert journal.check_chains(session) == []
        inner.rollback()
