"""The simulation of the refreshers, in small: what more visits keep, and that no visits make a pile."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bimtek.config import SEED_DIR
from bimtek.refresher.domain import schedule, simulation
from bimtek.refresher.domain.simulation import ACCURACY_DAYS, SPEED_DAYS, Assumptions, Visit

RULES = schedule.load_rules(SEED_DIR / "refresher.toml")
SMALL = Assumptions(officers=8, criteria=6, days=365)


def run(adherence: float, half_life: float = ACCURACY_DAYS) -> simulation.Figures:
    return simulation.simulate(adherence, half_life, RULES, SMALL)


def test_half_is_left_after_the_half_life() -> None:
    assert simulation.recall(0, ACCURACY_DAYS) == 1
    assert simulation.recall(195, ACCURACY_DAYS) == 0.5
    assert simulation.recall(195, SPEED_DAYS) > 0.7


def test_refreshers_keep_more_than_none_and_some_visits_lie_between() -> None:
    none, some, every = run(0), run(0.4), run(1)
    assert none.recall[-1] < some.recall[-1] < every.recall[-1]
    assert none.mean < some.mean < every.mean
    assert none.held_in_second_half < some.held_in_second_half < every.held_in_second_half
    assert 0 < some.visits_a_year < every.visits_a_year
    assert (none.visits_a_year, none.most_in_seven_days, none.passed) == (0, 0, 0)


def test_without_refreshers_only_forgetting_is_left() -> None:
    assert run(0).recall == pytest.approx([2 ** (-7 * week / 195) for week in range(53)])


def test_the_slower_curve_keeps_more() -> None:
    assert run(0.7, SPEED_DAYS).lowest > run(0.7).lowest


def test_the_same_assumptions_give_the_same_figures() -> None:
    assert run(0.7) == run(0.7)


def test_minutes_are_those_of_the_settings() -> None:
    found = run(1)
    assert found.minutes_a_year == pytest.approx(found.visits_a_year * RULES.minutes)


def test_the_first_visit_is_on_the_weakest_and_no_criterion_is_left_out() -> None:
    person = simulation.officers(SMALL)[0]
    visits = simulation.visits_of(person, 1, ACCURACY_DAYS, Random("a"), RULES, SMALL)
    assert person.levels[visits[0].criterion] == min(person.levels.values())
    assert {visit.criterion for visit in visits} == set(person.levels)


@given(st.integers(0, 7), st.sampled_from((0.3, 0.7, 1.0)), st.integers())
@settings(max_examples=20, deadline=None)
def test_never_more_than_one_visit_a_day_nor_in_a_week_nor_on_leave(who: int, adherence: float, luck: int) -> None:
    person = simulation.officers(SMALL)[who]
    visits = simulation.visits_of(person, adherence, ACCURACY_DAYS, Random(luck), RULES, SMALL)
    assert all(later.day - earlier.day >= RULES.gap_days for earlier, later in pairwise(visits))
    days = [SMALL.signed_on + timedelta(days=visit.day) for visit in visits]
    assert all(simulation.is_weekday(day) and not any(pause.covers(day) for pause in person.leave) for day in days)


def test_a_visit_restores_its_own_criterion_and_no_other() -> None:
    person = simulation.officers(Assumptions(officers=1, criteria=2))[0]
    weeks = simulation.weekly(person, [Visit(195, "k00", False)], ACCURACY_DAYS, Assumptions(days=196))
    assert weeks[-1] == pytest.approx((2 ** (-1 / 195), 2 ** (-196 / 195)))


def test_the_most_in_seven_days_counts_seven_days_and_not_eight() -> None:
    assert simulation.most_within([], 7) == 0
    assert simulation.most_within([0, 7, 14], 7) == 1
    assert simulation.most_within([0, 6, 7, 8], 7) == 3


def test_the_settings_hold_at_seventy_percent_without_more_than_forty_visits_a_year() -> None:
    """A small class of the real length: docs/refreshers.md has the whole one."""
    found = simulation.simulate(0.7, ACCURACY_DAYS, RULES, Assumptions(officers=15))
    assert found.lowest > 0.6
    assert found.visits_a_year < 40
    assert found.most_in_seven_days == 1
