"""What a trainee's open page is told: the hand in the queue, messages, the clock; and that it costs nothing when nothing is new."""

from __future__ import annotations

import re
from datetime import timedelta

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.workshops import hands, presence
from bimtek.workshops.news_views import register
from tests.conftest import WALL
from tests.web.workshops.hall import Browser, Hall, forget_request, open_hall

LIVE = {"X-Live": "1"}


def _version(page: str) -> str:
    found = re.search(r'data-poll="/aula/kabar[^"]*" data-version="([^"]+)"', page)
    assert found, "no strip on the page"
    return found[1]


def _send(hall: Hall, trainer: Browser, **fields: str) -> None:
    trainer.get(f"/kelas/{hall.class_id}/pesan")
    assert trainer.send(f"/kelas/{hall.class_id}/pesan", **fields).status_code == 302


def _up(hall: Hall) -> list[hands.HandRow]:
    forget_request()
    return hands.up(db.session(), hall.class_id)


def test_hands_wait_in_the_order_in_which_they_went_up_and_a_second_tap_changes_nothing(hall: Hall) -> None:
    first, second = (hall.sit_down(row) for row in hall.seats()[:2])
    for browser in (second, first, second):
        browser.get("/beranda")
        browser.send("/aula/tangan", about="  Tidak   bisa kirim ")
    assert [row.about for row in _up(hall)] == ["Tidak bisa kirim"] * 2
    assert "Anda berikutnya" in second.get("/beranda").text
    assert "Anda nomor 2" in first.get("/beranda").text


def test_a_lowered_hand_lets_the_next_one_move_up(hall: Hall) -> None:
    first, second = (hall.sit_down(row) for row in hall.seats()[:2])
    for browser in (first, second):
        browser.get("/beranda")
        browser.send("/aula/tangan")
    first.send("/aula/tangan/turun")
    assert "Anda berikutnya" in second.get("/beranda").text
    assert "Angkat tangan" in first.get("/beranda").text


def test_a_trainer_takes_a_hand_helps_and_can_put_it_up_again_for_a_minute(hall: Hall) -> None:
    browser, trainer = hall.sit_down(hall.seats()[0]), hall.trainer()
    browser.get("/beranda")
    browser.send("/aula/tangan")
    path = f"/kelas/{hall.class_id}/tangan"
    act = f"{path}/{_up(hall)[0].id}"
    trainer.get(path)
    trainer.send(act, act="take")
    assert "Fasilitator Contoh sedang menuju Anda" in browser.get("/beranda").text
    trainer.send(act, act="helped")
    assert _up(hall) == []
    trainer.send(act, act="undo")
    assert len(_up(hall)) == 1
    trainer.send(act, act="helped")
    hall.app.extensions["test_wall"] = WALL + timedelta(seconds=61)
    trainer.send(act, act="undo")
    assert _up(hall) == []


def test_a_hand_of_another_class_is_not_there(hall: Hall) -> None:
    other = open_hall(hall.app, ("Orang Asing",), username="tetangga")
    browser, trainer = other.sit_down(other.seats()[0]), hall.trainer()
    browser.get("/beranda")
    browser.send("/aula/tangan")
    trainer.get(f"/kelas/{hall.class_id}/tangan")
    trainer.send(f"/kelas/{hall.class_id}/tangan/{_up(other)[0].id}", act="helped")
    assert len(_up(other)) == 1
    assert trainer.get(f"/kelas/{other.class_id}/tangan").status_code == 404


def test_a_message_reaches_those_it_is_for_until_they_put_it_away(hall: Hall) -> None:
    rows = hall.seats()
    first, second, trainer = hall.sit_down(rows[0]), hall.sit_down(rows[1]), hall.trainer()
    _send(hall, trainer, text="Jam dibekukan <b>pukul</b> 11")
    _send(hall, trainer, text="Hanya untuk Anda", account=str(rows[0].account_id))
    page = first.get("/beranda").text
    assert "Jam dibekukan &lt;b&gt;pukul&lt;/b&gt; 11" in page
    assert "Hanya untuk Anda" in page
    assert "Hanya untuk Anda" not in second.get("/beranda").text
    number = re.findall(r'id="pesan-(\d+)"', page)[0]
    first.send(f"/aula/pesan/{number}/tutup")
    assert "Hanya untuk Anda" not in first.get("/beranda").text
    assert second.send(f"/aula/pesan/{number}/tutup").status_code == 404


def test_a_message_is_withdrawn_within_its_minute_and_not_later(hall: Hall) -> None:
    browser, trainer = hall.sit_down(hall.seats()[0]), hall.trainer()
    _send(hall, trainer, text="Salah ketik")
    trainer.send(f"/kelas/{hall.class_id}/pesan/1/tarik")
    assert "Salah ketik" not in browser.get("/beranda").text
    _send(hall, trainer, text="Tetap ada")
    hall.app.extensions["test_wall"] = WALL + timedelta(seconds=61)
    trainer.send(f"/kelas/{hall.class_id}/pesan/2/tarik")
    assert "Tetap ada" in browser.get("/beranda").text


def test_the_same_words_tapped_twice_are_one_message(hall: Hall) -> None:
    browser, trainer = hall.sit_down(hall.seats()[0]), hall.trainer()
    for _ in range(2):
        _send(hall, trainer, text="Mulai latihan")
    assert browser.get("/beranda").text.count("Mulai latihan") == 1


