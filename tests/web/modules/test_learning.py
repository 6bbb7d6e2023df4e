"""The learning pages through real requests: what is shown, what a tap does, what is not another's business."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from bimtek.extensions import db
from bimtek.modules import marking
from bimtek.modules.models import Attempt
from bimtek.sandbox import provisioning
from bimtek.sandbox.models import Case, Sandbox
from bimtek.sandbox.services import Moment
from tests.conftest import WALL
from tests.web.committing import committing
from tests.web.workshops.hall import Browser, Hall, forget_request, open_hall


@pytest.fixture
def hall(app: Flask) -> Hall:
    return open_hall(app)


@pytest.fixture
def trainee(hall: Hall) -> Browser:
    return hall.sit_down(hall.seats()[0])


def latest() -> tuple[Attempt, Case]:
    forget_request()
    attempt = db.session.scalars(
        select(Attempt).where(Attempt.case_id.is_not(None)).order_by(Attempt.id.desc())
    ).first()
    assert attempt is not None
    case = db.session.get(Case, attempt.case_id)
    assert case is not None
    assert case.truth is not None
    assert case.reporter is not None
    return attempt, case


def start(browser: Browser, code: str = "u6-t1") -> tuple[Attempt, Case]:
    browser.get("/belajar")
    assert browser.send(f"/belajar/latihan/{code}/mulai", command_id="mulai-1").status_code == 302
    return latest()


def act(browser: Browser, case: Case, action: str, **given: object) -> None:
    answer = browser.send(f"/meja/laporan/{case.number}/{action}", **given)
    assert answer.status_code == 302, answer.text


def test_the_learning_page_names_one_next_thing_and_all_eight_units(trainee: Browser) -> None:
    page = trainee.get("/belajar").text
    assert page.count("button-gold") == 1
    assert "Baca: dari laporan masuk sampai berakhir" in page
    assert all(re.search(rf"\bU{n}\b", page) for n in range(1, 9))
    assert page.count("menyusul") == 8 - len(marking.content().modules)


def test_the_reading_is_safe_html_with_its_sources(trainee: Browser) -> None:
    page = trainee.get("/belajar/u6/bacaan").text
    assert "Perpres 76/2013" in page
    assert "<h2>Lindungi pelapor</h2>" in page
    assert trainee.send("/belajar/bagian/u6-baca/selesai", command_id="a").status_code == 302
    assert "Lihat contoh" in trainee.get("/belajar").text


def test_opening_the_reading_finishes_nothing(trainee: Browser) -> None:
    trainee.get("/belajar/u6/bacaan")
    forget_request()
    assert db.session.scalar(select(Attempt.id)) is None


@pytest.mark.parametrize("step", range(7))
def test_every_step_of_the_example_is_a_page(trainee: Browser, step: int) -> None:
    answer = trainee.get(f"/belajar/u6/contoh?langkah={step}")
    assert answer.status_code == 200
    assert f"langkah {step} dari 6" in answer.text


def test_the_example_hides_what_was_masked(trainee: Browser) -> None:
    assert "0841 2200 317" in trainee.get("/belajar/u6/contoh").text
    assert "0841 2200 317" not in re.sub(
        r"<dl.*?</dl>", "", trainee.get("/belajar/u6/contoh?langkah=2").text, flags=re.DOTALL
    )


def test_the_example_of_a_request_shows_its_form_what_was_asked_and_what_was_given(trainee: Browser) -> None:
    first = trainee.get("/belajar/u1/contoh").text
    assert "Formulir permohonan, seperti diterima" in first
    assert "Permohonan baru masuk." in first
    assert "salinan identitas pemohon, tujuan" in trainee.get("/belajar/u1/contoh?langkah=1").text.lower()
    assert "Ditugaskan kepada" in trainee.get("/belajar/u1/contoh?langkah=4").text
    granted = trainee.get("/belajar/u2/contoh?langkah=3").text
    assert "rekap jumlah penduduk" in granted
    assert "Salinan lunak (surel)" in granted


def test_a_step_beyond_the_example_shows_its_end(trainee: Browser) -> None:
    assert "Saya paham" in trainee.get("/belajar/u6/contoh?langkah=99").text
    assert trainee.get("/belajar/u6/contoh?langkah=x").status_code == 200


def test_an_exercise_shows_its_guide_beside_the_report(trainee: Browser) -> None:
    attempt, case = start(trainee)
    assert trainee.get(f"/belajar/latihan/{attempt.id}").location.endswith(f"/meja/laporan/{case.number}")
    page = trainee.get(f"/meja/laporan/{case.number}").text
    assert "Panduan 1 dari 3" in page
    assert "Periksa langkah ini" in page
    assert "paling tinggi 3 dari 4" in page


def test_checking_a_step_says_at_once_what_is_missing(trainee: Browser) -> None:
    attempt, case = start(trainee)
    answer = trainee.send(f"/belajar/latihan/{attempt.id}/periksa", command_id="c1")
    assert answer.location.endswith("#panduan")
    assert "Masih terbaca di isi laporan" in trainee.get(f"/meja/laporan/{case.number}").text


def test_a_hint_is_shown_after_it_was_asked_for(trainee: Browser) -> None:
    attempt, case = start(trainee)
    assert "Cari tiga hal" not in trainee.get(f"/meja/laporan/{case.number}").text
    trainee.send(f"/belajar/latihan/{attempt.id}/petunjuk", command_id="h1")
    page = trainee.get(f"/meja/laporan/{case.number}").text
    assert "Cari tiga hal" in page
    assert "paling tinggi 2 dari 4" in page


def test_an_exercise_played_in_the_browser_ends_with_its_result(trainee: Browser) -> None:
    _attempt, case = start(trainee)
    act(trainee, case, "mask", other="\n".join(case.truth["sensitive_words"]))
    act(trainee, case, "follow_up", text=case.truth["better_reply"])
    trainee.get(f"/meja/laporan/{case.number}")
    if latest()[1].state == "followed_up":
        trainee.send("/meja/peran", role="agency_admin", number=case.number)
        act(trainee, case, "close", note="Jawaban yang berisi sudah dikirim.")
    assert latest()[0].status == "passed"
    page = trainee.get(f"/hasil/{case.number}").text
    assert "Laporan ini tuntas" in page
    assert page.count("button-gold") == 1
    assert "<mark" in page
    assert "Latihan lulus." in trainee.get(f"/meja/laporan/{case.number}").text


def test_a_leak_shows_its_passage_and_offers_a_twin(trainee: Browser) -> None:
    _attempt, case = start(trainee)
    act(trainee, case, "mask", other="\n".join(case.truth["sensitive_words"]))
    act(
        trainee,
        case,
        "follow_up",
        text=f"Yth. {case.reporter['name']}, HP {case.reporter['phone']}. Kami menambal jalan.",
    )
    page = trainee.get(f"/hasil/{case.number}").text
    assert "Identitas pelapor terbuka" in page
    assert "Coba kasus kembar" in page
    assert 'class="mark-missed"' in page


def test_a_weak_reply_lists_its_gaps_before_what_was_met(trainee: Browser) -> None:
    _attempt, case = start(trainee)
    act(trainee, case, "follow_up", text="Terima kasih laporannya. Akan kami tindak lanjuti.")
    page = trainee.get(f"/hasil/{case.number}").text
    assert page.index("Waktu") < page.index("tercapai penuh")
    assert "Contoh lebih baik" in page


def test_a_report_nobody_touched_has_no_result_yet(trainee: Browser, hall: Hall) -> None:
    forget_request()
    number = db.session.scalars(select(Case.number).order_by(Case.id)).first()
    answer = trainee.get(f"/hasil/{number}")
    assert answer.status_code in (200, 404), "a report still to come is not found"
    if answer.status_code == 200:
        assert "Belum ada yang dinilai" in answer.text


def test_anothers_attempt_and_result_are_not_found(hall: Hall, trainee: Browser) -> None:
    attempt, case = start(trainee)
    other = hall.sit_down(hall.seats()[1])
    assert other.get(f"/belajar/latihan/{attempt.id}").status_code == 404
    assert other.get(f"/hasil/{case.number}").status_code == 404
    for way in ("periksa", "petunjuk", "tunjukkan"):
        assert other.send(f"/belajar/latihan/{attempt.id}/{way}", command_id="x").status_code == 404


@pytest.mark.parametrize(
    "path", ["/belajar/u9/bacaan", "/belajar/zzz/contoh", "/belajar/latihan/999", "/hasil/SIM-0000000", "/hasil/x"]
)
def test_what_does_not_exist_is_not_found(trainee: Browser, path: str) -> None:
    assert trainee.get(path).status_code == 404


def test_an_exercise_that_is_not_open_yet_says_what_comes_first(trainee: Browser) -> None:
    trainee.get("/belajar")
    trainee.send("/belajar/latihan/u6-t2/mulai", command_id="m")
    assert "Selesaikan dahulu latihan sebelumnya." in trainee.get("/belajar").text


def test_an_overlong_command_id_is_refused(trainee: Browser) -> None:
    trainee.get("/belajar")
    assert trainee.send("/belajar/latihan/u6-t1/mulai", command_id="x" * 65).status_code == 400


def test_without_the_token_nothing_starts(trainee: Browser) -> None:
    trainee.token = "falsch"
    assert trainee.send("/belajar/latihan/u6-t1/mulai", command_id="m").status_code == 400


def finished(code: str, variant: int) -> None:
    """The first trainee passed a part before."""
    account = db.session.scalars(select(Sandbox.account_id).order_by(Sandbox.id)).first()
    passed = Attempt(
        account_id=account, exercise=code, variant=variant, step="", status="passed", failed_checks=0, hints={}, shown=[],
        steps=[], answers={}, told={}, said="", said_good=True, started_at=WALL, finished_at=WALL,
    )  # fmt: skip
    db.session.add(passed)
    db.session.commit()


def test_an_independent_request_says_what_counts_and_afterwards_what_became_of_it(trainee: Browser) -> None:
    for variant, code in enumerate(("u1-t1", "u1-t4"), 1):
        finished(code, variant)
    _, case = start(trainee, "u1-mandiri")
    page = trainee.get(f"/meja/laporan/{case.number}").text
    assert "Mandiri, tanpa petunjuk" in page
    assert "Dihitung bila kelengkapan, pendaftaran, dan penugasannya tepat." in page
    assert "Panduan 0" not in page
    act(trainee, case, "register", registration="014/PPID/XI/2026")
    trainee.send("/meja/peran", role="information_officer", number=case.number)
    act(trainee, case, "assign", unit=case.truth["owner"])
    assert "Latihan lulus." in trainee.get(f"/meja/laporan/{case.number}").text


def test_what_the_office_found_is_told_once_the_matter_has_come_to_it(trainee: Browser) -> None:
    _attempt, report = start(trainee, "u7-t1")
    page = unescape(trainee.get(f"/meja/laporan/{report.number}").text)
    assert "Petugas PPID" in page
    assert report.truth["finding"] in page
    with committing():
        sandbox = db.session.get(Sandbox, report.sandbox_id)
        assert sandbox is not None
        aduan = provisioning.open_case(
            db.session(), sandbox, "baruga-street-dark", "uji", Moment(report.received_at, WALL)
        )
        aduan.state, aduan.targets = "baruga_disposed", ["kabupaten"]
        number, owner, finding = aduan.number, aduan.truth["owner"], aduan.truth["finding"]
    assert finding not in unescape(trainee.get(f"/meja/laporan/{number}").text)
    assert trainee.send("/meja/peran", role="regency_admin").status_code == 302
    assert trainee.send(f"/meja/laporan/{number}/forward", offices=[owner]).status_code == 302
    assert finding in unescape(trainee.get(f"/meja/laporan/{number}").text)


def test_the_example_of_u7_says_which_part_went_where_under_which_number(trainee: Browser) -> None:
    page = trainee.get("/belajar/u7/contoh?langkah=2").text
    assert "Permohonan di meja PPID" in page
    assert "Nomor baru" in page
    assert "SIM-P4099072" in page
