"""The working calendar: which days count, on which day a count ends, and why. Naive datetimes mean WITA."""

from __future__ import annotations

import datetime as dt
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import holidays

FIRST_YEAR, LAST_YEAR = 1946, 2099  # what the holidays library can name; beyond it nobody plans a workshop
DAY_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTH_NAMES = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
WORKDAY = "hari kerja"
_ESTIMATED = " (perkiraan)"  # the library's mark on a date that no decree has fixed yet


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Opening and closing time for Monday to Friday; the lunch break is office time. Source: seed/deadlines.toml."""

    opens: tuple[dt.time, ...]
    closes: tuple[dt.time, ...]
    source: str = ""

    def span(self, day: dt.date) -> tuple[dt.time, dt.time]:
        """Opening and closing time of a day; a Saturday or Sunday answers with Friday's."""
        weekday = min(day.weekday(), 4)
        return self.opens[weekday], self.closes[weekday]


@dataclass(frozen=True, slots=True)
class YearList:
    """The decreed days of one year: national holidays and joint leave, with the decree they stand in."""

    year: int
    basis: str
    holidays: frozenset[dt.date]
    joint_leave: frozenset[dt.date]


@dataclass(frozen=True, slots=True)
class DayCount:
    """One row of the explanation of a deadline: a calendar day, whether it counts, and why."""

    date: dt.date
    counts: bool
    why: str


