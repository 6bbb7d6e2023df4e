"""A rehearsal's figures become a yes or a no, and sentences that say why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimtek.rehearsal.verdict import Figures, kinds_of, percentile, under_goal, verdict_of

GOOD = Figures(118, 118, 55.0, 5.0, kinds_of({"meja": [0.1] * 20}), 900, 0, 0, (), 180.0, 3.0, True)


def test_a_hall_in_which_all_went_well_holds() -> None:
    verdict = verdict_of(GOOD, 0.999)
    assert verdict.holds
    assert any("Semua 118 peserta" in words for words in verdict.words)


@pytest.mark.parametrize(
    ("figures", "share", "said"),
    [
        (replace(GOOD, joined=117), 1.0, "117 dari 118"),
        (GOOD, 0.94, "94,0 %"),
        (replace(GOOD, unconfirmed=1), 1.0, "1 tindakan hilang"),
        (replace(GOOD, twice=2), 1.0, "2 tercatat dua kali"),
        (replace(GOOD, faults=("meja: 500", "meja: 500")), 1.0, "meja: 500 (2 kali)"),
        (replace(GOOD, sound=False), 1.0, "tidak utuh"),
        (replace(GOOD, memory=900.0), 1.0, "900 MB"),
    ],
)
def test_one_thing_that_fails_makes_a_no_and_is_said(figures: Figures, share: float, said: str) -> None:
    verdict = verdict_of(figures, share)
    assert not verdict.holds
    assert any(said in words for words in verdict.words)


def test_a_slow_hall_is_told_which_pages_are_slow() -> None:
    slow = replace(GOOD, kinds=kinds_of({"meja": [3.0] * 10, "beranda": [0.1] * 10}))
    assert any("meja 3,0 detik" in words for words in verdict_of(slow, 0.5).words)


def test_memory_that_cannot_be_read_is_not_judged() -> None:
    verdict = verdict_of(replace(GOOD, memory=None), 1.0)
    assert verdict.holds
    assert not any("Memori" in words for words in verdict.words)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=200))
def test_a_percentile_is_a_measured_value_that_so_many_do_not_exceed(values: list[float]) -> None:
    found = percentile(values, 95)
    assert found in values
    assert sum(value <= found for value in values) >= 0.95 * len(values)


def test_a_percentile_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 95)


def test_the_share_under_the_goal_counts_pages_and_not_kinds() -> None:
    assert under_goal({"meja": [0.1] * 9, "papan": [2.0]}) == 0.9
    assert under_goal({}) == 1.0


def test_the_slowest_kind_of_page_comes_first() -> None:
    assert [kind.name for kind in kinds_of({"a": [0.1], "b": [0.2], "c": []})] == ["b", "a"]
