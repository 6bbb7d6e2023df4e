"""What seed/ says of days and units, as corrected: kept for as long as no correction changes it."""

from __future__ import annotations

from functools import lru_cache

from bimtek.config import SEED_DIR
from bimtek.workshops import overlay
from bimtek.workshops.domain.calendar import WorkingCalendar, load_calendar
from bimtek.workshops.domain.correction import NONE, Corrections, changed_days, corrected_units, retired
from bimtek.workshops.domain.unit_matching import Unit, load_units


def calendar() -> WorkingCalendar:
    """The working calendar of seed/calendar.toml, as corrected."""
    return calendar_of(overlay.current())


@lru_cache(maxsize=16)
def calendar_of(given: Corrections) -> WorkingCalendar:
    """The working calendar with these corrections; without any it is what worlds are made by (docs/decisions/0017)."""
    if changes := changed_days(given):
        return calendar_of(NONE).changed(changes)
    return (
        load_calendar(SEED_DIR / "calendar.toml", SEED_DIR / "deadlines.toml") if given is NONE else calendar_of(NONE)
    )


def units() -> tuple[Unit, ...]:
    """All units of seed/units.toml, as corrected, retired ones among them: old cases keep their names."""
    return units_of(overlay.current())


def offered_units() -> tuple[Unit, ...]:
    """The units that a new choice may name."""
    gone = retired(overlay.current())
    return tuple(unit for unit in units() if unit.id not in gone) if gone else units()


@lru_cache(maxsize=8)
def units_of(given: Corrections) -> tuple[Unit, ...]:
    """The units with these corrections."""
    return corrected_units(load_units(SEED_DIR / "units.toml"), given)
