"""A trainee learns: card, home, reading, worked example, two guided exercises to their ends, the result of each."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.visitor import Visitor




def mask_all(me: Visitor, number: str, name: str | None = None) -> None:
    """Mask what points to the reporter: what the desk found by itself, and the rest typed in."""
    me.press("Samarkan data", name)
    secrets = [str(word) for word in me.truth(number)["sensitive_words"]]
    me.write("Bagian lain, salin persis dari laporan, satu per baris", "\n".join(secrets))
    me.press("Samarkan data")
    me.sees("Bagian itu disamarkan untuk semua pembaca.")


def verify(me: Visitor, number: str) -> None:
    """Fill the form of verification rightly and send it."""
    truth = me.truth(number)
    me.page.locator(f"input[name=report_class][value={truth['report_class']}]").check()
    me.page.locator("select[name=category]").select_option(str(truth["category"]))
    me.page.locator("select[name=unit]").select_option(str(truth["owner"]))
    me.press("Verifikasi dan disposisi")


def end(me: Visitor) -> None:
    """Close the report unless the citizen has ended it."""
    if not me.page.get_by_text("Laporan ini sudah berakhir.").count():
        me.be("Admin Instansi")
        me.press("Tutup Laporan", "guided-close")
        me.write("Catatan penutup", "Jawaban yang berisi sudah dikirim dan pelapor tidak bertanya lagi.")
        me.press("Tutup Laporan")
    me.sees("Laporan ini sudah berakhir.")


def to_the_exercises(me: Visitor) -> None:
    """Reading and example taken as done, without looking at each page again."""
    me.go("/belajar/u6/bacaan")
    me.press("Selesai membaca")
    me.go("/belajar/u6/contoh?langkah=99")
    me.press("Saya paham, lanjut berlatih")


def test_a_trainee_joins_reads_and_steps_through_the_example(visitor: Visitor) -> None:
    me = visitor
    me.join()
    me.look("home-first")
    assert me.page.locator(".button-gold").count() == 1, "one next thing"
    me.press("Baca", "reading")
    me.press("Selesai membaca", "learning-after-reading")
    me.sees("Tercatat. Lanjut ke bagian berikutnya.")
    assert me.page.locator(".button-gold").count() == 1, "one next thing"
    me.press("Lihat contoh", "example-0")
    for step in range(1, 7):
        me.press("Langkah berikutnya", f"example-{step}")
        me.sees(f"Contoh, langkah {step} dari 6")
    me.press("Saya paham, lanjut berlatih", "learning-after-example")
    expect(me.page.locator(".task-now")).to_contain_text("Jawab laporan yang sudah terdisposisi")


def test_the_first_guided_exercise_is_worked_to_its_end(trainee: Visitor) -> None:
    me = trainee
    to_the_exercises(me)
    me.go("/beranda", "home-exercise-waits")
    me.press("Mulai", "guided-1-start")
    me.open_guide()
    me.look("guided-1-guide")
    number = me.number()
    mask_all(me, number, "guided-1-mask")
    me.press("Tindak Lanjut", "guided-1-reply")
    me.write("Isi balasan publik", str(me.truth(number)["better_reply"]))
    me.press("Kirim ke publik", "guided-1-answered")
    end(me)
    me.open_guide()
    me.sees("Latihan lulus.")
    me.look("guided-1-end")
    me.press("Lihat hasil kriteria demi kriteria", "guided-1-result")
    expect(me.page.locator("mark").first).to_be_visible()
    me.go("/belajar", "learning-after-guided-1")


def test_the_second_guided_exercise_refuses_helps_and_ends(trainee: Visitor) -> None:
    me = trainee
    to_the_exercises(me)
    me.press("Mulai")
    first = me.number()
    mask_all(me, first)
    me.press("Tindak Lanjut")
    me.write("Isi balasan publik", str(me.truth(first)["better_reply"]))
    me.press("Kirim ke publik")
    end(me)
    me.go("/belajar")
    me.press("Mulai", "guided-2-start")
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
    me.be("Pejabat Penghubung")
    wrong = me.act("Verifikasi dan disposisi")
    expect(wrong).to_have_attribute("aria-describedby", "why-verify")
    me.press("Verifikasi dan disposisi")
    verify(me, number)
    me.look("guided-2-refused")
    me.sees("Belum dapat dilakukan.")
    me.be("Admin Instansi")
    me.press("Verifikasi dan disposisi")
    verify(me, number)
    me.look("guided-2-disposed")
    me.be("Pejabat Penghubung")
    me.press("Tindak Lanjut")
    me.write("Isi balasan publik", str(me.truth(number)["better_reply"]))
    me.press("Kirim ke publik")
    end(me)
    me.open_guide()
    me.look("guided-2-end")
    me.sees("Latihan lulus.")
