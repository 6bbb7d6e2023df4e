"""Which units of competence a class is taught. What the units are, the seed says; what they contain, the room of modules."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.orm import Session

from bimtek.config import SEED_DIR
from bimtek.workshops.class_row import class_row
from bimtek.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Competence:
    """A unit of competence by its code and name."""

    code: str
    title: str


@lru_cache(maxsize=1)
def competences() -> tuple[Competence, ...]:
    """All units of competence of seed/competencies.toml, in the order of their codes."""
    data = tomllib.loads((SEED_DIR / "competencies.toml").read_text("utf-8"))
    return tuple(sorted((Competence(u["code"], u["title"]) for u in data["unit"]), key=lambda unit: unit.code))


def codes() -> tuple[str, ...]:
    """The codes of all units."""
    return tuple(unit.code for unit in competences())


def stored(chosen: Iterable[str]) -> list[str]:
    """What a class keeps of a choice: known codes in their order; all of them, or none, is [] and means all, so that a unit
    added to the seed later belongs to it too."""
    picked = set(chosen)
    kept = [code for code in codes() if code in picked]
    return [] if len(kept) == len(codes()) else kept


def taught(target: Workshop) -> tuple[Competence, ...]:
    """The units a class is taught."""
    return tuple(unit for unit in competences() if not target.units or unit.code in target.units)


def units_of(session: Session, workshop_id: int) -> frozenset[str]:
    """The codes of the units a class is taught; every unit for a class that names none, or that is not there."""
    row = class_row(session, workshop_id)
    return frozenset((row and row.units) or codes())
