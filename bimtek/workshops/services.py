"""The class: made from a roster, joined by card, paced by its clock."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.workshops.class_row import class_row
from bimtek.workshops.domain import clock as clocks
from bimtek.workshops.domain.clock import HallClock
from bimtek.workshops.domain.codes import make_codes
from bimtek.workshops.domain.correction import NONE
from bimtek.workshops.domain.rights import Right, right_of
from bimtek.workshops.domain.roster import Line
from bimtek.workshops.models import Facilitator, Seat, Workshop
from bimtek.workshops.reference import calendar, calendar_of, offered_units, units, units_of
from bimtek.writers import read_once

#: The row that services take and give, and what seed/ says as corrected: other rooms name them from here.
__all__ = ["Workshop", "calendar", "calendar_of", "offered_units", "units", "units_of"]

DEFAULT_SECONDS_PER_DAY = 180
DEFAULT_QUIET_MINUTES = 8
_EPOCH = datetime(2000, 1, 1)
_NEWEST_FIRST = (Workshop.archived_at.is_not(None), Workshop.id.desc())
ROSTER_IMPORTED = "roster_imported"


class SeatRow(NamedTuple):
    """A seat as pages show it."""

    account_id: int
    number: int
    code: str
    name: str
    group: str
    post: str
    unit: str
    joined: bool


@dataclass(frozen=True, slots=True)
class WorkshopFacts:
    """What a world needs to know of its class: from which seed it grows, how large, from which simulated instant."""

    id: int
    seed: str
    cases: int
    start: datetime


def facts(target: Workshop) -> WorkshopFacts:
    """The facts of a class; the world starts at its first working morning, whenever people are seated: by the calendar of seed/,
    so that who is seated after a correction gets the reports of the same days."""
    first = calendar_of(NONE).counted_day(target.starts_on)
    return WorkshopFacts(target.id, target.seed, target.cases_per_sandbox, datetime.combine(first, time(8, 30)))


@dataclass(frozen=True, slots=True)
class Hall:
    """A class as every page needs it: its name and its clock; `own` when the clock is the person's own, not the hall's. Where
    a jump of the hall was taken back, a world that had lived ahead stands at its `floor` until the clock comes by."""

    id: int
    title: str
    clock: HallClock
    own: bool = False
    floor: datetime | None = None

    def sim_now(self, wall: datetime) -> datetime:
        """The simulated instant at a wall instant."""
        now = clocks.now(self.clock, wall, calendar())
        return max(now, self.floor) if self.floor else now

    def ticking(self, sim: datetime) -> tuple[datetime, bool, float, str]:
        """What a page needs to let the clock tick from `sim` on: the instant, running or not, pace, office hours."""
        running = self.clock.running and sim != self.floor
        return sim, running, clocks.rate(self.clock), clocks.office_spans(calendar(), sim.date())


def hall(session: Session, workshop_id: int) -> Hall:
    """The class a seat belongs to, read without loading its row as an object: every page asks for it."""
    row = class_row(session, workshop_id)
    if row is None:
        raise LookupError(f"no class {workshop_id}")
    clock = HallClock(row.clock_sim, row.clock_wall, row.clock_seconds_per_day, row.clock_running)
    return Hall(workshop_id, row.title, clock)


def is_released(session: Session, workshop_id: int) -> bool:
    """Whether a class is over: each of its sandboxes keeps its own clock."""
    row = class_row(session, workshop_id)
    return row is not None and row.released_at is not None


def create_workshop(
    session: Session, trainer: Person, *, title: str, place: str, starts_on: date, seed: str, cases: int, wall: datetime,
    units: Sequence[str] = (), quiet_minutes: int = DEFAULT_QUIET_MINUTES, seconds_per_day: int = DEFAULT_SECONDS_PER_DAY,
    copied_from: int | None = None,
) -> Workshop:  # fmt: skip
    """Make a class whose simulated clock stands frozen at half past eight on its first working day; the trainer keeps it."""
    first = calendar_of(NONE).counted_day(starts_on)
    workshop = Workshop(
        title=title.strip()[:150],
        place=place.strip()[:150],
        starts_on=starts_on,
        seed=seed,
        cases_per_sandbox=cases,
        created_at=wall,
        clock_sim=datetime.combine(first, time(8, 30)),
        clock_wall=wall,
        clock_seconds_per_day=seconds_per_day,
        clock_running=False,
        units=list(units),
        quiet_minutes=quiet_minutes,
        copied_from=copied_from,
        prepared=[],
    )
    session.add(workshop)
    session.flush()
    session.add(Facilitator(workshop_id=workshop.id, account_id=trainer.id, role="lead"))
    data: dict[str, object] = {"seed": seed, "cases": cases, "units": list(units)}
    record(session, workshop, trainer, "workshop_created", wall, data | ({"from": copied_from} if copied_from else {}))
    return workshop


def record(
    session: Session, workshop: Workshop, person: Person, kind: str, wall: datetime, data: dict[str, object]
) -> None:
    """Append an entry about a class to its chain."""
    stream = f"class/{workshop.id}"
    journal.record(
        session,
        stream=stream,
        scope=stream,
        kind=kind,
        about=stream,
        actor_id=person.id,
        actor_role=person.role.value,
        sim_at=sim_now(workshop, wall),
        wall_at=wall,
        data=data,
    )


def workshops_of(session: Session, trainer: Person) -> list[Workshop]:
    """The classes this trainer has a part in, newest first; those in the archive come last."""
    query = select(Workshop).join(Facilitator, Facilitator.workshop_id == Workshop.id)
    return list(session.scalars(query.where(Facilitator.account_id == trainer.id).order_by(*_NEWEST_FIRST)))


def workshops_and_roles(session: Session, trainer: Person) -> list[tuple[Workshop, str]]:
    """The same classes, each with what this trainer is there."""
    query = select(Workshop, Facilitator.role).join(Facilitator, Facilitator.workshop_id == Workshop.id)
    rows = session.execute(query.where(Facilitator.account_id == trainer.id).order_by(*_NEWEST_FIRST))
    return [(row[0], row[1]) for row in rows]


#: Put together once: every page of a trainer about a class asks this.
_CLASS_AND_ROLE = select(Workshop, Facilitator.role).join(Facilitator, Facilitator.workshop_id == Workshop.id)
_CLASS_AND_ROLE = _CLASS_AND_ROLE.where(
    Facilitator.account_id == bindparam("account_id"), Workshop.id == bindparam("workshop_id")
)


def workshop_and_right(session: Session, trainer: Person, workshop_id: int) -> tuple[Workshop, Right] | None:
    """One class and what this trainer may do in it; None for a class the trainer has no part in."""
    row = session.execute(_CLASS_AND_ROLE, {"account_id": trainer.id, "workshop_id": workshop_id}).first()
    right = right_of(row[1]) if row else None
    return (row[0], right) if row and right else None


def workshop_for(session: Session, trainer: Person, workshop_id: int, right: Right = Right.WATCH) -> Workshop | None:
    """One class, if this trainer has the right there; otherwise it is not found."""
    found = workshop_and_right(session, trainer, workshop_id)
    return found[0] if found and found[1] >= right else None


def trainers_of(session: Session, workshop_id: int) -> list[Person]:
    """Everybody who has a part in a class, in the order of their accounts."""
    query = select(Facilitator.account_id).where(Facilitator.workshop_id == workshop_id)
    found = (
        people.person(session, account) for account in session.scalars(query.order_by(Facilitator.account_id)).all()
    )
    return [person for person in found if person]


def running_ids(session: Session) -> list[int]:
    """The classes that are not in the archive."""
    return list(session.scalars(select(Workshop.id).where(Workshop.archived_at.is_(None))))


def all_ids(session: Session) -> list[int]:
    """All classes, those in the archive too."""
    return list(session.scalars(select(Workshop.id).order_by(Workshop.id)))


def workshop(session: Session, workshop_id: int) -> Workshop:
    """The class a seat belongs to; raises NoResultFound when there is none."""
    query = select(Workshop).where(Workshop.id == workshop_id)
    return read_once(session, ("workshop", workshop_id), lambda: session.scalars(query).one())


def import_roster(session: Session, trainer: Person, target: Workshop, lines: Sequence[Line], wall: datetime) -> int:
    """Seat everybody on the given lines (only lines without a stopping fault may be given), each with a card code.

    People who already sit in this class (same name and unit) are left as they are. Announces the import,
    at which the sandboxes are made. Returns how many were seated."""
    present = list(session.execute(select(Seat.number, Seat.name, Seat.unit).where(Seat.workshop_id == target.id)))
    known = {(row.name.casefold(), row.unit.casefold()) for row in present}
    fresh = [line for line in lines if (line.name.casefold(), line.unit.casefold()) not in known]
    first = max((row.number for row in present), default=0) + 1
    codes = make_codes(len(fresh), secrets.SystemRandom(), set(session.scalars(select(Seat.code))))
    people_rows: list[dict[str, object]] = [
        {"name": line.name, "nip": line.nip or None, "seat": first + index, "workshop_id": target.id}
        for index, line in enumerate(fresh)
    ]
    accounts = people.add_trainees(session, people_rows, wall) if people_rows else []
    seats = [
        {"account_id": account, "workshop_id": target.id, "number": first + index, "code": codes[index], "name": line.name,
         "group": line.group, "post": line.post, "unit": line.unit,
         "unit_id": line.unit_match.id if line.unit_match else None}
        for index, (account, line) in enumerate(zip(accounts, fresh, strict=True))
    ]  # fmt: skip
    if seats:
        session.execute(insert(Seat.__table__), seats)  # type: ignore[arg-type]
        record(session, target, trainer, ROSTER_IMPORTED, wall, {"accounts": accounts, "first_seat": first})
    return len(seats)


_seat = Seat.__table__.c
_JOINED = select(func.count(_seat.joined_at), func.count()).where(_seat.workshop_id == bindparam("workshop_id"))
_SEATS = select(*(_seat[name] for name in SeatRow._fields[:-1]), _seat.joined_at.is_not(None))
_SEATS = _SEATS.where(_seat.workshop_id == bindparam("workshop_id")).order_by(_seat.number)
_SOME_SEATS = _SEATS.where(_seat.account_id.in_(bindparam("accounts", expanding=True)))


def seats_of(session: Session, workshop_id: int, among: Collection[int] | None = None) -> list[SeatRow]:
    """Everybody on the roster, or those of them whose accounts are named, in the order of their seats."""
    session.flush()  # a statement that knows no objects does not do it
    given: dict[str, Any] = {"workshop_id": workshop_id}
    if among is None:
        rows = session.connection().execute(_SEATS, given)
    else:
        rows = session.connection().execute(_SOME_SEATS, given | {"accounts": list(among)})
    return [SeatRow._make(row) for row in rows]


def seat_of(session: Session, account_id: int) -> Seat | None:
    """The seat of one person."""
    return session.get(Seat, account_id)


def joined_count(session: Session, workshop_id: int) -> tuple[int, int]:
    """How many have joined, of how many."""
    session.flush()  # a statement that knows no objects does not do it
    joined, total = session.connection().execute(_JOINED, {"workshop_id": workshop_id}).one()
    return joined, total


def joined_counts(session: Session, workshop_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """The same for many classes at once; a class without seats is missing."""
    query = select(Seat.workshop_id, func.count(Seat.joined_at), func.count()).where(Seat.workshop_id.in_(workshop_ids))
    return {row[0]: (row[1], row[2]) for row in session.execute(query.group_by(Seat.workshop_id))}


def clock_of(target: Workshop) -> HallClock:
    """The class's clock as a value."""
    return HallClock(target.clock_sim, target.clock_wall, target.clock_seconds_per_day, target.clock_running)


def sim_now(target: Workshop, wall: datetime) -> datetime:
    """The simulated instant of a class at a wall instant."""
    return clocks.now(clock_of(target), wall, calendar())


def after_office_hours(now: datetime, hours: float) -> datetime:
    """The simulated instant `hours` of office time after `now`; nights, weekends and holidays do not count."""
    paced = HallClock(now, _EPOCH, clocks.OFFICE_DAY_SECONDS, True)
    return clocks.now(paced, _EPOCH + timedelta(hours=hours), calendar())
