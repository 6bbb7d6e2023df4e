"""A trainee at the own desk: the acts on a report, the answer with its check, search, keys, language, the way out."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.deskwork import ADMIN, REPLY, disposed, fill_verification
from tests.e2e.visitor import SEND, Visitor

LEAK = "Petugas kami menghubungi 0840 1111 2222. Panel diganti paling lambat 20 November 2026."


def test_reports_are_verified_deferred_returned_and_archived(trainee: Visitor) -> None:
    me = trainee
    one, two, three, four = me.hall.arrived(me.account)[:4]
    me.go("/meja", "desk")
    me.go(f"/meja/laporan/{one}", "report-arrived")
    me.press("Verifikasi dan disposisi", "report-verify")
    fill_verification(me, one)
    me.sees("Terverifikasi dan terdisposisi ke")
    me.look("report-disposed")

    me.go(f"/meja/laporan/{two}")
    me.press("Tunda", "report-defer")
    me.page.locator("input[name=missing]").first.check()
    me.write("Pesan kepada pelapor", "Mohon sebutkan dusun dan desa tempat kejadian, terima kasih.")
    me.press("Tunda", "report-deferred")
    me.sees("Ditunda. Pelapor diminta melengkapi")

    me.go(f"/meja/laporan/{three}")
    me.press("Bukan Wewenang", "report-not-ours")
    me.page.locator("select[name=holder]").select_option("pln")
    me.write("Alasan", "Gardu dan kabel di lokasi ini milik PLN menurut keterangan petugas kami.")
    me.press("Bukan Wewenang", "report-returned")
    me.sees("Dikembalikan ke Admin Nasional dengan usul instansi.")

    me.go(f"/meja/laporan/{four}")
    me.press("Arsipkan", "report-archive")
    me.page.locator("input[name=archive_reason]").first.check()
    me.write("Penjelasan kepada pelapor", "Laporan ini tidak memuat keterangan yang dapat kami periksa.")
    me.press("Arsipkan", "report-archived")
    me.sees("Laporan diarsipkan dengan alasan.")

    for number, act in ((one, "verify"), (two, "defer"), (three, "not_our_authority"), (four, "archive")):
        assert me.count_of(act, number) == 1
    me.go("/meja?group=deferred", "desk-deferred")
    expect(me.page.locator("[data-rows] > li")).to_have_count(1)
    me.go("/meja?group=done", "desk-nothing-there")


def test_the_check_before_sending_shows_leak_and_promise_and_keeps_the_text(trainee: Visitor) -> None:
    me = trainee
    number = disposed(me)
    me.press("Tindak Lanjut")
    me.write(REPLY, LEAK)
    me.press("Kirim ke publik", "reply-checked", through=False)
    expect(me.page.get_by_label(REPLY)).to_have_value(LEAK)
    expect(me.page.locator("#ringkasan .check-look mark")).to_contain_text("0840 1111 2222")
    expect(me.page.locator("#ringkasan")).to_contain_text("20 November 2026")
    expect(me.page.locator("#ringkasan-title")).to_be_focused()
    assert me.count_of("follow_up", number) == 0
    me.press(SEND, "reply-sent")
    me.sees("Terkirim ke publik.")
    me.press("Lihat hasil", "result-leak") if me.act("Lihat hasil").count() else me.go(
        f"/hasil/{number}", "result-leak"
    )
    expect(me.page.locator("mark").first).to_be_visible()
    me.page.go_back()
    me.page.go_back()
    expect(me.page.locator("main")).to_contain_text(number)
    assert me.count_of("follow_up", number) == 1, "going back sends nothing again"


def test_a_form_with_faults_keeps_what_was_typed_and_begins_at_the_list_of_faults(trainee: Visitor) -> None:
    me = trainee
    number = me.hall.arrived(me.account)[0]
    me.go(f"/meja/laporan/{number}")
    me.press("Tunda")
    me.write("Pesan kepada pelapor", "Mohon sebutkan dusunnya.")
    me.press("Tunda", "form-with-faults")
    expect(me.page.locator("#error-summary")).to_be_focused()
    expect(me.page.get_by_label("Pesan kepada pelapor")).to_have_value("Mohon sebutkan dusunnya.")
    assert me.count_of("defer", number) == 0


def test_a_report_is_found_by_its_number_and_the_days_of_its_deadline_are_explained(trainee: Visitor) -> None:
    me = trainee
    number = me.hall.arrived(me.account)[0]
    me.go("/meja")
    me.page.locator("#q").fill(number.lower())
    me.press("Cari")
    expect(me.page).to_have_url(re.compile(f"/meja/laporan/{number}$"))
    me.page.locator("summary", has_text="Fakta laporan").click() if me.width == "phone" else None
    me.press("Mengapa tenggatnya tanggal itu?", "deadlines")
    me.sees("hari kerja ke-3")
    me.go("/meja?q=zzzzqqq", "desk-nothing-found")
    me.sees("Tidak ada laporan yang cocok")
    me.press("Saringan lain", "desk-filters")
    me.go("/meja/laporan-baru", "digitise")


def test_the_language_is_switched_and_switched_back(trainee: Visitor) -> None:
    me = trainee
    me.press("English", "home-english")
    expect(me.page.locator("html")).to_have_attribute("lang", "en")
    me.press("Bahasa Indonesia")
    expect(me.page.locator("html")).to_have_attribute("lang", "id")


def test_who_leaves_is_told_what_stays_and_the_way_back_is_closed(trainee: Visitor) -> None:
    me = trainee
    me.press("Keluar", "signed-out")
    me.sees("Anda sudah keluar")
    me.go("/beranda", "join-after-sign-out")
    me.sees("Silakan masuk dahulu.")


@pytest.mark.parametrize("width", ["laptop"])
def test_keys_list_themselves_walk_the_rows_and_reach_the_search(trainee: Visitor) -> None:
    me = trainee
    me.go("/meja")
    me.page.keyboard.press("?")
    expect(me.page.locator("#shortcuts")).to_be_visible()
    me.look("shortcuts")
    me.page.keyboard.press("Escape")
    expect(me.page.locator("#shortcuts")).to_be_hidden()
    links = me.page.locator("[data-rows] > li a")
    me.page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    me.page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    me.page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()
    me.look("desk-row-in-focus")
    me.page.keyboard.press("/")
    expect(me.page.locator("#q")).to_be_focused()
    me.page.keyboard.type("j?k")
    expect(me.page.locator("#q")).to_have_value("j?k")


def test_the_admin_sees_what_the_liaison_may_not(trainee: Visitor) -> None:
    me = trainee
    disposed(me)
    me.look("report-as-liaison")
    me.be(ADMIN)
    me.look("report-as-admin")
    me.sees("Anda bertindak sebagai")
