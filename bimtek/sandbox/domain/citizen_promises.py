"""The days an answer promises, as a citizen reads them: "12 November 2026", "paling lambat 12/11/2026", "dalam 3 hari kerja"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
_SHORT = {name[:3]: at for at, name in enumerate(MONTHS, start=1)} | {"agt": 8, "ags": 8}
_OLD_SPELLING = (("nop", "nov"), ("peb", "feb"))
_NUMBERS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
_WRITTEN = re.compile(r"\b(\d{1,2})\s+([A-Za-z]{3,9})\.?(?:\s+(\d{4}))?\b")
_FIGURES = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_WITHIN = re.compile(
    r"\b(?:dalam|selama|paling (?:lama|lambat)|maksimal|selambat-lambatnya)(?: waktu| tempo)?"
    rf"\s+(\d{{1,2}}|{'|'.join(_NUMBERS)})(?:\s*\([a-z]+\))?\s+(hari|minggu)(\s+kerja)?\b",
    re.IGNORECASE,
)
_TIMES_24 = re.compile(r"\b([1-9])\s?x\s?24\s?jam\b", re.IGNORECASE)
_SPOKEN = (("besok", 1), ("lusa", 2), ("minggu depan", 7))
#: A time given to the reporter, or the platform's own counter, is no promise of the office.
_GIVEN_TO_THE_REPORTER = re.compile(
    r"\b(?:silakan|mohon|dapat|bisa|jika|apabila|bila)\b[^.]*\b(?:menanggapi|tanggapi|tanggapan|membalas|balas|balasan"
    r"|melengkapi|lengkapi|keberatan|menghubungi|hubungi)\b"
    r"|\bkeberatan\b[^.]*\b(?:dapat|bisa|silakan)\b|\b(?:otomatis|oleh sistem)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z(\"“])|\n+")
_YEAR_TURNS = timedelta(days=183)  # a day further back than this, without its year, is the one to come
MOST_LETTERS = 6000
_MOST_WHAT = 160

#: The working day so many days after another.
Ahead = Callable[[date, int], date]


@dataclass(frozen=True, slots=True)
class Promise:
    """A day an officer named, the sentence that named it, and whether it was kept (None: the day has not passed yet)."""

    day: date
    what: str = ""
    kept: bool | None = None


def find_promises(text: str, written_on: date, ahead: Ahead) -> list[date]:
    """The days named in a text that lie after the day it was written, earliest first. A day without a year is the nearest one
    of that name; impossible dates, and times given to the reporter, are passed over."""
    return [promise.day for promise in read_promises(text, written_on, ahead)]


def read_promises(text: str, written_on: date, ahead: Ahead) -> list[Promise]:
    """The same days, each with the sentence that names it first."""
    found: dict[date, str] = {}
    for sentence in _SENTENCE.split(text[:MOST_LETTERS]):
        if not _GIVEN_TO_THE_REPORTER.search(sentence):
            for day in _days(sentence, written_on, ahead):
                found.setdefault(day, " ".join(sentence.split())[:_MOST_WHAT])
    return [Promise(day, found[day]) for day in sorted(found) if day > written_on]


def long_day(day: date) -> str:
    """A day as citizens write it: 12 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1].title()} {day.year}"


def _days(sentence: str, written_on: date, ahead: Ahead) -> Iterator[date]:
    exact = (_written(match, written_on) for match in _WRITTEN.finditer(sentence))
    figures = (_day(match[3], match[2], match[1]) for match in _FIGURES.finditer(sentence))
    yield from (day for day in (*exact, *figures) if day)
    for match in _WITHIN.finditer(sentence):
        number = int(match[1]) if match[1].isdigit() else _NUMBERS.index(match[1].lower()) + 1
        if match[2].lower() == "minggu":
            yield written_on + timedelta(weeks=number)
        elif number:
            yield ahead(written_on, number) if match[3] else written_on + timedelta(days=number)
    yield from (written_on + timedelta(days=int(match[1])) for match in _TIMES_24.finditer(sentence))
    yield from (
        written_on + timedelta(days=n) for word, n in _SPOKEN if re.search(rf"\b{word}\b", sentence, re.IGNORECASE)
    )


def _written(match: re.Match[str], written_on: date) -> date | None:
    name = match[2].lower()
    for old, now in _OLD_SPELLING:
        name = now + name[3:] if name.startswith(old) else name
    month = _SHORT.get(name[:3])
    if month is None or not (MONTHS[month - 1].startswith(name) or len(name) == 3):
        return None
    if match[3]:
        return _day(match[3], str(month), match[1])
    day = _day(str(written_on.year), str(month), match[1])
    if day and written_on - day > _YEAR_TURNS:
        return _day(str(written_on.year + 1), str(month), match[1])
    return day


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
