"""Time per step: from one sign of progress to the next, with breaks cut, against a spread that hides single persons."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bimtek.modules.domain.timing import (
    FEWEST,
    FINISHED,
    LONGEST,
    PASSED,
    STARTED,
    Event,
    spread_of,
    spreads,
    step_times,
)

T0 = datetime(2026, 11, 9, 1, 0)


def events(person: int, *minutes: float, exercise: str = "u6-t1") -> list[Event]:
    """An attempt that starts at T0 and passes a step at each of these minutes."""
    attempt = f"attempt/{person}"
    found = [Event(person, attempt, exercise, STARTED, T0)]
    found += [
        Event(person, attempt, exercise, PASSED, T0 + timedelta(minutes=m), f"s{n}") for n, m in enumerate(minutes, 1)
    ]
    return found


def test_a_step_takes_from_the_one_before_to_itself() -> None:
    times = step_times(events(1, 2, 5))
    assert times == {(1, "u6-t1", "s1"): 120, (1, "u6-t1", "s2"): 180}


def test_a_long_pause_is_not_work() -> None:
    assert step_times(events(1, 600))[(1, "u6-t1", "s1")] == LONGEST.total_seconds()


def test_a_sheet_is_timed_whole() -> None:
    told = [
        Event(1, "attempt/1", "u2-m", STARTED, T0),
        Event(1, "attempt/1", "u2-m", FINISHED, T0 + timedelta(minutes=4)),
    ]
    assert step_times(told) == {(1, "u2-m", ""): 240}


def test_an_exercise_with_steps_is_not_counted_a_second_time_at_its_end() -> None:
    told = [*events(1, 2), Event(1, "attempt/1", "u6-t1", FINISHED, T0 + timedelta(minutes=2))]
    assert (1, "u6-t1", "") not in step_times(told)


def test_too_few_people_make_no_spread() -> None:
    assert spread_of([60.0] * (FEWEST - 1)) is None
    assert spreads(step_times([event for person in range(FEWEST - 1) for event in events(person, 1)])) == {}


@given(st.lists(st.floats(1, 1800), min_size=FEWEST, max_size=118))
def test_the_five_figures_stand_in_order_within_what_was_measured(values: list[float]) -> None:
    spread = spread_of(values)
    assert spread is not None
    assert min(values) == spread.low <= spread.first <= spread.middle <= spread.third <= spread.high == max(values)
