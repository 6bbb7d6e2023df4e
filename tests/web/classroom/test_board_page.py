"""The trainer's board through real requests: everybody on it, nothing of another class, cheap when nothing changed."""

from __future__ import annotations

import gzip
import json
import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from bimtek.extensions import db
from bimtek.people import services as people
from tests.conftest import WALL
from tests.web.workshops.hall import PASSWORD, Browser, Hall, forget_request, open_hall

HOSTILE = "<script>alert(1)</script> & \u202eKawan"


@pytest.fixture
def hall(app: Flask) -> Hall:
    return open_hall(app)


def _version(page: str) -> str:
    found = re.search(r'data-version="([^"]+)"', page)
    assert found
    return found[1]


def _ask(browser: Browser, hall: Hall, version: str = "", rest: str = "") -> tuple[int, str]:
    answer = browser.get(f"/papan/baris?kelas={hall.class_id}{rest}", headers={"X-Version": version})
    return answer.status_code, answer.text


def test_everybody_is_on_the_board_before_anybody_joined(hall: Hall) -> None:
    page = hall.trainer().get("/papan").text
    ids = re.findall(r'<tr id="person-(\d+)"', page)
    assert ids == [str(row.account_id) for row in hall.seats()]
    assert "Belum ada aktivitas" in page
    assert "<dt>Hadir</dt><dd>0<small> dari 5</small></dd>" in page


def test_the_one_who_acted_moves_from_no_activity_to_working_and_later_to_help(hall: Hall) -> None:
    row = hall.seats()[2]
    trainee = hall.sit_down(row)
    trainee.get("/meja")
    assert trainee.send("/meja/peran", role="liaison").status_code == 302
    trainer = hall.trainer()
    page = trainer.get("/papan").text
    assert (
        page.index('id="section-inactive"')
        < page.index('id="section-working"')
        < page.index(f'id="person-{row.account_id}"')
    )
    assert "<dt>Bekerja</dt><dd>1</dd>" in page
    hall.app.extensions["test_wall"] = WALL + timedelta(minutes=9)
    later = trainer.get("/papan").text
    assert f'id="help-{row.account_id}"' in later
    assert "Tidak bergerak" in later
    assert ">9 mnt</span>" in later


def test_an_unchanged_board_answers_204_and_a_changed_one_with_its_rows(hall: Hall) -> None:
    trainer = hall.trainer()
    version = _version(trainer.get("/papan").text)
    assert _ask(trainer, hall, version) == (204, "")
    hall.sit_down(hall.seats()[0])
    account = hall.seats()[0].account_id
    status, answer = _ask(trainer, hall, version)
    told = json.loads(answer)
    assert status == 200
    assert [row[0] for row in told["rows"]] == [account]
    assert "<dt>Hadir</dt><dd>1<small> dari 5</small></dd>" in told["parts"]["board-numbers"]
    assert "Andi Contoh Satu masuk dan duduk" in told["parts"]["board-feed"]


def test_the_page_includes_the_same_part_the_live_answer_gives(hall: Hall) -> None:
    trainer = hall.trainer()
    page, part = trainer.get("/papan").text, _ask(trainer, hall)[1]
    assert part.strip() in page


def test_an_unchanged_answer_reads_at_most_the_sign_in_and_the_version(hall: Hall) -> None:
    trainer = hall.trainer()
    version = _version(trainer.get("/papan").text)
    _ask(trainer, hall, version)
    seen: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    assert _ask(trainer, hall, version)[0] == 204
    asked = (
        3 if hall.app.extensions["settings"].shared else 2
    )  # where others write too, how far the class is comes first
    assert len([text for text in seen if text.startswith("SELECT")]) <= asked, seen


def test_the_live_answer_renews_no_sign_in(hall: Hall) -> None:
    trainer = hall.trainer()
    assert "Set-Cookie" in trainer.get("/papan").headers
    for version in ("", _version(trainer.get("/papan").text)):
        answer = trainer.get(f"/papan/baris?kelas={hall.class_id}", headers={"X-Version": version})
        assert "Set-Cookie" not in answer.headers


def test_another_trainers_class_is_not_found(app: Flask, hall: Hall) -> None:
    other = open_hall(app, ("Orang Asing",), username="tetangga")
    trainer = hall.trainer()
    for path in ("/papan?kelas={0}", "/papan/baris?kelas={0}"):
        assert trainer.get(path.format(other.class_id)).status_code == 404
        beyond = trainer.get(path.format(2**70))  # no class has such a number: as if none had been asked for
        assert beyond.status_code in (200, 404)
        assert "Orang Asing" not in beyond.text
    assert trainer.get("/papan/baris").status_code == 404
    assert "Orang Asing" not in trainer.get("/papan").text


@pytest.mark.parametrize("path", ["/papan", "/papan/baris?kelas=1", "/papan/orang/1", "/papan/orang/1/meja"])
def test_a_trainee_never_sees_the_board(hall: Hall, path: str) -> None:
    assert hall.sit_down(hall.seats()[0]).get(path).status_code == 403


def test_a_hostile_name_is_shown_as_text(app: Flask) -> None:
    hall = open_hall(app, (HOSTILE, "Baso"))
    page = hall.trainer().get("/papan").text
    assert "<script>alert" not in page
    assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt; &amp; \u202eKawan</bdi>" in page


def test_the_board_narrows_by_name_and_says_so(hall: Hall) -> None:
    trainer = hall.trainer()
    page = trainer.get("/papan?cari=citra").text
    assert len(re.findall(r'<tr id="person-', page)) == 1
    assert "Tampil 1 dari 5 peserta." in page
    live = re.search(r'data-poll="([^"]+)"', page)
    assert live
    assert "cari=citra" in live[1]
    assert "Tidak ada peserta yang cocok" in trainer.get("/papan?cari=zzz").text
    assert trainer.get("/papan?kelompok=%F0%9F%98%80&cari=" + "x" * 5000).status_code == 200


def test_the_clock_can_be_steered_from_the_board_and_says_how_many_it_touches(hall: Hall) -> None:
    trainer = hall.trainer()
    page = trainer.get("/papan").text
    main = page[page.index("<main") : page.index("</main>")]
    assert "5 peserta" in main[: main.index('id="board"')]
    assert trainer.send(f"/kelas/{hall.class_id}/kendali/jam", act="resume").status_code == 302
    assert "Bekukan" in trainer.get("/papan").text


def test_a_trainer_without_a_class_is_led_to_making_one(app: Flask, hall: Hall) -> None:
    people.add_trainer(db.session(), "Fasilitator Baru", "baru", PASSWORD, WALL)
    db.session.commit()
    forget_request()
    browser = hall.browser()
    assert browser.send("/fasilitator/masuk", username="baru", password=PASSWORD).status_code == 302
    page = browser.get("/papan").text
    assert "Anda belum memiliki kelas" in page
    assert 'href="/kelas"' in page


def test_a_full_hall_stays_within_its_budget_on_the_wire(app: Flask) -> None:
    hall = open_hall(app, tuple(f"Peserta Contoh Nomor {n}" for n in range(1, 119)))
    page = hall.trainer().get("/papan")
    assert len(re.findall(r'<tr id="person-', page.text)) == 118
    assert page.text.count('<i class="state state-') >= 118 * 12
    assert len(gzip.compress(page.data, 6)) <= 25_000
