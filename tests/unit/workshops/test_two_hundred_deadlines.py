"""Two hundred deadlines of 2026 against a table made by other means.

tests/data/deadlines_2026.csv was computed with numpy's business-day calendar (busday_offset) over the holidays and joint
leave typed from the joint decree, not with this project's code or data; its first 28 rows are the reference's own vectors.
"""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from bimtek.config import SEED_DIR
from bimtek.workshops.domain.calendar import WorkingCalendar, load_calendar

TABLE = Path(__file__).parents[2] / "data" / "deadlines_2026.csv"
#: The reference's vectors for 5 January, 10 March, 11 May and 10 August (days after receipt 3, 5, 10, 17, 14, 30, 60).
VECTORS = {
    "2026-01-05": ["01-08", "01-12", "01-20", "01-29", "01-26", "02-19", "04-10"],
    "2026-03-10": ["03-13", "03-17", "03-31", "04-10", "04-07", "04-29", "06-19"],
    "2026-05-11": ["05-18", "05-20", "05-29", "06-10", "06-05", "06-30", "08-11"],
    "2026-08-10": ["08-13", "08-18", "08-26", "09-04", "09-01", "09-23", "11-04"],
}


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    return load_calendar(SEED_DIR / "calendar.toml", SEED_DIR / "deadlines.toml")


def rows() -> list[tuple[datetime, int, date]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            (datetime.fromisoformat(row["received"]), int(row["days"]), date.fromisoformat(row["due"]))
            for row in csv.DictReader(file)
        ]


def test_two_hundred_deadlines_are_those_of_the_independent_table(calendar: WorkingCalendar) -> None:
    table = rows()
    assert len(table) == 200
    wrong = [row for row in table if calendar.due_date(row[0], row[1]) != row[2]]
    assert wrong == []


def test_the_explanation_of_each_day_leads_to_the_same_date(calendar: WorkingCalendar) -> None:
    for received, days, due in rows():
        told = calendar.add_working_days(received, days)
        assert told.date == due
        assert sum(day.counts for day in told.days) == days
        assert all(day.counts or day.why for day in told.days)
        assert told.warnings == ()


@pytest.mark.parametrize("received", sorted(VECTORS))
def test_the_reference_s_own_vectors_come_out(calendar: WorkingCalendar, received: str) -> None:
    at = datetime.fromisoformat(f"{received}T09:00")
    told = [f"{calendar.due_date(at, days):%m-%d}" for days in (3, 5, 10, 17, 14, 30, 60)]
    assert told == VECTORS[received]
