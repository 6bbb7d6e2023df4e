"""What a trainee does at the desk, told once for every journey that needs it."""

from __future__ import annotations

from tests.e2e.visitor import Visitor

LIAISON, ADMIN = "Pejabat Penghubung", "Admin Instansi"
REPLY = "Isi balasan publik"


def mask_all(me: Visitor, number: str, name: str | None = None) -> None:
    """Mask everything that points to the reporter, copied from the report."""
    me.press("Samarkan data", name)
    secrets = [str(word) for word in me.truth(number)["sensitive_words"]]
    me.write("Bagian lain, salin persis dari laporan, satu per baris", "\n".join(secrets))
    me.press("Samarkan data")
    me.sees("Bagian itu disamarkan untuk semua pembaca.")


def fill_verification(me: Visitor, number: str) -> None:
    """Fill the form of verification rightly and send it."""
    truth = me.truth(number)
    me.page.locator(f"input[name=report_class][value={truth['report_class']}]").check()
    me.page.locator("select[name=category]").select_option(truth["category"])
    me.page.locator("select[name=unit]").select_option(truth["owner"])
    me.press("Verifikasi dan disposisi")


def write_reply(me: Visitor, number: str, name: str | None = None) -> None:
    """Open the form of the answer and write the model answer into it."""
    me.press("Tindak Lanjut", name)
    me.write(REPLY, me.truth(number)["better_reply"])


def end(me: Visitor, name: str | None = None) -> None:
    """Close the report unless the citizen has ended it."""
    if not me.page.get_by_text("Laporan ini sudah berakhir.").count():
        me.be(ADMIN)
        me.press("Tutup Laporan", name)
        me.write("Catatan penutup", "Jawaban yang berisi sudah dikirim dan pelapor tidak bertanya lagi.")
        me.press("Tutup Laporan")
    me.sees("Laporan ini sudah berakhir.")


def disposed(me: Visitor) -> str:
    """A report verified and disposed, open before its liaison; its number."""
    number = me.hall.arrived(me.account, right_act="dispose")[0]
    me.go(f"/meja/laporan/{number}")
    me.press("Verifikasi dan disposisi")
    fill_verification(me, number)
    me.be(LIAISON)
    return number


def assign_and_test_harm(me: Visitor) -> None:
    """Give the open, registered request to a unit and test the harm of what it asks for."""
    me.be("PPID")
    me.press("Tugaskan PPID Pelaksana")
    me.page.locator("select[name=unit]").select_option("dinsos")
    me.press("Tugaskan PPID Pelaksana")
    me.press("Uji konsekuensi", "request-harm-test")
    me.page.locator("textarea[name=content]").fill("Daftar penerima beserta NIK dan alamatnya.")
    me.page.locator("select[name=ground]").select_option("h")
    me.page.locator("textarea[name=if_opened]").fill("Data pribadi penerima tersebar dan dapat disalahgunakan.")
    me.page.locator("textarea[name=if_closed]").fill("Jumlah dan sebaran penerima tetap dapat dilihat semua orang.")
    me.page.locator("input[name=period]").fill("Selama data itu menunjuk orangnya")
    me.press("Uji konsekuensi", "request-tested")


def begin(me: Visitor, part: str, name: str | None = None) -> None:
    """Begin a part of U6 that stands among the open ones, by its heading on the page of the unit."""
    me.go("/belajar/u6")
    card = me.page.locator("section.card", has=me.page.get_by_role("heading", name=part, exact=True))
    with me.page.expect_navigation(wait_until="load"):
        card.get_by_role("button", name="Mulai", exact=True).click()
    if name:
        me.look(name)


def to_the_exercises(me: Visitor) -> None:
    """Take reading and example as done, without looking at each page again."""
    me.go("/belajar/u6/bacaan")
    me.press("Selesai membaca")
    me.go("/belajar/u6/contoh?langkah=99")
    me.press("Saya paham, lanjut berlatih")
