"""Where a person stands: twelve columns, one next thing."""

from __future__ import annotations

import pytest

from bimtek.config import SEED_DIR
from bimtek.modules.domain import progress
from bimtek.modules.domain.content import Content, load_content
from bimtek.modules.domain.progress import FAILED, HELPED, PASSED, RUNNING, Attempt


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(SEED_DIR)


READ = Attempt(1, "u6-baca", 1, PASSED)
SEEN = Attempt(2, "u6-contoh", 1, PASSED)
FIRST = Attempt(3, "u6-t1", 1, PASSED)
SECOND = Attempt(4, "u6-t2", 1, PASSED)


def test_the_board_has_twelve_columns_in_module_order(content: Content) -> None:
    titles = [column.title for column in progress.columns(content.modules[0])]
    assert titles == [
        "Baca", "Contoh", "T1 Samarkan", "T1 Balas", "T1 Tutup", "T2 Samarkan", "T2 Disposisi", "T2 Peran", "T2 Balas",
        "T2 Tutup", "Mandiri 1", "Mandiri 2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("attempts", "mastered", "cells"),
    [
        ((), 0, "000006666666"),
        ((READ,), 0, "200006666666"),
        ((READ, SEEN, Attempt(3, "u6-t1", 1, RUNNING, "balas")), 0, "222106666666"),
        ((READ, SEEN, Attempt(3, "u6-t1", 1, RUNNING, "balas", 3)), 0, "222306666666"),
        ((READ, SEEN, Attempt(3, "u6-t1", 1, FAILED, "balas")), 0, "222506666666"),
        ((READ, SEEN, Attempt(3, "u6-t1", 1, HELPED, "", 0, None, ("balas",))), 0, "222420000066"),
        ((READ, SEEN, FIRST), 0, "222220000066"),
        ((READ, SEEN, FIRST, SECOND), 0, "222222222210"),
        ((READ, SEEN, FIRST, SECOND), 1, "222222222221"),
        ((READ, SEEN, FIRST, SECOND), 5, "222222222222"),
        ((), 1, "000006666620"),
    ],
)
def test_the_cells_say_what_was_done(
    content: Content, attempts: tuple[Attempt, ...], mastered: int, cells: str
) -> None:
    assert progress.cells(content.modules[0], attempts, mastered) == cells


def test_a_later_failure_does_not_take_a_passed_exercise_back(content: Content) -> None:
    again = Attempt(9, "u6-t1", 2, FAILED, "balas")
    assert progress.cells(content.modules[0], (FIRST, again), 0)[2:5] == "222"


@pytest.mark.parametrize(
    ("attempts", "mastered", "kind", "exercise"),
    [
        ((), 0, "read", "u6-baca"),
        ((READ,), 0, "example", "u6-contoh"),
        ((READ, SEEN), 0, "start", "u6-t1"),
        ((READ, SEEN, Attempt(3, "u6-t1", 1, RUNNING, "balas")), 0, "continue", "u6-t1"),
        ((READ, SEEN, Attempt(3, "u6-t1", 1, FAILED, "balas")), 0, "repeat", "u6-t1"),
        ((READ, SEEN, Attempt(3, "u6-t1", 1, HELPED)), 0, "repeat", "u6-t1"),
        ((READ, SEEN, FIRST), 0, "start", "u6-t2"),
        ((READ, SEEN, FIRST, SECOND), 1, "desk", "u6-mandiri"),
        ((READ, SEEN, FIRST, SECOND), 2, "done", ""),
    ],
)
def test_there_is_one_next_thing(
    content: Content, attempts: tuple[Attempt, ...], mastered: int, kind: str, exercise: str
) -> None:
    thing = progress.next_thing(content.modules[0], attempts, mastered)
    assert (thing.kind, thing.exercise) == (kind, exercise)


def test_a_running_exercise_goes_before_an_unread_reading(content: Content) -> None:
    thing = progress.next_thing(content.modules[0], (Attempt(3, "u6-t1", 1, RUNNING, "balas"),), 0)
    assert (thing.kind, thing.step, thing.steps) == ("continue", 2, 3)


def test_eight_units_are_listed_and_only_those_with_content_can_move(content: Content) -> None:
    units = progress.units(content, (READ,), 0)
    assert [unit.code for unit in units] == [f"U{n}" for n in range(1, 9)]
    assert {unit.code: unit.state for unit in units if unit.parts} == {"U6": "doing"}
    assert {unit.state for unit in units if not unit.parts} == {"blocked"}
    done = progress.units(content, (READ, SEEN, FIRST, SECOND), 2)
    assert [unit.code for unit in done if unit.state == "done"] == ["U6"]


@pytest.mark.parametrize(
    ("attempts", "mastered", "label"),
    [
        ((), 0, "Baca"),
        ((READ, SEEN, Attempt(3, "u6-t1", 1, RUNNING, "tutup")), 0, "T1 Tutup"),
        ((READ, SEEN, Attempt(3, "u6-t1", 1, FAILED, "balas")), 0, "T1 Balas"),
        ((READ, SEEN, FIRST, SECOND), 2, "Selesai"),
    ],
)
def test_the_board_says_in_words_where_a_person_is(
    content: Content, attempts: tuple[Attempt, ...], mastered: int, label: str
) -> None:
    assert progress.step_label(content.modules[0], attempts, mastered) == label
