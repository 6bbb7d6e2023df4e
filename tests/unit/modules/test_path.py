"""Help fades by what a person shows, comes back when it is needed, and what is known is passed over."""

from __future__ import annotations

import pytest

from bimtek.config import SEED_DIR
from bimtek.modules.domain import path, progress
from bimtek.modules.domain.attempt import FAILED, HELPED, PASSED, RUNNING, Attempt
from bimtek.modules.domain.content import Module, load_content
from bimtek.modules.domain.exercise import Exercise


def sheet(code: str, kind: str, after: str | None, needs: int = 0) -> Exercise:
    hints = [{"text": "Baca lagi soalnya.", "cost": 1}] * 3 if kind == "guided" else []
    return Exercise.model_validate(
        {
            "code": code, "kind": kind, "short": code, "title": "Latih diri", "summary": "Latihan untuk uji.", "minutes": 5,
            "after": after, "task": "questions", "needs": needs, "hints": hints,
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def module() -> Module:
    """A unit of a reading, an example, three guided parts and one independent part of two variants."""
    real = load_content(SEED_DIR).modules[0]
    parts = [
        real.of_kind("reading"),
        real.of_kind("example"),
        sheet("t1", "guided", None),
        sheet("t2", "guided", "t1"),
        sheet("t3", "guided", "t2"),
        sheet("mandiri", "independent", "t3", 2),
    ]
    return real.model_copy(update={"exercises": tuple(part for part in parts if part)})


EXAMPLE = 0
T1, T2, T3, ALONE, DONE = 1, 2, 3, 4, 5


def tries(*told: tuple[str, str]) -> list[Attempt]:
    """Attempts in order; each try at a part is its next variant."""
    found: list[Attempt] = []
    for number, (exercise, status) in enumerate(told, 1):
        variant = 1 + sum(attempt.exercise == exercise for attempt in found)
        found.append(Attempt(number, exercise, variant, status))
    return found


@pytest.mark.parametrize(
    ("told", "known", "at"),
    [
        ((), False, EXAMPLE),
        ((), True, T1),
        ((("u6-contoh", PASSED),), False, T1),
        ((("t1", PASSED),), False, T2),
        ((("t1", PASSED), ("t2", PASSED)), False, ALONE),
        ((("t1", PASSED), ("t2", HELPED), ("t2", PASSED)), False, T3),
        ((("t1", PASSED), ("t2", FAILED), ("t2", HELPED)), False, T1),
        ((("t1", HELPED), ("t1", HELPED)), False, T1),
        ((("t1", PASSED), ("t2", PASSED), ("mandiri", FAILED)), False, ALONE),
        ((("t1", PASSED), ("t2", PASSED), ("mandiri", FAILED), ("mandiri", FAILED)), False, T3),
        ((("t1", PASSED), ("t2", PASSED), ("mandiri", PASSED)), False, ALONE),
        ((("t1", PASSED), ("t2", PASSED), ("mandiri", PASSED), ("mandiri", PASSED)), False, DONE),
        ((("t1", RUNNING),), True, T1),
    ],
)
def test_two_right_move_up_and_two_wrong_move_down(
    module: Module, told: tuple[tuple[str, str], ...], known: bool, at: int
) -> None:
    assert path.rung(module, tries(*told), 0, known) == at


@pytest.mark.parametrize(
    ("told", "at"),
    [
        ((("t1", PASSED), ("t2", PASSED)), T3),
        ((("t1", PASSED), ("t2", PASSED), ("t3", PASSED)), ALONE),
        ((("t3", PASSED), ("t1", PASSED)), ALONE),
        ((("t1", PASSED), ("t2", HELPED), ("t2", PASSED), ("t3", FAILED)), T3),
    ],
)
def test_a_core_part_is_never_passed_over(module: Module, told: tuple[tuple[str, str], ...], at: int) -> None:
    parts = [part.model_copy(update={"core": part.code == "t3"}) for part in module.exercises]
    assert path.rung(module.model_copy(update={"exercises": tuple(parts)}), tries(*told), 0, False) == at


def test_a_part_that_was_passed_over_is_open_and_counts_as_not_needed(module: Module) -> None:
    attempts = tries(("u6-contoh", PASSED), ("t1", PASSED), ("t2", PASSED))
    at = path.rung(module, attempts, 0, False)
    third = module.exercise("t3")
    assert third is not None
    assert path.is_open(module, third, attempts, at)
    assert progress.cells(module, attempts, 0) == "0222700"


def test_the_unit_is_done_without_what_was_not_needed(module: Module) -> None:
    read = Attempt(9, "u6-baca", 1, PASSED)
    attempts = [*tries(("t1", PASSED), ("t2", PASSED), ("mandiri", PASSED), ("mandiri", PASSED)), read]
    assert progress.is_done(progress.cells(module, attempts, 0))
    assert progress.next_thing(module, attempts, 0).kind == "done"


def test_what_the_pre_test_shows_is_not_asked_again(module: Module) -> None:
    assert progress.next_thing(module, (), 0, known=True).exercise == "t1"
    assert progress.cells(module, (), 0, known=True)[:2] == progress.SKIPPED * 2


def test_independent_work_that_failed_twice_goes_back_to_guidance_with_a_reason(module: Module) -> None:
    read = Attempt(90, "u6-baca", 1, PASSED)
    attempts = [*tries(("t1", PASSED), ("t3", PASSED), ("mandiri", FAILED), ("mandiri", FAILED)), read]
    then = progress.next_thing(module, attempts, 0)
    assert (then.kind, then.exercise) == ("repeat", "t3")
    assert "panduan" in then.text


def test_the_same_variant_passed_twice_counts_once(module: Module) -> None:
    alone = module.exercise("mandiri")
    assert alone is not None
    attempts = [Attempt(1, "mandiri", 1, PASSED), Attempt(2, "mandiri", 1, PASSED)]
    assert path.passes(alone, attempts, 0) == 1
