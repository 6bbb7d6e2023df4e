"""A register of requests for information, drawn for a worksheet: every figure of it is counted by the working calendar."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from bimtek.workshops.domain.calendar import DAY_NAMES, MONTH_NAMES, WorkingCalendar

FILE = "register_rows.toml"
ANSWER, EXTENSION = 10, 7
FEWEST, MOST = 10, 40
DECISIONS = {
    "grant": "Dikabulkan", "grant_part": "Dikabulkan sebagian", "refuse": "Ditolak", "not_held": "Bukan penguasaan",
    "pending": "Masih diproses", "stray": "Dijawab di SP4N-LAPOR!",
}  # fmt: skip
_WEEKS, _RECEIVING, _FIRST_MONDAYS = (
    14,
    45,
    33,
)  # weeks of the grid; working days on which requests come; possible starts
_PENDING = 6  # working days before the register is closed, so that none of them is late
_WEEKEND = 8  # one request in so many comes on a free day
_TRIES = 400


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the register. A stray one is a report of SP4N-LAPOR! that does not belong there."""

    number: str
    received: dt.date
    information: str
    decision: str
    ground: str
    extended: bool
    answered: dt.date | None
    objected: bool
    days: int

    @property
    def limit(self) -> int:
        """Working days within which it had to be answered."""
        return ANSWER + EXTENSION * self.extended

    @property
    def calendar_days(self) -> int:
        """Days of the week between receipt and answer: what is counted wrongly."""
        return (self.answered - self.received).days if self.answered else 0


@dataclass(frozen=True, slots=True)
class Register:
    """The rows in order, the first and the last day of the grid of working days."""

    rows: tuple[Row, ...]
    first: dt.date
    last: dt.date

    @property
    def requests(self) -> list[Row]:
        """The rows that are requests for information."""
        return [row for row in self.rows if row.decision != "stray"]

    @property
    def answered(self) -> list[Row]:
        """The requests that have been answered."""
        return [row for row in self.requests if row.answered]

    @property
    def late(self) -> list[Row]:
        """The requests answered later than the law allows."""
        return [row for row in self.answered if row.days > row.limit]

    def of(self, decision: str) -> list[Row]:
        """The rows with this decision."""
        return [row for row in self.rows if row.decision == decision]

    def grounds(self) -> Counter[str]:
        """How often each ground of Pasal 17 was used."""
        return Counter(row.ground for row in self.requests if row.ground)


@lru_cache(maxsize=4)
def _file(folder: Path) -> Mapping[str, Any]:
    return tomllib.loads((folder / "modules" / FILE).read_text(encoding="utf-8"))


def draw_register(count: int, year: int, calendar: WorkingCalendar, folder: Path, rng: Random) -> Register:
    """`count` rows of one quarter of a year: one stray, one or two pending, at least one late, one extended in time, and a
    ground that was used most. Raises ValueError for a count outside FEWEST..MOST."""
    if not FEWEST <= count <= MOST:
        raise ValueError(f"register memuat {FEWEST} sampai {MOST} baris")
    first = _monday(dt.date(year, 1, 5), rng.randrange(_FIRST_MONDAYS))
    last = first + dt.timedelta(days=7 * _WEEKS - 3)
    closing = calendar.nth_after(last, 0)
    asked = _asked(_file(folder), count, rng)
    lengths = iter(_lengths(sum(row["decision"] not in ("pending", "stray") for row in asked), rng))
    made = [_dated(row, lengths, first, closing, calendar, rng) for row in asked]
    made.sort(key=lambda row: (row.received, row.information))
    numbers = iter(range(1, count + 1))
    rows = [_numbered(row, numbers, year) for row in made]
    aggrieved = [index for index, row in enumerate(rows) if row.ground or row.days > row.limit]
    for index in rng.sample(aggrieved, min(len(aggrieved), 1 + rng.randrange(3))):
        rows[index] = _with(rows[index], objected=True)
    return Register(tuple(rows), first, last)


def _monday(day: dt.date, weeks: int) -> dt.date:
    return day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=weeks)


