"""A trainee works on a worksheet: a wrong answer is explained, a hint costs, what was answered waits on another device."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.visitor import Visitor

START = "form[action$='/latihan/u6-nilai/mulai'] button"


@pytest.fixture
def sheet(trainee: Visitor) -> Visitor:
    """The first guided sheet of U6, just begun."""
    trainee.go("/belajar/u6")
    trainee.page.locator(START).click()
    trainee.page.wait_for_url("**/belajar/lembar/*")
    return trainee


def test_a_sheet_says_why_helps_and_keeps_what_was_answered(sheet: Visitor) -> None:
    me = sheet
    me.look("worksheet-start")
    me.press("Periksa", "worksheet-empty")
    me.sees("Belum tepat.")
    me.sees("Belum ada pilihan")
    me.press("Petunjuk 1 dari 3", "worksheet-hint")
    with me.page.expect_response("**/simpan"):
        me.page.locator("main input[type=radio]").first.check()
    expect(me.page.locator("body")).to_contain_text("diterima server")
    me.page.evaluate("localStorage.clear()")
    me.page.reload()
    expect(me.page.locator("main input[type=radio]").first).to_be_checked()
    me.press("Tunjukkan jawabannya", "worksheet-shown")
    me.sees("soal sudah dikerjakan, dengan alasan")


def test_own_progress_is_drawn_and_told(trainee: Visitor) -> None:
    me = trainee
    me.go("/belajar/kemajuan", "own-progress")
    expect(me.page.locator("svg.radar")).to_have_count(1)
    me.go("/belajar/bekal", "job-aid")
