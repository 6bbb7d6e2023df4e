"""Filling parts in for a late-comer moves the way on and earns nothing, whatever was done before or is done after."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bimtek.config import SEED_DIR
from bimtek.modules.domain import path, progress, radar, unit_progress
from bimtek.modules.domain.attempt import FAILED, FILLED, HELPED, PASSED, Attempt
from bimtek.modules.domain.content import load_content

CONTENT = load_content(SEED_DIR)
PARTS = [part.code for module in CONTENT.modules for part in module.exercises]
tries = st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from((PASSED, HELPED, FAILED))), max_size=25)


def _attempts(given_: list[tuple[str, str]], start: int = 1) -> list[Attempt]:
    return [Attempt(start + n, code, start + n, status) for n, (code, status) in enumerate(given_)]


def _filled(before: list[Attempt], upto: int) -> list[Attempt]:
    met = {a.exercise for a in before if a.status == PASSED}
    return [
        *before,
        *(Attempt(1000 + n, code, 1, FILLED) for n, code in enumerate(PARTS[:upto]) if code not in met),
    ]


@given(tries, st.integers(0, len(PARTS)), st.integers(0, 8))
def test_no_unit_is_done_and_no_strength_grows_by_filling(
    done: list[tuple[str, str]], upto: int, mastered: int
) -> None:
    plain = _attempts(done)
    filled = _filled(plain, upto)
    rows = [progress.all_cells(CONTENT, attempts, mastered) for attempts in (plain, filled)]
    before, after = ([unit.state == "done" for unit in unit_progress.units(CONTENT, row)] for row in rows)
    assert all(not now or was for was, now in zip(before, after, strict=True))
    earned = [sum(letter == progress.DONE for letter in row) for row in rows]
    assert earned[1] <= earned[0]
    strengths = [radar.strengths(CONTENT, attempts, {}, mastered, ()) for attempts in (plain, filled)]
    assert all(strengths[1][unit] <= strengths[0][unit] for unit in strengths[0])


@given(st.integers(1, len(PARTS)))
def test_the_next_thing_lies_behind_what_was_filled_in(upto: int) -> None:
    filled = _filled([], upto)
    unit = progress.unit_in_hand(CONTENT, filled, 0)
    then = progress.next_thing(unit, filled, 0)
    everything = progress.all_cells(CONTENT, filled, 0)
    if any(not progress.is_over(progress.of_unit(CONTENT, everything, m.code)) for m in CONTENT.modules):
        assert then.exercise not in PARTS[:upto]


def test_when_all_is_filled_in_the_parts_come_back_to_be_done_for_real() -> None:
    filled = _filled([], len(PARTS))
    mastered = 99
    unit = progress.unit_in_hand(CONTENT, filled, mastered)
    then = progress.next_thing(unit, filled, mastered)
    assert then.exercise == PARTS[0]
    assert "belum dihitung" in then.text


def test_a_part_done_for_real_counts_although_it_was_filled_in() -> None:
    module = next(m for m in CONTENT.modules if m.code == "U1")
    code = next(part.code for part in path.ladder(module) if part.kind == "guided")
    filled = [*_filled([], len(PARTS)), Attempt(5000, code, 2, PASSED)]
    letters = progress.cells(module, filled, 0)
    assert progress.DONE in letters
    assert progress.PASSED_OVER in letters
