"""Attendance of a class: its half days, who was seen in each, and what a trainer tapped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bimtek.config import SEED_DIR
from bimtek.journal import services as journal
from bimtek.journal import windows
from bimtek.journal.domain import Entry
from bimtek.people.domain import Person
from bimtek.workshops import agenda, hall_acts
from bimtek.workshops.domain import attendance as rules
from bimtek.workshops.domain.attendance import Mark, Rules, Standing
from bimtek.workshops.domain.attendance import Session as HalfDay
from bimtek.workshops.hall_models import AttendanceMark, ClassSession
from bimtek.workshops.models import Workshop
from bimtek.workshops.services import SeatRow, record, seats_of, sim_now, workshop

PLANNED, SHIFTED, MARKED, SAID = "sessions_planned", "session_shifted", "attendance_marked", "presence_said"
MOST_NOTE = 120


@lru_cache(maxsize=1)
def attendance_rules() -> Rules:
    """The rules of seed/attendance.toml."""
    return rules.load_rules(SEED_DIR / "attendance.toml")


@dataclass(frozen=True, slots=True)
class Table:
    """Everybody of a class in every session: `rows` as (seat, standings in the order of `sessions`)."""

    sessions: list[HalfDay]
    rows: list[tuple[SeatRow, list[Standing]]]

    def column(self, index: int) -> list[Standing]:
        """How everybody stands in one session."""
        return [standings[index] for _seat, standings in self.rows]


def sessions_of(session: Session, workshop_id: int) -> list[HalfDay]:
    """The half days of a class in their order."""
    query = select(ClassSession).where(ClassSession.workshop_id == workshop_id)
    rows = session.scalars(query.order_by(ClassSession.held_on, ClassSession.opens_at))
    return [HalfDay(row.id, row.held_on, row.part, row.opens_at, row.closes_at) for row in rows]


def plan(session: Session, trainer: Person, target: Workshop, wall: datetime) -> int:
    """Make the half days of a class by its first day and the days of its agenda; those there are stay. How many are new."""
    known = {(one.held_on, one.part) for one in sessions_of(session, target.id)}
    days = agenda.days_of(session, target.id)
    fresh = [one for one in rules.planned(target.starts_on, days, attendance_rules()) if one[:2] not in known]
    for held_on, part, opens, closes in fresh:
        session.add(ClassSession(workshop_id=target.id, held_on=held_on, part=part, opens_at=opens, closes_at=closes))
    if fresh:
        session.flush()
        record(session, target, trainer, PLANNED, wall, {"sessions": len(fresh)})
    return len(fresh)


def shift(session: Session, trainer: Person, target: Workshop, session_id: int, act: str, wall: datetime) -> bool:
    """Let a half day begin now ("open") or end now ("close"); False when it stands so already, or is another class's."""
    row = _row(session, target, session_id)
    if row is None:
        return False
    half = HalfDay(row.id, row.held_on, row.part, row.opens_at, row.closes_at)
    if half.is_open(wall) == (act == "open"):
        return False
    window = rules.opened_now(half, wall) if act == "open" else rules.closed_now(half, wall)
    return window is not None and _move(session, trainer, target, row, window, wall)


def set_window(
    session: Session,
    trainer: Person,
    target: Workshop,
    session_id: int,
    opens: datetime,
    closes: datetime,
    wall: datetime,
) -> bool:
    """Give a half day other hours; False when they end before they begin, or nothing changes."""
    row = _row(session, target, session_id)
    if row is None or opens >= closes or (row.opens_at, row.closes_at) == (opens, closes):
        return False
    return _move(session, trainer, target, row, (opens, closes), wall)


def _move(
    session: Session,
    trainer: Person,
    target: Workshop,
    row: ClassSession,
    window: tuple[datetime, datetime],
    wall: datetime,
) -> bool:
    before = [row.opens_at.isoformat(), row.closes_at.isoformat()]
    row.opens_at, row.closes_at = window
    session.flush()
    people = len(seats_of(session, target.id))
    data: dict[str, object] = {
        "session": row.id, "before": before, "now": [one.isoformat() for one in window], "people": people, "part": row.part,
    }  # fmt: skip
    record(session, target, trainer, SHIFTED, wall, data)
    return True


def _row(session: Session, target: Workshop, session_id: int) -> ClassSession | None:
    row = session.get(ClassSession, session_id)
    return row if row is not None and row.workshop_id == target.id else None


