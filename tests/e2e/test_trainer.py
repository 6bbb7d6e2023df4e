"""A trainer in the hall: the board of everybody, the clock, a list brought in, cards, one person's desk, live changes."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.hall import Hall
from tests.e2e.visitor import Visitor

ROSTERS = Path(__file__).resolve().parent.parent / "data" / "rosters"
#: A4 at 96 points an inch, ten cards a page.
CARDS_ON_A_PAGE = 10


def test_the_board_begins_with_all_118_and_nobody_active(arrive: Arrive, fresh_hall: Hall, width: str) -> None:
    me = arrive(fresh_hall, width)
    me.sign_in()
    me.look("board-nobody")
    expect(me.page.locator(".board-grid tbody tr[id^=person-]")).to_have_count(118)
    expect(me.page.locator(".board-section").first).to_contain_text("Belum ada aktivitas")
    expect(me.page.locator(".board-section").first).to_contain_text("118")


def test_the_clock_is_started_jumped_and_frozen(arrive: Arrive, fresh_hall: Hall, width: str) -> None:
    me = arrive(fresh_hall, width)
    me.sign_in()
    me.go("/papan?kelas=1")  # another journey may have made a newer class
    me.steer("Jalankan jam", "Ya, jalankan jam", "board-running")
    me.sees("118 peserta")
    expect(me.page.locator("time[data-clock=running]")).to_be_visible()
    me.steer("Lompat satu hari kerja", "Ya, lompat", "board-jumped")
    me.steer("Bekukan jam", "Ya, bekukan jam", "board-frozen")
    me.sees("jam dibekukan")
    me.press("Kelas", "classes")
    me.go("/kelas/1", "class")
    me.steer("Jalankan jam", "Ya, jalankan jam", "class-running")
    me.page.locator(".strip").get_by_role("button", name="Batalkan").first.click()
    me.page.wait_for_load_state()
    me.sees("Dibatalkan.")
    me.sees("jam dibekukan")


def test_a_list_with_faults_is_shown_line_by_line_and_its_good_lines_are_seated(
    arrive: Arrive, hall: Hall, width: str
) -> None:
    me = arrive(hall, width)
    me.sign_in()
    me.go("/kelas")
    me.press("Kelas baru", "class-new")
    me.write("Nama kelas", f"Kelas susulan {width}")
    me.write("Tempat", "Aula Kecamatan Contoh")
    me.write("Hari pertama", "2026-11-16")
    me.press("Buat kelas", "class-empty")
    me.sees("Kelas dibuat.")
    me.press("Impor daftar peserta", "roster-bring")
    me.press("Periksa daftar", "roster-no-file")
    expect(me.page.locator("#error-summary")).to_be_focused()
    me.page.get_by_label("Berkas daftar peserta").set_input_files(ROSTERS / "faulty_lines.csv")
    me.press("Periksa daftar", "roster-preview")
    me.sees("Belum ada yang disimpan.")
    take = me.page.get_by_role("button", name=re.compile("^Ambil [0-9]+ baris yang siap$"))
    ready = int(re.findall(r"\d+", take.inner_text())[0])
    assert 0 < ready < 16
    me.press(take.inner_text(), "class-after-import")
    me.sees(f"{ready} peserta didudukkan.")
    me.press("Cetak kartu masuk", "cards")
    expect(me.page.locator(".login-card")).to_have_count(ready)
    me.go("/papan", "board-newest-class")


def test_the_cards_of_a_whole_hall_are_printed_ten_on_a_page(arrive: Arrive, hall: Hall) -> None:
    me = arrive(hall, "laptop")
    me.sign_in()
    me.go("/kelas/1/kartu", "cards-118")
    expect(me.page.locator(".login-card")).to_have_count(118)
    printed = me.page.pdf(prefer_css_page_size=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert pages == -(-118 // CARDS_ON_A_PAGE), f"{pages} sheets of paper"
    me.page.emulate_media(media="print")
    me.photograph("cards-118-on-paper-laptop.png")


def test_the_board_follows_a_trainee_within_five_seconds_and_is_silent_otherwise(
    arrive: Arrive, hall: Hall, width: str
) -> None:
    me, trainee = arrive(hall, width), arrive(hall, width)
    me.sign_in()
    me.go("/papan?kelas=1")
    trainee.take_card()
    mine = me.page.locator(f"#person-{trainee.account}")
    expect(mine).to_contain_text("–")
    trainee.join()
    expect(me.page.locator(".kpi div").first).to_contain_text(f"{joined(hall)} dari 118", timeout=5500)
    trainee.go("/belajar/u6/bacaan")
    trainee.press("Selesai membaca")
    expect(mine.locator(".state-done")).to_have_count(1, timeout=5500)
    me.look("board-after-an-act")
    # Idle minutes are on the board too, so the end of a wall minute is a change: of three answers not all may carry something.
    statuses = []
    for _ in range(3):
        with me.page.expect_response(lambda answer: "/papan/baris" in answer.url, timeout=8000) as silent:
            pass
        statuses.append(silent.value.status)
    assert statuses.count(204) >= 1, f"nothing changed, so nothing is sent: {statuses}"

    me.press(me.page.locator(f"#person-{trainee.account} a").inner_text(), "person")
    me.press("Lihat mejanya", "person-desk")
    me.sees(", hanya baca.")
    me.page.locator("[data-rows] > li a").first.click()
    me.page.wait_for_load_state()
    me.look("person-report")
    expect(me.page.locator("main form")).to_have_count(0)
    me.go("/papan?kelas=1&cari=zzzz", "board-nobody-found")


def joined(hall: Hall) -> int:
    """How many of the demo class have joined."""
    return int(hall.ask("select count(*) from seat where workshop_id = 1 and joined_at is not null")[0][0])


def test_a_password_can_be_looked_at_while_it_is_typed(visitor: Visitor) -> None:
    me = visitor
    me.go("/fasilitator/masuk")
    field = me.page.locator("[name=password]")
    field.fill("kata sandi yang panjang")
    expect(field).to_have_attribute("type", "password")
    me.page.get_by_label("Tampilkan kata sandi").check()
    expect(field).to_have_attribute("type", "text")
    expect(field).to_have_value("kata sandi yang panjang")
    me.look("password-shown")
    me.page.evaluate(
        "() => document.querySelector('[name=password]').form.addEventListener('submit', e => {"
        " e.preventDefault(); window.sentAs = document.querySelector('[name=password]').type; })"
    )
    me.act("Masuk").click()
    assert me.page.evaluate("() => window.sentAs") == "password"
