"""How corrections are said: rows of lists, facts of one thing, months of a year."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _

from bimtek.web.words import WITA, clock_time, day, day_short
from bimtek.workshops import corrections, overlay, services
from bimtek.workshops.correction_forms import DAY_WORDS, KIND_WORDS, LEVEL_WORDS
from bimtek.workshops.corrections import Change
from bimtek.workshops.domain.correctable import SeedLimit, SeedText
from bimtek.workshops.domain.correction import NONE, WORKING, Part
from bimtek.workshops.domain.unit_matching import Unit


class UnitLine(NamedTuple):
    """A unit in the list."""

    unit: Unit
    kind: str
    level: str
    state: str


class FreeDay(NamedTuple):
    """A day of a year that is marked: free, or corrected."""

    day: date
    name: str
    kind: str
    source: str
    corrected: bool


class Month(NamedTuple):
    """A month as a small sheet: weeks of (number or 0, what marks it or "", name)."""

    name: str
    weeks: list[list[tuple[int, str, str]]]
    marked: list[FreeDay]


class Limit(NamedTuple):
    """A time limit with what counts now."""

    seed: SeedLimit
    days: int
    source: str
    corrected: bool


class Text(NamedTuple):
    """A text with what counts now."""

    seed: SeedText
    explanation: str
    source: str
    corrected: bool


def when(change: Change) -> str:
    """The instant of a change on the wall's clock."""
    at = change.at + WITA
    return f"{day_short(at)} {at.year}, {clock_time(at)}"


def unit_lines(sought: str, only: str) -> list[UnitLine]:
    """The units whose names have all sought words in them, in the order of the list."""
    rows, words = overlay.current().of(Part.UNIT), sought.casefold().split()
    seeded = {unit.id for unit in corrections.seed_units()}
    found = []
    for unit in services.units():
        names = " ".join((unit.name, unit.short, *unit.also)).casefold()
        row = rows.get(unit.id)
        state = "" if row is None else "corrected" if unit.id in seeded else "added"
        state = "retired" if row and (row.value or {}).get("retired") else state
        if all(word in names for word in words) and (not only or state == only):
            found.append(UnitLine(unit, kind_word(unit.kind), level_word(unit.level), state))
    return found


def kind_word(kind: str) -> str:
    """The kind of an office in words."""
    return str(KIND_WORDS.get(kind, kind))


def level_word(level: str) -> str:
    """Whom an office belongs to."""
    return str(LEVEL_WORDS.get(level, level))


def limit_rows() -> list[Limit]:
    """All time limits."""
    rows, found = overlay.current().of(Part.DEADLINE), []
    for one in corrections.limits():
        row = rows.get(one.key)
        days, source = (int((row.value or {})["days"]), row.source) if row else (one.days, one.source)
        found.append(Limit(one, days, source, row is not None))
    return found


def counted(unit: str) -> str:
    """What a limit is counted in."""
    return _("hari kerja") if unit == "working_days" else _("hari kalender")


def text_rows() -> list[Text]:
    """All texts that may be corrected."""
    rows, found = overlay.current().of(Part.TEXT), []
    for one in corrections.texts():
        row = rows.get(one.key)
        said, source = (str((row.value or {})["explanation"]), row.source) if row else (one.explanation, one.source)
        found.append(Text(one, said, source, row is not None))
    return found


def marked_days(year: int) -> list[FreeDay]:
    """The free and the corrected days of a year, in order."""
    rows = {date.fromisoformat(key): row for key, row in overlay.current().of(Part.HOLIDAY).items()}
    seeded, found = services.calendar_of(NONE), []
    for one, name in services.calendar().free_days(year).items():
        if one not in rows:
            found.append(FreeDay(one, name, seed_kind(name), seeded.basis(year), False))
    for one, row in rows.items():
        if one.year == year:
            value = row.value or {}
            name = value["name"] or seeded.free_days(year).get(one, "")
            found.append(FreeDay(one, name, value["kind"], row.source, True))
    return sorted(found, key=lambda row: row.day)


def seed_kind(name: str) -> str:
    """What kind of free day seed/ means, told by its name."""
    return "joint_leave" if "cuti bersama" in name.casefold() else "national"


def months(days: Sequence[FreeDay], year: int) -> list[Month]:
    """Twelve small sheets, Monday first; each marked day with its kind."""
    by_day = {row.day: row for row in days}
    made = []
    for number in range(1, 13):
        name = day(date(year, number, 1)).split()[2]
        weeks = [[_cell(year, number, n, by_day) for n in week] for week in calendar.monthcalendar(year, number)]
        made.append(Month(name, weeks, [row for row in days if row.day.month == number]))
    return made


def _cell(year: int, month: int, number: int, by_day: Mapping[date, FreeDay]) -> tuple[int, str, str]:
    row = by_day.get(date(year, month, number)) if number else None
    return (number, row.kind if row else "", row.name if row else "")


def value_words(part: Part, value: Mapping[str, Any] | None) -> str:
    """What a change said, in one line."""
    if value is None:
        return _("Dikembalikan ke bawaan")
    if part == Part.DEADLINE:
        return _("%(n)d hari", n=value["days"])
    if part == Part.HOLIDAY:
        word = str(DAY_WORDS[value["kind"]])
        return word if value["kind"] == WORKING else f"{word}: {value['name']}"
    if part == Part.UNIT:
        gone = _("tidak ditawarkan lagi") if value["retired"] else ""
        return ", ".join(filter(None, (value["name"], value["short"], *value["also"], gone)))
    return str(value["explanation"])
