"""Movement of the hall's totals: what grew, over how long; never who."""

from __future__ import annotations

from datetime import timedelta

from bimtek.classroom.domain.thermometer import Movement, Thermometer, Totals
from tests.conftest import WALL


def _totals(here: int, done: int = 0, resolved: int = 0) -> Totals:
    return Totals(here, 0, done, resolved, None)


def _later(minutes: float) -> timedelta:
    return timedelta(minutes=minutes)


def test_a_wall_that_just_began_tells_no_movement() -> None:
    warmth = Thermometer()
    assert warmth.read(_totals(90), WALL) == Movement()
    assert warmth.read(_totals(95), WALL + _later(0.9)) == Movement()


def test_movement_is_the_growth_since_the_oldest_reading() -> None:
    warmth = Thermometer()
    warmth.read(_totals(10, 1, 4), WALL)
    warmth.read(_totals(12, 2, 5), WALL + _later(3))
    assert warmth.read(_totals(15, 2, 9), WALL + _later(6)) == Movement(5, 1, 5, 6)


def test_what_is_older_than_ten_minutes_is_forgotten() -> None:
    warmth = Thermometer()
    warmth.read(_totals(10), WALL)
    warmth.read(_totals(50), WALL + _later(8))
    assert warmth.read(_totals(52), WALL + _later(11)) == Movement(here=2, minutes=3)
    assert warmth.read(_totals(90), WALL + _later(60)) == Movement()


def test_a_total_that_shrank_is_no_movement() -> None:
    warmth = Thermometer()
    warmth.read(_totals(10, 5, 5), WALL)
    assert warmth.read(_totals(8, 5, 4), WALL + _later(2)) == Movement(minutes=2)


def test_a_clock_set_back_starts_anew() -> None:
    warmth = Thermometer()
    warmth.read(_totals(10), WALL)
    assert warmth.read(_totals(20), WALL - _later(5)) == Movement()


def test_a_wall_asked_every_three_seconds_all_day_remembers_little() -> None:
    warmth = Thermometer()
    for second in range(0, 3600, 3):
        moved = warmth.read(_totals(second), WALL + timedelta(seconds=second))
    assert moved.minutes in (9, 10)
    assert 540 <= moved.here <= 600
