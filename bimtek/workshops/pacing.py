"""Steer a class's clock: run, freeze, speed, jump; and release the class, so that everybody goes on at a pace of their own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bimtek.people.domain import Person
from bimtek.workshops.domain import clock as clocks
from bimtek.workshops.domain.clock import HallClock
from bimtek.workshops.hall_acts import clock_to_json
from bimtek.workshops.models import Workshop
from bimtek.workshops.services import calendar, clock_of, joined_count, record, sim_now

#: Wall seconds for one simulated working day, as offered. Each divides 1,800, so that freezing and resuming is exact.
SPEEDS = (60, 120, 180, 300, 600, 1800)
RELEASED = "workshop_released"


def steered(clock: HallClock, act: str, wall: datetime, speed: int = 0) -> HallClock | None:
    """The clock after an act (resume, freeze, jump one working day, speed), or None for an act or a speed that does not
    exist."""
    if act == "resume":
        return clocks.resume(clock, wall)
    if act == "freeze":
        return clocks.freeze(clock, wall, calendar())
    if act == "jump":
        here = clocks.now(clock, wall, calendar())
        ahead = datetime.combine(calendar().nth_after(here.date(), 1), here.time())
        return clocks.jump_to(clock, ahead, wall)
    if act == "speed" and speed in SPEEDS:
        return clocks.set_speed(clock, speed, wall, calendar())
    return None


def steer_clock(
    session: Session, trainer: Person, target: Workshop, act: str, wall: datetime, speed: int = 0
) -> datetime:
    """Steer the class's clock; returns the simulated instant afterwards. Words that are no act do nothing."""
    now = steered(clock_of(target), act, wall, speed)
    if now is None:
        return sim_now(target, wall)
    _steer(session, trainer, target, f"clock_{act}", now, wall)
    return sim_now(target, wall)


def jump_to(session: Session, trainer: Person, target: Workshop, sim: datetime, wall: datetime) -> datetime:
    """Set the class's clock to a later simulated instant; an earlier one is not gone back to. Returns the instant shown."""
    if sim <= sim_now(target, wall):
        return sim_now(target, wall)
    _steer(session, trainer, target, "clock_jump", clocks.jump_to(clock_of(target), sim, wall), wall)
    return sim_now(target, wall)


def release(session: Session, trainer: Person, target: Workshop, wall: datetime) -> bool:
    """The hall is over: freeze its clock where it stands and announce it, at which every sandbox takes a clock of its own.
    False when it was released before."""
    if target.released_at is not None:
        return False
    _set(target, clocks.freeze(clock_of(target), wall, calendar()))
    target.released_at = wall
    record(session, target, trainer, RELEASED, wall, {"sim": target.clock_sim.isoformat()})
    return True


def _steer(session: Session, trainer: Person, target: Workshop, kind: str, clock: HallClock, wall: datetime) -> None:
    before = clock_of(target)
    if clock == before:
        return
    _set(target, clock)
    _joined, people = joined_count(session, target.id)
    data: dict[str, object] = {
        "sim": clock.anchor_sim.isoformat(), "seconds_per_day": clock.seconds_per_day, "before": clock_to_json(before),
        "people": people,
    }  # fmt: skip
    record(session, target, trainer, kind, wall, data)


def _set(target: Workshop, clock: HallClock) -> None:
    target.clock_sim, target.clock_wall = clock.anchor_sim, clock.anchor_wall
    target.clock_seconds_per_day, target.clock_running = clock.seconds_per_day, clock.running
