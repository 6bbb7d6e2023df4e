"""What a text promises is read before it goes out: the day, who acts, and what is wrong with it."""

from __future__ import annotations

from datetime import date

import pytest

from bimtek.config import SEED_DIR
from bimtek.modules.domain.judging.promises import NO_DATE, NOT_WORKING, PAST_DEADLINE, promises_in
from bimtek.workshops.domain.calendar import load_calendar

CALENDAR = load_calendar(SEED_DIR / "calendar.toml", SEED_DIR / "deadlines.toml")
TODAY, DUE = date(2026, 11, 10), date(2026, 11, 24)


def told(text: str, due: date | None = DUE) -> list[tuple[str, date | None, str]]:
    return [(one.who, one.day, one.fault) for one in promises_in(text, TODAY, CALENDAR, due)]


def test_a_promise_has_its_day_and_who_acts() -> None:
    assert told("Dinas Perhubungan mengganti panel paling lambat 20 November 2026.") == [
        ("Dinas Perhubungan", date(2026, 11, 20), "")
    ]
    assert told("Kami memeriksa dalam 3 hari kerja.")[0][1:] == (date(2026, 11, 13), "")


@pytest.mark.parametrize(
    ("text", "fault", "detail"),
    [
        ("Petugas datang 14 November 2026.", NOT_WORKING, "Sabtu"),
        ("Petugas datang 25 Desember 2026.", PAST_DEADLINE, "2026-11-24"),
        ("Akan segera kami tindak lanjuti.", NO_DATE, ""),
        ("Kami usahakan secepatnya.", NO_DATE, ""),
    ],
)
def test_a_free_day_a_day_past_the_deadline_and_a_promise_without_a_day_are_named(
    text: str, fault: str, detail: str
) -> None:
    (found,) = promises_in(text, TODAY, CALENDAR, DUE)
    assert (found.fault, found.detail) == (fault, detail)


def test_a_holiday_past_no_deadline_is_named_as_the_holiday() -> None:
    (found,) = promises_in("Petugas datang 25 Desember 2026.", TODAY, CALENDAR, None)
    assert found.fault == NOT_WORKING
    assert "Natal" in found.detail


def test_what_the_citizen_may_do_and_what_was_done_are_no_promises() -> None:
    assert told("Silakan Bapak/Ibu menanggapi dalam 10 hari.") == []
    assert told("Petugas memeriksa panel pada 9 November 2026.") == []
    assert told("Terima kasih atas laporannya.") == []


def test_a_vague_word_in_a_sentence_with_a_day_is_forgiven() -> None:
    assert told("Kami segera memperbaiki, paling lambat 20 November 2026.") == [("Kami", date(2026, 11, 20), "")]
