"""From the sign-off queue to the paper, from the paper to the check, and months later ten minutes from a personal link."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import expect

from tests.bench.driver import served
from tests.bench.product import Facts, make
from tests.e2e.conftest import Arrive
from tests.e2e.deskwork import mask_all, write_reply
from tests.e2e.hall import Hall
from tests.e2e.visitor import Visitor


def fill(path: Path) -> None:
    """Let the class be over: its half days attended by all but the last few, the first three have shown everything."""
    from bimtek.extensions import db
    from bimtek.people import services as people
    from bimtek.web.transaction import command_transaction
    from bimtek.workshops import services as workshops
    from tests.factories.classes import Made
    from tests.factories.records import attend, complete, plan_days

    app = make(str(path))
    with app.app_context():
        with command_transaction() as session:
            seats = workshops.seats_of(session, 1)
            persons = [person for seat in seats if (person := people.person(session, seat.account_id))]
            made = Made(1, workshops.trainers_of(session, 1)[0], persons)
            plan_days(session, made)
            attend(session, made, persons[:110])
            attend(session, made, persons[110:], "absent")
            for person in persons[:3]:
                complete(session, made, person, {"reply": 3})
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def class_over(made: tuple[Path, Facts], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a class of 118 after its last half day, made once."""
    path = tmp_path_factory.mktemp("after") / "hall.sqlite"
    shutil.copyfile(made[0], path)
    fill(path)
    return path


@pytest.fixture
def hall_after(made: tuple[Path, Facts], class_over: Path, tmp_path: Path) -> Iterator[Hall]:
    """A hall of its own over that class."""
    path = tmp_path / "hall.sqlite"
    shutil.copyfile(class_over, path)
    with served("-m", "tests.bench.product", str(path)) as server:
        yield Hall(server, made[1], path)


def sign_everybody(trainer: Visitor) -> None:
    """The whole queue in one batch."""
    trainer.steer("Sahkan semua yang siap", f"Ya, sahkan {ready(trainer)} orang", "certificate-batch-signed")
    trainer.sees("110 sertifikat disahkan")


def trainer_at_the_queue(arrive: Arrive, hall: Hall, width: str) -> Visitor:
    trainer: Visitor = arrive(hall, width)
    trainer.sign_in()
    trainer.go("/kelas/1/sertifikat?kelompok=ready", "certificate-queue")
    return trainer


@pytest.mark.parametrize("width", ["laptop", "phone"])
def test_the_trainer_looks_at_the_evidence_and_signs(arrive: Arrive, hall_after: Hall, width: str) -> None:
    trainer = trainer_at_the_queue(arrive, hall_after, width)
    with trainer.page.expect_navigation(wait_until="load"):
        trainer.page.get_by_role("button", name="Sahkan Kelulusan").click()
    trainer.look("certificate-signed")
    trainer.sees("1 sertifikat disahkan")
    expect(trainer.page.locator(".strip").first).to_contain_text("Dapat dibatalkan")
    trainer.go("/kelas/1/sertifikat?kelompok=signed", "certificate-queue-signed")
    trainer.page.get_by_role("link", name="B-2026-000").first.click()
    trainer.page.wait_for_load_state()
    trainer.look("certificate-evidence")
    trainer.sees("Tanda tangan, baris bukti, jurnal, dan nilai sekarang cocok.")
    trainer.go("/kelas/1/sertifikat?kelompok=incomplete", "certificate-queue-incomplete")


def test_the_whole_hall_is_signed_and_its_papers_fetched(arrive: Arrive, hall_after: Hall, tmp_path: Path) -> None:
    trainer = trainer_at_the_queue(arrive, hall_after, "laptop")
    sign_everybody(trainer)
    trainer.go("/kelas/1/sertifikat/berkas", "certificate-files-before")
    trainer.press("Buat berkasnya")
    expect(trainer.page.get_by_text("Semua berkas sudah dibuat.")).to_be_visible(timeout=60_000)
    trainer.look("certificate-files-done")
    with trainer.page.expect_download() as download:
        trainer.page.get_by_role("link", name="Satu PDF untuk dicetak").click()
    path = tmp_path / "semua.pdf"
    download.value.save_as(path)
    document = pypdfium2.PdfDocument(path)
    assert len(document) == 2 * 110
    said = zxingcpp.read_barcodes(document[2].render(scale=3).to_pil())[0].text
    stranger: Visitor = arrive(hall_after, "phone")
    stranger.go("/periksa", "check")
    stranger.page.get_by_label("Teks kode QR").fill(said)
    stranger.press("Periksa teks", "check-statement")
    stranger.sees("Sah.")
    stranger.go("/periksa/B-2026-0002", "checked")
    stranger.sees("Nomor ini dikeluarkan di sini")


def ready(trainer: Visitor) -> int:
    """How many the button names."""
    words = trainer.page.locator("summary", has_text="Sahkan semua yang siap").inner_text()
    return int(words.partition("(")[2].partition(")")[0])


@pytest.mark.parametrize("width", ["phone", "laptop"])
def test_ten_minutes_from_the_personal_link(arrive: Arrive, hall_after: Hall, width: str) -> None:
    trainer = trainer_at_the_queue(arrive, hall_after, "laptop")
    sign_everybody(trainer)
    account = hall_after.facts.trainees[0 if width == "phone" else 1].account_id
    trainer.go(f"/kelas/1/penyegaran?tautan={account}", "class-refreshers")
    link = trainer.page.locator(f"#link-{account}").inner_text()
    me: Visitor = arrive(hall_after, width)
    me.account = account
    me.go(link.removeprefix(hall_after.url), "refresher-door")
    me.press("Kerjakan sekarang juga", "refresher-case")
    me.sees("Kerjakan sampai jawaban Anda terkirim.")
    number = me.number()
    if me.truth(number)["sensitive_words"]:
        mask_all(me, number)
    write_reply(me, number)
    me.press("Kirim ke publik")
    me.sees("Isi balasan berhasil disegarkan.")
    me.look("refresher-result")
    me.go("/penyegaran", "refresher-own")
    me.sees("Terakhir: Isi balasan, berhasil.")
    me.go("/sertifikat", "certificate-own")
    me.go("/beranda", "home-with-certificate")
