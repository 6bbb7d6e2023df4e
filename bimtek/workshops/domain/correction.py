"""What an organiser corrected of what seed/ says: the newest of (part, key) counts, null gives back what seed/ says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from bimtek.workshops.domain.unit_matching import Unit, normalise


class Part(StrEnum):
    """What may be corrected: offices, free days, time limits, texts that carry a source."""

    UNIT = "unit"
    HOLIDAY = "holiday"
    DEADLINE = "deadline"
    TEXT = "text"


#: What a day may be made: the first three are free, the last takes a free day back.
DAY_KINDS = ("national", "joint_leave", "local", "working")
WORKING = "working"
LEVELS = ("kabupaten", "provinsi", "nasional")
FEWEST_DAYS, MOST_DAYS = 1, 120
YEARS = (2019, 2035)
#: Beyond this many corrected days a year is not corrected but typed anew: that belongs into seed/calendar.toml.
MOST_FREE_DAYS = 60
MOST_NEW_UNITS = 100
NAME, SHORT, ALIAS, TEXT, SOURCE = (3, 150), (2, 40), (2, 80), (3, 600), (10, 300)
MOST_ALIASES = 10
#: A limit decides when somebody is late and a day when a count ends: only these change what is computed later.
_ON_TIME = (Part.HOLIDAY, Part.DEADLINE)
_KEYS = {
    Part.UNIT: re.compile(r"[a-z0-9][a-z0-9-]{1,58}\Z"),
    Part.HOLIDAY: re.compile(r"\d{4}-\d{2}-\d{2}\Z"),
    Part.DEADLINE: re.compile(r"[a-z_]{3,40}(\.[a-z_]{3,40})?\Z"),
    Part.TEXT: re.compile(r"[a-z]{3,20}\.[a-z0-9_-]{1,58}\Z"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One correction as it was made."""

    id: int
    part: str
    key: str
    value: Mapping[str, Any] | None
    source: str
    made_by: int
    made_at: dt.datetime


