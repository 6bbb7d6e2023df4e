"""How far a person is in each unit, as one figure of four: what stands proven by exercises passed without being shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin

from bimtek.modules.domain import path
from bimtek.modules.domain.attempt import PASSED, Attempt
from bimtek.modules.domain.content import Content, Module
from bimtek.modules.domain.exercise import FULL_MARK


def strength(
    module: Module, attempts: Sequence[Attempt], marks: Mapping[int, float], mastered: int, known: bool
) -> float:
    """0 to 4: the mean over the unit's worked parts of the best mark earned; a part passed over because it was not needed
    counts once the independent parts behind it are done. Independent parts count by how many of what they need stand."""
    at, total, parts = path.rung(module, attempts, mastered, known), 0.0, 0
    done = at >= len(path.ladder(module)) and not any(path.is_filled(part, attempts) for part in module.exercises)
    for exercise in path.ladder(module):
        if exercise.kind == "example":
            continue
        parts += 1
        if exercise.kind == "independent":
            total += FULL_MARK * min(1.0, path.passes(exercise, attempts, mastered) / exercise.needs)
            continue
        earned = [marks.get(a.id, 0.0) for a in attempts if a.exercise == exercise.code and a.status == PASSED]
        total += max(earned, default=FULL_MARK if done else 0.0)
    return total / parts if parts else 0.0


def strengths(
    content: Content, attempts: Sequence[Attempt], marks: Mapping[int, float], mastered: int, known: Sequence[str]
) -> dict[str, float]:
    """The strength in every unit with content, in the order of the units of competence."""
    modules = {module.code: module for module in content.modules}
    return {
        unit.code: strength(modules[unit.code], attempts, marks, mastered, unit.code in known)
        for unit in content.competencies
        if unit.code in modules
    }


def corner(index: int, of: int, share: float, radius: float, middle: float) -> tuple[float, float]:
    """Where a value stands on its axis: the first axis points up, the others follow clockwise; share 0..1."""
    angle = 2 * pi * index / of - pi / 2
    return round(middle + radius * share * cos(angle), 1), round(middle + radius * share * sin(angle), 1)
