"""Sitting a test: on a phone through a lost link, without a script, on a second device, against the clock; the trainer reads what it says."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page, expect

from bimtek.extensions import db
from bimtek.modules import sitting_content, sitting_services, sitting_steering
from bimtek.people import services as people
from bimtek.sandbox.services import Moment
from bimtek.web.transaction import command_transaction
from bimtek.workshops import services as workshops
from tests.bench.product import make
from tests.e2e.conftest import Arrive
from tests.e2e.hall import Hall
from tests.e2e.visitor import Visitor


def stored(me: Visitor, kind: str = "pre") -> dict[str, Any]:
    """What the server has of this person's test."""
    (row,) = me.hall.ask(
        "select id, answers, flags, finished_by, form from sitting where account_id = ? and kind = ?", me.account, kind
    )
    return {
        "id": row[0],
        "answers": json.loads(row[1]),
        "flags": json.loads(row[2]),
        "by": row[3],
        "form": json.loads(row[4]),
    }


def finished(me: Visitor) -> int:
    """How often this person's journal says that a test was finished."""
    return int(me.hall.ask("select count(*) from journal_entry where kind = 'sitting_finished' and data like ? and stream ="
                           " (select 'sandbox/' || id from sandbox where account_id = ? limit 1)", "%", me.account)[0][0])  # fmt: skip


def answer(page: Page, number: int, option: int = 0) -> None:
    """Choose an option of a question as it is shown."""
    page.locator(f"#soal-{number} input[type=radio]").nth(option).check()


def start(me: Visitor, word: str = "Mulai Pre-test") -> None:
    """From the home page into a test."""
    me.press("Tes", "tests")
    me.press(word, "sitting")


def on_server(me: Visitor, count: int, kind: str = "pre") -> None:
    """The server has this many answers, in a moment."""
    for _ in range(100):
        if len(stored(me, kind)["answers"]) == count:
            return
        me.page.wait_for_timeout(150)
    assert len(stored(me, kind)["answers"]) == count


def move_end(hall: Hall, account: int, seconds: int) -> None:
    """Let this person's exam end so many seconds from now."""
    end = datetime.now(UTC).replace(tzinfo=None) + timedelta(seconds=seconds)
    with closing(sqlite3.connect(hall.path, timeout=15)) as connection, connection:
        written = end.strftime("%Y-%m-%d %H:%M:%S.%f")
        connection.execute("update sitting set ends_at = ? where account_id = ? and kind = 'exam'", (written, account))


def test_a_lost_link_in_a_test_stops_nobody_and_loses_nothing(trainee: Visitor) -> None:
    me = trainee
    start(me)
    for number in range(1, 6):
        answer(me.page, number)
    on_server(me, 5)
    me.sees("diterima server")
    me.context.set_offline(True)
    me.act("Berikutnya").click()
    expect(me.page.locator("#soal-6")).to_be_visible()
    expect(me.page.locator("#soal-1")).to_be_hidden()
    for number in range(6, 11):
        answer(me.page, number, 1)
    me.page.locator("#soal-7").get_by_role("checkbox").check()
    me.sees("Sambungan terputus, lanjutkan saja.")
    expect(me.page.locator("[data-answered-count]")).to_have_text("10")
    me.look("sitting-link-lost")
    assert len(stored(me)["answers"]) == 5
    me.context.set_offline(False)
    on_server(me, 10)
    assert stored(me)["flags"] == [stored(me)["form"][6][0]]
    me.sees("Tersambung.")
    me.page.reload()
    expect(me.page.locator("#soal-6 input[type=radio]").nth(1)).to_be_checked()


def test_what_was_chosen_without_a_link_is_there_when_the_page_is_opened_again(trainee: Visitor) -> None:
    me = trainee
    start(me)
    address = me.page.url
    me.context.set_offline(True)
    answer(me.page, 2, 3)
    me.sees("Tersimpan di perangkat")
    me.page.goto("about:blank")
    me.context.set_offline(False)
    me.page.goto(address)
    expect(me.page.locator("#soal-2 input[type=radio]").nth(3)).to_be_checked()
    on_server(me, 1)


def test_the_check_names_what_is_open_and_a_double_tap_hands_in_once(trainee: Visitor) -> None:
    me = trainee
    start(me)
    for part in range(4):
        for number in range(5 * part + 1, min(5 * part + 5, 16) + 1):
            if number != 9:
                answer(me.page, number, number % 4)
        if part < 3:
            me.act("Berikutnya").click()
    me.press("Periksa sebelum dikumpulkan", "sitting-check")
    me.sees("15 dari 16 soal terjawab.")
    me.press("Jawab soal 9")
    expect(me.page.locator("#soal-9")).to_be_visible()
    answer(me.page, 9)
    me.page.go_back()
    me.press("Kembali ke soal")
    on_server(me, 16)
    me.go(f"/tes/{stored(me)['id']}/periksa")
    with me.page.expect_navigation(url="**/hasil"):
        me.act("Kumpulkan").dblclick()
    me.look("sitting-result")
    assert finished(me) == 1
    me.sees("dari 16 benar.")
    me.sees("Unit demi unit")
    me.go("/tes", "tests-done")


def test_a_test_is_sat_without_a_script(arrive: Arrive, hall: Hall) -> None:
    me = arrive(hall, "phone", script=False)
    me.join()
    start(me)
    for number in range(1, 17):
        answer(me.page, number, 2)
    me.press("Simpan jawaban")
    me.sees("Jawaban tersimpan.")
    assert len(stored(me)["answers"]) == 16
    me.press("Periksa sebelum dikumpulkan", "sitting-check")
    me.press("Kumpulkan", "sitting-result")
    assert finished(me) == 1


