"""A town that remembers, as rules: the same repeats on every run, none when answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.citizen_mind import load_temper
from bimtek.sandbox.domain.lifecycle import Desk
from bimtek.sandbox.domain.town import By, IgnoredCase, Repeat, repeats

TEMPER = load_temper(SEED_DIR / "citizens.toml")
DUE = date(2026, 11, 11)
FIVE = [IgnoredCase(n, Desk.LAPOR, DUE + timedelta(days=n), shared=n % 2 == 0) for n in range(1, 6)]
LONG_AFTER = DUE + timedelta(days=60)


def ahead(day: date, days: int) -> date:
    """Every day counts: the calendar has tests of its own."""
    return day + timedelta(days=days)


def back(ignored: list[IgnoredCase], now: date = LONG_AFTER, seed: str = "kota") -> list[Repeat]:
    return repeats(ignored, now, seed, TEMPER, ahead)


def test_five_ignored_cases_come_back_the_same_on_every_run_and_none_when_answered() -> None:
    first = back(FIVE)
    assert first == back(FIVE)
    assert first == back(list(reversed(FIVE)))
    assert {repeat.case for repeat in first} == {1, 2, 3, 4, 5}
    assert back([replace(case, answered=True) for case in FIVE]) == []


def test_answering_one_silences_only_that_one() -> None:
    answered = [replace(case, answered=case.case == 3) for case in FIVE]
    assert back(answered) == [repeat for repeat in back(FIVE) if repeat.case != 3]


def test_the_same_citizen_turns_to_the_other_desk_and_a_neighbour_comes_later_to_the_same_one() -> None:
    town = TEMPER.town
    seen = []
    for n in range(40):
        same, *neighbours = back([IgnoredCase(1, Desk.LAPOR, DUE, shared=True)], seed=f"kota-{n}")
        assert (same.by, same.desk) == (By.SAME, Desk.BARUGA)
        assert town["same_after"] <= same.days < town["same_after"] + town["same_spread"]
        for neighbour in neighbours:
            assert (neighbour.by, neighbour.desk) == (By.NEIGHBOUR, Desk.LAPOR)
            assert neighbour.on > same.on
            assert same.trust < neighbour.trust < 0
        seen.append(len(neighbours))
    assert set(seen) == {0, 1}


def test_a_matter_no_neighbour_can_see_a_request_and_a_repeat_bring_no_neighbour_or_nobody() -> None:
    for n in range(20):
        assert [r.by for r in back([IgnoredCase(1, Desk.BARUGA, DUE)], seed=f"kota-{n}")] == [By.SAME]
    assert back([IgnoredCase(1, Desk.PPID, DUE, shared=True)]) == []
    assert back([IgnoredCase(1, Desk.LAPOR, DUE, shared=True, repeat=True)]) == []


def test_nobody_comes_back_before_the_wait_is_over() -> None:
    assert back(FIVE, now=DUE + timedelta(days=TEMPER.town["same_after"])) == []


CASES = st.lists(
    st.builds(
        IgnoredCase, case=st.integers(1, 60), desk=st.sampled_from(Desk), due=st.dates(DUE, DUE + timedelta(days=40)),
        answered=st.booleans(), shared=st.booleans(), repeat=st.booleans(),
    ),
    max_size=30, unique_by=lambda case: case.case,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(CASES, st.text(max_size=6), st.integers(0, 90), st.integers(0, 90))
def test_a_later_look_finds_the_earlier_repeats_first_and_never_too_many(
    cases: list[IgnoredCase], seed: str, some: int, others: int
) -> None:
    soon, late = (DUE + timedelta(days=days) for days in sorted((some, others)))
    first, second = back(cases, soon, seed), back(cases, late, seed)
    assert second[: len(first)] == first
    assert len(second) <= TEMPER.most_repeats
    assert all(repeat.on <= late for repeat in second)
    open_cases = {case.case for case in cases if not case.answered and not case.repeat and case.desk != Desk.PPID}
    assert {repeat.case for repeat in second} <= open_cases
