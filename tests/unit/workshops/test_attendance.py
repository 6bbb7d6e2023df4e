"""Who attended a half day: whoever was seen in it, unless a trainer says otherwise; and the agenda it is planned by."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimtek.config import SEED_DIR
from bimtek.workshops.domain import agenda, attendance
from bimtek.workshops.domain.attendance import Mark, Session, Standing

OPENS, CLOSES = datetime(2026, 11, 8, 23), datetime(2026, 11, 9, 4, 30)
HALF = Session(1, date(2026, 11, 9), "morning", OPENS, CLOSES)
LATER = CLOSES + timedelta(hours=1)


def test_whoever_was_seen_in_it_was_there_and_nobody_is_absent_before_it_is_over() -> None:
    assert attendance.standing(HALF, OPENS, None, OPENS).state == "present"
    assert attendance.standing(HALF, None, None, OPENS - timedelta(seconds=1)).state == "later"
    assert attendance.standing(HALF, None, None, CLOSES - timedelta(seconds=1)).state == "expected"
    assert attendance.standing(HALF, None, None, CLOSES).state == "absent"


@pytest.mark.parametrize("state", attendance.MARKS)
def test_what_a_trainer_says_goes_first(state: str) -> None:
    assert attendance.standing(HALF, OPENS, Mark(state, "surat"), LATER) == Standing(state, OPENS, True, "surat")


def test_its_first_instant_belongs_to_a_half_day_and_its_last_does_not() -> None:
    assert HALF.is_open(OPENS)
    assert not HALF.is_open(CLOSES)


@given(st.lists(st.sampled_from((*attendance.MARKS, "expected", "later"))))
def test_the_share_counts_what_is_over_or_attended_and_nothing_else(states: list[str]) -> None:
    share = attendance.share(Standing(state) for state in states)
    counted = [state for state in states if state in attendance.MARKS]
    assert share == (counted.count("present") / len(counted) if counted else None)


def test_the_half_days_follow_the_days_of_the_class_in_the_hours_of_the_settings() -> None:
    rules = attendance.load_rules(SEED_DIR / "attendance.toml")
    planned = attendance.planned(date(2026, 12, 31), 2, rules)
    assert [(day, part) for day, part, _opens, _closes in planned] == [
        (date(2026, 12, 31), "morning"), (date(2026, 12, 31), "afternoon"), (date(2027, 1, 1), "morning"),
        (date(2027, 1, 1), "afternoon"),
    ]  # fmt: skip
    assert planned[0][2] == datetime(2026, 12, 30, 23)  # 07.00 WITA


AFTER = Session(2, date(2026, 11, 9), "afternoon", CLOSES, CLOSES + timedelta(hours=5))
LENGTH = CLOSES - OPENS


def test_a_half_day_opened_before_its_time_ends_when_planned() -> None:
    early = OPENS - timedelta(minutes=30)
    assert attendance.opened_now(HALF, early, LENGTH, [HALF, AFTER]) == (early, CLOSES)


def test_a_half_day_opened_again_keeps_its_beginning_and_its_planned_end() -> None:
    closed = Session(1, date(2026, 11, 9), "morning", OPENS, OPENS + timedelta(hours=1))
    wall = OPENS + timedelta(hours=2)
    assert attendance.opened_now(closed, wall, LENGTH, [closed, AFTER]) == (OPENS, CLOSES)


def test_a_half_day_is_never_opened_beyond_the_beginning_of_the_next_nor_while_it_goes_on() -> None:
    soon = Session(2, date(2026, 11, 9), "afternoon", CLOSES + timedelta(hours=1), CLOSES + timedelta(hours=5))
    wall = CLOSES + timedelta(minutes=10)
    assert attendance.opened_now(HALF, wall, LENGTH, [HALF, soon]) == (OPENS, soon.opens_at)
    assert attendance.opened_now(HALF, wall, LENGTH, [HALF, AFTER]) is None
    assert attendance.opened_now(HALF, wall, LENGTH, [HALF]) == (OPENS, wall + LENGTH)
    assert attendance.opened_now(AFTER, OPENS, LENGTH, [HALF, AFTER]) is None


def test_the_half_day_of_a_day_that_is_over_is_not_opened_again() -> None:
    assert attendance.opened_now(HALF, CLOSES + timedelta(days=1), LENGTH, [HALF]) is None
    assert attendance.closed_now(HALF, OPENS) is None


def test_settings_out_of_bounds_are_refused(tmp_path: Path) -> None:
    text = (SEED_DIR / "attendance.toml").read_text("utf-8")
    (tmp_path / "a.toml").write_text(text.replace("0.8", "1.8", 1), "utf-8")
    with pytest.raises(ValueError, match="out of bounds"):
        attendance.load_rules(tmp_path / "a.toml")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("8.30", "08:30"),
        ("08:30", "08:30"),
        ("8", "08:00"),
        ("24:00", None),
        ("830", None),
        ("", None),
        ("8:3x", None),
        ("9" * 400, None),
        ("8:" + "9" * 400, None),
        ("-1:00", None),
        ("8:60", None),
        ("٨:٠٠", None),
        ("8.3", None),
    ],
)
def test_a_time_is_read_however_offices_write_it(typed: str, kept: str | None) -> None:
    assert agenda.clock(typed) == kept


def test_every_fault_of_a_line_is_named_by_its_field() -> None:
    faults = agenda.faults(agenda.Line(0, "9", "8.00", " ", "U1", -1))
    assert faults == {"day": "day", "ends": "order", "title": "title", "jp": "jp"}


def test_the_model_agendas_can_be_taken_and_do_not_overlap() -> None:
    models = agenda.load_models(SEED_DIR / "agendas")
    totals = {model.key: sum(agenda.hours(model.lines).values()) for model in models}
    assert totals == {"dua-hari": 16, "satu-hari": 8}
    assert all(not agenda.overlaps(model.lines) for model in models)


def test_lines_at_the_same_time_are_found_on_the_same_day_only() -> None:
    one, other = agenda.Line(1, "08:00", "09:00", "A"), agenda.Line(1, "08:59", "10:00", "B")
    assert agenda.overlaps([other, one, agenda.Line(2, "08:00", "09:00", "C")]) == [(one, other)]
    assert agenda.overlaps([one, agenda.Line(1, "09:00", "10:00", "D")]) == []