def test_a_test_goes_on_at_another_device(arrive: Arrive, hall: Hall) -> None:
    phone = arrive(hall, "phone")
    phone.join()
    start(phone)
    answer(phone.page, 1, 2)
    on_server(phone, 1)
    laptop = arrive(hall, "laptop")
    laptop.code, laptop.account = phone.code, phone.account
    laptop.join()
    laptop.press("Tes")
    laptop.press("Lanjutkan")
    expect(laptop.page.locator("#soal-1 input[type=radio]").nth(2)).to_be_checked()
    answer(laptop.page, 1, 3)
    on_server(laptop, 1)
    answer(phone.page, 2)
    phone.sees("Halaman ini tidak lagi tersambung dengan kursi Anda.")
    phone.look("sitting-moved")


def test_an_exam_hands_itself_in_when_its_time_is_over_and_its_marks_wait(
    arrive: Arrive, hall: Hall, width: str
) -> None:
    trainer = arrive(hall, width)
    trainer.sign_in()
    trainer.go("/kelas/1/tes", "class-tests")
    if trainer.act("Buka Ujian").count():
        trainer.press("Buka Ujian", "class-tests-opened")
        trainer.sees("Ujian dibuka untuk 118 peserta.")
    me = arrive(hall, width)
    me.join()
    trainer.go(f"/kelas/1/tes/orang/{me.account}")
    trainer.write("Menit tambahan", "10")
    trainer.press("Simpan waktu", "class-tests-person")
    me.press("Tes")
    me.sees("Waktu Anda 70 menit.")
    me.press("Mulai Ujian", "exam")
    me.sees("Sisa 70 menit")
    me.act("Sembunyikan").click()
    expect(me.page.locator("[data-time-words]")).to_be_hidden()
    answer(me.page, 1)
    on_server(me, 1, "exam")
    move_end(hall, me.account, 4)
    me.page.reload()
    me.page.wait_for_url("**/hasil", timeout=20000)
    me.look("exam-waiting")
    me.sees("Terima kasih, jawaban Anda sudah diterima")
    me.sees_not("Soal demi soal")
    trainer.go("/kelas/1/tes?tes=exam", "class-tests-exam")


def test_an_exam_nobody_handed_in_is_closed_by_the_trainers_look(arrive: Arrive, hall: Hall) -> None:
    trainer = arrive(hall, "laptop")
    trainer.sign_in()
    trainer.go("/kelas/1/tes")
    if trainer.act("Buka Ujian").count():
        trainer.press("Buka Ujian")
    me = arrive(hall, "phone", script=False)
    me.join()
    start(me, "Mulai Ujian")
    move_end(hall, me.account, -40)
    trainer.go("/kelas/1/tes?tes=exam")
    assert stored(me, "exam")["by"] == "time"
    me.page.reload()
    me.sees("Tes ditutup karena waktunya habis")


def sit_all(hall: Hall, count: int) -> None:
    """Let people at the far end of the roster sit pre-test and post-test, abler ones right more often."""
    app, wall, draw = make(str(hall.path)), datetime.now(UTC).replace(tzinfo=None), random.Random(7)
    with app.app_context():
        with command_transaction() as session:
            target = workshops.workshop(session, 1)
            trainer = workshops.trainers_of(session, 1)[0]
            sitting_steering.set_gate(session, trainer, target, "post", True, wall)
            for at, who in enumerate(hall.facts.trainees[-count:]):
                person = people.person(session, who.account_id)
                assert person is not None
                for kind, helped in (("pre", 0.0), ("post", 0.25)):
                    moment = Moment(workshops.sim_now(target, wall), wall)
                    row = sitting_services.start(session, person, kind, moment).sitting
                    assert row is not None
                    able = 0.3 + 0.4 * at / count + helped
                    right = {code: sitting_content.bank().items[code].right for code, _order in row.form}
                    given = {code: key if draw.random() < able else (key + 1) % 4 for code, key in right.items()}
                    sitting_services.save(session, person, row, given, {}, wall)
                    sitting_services.submit(session, person, row, moment)
        db.session.remove()
        db.engine.dispose()


def test_the_trainer_reads_who_is_where_the_gain_and_each_items_worth(
    arrive: Arrive, fresh_hall: Hall, width: str
) -> None:
    sit_all(fresh_hall, 60)
    me = arrive(fresh_hall, width)
    me.sign_in()
    me.go("/kelas/1")
    me.press("Tes dan ujian", "class-tests-sat")
    me.sees("Belum mulai")
    me.press("Kenaikan", "gain")
    expect(me.page.locator(".kpi")).to_contain_text("60")
    expect(me.page.locator("svg[role=img] .plot-after")).to_have_count(8)
    me.go("/kelas/1/tes/post/butir", "item-analysis")
    me.sees("Bertumpu pada 60 peserta yang selesai.")
    expect(me.page.locator(".plot-point").first).to_be_visible()
    with me.page.expect_download() as brought:
        me.act("Unduh analisis (CSV)").click()
    assert brought.value.suggested_filename.startswith("SIMULASI-analisis-butir-post")
    me.go("/kelas/1/tes/pre/butir")
    me.go("/kelas/1/tes?tes=pre")
    me.press("Tutup Pre-test", "class-tests-closed")
    me.sees("Dapat dibatalkan")
    me.press("Batalkan")
    me.sees("Tutup Pre-test")
