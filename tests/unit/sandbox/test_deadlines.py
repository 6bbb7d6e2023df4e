"""The deadlines of a report, and how they are said."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.deadlines import ReportClass, explain, load_deadlines, load_settings
from bimtek.workshops.domain.calendar import load_calendar

CALENDAR = load_calendar(SEED_DIR / "calendar.toml")
DEADLINES = load_deadlines(SEED_DIR / "deadlines.toml", CALENDAR)
TUESDAY = dt.datetime(2026, 3, 10, 9, 0)
MOMENTS = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31))
QUICK = settings(max_examples=50, deadline=None)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def test_a_report_is_verified_within_three_working_days() -> None:
    assert DEADLINES.verification_due(TUESDAY) == dt.date(2026, 3, 13)


def test_a_report_received_after_closing_is_verified_a_day_later() -> None:
    assert DEADLINES.verification_due(at("2026-03-10T16:01")) == dt.date(2026, 3, 16)


def test_the_first_follow_up_is_due_after_five_working_days() -> None:
    assert DEADLINES.first_follow_up_due(TUESDAY) == dt.date(2026, 3, 17)


@pytest.mark.parametrize(
    ("report_class", "due"),
    [
        ("information_request", "2026-03-17"),
        ("aspiration", "2026-03-17"),
        ("complaint", "2026-04-07"),
        ("supervised_complaint", "2026-06-19"),
    ],
)
def test_completion_depends_on_the_class_of_the_report(report_class: str, due: str) -> None:
    assert DEADLINES.completion_due(TUESDAY, report_class).isoformat() == due


def test_a_class_that_does_not_exist_has_no_deadline() -> None:
    with pytest.raises(ValueError, match="ringan"):
        DEADLINES.completion_due(TUESDAY, "ringan")


def test_classes_carry_the_labels_of_the_platform() -> None:
    assert [kind.label for kind in ReportClass] == [
        "Permintaan Informasi",
        "Aspirasi",
        "Pengaduan Tidak Berkadar Pengawasan",
        "Pengaduan Berkadar Pengawasan",
    ]


def test_a_report_closes_ten_calendar_days_after_the_follow_up_at_the_same_time() -> None:
    assert DEADLINES.auto_close_at(at("2026-03-11T10:20")) == at("2026-03-21T10:20")  # Lebaran does not stop it


def test_a_deferred_report_expires_at_closing_time_of_the_tenth_working_day() -> None:
    assert DEADLINES.expiry_at(TUESDAY) == at("2026-03-31T16:00")
    assert DEADLINES.expiry_at(at("2026-03-12T09:00")) == at("2026-04-02T16:00")
    assert DEADLINES.expiry_at(at("2026-01-09T09:00")) == at("2026-01-26T16:00")


@pytest.mark.parametrize(
    ("paused_from", "paused_until", "due"),
    [
        ("2026-03-10T09:00", "2026-03-10T15:00", "2026-03-13"),  # the same day gains nothing
        ("2026-03-10T09:00", "2026-03-12T08:00", "2026-03-17"),  # two working days waited
        ("2026-03-10T09:00", "2026-03-12T16:01", "2026-03-25"),  # answered after closing: three, over Lebaran
        ("2026-03-13T09:00", "2026-03-15T12:00", "2026-03-16"),  # answered on Sunday counts as Monday: one
        ("2026-03-13T16:31", "2026-03-25T09:00", "2026-03-13"),  # missed before the wait began: stays missed
        ("2026-03-12T09:00", "2026-03-11T09:00", "2026-03-13"),  # an end before the start is no wait
    ],
)
def test_a_deadline_moves_on_by_the_working_days_spent_waiting(paused_from: str, paused_until: str, due: str) -> None:
    assert DEADLINES.shifted_due(dt.date(2026, 3, 13), at(paused_from), at(paused_until)).isoformat() == due


@QUICK
@given(MOMENTS, MOMENTS, st.integers(0, 60))
def test_the_time_left_is_the_same_after_a_wait_as_before(one: dt.datetime, other: dt.datetime, n: int) -> None:
    start, end = sorted((one, other))
    due = CALENDAR.due_date(start, n)
    shifted = DEADLINES.shifted_due(due, start, end)
    left = CALENDAR.working_days_between(CALENDAR.counted_day(end), shifted)
    assert left == n


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-03-10T09:00", "3 hari kerja lagi"),
        ("2026-03-12T15:00", "1 hari kerja lagi"),
        ("2026-03-12T20:00", "1 hari kerja lagi"),  # the night before is not yet the day
        ("2026-03-13T07:00", "Hari ini"),
        ("2026-03-13T16:30", "Hari ini"),  # up to closing time on a Friday
        ("2026-03-13T16:31", "Lewat 1 hari kerja"),
        ("2026-03-14T09:00", "Lewat 1 hari kerja"),  # an act on Saturday counts on Monday
        ("2026-03-16T09:00", "Lewat 1 hari kerja"),
        ("2026-03-17T09:00", "Lewat 2 hari kerja"),
        ("2026-03-25T09:00", "Lewat 3 hari kerja"),
    ],
)
def test_a_deadline_says_how_far_it_is(now: str, words: str) -> None:
    assert DEADLINES.words(dt.date(2026, 3, 13), at(now)) == words


@QUICK
@given(MOMENTS, MOMENTS, st.integers(0, 30))
def test_a_deadline_says_late_exactly_when_it_is_late(received: dt.datetime, now: dt.datetime, n: int) -> None:
    due = CALENDAR.due_date(received, n)
    assert DEADLINES.words(due, now).startswith("Lewat") == DEADLINES.is_late(due, now)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-03-11T10:20", "Selesai otomatis dalam 10 hari"),
        ("2026-03-15T16:00", "Selesai otomatis dalam 6 hari"),
        ("2026-03-20T10:21", "Selesai otomatis dalam 1 hari"),
        ("2026-03-21T07:30", "Selesai otomatis hari ini"),
        ("2026-03-21T10:20", "Sudah selesai otomatis"),
    ],
)
def test_the_reporters_window_is_said_in_calendar_days(now: str, words: str) -> None:
    assert DEADLINES.words_auto_close(at("2026-03-21T10:20"), at(now)) == words


def test_a_due_date_can_be_explained_day_by_day() -> None:
    rows = explain(TUESDAY, 3, CALENDAR)
    assert [(row.date.day, row.counts) for row in rows] == [(10, False), (11, True), (12, True), (13, True)]


def test_every_number_stands_beside_its_name_and_source() -> None:
    read = load_settings(SEED_DIR / "deadlines.toml")
    limits = [read.verification, read.first_follow_up, read.reporter_window, read.deferral_expiry]
    limits += read.completion.values()
    assert [limit.days for limit in limits] == [3, 5, 10, 10, 5, 5, 14, 60]
    assert all(limit.name and limit.source for limit in limits)


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("days = 3\n", "days = 0\n", "verification must be 1 to 400"),
        ("days = 60\n", "days = 401\n", "supervised_complaint must be 1 to 400"),
        ("days = 14\n", 'days = "14"\n', "complaint must be 1 to 400"),
        ('unit = "calendar_days"', 'unit = "working_days"', "reporter_window is counted in calendar_days"),
        ("[completion.aspiration]", "[completion.praise]", "must name exactly"),
        ('name = "Verifikasi laporan"', 'name = ""', "verification needs a name"),
    ],
)
def test_faulty_settings_are_not_loaded(tmp_path: Path, before: str, after: str, fault: str) -> None:
    text = (SEED_DIR / "deadlines.toml").read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "deadlines.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    tomllib.loads(path.read_text(encoding="utf-8"))  # the fault is in the content, not in the spelling of the file
    with pytest.raises(ValueError, match=fault):
        load_settings(path)
