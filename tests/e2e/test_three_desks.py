"""One officer at three desks: an aduan to its public answer, a request to its letter, a matter led from desk to desk."""

from __future__ import annotations

import io

from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.deskwork import assign_and_test_harm
from tests.e2e.hall import Hall
from tests.e2e.visitor import Visitor

TEXT = (
    "Yth. Bapak/Ibu, terima kasih sudah menyampaikan hal ini. Petugas kami memeriksa lokasinya pada 12 November 2026 dan"
    " memperbaikinya paling lambat 20 November 2026. Bila belum, tanggapi di sini dengan menyebut nomor aduan."
)
REASON = "Pelapor meminta salinan dokumen, bukan mengadukan layanan."


def photo(name: str) -> dict[str, object]:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "seagreen").save(out, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_one_inbox_shows_all_three_desks_with_their_clocks(trainee: Visitor) -> None:
    me = trainee
    me.go("/meja?meja=all", "inbox-all")
    for desk in ("SP4N-LAPOR!", "Baruga Sulsel", "PPID"):
        expect(me.page.locator("[data-rows]")).to_contain_text(desk)
    me.go("/meja?meja=baruga", "inbox-baruga")
    me.go("/meja?meja=ppid", "inbox-ppid")


def test_an_aduan_is_moderated_forwarded_acted_on_with_photos_and_answered_for_all_to_read(trainee: Visitor) -> None:
    me = trainee
    number = me.hall.waiting(me.account, "baruga_new")[0]
    me.open_report(number, "aduan-new")
    me.press("Moderasi dan disposisi", "aduan-moderate")
    for box in me.page.locator("input[name=clear]").all():
        box.check()
    me.page.locator("input[name=title]").fill("Layanan yang dikeluhkan warga")
    me.page.locator("select[name=category]").select_option(str(me.truth(number)["category"]))
    me.page.locator("input[name=targets][value=kabupaten]").check()
    me.press("Moderasi dan disposisi", "aduan-published")
    me.be("Admin Kabupaten")
    me.press("Disposisi ke OPD kabupaten", "aduan-forward")
    me.page.locator("input[name=offices][value=dishub]").check()
    me.press("Disposisi ke OPD kabupaten")
    me.be("Admin OPD")
    me.press("Tindakan", "aduan-act")
    me.page.locator("select[name=office]").select_option("dishub")
    me.page.locator("textarea[name=text]").fill(TEXT)
    me.page.locator("input[name=before]").set_input_files(photo("sebelum.jpg"))  # type: ignore[arg-type]
    me.page.locator("input[name=after]").set_input_files(photo("sesudah.jpg"))  # type: ignore[arg-type]
    me.press("Kirim ke publik", "aduan-acted")
    expect(me.page.locator(".picture-pair img")).to_have_count(2)
    me.press("Tanggapan")
    me.page.locator("textarea[name=text]").fill(TEXT)
    me.press("Kirim ke publik", "aduan-answered")
    assert me.count_of("respond", number) == 1
    me.go(f"/meja/baruga/publik?nomor={number}", "aduan-public")
    me.press("Dukung", "aduan-supported")
    me.sees("Anda sudah mendukung aduan ini")


def test_a_photo_that_is_none_is_refused_beside_its_field_and_the_text_stays(trainee: Visitor) -> None:
    me = trainee
    number = me.hall.waiting(me.account, "baruga_new")[0]
    me.open_report(number)
    me.press("Moderasi dan disposisi")
    for box in me.page.locator("input[name=clear]").all():
        box.check()
    me.page.locator("input[name=title]").fill("Layanan yang dikeluhkan warga")
    me.page.locator("select[name=category]").select_option(str(me.truth(number)["category"]))
    me.page.locator("input[name=targets][value=kabupaten]").check()
    me.press("Moderasi dan disposisi")
    me.be("Admin Kabupaten")
    me.press("Disposisi ke OPD kabupaten")
    me.page.locator("input[name=offices][value=dlh]").check()
    me.press("Disposisi ke OPD kabupaten")
    me.be("Admin OPD")
    me.press("Tindakan")
    me.page.locator("select[name=office]").select_option("dlh")
    me.page.locator("textarea[name=text]").fill(TEXT)
    surat = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": b"%PDF-1.7 surat"}
    me.page.locator("input[name=after]").set_input_files(surat)  # type: ignore[arg-type]
    me.press("Kirim ke publik", "aduan-no-photo")
    me.sees("isinya PDF")
    expect(me.page.locator("textarea[name=text]")).to_have_value(TEXT)


def test_a_request_is_registered_tested_answered_in_part_and_handed_over(trainee: Visitor) -> None:
    me = trainee
    number = me.hall.waiting(me.account, "request_received")[0]
    me.open_report(number, "request-new")
    me.press("Daftarkan dan beri tanda terima", "request-register")
    me.press("Daftarkan dan beri tanda terima", "request-registered")
    me.go(f"/meja/ppid/{number}/tanda-terima", "request-receipt")
    me.open_report(number)
    assign_and_test_harm(me)
    me.press("Kabulkan sebagian", "request-grant-partly")
    me.page.locator("textarea[name=material]").fill("Jumlah penerima tiap desa tahun 2026.")
    me.page.locator("textarea[name=blackened]").fill("NIK dan alamat dihitamkan: data pribadi, Pasal 17 huruf h.")
    me.page.locator("input[name=medium][value=softcopy]").check()
    me.page.locator("input[name=cost][value=none]").check()
    me.page.locator("textarea[name=text]").fill(TEXT)
    me.press("Kabulkan sebagian", "request-granted")
    assert me.count_of("grant_partly", number) == 1
    me.go(f"/meja/ppid/{number}/pemberitahuan", "request-letter")
    me.go("/meja/ppid/register", "request-in-register")
    expect(me.page.locator("table").first).to_contain_text("/PPID/")
    me.go("/meja/ppid/dip", "public-list")
    me.go(f"/meja/laporan/{number}/tenggat", "request-deadlines")


def test_a_report_that_asks_for_documents_opens_a_request_and_both_are_read_as_one(trainee: Visitor) -> None:
    me = trainee
    number = me.hall.arrived(me.account)[1]
    me.open_report(number)
    me.page.locator("details.more-acts > summary").click()
    me.press("Buka permohonan PPID", "bridge-request")
    me.page.locator("textarea[name=reason]").fill(REASON)
    me.press("Buka permohonan PPID", "bridge-opened")
    me.sees("dibuka di meja PPID")
    opened = [n for n in me.hall.waiting(me.account, "request_received") if n.startswith("SIM-P7")]
    assert len(opened) == 1
    me.open_report(opened[0], "bridge-other-side")
    expect(me.page.locator("main")).to_contain_text(REASON)


def test_two_cases_are_tied_and_untied(trainee: Visitor) -> None:
    me = trainee
    one = me.hall.arrived(me.account)[0]
    other = me.hall.waiting(me.account, "baruga_new")[-1]
    me.open_report(one)
    me.page.locator("details.more-acts > summary").click()
    me.press("Tautkan")
    me.page.locator("#number").fill("SIM-B0000001")
    me.page.locator("input[name=link_kind][value=duplicate]").check()
    me.page.locator("textarea[name=reason]").fill("Pelapor dan kejadiannya sama.")
    me.press("Tautkan", "tie-refused")
    me.sees("tidak ada di meja Anda")
    me.page.locator("#number").fill(other.lower())
    me.press("Tautkan", "tied")
    assert me.count_of("link", other) == 1
    me.page.locator("details.more-acts > summary").click()
    me.press("Lepas tautan")
    me.page.locator("#number").fill(other)
    me.page.locator("textarea[name=reason]").fill("Ternyata kejadian yang berbeda.")
    me.press("Lepas tautan", "untied")
    assert me.count_of("unlink", one) == 1


def test_a_trainer_sends_a_surge_takes_it_back_and_releases_the_class(
    arrive: Arrive, fresh_hall: Hall, width: str
) -> None:
    trainer, trainee = arrive(fresh_hall, width), arrive(fresh_hall, width)
    trainee.join()
    trainer.sign_in()
    trainer.go("/kelas/1", "class-overview")
    trainer.go("/kelas/1/kendali", "controls")
    trainer.press("Kirim lonjakan", "surge")
    trainer.press("Kirim lonjakan", "surge-sent")
    trainer.sees("laporan dikirim ke 118 peserta")
    trainee.go("/meja?meja=all")
    expect(trainee.page.locator("main")).to_contain_text("11 terbuka")
    trainer.press("Batalkan", "surge-taken-back")
    trainer.sees("laporan ditarik")
    trainer.go("/kelas/1/kendali")
    trainer.steer("Lompat ke kejadian berikut", "Ya, lompat", "clock-jumped")
    trainer.go("/kelas/1/kendali")
    trainer.page.locator("summary", has_text="Lepas jam").click()
    trainer.page.get_by_text("Kelas ini sudah selesai").click()
    trainer.press("Lepas jam", "class-released")
    trainee.go("/meja/jam", "own-clock")
    trainee.press("Jalankan", "own-clock-running")
    trainee.press("Lompat ke kejadian berikut")
    trainee.sees("Jam Anda sekarang")
