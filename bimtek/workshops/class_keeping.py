"""Keeping a class: amend it, copy it for another date, put it into the archive and take it out again, tick off what is
prepared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bimtek.people.domain import Person
from bimtek.workshops import attendance_sessions, pacing
from bimtek.workshops.class_row import class_row
from bimtek.workshops.hall_models import AgendaItem
from bimtek.workshops.models import Facilitator, Seat, Workshop
from bimtek.workshops.services import create_workshop, facts, record

AMENDED, ARCHIVED, RESTORED, TICKED = "class_amended", "class_archived", "class_restored", "class_prepared"
#: What nobody can see from the class itself: the trainer ticks it off.
TICKS = ("cards", "address", "rehearsal")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a trainer says of a class. `units` are codes ([]: all)."""

    title: str
    place: str
    starts_on: date
    units: list[str]
    quiet_minutes: int
    seed: str
    cases: int


def settings_of(target: Workshop) -> Settings:
    """The settings of a class as they stand."""
    return Settings(
        target.title, target.place, target.starts_on, list(target.units), target.quiet_minutes, target.seed,
        target.cases_per_sandbox,
    )  # fmt: skip


def is_seated(session: Session, workshop_id: int) -> bool:
    """Whether somebody sits in a class: the desks are then made, and what they grew from stays."""
    return session.scalar(select(func.count()).where(Seat.workshop_id == workshop_id)) != 0


def amend(session: Session, trainer: Person, target: Workshop, wanted: Settings, wall: datetime) -> list[str]:
    """Change what may still be changed; returns the names of what changed. First day, seed and number of reports stay once
    somebody is seated: every desk was made from them. Nothing changed is nothing recorded."""
    before = settings_of(target)
    if is_seated(session, target.id):
        wanted = Settings(
            wanted.title, wanted.place, before.starts_on, wanted.units, wanted.quiet_minutes, before.seed, before.cases
        )
    changed = [name for name in Settings.__slots__ if getattr(before, name) != getattr(wanted, name)]
    if not changed:
        return []
    target.title, target.place, target.units = wanted.title, wanted.place, wanted.units
    target.quiet_minutes, target.seed, target.cases_per_sandbox = wanted.quiet_minutes, wanted.seed, wanted.cases
    if wanted.starts_on != before.starts_on:
        target.starts_on = wanted.starts_on
        target.clock_sim = facts(target).start
        target.clock_wall, target.clock_running = wall, False
        attendance_sessions.replan(session, trainer, target, wall, moved_from=before.starts_on)
    data: dict[str, object] = {name: _plain(getattr(wanted, name)) for name in changed}
    record(session, target, trainer, AMENDED, wall, data)
    return changed


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def copy_class(
    session: Session, trainer: Person, source: Workshop, *, title: str, starts_on: date, seed: str,
    agenda: bool, trainers: bool, wall: datetime,
) -> Workshop:  # fmt: skip
    """A new class like another: place, units, clock speed, quiet minutes, cases; its agenda and its trainers with their
    rights where wanted. Not its people, attendance or journal. Who copies it, keeps it."""
    made = create_workshop(
        session, trainer, title=title, place=source.place, starts_on=starts_on, seed=seed, cases=source.cases_per_sandbox,
        wall=wall, units=list(source.units), quiet_minutes=source.quiet_minutes,
        seconds_per_day=source.clock_seconds_per_day, copied_from=source.id,
    )  # fmt: skip
    if agenda:
        for row in session.scalars(select(AgendaItem).where(AgendaItem.workshop_id == source.id)).all():
            session.add(AgendaItem(
                workshop_id=made.id, day=row.day, starts=row.starts, ends=row.ends, title=row.title, unit=row.unit, jp=row.jp,
            ))  # fmt: skip
    if trainers:
        query = select(Facilitator).where(Facilitator.workshop_id == source.id, Facilitator.account_id != trainer.id)
        for part in session.scalars(query).all():
            session.add(Facilitator(workshop_id=made.id, account_id=part.account_id, role=part.role))
            record(session, made, trainer, "trainer_added", wall, {"account": part.account_id, "role": part.role})
    session.flush()
    return made


def agenda_lines(session: Session, workshop_id: int) -> int:
    """How many lines the agenda of a class has."""
    return session.scalar(select(func.count()).where(AgendaItem.workshop_id == workshop_id)) or 0


def archive(session: Session, trainer: Person, target: Workshop, wall: datetime) -> bool:
    """Put a class away: its clock stops, and its pages are only read. False when it was put away before."""
    if target.archived_at is not None:
        return False
    if target.clock_running:
        pacing.steer_clock(session, trainer, target, "freeze", wall)
    target.archived_at = wall
    record(session, target, trainer, ARCHIVED, wall, {})
    return True


def restore(session: Session, trainer: Person, target: Workshop, wall: datetime) -> bool:
    """Take a class out of the archive; its clock stays frozen until somebody starts it. False when it was not in it."""
    if target.archived_at is None:
        return False
    target.archived_at = None
    record(session, target, trainer, RESTORED, wall, {})
    return True


def tick(session: Session, trainer: Person, target: Workshop, what: str, on: bool, wall: datetime) -> bool:
    """Tick off, or take back, one of what only the trainer can see (TICKS); False when nothing changed."""
    if what not in TICKS or (what in target.prepared) is on:
        return False
    target.prepared = [name for name in TICKS if (name in target.prepared and name != what) or (name == what and on)]
    record(session, target, trainer, TICKED, wall, {"what": what, "done": on})
    return True


def is_archived(session: Session, workshop_id: int) -> bool:
    """Whether a class lies in the archive."""
    row = class_row(session, workshop_id)
    return row is not None and row.archived_at is not None
