"""What comes back when: evenly, one at a time, behind leave, and never a pile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimtek.config import SEED_DIR
from bimtek.refresher.domain import schedule
from bimtek.refresher.domain.schedule import DUE, FRESH, LAPSED, Pause, Shown, State

RULES = schedule.load_rules(SEED_DIR / "refresher.toml")
SIGNED = date(2026, 11, 13)
LEVELS = {"alasan": 3.0, "batas waktu": 4.0, "empati": 3.5, "temuan": 3.0}
KEYS = tuple(f"k{i}" for i in range(12))


def after(days: int) -> date:
    return SIGNED + timedelta(days=days)


def every_day(_day: date) -> bool:
    return True


def weekdays(day: date) -> bool:
    return day.weekday() < 5


def shown(criterion: str, day: int, passed: bool = True) -> Shown:
    return Shown(criterion, after(day), 3.0 if passed else 2.0, passed)


def standing(today: int, *history: Shown, levels: dict[str, float] = LEVELS) -> tuple[State, ...]:
    return schedule.states(levels, SIGNED, history, after(today), RULES)


def of(states: tuple[State, ...], criterion: str) -> State:
    return next(state for state in states if state.criterion == criterion)


# --- said as sentences


def test_every_setting_has_a_source_and_settings_that_contradict_each_other_are_refused() -> None:
    assert set(RULES.sources) == {*schedule._DAYS, "mastered"}
    assert RULES.interval_days < RULES.lapse_days
    for wrong in ({"gap_days": 0}, {"retry_days": 151}, {"first_days": 151}, {"interval_days": 196}, {"mastered": 4.5}):
        with pytest.raises(ValueError, match="refresher"):
            replace(RULES, **wrong)


def test_a_setting_without_its_source_is_refused(tmp_path: Path) -> None:
    told = (SEED_DIR / "refresher.toml").read_text("utf-8")
    lines = ['source = ""' if line.startswith("source") else line for line in told.splitlines()]
    (tmp_path / "refresher.toml").write_text("\n".join(lines), "utf-8")
    with pytest.raises(ValueError, match="source"):
        schedule.load_rules(tmp_path / "refresher.toml")


def test_the_weakest_comes_first_after_two_weeks_and_the_strongest_last_after_five_months() -> None:
    assert schedule.first_dates(LEVELS, SIGNED, RULES) == {
        "alasan": after(14), "temuan": after(59), "empati": after(104), "batas waktu": after(150),
    }  # fmt: skip
    assert schedule.first_dates({"alasan": 4.0}, SIGNED, RULES) == {"alasan": after(14)}
    assert schedule.first_dates({}, SIGNED, RULES) == {}


def test_passed_counts_five_months_from_that_day_and_failed_two_weeks() -> None:
    assert schedule.due_of([], after(14), RULES) == after(14)
    assert schedule.due_of([shown("alasan", 20)], after(14), RULES) == after(170)
    assert schedule.due_of([shown("alasan", 20), shown("alasan", 170, False)], after(14), RULES) == after(184)


def test_of_two_on_one_day_the_later_in_the_history_counts() -> None:
    assert schedule.due_of([shown("alasan", 20, False), shown("alasan", 20)], after(14), RULES) == after(170)


def test_three_of_four_passes() -> None:
    assert RULES.passes(3)
    assert not RULES.passes(2.9)


@pytest.mark.parametrize(("day", "status"), [(13, FRESH), (14, DUE), (194, DUE), (195, LAPSED)])
def test_it_is_due_on_its_date_and_lapsed_when_half_of_the_gain_is_gone(day: int, status: str) -> None:
    assert of(standing(day), "alasan").status == status


@pytest.mark.parametrize(("day", "status"), [(33, FRESH), (34, DUE), (47, DUE), (48, LAPSED)])
def test_what_failed_is_lapsed_when_the_retry_is_left_for_as_long_again(day: int, status: str) -> None:
    found = of(standing(day, shown("alasan", 20, False)), "alasan")
    assert (found.status, found.failed, found.level, found.due_on) == (status, True, 2.0, after(34))


def test_what_was_shown_before_the_day_of_sign_off_moves_no_date() -> None:
    assert standing(10, shown("alasan", -3, False), shown("temuan", -1)) == standing(10)
    assert standing(10, shown("temuan", 0)) != standing(10)


def test_nobody_is_asked_for_two_weeks_and_then_for_the_weakest() -> None:
    following = schedule.next_one(standing(0), SIGNED, None, (), every_day, RULES)
    assert following == schedule.Next("alasan", after(14), DUE, False, False)
    assert not following.is_due(after(13))
    assert following.is_due(after(14))


def test_what_failed_comes_before_what_lapsed_and_that_before_the_weakest() -> None:
    history = [shown("batas waktu", 190, False), shown("temuan", 60), Shown("empati", after(10), 4.0, True)]
    order = ["batas waktu", "alasan", "temuan", "empati"]
    states = standing(212, *history)
    assert [of(states, one).status for one in order] == [DUE, LAPSED, DUE, LAPSED]
    first = schedule.next_one(states, after(212), after(190), (), every_day, RULES)
    assert first is not None
    assert (first.criterion, first.guided) == ("batas waktu", True)
    rest = tuple(state for state in states if not state.failed)
    assert [one for one, _ in schedule.plan(rest, after(212), None, (), every_day, RULES)] == [
        "alasan",
        "empati",
        "temuan",
    ]


def test_of_those_merely_due_the_weakest_comes_first_and_not_the_longest_due() -> None:
    history = [Shown("batas waktu", after(5), 4.0, True), Shown("alasan", after(8), 3.0, True)]
    states = standing(160, *history, levels={"batas waktu": 4.0, "alasan": 3.0})
    following = schedule.next_one(states, after(160), None, (), every_day, RULES)
    assert following is not None
    assert following.criterion == "alasan"


def test_what_lapses_during_a_leave_comes_first_after_it() -> None:
    history = [Shown("temuan", after(1), 4.0, True), Shown("alasan", after(30), 3.0, True)]
    states = standing(190, *history, levels={"temuan": 4.0, "alasan": 3.0})
    leave = [Pause(after(190), after(200))]
    following = schedule.next_one(states, after(190), None, leave, every_day, RULES)
    assert following is not None
    assert (following.criterion, following.on, following.status) == ("temuan", after(201), LAPSED)


def test_a_second_visit_keeps_a_week_away_and_only_the_retry_of_what_failed_may_be_nearer() -> None:
    states = standing(170, shown("temuan", 170))
    following = schedule.next_one(states, after(170), after(170), (), every_day, RULES)
    assert following is not None
    assert following.on == after(177)
    soon = replace(RULES, retry_days=3)
    failed = schedule.states(LEVELS, SIGNED, [shown("temuan", 170, False)], after(170), soon)
    following = schedule.next_one(failed, after(170), after(170), (), every_day, soon)
    assert following is not None
    assert (following.criterion, following.on) == ("temuan", after(173))


def test_who_is_on_leave_is_asked_on_the_first_working_day_after_it() -> None:
    leave = Pause(after(10), date(2026, 12, 4))  # a Friday
    following = schedule.next_one(standing(0), SIGNED, None, [leave], weekdays, RULES)
    assert following is not None
    assert following.on == date(2026, 12, 7)


def test_who_was_away_gets_one_case_and_the_rest_again_week_by_week() -> None:
    states = standing(160)
    following = schedule.next_one(states, after(160), None, (), every_day, RULES)
    assert following is not None
    assert (following.criterion, following.on, following.after_absence) == ("alasan", after(160), True)
    assert schedule.spread(states, after(160), RULES) == [
        ("alasan", after(160)), ("temuan", after(167)), ("empati", after(174)), ("batas waktu", after(181)),
    ]  # fmt: skip
    assert schedule.spread(standing(14), after(14), RULES) == [("alasan", after(14))]


@pytest.mark.parametrize(("day", "away"), [(160, False), (161, True)])
def test_sixty_days_without_anything_are_no_absence_yet_and_sixty_one_are(day: int, away: bool) -> None:
    states = standing(day, shown("empati", 100), levels={**LEVELS, "kop": 3.0})
    assert sum(state.due_on < after(day) for state in states) > 1
    assert schedule.is_away(states, after(day), after(100), RULES) is away
    assert not schedule.is_away(states, after(day), after(day - 1), RULES)


def test_somebody_with_few_criteria_who_keeps_every_date_was_not_away() -> None:
    states = standing(166, shown("alasan", 14), levels={"alasan": 3.0})
    assert not schedule.is_away(states, after(166), after(14), RULES)


def test_without_criteria_or_without_a_free_day_nobody_is_asked() -> None:
    assert schedule.next_one((), SIGNED, None, (), every_day, RULES) is None
    assert schedule.next_one(standing(0), SIGNED, None, (), lambda _day: False, RULES) is None
    assert schedule.plan(standing(0), SIGNED, None, [Pause(SIGNED, date.max)], every_day, RULES) == []


# --- for any history, leave and week

LEVEL = st.sampled_from((3.0, 3.5, 4.0))
PEOPLE = st.dictionaries(st.sampled_from(KEYS), LEVEL, min_size=1)
HISTORY = st.lists(st.builds(shown, st.sampled_from(KEYS), st.integers(0, 400), st.booleans()), max_size=12)
PAUSES = st.lists(
    st.builds(
        lambda begin, length: Pause(after(begin), after(begin + length)), st.integers(0, 700), st.integers(0, 60)
    ),
    max_size=4,
)
WEEKS = st.sets(st.integers(0, 6), min_size=1)


def last_of(history: list[Shown]) -> date | None:
    return max((one.shown_on for one in history), default=None)


@given(PEOPLE, HISTORY, st.sampled_from(KEYS), st.integers(400, 500))
def test_passing_renews_that_criterion_only_and_never_brings_a_date_nearer(
    levels: dict[str, float], history: list[Shown], criterion: str, day: int
) -> None:
    levels = {**levels, criterion: 3.0}
    before, later = (
        standing(day, *history, levels=levels),
        standing(day, *history, shown(criterion, day), levels=levels),
    )
    for old, new in zip(before, later, strict=True):
        if old.criterion == criterion:
            assert new.due_on == after(day + RULES.interval_days)
            assert new.due_on >= old.due_on
            assert new.status == FRESH
        else:
            assert new == old


@given(PEOPLE, st.data())
def test_an_early_pass_does_not_bring_the_first_date_nearer(levels: dict[str, float], data: st.DataObject) -> None:
    criterion, day = data.draw(st.sampled_from(sorted(levels))), data.draw(st.integers(0, 150))
    first = schedule.first_dates(levels, SIGNED, RULES)[criterion]
    assert schedule.due_of([shown(criterion, day)], first, RULES) >= first


@given(st.integers(0, 400), st.integers(0, 400))
def test_failing_is_nearer_than_any_pass_of_that_day_or_later(day: int, more: int) -> None:
    failed, passed = [shown("alasan", day, False)], [shown("temuan", day + more)]
    assert schedule.due_of(failed, SIGNED, RULES) < schedule.due_of(passed, SIGNED, RULES)


@given(PEOPLE, HISTORY, st.integers(0, 700))
def test_a_failed_one_that_is_due_comes_before_every_passed_one(
    levels: dict[str, float], history: list[Shown], day: int
) -> None:
    states = standing(day, *history, levels=levels)
    following = schedule.next_one(states, after(day), None, (), every_day, RULES)
    assert following is not None
    assert following.guided or not any(state.failed and state.status != FRESH for state in states)


@given(PEOPLE, HISTORY, PAUSES, WEEKS, st.integers(400, 700))
def test_the_plan_holds_every_criterion_once_on_working_days_out_of_pauses_and_never_in_a_pile(
    levels: dict[str, float], history: list[Shown], pauses: list[Pause], week: set[int], day: int
) -> None:
    def is_working_day(one: date) -> bool:
        return one.weekday() in week

    states, today, last = standing(day, *history, levels=levels), after(day), last_of(history)
    plan = schedule.plan(states, today, last, pauses, is_working_day, RULES)
    assert sorted(criterion for criterion, _ in plan) == [state.criterion for state in states]
    dates = [on for _, on in plan]
    assert all(is_working_day(on) and not any(pause.covers(on) for pause in pauses) for on in dates)
    assert all((later - earlier).days >= RULES.gap_days for earlier, later in pairwise(dates))
    assert all(on >= max(today, of(states, criterion).due_on) for criterion, on in plan)
    following = schedule.next_one(states, today, last, pauses, is_working_day, RULES)
    assert following is not None
    assert plan[0] == (following.criterion, following.on)
    assert plan == schedule.plan(tuple(reversed(states)), today, last, pauses, is_working_day, RULES)


@given(PEOPLE, HISTORY, PAUSES, st.integers(400, 500), st.data())
def test_the_answer_stays_the_same_while_its_day_is_waited_for(
    levels: dict[str, float], history: list[Shown], pauses: list[Pause], day: int, data: st.DataObject
) -> None:
    last = last_of(history)
    told = schedule.next_one(standing(day, *history, levels=levels), after(day), last, pauses, weekdays, RULES)
    assert told is not None
    later = data.draw(st.integers(day, (told.on - SIGNED).days))
    again = schedule.next_one(standing(later, *history, levels=levels), after(later), last, pauses, weekdays, RULES)
    assert again is not None
    assert (again.criterion, again.on, again.status) == (told.criterion, told.on, told.status)


@given(PEOPLE, HISTORY, st.integers(461, 900))
def test_after_sixty_days_away_exactly_one_is_asked(levels: dict[str, float], history: list[Shown], day: int) -> None:
    states, last = standing(day, *history, levels=levels), last_of(history)
    plan = schedule.plan(states, after(day), last, (), every_day, RULES)
    overdue = sum(state.due_on <= after(day) for state in states)
    assert sum(on == after(day) for _, on in plan) == min(1, overdue)
    spread = schedule.spread(states, after(day), RULES)
    assert [on for _, on in spread] == [after(day + RULES.gap_days * place) for place in range(overdue)]
    if spread:
        assert plan[0] == spread[0]
