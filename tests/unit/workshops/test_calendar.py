"""The working calendar: which days count, and on which date a count ends."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bimtek.config import SEED_DIR
from bimtek.workshops.domain.calendar import WorkingCalendar, YearList, load_calendar, load_office_hours, long_date

CALENDAR = load_calendar(SEED_DIR / "calendar.toml")
DATES = st.dates(dt.date(2025, 1, 1), dt.date(2028, 12, 31))
MOMENTS = st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2028, 12, 31))
QUICK = settings(max_examples=50, deadline=None)

# Receipt, then the due dates (month-day of 2026) after 3, 5, 10, 17, 14, 30 and 60 working days, counted by hand.
COUNTS = (3, 5, 10, 17, 14, 30, 60)
VECTORS = {
    "2026-01-05": "01-08 01-12 01-20 01-29 01-26 02-19 04-10",
    "2026-03-10": "03-13 03-17 03-31 04-10 04-07 04-29 06-19",
    "2026-05-11": "05-18 05-20 05-29 06-10 06-05 06-30 08-11",
    "2026-08-10": "08-13 08-18 08-26 09-04 09-01 09-23 11-04",
}


@pytest.mark.parametrize(
    ("received", "n", "due"),
    [
        (received, n, f"2026-{due}")
        for received, dues in VECTORS.items()
        for n, due in zip(COUNTS, dues.split(), strict=True)
    ],
)
def test_a_count_ends_on_the_date_found_by_hand(received: str, n: int, due: str) -> None:
    result = CALENDAR.add_working_days(dt.date.fromisoformat(received), n)
    assert result.date.isoformat() == due
    assert result.warnings == ()


@pytest.mark.parametrize(
    ("received", "day_zero"),
    [
        ("2026-03-13T16:30:00", "2026-03-13"),  # Friday, at closing
        ("2026-03-13T16:30:01", "2026-03-16"),
        ("2026-03-13T16:31:00", "2026-03-16"),
        ("2026-03-12T16:00:00", "2026-03-12"),  # Thursday closes earlier
        ("2026-03-12T16:01:00", "2026-03-13"),
        ("2026-03-12T05:00:00", "2026-03-12"),  # before opening is still that day
        ("2026-03-14T10:00:00", "2026-03-16"),  # Saturday
        ("2026-03-17T16:01:00", "2026-03-25"),  # the last office hour before Lebaran has passed
        ("2026-03-21T09:00:00", "2026-03-25"),  # Lebaran itself
        ("2026-12-23T16:01:00", "2026-12-28"),  # joint leave, then Christmas, then a weekend
    ],
)
def test_receipt_after_closing_or_on_a_free_day_counts_as_the_next_working_day(received: str, day_zero: str) -> None:
    assert CALENDAR.counted_day(dt.datetime.fromisoformat(received)).isoformat() == day_zero


def test_a_date_without_a_time_is_received_in_office_hours() -> None:
    assert CALENDAR.counted_day(dt.date(2026, 3, 13)) == dt.date(2026, 3, 13)
    assert CALENDAR.counted_day(dt.date(2026, 3, 14)) == dt.date(2026, 3, 16)


def test_zero_working_days_end_on_the_day_of_receipt() -> None:
    assert CALENDAR.due_date(dt.date(2026, 3, 13), 0) == dt.date(2026, 3, 13)
    assert CALENDAR.due_date(dt.date(2026, 3, 14), 0) == dt.date(2026, 3, 16)


def test_lebaran_takes_five_week_days_out_of_a_count() -> None:
    assert CALENDAR.due_date(dt.date(2026, 3, 17), 1) == dt.date(2026, 3, 25)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-03-10", "hari kerja"),
        ("2026-03-14", "Sabtu"),
        ("2026-03-15", "Minggu"),
        ("2026-03-19", "Hari Suci Nyepi"),
        ("2026-03-20", "cuti bersama Hari Raya Idulfitri"),
        ("2026-03-21", "Sabtu, Hari Raya Idulfitri"),
        ("2026-08-17", "Hari Kemerdekaan Republik Indonesia"),
        ("2025-12-26", "cuti bersama Hari Raya Natal"),  # a year the seed does not hold
        ("2027-03-10", "Hari Raya Idulfitri (perkiraan)"),
    ],
)
def test_a_day_says_why_it_counts_or_not(day: str, why: str) -> None:
    assert CALENDAR.why(dt.date.fromisoformat(day)) == why


def test_the_explanation_tells_a_late_receipt_from_the_day_it_counts() -> None:
    due = CALENDAR.add_working_days(dt.datetime(2026, 3, 13, 16, 31), 2)
    assert [(row.date.day, row.counts, row.why) for row in due.days] == [
        (13, False, "diterima setelah jam kerja (tutup 16.30)"),
        (14, False, "Sabtu"),
        (15, False, "Minggu"),
        (16, False, "hari dianggap diterima, belum dihitung"),
        (17, True, "hari kerja ke-1"),
        (18, False, "cuti bersama Hari Suci Nyepi"),
        (19, False, "Hari Suci Nyepi"),
        (20, False, "cuti bersama Hari Raya Idulfitri"),
        (21, False, "Sabtu, Hari Raya Idulfitri"),
        (22, False, "Minggu, Hari kedua Hari Raya Idulfitri"),
        (23, False, "cuti bersama Hari Raya Idulfitri"),
        (24, False, "cuti bersama Hari Raya Idulfitri"),
        (25, True, "hari kerja ke-2"),
    ]


@pytest.mark.parametrize(
    ("year", "full"), [(2000, False), (2024, True), (2026, True), (2027, False), (2028, False), (2150, False)]
)
def test_a_year_is_covered_only_by_a_full_list_without_estimates(year: int, full: bool) -> None:
    assert CALENDAR.covers(year) is full


def test_a_count_that_stays_in_a_covered_year_does_not_warn() -> None:
    due = CALENDAR.add_working_days(dt.date(2026, 12, 21), 6)
    assert (due.date, due.warnings) == (dt.date(2026, 12, 31), ())


def test_a_count_that_reaches_a_year_without_a_full_list_warns() -> None:
    due = CALENDAR.add_working_days(dt.date(2026, 12, 21), 7)
    assert due.date == dt.date(2027, 1, 4)
    assert len(due.warnings) == 1
    assert "2027" in due.warnings[0]


def test_a_count_over_two_incomplete_years_warns_for_each() -> None:
    warnings = CALENDAR.add_working_days(dt.date(2026, 12, 21), 300).warnings
    assert ["2027" in warnings[0], "2028" in warnings[1], len(warnings)] == [True, True, 2]


def test_a_receipt_pushed_into_an_incomplete_year_warns_even_without_a_count() -> None:
    due = CALENDAR.add_working_days(dt.datetime(2026, 12, 31, 16, 1), 0)
    assert due.date == dt.date(2027, 1, 4)
    assert "2027" in due.warnings[0]


def test_the_decreed_list_wins_over_the_library() -> None:
    decreed = YearList(2027, "SKB contoh", frozenset({dt.date(2027, 3, 3)}), frozenset({dt.date(2027, 3, 4)}))
    calendar = WorkingCalendar({2027: decreed}, CALENDAR.hours)
    assert calendar.covers(2027)
    assert calendar.is_working_day(dt.date(2027, 3, 10))  # the library's estimate of Idulfitri is not in the decree
    assert calendar.why(dt.date(2027, 3, 3)) == "libur nasional"
    assert calendar.why(dt.date(2027, 3, 4)) == "cuti bersama"
    assert not CALENDAR.is_working_day(dt.date(2027, 3, 10))


def test_a_decreed_day_loses_the_word_estimate() -> None:
    decreed = YearList(2027, "SKB contoh", frozenset({dt.date(2027, 3, 10)}), frozenset())
    assert WorkingCalendar({2027: decreed}, CALENDAR.hours).why(dt.date(2027, 3, 10)) == "Hari Raya Idulfitri"


def test_a_negative_count_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="-1 working days"):
        CALENDAR.due_date(dt.date(2026, 3, 10), -1)


def test_working_days_between_counts_the_end_and_not_the_start() -> None:
    assert CALENDAR.working_days_between(dt.date(2026, 3, 12), dt.date(2026, 3, 17)) == 3
    assert CALENDAR.working_days_between(dt.date(2026, 3, 17), dt.date(2026, 3, 12)) == -3
    assert CALENDAR.working_days_between(dt.date(2026, 3, 13), dt.date(2026, 3, 15)) == 0


@QUICK
@given(DATES, DATES)
def test_working_days_between_is_what_counting_one_by_one_gives(start: dt.date, end: dt.date) -> None:
    low, high = sorted((start, end))
    days = (low + dt.timedelta(days=n) for n in range(1, (high - low).days + 1))
    counted = sum(CALENDAR.is_working_day(day) for day in days)
    assert CALENDAR.working_days_between(low, high) == counted
    assert CALENDAR.working_days_between(high, low) == -counted


@QUICK
@given(DATES, st.integers(1, 400))
def test_the_nth_working_day_after_lies_n_working_days_away(day: dt.date, n: int) -> None:
    later = CALENDAR.nth_after(day, n)
    assert CALENDAR.is_working_day(later)
    assert CALENDAR.working_days_between(day, later) == n


@QUICK
@given(MOMENTS, st.integers(0, 120))
def test_the_explanation_holds_every_day_once_and_counts_to_n(received: dt.datetime, n: int) -> None:
    due = CALENDAR.add_working_days(received, n)
    dates = [row.date for row in due.days]
    assert dates == [received.date() + dt.timedelta(days=k) for k in range(len(dates))]
    assert dates[-1] == due.date
    assert sum(row.counts for row in due.days) == n
    assert all(row.counts <= CALENDAR.is_working_day(row.date) for row in due.days)


@QUICK
@given(MOMENTS, MOMENTS, st.integers(0, 60))
def test_a_later_receipt_never_has_an_earlier_due_date(one: dt.datetime, other: dt.datetime, n: int) -> None:
    early, late = sorted((one, other))
    assert CALENDAR.due_date(early, n) <= CALENDAR.due_date(late, n)


def test_a_date_is_spoken_in_indonesian() -> None:
    assert long_date(dt.date(2026, 8, 7)) == "Jumat, 7 Agustus 2026"


def test_office_hours_make_thirty_seven_and_a_half_hours_a_week_without_breaks() -> None:
    monday = dt.date(2026, 3, 9)
    spans = [CALENDAR.hours.span(monday + dt.timedelta(days=n)) for n in range(5)]
    minutes = sum((c.hour - o.hour) * 60 + c.minute - o.minute for o, c in spans)
    assert minutes - 4 * 60 - 90 == 37.5 * 60


def _seed(folder: Path, *years: str) -> Path:
    (folder / "deadlines.toml").write_text((SEED_DIR / "deadlines.toml").read_text(encoding="utf-8"), encoding="utf-8")
    path = folder / "calendar.toml"
    path.write_text("\n".join(f"[[year]]\n{year}" for year in years), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("years", "fault"),
    [
        (['year = 2027\nbasis = "x"\nholidays = ["2026-01-01"]\njoint_leave = []'], "list of 2027"),
        (['year = 2027\nbasis = "x"\nholidays = ["2027-01-01"]\njoint_leave = ["2027-01-01"]'], "both a holiday"),
        (['year = 2027\nbasis = "x"\nholidays = []\njoint_leave = []'] * 2, "twice"),
    ],
)
def test_a_faulty_calendar_is_not_loaded(tmp_path: Path, years: list[str], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        load_calendar(_seed(tmp_path, *years))


def test_office_hours_that_close_before_they_open_are_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "deadlines.toml"
    path.write_text(
        '[office_hours]\nsource = "x"\nmonday_to_thursday = [16:00:00, 07:30:00]\nfriday = [07:30:00, 16:30:00]\n',
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match="close before they open"):
        load_office_hours(path)
