"""A trainee learns: card, home, reading, worked example, two guided exercises to their ends, the result."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.deskwork import ADMIN, LIAISON, begin, end, fill_verification, mask_all, to_the_exercises, write_reply
from tests.e2e.visitor import Visitor


def test_a_trainee_joins_reads_and_steps_through_the_example(visitor: Visitor) -> None:
    me = visitor
    me.join()
    me.look("home-first")
    expect(me.page.locator(".button-gold")).to_have_count(1)
    me.press("Baca", "reading")
    me.press("Selesai membaca", "learning-after-reading")
    me.sees("Tercatat. Lanjut ke bagian berikutnya.")
    expect(me.page.locator(".button-gold")).to_have_count(1)
    me.press("Lihat contoh", "example-0")
    for step in range(1, 7):
        me.press("Langkah berikutnya", f"example-{step}")
        me.sees(f"Contoh, langkah {step} dari 6")
    me.press("Saya paham, lanjut berlatih", "learning-after-example")
    expect(me.page.locator(".task-now").first).to_contain_text("Nilai balasan rekan sebelum menulis sendiri")


def test_the_first_guided_exercise_is_worked_to_its_end(trainee: Visitor) -> None:
    me = trainee
    to_the_exercises(me)
    me.go("/beranda", "home-exercise-waits")
    begin(me, "T1: Jawab laporan yang sudah terdisposisi", "guided-1-start")
    me.open_guide()
    me.look("guided-1-guide")
    number = me.number()
    mask_all(me, number, "guided-1-mask")
    me.sees("Semua data pribadi di isi laporan sudah tertutup.")
    write_reply(me, number, "guided-1-reply")
    me.press("Kirim ke publik", "guided-1-answered")
    end(me, "guided-1-close")
    me.open_guide()
    me.sees("Latihan lulus.")
    me.look("guided-1-end")
    me.press("Lihat hasil kriteria demi kriteria", "guided-1-result")
    expect(me.page.locator("mark").first).to_be_visible()
    me.go("/belajar", "learning-after-guided-1")


def test_the_second_guided_exercise_refuses_helps_and_ends(trainee: Visitor) -> None:
    me = trainee
    to_the_exercises(me)
    begin(me, "T1: Jawab laporan yang sudah terdisposisi")
    first = me.number()
    mask_all(me, first)
    write_reply(me, first)
    me.press("Kirim ke publik")
    end(me)
    begin(me, "T2: Tangani laporan dari awal", "guided-2-start")
    number = me.number()
    me.open_guide()
    me.press("Periksa langkah ini", "guided-2-check-failed")
    me.sees("Belum lengkap.")
    me.sees("Masih terbaca di isi laporan")
    me.sees("Membuka petunjuk: nilai langkah ini paling tinggi 3 dari 4.")
    me.press("Petunjuk 1 dari 3", "guided-2-hint")
    me.sees("Cari angka panjang, petunjuk rumah, dan nama orang.")
    me.sees("Membuka petunjuk: nilai langkah ini paling tinggi 2 dari 4.")
    mask_all(me, number)
    me.open_guide()
    me.sees("Tepat.")
    me.be(LIAISON)
    expect(me.act("Verifikasi dan disposisi")).to_have_attribute("aria-describedby", "why-verify")
    me.press("Verifikasi dan disposisi")
    fill_verification(me, number)
    me.look("guided-2-refused")
    me.sees("Belum dapat dilakukan.")
    assert me.count_of("verify", number) == 0
    me.be(ADMIN)
    me.press("Verifikasi dan disposisi")
    fill_verification(me, number)
    me.look("guided-2-disposed")
    me.be(LIAISON)
    write_reply(me, number)
    me.press("Kirim ke publik")
    end(me)
    me.open_guide()
    me.look("guided-2-end")
    me.sees("Latihan lulus.")