class Corrections:
    """All corrections of a database in the order they were made. One object stands for one state of things: what is
    computed from it may be kept under the object itself."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.rows = tuple(sorted(rows, key=lambda row: row.id))
        self.last = self.rows[-1].id if self.rows else 0
        newest = {(row.part, row.key): row for row in self.rows}
        self._now: dict[str, dict[str, Row]] = {part.value: {} for part in Part}
        for (part, key), row in newest.items():
            if row.value is not None:
                self._now.setdefault(part, {})[key] = row
        self._on_time = tuple(row for row in self.rows if row.part in _ON_TIME)
        self._then: dict[tuple[int, ...], Corrections] = {}

    def of(self, part: Part) -> Mapping[str, Row]:
        """What counts now of a part, by key."""
        return MappingProxyType(self._now[part.value])

    def history(self, part: Part, key: str) -> list[Row]:
        """Everything that was ever said of one thing, newest first."""
        return [row for row in reversed(self.rows) if row.part == part and row.key == key]

    def newest(self, part: Part) -> Row | None:
        """The last change of a part, taken back or not."""
        return next((row for row in reversed(self.rows) if row.part == part), None)

    @property
    def touch_time(self) -> bool:
        """Whether a free day or a limit was ever corrected."""
        return bool(self._on_time)

    def as_of(self, wall: dt.datetime) -> Corrections:
        """The free days and limits as they stood at a wall instant: what was counted then is counted so again."""
        then = [row for row in self._on_time if row.made_at <= wall]
        if len(then) == len(self._on_time):
            return self
        return self._then.setdefault(tuple(row.id for row in then), Corrections(then))


NONE = Corrections()


def changed_days(given: Corrections) -> dict[dt.date, str | None]:
    """Corrected days: the name of a free one, None for one on which people work after all."""
    return {
        dt.date.fromisoformat(key): None if (row.value or {})["kind"] == WORKING else str((row.value or {})["name"])
        for key, row in given.of(Part.HOLIDAY).items()
    }


def corrected_units(units: Iterable[Unit], given: Corrections) -> tuple[Unit, ...]:
    """The units with their corrected names, added ones last, retired ones too. A renamed one is still known by the name seed/
    gives it, so that older lists and letters are understood."""
    rows, seed = given.of(Part.UNIT), tuple(units)
    known = {unit.id for unit in seed}
    found = [_renamed(unit, rows[unit.id].value or {}) if unit.id in rows else unit for unit in seed]
    # Without a kind it corrects a unit that seed/ had once and has no longer.
    added = sorted((row for key, row in rows.items() if key not in known and "kind" in (row.value or {})), key=_key)
    return (*found, *(_new_unit(row) for row in added))


def retired(given: Corrections) -> frozenset[str]:
    """The units that are no longer offered in new choices."""
    return frozenset(key for key, row in given.of(Part.UNIT).items() if (row.value or {}).get("retired"))


def _renamed(unit: Unit, value: Mapping[str, Any]) -> Unit:
    names = [*value["also"], *([unit.name] if value["name"] != unit.name else [])]
    names += [unit.short] if value["short"] != unit.short else []
    return replace(unit, name=value["name"], short=value["short"], also=tuple(dict.fromkeys(names)))


def _key(row: Row) -> str:
    return row.key


def _new_unit(row: Row) -> Unit:
    value = row.value or {}
    return Unit(row.key, value["name"], value["short"], value["kind"], value["level"], tuple(value["also"]))


def unit_key(name: str, taken: Iterable[str]) -> str:
    """A key for a new unit, from its name, that no other has."""
    base, known = re.sub(r"[^a-z0-9]+", "-", normalise(name)).strip("-")[:40] or "unit", set(taken)
    base = base if len(base) > 1 else f"unit-{base}"
    return next(key for key in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if key not in known)


def name_taken(names: Iterable[str], own: str, units: Iterable[Unit]) -> str | None:
    """The name of another unit that is known by one of these names already: a list could not tell the two apart."""
    wanted = {normalise(name).replace(" ", "") for name in names} - {""}
    for unit in units:
        known = {normalise(name).replace(" ", "") for name in (unit.name, unit.short, *unit.also)}
        if unit.id != own and wanted & known:
            return unit.name
    return None


def fault_of(row: Row) -> str | None:
    """Why a stored correction cannot be used, in words, or None."""
    if row.part not in tuple(Part) or not _KEYS[Part(row.part)].match(row.key):
        return "kunci tidak dikenal"
    if row.value is None:
        return None
    if not SOURCE[0] <= len(row.source) <= SOURCE[1]:
        return f"sumber harus {SOURCE[0]} sampai {SOURCE[1]} karakter"
    try:
        return _VALUE_FAULTS[Part(row.part)](row.key, row.value)
    except (KeyError, TypeError, ValueError, AttributeError):
        return "isi tidak terbaca"


def _within(text: Any, bounds: tuple[int, int]) -> bool:
    return isinstance(text, str) and bounds[0] <= len(text) <= bounds[1]


def _unit_fault(_key: str, value: Mapping[str, Any]) -> str | None:
    sound = _within(value["name"], NAME) and _within(value["short"], SHORT) and isinstance(value["also"], list)
    sound = sound and len(value["also"]) <= MOST_ALIASES and all(_within(one, ALIAS) for one in value["also"])
    sound = sound and value.get("level", LEVELS[0]) in LEVELS
    return None if sound else "nama, singkatan, atau nama lain di luar batas"


def _holiday_fault(key: str, value: Mapping[str, Any]) -> str | None:
    day = dt.date.fromisoformat(key)
    if not YEARS[0] <= day.year <= YEARS[1] or value["kind"] not in DAY_KINDS:
        return "tahun atau jenis hari di luar batas"
    return None if value["kind"] == WORKING or _within(value["name"], NAME) else "nama hari di luar batas"


def _deadline_fault(_key: str, value: Mapping[str, Any]) -> str | None:
    days = value["days"]
    sound = isinstance(days, int) and not isinstance(days, bool) and FEWEST_DAYS <= days <= MOST_DAYS
    return None if sound else f"jumlah hari harus {FEWEST_DAYS} sampai {MOST_DAYS}"


def _text_fault(_key: str, value: Mapping[str, Any]) -> str | None:
    return None if _within(value["explanation"], TEXT) else f"teks harus {TEXT[0]} sampai {TEXT[1]} karakter"


_VALUE_FAULTS = {
    Part.UNIT: _unit_fault, Part.HOLIDAY: _holiday_fault, Part.DEADLINE: _deadline_fault, Part.TEXT: _text_fault,
}  # fmt: skip
