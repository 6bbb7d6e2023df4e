"""Gain and item analysis say what the answers say, and how many people stand behind a figure."""

from __future__ import annotations

import pytest

from bimtek.modules.domain.item_analysis import (
    Gain,
    ItemFigures,
    Verdict,
    analyse,
    correlation,
    gain_by_unit,
    gain_of_class,
    responses,
)
from tests.factories.items import rules

RULES = rules().analysis
KEY = {"a": 0, "b": 0, "c": 0, "d": 0}


def figures(sheets: dict[int, list[tuple[str, int | None, bool]]]) -> dict[str, ItemFigures]:
    return {one.code: one for one in analyse(responses(sheets), KEY, RULES)}


def graded(people: int, chosen: dict[str, list[int]]) -> dict[int, list[tuple[str, int | None, bool]]]:
    """One sheet a person: person n chose the n-th place of each item's list."""
    return {n: [(code, places[n], places[n] == 0) for code, places in chosen.items()] for n in range(people)}


def test_the_normalised_gain_is_what_was_gained_of_what_could_be() -> None:
    assert gain_of_class([(0.4, 0.7)]) == Gain(0.4, 0.7, 1)
    assert Gain(0.4, 0.7).normalised == 0.5
    assert Gain(0.5, 0.25).normalised == -0.5
    assert Gain(1.0, 1.0).normalised is None


def test_the_gain_of_a_class_rests_on_those_who_sat_both_and_goes_by_the_means() -> None:
    gain = gain_of_class([(0.2, 0.6), (0.6, 0.8)])
    assert gain is not None
    assert (gain.pre, pytest.approx(gain.post), gain.people, gain.normalised) == (0.4, 0.7, 2, 0.5)
    assert gain_of_class([]) is None


def test_a_unit_that_stood_in_one_test_only_has_no_gain() -> None:
    by_unit = gain_by_unit([({"U1": 0.5, "U2": 0.0}, {"U1": 1.0}), ({"U1": 0.0}, {"U1": 0.5, "U3": 1.0})])
    assert set(by_unit) == {"U1"}
    assert (by_unit["U1"].pre, by_unit["U1"].post, by_unit["U1"].people) == (0.25, 0.75, 2)


def test_an_item_is_correlated_with_the_rest_and_not_with_itself() -> None:
    """Twelve people: item a follows what they can do (b, c), d is right for everybody by turns."""
    strong = [0] * 6 + [1] * 6
    told = figures(graded(12, {"a": strong, "b": strong, "c": strong, "d": [0, 1] * 6}))
    assert told["a"].point_biserial == pytest.approx(0.8944, abs=1e-4)  # 1 over the root of 1.25, by hand
    assert told["a"].verdict == Verdict.GOOD
    assert told["a"].upper_lower == 1.0
    # d is right as often among the strong as among the weak: with itself in the total it would look better than it is
    assert told["d"].point_biserial == pytest.approx(0.0)
    assert told["d"].verdict == Verdict.FLAT


def test_a_correlation_worked_by_hand() -> None:
    assert correlation([1, 1, 0, 0], [0.75, 0.5, 0.5, 0.25]) == pytest.approx(0.7071, abs=1e-4)
    assert correlation([1, 1], [0.2, 0.4]) is None
    assert correlation([1], [1]) is None


def test_below_ten_people_nothing_is_judged() -> None:
    told = figures(graded(9, {"a": [0] * 9, "b": [0, 1] * 4 + [0]}))
    assert {one.verdict for one in told.values()} == {Verdict.FEW}
    assert told["a"].people == 9


def test_an_item_everybody_gets_right_is_too_easy_and_one_nobody_gets_right_too_hard() -> None:
    strong = [0] * 6 + [1] * 6
    told = figures(graded(12, {"a": [0] * 12, "b": [1, 2, 3] * 4, "c": strong, "d": strong}))
    assert told["a"].verdict == Verdict.EASY
    assert told["a"].point_biserial is None
    assert told["b"].verdict == Verdict.HARD
    assert told["b"].chosen == (0, 4, 4, 4)


def test_when_the_strong_choose_another_option_the_key_is_to_be_checked() -> None:
    strong = [0] * 6 + [1] * 6
    told = figures(graded(12, {"a": [2] * 6 + [0] * 6, "b": strong, "c": strong}))
    assert told["a"].verdict == Verdict.KEY
    assert told["a"].favourite_of_strong == 2
    assert told["a"].point_biserial is not None
    assert told["a"].point_biserial < 0


def test_open_answers_are_counted_and_an_item_that_lost_its_key_is_left_out() -> None:
    sheets: dict[int, list[tuple[str, int | None, bool]]] = {
        n: [("a", None, False), ("gone", 1, True)] for n in range(3)
    }
    told = figures(sheets)
    assert set(told) == {"a"}
    assert told["a"].open == 3


def test_a_distractor_nobody_chose_is_named_when_enough_people_could_have() -> None:
    strong = [0] * 20 + [1] * 20
    told = figures(graded(40, {"a": strong, "b": [0] * 20 + [1, 2, 3, 1] * 5}))
    assert told["a"].unused == (2, 3)
    assert told["b"].unused == ()
