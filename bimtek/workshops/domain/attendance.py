"""Who attended a half day: whoever did anything in it, unless a trainer says otherwise. Plain values; instants naive UTC."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

MORNING, AFTERNOON = "morning", "afternoon"
PARTS = (MORNING, AFTERNOON)
PRESENT, ABSENT, EXCUSED, SICK = "present", "absent", "excused", "sick"
#: Not seen yet, but the session is not over; not seen, and the session has not begun.
EXPECTED, LATER = "expected", "later"
MARKS = (PRESENT, ABSENT, EXCUSED, SICK)
#: States with a note: what the letter says.
NOTED = (EXCUSED, SICK)
_WITA = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Rules:
    """The share of sessions that counts as having attended, its source, and the hours of the half days (WITA)."""

    least_share: float
    source: str
    hours: Mapping[str, tuple[time, time]]


def load_rules(path: Path) -> Rules:
    """Read seed/attendance.toml; raises ValueError for a share outside 0 to 1 or hours that end before they begin."""
    told: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    hours = {
        part: (time.fromisoformat(told[part]["opens"]), time.fromisoformat(told[part]["closes"])) for part in PARTS
    }
    share = float(told["rule"]["least_share"])
    if not 0 < share <= 1 or any(opens >= closes for opens, closes in hours.values()):
        raise ValueError("attendance.toml: share or hours out of bounds")
    return Rules(share, told["rule"]["source"], hours)


@dataclass(frozen=True, slots=True)
class Session:
    """One half day of a class."""

    id: int
    held_on: date
    part: str
    opens_at: datetime
    closes_at: datetime

    def is_open(self, wall: datetime) -> bool:
        """Whether it is going on: its first instant belongs to it, its last does not."""
        return self.opens_at <= wall < self.closes_at


@dataclass(frozen=True, slots=True)
class Mark:
    """An exception a trainer tapped."""

    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One person in one session: the state, when first seen in it (None: not), whether a trainer said so."""

    state: str
    seen_at: datetime | None = None
    by_trainer: bool = False
    note: str = ""


def standing(session: Session, seen_at: datetime | None, mark: Mark | None, wall: datetime) -> Standing:
    """How a person stands in a session: what a trainer said goes first; then whoever was seen in it was there; nobody is
    absent before it is over."""
    if mark is not None:
        return Standing(mark.state, seen_at, True, mark.note)
    if seen_at is not None:
        return Standing(PRESENT, seen_at)
    if wall < session.opens_at:
        return Standing(LATER)
    return Standing(EXPECTED if wall < session.closes_at else ABSENT)


def share(standings: Iterable[Standing]) -> float | None:
    """The share of sessions attended among those that count: over, or attended already. None while none counts. Who was
    excused or sick was not there; what follows from that, the class decides by a mark."""
    counted = [one for one in standings if one.state not in (EXPECTED, LATER)]
    return sum(one.state == PRESENT for one in counted) / len(counted) if counted else None


def planned(starts_on: date, days: int, rules: Rules) -> list[tuple[date, str, datetime, datetime]]:
    """The half days of a class of so many days in a row: (day, part, opens, closes)."""
    found = []
    for number in range(days):
        day = starts_on + timedelta(days=number)
        for part in PARTS:
            opens, closes = rules.hours[part]
            found.append((day, part, datetime.combine(day, opens) - _WITA, datetime.combine(day, closes) - _WITA))
    return found


def opened_now(
    session: Session, wall: datetime, length: timedelta, others: Sequence[Session]
) -> tuple[datetime, datetime] | None:
    """From and to of a session that is opened now. One that has begun keeps its beginning, or whoever was there would be
    forgotten. It ends when planned, or lasts as long as such a session does (`length`), but never beyond the beginning of
    the next: in two at once one act would count twice, and the hours of the other are nobody's wish. None where it would run
    into one that has begun, and for a session of a day that is over: then people are marked one by one."""
    begun, today = session.opens_at <= wall, (wall + _WITA).date() == session.held_on
    if begun and not today:
        return None
    ends = session.opens_at + length if begun else session.closes_at if today else wall + length
    ends = ends if ends > wall else wall + length
    ends = min([ends, *(one.opens_at for one in others if one.opens_at > wall and one.id != session.id)])
    opens = session.opens_at if begun else wall
    return None if overlapping(session.id, opens, ends, others) else (opens, ends)


def overlapping(session_id: int, opens: datetime, closes: datetime, others: Iterable[Session]) -> Session | None:
    """The session that these hours would run into, or None."""
    return next(
        (one for one in others if one.id != session_id and opens < one.closes_at and one.opens_at < closes), None
    )


def moved(known: Sequence[Session], untouched: Container[int], days: int) -> dict[int, tuple[date, datetime, datetime]]:
    """The untouched sessions moved by so many days, their hours kept: day, from and to by id. Where another would be met
    that stays, a session is left out: it can only be dropped."""
    by = timedelta(days=days)
    kept = {(one.held_on, one.part) for one in known if one.id not in untouched}
    return {
        one.id: (one.held_on + by, one.opens_at + by, one.closes_at + by)
        for one in known
        if one.id in untouched and (one.held_on + by, one.part) not in kept
    }


def closed_now(session: Session, wall: datetime) -> tuple[datetime, datetime] | None:
    """From and to of a session that ends now; None when it has not begun."""
    return (session.opens_at, wall) if wall > session.opens_at else None


def counts(standings: Sequence[Standing]) -> dict[str, int]:
    """How many people are in each state."""
    return {state: sum(one.state == state for one in standings) for state in (*MARKS, EXPECTED, LATER)}
