"""The wall in a real browser: it fits without scrolling, a vote on a phone reaches it, and it comes back from sleep."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Arrive
from tests.e2e.hall import Hall
from tests.e2e.visitor import Visitor

PLAIN = "Terima kasih atas laporannya. Laporan akan segera kami tindak lanjuti sesuai ketentuan yang berlaku."
GOOD = "Selasa petugas kami memeriksa 14 lampu padam. Panel yang terbakar kami ganti paling lambat Jumat, 20 November 2026."
#: Projectors as they hang in halls, across and down.
WALLS = ((1024, 768), (1280, 720), (1366, 768), (1920, 1080))


def fits(wall: Page) -> None:
    """On every projector the whole page is in sight."""
    for across, down in WALLS:
        wall.set_viewport_size({"width": across, "height": down})
        said = wall.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        assert said[0] <= across, f"{across} x {down}: {said[0]} across"
        assert said[1] <= down, f"{across} x {down}: {said[1]} down"


def show_two_replies(trainer: Visitor, first: str = PLAIN, second: str = GOOD) -> None:
    """The trainer opens a vote."""
    trainer.go("/kelas/1/cermin", "mirror-empty")
    trainer.write("Situasi", "Lampu jalan padam dua pekan di depan pasar.")
    trainer.write("Balasan A", first)
    trainer.write("Balasan B", second)
    trainer.press("Tampilkan dan buka pemungutan suara", "mirror-open")
    trainer.sees("Peserta dapat memilih.")


def test_a_vote_on_a_phone_reaches_the_wall_and_the_rubric_speaks_after_it(arrive: Arrive, fresh_hall: Hall) -> None:
    trainer, wall, phone = arrive(fresh_hall), arrive(fresh_hall), arrive(fresh_hall, "phone")
    for someone in (trainer, wall):
        someone.sign_in()
    phone.join()
    wall.go("/kelas/1/layar", "wall-welcome")
    fits(wall.page)

    show_two_replies(trainer)
    expect(wall.page.locator("#wall")).to_contain_text(GOOD, timeout=5500)
    wall.look("wall-mirror")
    fits(wall.page)

    phone.go("/beranda", "home-vote")
    phone.press("Pilih sekarang", "vote")
    for criterion, choice in (("finding", "b"), ("action", "b"), ("timeframe", "same")):
        phone.page.locator(f"label[for={criterion}-{choice}]").click()
    phone.press("Kirim pilihan", "vote-sent")
    phone.sees("Pilihan Anda terkirim.")
    expect(wall.page.locator("#wall")).to_contain_text("1 dari 1 peserta sudah memilih", timeout=5500)

    trainer.press("Tutup pemungutan suara", "mirror-closed")
    expect(wall.page.locator(".projector-votes")).to_contain_text("B lebih banyak dipilih", timeout=5500)
    expect(wall.page.locator(".projector-votes")).to_contain_text("Rubrik B: 2 dari 2.")
    wall.look("wall-result")
    fits(wall.page)
    phone.page.locator("label[for=finding-a]").click()
    phone.press("Ubah pilihan", "vote-closed")
    phone.sees("pilihan Anda tidak dihitung")
    assert fresh_hall.ask("select choice from mirror_vote where criterion = 'finding'") == [("b",)]


def test_the_longest_words_that_are_allowed_fit_every_projector(arrive: Arrive, fresh_hall: Hall) -> None:
    trainer, wall = arrive(fresh_hall), arrive(fresh_hall)
    for someone in (trainer, wall):
        someone.sign_in()
    trainer.go("/kelas/1/cermin")
    trainer.write(
        "Pertanyaan", "Mana dari dua balasan ini yang lebih menolong warga yang sudah lama menunggu jawaban?"[:90]
    )
    trainer.write("Situasi", ("Lampu jalan padam dua pekan di depan pasar lama. " * 5)[:240].strip())
    trainer.write(
        "Balasan A", ("Petugas kami memeriksa pompa dan pipa di jalan itu pada hari Selasa. " * 20)[:1000].strip()
    )
    trainer.write("Balasan B", ("Panel yang terbakar kami ganti paling lambat hari Jumat depan. " * 20)[:1000].strip())
    trainer.page.get_by_label("Bahasa").check()
    trainer.press("Tampilkan dan buka pemungutan suara")
    wall.go("/kelas/1/layar")
    fits(wall.page)
    trainer.press("Tutup pemungutan suara")
    expect(wall.page.locator(".projector-votes")).to_be_visible(timeout=5500)
    fits(wall.page)


@pytest.mark.parametrize("script", [True, False])
def test_a_vote_can_be_cast_with_and_without_a_script(arrive: Arrive, fresh_hall: Hall, script: bool) -> None:
    trainer, phone = arrive(fresh_hall), arrive(fresh_hall, "phone", script)
    trainer.sign_in()
    phone.join()
    show_two_replies(trainer)
    phone.go("/cermin")
    phone.page.locator("label[for=action-a]").click()
    phone.press("Kirim pilihan")
    phone.sees("Pilihan Anda terkirim.")
    assert fresh_hall.ask("select criterion, choice from mirror_vote") == [("action", "a")]


def test_a_wall_that_slept_shows_what_is_true_as_soon_as_it_wakes(arrive: Arrive, fresh_hall: Hall) -> None:
    trainer, wall = arrive(fresh_hall), arrive(fresh_hall)
    for someone in (trainer, wall):
        someone.sign_in()
    wall.go("/kelas/1/layar")
    hidden = "Object.defineProperty(document, 'hidden', {{configurable: true, get: () => {}}});"
    wall.page.evaluate(hidden.format("true") + "document.dispatchEvent(new Event('visibilitychange'))")
    show_two_replies(trainer)
    wall.page.wait_for_timeout(3500)
    assert GOOD not in wall.page.locator("#wall").inner_text(), "a hidden page asks for nothing"
    wall.page.evaluate(hidden.format("false") + "document.dispatchEvent(new Event('visibilitychange'))")
    expect(wall.page.locator("#wall")).to_contain_text(GOOD, timeout=2000)
