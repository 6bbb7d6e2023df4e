"""When which criterion comes back: after even intervals, one at a time, never a pile (DESIGN section 6).

Intervals do not grow: growing ones were no better than equal ones (g = 0.03, meta-analysis of spaced retrieval practice),
and an even date is one a person can understand. All numbers stand in seed/refresher.toml with their source. Plain values;
today is always told."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

#: Before its date; on it or after; so long unshown that half of the gain is gone, or failed and left alone.
FRESH, DUE, LAPSED = "fresh", "due", "lapsed"
BEST_LEVEL = 4
#: How far a free day is looked for, so that a calendar without one ends the search instead of the program.
SIGHT_DAYS = 3 * 366
_DAYS = ("first_days", "interval_days", "retry_days", "lapse_days", "away_days", "minutes", "gap_days")

WorkingDay = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings of seed/refresher.toml. Raises ValueError where they contradict each other: a first or a repeated date
    after the interval would let a pass bring a date nearer, an interval past the lapse would let everything lapse."""

    first_days: int
    interval_days: int
    retry_days: int
    lapse_days: int
    away_days: int
    minutes: int
    gap_days: int
    mastered: float
    sources: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if any(getattr(self, name) < 1 for name in _DAYS) or not 0 < self.mastered <= BEST_LEVEL:
            raise ValueError("refresher: a setting is out of bounds")
        if max(self.first_days, self.retry_days) > self.interval_days or self.interval_days > self.lapse_days:
            raise ValueError("refresher: first and retry may not exceed the interval, nor the interval the lapse")

    def passes(self, level: float) -> bool:
        """Whether a level counts as passed."""
        return level >= self.mastered


def load_rules(path: Path) -> Rules:
    """Read seed/refresher.toml; raises ValueError for settings that contradict each other or stand without a source."""
    told: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    sources = {name: str(told[name]["source"]) for name in (*_DAYS, "mastered")}
    if not all(sources.values()):
        raise ValueError("refresher.toml: a setting stands without its source")
    days = {name: int(told[name]["value"]) for name in _DAYS}
    return Rules(**days, mastered=float(told["mastered"]["value"]), sources=sources)


