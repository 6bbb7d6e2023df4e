"""Compute a deadline with its working: which days do not count, then the date."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from bimtek.modules.domain.kinds.worksheet import (
    FULL,
    Answer,
    Form,
    Material,
    Option,
    Params,
    Question,
    Surroundings,
    Verdict,
    Worksheet,
    first,
    judge_several,
    rng_of,
)
from bimtek.workshops.domain.calendar import DayCount, WorkingCalendar, long_date

#: Days of a year that a count may take up, and calendar days that a working day takes at most: receipt and due date lie in
#: the same year, because the decreed calendar covers that one only.
_SPAN, _CALENDAR_DAYS = 355, 2
#: Days off from which on an answer is a slip of the pen; its working days are not counted.
_FAR = 370
_LONG = 20  # of a list of days that is ticked one by one
#: One receipt in three comes after closing, one in six on a free day: those are what goes wrong.
_LATE, _FREE = 3, 6


class Deadline:
    """`params`: limits (names in seed/deadlines.toml such as "verification", "completion.complaint", "request.answer"; two that
    follow one another are joined, "request.answer + request.extension"), count."""

    name = "deadline"

    def make(self, params: Params, seed: str, around: Surroundings) -> Worksheet:
        """For each receipt the days that do not count (for short limits) and the last day; raises ValueError for an unknown
        limit or one in calendar days."""
        rng, limits = rng_of(self.name, seed), list(params["limits"])
        questions: list[Question] = []
        for n in range(1, int(params["count"]) + 1):
            limit = _limit(Path(around.seed_folder), str(limits[(n - 1) % len(limits)]))
            questions += _asked(n, limit, _received(rng, around, int(limit["days"])), around.calendar)
        return Worksheet(kind=self.name, lead=str(params.get("lead", "")), questions=tuple(questions))

    def judge(self, question: Question, answer: Answer, around: Surroundings) -> Verdict:
        """A date is right or wrong; a wrong one is explained by the days in between."""
        rule = str(question.truth["rule"])
        if question.form == Form.SEVERAL:
            return judge_several(question, answer, rule)
        try:
            given = dt.date.fromisoformat(first(answer))
        except ValueError:
            return Verdict(level=0, said="Tulis tanggalnya, misalnya 2026-11-20.", rule=rule)
        due = dt.date.fromisoformat(str(question.model))
        if given == due:
            return Verdict(level=FULL, said=f"Tepat: {long_date(due)}.", rule=rule)
        return Verdict(
            level=0, said=_why_wrong(given, due, question.truth, around.calendar), rule=rule, better=question.shown
        )

    def spoil(self, question: Question) -> Answer:
        """Count every day of the week, as who forgets that working days are meant."""
        if question.form == Form.SEVERAL:
            return []
        received = dt.datetime.fromisoformat(str(question.truth["received"]))
        return (received.date() + dt.timedelta(days=int(question.truth["days"]))).isoformat()


@lru_cache(maxsize=4)
def _file(folder: Path) -> Mapping[str, Any]:
    return tomllib.loads((folder / "deadlines.toml").read_text(encoding="utf-8"))


def _limit(folder: Path, name: str) -> Mapping[str, Any]:
    """A limit, or one after the other as a single one: the days of the second begin where the first ends."""
    found = [_one_limit(folder, part.strip()) for part in name.split("+")]
    names = [str(limit["name"]) for limit in found]
    title = ", lalu ".join([names[0], *(one[:1].lower() + one[1:] for one in names[1:])])
    counts = " + ".join(str(limit["days"]) for limit in found)
    sources = "; ".join(dict.fromkeys(str(limit["source"]) for limit in found))
    asked = (
        f"Kapan hari terakhir {names[0].lower()}?" if len(found) == 1 else "Kapan hari terakhir bila keduanya dipakai?"
    )
    days = sum(int(limit["days"]) for limit in found)
    return {"name": title, "days": days, "counts": counts, "source": sources, "asked": asked}


def _one_limit(folder: Path, name: str) -> Mapping[str, Any]:
    found: Any = _file(folder)
    for part in name.split("."):
        found = found.get(part, {}) if isinstance(found, Mapping) else {}
    if not found or found.get("unit") != "working_days":
        raise ValueError(f"tenggat '{name}' tidak dikenal atau bukan hari kerja")
    return dict(found)


def _received(rng: Random, around: Surroundings, days: int) -> dt.datetime:
    start = dt.date(around.now.year, 1, 5)
    span = _SPAN - _CALENDAR_DAYS * days
    while True:
        day = start + dt.timedelta(days=rng.randrange(span))
        free = not around.calendar.is_working_day(day)
        if free == (rng.randrange(_FREE) == 0):
            break
    hour, minute = rng.choice([8, 9, 10, 11, 13, 14, 15]), rng.choice([5, 12, 20, 35, 48])
    if rng.randrange(_LATE) == 0:
        hour = rng.choice([17, 19, 21])
    return dt.datetime.combine(day, dt.time(hour, minute))


def _asked(n: int, limit: Mapping[str, Any], received: dt.datetime, calendar: WorkingCalendar) -> list[Question]:
    days = int(limit["days"])
    due = calendar.add_working_days(received, days)
    told = Material(
        title=f"Kasus {n}",
        facts=(
            ("Diterima", f"{long_date(received.date())}, pukul {received:%H.%M} WITA"),
            ("Batas", f"{limit['name']}: {limit['counts']} hari kerja"),
        ),
    )  # fmt: skip
    rule = f"{limit['source']}. Hari penerimaan adalah hari ke-0; di luar jam kerja dihitung hari kerja berikutnya (setelan simulasi)."
    truth = {"rule": rule, "received": received.isoformat(), "days": days}
    working = "; ".join(f"{_short(row.date)} {row.why}" for row in due.days if not row.counts)
    shown = f"{long_date(due.date)}. Tidak dihitung: {working}."
    asked = []
    if len(due.days) <= _LONG:
        asked.append(_days(n, told, due.days, truth))
    asked.append(
        Question(
            key=f"h{n}",
            title=f"Kasus {n}: hari terakhir",
            prompt=str(limit["asked"]),
            form=Form.DATE,
            materials=(told,),
            truth=truth,
            model=due.date.isoformat(),
            shown=shown,
        )
    )
    return asked


def _days(n: int, told: Material, rows: tuple[DayCount, ...], truth: Mapping[str, Any]) -> Question:
    options = tuple(Option(value=row.date.isoformat(), label=long_date(row.date), why=row.why) for row in rows)
    model = [row.date.isoformat() for row in rows if not row.counts]
    shown = "Tidak dihitung: " + "; ".join(f"{_short(row.date)} {row.why}" for row in rows if not row.counts) + "."
    return Question(
        key=f"k{n}", title=f"Kasus {n}: hari yang tidak dihitung", form=Form.SEVERAL, options=options, materials=(told,),
        prompt="Hari mana yang tidak dihitung sebagai hari kerja ke-1 dan seterusnya?",
        tip="Centang hari penerimaan juga: hari itu hari ke-0.", truth=truth, model=model, shown=shown,
    )  # fmt: skip


def _short(day: dt.date) -> str:
    return long_date(day).rsplit(" ", 1)[0]


def _why_wrong(given: dt.date, due: dt.date, truth: Mapping[str, Any], calendar: WorkingCalendar) -> str:
    received = dt.datetime.fromisoformat(str(truth["received"]))
    if abs((given - due).days) > _FAR:
        return f"Tahun atau bulannya jauh meleset. Yang diterima {long_date(received.date())} berakhir pada tahun yang sama atau berikutnya."
    if given == received.date() + dt.timedelta(days=int(truth["days"])):
        return "Itu hitungan hari kalender. Yang dihitung hari kerja: Sabtu, Minggu, libur nasional, dan cuti bersama dilewati."
    if not calendar.is_working_day(given):
        return f"{long_date(given)} bukan hari kerja ({calendar.why(given)}), jadi tidak mungkin menjadi hari terakhir."
    off = calendar.working_days_between(due, given)
    words = f"terlambat {off}" if off > 0 else f"terlalu cepat {-off}"
    late = received.time() >= calendar.hours.span(received.date())[1]
    hint = " Laporan ini masuk di luar jam kerja." if late or not calendar.is_working_day(received.date()) else ""
    return f"Jawaban Anda {words} hari kerja. Hari penerimaan hari ke-0; mulai hitung pada hari kerja berikutnya.{hint}"
