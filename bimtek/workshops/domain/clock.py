"""The hall's clock: simulated office time driven by wall time. Simulated is naive WITA, wall is naive UTC.

A simulated working day lasts `seconds_per_day` wall seconds, whatever its office hours; nights, weekends and holidays
take no wall time at all, the lunch break does. All arithmetic is in whole numbers, so that the same clock and the
same wall instant give the same simulated instant on every machine.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache

from bimtek.workshops.domain.calendar import LAST_YEAR, WorkingCalendar

MIN_SECONDS_PER_DAY, MAX_SECONDS_PER_DAY = 1, 86_400
_TICK = dt.timedelta(microseconds=1)
_SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class HallClock:
    """A clock as it was last set: at wall instant `anchor_wall` it showed `anchor_sim`, and has run since, or not.

    Raises ValueError for a speed outside MIN_SECONDS_PER_DAY to MAX_SECONDS_PER_DAY: forms refuse it before.
    """

    anchor_sim: dt.datetime
    anchor_wall: dt.datetime
    seconds_per_day: int
    running: bool

    def __post_init__(self) -> None:
        if not MIN_SECONDS_PER_DAY <= self.seconds_per_day <= MAX_SECONDS_PER_DAY:
            raise ValueError(f"a working day of {self.seconds_per_day} wall seconds is out of bounds")


@dataclass(frozen=True, slots=True)
class _Place:
    """A working day and the microseconds since its office opened."""

    day: dt.date
    since_open: int


def now(clock: HallClock, wall: dt.datetime, calendar: WorkingCalendar) -> dt.datetime:
    """The simulated instant at a wall instant: whole seconds, always in office hours of a working day.

    A frozen clock shows its anchor; so does a running one asked about a wall instant before its anchor (a laptop whose
    own clock was set back). Beyond the calendar's last year the clock stands still at the last second of office time.
    """
    return _exact(clock, wall, calendar).replace(microsecond=0)


def freeze(clock: HallClock, wall: dt.datetime, calendar: WorkingCalendar) -> HallClock:
    """The clock stopped at what it shows, to the microsecond; a frozen clock stays as it is."""
    if not clock.running:
        return clock
    return replace(clock, anchor_sim=_exact(clock, wall, calendar), anchor_wall=wall, running=False)


def resume(clock: HallClock, wall: dt.datetime) -> HallClock:
    """The clock running on from where it was stopped; a running clock stays as it is."""
    return clock if clock.running else replace(clock, anchor_wall=wall, running=True)


def set_speed(clock: HallClock, seconds_per_day: int, wall: dt.datetime, calendar: WorkingCalendar) -> HallClock:
    """The clock at another speed from now on, showing the same instant; raises ValueError for a speed out of bounds."""
    sim = _exact(clock, wall, calendar)
    return replace(clock, anchor_sim=sim, anchor_wall=wall, seconds_per_day=seconds_per_day)


def jump_to(clock: HallClock, sim: dt.datetime, wall: dt.datetime) -> HallClock:
    """The clock set to a simulated instant, running or frozen as before.

    An instant outside office hours shows as the next opening. Whether a jump backwards is allowed is the caller's rule.
    """
    return replace(clock, anchor_sim=sim, anchor_wall=wall)


def wall_until(
    clock: HallClock, sim: dt.datetime, calendar: WorkingCalendar, wall: dt.datetime | None = None
) -> float | None:
    """Wall seconds until the clock shows a simulated instant or later, 0.0 when it does already, None when frozen.

    Counted from `wall`, or from the clock's anchor when that is not given.
    """
    if not clock.running:
        return None
    whole = sim if sim.microsecond == 0 else sim.replace(microsecond=0) + _SECOND  # the clock shows whole seconds
    target, start = _place(whole, calendar), _place(clock.anchor_sim, calendar)
    days = calendar.working_days_between(start.day, target.day)
    ahead, behind = _length(target.day, calendar), _length(start.day, calendar)
    scale = ahead * behind
    numerator = days * scale + target.since_open * behind - start.since_open * ahead
    ticks = -(-numerator * clock.seconds_per_day * 1_000_000 // scale)  # rounded up: never a moment too soon
    if wall is not None:
        ticks -= _ticks(clock, wall)
    return max(0, ticks) / 1_000_000


#: An office day from 07.30 to 16.00. Friday is half an hour longer; the ticking clock of a page may be that much off.
OFFICE_DAY_SECONDS = 30_600


def rate(clock: HallClock) -> float:
    """Simulated seconds a wall second, for a page that lets its clock tick until it is loaded again."""
    return round(OFFICE_DAY_SECONDS / clock.seconds_per_day, 3)


@lru_cache(maxsize=64)
def office_spans(calendar: WorkingCalendar, today: dt.date, days: int = 6) -> str:
    """The office hours of the coming working days, "open/close open/close …": within them a page's clock may tick."""
    ahead = [calendar.nth_after(today, n) for n in range(days)]
    spans = [(day, *calendar.hours.span(day)) for day in ahead]
    return " ".join(f"{day}T{opens:%H:%M}/{day}T{closes:%H:%M}" for day, opens, closes in spans)


def _exact(clock: HallClock, wall: dt.datetime, calendar: WorkingCalendar) -> dt.datetime:
    start = _place(clock.anchor_sim, calendar)
    if not clock.running:
        return _instant(start, calendar)
    length, per_day = _length(start.day, calendar), clock.seconds_per_day * 1_000_000
    days, rest = divmod(start.since_open * per_day + _ticks(clock, wall) * length, length * per_day)
    if days > (LAST_YEAR + 1 - start.day.year) * 262:  # no year has more working days: beyond LAST_YEAR for certain
        return _end_of_time(calendar)
    day = calendar.nth_after(start.day, days)
    if day.year > LAST_YEAR:
        return _end_of_time(calendar)
    return _instant(_Place(day, rest * _length(day, calendar) // (length * per_day)), calendar)


def _ticks(clock: HallClock, wall: dt.datetime) -> int:
    return max(0, (wall - clock.anchor_wall) // _TICK)


def _place(sim: dt.datetime, calendar: WorkingCalendar) -> _Place:
    day = sim.date()
    opens, closes = calendar.hours.span(day)
    if not calendar.is_working_day(day) or sim.time() >= closes:
        return _Place(calendar.nth_after(day, 1), 0)
    return _Place(day, max(0, (sim - dt.datetime.combine(day, opens)) // _TICK))


def _instant(place: _Place, calendar: WorkingCalendar) -> dt.datetime:
    opening = dt.datetime.combine(place.day, calendar.hours.span(place.day)[0])
    return opening + place.since_open * _TICK


def _length(day: dt.date, calendar: WorkingCalendar) -> int:
    opens, closes = calendar.hours.span(day)
    return (dt.datetime.combine(day, closes) - dt.datetime.combine(day, opens)) // _TICK


def _end_of_time(calendar: WorkingCalendar) -> dt.datetime:
    return calendar.closing(calendar.nth_after(dt.date(LAST_YEAR, 12, 31), 0)) - _SECOND
