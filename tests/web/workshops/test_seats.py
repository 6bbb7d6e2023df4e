"""Lost cards, corrected lines, walk-ins; an exercise begun anew with its evidence kept; parts filled in that never count."""

from __future__ import annotations

import re

from flask import Flask
from sqlalchemy import select

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.modules import queries, standing
from bimtek.modules.models import Attempt, Progress
from bimtek.people import services as people
from bimtek.workshops import services as workshops
from tests.web.workshops.hall import Browser, Hall, forget_request, open_hall


def _row(hall: Hall, at: int = 0) -> workshops.SeatRow:
    return hall.seats()[at]


def _undo(hall: Hall, trainer: Browser, page: str) -> None:
    act = re.findall(r'name="act" value="(\d+)"', trainer.get(page).text)[0]
    trainer.send(f"/kelas/{hall.class_id}/kendali/batal", act=act)


def test_a_lost_card_opens_nothing_any_more_and_work_goes_on(hall: Hall) -> None:
    old = _row(hall)
    person, trainer = hall.sit_down(old), hall.trainer()
    path = f"/kelas/{hall.class_id}/kursi/{old.account_id}"
    trainer.get(path)
    trainer.send(f"{path}/kartu")
    new = _row(hall)
    assert new.code != old.code
    assert "tidak dikenal" in hall.browser().send("/masuk", code=old.code).text
    assert person.get("/beranda").status_code == 200
    trainer.send(f"{path}/kartu", sign_out="yes")
    assert person.get("/beranda").status_code == 302
    forget_request()
    told = [e.data for e in journal.entries_of(db.session(), f"class/{hall.class_id}") if e.kind == "card_renewed"]
    assert new.code not in str(told)
    assert len(told) == 2


def test_a_line_is_corrected_and_the_journal_holds_no_name(hall: Hall) -> None:
    row, trainer = _row(hall), hall.trainer()
    path = f"/kelas/{hall.class_id}/kursi/{row.account_id}"
    trainer.get(path)
    given = {"name": "Andi <i>Contoh</i>, S.Sos.", "post": "Kabag TU", "unit": "PDAM", "group": "Kelompok 9"}
    trainer.send(path, **given)
    after = _row(hall)
    assert (after.name, after.post, after.group) == (given["name"], "Kabag TU", "Kelompok 9")
    forget_request()
    assert people.person(db.session(), row.account_id).name == given["name"]  # type: ignore[union-attr]
    entries = journal.entries_of(db.session(), f"class/{hall.class_id}")
    assert "Andi <i>" not in str([entry.data for entry in entries])
    assert "Andi &lt;i&gt;" in trainer.get(path).text
    bad = trainer.send(path, name=" ", post="Tetap di sini", unit="", group="")
    assert bad.status_code == 422
    assert 'value="Tetap di sini"' in bad.text


def test_somebody_who_walks_in_gets_a_seat_a_desk_and_a_card(hall: Hall) -> None:
    trainer = hall.trainer()
    path = f"/kelas/{hall.class_id}/kursi"
    trainer.get(path)
    answer = trainer.send(
        path, name="Tamu Susulan, S.E.", nip="", post="Sekretaris", unit="Dinas Sosial", group="Kelompok 1"
    )
    assert answer.status_code == 302
    seats = hall.seats()
    assert seats[-1].name == "Tamu Susulan, S.E."
    assert seats[-1].number == 6
    card = trainer.get(answer.headers["Location"]).text
    assert f"{seats[-1].code[:3]} {seats[-1].code[3:]}" in card
    assert hall.sit_down(seats[-1]).get("/meja").status_code == 200
    again = trainer.send(path, name="Tamu Susulan, S.E.", post="", unit="Dinas Sosial")
    assert again.status_code == 422
    assert "sudah duduk" in again.text
    assert "Isi nama" in trainer.send(path, name="").text


