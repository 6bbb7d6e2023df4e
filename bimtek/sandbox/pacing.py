"""Time in a sandbox: the class's clock, or, once the class is released, one of its own; and when the world acts next."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.people.domain import Person
from bimtek.sandbox.acting import scope, stream
from bimtek.sandbox.models import Case, Sandbox
from bimtek.workshops import hall_acts
from bimtek.workshops import pacing as class_pacing
from bimtek.workshops import services as workshops
from bimtek.workshops.domain import clock as clocks
from bimtek.workshops.domain.clock import HallClock

#: What a person may do with a clock of their own.
ACTS = ("resume", "freeze", "jump", "event", "speed")


def own_clock(sandbox: Sandbox) -> HallClock | None:
    """The sandbox's own clock, or None while it goes by its class's."""
    if sandbox.clock_sim is None or sandbox.clock_wall is None:
        return None
    return HallClock(
        sandbox.clock_sim, sandbox.clock_wall, sandbox.clock_seconds_per_day or 180, bool(sandbox.clock_running)
    )


def hall_of(session: Session, sandbox: Sandbox) -> workshops.Hall:
    """The hall this sandbox sits in, with the clock it goes by."""
    hall = workshops.hall(session, sandbox.workshop_id)
    own = own_clock(sandbox)
    if own:
        return workshops.Hall(hall.id, hall.title, own, own=True)
    return replace(hall, floor=sandbox.floor_sim) if sandbox.floor_sim else hall


def next_event(session: Session, sandbox: Sandbox, now: datetime) -> datetime | None:
    """When the world of one sandbox acts next: a citizen, the system, or a new case."""
    arriving = session.scalar(
        select(func.min(Case.received_at)).where(Case.sandbox_id == sandbox.id, Case.received_at > now)
    )
    return min(filter(None, (sandbox.next_event_at, arriving)), default=None)


def next_event_of_class(session: Session, workshop_id: int, now: datetime) -> datetime | None:
    """When something next happens in any sandbox of a class; what happens in a branch is nobody else's."""
    of_class = (Sandbox.workshop_id == workshop_id, Sandbox.branch_of.is_(None))
    planned = select(func.min(Case.event_at)).join(Sandbox).where(*of_class, Case.event_at > now)
    arriving = select(func.min(Case.received_at)).join(Sandbox).where(*of_class, Case.received_at > now)
    return min(filter(None, (session.scalar(planned), session.scalar(arriving))), default=None)


def steer_own(
    session: Session, person: Person, sandbox: Sandbox, act: str, wall: datetime, speed: int = 0
) -> datetime | None:
    """Steer one's own clock; returns the simulated instant afterwards, or None when the sandbox goes by its class's clock
    or the act does not exist: then nothing is changed."""
    clock = own_clock(sandbox)
    if clock is None:
        return None
    now = clocks.now(clock, wall, workshops.calendar())
    if act == "event":
        ahead = next_event(session, sandbox, now)
        changed = clocks.jump_to(clock, ahead, wall) if ahead and ahead > now else clock
    else:
        steered = class_pacing.steered(clock, act, wall, speed)
        if steered is None:
            return None
        changed = steered
    sandbox.clock_sim, sandbox.clock_wall = changed.anchor_sim, changed.anchor_wall
    sandbox.clock_seconds_per_day, sandbox.clock_running = changed.seconds_per_day, changed.running
    shown = clocks.now(changed, wall, workshops.calendar())
    journal.record(
        session, stream=stream(sandbox), scope=scope(sandbox), kind=f"clock_{act}",
        about=f"sandbox/{sandbox.id}", actor_id=person.id, actor_role="trainee", sim_at=shown, wall_at=wall,
        data={"sim": changed.anchor_sim.isoformat(), "seconds_per_day": changed.seconds_per_day},
    )  # fmt: skip
    return shown


def on_entry(session: Session, entry: Entry) -> None:
    """Listener: a class was released, or its clock was put back."""
    if entry.kind == class_pacing.RELEASED:
        _release(session, entry)
    elif entry.kind == hall_acts.UNDONE and entry.data["kind"] in hall_acts.CLOCK:
        _stay(session, int(entry.stream.removeprefix("class/")), entry)


def _release(session: Session, entry: Entry) -> None:
    """Each sandbox of the class takes a clock of its own, frozen where the hall's stood; branches had one from the
    beginning."""
    target = workshops.workshop(session, int(entry.stream.removeprefix("class/")))
    session.execute(
        update(Sandbox)
        .where(Sandbox.workshop_id == target.id, Sandbox.branch_of.is_(None))
        .values(
            clock_sim=case((Sandbox.floor_sim > target.clock_sim, Sandbox.floor_sim), else_=target.clock_sim),
            clock_wall=entry.wall_at, clock_seconds_per_day=target.clock_seconds_per_day, clock_running=False,
        )
    )  # fmt: skip


def _stay(session: Session, workshop_id: int, entry: Entry) -> None:
    """The hall's clock was put back: a world in which something has happened later than that stays where it is until the
    clock comes by, so that nobody's time runs backwards and nothing is played twice (docs/decisions/0014)."""
    now = workshops.sim_now(workshops.workshop(session, workshop_id), entry.wall_at)
    for name, reached in journal.latest_sim(session, f"class/{workshop_id}").items():
        if name.startswith("sandbox/") and reached > now:
            number = int(name.removeprefix("sandbox/"))
            session.execute(update(Sandbox).where(Sandbox.id == number).values(floor_sim=reached))


def ahead_of_the_hall(session: Session, workshop_id: int, now: datetime) -> int:
    """How many desks of a class stand at a later simulated instant than its clock shows."""
    query = select(func.count()).where(Sandbox.workshop_id == workshop_id, Sandbox.floor_sim > now)
    return session.scalar(query) or 0