def test_an_empty_or_endless_message_is_refused_and_nothing_typed_is_lost(hall: Hall) -> None:
    trainer = hall.trainer()
    path = f"/kelas/{hall.class_id}/pesan"
    trainer.get(path)
    assert "Tulis pesannya" in trainer.send(path, text="  ").text
    answer = trainer.send(path, text="x" * 501)
    assert answer.status_code == 422
    assert "x" * 501 in answer.text


def test_an_open_page_is_answered_with_nothing_while_nothing_is_new(hall: Hall) -> None:
    rows = hall.seats()
    browser, trainer = hall.sit_down(rows[0]), hall.trainer()
    version = _version(browser.get("/beranda").text)
    quiet = browser.get("/aula/kabar", headers={**LIVE, "X-Version": version})
    assert (quiet.status_code, quiet.text) == (204, "")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]+ frozen [\d.]+", quiet.headers["X-Clock"])
    _send(hall, trainer, text="Kabar baru")
    told = browser.get("/aula/kabar", headers={**LIVE, "X-Version": version})
    assert told.status_code == 200
    assert "Kabar baru" in told.text


def test_a_hand_raised_by_the_script_gets_no_page(hall: Hall) -> None:
    browser = hall.sit_down(hall.seats()[0])
    browser.get("/beranda")
    assert browser.post("/aula/tangan", data={"csrf_token": browser.token}, headers=LIVE).status_code == 204
    assert len(_up(hall)) == 1


def test_trainers_and_strangers_have_no_strip(hall: Hall) -> None:
    trainer = hall.trainer()
    assert "/aula/kabar" not in trainer.get("/kelas").text
    assert trainer.get("/aula/kabar", headers=LIVE).status_code == 404
    assert hall.browser().get("/aula/kabar", headers=LIVE).status_code == 401


def test_who_asks_is_there_and_who_signs_out_is_not_missed(hall: Hall) -> None:
    row = hall.seats()[0]
    browser = hall.sit_down(row)
    browser.get("/beranda")
    seen = presence.last_seen(db.session(), hall.class_id, register())
    assert seen == {row.account_id: WALL}
    hall.app.extensions["test_wall"] = WALL + timedelta(seconds=11)
    browser.get("/aula/kabar", headers=LIVE)
    forget_request()
    assert presence.last_seen(db.session(), hall.class_id) == {row.account_id: WALL + timedelta(seconds=11)}
    browser.send("/keluar")
    forget_request()
    assert presence.last_seen(db.session(), hall.class_id, register()) == {}


def test_a_private_message_that_is_refused_stays_private(hall: Hall) -> None:
    row, trainer = hall.seats()[0], hall.trainer()
    person, other = hall.sit_down(row), hall.sit_down(hall.seats()[1])
    path = f"/kelas/{hall.class_id}/pesan"
    trainer.get(path)
    page = trainer.send(path, text="x" * 501, account=str(row.account_id)).text
    assert f'name="account" value="{row.account_id}"' in page
    assert 'name="group"' not in page
    trainer.send(path, text="Untuk Anda saja", account=str(row.account_id))
    assert "Untuk Anda saja" in person.get("/beranda").text
    assert "Untuk Anda saja" not in other.get("/beranda").text


def test_a_line_break_counts_once(hall: Hall) -> None:
    trainer = hall.trainer()
    path = f"/kelas/{hall.class_id}/pesan"
    trainer.get(path)
    assert trainer.send(path, text="\r\n".join(["baris"] * 83)).status_code == 302


def test_a_trainer_who_is_not_coming_after_all_says_so_and_helping_leaves_nobody_on_the_way(hall: Hall) -> None:
    browser, trainer = hall.sit_down(hall.seats()[0]), hall.trainer()
    browser.get("/beranda")
    browser.send("/aula/tangan", about="Rahasia Pak Budi")
    path = f"/kelas/{hall.class_id}/tangan"
    act = f"{path}/{_up(hall)[0].id}"
    trainer.get(path)
    trainer.send(act, act="take")
    trainer.send(act, act="leave")
    assert "Anda berikutnya" in browser.get("/beranda").text
    trainer.send(act, act="helped")
    trainer.send(act, act="undo")
    assert "sedang menuju" not in browser.get("/beranda").text
    forget_request()
    entries = journal.entries_of(db.session(), f"class/{hall.class_id}")
    assert "Budi" not in str([entry.data for entry in entries])


def test_a_message_is_over_after_its_time_on_an_open_page_too(hall: Hall) -> None:
    browser, trainer = hall.sit_down(hall.seats()[0]), hall.trainer()
    _send(hall, trainer, text="Sebentar lagi istirahat")
    version = _version(browser.get("/beranda").text)
    hall.app.extensions["test_wall"] = WALL + timedelta(hours=2, minutes=10)
    told = browser.get("/aula/kabar", headers={**LIVE, "X-Version": version})
    assert told.status_code == 200
    assert "Sebentar lagi" not in told.text


def test_after_the_class_is_released_there_is_no_hall_to_tell_of(hall: Hall) -> None:
    browser, trainer = hall.sit_down(hall.seats()[0]), hall.trainer()
    trainer.get(f"/kelas/{hall.class_id}/kendali")
    trainer.send(f"/kelas/{hall.class_id}/lepas", sure="yes")
    assert "/aula/kabar" not in browser.get("/beranda").text
