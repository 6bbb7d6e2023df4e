"""The deadlines of a report: how long each step may take, on which date it ends, and how that is said."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from bimtek.workshops.domain.calendar import DayCount, WorkingCalendar

MAX_DAYS = 400  # longer than any deadline in the regulations; a larger number in the seed is a slip


class ReportClass(StrEnum):
    """The class of a report (klasifikasi), which decides how long its completion may take."""

    INFORMATION_REQUEST = "information_request"
    ASPIRATION = "aspiration"
    COMPLAINT = "complaint"
    SUPERVISED_COMPLAINT = "supervised_complaint"

    @property
    def label(self) -> str:
        """The class in the platform's own words."""
        return _LABELS[self]


_LABELS: Mapping[ReportClass, str] = {
    ReportClass.INFORMATION_REQUEST: "Permintaan Informasi",
    ReportClass.ASPIRATION: "Aspirasi",
    ReportClass.COMPLAINT: "Pengaduan Tidak Berkadar Pengawasan",
    ReportClass.SUPERVISED_COMPLAINT: "Pengaduan Berkadar Pengawasan",
}


#: The limits of the PPID desk, each a table [request.<name>] of seed/deadlines.toml.
REQUEST_LIMITS = (
    "check", "answer", "extension", "objection_window", "objection_answer", "dispute_window", "hearing_start", "hearing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limit:
    """One time limit: its Indonesian name, its number of days, and where the number comes from."""

    name: str
    days: int
    source: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All time limits of the desk. Working days, except the reporter's window, which is in calendar days."""

    verification: Limit
    first_follow_up: Limit
    reporter_window: Limit
    deferral_expiry: Limit
    completion: Mapping[ReportClass, Limit]
    request: Mapping[str, Limit]


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The time limits over the working calendar. A due date is kept by what happens up to closing time that day."""

    settings: Settings
    calendar: WorkingCalendar

    def verification_due(self, received: dt.datetime) -> dt.date:
        """A report is verified within the set working days of its receipt. Source: settings.verification."""
        return self.calendar.due_date(received, self.settings.verification.days)

    def first_follow_up_due(self, disposed: dt.datetime) -> dt.date:
        """The first answer is due the set working days after disposition. Source: settings.first_follow_up."""
        return self.calendar.due_date(disposed, self.settings.first_follow_up.days)

    def completion_due(self, verified: dt.datetime, report_class: str) -> dt.date:
        """A report is completed within its class's working days after verification. Source: settings.completion.

        Raises ValueError for a class that does not exist: the form refuses it before.
        """
        return self.calendar.due_date(verified, self.settings.completion[ReportClass(report_class)].days)

    def auto_close_at(self, followed_up: dt.datetime) -> dt.datetime:
        """A followed-up report closes by itself after the reporter's window, calendar days to the same time of day.

        Source: settings.reporter_window.
        """
        return followed_up + dt.timedelta(days=self.settings.reporter_window.days)

    def expiry_at(self, deferred: dt.datetime) -> dt.datetime:
        """A deferred report that nobody completes expires at closing time of its last working day.

        Source: settings.deferral_expiry.
        """
        return self.calendar.closing(self.calendar.due_date(deferred, self.settings.deferral_expiry.days))

    def shifted_due(self, due: dt.date, paused_from: dt.datetime, paused_until: dt.datetime) -> dt.date:
        """A deadline moves on by the working days its report spent waiting for the reporter.

        Both ends of the wait are counted by the rule of receipt, so a report deferred and completed on the same day
        gains nothing. A deadline already missed when the wait began stays missed.
        """
        if self.is_late(due, paused_from) or paused_until <= paused_from:
            return due
        calendar = self.calendar
        spent = calendar.working_days_between(calendar.counted_day(paused_from), calendar.counted_day(paused_until))
        return calendar.nth_after(due, spent) if spent else due

    def request_due(self, limit: str, since: dt.datetime) -> dt.date:
        """The last day of a limit of the PPID desk, in working days. Source: settings.request[limit]."""
        return self.calendar.due_date(since, self.settings.request[limit].days)

    def request_end(self, limit: str, since: dt.datetime) -> dt.datetime:
        """Closing time of the last day of a limit of the PPID desk: when the system acts by itself."""
        return self.calendar.closing(self.request_due(limit, since))

    def extended(self, due: dt.date) -> dt.date:
        """The answer's day moved on by the one extension the law knows. Source: settings.request["extension"]."""
        return self.calendar.nth_after(due, self.settings.request["extension"].days)

    def neglected_at(self, since: dt.datetime, draw: int) -> dt.datetime:
        """The morning, `draw` + 1 working days later, on which a citizen who heard nothing acts: ten in the morning, at an
        instant of office hours."""
        day = self.calendar.nth_after(self.calendar.counted_day(since), draw + 1)
        return dt.datetime.combine(day, dt.time(10, 0))

    def is_late(self, due: dt.date, at: dt.datetime) -> bool:
        """An act is late after closing time of its due date."""
        return at > self.calendar.closing(due)

    def words(self, due: dt.date, now: dt.datetime) -> str:
        """How far a deadline is: "3 hari kerja lagi", "Hari ini", "Lewat 1 hari kerja".

        A missed deadline is counted to the day on which an act of now would count, so it is at least one day over.
        """
        if self.is_late(due, now):
            over = self.calendar.working_days_between(due, self.calendar.counted_day(now))
            return f"Lewat {over} hari kerja"
        left = self.calendar.working_days_between(now.date(), due)
        return f"{left} hari kerja lagi" if left else "Hari ini"

    def words_auto_close(self, closes_at: dt.datetime, now: dt.datetime) -> str:
        """How long until a report closes by itself, in calendar days: "Selesai otomatis dalam 6 hari"."""
        if now >= closes_at:
            return "Sudah selesai otomatis"
        left = (closes_at.date() - now.date()).days
        return f"Selesai otomatis dalam {left} hari" if left else "Selesai otomatis hari ini"


def explain(received: dt.datetime, n: int, calendar: WorkingCalendar) -> tuple[DayCount, ...]:
    """Every day from receipt to the due date with the reason it counts or not: the page "Mengapa tanggal 29?"."""
    return calendar.add_working_days(received, n).days


def load_settings(path: Path) -> Settings:
    """Read seed/deadlines.toml; raises ValueError, naming the entry, for a missing class or a number out of bounds."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    classes = content["completion"]
    if set(classes) != set(ReportClass):
        raise ValueError(f"{path.name}: [completion] must name exactly {', '.join(ReportClass)}")
    return Settings(
        verification=_limit("verification", content["verification"]),
        first_follow_up=_limit("first_follow_up", content["first_follow_up"]),
        reporter_window=_limit("reporter_window", content["reporter_window"], unit="calendar_days"),
        deferral_expiry=_limit("deferral_expiry", content["deferral_expiry"]),
        completion={kind: _limit(f"completion.{kind}", classes[kind]) for kind in ReportClass},
        request={name: _limit(f"request.{name}", content["request"][name]) for name in REQUEST_LIMITS},
    )


def load_deadlines(path: Path, calendar: WorkingCalendar) -> Deadlines:
    """The time limits of seed/deadlines.toml over a working calendar; raises ValueError as load_settings does."""
    return Deadlines(load_settings(path), calendar)


def _limit(key: str, entry: Mapping[str, Any], unit: str = "working_days") -> Limit:
    days, name, source = entry["days"], entry["name"], entry["source"]
    if entry["unit"] != unit:  # another unit would need another rule, not another number
        raise ValueError(f"deadlines: {key} is counted in {unit}")
    if not isinstance(days, int) or not 1 <= days <= MAX_DAYS:
        raise ValueError(f"deadlines: {key} must be 1 to {MAX_DAYS} days")
    if not name or not source:
        raise ValueError(f"deadlines: {key} needs a name and a source")
    return Limit(str(name), days, str(source))
