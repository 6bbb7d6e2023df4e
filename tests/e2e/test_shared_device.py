"""A laptop that several officers use after each other: what one typed is not there for the next."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.deskwork import REPLY, disposed
from tests.e2e.hall import Hall

TEXT = "Tulisan yang belum dikirim dan memuat nama warga."
KEPT = "Object.keys(localStorage).filter(name => name.startsWith('bimtek-draft:'))"


def test_signing_out_leaves_no_draft_of_anybody_on_the_laptop(arrive: Arrive, fresh_hall: Hall) -> None:
    me = arrive(fresh_hall, "laptop")
    me.join()
    disposed(me)
    me.press("Tindak Lanjut")
    me.write(REPLY, TEXT)
    me.sees("Tersimpan di perangkat")
    somebody_before = f"bimtek-draft:{me.account + 1}:note:SIM-1"
    me.page.evaluate(
        "name => localStorage.setItem(name, JSON.stringify({at: Date.now(), values: ['rahasia']}))", somebody_before
    )
    assert len(me.page.evaluate(KEPT)) == 2
    me.go("/beranda")
    me.press("Keluar")
    me.sees("Draf yang belum dikirim dihapus dari perangkat ini")
    assert me.page.evaluate(KEPT) == []
    assert TEXT not in me.page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    me.page.go_back()
    expect(me.page.locator("body")).not_to_contain_text(TEXT)
