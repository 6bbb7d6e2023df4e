"""The hall's clock: simulated office time driven by wall time."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bimtek.config import SEED_DIR
from bimtek.workshops.domain import clock as hall
from bimtek.workshops.domain.calendar import LAST_YEAR, load_calendar
from bimtek.workshops.domain.clock import HallClock

CALENDAR = load_calendar(SEED_DIR / "calendar.toml")
WALL = dt.datetime(2026, 11, 24, 1, 0)
TUESDAY = dt.datetime(2026, 3, 10, 7, 30)
CLOCK = HallClock(TUESDAY, WALL, 180, running=True)

QUICK = settings(max_examples=50, deadline=None)
SPANS = st.timedeltas(dt.timedelta(0), dt.timedelta(hours=9))
SPEEDS = st.integers(30, 3600)
# At these speeds one wall microsecond is a whole number of simulated ones, so nothing at all is rounded.
ROUND_SPEEDS = st.sampled_from([60, 90, 100, 120, 150, 180, 300, 600, 900, 1800])
CLOCKS = st.builds(
    HallClock,
    st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 12, 31)),
    st.just(WALL),
    SPEEDS,
    running=st.just(True),
)


def after(seconds: float) -> dt.datetime:
    return WALL + dt.timedelta(seconds=seconds)


def show(clock: HallClock, wall: dt.datetime) -> str:
    return hall.now(clock, wall, CALENDAR).isoformat()


@pytest.mark.parametrize(
    ("seconds", "sim"),
    [
        (0, "2026-03-10T07:30:00"),
        (1, "2026-03-10T07:32:50"),
        (90, "2026-03-10T11:45:00"),  # half a day; the lunch break runs
        (179.99, "2026-03-10T15:59:58"),
        (180, "2026-03-11T07:30:00"),  # the night takes no time
        (3 * 180 + 90, "2026-03-13T12:00:00"),  # Friday is longer, and takes the same wall time
        (4 * 180, "2026-03-16T07:30:00"),  # so does the weekend
        (6 * 180, "2026-03-25T07:30:00"),  # and Lebaran
    ],
)
def test_a_working_day_takes_its_wall_seconds_and_free_time_takes_none(seconds: float, sim: str) -> None:
    assert show(CLOCK, after(seconds)) == sim


def test_a_frozen_clock_shows_the_same_instant_however_long_it_stands() -> None:
    frozen = hall.freeze(CLOCK, after(90), CALENDAR)
    assert not frozen.running
    assert show(frozen, after(90)) == show(frozen, after(90_000)) == "2026-03-10T11:45:00"


def test_a_resumed_clock_goes_on_from_where_it_stopped() -> None:
    resumed = hall.resume(hall.freeze(CLOCK, after(90), CALENDAR), after(5000))
    assert show(resumed, after(5000)) == "2026-03-10T11:45:00"
    assert show(resumed, after(5090)) == "2026-03-11T07:30:00"


def test_freezing_twice_or_resuming_twice_changes_nothing() -> None:
    frozen = hall.freeze(CLOCK, after(90), CALENDAR)
    assert hall.freeze(frozen, after(500), CALENDAR) == frozen
    assert hall.resume(CLOCK, after(500)) == CLOCK


def test_a_speed_may_be_set_while_the_clock_stands_still() -> None:
    slower = hall.set_speed(hall.freeze(CLOCK, after(90), CALENDAR), 360, after(100), CALENDAR)
    assert not slower.running
    assert show(hall.resume(slower, after(200)), after(200 + 180)) == "2026-03-11T07:30:00"


@pytest.mark.parametrize("seconds", [0, -1, 86_401])
def test_a_speed_out_of_bounds_is_a_fault_of_the_caller(seconds: int) -> None:
    with pytest.raises(ValueError, match="out of bounds"):
        hall.set_speed(CLOCK, seconds, WALL, CALENDAR)


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("2026-03-12T10:15:30", "2026-03-12T10:15:30"),
        ("2026-03-12T06:00:00", "2026-03-12T07:30:00"),  # before opening
        ("2026-03-12T16:00:00", "2026-03-13T07:30:00"),  # at closing
        ("2026-03-14T10:00:00", "2026-03-16T07:30:00"),  # Saturday
        ("2026-03-18T10:00:00", "2026-03-25T07:30:00"),  # joint leave
    ],
)
def test_a_jump_shows_the_instant_or_the_next_opening(target: str, shown: str) -> None:
    for clock in (CLOCK, hall.freeze(CLOCK, after(3), CALENDAR)):
        jumped = hall.jump_to(clock, dt.datetime.fromisoformat(target), after(50))
        assert jumped.running == clock.running
        assert show(jumped, after(50)) == shown


def test_a_wall_clock_set_back_does_not_take_simulated_time_back() -> None:
    assert show(CLOCK, WALL - dt.timedelta(hours=1)) == "2026-03-10T07:30:00"


def test_a_clock_left_running_for_weeks_still_shows_a_working_day() -> None:
    sim = hall.now(CLOCK, WALL + dt.timedelta(weeks=3), CALENDAR)
    assert CALENDAR.working_days_between(TUESDAY.date(), sim.date()) == 3 * 7 * 86_400 // 180


def test_a_clock_beyond_the_calendar_stands_at_its_last_second() -> None:
    fast = HallClock(TUESDAY, WALL, 1, running=True)
    last = hall.now(fast, WALL + dt.timedelta(days=1), CALENDAR)
    assert (last.year, last.month, last.day, last.second) == (LAST_YEAR, 12, 31, 59)
    assert hall.now(fast, WALL + dt.timedelta(days=9000), CALENDAR) == last
    assert hall.now(HallClock(last, WALL, 180, running=True), after(500), CALENDAR) == last


def test_a_frozen_clock_reaches_nothing() -> None:
    assert hall.wall_until(hall.freeze(CLOCK, after(90), CALENDAR), TUESDAY, CALENDAR) is None


@pytest.mark.parametrize(
    ("sim", "seconds"),
    [
        ("2026-03-10T07:30:00", 0.0),
        ("2026-03-09T10:00:00", 0.0),  # past
        ("2026-03-10T11:45:00", 90.0),
        ("2026-03-11T07:30:00", 180.0),
        ("2026-03-14T10:00:00", 720.0),  # a Saturday is reached when Monday opens
        ("2026-03-16T07:30:00", 720.0),
    ],
)
def test_an_instant_is_reached_after_its_share_of_wall_time(sim: str, seconds: float) -> None:
    assert hall.wall_until(CLOCK, dt.datetime.fromisoformat(sim), CALENDAR) == seconds


def test_the_wait_for_an_instant_shrinks_as_wall_time_passes() -> None:
    target = dt.datetime(2026, 3, 11, 7, 30)
    assert hall.wall_until(CLOCK, target, CALENDAR, after(100)) == 80.0
    assert hall.wall_until(CLOCK, target, CALENDAR, after(500)) == 0.0


@QUICK
@given(CLOCKS, SPANS)
def test_every_shown_instant_is_in_office_hours_of_a_working_day(clock: HallClock, span: dt.timedelta) -> None:
    sim = hall.now(clock, WALL + span, CALENDAR)
    opens, closes = CALENDAR.hours.span(sim.date())
    assert CALENDAR.is_working_day(sim.date())
    assert opens <= sim.time() < closes
    assert sim.microsecond == 0


@QUICK
@given(CLOCKS, SPANS, SPANS)
def test_time_never_goes_back(clock: HallClock, one: dt.timedelta, other: dt.timedelta) -> None:
    early, late = sorted((one, other))
    assert hall.now(clock, WALL + early, CALENDAR) <= hall.now(clock, WALL + late, CALENDAR)


@QUICK
@given(CLOCKS, ROUND_SPEEDS, st.lists(st.tuples(SPANS, SPANS), min_size=1, max_size=4))
def test_freezing_and_resuming_loses_nothing(
    clock: HallClock, speed: int, breaks: list[tuple[dt.timedelta, dt.timedelta]]
) -> None:
    steady = paused = hall.set_speed(clock, speed, WALL, CALENDAR)
    run, stood = dt.timedelta(0), dt.timedelta(0)
    for running, standing in breaks:
        run += running
        frozen = hall.freeze(paused, WALL + run + stood, CALENDAR)
        stood += standing
        paused = hall.resume(frozen, WALL + run + stood)
    assert hall.now(paused, WALL + run + stood, CALENDAR) == hall.now(steady, WALL + run, CALENDAR)


@QUICK
@given(CLOCKS, SPANS, SPANS)
def test_at_any_speed_a_break_costs_less_than_the_shown_second(
    clock: HallClock, first: dt.timedelta, second: dt.timedelta
) -> None:
    resumed = hall.resume(hall.freeze(clock, WALL + first, CALENDAR), WALL + first)
    steady = hall.now(clock, WALL + first + second, CALENDAR)
    shown = hall.now(resumed, WALL + first + second, CALENDAR)
    same_day_loss = steady - shown if shown.date() == steady.date() else dt.timedelta(seconds=1)
    assert dt.timedelta(0) <= same_day_loss <= dt.timedelta(seconds=1)
    assert CALENDAR.working_days_between(shown.date(), steady.date()) in {0, 1}


@QUICK
@given(CLOCKS, SPANS, SPEEDS)
def test_another_speed_keeps_the_instant(clock: HallClock, span: dt.timedelta, speed: int) -> None:
    changed = hall.set_speed(clock, speed, WALL + span, CALENDAR)
    assert hall.now(changed, WALL + span, CALENDAR) == hall.now(clock, WALL + span, CALENDAR)


@QUICK
@given(CLOCKS, st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 6, 30)))
def test_an_instant_is_shown_when_its_wait_is_over_and_not_before(clock: HallClock, sim: dt.datetime) -> None:
    seconds = hall.wall_until(clock, sim, CALENDAR)
    assert seconds is not None
    reached = WALL + dt.timedelta(seconds=seconds)
    assert hall.now(clock, reached, CALENDAR) >= sim
    if seconds > 0:
        assert hall.now(clock, reached - dt.timedelta(microseconds=1), CALENDAR) < sim
