"""Who attended a half day: whoever did anything in it, unless a trainer says otherwise. Plain values; instants naive UTC."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
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


def opened_now(session: Session, wall: datetime) -> tuple[datetime, datetime]:
    """From and to of a session that begins now: as long as planned, or until its planned end where that is later."""
    return wall, max(session.closes_at, wall + (session.closes_at - session.opens_at))


def closed_now(session: Session, wall: datetime) -> tuple[datetime, datetime] | None:
    """From and to of a session that ends now; None when it has not begun."""
    return (session.opens_at, wall) if wall > session.opens_at else None


def counts(standings: Sequence[Standing]) -> dict[str, int]:
    """How many people are in each state."""
    return {state: sum(one.state == state for one in standings) for state in (*MARKS, EXPECTED, LATER)}
