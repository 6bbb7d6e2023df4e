"""The sign-off queue, one certificate, the papers and the lists, as a trainer uses them; and who may not."""

from __future__ import annotations

import io
import threading
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from sqlalchemy import text

from bimtek.certification import batches
from bimtek.certification.domain.statement import PASSED, read
from bimtek.extensions import db
from bimtek.modules import review_services
from tests.factories.classes import Made, cases_of, make_class, signed_in
from tests.factories.records import AFTER, attend, complete, plan_days
from tests.factories.tampering import tamper
from tests.web.committing import committing
from tests.web.judging import JudgingClient


@pytest.fixture
def made(app: Flask) -> Made:
    """A class of four after its last half day: two have shown everything, one was only there, one was not."""
    app.extensions["test_wall"] = AFTER
    with committing():
        session = db.session()
        built = make_class(session, count=4)
        plan_days(session, built)
        attend(session, built, built.people[:3])
        attend(session, built, built.people[3:], "absent")
        for person in built.people[:2]:
            complete(session, built, person)
    return built


@pytest.fixture
def at(made: Made) -> str:
    return f"/kelas/{made.workshop_id}/sertifikat"


def sign_all(trainer: JudgingClient, at: str) -> str:
    trainer.get(at)
    page = trainer.post(f"{at}/sahkan", data={}, follow_redirects=True).get_data(as_text=True)
    db.session.rollback()  # what this test read before, it forgets
    return page


def test_the_queue_shows_everybody_by_group_with_the_evidence_of_one(trainer: JudgingClient, at: str) -> None:
    page = trainer.get(at).get_data(as_text=True)
    assert "Nomor berikutnya B-2026-0001" in page
    assert "B-2026-0001 sampai B-2026-0003" in page
    assert "Semua syarat terpenuhi" in page
    assert "24 dari 24 butir, Post-test" in page
    assert "Peserta Nomor 4" not in page
    assert "Peserta Nomor 4" in trainer.get(f"{at}?kelompok=incomplete").get_data(as_text=True)


def test_what_is_missing_is_said_in_words(trainer: JudgingClient, made: Made, at: str) -> None:
    page = trainer.get(f"{at}?orang={made.people[2].id}").get_data(as_text=True)
    for words in ("Masih terbuka: U1", "Kerjakan post-test atau ujian", "Belum ada kasus mandiri", "Masih kurang:"):
        assert words in page


def test_a_batch_is_signed_in_one_tap_and_can_be_taken_back(trainer: JudgingClient, made: Made, at: str) -> None:
    page = sign_all(trainer, at)
    assert "3 sertifikat disahkan: B-2026-0001 sampai B-2026-0003." in page
    assert "Dapat dibatalkan" in page
    again = sign_all(trainer, at)
    assert "Tidak ada yang siap disahkan." in again


def test_one_person_is_signed_and_a_double_tap_is_told(trainer: JudgingClient, made: Made, at: str) -> None:
    trainer.get(at)
    wanted = {"orang": str(made.people[1].id), "jenis": PASSED}
    assert (
        "1 sertifikat disahkan: B-2026-0001." in trainer.post(f"{at}/sahkan", data=wanted, follow_redirects=True).text
    )
    assert "Sudah disahkan" in trainer.post(f"{at}/sahkan", data=wanted, follow_redirects=True).text
    absent = {"orang": str(made.people[3].id), "jenis": PASSED}
    assert "Syaratnya belum terpenuhi" in trainer.post(f"{at}/sahkan", data=absent, follow_redirects=True).text


def test_sending_back_asks_for_a_reason_and_the_person_reads_it(
    trainer: JudgingClient, trainee: JudgingClient, made: Made, at: str
) -> None:
    who = {"orang": str(made.people[0].id)}
    trainer.get(at)
    refused = trainer.post(f"{at}/kembalikan", data={**who, "alasan": " "}, query_string=f"orang={made.people[0].id}")
    assert refused.status_code == 422
    assert "Tulis alasannya." in refused.text
    hostile = "<script>alert(1)</script> Lengkapi NIP."
    page = trainer.post(f"{at}/kembalikan", data={**who, "alasan": hostile}, follow_redirects=True).text
    assert "&lt;script&gt;" in page
    assert "Lengkapi NIP." in trainee.get("/sertifikat").text
    assert "Kembali ke antrean." in trainer.post(f"{at}/antrekan", data=who, follow_redirects=True).text


