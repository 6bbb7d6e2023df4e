"""The rules' surroundings, read once from seed: deadlines with their calendar, categories, units."""

from __future__ import annotations

from functools import lru_cache

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.citizen_mind import Temper, load_temper
from bimtek.sandbox.domain.commands import World
from bimtek.sandbox.domain.deadlines import Deadlines, load_deadlines
from bimtek.sandbox.domain.decision_inputs import REGENCY, REGENCY_NAME
from bimtek.sandbox.domain.ppid_content import PpidContent, load_ppid_content
from bimtek.sandbox.domain.scenario import load_categories
from bimtek.workshops import services as workshops

#: Units of this level belong to the kabupaten: a report may be disposed to them.
OWN_LEVEL = "kabupaten"


@lru_cache(maxsize=1)
def world() -> World:
    """What a decision needs beside the case."""
    units = {unit.id: unit.name for unit in workshops.units() if unit.level == OWN_LEVEL}
    others = {unit.id: unit.name for unit in workshops.units() if unit.level != OWN_LEVEL}
    return World(
        clocks=deadlines(), categories=load_categories(SEED_DIR / "categories.toml"), units=units, others=others
    )


@lru_cache(maxsize=1)
def deadlines() -> Deadlines:
    """The numbers of seed/deadlines.toml over the working calendar."""
    return load_deadlines(SEED_DIR / "deadlines.toml", workshops.calendar())


@lru_cache(maxsize=1)
def temper() -> Temper:
    """How citizens feel and speak: seed/citizens.toml."""
    return load_temper(SEED_DIR / "citizens.toml")


@lru_cache(maxsize=1)
def ppid_content() -> PpidContent:
    """What the law asks at the PPID desk: seed/ppid."""
    return load_ppid_content(SEED_DIR / "ppid")


def unit_name(unit: str | None) -> str | None:
    """The name of a unit of the kabupaten, of another office, or of the kabupaten as a whole."""
    if unit == REGENCY:
        return REGENCY_NAME
    return (world().units.get(unit) or world().others.get(unit)) if unit else None
