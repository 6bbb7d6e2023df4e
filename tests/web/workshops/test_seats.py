"""Lost cards, corrected lines, walk-ins; an exercise begun anew with its evidence kept; parts filled in that never count."""

from __future__ import annotations

import re

from flask import Flask
from sqlalchemy import select

from bimtek.extensions import db, writing
from bimtek.journal import services as journal
from bimtek.modules import queries, standing
from bimtek.modules.models import Attempt, Judgement, Progress
from bimtek.people import services as people
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.services import Case
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


def test_a_correction_goes_by_the_checks_of_the_roster(hall: Hall) -> None:
    row, trainer = _row(hall), hall.trainer()
    path = f"/kelas/{hall.class_id}/kursi/{row.account_id}"
    trainer.get(path)
    for name, said in (
        ("12", "Isi nama"),
        ("Andi 081234567", "memuat nomor"),
        ("Andi \u202eotnoC", "tidak terlihat"),
        ("Andi" * 40, "lebih dari 120 huruf"),
        (f"Dr. {hall.seats()[1].name}, M.Si.", "sudah duduk"),
    ):
        answer = trainer.send(path, name=name, post="", unit=hall.seats()[1].unit, group="")
        assert (answer.status_code, said in answer.text) == (422, True), name
        assert 'id="name-error"' in answer.text
    bad = trainer.send(path, name=row.name, post="Lurah\u200b", unit=row.unit, group="")
    assert 'id="post-error"' in bad.text
    assert _row(hall) == row


def test_a_corrected_unit_is_matched_anew(hall: Hall) -> None:
    row, trainer = _row(hall), hall.trainer()
    path = f"/kelas/{hall.class_id}/kursi/{row.account_id}"
    trainer.get(path)
    unit = workshops.offered_units()[0]
    for text, matched in ((unit.name, unit.id), ("Kantor yang tidak ada di mana pun", None)):
        trainer.send(path, name=row.name, post="", unit=text, group="")
        seat = workshops.seat_of(db.session(), row.account_id)
        assert seat is not None
        assert (seat.unit, seat.unit_id) == (text, matched)
        forget_request()


def test_who_walks_in_twice_is_known_by_name_without_titles_and_by_nip(hall: Hall) -> None:
    trainer = hall.trainer()
    path = f"/kelas/{hall.class_id}/kursi"
    trainer.get(path)
    nip, unit = "198501012010011001", workshops.offered_units()[0]
    trainer.send(path, name="Tamu Susulan, S.E.", nip=nip, unit=unit.name)
    count = len(hall.seats())
    answer = trainer.send(path, name="Ir. Tamu Susulan", nip="", unit=unit.name.upper())
    assert "sudah duduk" in answer.text
    answer = trainer.send(path, name="Orang Lain", nip="19850101 201001 1 001", unit="")
    assert "memakai NIP ini" in answer.text
    assert 'id="nip-error"' in answer.text
    assert "NIP harus 18 angka" in trainer.send(path, name="Orang Lain", nip="123", unit="").text
    assert "rumus" in trainer.send(path, name="=HYPERLINK(A1)", nip="", unit="").text
    assert len(hall.seats()) == count
    namesake = trainer.send(path, name="Tamu Susulan, M.M.", nip="198601012011012002", unit=unit.name)
    assert namesake.status_code == 302


def test_the_list_says_how_often_a_seat_moved(hall: Hall) -> None:
    trainer, row = hall.trainer(), _row(hall)
    hall.sit_down(row)
    assert "Pindah perangkat" not in trainer.get(f"/kelas/{hall.class_id}/kursi").text
    for _ in range(2):
        hall.sit_down(_row(hall), confirm="move")
    page = trainer.get(f"/kelas/{hall.class_id}/kursi").text
    assert page.count("Pindah perangkat 2 kali") == 1


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


def _kinds(account_id: int, about: str) -> list[tuple[str, str]]:
    sandbox = sandboxes.main_sandbox_of(db.session(), account_id)
    assert sandbox is not None
    entries = journal.entries_of(db.session(), sandboxes.stream(sandbox))
    return [(entry.kind, entry.actor_role) for entry in entries if entry.about == about]


