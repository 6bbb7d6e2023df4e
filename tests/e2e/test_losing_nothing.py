"""What is typed is never lost and never sent twice: reload, double tap, two tabs, a lost link, a seat that moves."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.deskwork import REPLY, disposed
from tests.e2e.hall import Hall
from tests.e2e.visitor import SEND, Visitor

TEXT = "Yth. Bapak/Ibu Pelapor, petugas kami memeriksa lokasi pada 13 November 2026 dan menemukan 12 lubang."
SECOND = "Tulisan dari tab kedua yang tidak boleh hilang."


@pytest.fixture
def writing(trainee: Visitor) -> tuple[Visitor, str]:
    """A trainee before the open form of an answer, and the report's number."""
    number = disposed(trainee)
    trainee.press("Tindak Lanjut")
    return trainee, number


def test_a_draft_is_there_after_a_reload(writing: tuple[Visitor, str]) -> None:
    me, _number = writing
    me.write(REPLY, TEXT)
    me.sees("Tersimpan di perangkat")
    me.page.reload()
    expect(me.page.get_by_label(REPLY)).to_have_value(TEXT)
    me.look("draft-restored")  # from the device or, once it got there, from the server: a race nobody has to win


def test_a_double_tap_sends_one_answer(writing: tuple[Visitor, str]) -> None:
    me, number = writing
    me.write(REPLY, TEXT)
    with me.page.expect_navigation():
        me.act("Kirim ke publik").dblclick()
    expect(me.page.locator("#ringkasan")).to_be_visible()
    assert me.count_of("follow_up", number) == 0
    with me.page.expect_navigation():
        me.act(SEND).dblclick()
    me.sees("Terkirim ke publik.")
    assert me.count_of("follow_up", number) == 1


def test_a_checked_page_that_is_reloaded_asks_no_question_and_keeps_the_text(writing: tuple[Visitor, str]) -> None:
    me, number = writing
    me.write(REPLY, TEXT)
    me.press("Kirim ke publik", through=False)
    me.page.reload()
    expect(me.page.get_by_label(REPLY)).to_have_value(TEXT)
    assert me.count_of("follow_up", number) == 0


def test_the_second_tab_is_refused_calmly_and_keeps_its_text(writing: tuple[Visitor, str]) -> None:
    me, number = writing
    other = me.second_tab()
    other.go(f"/meja/laporan/{number}?tindakan=follow_up")
    me.write(REPLY, TEXT)
    me.press("Kirim ke publik")
    me.sees("Terkirim ke publik.")
    other.page.get_by_label(REPLY, exact=True).fill(SECOND)
    other.press("Kirim ke publik", "second-tab-refused")
    other.sees("Belum dapat dilakukan.")
    expect(other.page.get_by_label(REPLY)).to_have_value(SECOND)
    assert me.count_of("follow_up", number) == 1


def test_an_answer_written_without_a_link_waits_and_goes_once(writing: tuple[Visitor, str]) -> None:
    me, number = writing
    me.write(REPLY, TEXT)
    me.press("Kirim ke publik", through=False)
    me.context.set_offline(True)
    me.act(SEND).click()
    me.sees("Sambungan terputus, lanjutkan saja.")
    me.sees("1 tindakan menunggu dikirim")
    me.look("link-lost")
    expect(me.page.get_by_label(REPLY)).to_have_value(TEXT)
    assert me.count_of("follow_up", number) == 0
    me.context.set_offline(False)
    expect(me.page.get_by_text("Terkirim ke publik.")).to_be_visible(timeout=15000)
    me.sees("diterima server")
    me.look("link-back")
    assert me.count_of("follow_up", number) == 1


def test_an_answer_sent_without_a_link_is_summed_up_when_the_link_is_back_and_goes_by_the_second_tap(
    writing: tuple[Visitor, str],
) -> None:
    me, number = writing
    me.context.set_offline(True)
    me.write(REPLY, TEXT)
    me.act("Kirim ke publik").click()
    me.sees("1 tindakan menunggu dikirim")
    me.context.set_offline(False)
    expect(me.page.locator("#ringkasan")).to_be_visible(timeout=15000)
    expect(me.page.get_by_label(REPLY)).to_have_value(TEXT)
    assert me.count_of("follow_up", number) == 0
    me.press(SEND)
    me.sees("Terkirim ke publik.")
    assert me.count_of("follow_up", number) == 1