def test_a_certificate_leads_from_each_criterion_to_the_case_and_the_entry(trainer: JudgingClient, at: str) -> None:
    sign_all(trainer, at)
    page = trainer.get(f"{at}/1").text
    assert "Tanda tangan, baris bukti, jurnal, dan nilai sekarang cocok." in page
    assert "/penilaian/" in page or "reviews" in page or "kasus" in page.lower()
    assert "sandbox/" in page


def test_a_changed_mark_is_named_on_the_page_and_in_public(trainer: JudgingClient, app: Flask, at: str) -> None:
    sign_all(trainer, at)
    with committing():
        tamper(db.session(), "update judgement set result = replace(result, '\"level\": 4', '\"level\": 3')")
    assert "berubah tanpa catatan jurnal: 4, sekarang 3. [judgement SIM-" in trainer.get(f"{at}/1").text
    assert "tidak dapat dibenarkan" in app.test_client().get("/periksa/B-2026-0001").text


def test_revoking_asks_for_a_reason_and_shows_in_public(trainer: JudgingClient, app: Flask, at: str) -> None:
    sign_all(trainer, at)
    assert trainer.post(f"{at}/1/cabut", data={"alasan": ""}).status_code == 422
    assert "dicabut" in trainer.post(f"{at}/1/cabut", data={"alasan": "Salah orang"}, follow_redirects=True).text
    page = app.test_client().get("/periksa/B-2026-0001").text
    assert "Sertifikat ini dicabut" in page
    assert "Salah orang" in page


def test_the_paper_reads_back_with_its_code_fonts_and_both_sides(trainer: JudgingClient, at: str) -> None:
    trainer.get(at)
    trainer.post(f"{at}/penanda-tangan", data={"nama": "Contoh #strong[x] Nama, S.Kom.", "jabatan": "Kepala Contoh"})
    sign_all(trainer, at)
    texts = {}
    for number in (1, 3):
        data = trainer.get(f"{at}/{number}.pdf").data
        assert b"/FontFile" in data
        document = pypdfium2.PdfDocument(data)
        assert len(document) == 2
        width, height = document[0].get_size()
        assert width > height
        found = read(zxingcpp.read_barcodes(document[0].render(scale=3).to_pil())[0].text)
        assert found is not None
        assert found.is_of_holder
        texts[number] = "".join(document[page].get_textpage().get_text_range() for page in range(2))
        assert data == trainer.get(f"{at}/{number}.pdf").data
    passed, attended = texts[1], texts[3]
    for words in (
        "Kelulusan",
        "B-2026-0001",
        "Peserta Nomor 1",
        "NIP",
        "Sekretaris",
        "Dinas Sosial",
        "LULUS",
        "Jumlah",
        "JP",
    ):
        assert words in passed, words
    assert "Keikutsertaan" in attended
    assert "LULUS" not in attended
    assert "Nilai dari 4" not in attended
    for sheet in (passed, attended):
        assert "SIMULASI" not in sheet
        assert "bukan tanda tangan elektronik BSrE" in sheet.replace("\r\n", " ")


def test_all_papers_of_a_class_are_made_with_progress_and_fetched(trainer: JudgingClient, at: str) -> None:
    assert trainer.get(f"{at}/berkas/sertifikat.zip").status_code == 404
    sign_all(trainer, at)
    trainer.post(f"{at}/berkas", data={})
    for _wait in range(200):
        page = trainer.get(f"{at}/berkas", headers={"X-Live": "1", "X-Version": ""}).text
        if "Semua berkas sudah dibuat" in page:
            break
        time.sleep(0.05)
    archive = zipfile.ZipFile(io.BytesIO(trainer.get(f"{at}/berkas/sertifikat.zip").data))
    assert archive.namelist() == [f"B-2026-000{n}.pdf" for n in (1, 2, 3)]
    assert len(pypdfium2.PdfDocument(trainer.get(f"{at}/berkas/semua.pdf").data)) == 6
    for name in ("jumlah", "..%2f..%2ftest.sqlite", "B-2026-0001.pdf"):
        assert trainer.get(f"{at}/berkas/{name}").status_code == 404


def test_looking_while_files_are_made_never_fails(tmp_path: Path) -> None:
    """Files appear, are renamed and go while a page counts them."""
    stop = threading.Event()

    def make() -> None:
        while not stop.is_set():
            batches._write(tmp_path / batches.TOTAL, b"3")
            for name in ("a.pdf", "b.pdf"):
                batches._write(tmp_path / name, b"x")
            (tmp_path / "a.pdf").unlink()

    worker = threading.Thread(target=make)
    worker.start()
    try:
        looks = [batches.standing(tmp_path) for _ in range(2000)]
    finally:
        stop.set()
        worker.join()
    assert {found.total for found in looks if found} == {3}