def test_what_was_judged_of_tries_begun_anew_counts_for_nothing_until_taken_back(hall: Hall) -> None:
    row, trainer = _row(hall), hall.trainer()
    hall.sit_down(row)
    sandbox = sandboxes.main_sandbox_of(db.session(), row.account_id)
    assert sandbox is not None
    case = db.session.scalars(select(Case).where(Case.sandbox_id == sandbox.id)).first()
    assert case is not None
    token, wall = writing.set(True), hall.app.extensions["wall_clock"]()
    part = queries.units_taught()[0].exercises[-1].code
    attempt = Attempt(
        account_id=row.account_id, exercise=part, variant=1, case_id=case.id, status="failed", started_at=wall
    )
    judged = Judgement(
        case_id=case.id, account_id=row.account_id, entry_number=1, rubric_version="1", result={}, share=0.1,
        critical=True, mastered=False, counted=False, judged_at=wall,
    )  # fmt: skip
    db.session.add_all([attempt, judged])
    db.session.flush()
    standing.recount(db.session(), standing.row_of(db.session(), sandbox))
    about = f"attempt/{attempt.id}"
    db.session.commit()
    writing.reset(token)
    forget_request()
    trainer.get(f"/papan/orang/{row.account_id}")
    assert _critical(row.account_id) == 1
    trainer.send(f"/kelas/{hall.class_id}/ulang/{row.account_id}", exercise=part, reason="Salah membuka")
    assert _critical(row.account_id) == 0
    page = f"/papan/orang/{row.account_id}"
    assert "Jangan menulis nama." in trainer.get(page).text or "1 diulang" in trainer.get(page).text
    assert _kinds(row.account_id, about) == [("exercise_reset", "trainer")]
    _undo(hall, trainer, page)
    assert _critical(row.account_id) == 1
    assert "Jangan menulis nama." in trainer.get(page).text
    assert _kinds(row.account_id, about)[1:] == [("exercise_reset_undone", "trainer")]


def _critical(account_id: int) -> int:
    forget_request()
    row = db.session.get(Progress, account_id)
    assert row is not None
    return row.critical


def test_taking_back_what_was_filled_keeps_the_parts_begun_for_real_since(hall: Hall) -> None:
    row, trainer = _row(hall), hall.trainer()
    person, path = hall.sit_down(row), f"/kelas/{hall.class_id}/susulan"
    first, second = queries.units_taught()[:2]
    reading = first.of_kind("reading")
    assert reading is not None
    trainer.get(path)
    trainer.send(path, account=str(row.account_id), upto=second.code)
    forget_request()
    filled = db.session.scalars(select(Attempt.id).order_by(Attempt.id)).all()
    assert _kinds(row.account_id, f"attempt/{filled[-1]}") == [("steps_filled", "trainer")]
    person.get("/belajar")
    person.send(f"/belajar/bagian/{reading.code}/selesai")
    _undo(hall, trainer, path)
    forget_request()
    left = [(a.exercise, a.status) for a in db.session.scalars(select(Attempt).order_by(Attempt.id))]
    assert left == [(reading.code, "filled"), (reading.code, "passed")]
    assert ("steps_filled_undone", "trainer") in _kinds(row.account_id, f"attempt/{filled[-1]}")


def test_a_sheet_that_was_begun_anew_says_so_and_shows_the_way_on(hall: Hall) -> None:
    row, trainer = _row(hall), hall.trainer()
    person = hall.sit_down(row)
    content = [part for module in queries.units_taught() for part in module.exercises]
    part = next(part for part in content if part.is_sheet and part.kind == "guided")
    trainer.get(f"/kelas/{hall.class_id}/susulan")
    trainer.send(f"/kelas/{hall.class_id}/susulan", account=str(row.account_id), upto=part.code)
    person.get("/belajar")
    answer = person.send(f"/belajar/latihan/{part.code}/mulai", command_id="mulai")
    assert answer.status_code == 302, answer.text
    trainer.send(f"/kelas/{hall.class_id}/ulang/{row.account_id}", exercise=part.code, reason="Salah membuka")
    page = person.get(person.get(answer.headers["Location"]).headers["Location"]).text
    assert "Fasilitator membuka ulang latihan ini" in page
    assert "Coba varian baru" in page
    assert "Belum lulus" not in page
