"""The small annual report: every figure counted from the register it was drawn with."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from bimtek.modules.domain.kinds.register import Register, draw_register, grid
from bimtek.modules.domain.kinds.worksheet import FULL, RIGHT, Form, Question, Worksheet, rng_of
from tests.unit.modules.kinds.sheets import around, choices, commonest_place, judge, longest_is_right, make

NAME = "register_report"


def _drawn(seed: object, rows: int = 12) -> Register:
    return draw_register(rows, 2025, around().calendar, around().seed_folder, rng_of(NAME, seed))


def _asked(sheet: Worksheet) -> dict[str, Question]:
    return {question.key: question for question in sheet.questions}


@pytest.mark.parametrize("rows", [10, 12, 20, 40])
def test_the_figures_are_those_of_the_table(rows: int) -> None:
    for seed in range(15):
        sheet = make(NAME, seed, rows=rows)
        asked, table = _asked(sheet), sheet.materials[0].rows[1:]
        decided = Counter(row[3] for row in table)
        assert len(table) == rows
        assert asked["total"].model == str(rows - decided["Dijawab di SP4N-LAPOR!"])
        assert asked["grant"].model == str(decided["Dikabulkan"])
        assert asked["part"].model == str(decided["Dikabulkan sebagian"])
        assert asked["refuse"].model == str(decided["Ditolak"])
        assert asked["held"].model == str(decided["Bukan penguasaan"])
        assert asked["objections"].model == str(sum(row[7] == "ya" for row in table))


def test_lengths_are_counted_by_the_calendar() -> None:
    calendar = around().calendar
    for seed in range(40):
        for row in _drawn(seed).answered:
            assert row.answered is not None
            assert calendar.is_working_day(row.answered)
            assert row.days == calendar.working_days_between(calendar.counted_day(row.received), row.answered)


def test_late_and_mean_follow_from_the_lengths() -> None:
    for seed in range(25):
        register, asked = _drawn(seed), _asked(make(NAME, seed))
        assert asked["late"].model == str(sum(row.days > (17 if row.extended else 10) for row in register.answered))
        days = [row.days for row in register.answered]
        assert abs(Fraction(str(asked["mean"].model).replace(",", ".")) - Fraction(sum(days), len(days))) <= Fraction(
            1, 20
        )


def test_the_grid_of_working_days_gives_the_same_lengths() -> None:
    for seed in range(10):
        sheet = make(NAME, seed)
        cells = [cell for row in sheet.materials[1].rows[1:] for cell in row[1:] if cell != "libur"]
        assert cells == [str(number) for number in range(1, len(cells) + 1)]
        register = _drawn(seed)
        last = max(row.answered for row in register.answered if row.answered)
        assert len(cells) >= around().calendar.working_days_between(register.first, last)
        assert grid(register, around().calendar) == sheet.materials[1].rows


def test_every_register_has_what_goes_wrong_in_real_ones() -> None:
    for seed in range(60):
        register = _drawn(seed)
        assert len(register.of("stray")) == 1
        assert register.of("pending")
        assert register.late
        assert any(row.extended and row.days <= row.limit for row in register.answered), "an extension in time"
        assert any(row.days == 10 for row in register.answered), "an answer on the last day"
        assert any(row.days <= row.limit < row.calendar_days for row in register.answered), (
            "late only by the week's days"
        )
        assert not any(row.ground for row in register.of("pending"))
        top = register.grounds().most_common(2)
        assert len(top) == 1 or top[0][1] > top[1][1]


def test_what_is_still_open_is_not_late_when_the_register_is_closed() -> None:
    calendar = around().calendar
    for seed in range(40):
        register = _drawn(seed)
        for row in register.of("pending"):
            assert calendar.due_date(row.received, 10) > register.last


def test_numbers_run_in_the_order_of_receipt() -> None:
    for seed in range(10):
        rows = _drawn(seed).rows
        assert [row.received for row in rows] == sorted(row.received for row in rows)
        numbers = [row.number for row in rows if not row.number.startswith("SIM-")]
        assert numbers == [f"{n:03d}" for n in range(1, len(numbers) + 1)]


def test_counting_the_days_of_the_week_is_recognised() -> None:
    asked = _asked(make(NAME))
    for key in ("late", "mean"):
        slip = asked[key].truth["slips"][0]
        verdict = judge(NAME, asked[key], slip["value"])
        assert verdict.level == 0
        assert "kalender" in verdict.said


def test_counting_partly_as_wholly_is_recognised() -> None:
    asked = _asked(make(NAME))
    whole, part = int(str(asked["grant"].model)), int(str(asked["part"].model))
    assert "dihitung sendiri" in judge(NAME, asked["grant"], str(whole + part)).said


def test_a_slip_is_never_the_right_figure() -> None:
    for seed in range(30):
        for question in make(NAME, seed).questions:
            for slip in question.truth.get("slips", ()):
                assert judge(NAME, question, slip["value"]).level < FULL
                assert slip["said"]


@pytest.mark.parametrize("written", ["{}", " {} ", "{} permohonan", "{}.", "{},0"])
def test_a_figure_may_be_written_in_several_ways(written: str) -> None:
    question = _asked(make(NAME))["total"]
    assert judge(NAME, question, written.format(question.model)).level == FULL


def test_the_mean_may_be_written_with_a_point_and_rounding_costs_one_level() -> None:
    question = next(
        q for seed in range(40) if "/" in (q := _asked(make(NAME, seed))["mean"]).truth["exact"] and _down(q) != q.model
    )
    assert judge(NAME, question, str(question.model).replace(",", ".")).level == FULL
    assert judge(NAME, question, _down(question)).level == RIGHT
    assert judge(NAME, question, "99,9").level == 0


def _down(question: Question) -> str:
    tenths = int(Fraction(question.truth["exact"]) * 10)
    return f"{tenths // 10},{tenths % 10}"


@pytest.mark.parametrize("text", ["12 atau 13", "dua belas", "1.000.000.000", "12/3", "<b>3</b>", "٣"])
def test_what_is_not_one_figure_is_asked_for_again(text: str) -> None:
    for question in make(NAME).questions:
        if question.form == Form.NUMBER:
            assert judge(NAME, question, text).said.startswith("Tulis satu angka")


@pytest.mark.parametrize("key", ["ground", "about"])
def test_no_choice_can_be_told_by_its_place_or_its_length(key: str) -> None:
    asked = [question for question in choices(NAME, 60) if question.key == key]
    assert commonest_place(asked) <= 0.6
    assert longest_is_right(asked) <= 0.5


def test_a_report_names_nobody() -> None:
    assert "Nama" not in make(NAME).materials[0].rows[0]


@pytest.mark.parametrize("rows", [9, 41, -1])
def test_a_register_too_short_or_too_long_is_refused(rows: int) -> None:
    with pytest.raises(ValueError, match="baris"):
        make(NAME, rows=rows)
