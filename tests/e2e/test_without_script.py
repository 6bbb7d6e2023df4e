"""An old phone without script: join, verify, answer."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.deskwork import REPLY, disposed, write_reply
from tests.e2e.hall import Hall
from tests.e2e.visitor import SEND, WIDTHS


@pytest.mark.parametrize("width", list(WIDTHS))
def test_a_report_is_verified_and_answered_without_script(arrive: Arrive, hall: Hall, width: str) -> None:
    me = arrive(hall, width, script=False)
    me.join()
    me.look("home")
    number = disposed(me)
    me.look("report")
    write_reply(me, number)
    me.press("Kirim ke publik", "reply-checked", through=False)
    expect(me.page.locator("#ringkasan")).to_be_in_viewport()
    expect(me.page.get_by_label(REPLY)).to_have_value(me.truth(number)["better_reply"])
    me.press(SEND, "reply-sent")
    me.sees("Terkirim ke publik.")
    assert me.count_of("verify", number) == 1
    assert me.count_of("follow_up", number) == 1
    me.go("/belajar", "learning")
    me.go("/meja", "desk")