@dataclass(frozen=True, slots=True)
class Shown:
    """One time a criterion was shown, at sign-off or in a refresher: the day, the level (0 to 4), whether it passed."""

    criterion: str
    shown_on: date
    level: float
    passed: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which nobody asks, such as leave: from the first to the last, both included."""

    from_: date
    until: date

    def covers(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.from_ <= day <= self.until


@dataclass(frozen=True, slots=True)
class State:
    """How a criterion of a person stands today. `failed`: so it went last time, and the next case is a guided one."""

    criterion: str
    level: float
    shown_on: date
    due_on: date
    status: str
    failed: bool


@dataclass(frozen=True, slots=True)
class Next:
    """The one criterion to refresh next, the day, how it will stand then, whether with a guided case, and whether the
    person comes back after a long absence with more than this one overdue."""

    criterion: str
    on: date
    status: str
    guided: bool
    after_absence: bool

    def is_due(self, today: date) -> bool:
        """Whether its day has come."""
        return self.on <= today


def first_dates(levels: Mapping[str, float], signed_on: date, rules: Rules) -> dict[str, date]:
    """The first dates after sign-off, weakest first (ties by key), spread evenly from first_days to interval_days: from
    then on every criterion keeps its place in the round."""
    order = sorted(levels, key=lambda criterion: (levels[criterion], criterion))
    span, steps = rules.interval_days - rules.first_days, max(1, len(order) - 1)
    return {
        criterion: signed_on + timedelta(days=rules.first_days + place * span // steps)
        for place, criterion in enumerate(order)
    }


def due_of(history: Sequence[Shown], first_due: date, rules: Rules) -> date:
    """When a criterion is due by its own history: passed counts the interval from that day, failed the shorter retry. Of
    two on one day the later in the history counts."""
    last = _last(history)
    if last is None:
        return first_due
    return last.shown_on + timedelta(days=rules.interval_days if last.passed else rules.retry_days)


def states(
    levels: Mapping[str, float], signed_on: date, history: Iterable[Shown], today: date, rules: Rules
) -> tuple[State, ...]:
    """Every criterion of a person today, by key. What was shown before the day of sign-off is not counted: the levels at
    sign-off sum it up, and counted alone it would make everything due on one day. A visit on that very day came after it."""
    by_criterion: dict[str, list[Shown]] = {criterion: [] for criterion in levels}
    for shown in history:
        if shown.shown_on >= signed_on:
            by_criterion.setdefault(shown.criterion, []).append(shown)
    first = first_dates(levels, signed_on, rules)
    found = []
    for criterion, own in sorted(by_criterion.items()):
        last = _last(own)
        due_on = due_of(own, first.get(criterion, signed_on), rules)
        shown_on, failed = (last.shown_on, not last.passed) if last else (signed_on, False)
        level = last.level if last else levels[criterion]
        found.append(State(criterion, level, shown_on, due_on, _status(shown_on, due_on, failed, today, rules), failed))
    return tuple(found)


def next_one(
    standing: Sequence[State],
    today: date,
    last_visit: date | None,
    pauses: Sequence[Pause],
    is_working_day: WorkingDay,
    rules: Rules,
) -> Next | None:
    """The one criterion to refresh next: on the first free day on which any may come, the most urgent of those that may.

    The day is found before the criterion, so that the answer stays the same while the day is waited for. None without
    criteria, or where no free day is in sight."""
    may = [(_earliest(state, today, last_visit, rules), state) for state in standing]
    on = _free_day(min(day for day, _ in may), pauses, is_working_day) if may else None
    if on is None:
        return None
    chosen = min((state for day, state in may if day <= on), key=lambda state: _urgency(state, on, rules))
    status = _status(chosen.shown_on, chosen.due_on, chosen.failed, on, rules)
    return Next(chosen.criterion, on, status, chosen.failed, is_away(standing, today, last_visit, rules))


def is_away(standing: Sequence[State], today: date, last_visit: date | None, rules: Rules) -> bool:
    """Whether a person was away: nothing for more than away_days, and more than one criterion overdue. Without the second,
    somebody with few criteria would be taken as away while keeping every date."""
    latest = max([state.shown_on for state in standing] + [last_visit or date.min], default=date.min)
    return (today - latest).days > rules.away_days and sum(state.due_on < today for state in standing) > 1


def plan(
    standing: Sequence[State],
    today: date,
    last_visit: date | None,
    pauses: Sequence[Pause],
    is_working_day: WorkingDay,
    rules: Rules,
) -> list[tuple[str, date]]:
    """The next date of every criterion, in order, for a calendar: what `next_one` says if each visit is kept and passed.
    No two on one day, because a visit keeps the next one gap_days away."""
    found: list[tuple[str, date]] = []
    left = list(standing)
    while following := next_one(left, today, last_visit, pauses, is_working_day, rules):
        found.append((following.criterion, following.on))
        left = [state for state in left if state.criterion != following.criterion]
        today = last_visit = following.on
    return found


def spread(standing: Sequence[State], today: date, rules: Rules) -> list[tuple[str, date]]:
    """The overdue criteria of somebody who comes back, spread again from today: the most urgent today, then one every
    gap_days. `plan` says the same with pauses and free days, and asks for no more."""
    overdue = [state for state in standing if state.due_on <= today]
    return plan(overdue, today, None, (), lambda _day: True, rules)


def _last(history: Sequence[Shown]) -> Shown | None:
    return max(enumerate(history), key=lambda pair: (pair[1].shown_on, pair[0]))[1] if history else None


def _status(shown_on: date, due_on: date, failed: bool, day: date, rules: Rules) -> str:
    """Fresh before the due date. Lapsed: lapse_days since it was shown, or failed and left for another retry_days after
    the date of the retry. Else due."""
    if day < due_on:
        return FRESH
    left_alone = failed and (day - due_on).days >= rules.retry_days
    return LAPSED if left_alone or (day - shown_on).days >= rules.lapse_days else DUE


def _earliest(state: State, today: date, last_visit: date | None, rules: Rules) -> date:
    """The first day a criterion may come: neither past, nor before it is due, nor within gap_days of the last visit. Only
    the retry of what failed at that visit need not wait so long: others waive nothing, or failures would make a pile."""
    day = max(today, state.due_on)
    if last_visit is None:
        return day
    failed_then = state.failed and state.shown_on == last_visit
    return max(day, last_visit + timedelta(days=1 if failed_then else rules.gap_days))


def _urgency(state: State, day: date, rules: Rules) -> tuple[bool, bool, float, date, str]:
    """Failed first, then lapsed, then the weakest, then the longest due, then by key."""
    status = _status(state.shown_on, state.due_on, state.failed, day, rules)
    return not state.failed, status != LAPSED, state.level, state.due_on, state.criterion


def _free_day(day: date, pauses: Sequence[Pause], is_working_day: WorkingDay) -> date | None:
    """The first working day from a day on that lies in no pause; None where none is in sight."""
    for _ in range(SIGHT_DAYS):
        if is_working_day(day) and not any(pause.covers(day) for pause in pauses):
            return day
        day += timedelta(days=1)
    return None
