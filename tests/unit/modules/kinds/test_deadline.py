"""Deadlines with their working: the sheet and the calendar always agree."""

from __future__ import annotations

import datetime as dt

import pytest

from bimtek.modules.domain.kinds.worksheet import FULL, Form, Question
from tests.unit.modules.kinds.sheets import around, judge, make

LIMITS = [
    "verification",
    "first_follow_up",
    "completion.complaint",
    "completion.supervised_complaint",
    "request.answer",
    "request.extension",
]


def _dates(seed: object) -> list[Question]:
    return [
        question for question in make("deadline", seed, limits=LIMITS, count=6).questions if question.form == Form.DATE
    ]


def _received(question: Question) -> dt.datetime:
    return dt.datetime.fromisoformat(str(question.truth["received"]))


def test_a_hundred_sheets_agree_with_the_calendar() -> None:
    calendar = around().calendar
    for seed in range(100):
        for question in _dates(seed):
            due = calendar.add_working_days(_received(question), int(question.truth["days"]))
            assert question.model == due.date.isoformat()
            assert calendar.is_working_day(due.date)
            assert not due.warnings, "a year without a decreed calendar must not be asked about"


def test_the_days_that_do_not_count_are_those_of_the_calendar() -> None:
    calendar = around().calendar
    for seed in range(30):
        for question in make("deadline", seed, limits=LIMITS, count=6).questions:
            if question.form == Form.SEVERAL:
                rows = calendar.add_working_days(_received(question), int(question.truth["days"])).days
                assert question.model == [row.date.isoformat() for row in rows if not row.counts]
                assert [option.value for option in question.options] == [row.date.isoformat() for row in rows]


def test_receipts_after_closing_and_on_free_days_occur() -> None:
    calendar, received = around().calendar, [_received(q) for seed in range(40) for q in _dates(seed)]
    assert any(at > calendar.closing(at.date()) for at in received)
    assert any(not calendar.is_working_day(at.date()) for at in received)


def test_calendar_days_are_recognised_as_the_common_mistake() -> None:
    question = _dates("kalender")[0]
    wrong = (_received(question).date() + dt.timedelta(days=int(question.truth["days"]))).isoformat()
    assert judge("deadline", question, wrong).said.startswith("Itu hitungan hari kalender")


def test_a_day_off_is_told_by_how_many_working_days() -> None:
    question = _dates("geser")[0]
    due = dt.date.fromisoformat(str(question.model))
    late, early = (around().calendar.nth_after(due, n).isoformat() for n in (1, -1))
    assert "terlambat 1 hari kerja" in judge("deadline", question, late).said
    assert "terlalu cepat 1 hari kerja" in judge("deadline", question, early).said


def test_a_free_day_cannot_be_the_last_day() -> None:
    question = next(q for seed in range(20) for q in _dates(seed) if _weekend_after(q) is not None)
    day = _weekend_after(question)
    assert day is not None
    assert "bukan hari kerja" in judge("deadline", question, day.isoformat()).said


def _weekend_after(question: Question) -> dt.date | None:
    due = dt.date.fromisoformat(str(question.model))
    saturday = due + dt.timedelta(days=5 - due.weekday())
    counted = _received(question).date() + dt.timedelta(days=int(question.truth["days"]))
    return saturday if saturday != counted else None


@pytest.mark.parametrize("answer", ["0001-01-01", "9999-12-31", "2027-12-31", "1926-06-01"])
def test_a_date_of_another_age_is_told_so_without_counting_to_it(answer: str) -> None:
    verdict = judge("deadline", _dates("jauh")[0], answer)
    assert verdict.level == 0
    assert "jauh meleset" in verdict.said


def test_the_right_date_earns_all() -> None:
    question = _dates("tepat")[0]
    assert judge("deadline", question, str(question.model)).level == FULL


@pytest.mark.parametrize("limit", ["tidak.ada", "reporter_window", "office_hours"])
def test_a_limit_that_is_unknown_or_in_calendar_days_is_refused(limit: str) -> None:
    with pytest.raises(ValueError, match="bukan hari kerja"):
        make("deadline", limits=[limit])


def test_an_extension_begins_where_the_first_limit_ends() -> None:
    calendar = around().calendar
    for seed in range(40):
        question = make("deadline", seed, limits=["request.answer + request.extension"], count=1).questions[-1]
        first = calendar.add_working_days(_received(question), 10).date
        assert question.model == calendar.nth_after(first, 7).isoformat()
        assert "10 + 7 hari kerja" in dict(question.materials[0].facts)["Batas"]
        assert question.prompt == "Kapan hari terakhir bila keduanya dipakai?"
