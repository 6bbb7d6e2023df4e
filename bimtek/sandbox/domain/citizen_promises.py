"""The days an answer promises, as a citizen reads them: "12 November 2026", "paling lambat 12/11/2026", "dalam 3 hari kerja"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
_SHORT = {name[:3]: at for at, name in enumerate(MONTHS, start=1)} | {"agt": 8, "ags": 8, "nop": 11}
_WRITTEN = re.compile(r"\b(\d{1,2})\s+([A-Za-z]{3,9})\.?(?:\s+(\d{4}))?\b")
_FIGURES = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_WITHIN = re.compile(r"\b(?:dalam|selama|paling lama|maksimal)\s+(\d{1,2})\s+hari(\s+kerja)?", re.IGNORECASE)
MOST_LETTERS = 6000

#: The working day so many days after another.
Ahead = Callable[[date, int], date]


def find_promises(text: str, written_on: date, ahead: Ahead) -> list[date]:
    """The days named in a text that lie after the day it was written, earliest first. A day without a year is the next one
    of that name; impossible dates are passed over."""
    text = text[:MOST_LETTERS]
    found = {day for day in (_written(match, written_on) for match in _WRITTEN.finditer(text)) if day}
    found |= {day for match in _FIGURES.finditer(text) if (day := _day(match[3], match[2], match[1]))}
    found |= {ahead(written_on, int(match[1])) for match in _WITHIN.finditer(text) if int(match[1]) > 0}
    return sorted(day for day in found if day > written_on)


def _written(match: re.Match[str], written_on: date) -> date | None:
    month = _SHORT.get(match[2].lower()[:3])
    if month is None or not (MONTHS[month - 1].startswith(match[2].lower()) or len(match[2]) == 3):
        return None
    if match[3]:
        return _day(match[3], str(month), match[1])
    this_year = _day(str(written_on.year), str(month), match[1])
    return (
        this_year
        if this_year is None or this_year >= written_on
        else _day(str(written_on.year + 1), str(month), match[1])
    )


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