def _asked(file: Mapping[str, Any], count: int, rng: Random) -> list[dict[str, Any]]:
    """What was asked and decided: grounds such that one was used most."""
    share = max(1, count // 6)
    amounts = {
        "grant_part": share + rng.randrange(2),
        "refuse": share + rng.randrange(2),
        "not_held": 1 + rng.randrange(2),
    }
    pending = 1 + rng.randrange(2)
    amounts["grant"] = count - 1 - pending - sum(amounts.values())
    pool = {name: [row for row in file["row"] if row["decision"] == name] for name in amounts}
    for _ in range(_TRIES):
        drawn = [dict(row) for name, many in amounts.items() for row in _some(pool[name], many, rng)]
        top = Counter(row["ground"] for row in drawn if "ground" in row).most_common(2)
        if len(top) == 1 or top[0][1] > top[1][1]:
            break
    else:
        raise ValueError("register tanpa dasar yang paling sering dipakai")
    drawn += [{**row, "decision": "pending"} for row in _some(_left(pool["grant"], drawn), pending, rng)]
    return [*drawn, {**rng.choice(file["stray"]), "decision": "stray"}]


def _some(rows: Sequence[Mapping[str, Any]], many: int, rng: Random) -> list[Mapping[str, Any]]:
    """Different ones as long as there are enough: the same thing may be asked twice in a year."""
    found: list[Mapping[str, Any]] = []
    while len(found) < many:
        found += rng.sample(list(rows), min(len(rows), many - len(found)))
    return found


def _left(rows: Sequence[Mapping[str, Any]], drawn: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    used = {row["information"] for row in drawn}
    return [row for row in rows if row["information"] not in used] or list(rows)


def _lengths(count: int, rng: Random) -> list[tuple[bool, int]]:
    """Extended or not, and working days until the answer: late and in time, on the last day, extended in time."""
    fixed = [(False, rng.randint(11, 14)), (True, rng.randint(12, 17)), (False, ANSWER), (False, ANSWER - 1)]
    fixed += [(True, rng.randint(18, 20)), (False, rng.randint(12, 15))][: rng.randrange(3)]
    found = fixed + [(False, rng.randint(1, 9)) for _ in range(count - len(fixed))]
    rng.shuffle(found)
    return found


def _dated(
    row: Mapping[str, Any], lengths: Iterator[tuple[bool, int]], first: dt.date, closing: dt.date,
    calendar: WorkingCalendar, rng: Random,
) -> Row:  # fmt: skip
    pending = row["decision"] == "pending"
    if pending:
        received = calendar.nth_after(closing, -rng.randrange(1, _PENDING))
    else:
        received = calendar.nth_after(first - dt.timedelta(days=1), 1 + rng.randrange(_RECEIVING))
        if rng.randrange(_WEEKEND) == 0:
            received += dt.timedelta(days=5 - received.weekday())
    extended, days = (False, 0) if pending else (False, 2) if row["decision"] == "stray" else next(lengths)
    answered = None if pending else calendar.due_date(received, days)
    return Row(
        "", received, str(row["information"]), str(row["decision"]), str(row.get("ground", "")), extended, answered,
        False, days,
    )  # fmt: skip


def _numbered(row: Row, numbers: Iterator[int], year: int) -> Row:
    if row.decision == "stray":
        return _with(row, number=f"SIM-{year}{row.received:%m%d}"[:11])
    return _with(row, number=f"{next(numbers):03d}")


def _with(row: Row, **changes: Any) -> Row:
    return replace(row, **changes)


def short_day(day: dt.date) -> str:
    """A day as a register writes it: "Sen 3 Mar"."""
    return f"{DAY_NAMES[day.weekday()][:3]} {day.day} {MONTH_NAMES[day.month - 1][:3]}"


def grid(register: Register, calendar: WorkingCalendar) -> tuple[tuple[str, ...], ...]:
    """The working days of the quarter with their running numbers, a week a row: the difference of two numbers is how long an
    answer took."""
    last = max([register.last, *(row.answered for row in register.answered if row.answered)])
    rows: list[tuple[str, ...]] = [("Pekan", *(name[:3] for name in DAY_NAMES[:5]))]
    monday, number = register.first, 0
    while monday <= last:
        cells = []
        for day in (monday + dt.timedelta(days=n) for n in range(5)):
            working = calendar.is_working_day(day)
            number += working
            cells.append(str(number) if working else "libur")
        rows.append((f"{monday.day} {MONTH_NAMES[monday.month - 1][:3]}", *cells))
        monday += dt.timedelta(weeks=1)
    return tuple(rows)
