"""The link is gone for five minutes, the hall is plain http: open reports are read and answered on the page that is open,
and what was written arrives once, in order, or comes back with a reason."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Request, expect

from tests.bench.driver import served
from tests.bench.product import Facts
from tests.e2e.conftest import Arrive
from tests.e2e.deskwork import ADMIN, REPLY
from tests.e2e.hall import Hall, let_days_pass
from tests.e2e.linkless import (
    SEND_LATER,
    back,
    cut,
    emptied,
    hall_of_its_own,
    order_of,
    outbox,
    ready,
    send,
    tap,
    two_disposed,
    write,
)
from tests.e2e.visitor import Visitor

ONE = "Yth. Bapak/Ibu Pelapor, petugas kami memeriksa lokasi kemarin dan memperbaikinya paling lambat 18 November 2026."
TWO = "Yth. Bapak/Ibu Pelapor, regu kami sudah mengukur di tempat dan mengerjakannya paling lambat 17 November 2026."
NOTE = "Regu dua membawa alat ukur."
LEAK = "Kami menghubungi 0840 1111 2222 dan memperbaikinya paling lambat 18 November 2026."
ENDING = "Jawaban yang berisi sudah dikirim dan pelapor tidak bertanya lagi."
FIVE_MINUTES = 5 * 60 * 1000


def test_five_minutes_without_a_link_in_mid_reply_lose_nothing(trainee: Visitor) -> None:
    me = trainee
    one, two = two_disposed(me)
    me.page.clock.install()
    me.go(f"/meja/laporan/{one}?tindakan=follow_up")
    ready(me, one, two)
    me.write(REPLY, ONE[:40])
    cut(me)
    me.write(REPLY, ONE)
    me.page.clock.fast_forward(1000)
    me.sees("Tersimpan di perangkat")
    if me.width == "phone":  # the list beside the report is for the laptop: by way of the report itself
        me.page.evaluate("n => { const a = document.createElement('a'); a.href = '/meja/laporan/' + n; a.textContent = n;"
                         " document.querySelector('main').prepend(a); }", two)  # fmt: skip
    tap(me, two)
    me.look("lost-link-case")
    me.sees("Yang tampil ialah keadaan pukul")
    send(me, TWO)
    send(me, NOTE, "Catatan internal")
    me.sees("2 tindakan menunggu dikirim")
    me.look("lost-link-waiting")
    me.page.clock.fast_forward(FIVE_MINUTES)
    me.page.locator("#luring").get_by_role("link", name=re.compile(".")).first.wait_for()
    tap(me, one)
    expect(me.page.locator("#luring-text")).to_have_value(ONE)
    me.act(SEND_LATER).click()
    me.sees("3 tindakan menunggu dikirim")
    assert [me.count_of("follow_up", n) for n in (one, two)] == [0, 0]
    back(me)
    me.page.clock.fast_forward(10000)
    emptied(me)
    assert order_of(me) == [(two, "follow_up"), (two, "note"), (one, "follow_up")]
    me.sees("Sambungan sudah kembali.")
    me.sees("diterima server")
    me.look("lost-link-back")


def test_a_double_tap_and_the_way_back_of_the_phone(trainee: Visitor) -> None:
    me = trainee
    one, two = two_disposed(me)
    me.go("/meja")
    ready(me, one, two)
    cut(me)
    tap(me, one)
    write(me, ONE)
    me.act(SEND_LATER).dblclick()
    assert outbox(me) == 1
    me.page.go_back()
    expect(me.page.locator("#luring")).to_have_count(0)
    expect(me.page.locator("h1")).to_be_visible()
    me.act("Beranda").click()
    me.sees("Halaman ini memerlukan sambungan.")
    me.look("lost-link-needs-link")
    back(me)
    emptied(me)
    assert me.count_of("follow_up", one) == 1


@pytest.mark.parametrize("width", ["laptop"])
def test_two_tabs_send_each_act_once(trainee: Visitor) -> None:
    me = trainee
    one, two = two_disposed(me)
    other = me.second_tab()
    posts: list[str] = []

    def seen(request: Request) -> None:
        posts.append(request.url) if request.url.endswith("/kiriman") else None

    for tab in (me, other):
        tab.go("/meja")
        tab.page.on("request", seen)
    ready(me, one, two)
    cut(me)
    tap(me, one)
    send(me, ONE)
    tap(other, two)
    send(other, TWO)
    other.sees("2 tindakan menunggu dikirim")
    send(me, NOTE, "Catatan internal")
    back(me)
    emptied(me)
    assert order_of(me) == [(one, "follow_up"), (two, "follow_up"), (one, "note")]
    assert len(posts) == 3


def test_a_server_that_dies_and_comes_back_gets_what_was_written(
    made: tuple[Path, Facts], tmp_path: Path, arrive: Arrive
) -> None:
    path, facts = hall_of_its_own(made, tmp_path)
    with served("-m", "tests.bench.product", str(path)) as server:
        me = arrive(Hall(server, facts, path))
        me.join()
        one, two = two_disposed(me)
        me.go("/meja")
        ready(me, one, two)
        server.process.kill()
        server.process.wait()
        tap(me, one)
        send(me, ONE)
        me.sees("Sambungan terputus, lanjutkan saja.")
    with served("-m", "tests.bench.product", str(path), port=server.port) as again:
        me.hall = Hall(again, facts, path)
        emptied(me)
        assert me.count_of("follow_up", one) == 1


def test_what_the_check_or_the_class_stops_is_told_in_words_and_kept(trainee: Visitor) -> None:
    me = trainee
    one, two = two_disposed(me)
    me.go("/meja")
    ready(me, one, two)
    cut(me)
    tap(me, one)
    send(me, LEAK)
    send(me, NOTE, "Catatan internal")
    me.page.go_back()
    tap(me, two)
    send(me, TWO)
    with closing(sqlite3.connect(me.hall.path)) as connection, connection:  # meanwhile the system closed it
        connection.execute(
            "update \"case\" set state = 'closed_by_system', ended_at = received_at where number = ? and sandbox_id ="
            " (select id from sandbox where account_id = ? and branch_of is null)",
            (two, me.account),
        )
    back(me)
    expect(me.page.locator("[data-returned]")).to_have_count(3, timeout=20000)
    told = me.page.locator(f"[data-returned='{one}']").first
    expect(told).to_contain_text("0840 1111 2222")
    expect(told).to_contain_text(LEAK)
    expect(me.page.locator(f"[data-returned='{two}']")).to_contain_text(TWO)
    me.look("lost-link-returned")
    assert [me.count_of("follow_up", n) for n in (one, two)] == [0, 0]
    assert me.count_of("note", one) == 0
    told.get_by_role("link", name="Buka formulirnya").click()
    expect(me.page.get_by_label(REPLY)).to_have_value(LEAK)
    me.page.locator(f"[data-returned='{one}']").first.get_by_role("button", name="Buang tulisan ini").click()
    expect(me.page.locator(f"[data-returned='{one}']")).to_have_count(1)


def test_signing_out_clears_the_device_and_another_account_sees_nothing(trainee: Visitor, arrive: Arrive) -> None:
    me = trainee
    one, two = two_disposed(me)
    me.go("/meja")
    ready(me, one, two)
    cut(me)
    tap(me, one)
    send(me, LEAK)
    back(me)
    expect(me.page.locator("[data-returned]")).to_have_count(1, timeout=20000)
    me.go("/beranda")
    me.press("Keluar")
    me.sees("Draf yang belum dikirim dihapus dari perangkat ini")
    left = me.page.evaluate(
        "() => Object.keys(localStorage).filter(n => /^bimtek-(pack|outbox|draft|sending):/.test(n))"
    )
    assert left == []
    me.take_card()
    me.join()
    me.go("/meja")
    me.sees_not(LEAK)
    me.page.wait_for_function("a => localStorage.getItem('bimtek-pack:' + a)", arg=str(me.account))
    assert one not in me.page.evaluate("a => localStorage.getItem('bimtek-pack:' + a)", str(me.account))
    assert me.hall.entries(me.account, one, "follow_up") == 0


@pytest.mark.parametrize("width", ["laptop"])
def test_a_seat_moved_while_the_link_was_gone_keeps_the_text_and_sends_it_as_nobody_else(
    trainee: Visitor, arrive: Arrive
) -> None:
    me = trainee
    one, two = two_disposed(me)
    me.go("/meja")
    ready(me, one, two)
    cut(me)
    tap(me, one)
    send(me, ONE)
    elsewhere = arrive(me.hall, "phone")
    elsewhere.code, elsewhere.account = me.code, me.account
    elsewhere.join()
    back(me)
    me.sees("Sesi di perangkat ini berakhir atau kursi dipindahkan.")
    me.sees("1 tindakan menunggu dikirim")
    me.look("lost-link-seat-moved")
    assert outbox(me) == 1
    assert me.count_of("follow_up", one) == 0
    me.join()
    me.go("/meja")
    emptied(me)
    assert me.count_of("follow_up", one) == 1
    assert order_of(me) == [(one, "follow_up")]


@pytest.mark.parametrize("width", ["laptop"])
def test_an_act_with_choices_is_written_with_all_its_fields(trainee: Visitor) -> None:
    me = trainee
    me.go("/meja")
    me.be(ADMIN)
    number = me.hall.arrived(me.account)[0]
    ready(me, number, act="handle")
    cut(me)
    tap(me, number)
    form = me.page.locator("#luring form")
    me.page.locator("#luring").get_by_role("button", name="Kelola sendiri", exact=True).click()
    form.locator("#luring-text").fill(ONE)
    form.get_by_label("Kategori").select_option("")
    me.act(SEND_LATER).click()
    expect(me.page.locator("#luring-fault")).to_have_text(re.compile("dahulu: (Klasifikasi|Kategori)"))
    form.locator("input[name=report_class][value=complaint]").check()
    form.get_by_label("Kategori").select_option(me.truth(number)["category"])
    me.look("lost-link-fields")
    me.act(SEND_LATER).click()
    expect(me.page.locator("#luring [data-waits]")).to_contain_text(ONE)
    back(me)
    emptied(me)
    assert me.count_of("handle", number) == 1


def test_a_phone_that_comes_back_after_the_class_moved_on_gets_its_words_back(
    made: tuple[Path, Facts], tmp_path: Path, arrive: Arrive
) -> None:
    path, facts = hall_of_its_own(made, tmp_path)
    with served("-m", "tests.bench.product", str(path)) as server:
        me = arrive(Hall(server, facts, path), "phone")
        me.join()
        one, _two = two_disposed(me)
        me.go(f"/meja/laporan/{one}?tindakan=follow_up")
        me.write(REPLY, me.truth(one)["better_reply"])
        me.press("Kirim ke publik")
        me.be(ADMIN)
        me.go("/meja?group=handled")
        ready(me, one, act="close")
        cut(me)
        tap(me, one)
        send(me, ENDING, "Tutup Laporan")
        let_days_pass(path, 30)
        back(me)
        told = me.page.locator(f"[data-returned='{one}']")
        expect(told).to_contain_text(ENDING, timeout=20000)
        expect(told).to_contain_text("berakhir")
        me.look("lost-link-class-moved-on")
        assert me.count_of("close", one) == 0
        assert me.count_of("auto_close", one) + me.count_of("settle", one) == 1
        told.locator("blockquote").select_text()
        assert me.page.evaluate("() => String(getSelection()).trim()") == ENDING
        assert outbox(me) == 1
