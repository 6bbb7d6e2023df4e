"""The way through one unit, by what the person shows: help fades after two right, comes back after two wrong, and what the
pre-test shows as known is passed over (DESIGN section 5)."""

from __future__ import annotations

from collections.abc import Sequence

from bimtek.modules.domain.attempt import FAILED, FILLED, HELPED, PASSED, Attempt
from bimtek.modules.domain.content import Module
from bimtek.modules.domain.exercise import Exercise

#: So many in a row move a person up to independent work, or down by one part.
UP, DOWN = 2, 2


def ladder(module: Module) -> tuple[Exercise, ...]:
    """The parts in order of fading help: the worked example, guided exercises, independent ones. The reading stands beside."""
    return tuple(exercise for exercise in module.exercises if exercise.kind != "reading")


def passes(exercise: Exercise, attempts: Sequence[Attempt], mastered: int) -> int:
    """How often an independent part was mastered: arrived cases of the desk, or variants passed."""
    if exercise.is_counted_at_desk:
        return mastered
    return len({a.variant for a in attempts if a.exercise == exercise.code and a.status == PASSED})


def is_filled(exercise: Exercise, attempts: Sequence[Attempt]) -> bool:
    """Whether a trainer passed a person over this part."""
    return any(a.exercise == exercise.code and a.status == FILLED for a in attempts)


def rung(module: Module, attempts: Sequence[Attempt], mastered: int, known: bool) -> int:
    """Where on the ladder a person stands: the index of the part to work on, len(ladder) when all is done.

    Passing a part moves past it; two passed in a row move to the first independent part, or to a core part on the way that
    was not passed yet; two failed or helped in a row move back by one, never before the first guided part."""
    parts = ladder(module)
    place = {exercise.code: index for index, exercise in enumerate(parts)}
    guided = next((i for i, e in enumerate(parts) if e.kind == "guided"), 0)
    alone = next((i for i, e in enumerate(parts) if e.kind == "independent"), len(parts))
    at, right, wrong, passed = (guided if known else 0), 0, 0, set[int]()
    for attempt in sorted(attempts, key=lambda a: a.id):
        index = place.get(attempt.exercise)
        if index is not None and attempt.status == FILLED and parts[index].kind != "independent":
            at = max(at, index + 1)
        if index is None or attempt.status not in (PASSED, HELPED, FAILED):
            continue
        if parts[index].kind == "example":
            at = max(at, index + 1)
        elif attempt.status == PASSED:
            right, wrong = right + 1, 0
            passed.add(index)
            cores = (i for i in range(index + 1, alone) if parts[i].core and i not in passed)
            at = max(at, next(cores, alone) if right >= UP else index + (parts[index].kind == "guided"))
        else:
            right, wrong = 0, wrong + 1
            if wrong >= DOWN:
                at, wrong = max(guided, index - 1), 0
    while (
        at >= alone
        and at < len(parts)
        and (passes(parts[at], attempts, mastered) >= parts[at].needs or is_filled(parts[at], attempts))
    ):
        at += 1
    return at


def is_open(module: Module, exercise: Exercise, attempts: Sequence[Attempt], at: int) -> bool:
    """Whether a part may be started: nothing comes before it, the one before was finished in whatever way, or the person
    has come as far on the ladder."""
    if exercise.after is None or exercise.kind == "reading":
        return True
    finished = any(a.exercise == exercise.after and a.status in (PASSED, HELPED, FILLED) for a in attempts)
    return finished or ladder(module).index(exercise) <= at
