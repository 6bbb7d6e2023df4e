"""Somebody goes back in a report, answers otherwise, and sees both runs side by side; the first run stays."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.deskwork import LIAISON, REPLY, disposed
from tests.e2e.visitor import Visitor

HASTY = "Baik, laporan akan kami tindak lanjuti."
STRIP = "Cabang: bagaimana jika."


def answered_in_haste(me: Visitor) -> str:
    """A report verified rightly and answered with nothing; its number."""
    number = disposed(me)
    me.press("Tindak Lanjut")
    me.write(REPLY, HASTY)
    me.press("Kirim ke publik")
    return number


def entries_of_the_desk(me: Visitor) -> list[str]:
    """The hashes of the person's main journal, in order."""
    rows = me.hall.ask(
        "select j.hash from journal_entry j join sandbox s on j.stream = 'sandbox/' || s.id"
        " where s.account_id = ? and s.branch_of is null order by j.number",
        me.account,
    )
    return [row[0] for row in rows]


def test_back_to_an_act_answer_otherwise_both_runs_side_by_side_and_run_one_untouched(trainee: Visitor) -> None:
    me = trainee
    number = answered_in_haste(me)
    before = entries_of_the_desk(me)
    me.go(f"/meja/laporan/{number}/putar-ulang", "rewind")
    me.sees("Jalan pertama tetap utuh.")
    places = me.page.get_by_role("button", name="Putar ulang dari sini")
    expect(places).to_have_count(2)
    with me.page.expect_navigation(wait_until="load"):
        places.last.click()
    me.look("branch-report")
    me.sees(STRIP)
    me.sees_not(HASTY)

    me.be(LIAISON)
    me.press("Tindak Lanjut")
    me.write(REPLY, me.truth(number)["better_reply"])
    me.press("Kirim ke publik", "branch-answered")
    if me.act("Lanjut ke kejadian berikutnya").count():
        me.press("Lanjut ke kejadian berikutnya", "branch-next-event")
    me.go("/meja", "branch-desk")
    me.go("/beranda", "branch-home")
    me.sees(STRIP)
    me.press("Bandingkan", "compare")
    me.sees("tetapi isinya lain")
    expect(me.page.locator("main")).to_contain_text("▲ naik")
    expect(me.page.get_by_role("heading", name="Jalan pertama")).to_be_visible()

    me.press("Kembali ke meja", "desk-after-branch")
    me.sees("Anda kembali di meja.")
    me.sees_not(STRIP)
    me.sees(HASTY)
    assert entries_of_the_desk(me)[: len(before)] == before
    me.go(f"/meja/laporan/{number}/putar-ulang", "rewind-with-branch")
    me.press("Lanjutkan cabang")
    me.sees(STRIP)
    other = next(one for one in me.hall.arrived(me.account) if one != number)
    me.go(f"/meja/laporan/{other}", "not-in-branch")
    me.press("Kembali ke meja dan buka laporan ini")
    expect(me.page.locator("h1")).to_be_visible()
    me.sees_not(STRIP)


@pytest.mark.parametrize("width", ["laptop"])
def test_what_waits_in_a_tab_of_the_desk_is_not_sent_into_a_branch(trainee: Visitor) -> None:
    me = trainee
    number = disposed(me)
    at_the_desk = me.second_tab()
    at_the_desk.go(f"/meja/laporan/{number}")
    at_the_desk.press("Tindak Lanjut")
    at_the_desk.write(REPLY, "Panel diganti paling lambat 20 November 2026.")
    me.go(f"/meja/laporan/{number}/putar-ulang")
    with me.page.expect_navigation(wait_until="load"):
        me.page.get_by_role("button", name="Putar ulang dari sini").last.click()
    at_the_desk.press("Kirim ke publik", "astray")
    at_the_desk.sees("Anda berpindah antara meja dan cabang sejak halaman ini dibuka.")
    expect(at_the_desk.page.get_by_label(REPLY)).to_have_value("Panel diganti paling lambat 20 November 2026.")
    assert me.count_of("follow_up", number) == 0
