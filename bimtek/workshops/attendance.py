"""Attendance of a class: its half days, who was seen in each, and what a trainer tapped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal import windows
from bimtek.journal.domain import Entry
from bimtek.people.domain import Person
from bimtek.workshops import hall_acts
from bimtek.workshops.attendance_sessions import attendance_rules, replan, session_row, sessions_of
from bimtek.workshops.domain import attendance as rules
from bimtek.workshops.domain.attendance import Mark, Standing
from bimtek.workshops.domain.attendance import Session as HalfDay
from bimtek.workshops.hall_models import AttendanceMark
from bimtek.workshops.models import Workshop
from bimtek.workshops.services import SeatRow, record, seats_of, sim_now, workshop

#: What other rooms ask of attendance, from one place.
__all__ = ["attendance_rules", "replan", "sessions_of"]
MARKED, SAID = "attendance_marked", "presence_said"
MOST_NOTE = 120


@dataclass(frozen=True, slots=True)
class Table:
    """Everybody of a class in every session: `rows` as (seat, standings in the order of `sessions`)."""

    sessions: list[HalfDay]
    rows: list[tuple[SeatRow, list[Standing]]]

    def column(self, index: int) -> list[Standing]:
        """How everybody stands in one session."""
        return [standings[index] for _seat, standings in self.rows]


def mark(
    session: Session, trainer: Person, target: Workshop, session_id: int, accounts: Sequence[int], state: str, wall: datetime,
    note: str | None = None,
) -> int:  # fmt: skip
    """Say of people of this class how they stand in a half day; "" takes an exception away, so that joining decides again. A
    note belongs to who is excused or sick; None leaves one that is there. Returns of how many something changed."""
    row = session_row(session, target, session_id)
    if row is None or state not in ("", *rules.MARKS):
        return 0
    own = {seat.account_id for seat in seats_of(session, target.id)}
    known = _rows(session, row.id)
    before = {account: known.get(account) for account in dict.fromkeys(accounts) if account in own}
    wanted = {account: _wanted(found, state, note) for account, found in before.items()}
    changed = [account for account, found in before.items() if _mark(found) != wanted[account]]
    if not changed:
        return 0
    told = {str(account): _plain(before[account]) for account in changed}
    _put(session, row.id, {account: (wanted[account], trainer.id, wall) for account in changed})
    data: dict[str, object] = {
        "session": row.id, "day": row.held_on.isoformat(), "part": row.part, "state": state, "before": told,
        "people": len(changed) if len(changed) > 1 else 0,  # of one person the words say who
    }  # fmt: skip
    record(session, target, trainer, MARKED, wall, data)
    return len(changed)


def _wanted(found: AttendanceMark | None, state: str, note: str | None) -> Mark | None:
    if not state:
        return None
    if state not in rules.NOTED:
        return Mark(state)
    if note is None:
        note = found.note if found and found.state == state else ""
    return Mark(state, note[:MOST_NOTE])


def _mark(row: AttendanceMark | None) -> Mark | None:
    return Mark(row.state, row.note) if row else None


def _plain(row: AttendanceMark | None) -> list[Any] | None:
    """A mark as an entry keeps it: with who set it and when, by which that earlier act still knows it as its own."""
    return [row.state, row.note, row.marked_by, row.marked_at.isoformat()] if row else None


def _rows(session: Session, session_id: int) -> dict[int, AttendanceMark]:
    query = select(AttendanceMark).where(AttendanceMark.session_id == session_id)
    return {row.account_id: row for row in session.scalars(query)}


def _put(session: Session, session_id: int, marks: Mapping[int, tuple[Mark | None, int, datetime]]) -> None:
    """Let these people have these marks: (mark, set by, set at)."""
    known = _rows(session, session_id)
    for row in (known[account] for account in marks if account in known):
        session.delete(row)
    session.flush()
    session.add_all(
        AttendanceMark(
            session_id=session_id, account_id=account, state=one.state, note=one.note, marked_by=by, marked_at=at
        )
        for account, (one, by, at) in marks.items()
        if one is not None
    )
    session.flush()


_MARKS = select(AttendanceMark.session_id, AttendanceMark.account_id, AttendanceMark.state, AttendanceMark.note)


def _marks(session: Session, session_ids: Sequence[int], account_id: int | None = None) -> dict[tuple[int, int], Mark]:
    query = _MARKS.where(AttendanceMark.session_id.in_(list(session_ids)))
    if account_id is not None:
        query = query.where(AttendanceMark.account_id == account_id)
    return {(half, account): Mark(state, note) for half, account, state, note in session.execute(query)}


def say_present(session: Session, person: Person, wall: datetime) -> bool:
    """A trainee says "I am here": an act like any other, so that it counts. False while no half day is open. Who was seen in
    it already has nothing to say, however often they press."""
    half = open_session(session, person.workshop_id, wall) if person.workshop_id is not None else None
    if person.workshop_id is None or half is None:
        return False
    stream = f"class/{person.workshop_id}"
    if windows.first_act(session, stream, person.id, half.opens_at, half.closes_at) is not None:
        return True
    journal.record(
        session, stream=stream, scope=stream, kind=SAID, about=f"account/{person.id}", actor_id=person.id,
        actor_role=person.role.value, sim_at=sim_now(workshop(session, person.workshop_id), wall), wall_at=wall,
    )  # fmt: skip
    return True


def open_session(session: Session, workshop_id: int, wall: datetime) -> HalfDay | None:
    """The half day that is going on, or None."""
    return next((one for one in sessions_of(session, workshop_id) if one.is_open(wall)), None)


def table(session: Session, workshop_id: int, wall: datetime, only: HalfDay | None = None) -> Table:
    """Everybody of a class in every half day (or in one), from the roster: nobody is left out."""
    halves = [only] if only else sessions_of(session, workshop_id)
    marks = _marks(session, [one.id for one in halves])
    seats, scope = seats_of(session, workshop_id), f"class/{workshop_id}"
    people = {seat.account_id for seat in seats}
    seen = [windows.first_acts(session, scope, one.opens_at, one.closes_at, people) for one in halves]
    rows = [
        (
            seat,
            [
                rules.standing(half, acts.get(seat.account_id), marks.get((half.id, seat.account_id)), wall)
                for half, acts in zip(halves, seen, strict=True)
            ],
        )
        for seat in seats
    ]
    return Table(halves, rows)


def shares(session: Session, workshop_id: int, wall: datetime) -> dict[int, float]:
    """The share of half days each person attended, of those that count so far; who is missing has none to count."""
    found = {seat.account_id: rules.share(standings) for seat, standings in table(session, workshop_id, wall).rows}
    return {account: value for account, value in found.items() if value is not None}


def standings_of(
    session: Session, person: Person, halves: Sequence[HalfDay], wall: datetime
) -> list[tuple[HalfDay, Standing]]:
    """One person in each of these half days."""
    if not halves:
        return []
    marks = _marks(session, [one.id for one in halves], person.id)
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


def _marks_back(session: Session, _trainer: Person, target: Workshop, entry: Entry, _wall: datetime) -> bool:
    """Each act stands alone: of those it touched, who was marked anew since keeps the newer mark."""
    row, data = session_row(session, target, int(entry.data["session"])), entry.data
    if row is None or [row.held_on.isoformat(), row.part] != [data["day"], data["part"]]:
        return False
    known = _rows(session, row.id)
    back: dict[int, tuple[Mark | None, int, datetime]] = {}
    for account, told in ((int(name), told) for name, told in data["before"].items()):
        if _is_of(known.get(account), entry):
            back[account] = (
                (Mark(*told[:2]), told[2], datetime.fromisoformat(told[3])) if told else (None, 0, entry.wall_at)
            )
    _put(session, row.id, back)
    return bool(back)


def _is_of(row: AttendanceMark | None, entry: Entry) -> bool:
    """Whether a mark, or that there is none, is still what this act left."""
    if row is None:
        return not entry.data["state"]
    return (row.state, row.marked_by, row.marked_at) == (entry.data["state"], entry.actor_id, entry.wall_at)


hall_acts.register(MARKED, _marks_back)
