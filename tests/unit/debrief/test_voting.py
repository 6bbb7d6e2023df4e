"""Votes are counted by criterion; ties and silence are said as such."""

from __future__ import annotations

import pytest

from bimtek.debrief.domain.stage import Mode, Stage, shown, stage_of
from bimtek.debrief.domain.voting import Count, chosen, counted
from tests.conftest import WALL

ASKED = ("finding", "action")


def test_votes_are_counted_by_criterion_in_the_order_asked() -> None:
    votes = [("action", "a"), ("finding", "b"), ("finding", "b"), ("finding", "same"), ("action", "a")]
    assert counted(ASKED, votes) == [Count("finding", 0, 2, 1), Count("action", 2, 0, 0)]


def test_without_votes_nobody_is_ahead_and_every_share_is_nothing() -> None:
    (empty, _other) = counted(ASKED, [])
    assert (empty.total, empty.ahead, empty.shares()) == (0, "", (0, 0, 0))


def test_votes_on_what_was_not_asked_count_nowhere() -> None:
    assert sum(count.total for count in counted(ASKED, [("empathy", "a"), ("finding", "c")])) == 0


@pytest.mark.parametrize(
    ("count", "ahead"),
    [
        (Count("x", 3, 3, 1), "same"),
        (Count("x", 3, 2, 4), "same"),
        (Count("x", 4, 2, 3), "a"),
        (Count("x", 0, 1, 0), "b"),
        (Count("x", 0, 0, 2), "same"),
    ],
)
def test_a_tie_or_a_hall_that_sees_no_difference_puts_neither_ahead(count: Count, ahead: str) -> None:
    assert count.ahead == ahead


@pytest.mark.parametrize(("a", "b", "same"), [(1, 1, 1), (2, 1, 0), (1, 5, 1), (118, 0, 0), (33, 33, 52), (0, 1, 6)])
def test_shares_are_whole_and_add_up_to_a_hundred(a: int, b: int, same: int) -> None:
    first, middle, last = Count("x", a, b, same).shares()
    assert first + middle + last == 100
    assert (first == 0) == (a == 0)
    assert (last == 0) == (b == 0)


def test_of_a_ballot_counts_what_was_asked_and_exists() -> None:
    given = {"finding": "a", "action": "maybe", "empathy": "b"}
    assert chosen(ASKED, given) == {"finding": "a"}


def test_a_mirror_goes_from_draft_to_open_to_closed_to_away_and_may_be_opened_again() -> None:
    assert stage_of(None, None, None) is Stage.DRAFT
    assert stage_of(WALL, None, None) is Stage.OPEN
    assert stage_of(WALL, WALL, None) is Stage.CLOSED
    assert stage_of(WALL, WALL, WALL) is Stage.AWAY


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("stage", [None, Stage.DRAFT, Stage.AWAY])
def test_a_mirror_the_hall_may_not_see_is_never_on_the_wall(mode: Mode, stage: Stage | None) -> None:
    assert shown(mode, stage) is (Mode.PAUSE if mode is Mode.PAUSE else Mode.TASK)


def test_unasked_the_wall_shows_an_open_vote_and_then_its_result() -> None:
    assert shown(Mode.AUTO, Stage.OPEN) is Mode.MIRROR
    assert shown(Mode.AUTO, Stage.CLOSED) is Mode.RESULT
    assert shown(Mode.RESULT, Stage.OPEN) is Mode.RESULT
    assert shown(Mode.TASK, Stage.OPEN) is Mode.TASK


def test_a_break_that_is_over_gives_way_to_what_fits() -> None:
    assert shown(Mode.PAUSE, Stage.OPEN, rested=True) is Mode.MIRROR
    assert shown(Mode.PAUSE, None, rested=True) is Mode.TASK