def test_seats_of_another_class_are_not_found(app: Flask, hall: Hall) -> None:
    other = open_hall(app, ("Orang Asing",), username="tetangga")
    stranger, trainer = other.seats()[0], hall.trainer()
    trainer.get(f"/kelas/{hall.class_id}/kursi")
    for rest in (f"/kursi/{stranger.account_id}", f"/kursi/{stranger.account_id}/kartu"):
        assert trainer.send(f"/kelas/{hall.class_id}{rest}", name="X").status_code == 404
    trainer.send(f"/kelas/{hall.class_id}/susulan", account=str(stranger.account_id), upto="U2")
    assert other.seats()[0] == stranger
    forget_request()
    assert db.session.scalars(select(Attempt)).all() == []


def _home_next(person: Browser) -> str:
    page = person.get("/beranda").text
    return re.findall(r'<h1 id="next-title">([^<]+)</h1>', page)[0] if "next-title" in page else page


def test_filled_in_parts_move_the_way_on_and_count_for_nothing(hall: Hall) -> None:
    row, trainer = _row(hall), hall.trainer()
    person = hall.sit_down(row)
    before = person.get("/belajar").text
    assert "Diisi fasilitator" not in before
    trainer.get(f"/kelas/{hall.class_id}/susulan")
    target = queries.units_taught()[1].code
    trainer.send(f"/kelas/{hall.class_id}/susulan", account=str(row.account_id), upto=target)
    page = person.get("/belajar").text
    assert f"Berikutnya di {target}" in page
    forget_request()
    home = queries.home(db.session(), people.person(db.session(), row.account_id))  # type: ignore[arg-type]
    assert home.units_done == 0
    assert home.mastered == 0
    assert db.session.get(Progress, row.account_id).mastered_cases == 0  # type: ignore[union-attr]
    _undo(hall, trainer, f"/kelas/{hall.class_id}/susulan")
    assert f"Berikutnya di {target}" not in person.get("/belajar").text
    forget_request()
    assert db.session.scalars(select(Attempt)).all() == []


def test_filling_in_asks_for_somebody_and_a_part(hall: Hall) -> None:
    trainer = hall.trainer()
    path = f"/kelas/{hall.class_id}/susulan"
    trainer.get(path)
    assert trainer.send(path, upto="U2").status_code == 422
    assert trainer.send(path, upto="U99", account=str(_row(hall).account_id)).status_code == 422


def test_an_exercise_is_begun_anew_with_its_evidence_kept_and_taken_back(hall: Hall) -> None:
    row, trainer = _row(hall), hall.trainer()
    person = hall.sit_down(row)
    module = queries.units_taught()[0]
    reading = module.of_kind("reading")
    assert reading is not None
    person.get("/belajar")
    person.send(f"/belajar/bagian/{reading.code}/selesai")
    path = f"/kelas/{hall.class_id}/ulang/{row.account_id}"
    trainer.get(f"/papan/orang/{row.account_id}")
    trainer.send(path, exercise=reading.code, reason="  ")
    forget_request()
    assert len(standing.attempts_of(db.session(), row.account_id)) == 1
    trainer.send(path, exercise=reading.code, reason="Salah membuka")
    forget_request()
    assert standing.attempts_of(db.session(), row.account_id) == []
    kept = db.session.scalars(select(Attempt)).all()
    assert [attempt.status for attempt in kept] == ["reset"]
    assert "1 diulang" in trainer.get(f"/papan/orang/{row.account_id}").text
    _undo(hall, trainer, f"/papan/orang/{row.account_id}")
    forget_request()
    assert [a.status for a in standing.attempts_of(db.session(), row.account_id)] == ["passed"]


def test_what_was_begun_again_for_real_is_not_overwritten_by_taking_back(hall: Hall) -> None:
    row, trainer = _row(hall), hall.trainer()
    person = hall.sit_down(row)
    reading = queries.units_taught()[0].of_kind("reading")
    assert reading is not None
    person.get("/belajar")
    person.send(f"/belajar/bagian/{reading.code}/selesai")
    trainer.get(f"/papan/orang/{row.account_id}")
    trainer.send(f"/kelas/{hall.class_id}/ulang/{row.account_id}", exercise=reading.code, reason="Ulangi")
    person.send(f"/belajar/bagian/{reading.code}/selesai")
    _undo(hall, trainer, f"/papan/orang/{row.account_id}")
    forget_request()
    assert [(a.variant, a.status) for a in standing.attempts_of(db.session(), row.account_id)] == [(2, "passed")]
