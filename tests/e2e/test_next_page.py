"""An act and the page after it cost one trip over the wifi; going back, reloading and a second tab find ordinary pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Request, expect

from tests.e2e.deskwork import ADMIN, begin, fill_verification
from tests.e2e.visitor import Visitor


@pytest.fixture
def pages(trainee: Visitor) -> list[str]:
    """Every page this browser asks the hall for, with its method, from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.is_navigation_request():
            asked.append(f"{request.method} {request.url.removeprefix(trainee.hall.url)}")

    trainee.page.on("request", note)
    return asked


def verified(me: Visitor) -> str:
    """A report verified and given to its office; its number."""
    number = me.hall.arrived(me.account, right_act="dispose")[0]
    me.be(ADMIN)
    me.go(f"/meja/laporan/{number}?tindakan=verify")
    fill_verification(me, number)
    return number


def test_an_act_and_its_page_are_one_request_and_the_page_has_its_own_address(
    trainee: Visitor, pages: list[str]
) -> None:
    me = trainee
    number = verified(me)
    assert pages[-2:] == [
        f"GET /meja/laporan/{number}?tindakan=verify",
        f"POST /meja/laporan/{number}/verify",
    ]
    assert me.page.url.split("#")[0] == f"{me.hall.url}/meja/laporan/{number}"
    me.look("page-after-an-act")


def test_reloading_and_going_back_ask_no_question_and_act_no_second_time(trainee: Visitor, pages: list[str]) -> None:
    me = trainee
    number = verified(me)
    me.page.reload()
    expect(me.page.locator("h1")).to_be_visible()
    me.go("/beranda")
    me.page.go_back()
    expect(me.page.locator("h1")).to_be_visible()
    me.page.go_forward()
    expect(me.page).to_have_url(f"{me.hall.url}/beranda")
    assert [one for one in pages if one.startswith("POST") and "verify" in one] == [
        f"POST /meja/laporan/{number}/verify"
    ]
    assert me.count_of("verify", number) == 1


def test_a_part_of_the_page_the_act_leads_to_is_in_view(trainee: Visitor, pages: list[str]) -> None:
    """A checked step leads to the guide of its report."""
    me = trainee
    begin(me, "T1: Jawab laporan yang sudah terdisposisi")
    me.open_guide()
    me.press("Periksa langkah ini")
    assert me.page.evaluate("() => location.hash") == "#panduan"
    expect(me.page.locator("#panduan")).to_be_in_viewport()
    assert [one for one in pages if one.startswith("GET")] == ["GET /belajar/u6"]
