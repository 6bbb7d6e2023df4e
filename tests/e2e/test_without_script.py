"""An old phone without script: join, verify, answer, see the own certificate, refresh, check a certificate."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.deskwork import REPLY, disposed, write_reply
from tests.e2e.hall import Hall
from tests.e2e.visitor import SEND, WIDTHS, Visitor


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


@pytest.mark.parametrize("width", list(WIDTHS))
def test_certificate_refresher_and_check_serve_without_script(arrive: Arrive, hall: Hall, width: str) -> None:
    """The own record, the refresher and the public check: read, and asked by plain forms; nothing scrolls sideways."""
    me = arrive(hall, width, script=False)
    me.join()
    for path, name in (("/sertifikat", "own-record"), ("/penyegaran", "refresher-own"), ("/periksa", "check")):
        me.go(path, name)
        expect(me.page.locator("h1")).to_be_visible()
        assert _sideways(me) <= 0, f"{path} scrolls sideways"
    me.page.locator("#nomor").fill("B-2026-9999")
    me.press("Periksa", "check-unknown")
    expect(me.page.locator("#nomor-error")).to_be_visible()
    expect(me.page.locator("#nomor")).to_have_value("B-2026-9999")
    me.page.locator("#teks").fill("bukan teks kode QR")
    me.press("Periksa teks", "check-paper-refused")
    expect(me.page.locator("#teks-error")).to_be_visible()
    expect(me.page.locator("#teks")).to_have_value("bukan teks kode QR")
    assert _sideways(me) <= 0


def _sideways(me: Visitor) -> int:
    """By how many pixels the page is wider than the window; asked by the test, the page itself runs no script."""
    return int(me.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
