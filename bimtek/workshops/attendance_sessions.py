"""The half days of a class: planned by its agenda, opened and closed by hand, given other hours, removed; each taken back for a
minute. One that somebody was seen in, or that a mark was set in, has been held: no plan drops or moves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.config import SEED_DIR
from bimtek.journal import windows
from bimtek.journal.domain import Entry
from bimtek.people.domain import Person
from bimtek.web.words import WITA
from bimtek.workshops import agenda, hall_acts
from bimtek.workshops.domain import attendance as rules
from bimtek.workshops.domain.attendance import Rules
from bimtek.workshops.domain.attendance import Session as HalfDay
from bimtek.workshops.hall_models import AttendanceMark, ClassSession
from bimtek.workshops.models import Workshop
from bimtek.workshops.services import record, seats_of

PLANNED, REPLANNED = "sessions_planned", "sessions_replanned"
SHIFTED, REMOVED = "session_shifted", "session_removed"
#: Why a session cannot be removed, or hours cannot be given.
GONE, SEEN, MARKED, SAME, ORDER, OVERLAP = "gone", "seen", "marked", "same", "order", "overlap"


@lru_cache(maxsize=1)
def attendance_rules() -> Rules:
    """The rules of seed/attendance.toml."""
    return rules.load_rules(SEED_DIR / "attendance.toml")


def sessions_of(session: Session, workshop_id: int) -> list[HalfDay]:
    """The half days of a class in their order."""
    query = select(ClassSession).where(ClassSession.workshop_id == workshop_id)
    return [_half(row) for row in session.scalars(query.order_by(ClassSession.opens_at, ClassSession.id))]


def _half(row: ClassSession) -> HalfDay:
    return HalfDay(row.id, row.held_on, row.part, row.opens_at, row.closes_at)


def session_row(session: Session, target: Workshop, session_id: int) -> ClassSession | None:
    """The stored half day of this class; None for another's."""
    row = session.get(ClassSession, session_id)
    return row if row is not None and row.workshop_id == target.id else None


def held_because(session: Session, target: Workshop, half: HalfDay) -> str:
    """Why a half day has been held: MARKED or SEEN; "" while nothing was."""
    if (
        session.scalar(select(AttendanceMark.account_id).where(AttendanceMark.session_id == half.id).limit(1))
        is not None
    ):
        return MARKED
    people = {seat.account_id for seat in seats_of(session, target.id)}
    return SEEN if windows.first_acts(session, f"class/{target.id}", half.opens_at, half.closes_at, people) else ""


@dataclass(frozen=True, slots=True)
class Replanned:
    """How many half days are new, dropped, and moved."""

    made: int
    dropped: int
    moved: int = 0


def replan(
    session: Session, trainer: Person, target: Workshop, wall: datetime, *, moved_from: date | None = None,
    kind: str = PLANNED,
) -> Replanned:  # fmt: skip
    """Make the half days of a class agree with its first day and the days of its agenda. Those that have been held or begun
    stay; the others move with the first day (`moved_from`: where it was), are dropped where no day of the agenda asks for
    them, and are made where one is missing. Moving alone makes none that was not there."""
    before = [_told(row) for row in _stored(session, target)]
    shifted = _move_all(session, target, wall, (target.starts_on - moved_from).days) if moved_from else 0
    wanted = rules.planned(target.starts_on, agenda.days_of(session, target.id), attendance_rules())
    asked, taken = {one[:2] for one in wanted}, {(one.held_on, one.part) for one in sessions_of(session, target.id)}
    surplus = [one for one in _free(session, target, wall) if (one.held_on, one.part) not in asked]
    dropped = _drop(session, target, surplus)
    fresh = [one for one in wanted if one[:2] not in taken] if moved_from is None else []
    for held_on, part, opens, closes in fresh:
        session.add(ClassSession(workshop_id=target.id, held_on=held_on, part=part, opens_at=opens, closes_at=closes))
    session.flush()
    if fresh or dropped or shifted:
        after = [_told(row) for row in _stored(session, target)]
        data: dict[str, object] = {"sessions": len(fresh), "dropped": dropped, "before": before, "after": after}
        record(session, target, trainer, kind, wall, data)
    return Replanned(len(fresh), dropped, shifted)


def _stored(session: Session, target: Workshop) -> list[ClassSession]:
    query = select(ClassSession).where(ClassSession.workshop_id == target.id)
    return list(session.scalars(query.order_by(ClassSession.opens_at, ClassSession.id)))


def _free(session: Session, target: Workshop, wall: datetime) -> list[HalfDay]:
    """What a plan may drop or move: not begun (a class without people begins nothing), nobody seen, no mark."""
    empty = not seats_of(session, target.id)
    return [
        one
        for one in sessions_of(session, target.id)
        if (one.opens_at > wall or empty) and not held_because(session, target, one)
    ]


def _drop(session: Session, target: Workshop, halves: list[HalfDay]) -> int:
    for half in halves:
        session.delete(session_row(session, target, half.id))
    session.flush()
    return len(halves)


def _move_all(session: Session, target: Workshop, wall: datetime, days: int) -> int:
    if not days:
        return 0
    free = {one.id for one in _free(session, target, wall)}
    found = rules.moved(sessions_of(session, target.id), free, days)
    # from the far end, so that no day is met that is still to move
    for session_id in sorted(found, key=lambda one: found[one][1], reverse=days > 0):
        row = session_row(session, target, session_id)
        if row is not None:
            row.held_on, row.opens_at, row.closes_at = found[session_id]
            session.flush()
    return len(found)


