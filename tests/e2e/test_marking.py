"""A trainer over the machine, at a phone and at a laptop: a level changed and taken back, a dispute, a mark given unseen."""

from __future__ import annotations

from datetime import UTC, datetime

from playwright.sync_api import expect

from bimtek.extensions import db
from bimtek.people import services as people
from bimtek.sandbox import services as sandboxes
from bimtek.web.transaction import command_transaction
from tests.e2e.conftest import Arrive
from tests.e2e.hall import Hall
from tests.e2e.visitor import Visitor
from tests.services.modules.learner import Learner


def answered(me: Visitor) -> tuple[int, str]:
    """A report of this trainee verified under a wrong category, answered with the model answer and ended, through the
    services over the same database: what is tried here is what comes after. Gives its id and number."""
    from tests.bench.product import make

    app = make(str(me.hall.path))
    with app.app_context(), command_transaction() as session:
        person = people.person(session, me.account)
        assert person is not None
        learner = Learner(session, person, 1, datetime.now(UTC).replace(tzinfo=None))
        number = me.hall.arrived(me.account, right_act="dispose")[0]
        case = sandboxes.case_of(session, learner.desk.sandbox, number, learner.desk.moment.sim)
        assert case is not None
        learner.handle_in_a_wrong_category(case)
        found = case.id, case.number
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return found


def test_a_trainer_changes_a_level_and_the_trainee_disputes_another(arrive: Arrive, hall: Hall, width: str) -> None:
    trainee, me = arrive(hall, width), arrive(hall, width)
    trainee.join()
    case, number = answered(trainee)

    me.sign_in()
    me.press("Penilaian", "marking-queue")
    me.go(f"/penilaian/kasus/{case}", "marking-case")
    line = me.page.locator("#level-case-category")
    line.locator("summary").click()
    line.get_by_text("Mesin:").first.wait_for()
    if me.script:
        line.locator("input[type=radio]").first.focus()
        me.page.keyboard.press("4")
        expect(line.locator("input[type=radio][value='4']")).to_be_checked()
    me.page.locator("#level-case-category-reason").select_option("local_rule")
    with me.page.expect_navigation():
        line.get_by_role("button", name="Simpan tingkat").click()
    me.sees("Dapat dibatalkan")
    me.look("marking-case-changed")
    me.press("Batalkan")
    me.sees("Perubahan terakhir dibatalkan.")

    trainee.go(f"/hasil/{number}", "result-with-dispute")
    trainee.press("Saya tidak setuju dengan nilai ini", "dispute")
    trainee.press("Ajukan sanggahan")
    expect(trainee.page.locator("#error-summary")).to_be_focused()
    trainee.choose("Kriteria", "case:category")
    trainee.write("Mengapa Anda tidak setuju?", "Dinas memakai kategori ini menurut tabelnya sendiri.")
    trainee.press("Ajukan sanggahan")
    trainee.sees("Menunggu jawaban fasilitator.")

    me.go("/penilaian/sanggahan", "disputes")
    me.page.locator("[data-rows] a").first.click()
    me.page.wait_for_load_state()
    me.look("dispute-answering")
    me.page.get_by_label("Terima, ubah tingkatnya").check()
    me.page.locator("label[for=level-3]").click()
    me.page.locator("#reason").select_option("local_rule")
    me.write("Jawaban untuk peserta", "Benar, tabel dinas memakai kategori itu.")
    me.press("Kirim jawaban")
    me.sees("Jawaban terkirim kepada peserta.")

    trainee.go("/beranda", "home-with-answer")
    trainee.sees("Sanggahan Anda dijawab")
    trainee.go(f"/hasil/{number}", "result-after-answer")
    trainee.sees("Fasilitator: 3 dari 4")
    trainee.press("Sudah saya baca")
    trainee.go("/beranda")
    trainee.sees_not("Sanggahan Anda dijawab")
    me.go("/penilaian/kesepakatan", "agreement")
    me.sees("terlalu sedikit")


def test_a_mark_is_given_unseen_and_then_compared(arrive: Arrive, hall: Hall, width: str) -> None:
    trainee, me = arrive(hall, width), arrive(hall, width)
    trainee.join()
    case, _number = answered(trainee)
    me.sign_in()
    me.go(f"/penilaian/buta/{case}", "marking-unseen")
    expect(me.page.get_by_text("Mesin:")).to_have_count(0)
    sets = me.page.locator("[data-digits]")
    for _ in range(sets.count()):
        me.page.keyboard.press("1")
    expect(me.page.locator("[data-digits] input:checked")).to_have_count(sets.count())
    me.press("Simpan dan bandingkan", "marking-compared")
    me.sees("Tetap terbuka.")


def test_a_sample_is_marked_alone_and_then_seen_beside_the_reference(arrive: Arrive, hall: Hall, width: str) -> None:
    me = arrive(hall, width)
    me.sign_in()
    me.go("/penilaian/kalibrasi", "calibration")
    code = "k08-air-keruh" if width == "phone" else "k02-pajak"
    me.go(f"/penilaian/kalibrasi/{code}", "calibration-alone")
    me.sees_not("Acuan")
    me.press("Simpan dan lihat yang lain")
    me.sees("Belum tersimpan.")
    sets = me.page.locator("[data-digits]")
    for at in range(sets.count()):
        sets.nth(at).locator("label").last.click()
    me.page.get_by_label("Tidak boleh dikirim").check()
    me.press("Simpan dan lihat yang lain", "calibration-compared")
    me.sees("Acuan: ")
    me.go("/penilaian/kriteria", "one-criterion")