def test_a_text_changed_after_its_summary_is_summed_up_again(writing: tuple[Visitor, str]) -> None:
    me, number = writing
    me.write(REPLY, TEXT)
    me.press("Kirim ke publik", through=False)
    me.write(REPLY, f"{TEXT} Kami selesaikan 20 November 2026.")
    me.press(SEND)
    expect(me.page.locator("#ringkasan")).to_contain_text("20 November 2026")
    assert me.count_of("follow_up", number) == 0
    me.press(SEND)
    assert me.count_of("follow_up", number) == 1


def test_a_seat_moves_with_its_draft_and_the_old_device_is_told_kindly(arrive: Arrive, hall: Hall, width: str) -> None:
    first = arrive(hall, width)
    first.join()
    number = disposed(first)
    first.press("Tindak Lanjut")
    first.write(REPLY, TEXT)
    first.press("Simpan draf", "draft-on-the-server")
    first.sees("Draf disimpan.")

    second = arrive(hall, width)
    second.code, second.account = first.code, first.account
    second.join()
    second.go(f"/meja/laporan/{number}?tindakan=follow_up")
    expect(second.page.get_by_label(REPLY)).to_have_value(TEXT)

    first.go("/meja", "seat-moved-away")
    expect(first.page).to_have_url(re.compile("/masuk"))
    first.sees("Kursi ini dipindahkan ke perangkat lain.")


def test_an_answer_still_on_its_way_when_the_link_is_cut_does_not_say_that_it_is_there(trainee: Visitor) -> None:
    """The status line is true: what was asked before the cut says nothing of the time after it."""
    me = trainee
    me.go("/meja")
    told = me.page.evaluate(
        "() => { const B = window.Bimtek, before = Date.now() - 5; window.dispatchEvent(new Event('offline'));"
        " B.status.connected(false); B.status.connected(true, before); const late = B.status.isConnected();"
        " B.status.connected(true, Date.now()); return [late, B.status.isConnected()]; }"
    )
    assert told == [False, True]


def test_a_cut_told_a_moment_before_the_link_is_gone_is_still_told(trainee: Visitor) -> None:
    """The browser speaks of the cut, the first look still finds the server: the page looks again."""
    me = trainee
    me.go("/meja")
    me.page.wait_for_function("a => localStorage.getItem('bimtek-pack:' + a)", arg=str(me.account))
    me.page.evaluate(
        "() => { const real = window.fetch; let first = true;"
        " window.fetch = (to, how) => { if (how && how.method === 'HEAD' && first) { first = false;"
        " return Promise.resolve({ status: 200 }); } return real(to, how); }; }"
    )
    me.context.set_offline(True)
    me.sees("Sambungan terputus, lanjutkan saja.")
    me.context.set_offline(False)
    me.sees("Tersambung.")


def test_what_was_told_before_an_act_does_not_keep_the_next_page_from_asking(trainee: Visitor) -> None:
    """An act is on its way while the page still hears how things stood: the page after it asks anew."""
    me = trainee
    me.go("/meja")
    kept = "a => (JSON.parse(localStorage.getItem('bimtek-pack:' + a) || '{}').at || 0)"
    me.page.wait_for_function(kept, arg=str(me.account))
    before = me.page.evaluate(kept, str(me.account))
    me.page.evaluate(
        "() => { const form = document.createElement('form'); form.method = 'post'; document.body.append(form);"
        " form.addEventListener('submit', event => event.preventDefault()); form.requestSubmit();"
        " document.dispatchEvent(new CustomEvent('bimtek:link', { detail: true })); }"
    )
    me.page.wait_for_function(f"([a, b]) => ({kept})(a) > b", arg=[str(me.account), before])
    assert me.page.evaluate("() => sessionStorage.getItem('bimtek-acted')") == "1"
    me.go("/meja")
    me.page.wait_for_function("() => sessionStorage.getItem('bimtek-acted') === null")