def mark(
    session: Session, trainer: Person, target: Workshop, session_id: int, accounts: Sequence[int], state: str, wall: datetime,
    note: str = "",
) -> int:  # fmt: skip
    """Say of people of this class how they stand in a half day; "" takes an exception away, so that joining decides again.
    Returns of how many something changed."""
    row = _row(session, target, session_id)
    if row is None or state not in ("", *rules.MARKS):
        return 0
    own = {seat.account_id for seat in seats_of(session, target.id)}
    known = _marks(session, [row.id])
    meant = [account for account in dict.fromkeys(accounts) if account in own]
    before = {account: known.get((row.id, account)) for account in meant}
    changed = [account for account in meant if (before[account].state if before[account] else "") != state]  # type: ignore[union-attr]
    if not changed:
        return 0
    _put(session, row.id, dict.fromkeys(changed, Mark(state, note[:MOST_NOTE]) if state else None), trainer.id, wall)
    told = {str(account): _plain(before[account]) for account in changed}
    data: dict[str, object] = {
        "session": row.id,
        "state": state,
        "before": told,
        "people": len(changed),
        "part": row.part,
    }
    record(session, target, trainer, MARKED, wall, data)
    return len(changed)


def _plain(known: Mark | None) -> list[str] | None:
    return [known.state, known.note] if known else None


def _put(session: Session, session_id: int, marks: Mapping[int, Mark | None], by: int, wall: datetime) -> None:
    session.execute(
        delete(AttendanceMark).where(
            AttendanceMark.session_id == session_id, AttendanceMark.account_id.in_(list(marks))
        )
    )
    session.add_all(
        AttendanceMark(
            session_id=session_id, account_id=account, state=one.state, note=one.note, marked_by=by, marked_at=wall
        )
        for account, one in marks.items()
        if one is not None
    )
    session.flush()


def _marks(session: Session, session_ids: Sequence[int]) -> dict[tuple[int, int], Mark]:
    query = select(AttendanceMark).where(AttendanceMark.session_id.in_(list(session_ids)))
    return {(row.session_id, row.account_id): Mark(row.state, row.note) for row in session.scalars(query)}


def say_present(session: Session, person: Person, wall: datetime) -> bool:
    """A trainee says "I am here": an act like any other, so that it counts. False while no half day is open."""
    if person.workshop_id is None or open_session(session, person.workshop_id, wall) is None:
        return False
    stream = f"class/{person.workshop_id}"
    journal.record(
        session, stream=stream, scope=stream, kind=SAID, about=f"account/{person.id}", actor_id=person.id,
        actor_role=person.role.value, sim_at=sim_now(workshop(session, person.workshop_id), wall), wall_at=wall,
    )  # fmt: skip
    return True


def open_session(session: Session, workshop_id: int, wall: datetime) -> HalfDay | None:
    """The half day that is going on, or None."""
    return next((one for one in sessions_of(session, workshop_id) if one.is_open(wall)), None)


def table(session: Session, workshop_id: int, wall: datetime) -> Table:
    """Everybody of a class in every half day, from the roster: nobody is left out."""
    halves = sessions_of(session, workshop_id)
    marks = _marks(session, [one.id for one in halves])
    scope = f"class/{workshop_id}"
    seen = [windows.first_acts(session, scope, one.opens_at, one.closes_at) for one in halves]
    rows = [
        (
            seat,
            [
                rules.standing(half, acts.get(seat.account_id), marks.get((half.id, seat.account_id)), wall)
                for half, acts in zip(halves, seen, strict=True)
            ],
        )
        for seat in seats_of(session, workshop_id)
    ]
    return Table(halves, rows)


def shares(session: Session, workshop_id: int, wall: datetime) -> dict[int, float]:
    """The share of half days each person attended, of those that count so far; who is missing has none to count."""
    found = {seat.account_id: rules.share(standings) for seat, standings in table(session, workshop_id, wall).rows}
    return {account: value for account, value in found.items() if value is not None}


def standings_of(session: Session, person: Person, wall: datetime) -> list[tuple[HalfDay, Standing]]:
    """One person in every half day."""
    halves = sessions_of(session, person.workshop_id or 0)
    marks = _marks(session, [one.id for one in halves])
    scope = f"class/{person.workshop_id}"
    return [
        (
            half,
            rules.standing(
                half, windows.first_act(session, scope, person.id, half.opens_at, half.closes_at),
                marks.get((half.id, person.id)), wall,
            ),
        )
        for half in halves
    ]  # fmt: skip


def _shift_back(session: Session, _trainer: Person, target: Workshop, entry: Entry, _wall: datetime) -> bool:
    row = _row(session, target, int(entry.data["session"]))
    if row is None:
        return False
    row.opens_at, row.closes_at = (datetime.fromisoformat(one) for one in entry.data["before"])
    session.flush()
    return True


def _marks_back(session: Session, trainer: Person, target: Workshop, entry: Entry, wall: datetime) -> bool:
    row, data = _row(session, target, int(entry.data["session"])), entry.data
    if row is None:
        return False
    before: dict[int, Mark | None] = {int(a): Mark(*told) if told else None for a, told in data["before"].items()}
    _put(session, row.id, before, trainer.id, wall)
    return True


hall_acts.register(SHIFTED, _shift_back, "sessions")
hall_acts.register(MARKED, _marks_back, "attendance")