@dataclass(frozen=True, slots=True)
class Due:
    """The end of a count, every calendar day on the way there, and what makes it uncertain."""

    date: dt.date
    days: tuple[DayCount, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Year:
    ordinals: tuple[int, ...]
    free: Mapping[dt.date, str]
    covered: bool


def long_date(day: dt.date) -> str:
    """A date in Indonesian words: "Kamis, 8 Januari 2026"."""
    return f"{DAY_NAMES[day.weekday()]}, {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


class WorkingCalendar:
    """Working days of Luwu Utara: Monday to Friday without national holidays and joint leave (Perpres 21/2023).

    The decreed list of a year wins over the holidays library. A year that has neither a decreed list nor a complete
    one in the library is still counted with what is known, but every count that touches it carries a warning.
    """

    def __init__(
        self, lists: Mapping[int, YearList], hours: OfficeHours, changes: Mapping[dt.date, str | None] | None = None
    ) -> None:
        self.hours = hours
        self._lists = dict(lists)
        self._changes = dict(changes or {})
        self._years: dict[int, _Year] = {}

    def changed(self, changes: Mapping[dt.date, str | None]) -> WorkingCalendar:
        """The same calendar with corrected days: a name makes a day free, None lets people work on it."""
        return WorkingCalendar(self._lists, self.hours, changes) if changes else self

    def basis(self, year: int) -> str:
        """The decree a year's list stands in, or "" for a year without one."""
        return self._lists[year].basis if year in self._lists else ""

    def free_days(self, year: int) -> Mapping[dt.date, str]:
        """The free days of a year that are no mere weekend, each with its name."""
        return self._year(year).free

    def is_working_day(self, day: dt.date) -> bool:
        """A day from Monday to Friday that is neither a national holiday nor joint leave."""
        return day.weekday() < 5 and _plain(day) not in self._year(day.year).free

    def why(self, day: dt.date) -> str:
        """Why a day counts or not, in Indonesian: "hari kerja", "Sabtu", "Hari Raya Idulfitri", "cuti bersama …"."""
        reason = self._year(day.year).free.get(_plain(day))
        if day.weekday() >= 5:
            name = DAY_NAMES[day.weekday()]
            return f"{name}, {reason}" if reason else name
        return reason or WORKDAY

    def covers(self, year: int) -> bool:
        """Whether the full list of a year is loaded: decreed in the seed, or complete and without estimates."""
        return self._year(year).covered

    def closing(self, day: dt.date) -> dt.datetime:
        """The end of office hours of a day: a due date is kept by what happens up to this instant."""
        return dt.datetime.combine(day, self.hours.span(day)[1])

    def counted_day(self, received: dt.date) -> dt.date:
        """Day 0: the day of receipt, or the next working day when received after closing or on a free day.

        A date without a time is taken as received in office hours. Source: the platform's convention,
        docs/decisions/0004-working-calendar.md.
        """
        day = _plain(received)
        late = isinstance(received, dt.datetime) and received > self.closing(day)
        return self.nth_after(day, 1) if late or not self.is_working_day(day) else day

    def nth_after(self, day: dt.date, n: int) -> dt.date:
        """The n-th working day after a day; n = 0 is the last working day up to and including it."""
        year = self._year(day.year)
        index, number = bisect_right(year.ordinals, day.toordinal()) - 1 + n, day.year
        while index < 0:
            number -= 1
            year = self._year(number)
            index += len(year.ordinals)
        while index >= len(year.ordinals):
            index -= len(year.ordinals)
            number += 1
            year = self._year(number)
        return dt.date.fromordinal(year.ordinals[index])

    def due_date(self, received: dt.date, n: int) -> dt.date:
        """The date n working days after receipt, without the explanation: for lists.

        Raises ValueError for a negative n: a deadline never lies before its receipt.
        """
        if n < 0:
            raise ValueError(f"a deadline cannot be {n} working days after its receipt")
        return self.nth_after(self.counted_day(received), n)

    def add_working_days(self, received: dt.date, n: int) -> Due:
        """The date n working days after receipt, with every day explained and a warning for each incomplete year.

        The day of receipt is day 0 (docs/decisions/0004-working-calendar.md). Raises ValueError for a negative n.
        """
        due = self.due_date(received, n)
        first, zero = _plain(received), self.counted_day(received)
        rows = tuple(self._rows(first, zero, due))
        warnings = tuple(
            f"Daftar libur nasional dan cuti bersama tahun {year} belum lengkap: tenggat ini dapat bergeser."
            for year in range(first.year, due.year + 1)
            if not self.covers(year)
        )
        return Due(due, rows, warnings)

    def working_days_between(self, start: dt.date, end: dt.date) -> int:
        """How many working days lie after start, up to and including end; negative when end is before start."""
        start, end = _plain(start), _plain(end)
        if end.year == start.year:
            ordinals = self._year(start.year).ordinals
            return bisect_right(ordinals, end.toordinal()) - bisect_right(ordinals, start.toordinal())
        if end < start:
            return -self.working_days_between(end, start)
        return (
            len(self._year(start.year).ordinals)
            - bisect_right(self._year(start.year).ordinals, start.toordinal())
            + sum(len(self._year(year).ordinals) for year in range(start.year + 1, end.year))
            + bisect_right(self._year(end.year).ordinals, end.toordinal())
        )

    def _rows(self, first: dt.date, zero: dt.date, due: dt.date) -> list[DayCount]:
        rows, counted = [], 0
        for ordinal in range(first.toordinal(), due.toordinal() + 1):
            day = dt.date.fromordinal(ordinal)
            working = self.is_working_day(day)
            if day > zero and working:
                counted += 1
                rows.append(DayCount(day, True, f"hari kerja ke-{counted}"))
            elif day == zero:
                verb = "diterima" if first == zero else "dianggap diterima"
                rows.append(DayCount(day, False, f"hari {verb}, belum dihitung"))
            elif working:  # a working day before day 0 can only be the day of a receipt after closing
                shut = self.hours.span(day)[1].strftime("%H.%M")
                rows.append(DayCount(day, False, f"diterima setelah jam kerja (tutup {shut})"))
            else:
                rows.append(DayCount(day, False, self.why(day)))
        return rows

    def _year(self, number: int) -> _Year:
        # Built once a year and then only read; two threads building the same year put down equal values.
        year = self._years.get(number)
        if year is None:
            year = self._years[number] = self._build(number)
        return year

    def _build(self, number: int) -> _Year:
        public, leave = _library(number, "public"), _library(number, "government")
        decreed = self._lists.get(number)
        if decreed is None:
            covered = bool(public) and bool(leave) and not any(_ESTIMATED in n for n in (public | leave).values())
            free = leave | public
        else:
            covered = True
            free = {day: leave.get(day, "cuti bersama") for day in decreed.joint_leave}
            free |= {day: public.get(day, "libur nasional") for day in decreed.holidays}
            free = {day: name.replace(_ESTIMATED, "") for day, name in free.items()}
        for day, changed in self._changes.items():
            if day.year == number:
                free.pop(day, None)
                free |= {day: changed} if changed else {}
        closed = {day.toordinal() for day in free}
        first, last = dt.date(number, 1, 1).toordinal(), dt.date(number, 12, 31).toordinal()
        # An ordinal modulo 7 is 1 on Monday to 5 on Friday.
        days = (n for n in range(first, last + 1) if 1 <= n % 7 <= 5 and n not in closed)
        return _Year(tuple(days), free, covered)


def load_calendar(path: Path, deadlines: Path | None = None) -> WorkingCalendar:
    """Read seed/calendar.toml and the office hours of seed/deadlines.toml (beside it unless told otherwise).

    Raises ValueError, naming the entry, when the seed is not as it must be: content is wrong, nothing can be counted.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    lists: dict[int, YearList] = {}
    for entry in content["year"]:
        read = _year_list(entry)
        if read.year in lists:
            raise ValueError(f"{path.name}: year {read.year} stands twice")
        lists[read.year] = read
    return WorkingCalendar(lists, load_office_hours(deadlines or path.with_name("deadlines.toml")))


def load_office_hours(path: Path) -> OfficeHours:
    """Read the office hours of seed/deadlines.toml; raises ValueError when a day would close before it opens."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))["office_hours"]
    week, friday = content["monday_to_thursday"], content["friday"]
    if week[0] >= week[1] or friday[0] >= friday[1]:
        raise ValueError(f"{path.name}: office hours close before they open")
    return OfficeHours((week[0],) * 4 + (friday[0],), (week[1],) * 4 + (friday[1],), content["source"])


def _year_list(entry: Mapping[str, Any]) -> YearList:
    year = int(entry["year"])
    national = frozenset(dt.date.fromisoformat(day) for day in entry["holidays"])
    leave = frozenset(dt.date.fromisoformat(day) for day in entry["joint_leave"])
    if strays := sorted(day for day in national | leave if day.year != year):
        raise ValueError(f"calendar: {strays[0]} stands in the list of {year}")
    if both := sorted(national & leave):
        raise ValueError(f"calendar: {both[0]} is both a holiday and joint leave")
    return YearList(year, str(entry["basis"]), national, leave)


def _library(year: int, category: str) -> dict[dt.date, str]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return {}
    listed = holidays.country_holidays("ID", years=year, categories=(category,), language="id")
    return {day: _spelled(name) for day, name in listed.items()}


def _spelled(name: str) -> str:
    """The library's name in the spelling of the joint decrees, several names of one day joined by a word."""
    changes = (
        ("Idul Fitri", "Idulfitri"),
        ("Idul Adha", "Iduladha"),
        ("Hari kedua dari ", "Hari kedua "),
        ("Pegangti", "Pengganti"),  # the library's misprint
        ("Cuti Bersama", "cuti bersama"),
        ("; ", " dan "),
    )
    for before, after in changes:
        name = name.replace(before, after)
    return name


def _plain(day: dt.date) -> dt.date:
    return day.date() if isinstance(day, dt.datetime) else day
