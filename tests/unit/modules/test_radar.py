"""The radar shows what was earned: nothing shown counts, nobody stands outside the ring."""

from __future__ import annotations

from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from bimtek.config import SEED_DIR
from bimtek.modules.domain.attempt import HELPED, PASSED, Attempt
from bimtek.modules.domain.content import load_content
from bimtek.modules.domain.radar import corner, strength, strengths

CONTENT = load_content(SEED_DIR)
U6 = next(module for module in CONTENT.modules if module.code == "U6")


def test_nothing_done_is_nothing_earned() -> None:
    assert set(strengths(CONTENT, (), {}, 0, ()).values()) == {0.0}


def test_a_part_done_with_help_earns_nothing_and_one_passed_earns_its_mark() -> None:
    helped, passed = Attempt(1, "u6-t1", 1, HELPED), Attempt(2, "u6-t1", 2, PASSED)
    assert strength(U6, [helped], {1: 4.0}, 0, False) == 0
    assert 0 < strength(U6, [helped, passed], {1: 4.0, 2: 3.0}, 0, False) <= 4


def test_more_mastered_cases_never_weaken() -> None:
    told = [strength(U6, (), {}, mastered, False) for mastered in range(12)]
    assert told == sorted(told)
    assert told[-1] <= 4


@given(st.integers(0, 7), st.floats(0, 1))
def test_a_corner_stands_on_its_axis_inside_the_ring(index: int, share: float) -> None:
    x, y = corner(index, 8, share, 100, 160)
    assert abs(hypot(x - 160, y - 160) - 100 * share) < 0.2
