"""An exercise begun anew with its evidence kept, parts filled in that never count; both are taken back."""

from __future__ import annotations

import re

from sqlalchemy import select

from bimtek.extensions import db, writing
from bimtek.journal import services as journal
from bimtek.modules import queries, standing
from bimtek.modules.models import Attempt, Judgement, Progress
from bimtek.people import services as people
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.services import Case
from tests.web.workshops.hall import Browser, Hall, forget_request


def _undo(hall: Hall, trainer: Browser, page: str) -> None:
    act = re.findall(r'name="act" value="(\d+)"', trainer.get(page).text)[0]
    trainer.send(f"/kelas/{hall.class_id}/kendali/batal", act=act)


def _home_next(person: Browser) -> str:
    page = person.get("/beranda").text
    return re.findall(r'<h1 id="next-title">([^<]+)</h1>', page)[0] if "next-title" in page else page


def test_filled_in_parts_move_the_way_on_and_count_for_nothing(hall: Hall) -> None:
    row, trainer = hall.seats()[0], hall.trainer()
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
    assert trainer.send(path, upto="U99", account=str(hall.seats()[0].account_id)).status_code == 422


def test_an_exercise_is_begun_anew_with_its_evidence_kept_and_taken_back(hall: Hall) -> None:
    row, trainer = hall.seats()[0], hall.trainer()
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
    row, trainer = hall.seats()[0], hall.trainer()
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
    row, trainer = hall.seats()[0], hall.trainer()
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
    row, trainer = hall.seats()[0], hall.trainer()
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
    row, trainer = hall.seats()[0], hall.trainer()
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