def test_the_lists_hold_everybody_and_no_formula(trainer: JudgingClient, made: Made, at: str) -> None:
    with committing():
        db.session.execute(text("update seat set name = '=SUM(1)' where account_id = :id"), {"id": made.people[0].id})
    sign_all(trainer, at)
    sheet = openpyxl.load_workbook(io.BytesIO(trainer.get(f"{at}/daftar.xlsx").data)).active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    lines = trainer.get(f"{at}/daftar.csv").data.decode("utf-8-sig").splitlines()
    assert len(lines) == 5
    assert "'=SUM(1)" in lines[1]
    assert "B-2026-0001" in lines[1]


def test_another_class_is_not_found_and_who_watches_may_not_sign(app: Flask, made: Made, at: str) -> None:
    with committing():
        other = make_class(db.session(), count=1, username="lain")
        db.session.execute(
            text("update facilitator set role = 'observer' where workshop_id = :id"), {"id": made.workshop_id}
        )
    stranger, watcher = signed_in(app, db.session(), other.trainer), signed_in(app, db.session(), made.trainer)
    for path in (at, f"{at}/1", f"{at}/1.pdf", f"{at}/daftar.csv", f"{at}/berkas"):
        assert stranger.get(path).status_code == 404
    assert watcher.get(at).status_code == 200
    assert "Sahkan semua" not in watcher.get(at).get_data(as_text=True)
    assert watcher.post(f"{at}/sahkan", data={}).status_code == 403
    assert watcher.post(f"{at}/penanda-tangan", data={"nama": "x"}).status_code == 403


def test_a_certificate_of_another_class_is_not_reached_through_ones_own(
    app: Flask, trainer: JudgingClient, at: str
) -> None:
    sign_all(trainer, at)
    with committing():
        other = make_class(db.session(), count=1, username="lain")
    stranger = signed_in(app, db.session(), other.trainer)
    stranger.get("/kelas")
    for path in ("1", "1.pdf"):
        assert stranger.get(f"/kelas/{other.workshop_id}/sertifikat/{path}").status_code == 404
    assert stranger.post(f"/kelas/{other.workshop_id}/sertifikat/1/cabut", data={"alasan": "x"}).status_code == 404


def test_the_pages_follow_the_rules_in_both_languages(trainer: JudgingClient, made: Made, at: str) -> None:
    sign_all(trainer, at)
    trainer.post("/bahasa", data={"language": "en", "next": "/"})
    for path in (
        at,
        f"{at}?kelompok=signed",
        f"{at}/1",
        f"{at}/berkas",
        f"/kelas/{made.workshop_id}/kursi/{made.people[0].id}",
    ):
        assert trainer.get(path).status_code == 200


def test_a_class_without_people_has_an_honest_page(app: Flask) -> None:
    with committing():
        empty = make_class(db.session(), count=0)
    page = signed_in(app, db.session(), empty.trainer).get(f"/kelas/{empty.workshop_id}/sertifikat")
    assert "Belum ada peserta" in page.get_data(as_text=True)


def test_erasing_from_the_seat_page_needs_the_keeper_and_leaves_the_number(
    trainer: JudgingClient, made: Made, app: Flask, at: str
) -> None:
    sign_all(trainer, at)
    seat = f"/kelas/{made.workshop_id}/kursi/{made.people[0].id}"
    assert "Hapus data pribadi" in trainer.get(seat).text
    assert "Data pribadi dihapus" in trainer.post(f"{seat}/hapus-data", data={}, follow_redirects=True).text
    page = app.test_client().get("/periksa/B-2026-0001").text
    assert "dihapus atas permintaan pemilik" in page
    assert "Sah." in page
    app.extensions["test_wall"] = AFTER + timedelta(days=1)


def test_a_level_a_trainer_changed_is_shown_with_who_and_why(trainer: JudgingClient, made: Made, at: str) -> None:
    with committing():
        case = cases_of(db.session(), made.people[0])[0]
        piece = review_services.piece_for(db.session(), made.trainer, case.id)
        assert piece is not None
        review_services.override(
            db.session(), made.trainer, piece, "case:category", 3, "missed_fact", "Lihat catatan.", AFTER
        )
    page = trainer.get(f"{at}?orang={made.people[0].id}").text
    assert "diubah fasilitator dari 4" in page
    assert "Fasilitator Uji, Fakta dilewatkan mesin: <bdi>Lihat catatan.</bdi>" in page
    sign_all(trainer, at)
    assert "diubah fasilitator dari 4" in trainer.get(f"{at}/1").text