def shift(session: Session, trainer: Person, target: Workshop, session_id: int, act: str, wall: datetime) -> bool:
    """Let a half day begin now ("open") or end now ("close"); False when it stands so already, cannot be opened any more
    (domain/attendance.opened_now), or is another class's. One that is opened on another day is held on that day."""
    row = session_row(session, target, session_id)
    if row is None:
        return False
    half, others = _half(row), sessions_of(session, target.id)
    if half.is_open(wall) == (act == "open"):
        return False
    opens, closes = attendance_rules().hours[row.part]
    length = datetime.combine(row.held_on, closes) - datetime.combine(row.held_on, opens)
    window = rules.opened_now(half, wall, length, others) if act == "open" else rules.closed_now(half, wall)
    if window is None:
        return False
    today = (wall + WITA).date()
    is_free = act == "open" and all((one.held_on, one.part) != (today, row.part) for one in others)
    _move(session, trainer, target, row, window, wall, today if is_free else row.held_on)
    return True


def set_window(
    session: Session, trainer: Person, target: Workshop, session_id: int, opens: datetime, closes: datetime, wall: datetime
) -> str:  # fmt: skip
    """Give a half day other hours; "" when done, else why not: GONE, ORDER, OVERLAP (it would run into another), SAME."""
    row = session_row(session, target, session_id)
    if row is None:
        return GONE
    if opens >= closes:
        return ORDER
    if (row.opens_at, row.closes_at) == (opens, closes):
        return SAME
    if rules.overlapping(row.id, opens, closes, sessions_of(session, target.id)):
        return OVERLAP
    _move(session, trainer, target, row, (opens, closes), wall, row.held_on)
    return ""


def _move(
    session: Session, trainer: Person, target: Workshop, row: ClassSession, window: tuple[datetime, datetime], wall: datetime,
    day: date,
) -> None:  # fmt: skip
    before = _told(row)
    row.held_on, (row.opens_at, row.closes_at) = day, window
    session.flush()
    people = len(seats_of(session, target.id))
    data: dict[str, object] = {
        "session": row.id,
        "before": before,
        "now": _told(row),
        "people": people,
        "part": row.part,
    }
    record(session, target, trainer, SHIFTED, wall, data)


def remove(session: Session, trainer: Person, target: Workshop, session_id: int, wall: datetime) -> str:
    """Take a half day out of the class; "" when done, else why not: GONE, MARKED or SEEN."""
    row = session_row(session, target, session_id)
    why = held_because(session, target, _half(row)) if row is not None else GONE
    if row is None or why:
        return why
    data: dict[str, object] = {"before": _told(row), "part": row.part}
    session.delete(row)
    session.flush()
    record(session, target, trainer, REMOVED, wall, data)
    return ""


def _told(row: ClassSession) -> list[Any]:
    """A half day as an entry keeps it."""
    return [row.id, row.held_on.isoformat(), row.part, row.opens_at.isoformat(), row.closes_at.isoformat()]


def _put_back(session: Session, target: Workshop, told: list[Any]) -> bool:
    """Make a half day again as an entry kept it, under its number where that is free; False where its place is taken."""
    day, part = date.fromisoformat(told[1]), told[2]
    opens, closes = (datetime.fromisoformat(one) for one in told[3:])
    others = sessions_of(session, target.id)
    if rules.overlapping(0, opens, closes, others) or any((one.held_on, one.part) == (day, part) for one in others):
        return False
    number = told[0] if session.get(ClassSession, told[0]) is None else None
    row = ClassSession(id=number, workshop_id=target.id, held_on=day, part=part, opens_at=opens, closes_at=closes)
    session.add(row)
    session.flush()
    return True


def _shift_back(session: Session, _trainer: Person, target: Workshop, entry: Entry, _wall: datetime) -> bool:
    row = session_row(session, target, int(entry.data["session"]))
    if row is None or _told(row) != entry.data["now"]:
        return False
    told = entry.data["before"]
    row.held_on = date.fromisoformat(told[1])
    row.opens_at, row.closes_at = (datetime.fromisoformat(one) for one in told[3:])
    session.flush()
    return True


def _removal_back(session: Session, _trainer: Person, target: Workshop, entry: Entry, _wall: datetime) -> bool:
    return _put_back(session, target, entry.data["before"])


def _plan_back(session: Session, _trainer: Person, target: Workshop, entry: Entry, wall: datetime) -> bool:
    """Those that were made go while nothing was held in them; those that were dropped come again."""
    before, after = entry.data["before"], entry.data["after"]
    made = {tuple(one[:3]) for one in after if one not in before}
    free = [one for one in _free(session, target, wall) if (one.id, one.held_on.isoformat(), one.part) in made]
    _drop(session, target, free)
    back = [_put_back(session, target, one) for one in before if one not in after]
    return bool(free) or any(back)


def _agenda_back(session: Session, trainer: Person, target: Workshop, entry: Entry, wall: datetime) -> bool:
    """With a whole agenda goes what was planned for its days."""
    if not agenda.taken_back(session, trainer, target, entry, wall):
        return False
    if sessions_of(session, target.id):
        replan(session, trainer, target, wall)
    return True


hall_acts.register(SHIFTED, _shift_back, "sessions")
hall_acts.register(REMOVED, _removal_back, "sessions")
hall_acts.register(REPLANNED, _plan_back, "sessions")
hall_acts.register(agenda.TAKEN, _agenda_back, "agenda")
