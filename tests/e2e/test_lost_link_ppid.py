"""The PPID decides a request while the link is gone: the decision with all its fields waits, goes once, and is a letter."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.deskwork import assign_and_test_harm
from tests.e2e.linkless import SEND_LATER, back, cut, emptied, ready, tap
from tests.e2e.visitor import Visitor

TEXT = "Permohonan Bapak/Ibu kami kabulkan sebagian. Jumlah penerima tiap desa kami kirim lewat surel pada 12 November 2026."
BLACKENED = "NIK dan alamat dihitamkan: data pribadi, Pasal 17 huruf h."


@pytest.fixture
def request_to_decide(trainee: Visitor) -> str:
    """A request that is registered, assigned and tested, before its PPID, with the pack on the device; its number."""
    me = trainee
    number = me.hall.waiting(me.account, "request_received")[0]
    me.open_report(number)
    me.press("Daftarkan dan beri tanda terima")
    me.press("Daftarkan dan beri tanda terima")
    assign_and_test_harm(me)
    me.go("/meja?meja=ppid&group=all")
    ready(me, number, act="grant_partly")
    return number


def decide(me: Visitor) -> None:
    """Write the decision into the form of the device, all fields but the kept ground."""
    me.page.locator("#luring").get_by_role("button", name="Kabulkan sebagian", exact=True).click()
    form = me.page.locator("#luring form")
    form.locator("[name=material]").fill("Jumlah penerima tiap desa tahun 2026.")
    form.locator("[name=blackened]").fill(BLACKENED)
    form.locator("input[name=medium][value=softcopy]").check()
    form.locator("input[name=cost][value=none]").check()
    form.locator("#luring-text").fill(TEXT)


def test_a_request_is_granted_in_part_without_a_link_and_its_letter_says_so(
    trainee: Visitor, request_to_decide: str
) -> None:
    me, number = trainee, request_to_decide
    cut(me)
    tap(me, number)
    decide(me)
    me.page.locator("#luring form [name=ground]").select_option("h")
    me.look("lost-link-request")
    me.act(SEND_LATER).click()
    expect(me.page.locator("#luring [data-waits]")).to_contain_text(TEXT)
    assert me.count_of("grant_partly", number) == 0
    back(me)
    emptied(me)
    assert me.count_of("grant_partly", number) == 1
    me.go(f"/meja/ppid/{number}/pemberitahuan")
    me.sees(BLACKENED)


@pytest.mark.parametrize("width", ["laptop"])
def test_a_decision_without_its_ground_is_asked_for_it_before_it_waits(
    trainee: Visitor, request_to_decide: str
) -> None:
    me = trainee
    cut(me)
    tap(me, request_to_decide)
    decide(me)
    me.page.locator("#luring form [name=ground]").select_option("")
    me.act(SEND_LATER).click()
    expect(me.page.locator("#luring-fault")).to_have_text(re.compile("dahulu:"))
    expect(me.page.locator("#luring [data-waits]")).to_have_count(0)
    back(me)
