"""Where a person stands: a column for every step, one next thing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bimtek.config import SEED_DIR
from bimtek.modules.domain import progress, unit_progress
from bimtek.modules.domain.content import Content, load_content
from bimtek.modules.domain.progress import FAILED, HELPED, PASSED, RUNNING, Attempt


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(SEED_DIR)


READ = Attempt(1, "u6-baca", 1, PASSED)
SEEN = Attempt(2, "u6-contoh", 1, PASSED)
MARKED = Attempt(3, "u6-nilai", 1, PASSED)
FIRST = Attempt(4, "u6-t1", 1, PASSED)
SECOND = Attempt(5, "u6-t2", 1, PASSED)
THIRD = Attempt(6, "u6-t3", 1, PASSED)
BEGUN, ALL = (READ, SEEN, MARKED), (READ, SEEN, MARKED, FIRST, SECOND, THIRD)
NEEDED = 8


def letters(*told: str) -> str:
    """The letters of U6: reading and example, Nilai, T1, Samar, Pilah, T2, Ganda, T3, the eight cases."""
    assert tuple(map(len, told)) == (2, 1, 3, 1, 1, 5, 1, 6, NEEDED)
    return "".join(told)


def test_the_board_has_a_column_for_every_step_in_module_order(content: Content) -> None:
    titles = [column.title for column in progress.columns(content.modules[0])]
    assert titles == [
        "Baca", "Contoh", "Nilai", "T1 Samarkan", "T1 Balas", "T1 Tutup", "Samar", "Pilah", "T2 Samarkan", "T2 Disposisi",
        "T2 Peran", "T2 Balas", "T2 Tutup", "Ganda", "T3 Samarkan", "T3 Moderasi", "T3 Teruskan", "T3 Tindakan",
        "T3 Tanggapi", "T3 Selesaikan", *(f"Mandiri {number}" for number in range(1, NEEDED + 1)),
    ]  # fmt: skip


T1_RUNS = Attempt(4, "u6-t1", 1, RUNNING, "balas")
T1_STUCK = Attempt(4, "u6-t1", 1, RUNNING, "balas", 3)
T1_FAILED = Attempt(4, "u6-t1", 1, FAILED, "balas")
T1_SHOWN = Attempt(4, "u6-t1", 1, HELPED, "", 0, None, ("balas",))


@pytest.mark.parametrize(
    ("attempts", "mastered", "cells"),
    [
        ((), 0, letters("00", "0", "000", "6", "6", "66666", "6", "666666", "6" * 8)),
        ((READ,), 0, letters("20", "0", "000", "6", "6", "66666", "6", "666666", "6" * 8)),
        ((*BEGUN, T1_RUNS), 0, letters("22", "2", "210", "6", "6", "66666", "6", "666666", "6" * 8)),
        ((*BEGUN, T1_STUCK), 0, letters("22", "2", "230", "6", "6", "66666", "6", "666666", "6" * 8)),
        ((*BEGUN, T1_FAILED), 0, letters("22", "2", "250", "6", "6", "66666", "6", "666666", "6" * 8)),
        ((*BEGUN, T1_SHOWN), 0, letters("22", "2", "242", "0", "6", "00000", "6", "666666", "6" * 8)),
        ((READ, SEEN, FIRST), 0, letters("22", "7", "222", "0", "6", "00000", "6", "666666", "6" * 8)),
        ((*BEGUN, FIRST), 0, letters("22", "2", "222", "7", "7", "00000", "6", "666666", "6" * 8)),
        ((*BEGUN, FIRST, SECOND), 0, letters("22", "2", "222", "7", "7", "22222", "7", "000000", "10000000")),
        (ALL, 0, letters("22", "2", "222", "7", "7", "22222", "7", "222222", "10000000")),
        (ALL, 3, letters("22", "2", "222", "7", "7", "22222", "7", "222222", "22210000")),
        (ALL, 20, letters("22", "2", "222", "7", "7", "22222", "7", "222222", "2" * 8)),
        ((), 1, letters("00", "0", "000", "6", "6", "66666", "6", "666666", "20000000")),
    ],
)
def test_the_cells_say_what_was_done(
    content: Content, attempts: tuple[Attempt, ...], mastered: int, cells: str
) -> None:
    assert progress.cells(content.modules[0], attempts, mastered) == cells


def test_a_later_failure_does_not_take_a_passed_exercise_back(content: Content) -> None:
    again = Attempt(9, "u6-t1", 2, FAILED, "balas")
    assert progress.cells(content.modules[0], (FIRST, again), 0)[3:6] == "222"


@pytest.mark.parametrize(
    ("attempts", "mastered", "kind", "exercise"),
    [
        ((), 0, "read", "u6-baca"),
        ((READ,), 0, "example", "u6-contoh"),
        ((READ, SEEN), 0, "start", "u6-nilai"),
        (BEGUN, 0, "start", "u6-t1"),
        ((*BEGUN, T1_RUNS), 0, "continue", "u6-t1"),
        ((*BEGUN, T1_FAILED), 0, "repeat", "u6-t1"),
        ((*BEGUN, Attempt(4, "u6-t1", 1, HELPED)), 0, "repeat", "u6-t1"),
        ((*BEGUN, FIRST), 0, "start", "u6-t2"),
        ((*BEGUN, FIRST, SECOND), 0, "start", "u6-t3"),
        (ALL, 1, "desk", "u6-mandiri"),
        (ALL, NEEDED - 1, "desk", "u6-mandiri"),
        (ALL, NEEDED, "done", ""),
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
    two = replace(content, modules=content.modules[:2])
    units = unit_progress.units(two, progress.all_cells(two, (READ,), 0))
    assert [unit.code for unit in units] == [f"U{n}" for n in range(1, 9)]
    assert {unit.code: unit.state for unit in units if unit.parts} == {"U6": "doing", content.modules[1].code: "todo"}
    assert {unit.state for unit in units if not unit.parts} == {"blocked"}
    done = unit_progress.units(two, progress.all_cells(two, ALL, NEEDED))
    assert [unit.code for unit in done if unit.state == "done"] == ["U6"]


@pytest.mark.parametrize(
    ("attempts", "mastered", "label"),
    [
        ((), 0, "Baca"),
        ((READ, SEEN, Attempt(3, "u6-t1", 1, RUNNING, "tutup")), 0, "T1 Tutup"),
        ((READ, SEEN, Attempt(3, "u6-t1", 1, FAILED, "balas")), 0, "T1 Balas"),
        (ALL, NEEDED, "Selesai"),
    ],
)
def test_the_board_says_in_words_where_a_person_is(
    content: Content, attempts: tuple[Attempt, ...], mastered: int, label: str
) -> None:
    assert progress.step_label(content.modules[0], attempts, mastered) == label
