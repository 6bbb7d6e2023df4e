"""What is due after the class is asked for until it is there; what was sent stays whole; what a class said points at nobody."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
from sqlalchemy import event, text

from bimtek.evaluation import planning, services
from bimtek.extensions import db
from bimtek.journal import services as journal
from tests.conftest import WALL
from tests.web.evaluation.test_evaluation_pages import ANSWERS, PLAN, _give, _open
from tests.web.workshops.hall import Browser, Hall, forget_request


def _plan(account_id: int) -> planning.Plan:
    forget_request()
    found = planning.plan_of(db.session(), account_id)
    assert found is not None
    return found


def _sent(hall: Hall) -> tuple[Browser, int]:
    row = hall.seats()[0]
    person = hall.sit_down(row)
    person.get("/rencana")
    person.send("/rencana", **PLAN)
    return person, row.account_id


def test_a_sent_plan_is_kept_only_whole(hall: Hall) -> None:
    person, number = _sent(hall)
    page = person.send("/rencana", **{"superior": "", "action-1": "Sisa satu", "days-1": "30", "act": "draft"})
    assert page.status_code == 422
    assert "Perubahan belum tersimpan" in page.text
    assert "Sisa satu" in page.text
    assert "Hasil yang dapat dilihat (tindakan 1): Isi bagian ini." in page.text
    kept = _plan(number)
    assert (kept.superior, len(kept.actions), kept.sent_at is not None) == ("Kepala Dinas", 3, True)
    assert person.send("/rencana", **{**PLAN, "action-1": "Lain", "act": "draft"}).status_code == 302
    assert _plan(number).lines[0].action == "Lain"
    assert _plan(number).sent_at is not None


def test_sending_the_same_plan_again_is_one_entry(hall: Hall) -> None:
    person, _number = _sent(hall)
    person.send("/rencana", **PLAN)
    forget_request()
    kinds = [entry.kind for entry in journal.entries_of(db.session(), f"class/{hall.class_id}")]
    assert kinds.count(planning.SENT) == 1


def test_a_note_before_its_day_is_refused_in_words_to_officer_and_trainer(hall: Hall) -> None:
    person, number = _sent(hall)
    trainer, action = hall.trainer(), _plan(number).actions[0].id
    person.send(f"/rencana/{action}/catat", after="90", state="done")
    assert "Belum waktunya" in person.get("/rencana").text
    trainer.get(f"/kelas/{hall.class_id}/rencana")
    trainer.send(f"/kelas/{hall.class_id}/rencana/{number}/{action}", after="30", state="done")
    assert "Belum waktunya: catatan" in trainer.get(f"/kelas/{hall.class_id}/rencana").text
    assert _plan(number).actions[0].notes == []


def test_a_plan_with_notes_offers_no_form(hall: Hall) -> None:
    person, number = _sent(hall)
    hall.app.extensions["test_wall"] = WALL + timedelta(days=31)
    person.send(f"/rencana/{_plan(number).actions[0].id}/catat", after="30", state="doing")
    assert 'value="send"' not in person.get("/rencana?ubah=1").text
    refused = person.send("/rencana", **PLAN)
    assert refused.status_code == 422
    assert "tidak dapat diubah lagi" in refused.text


def test_a_note_can_be_put_right_by_who_wrote_it(hall: Hall) -> None:
    person, number = _sent(hall)
    hall.app.extensions["test_wall"] = WALL + timedelta(days=31)
    action = _plan(number).actions[0].id
    person.send(f"/rencana/{action}/catat", after="30", state="done", note="salah")
    page = person.get("/rencana").text
    assert f'id="state-{action}-30-done" value="done" checked' in page
    assert 'value="salah"' in page
    person.send(f"/rencana/{action}/catat", after="30", state="doing")
    assert [note[1] for note in _plan(number).actions[0].notes] == ["doing"]


def test_a_suggestion_that_was_taken_is_not_offered_again(hall: Hall) -> None:
    person = hall.sit_down(hall.seats()[0])
    person.get("/rencana")
    person.send("/rencana", act="add-0")
    page = person.get("/rencana?ubah=1&usul=1").text
    assert page.count("Sudah diambil") == 1
    assert 'value="add-0"' not in page
    assert 'id="usul" open' in page


def test_the_home_asks_for_a_plan_until_it_is_sent(hall: Hall) -> None:
    _open(hall)
    person = _give(hall, 1)[0]
    assert "Susun rencana" in person.get("/beranda").text
    person.get("/rencana")
    person.send("/rencana", **PLAN)
    assert "Susun rencana" not in person.get("/beranda").text


def test_the_last_day_asks_for_a_plan_without_any_questionnaire(hall: Hall) -> None:
    person = hall.sit_down(hall.seats()[0])
    hall.app.extensions["test_wall"] = WALL + timedelta(days=60)
    assert "Susun rencana" in person.get("/beranda").text


def test_a_sixth_answer_waits_for_four_more(hall: Hall) -> None:
    trainer, path = _open(hall), f"/kelas/{hall.class_id}/kuesioner"
    _give(hall, 5, best="Sama")
    trainer.send(f"{path}/akhir", act="close")
    before = trainer.get(path).text
    assert "Sama" in before
    trainer.send(f"{path}/akhir", act="open")
    late = hall.sit_down(hall.seats()[5])
    late.get("/kuesioner/akhir")
    late.send("/kuesioner/akhir", **{**ANSWERS, "venue": "1"}, best="Hanya saya")
    trainer.send(f"{path}/akhir", act="close")
    after = trainer.get(path).text
    assert "Hanya saya" not in after
    assert "1 isian sesudahnya belum termasuk" in after
    sheet = openpyxl.load_workbook(io.BytesIO(trainer.get(f"{path}/akhir.xlsx").data)).active
    assert sheet is not None
    assert "Hanya saya" not in [cell.value for row in sheet.iter_rows() for cell in row]


def test_a_form_whose_day_the_agenda_lost_is_not_offered_and_can_be_closed(hall: Hall) -> None:
    trainer, path = hall.trainer(), f"/kelas/{hall.class_id}/kuesioner"
    with hall.app.app_context():
        row = "insert into survey_gate values (:w, 'harian-9', true, '2026-11-09 00:00:00')"
        db.session.execute(text(row), {"w": hall.class_id})
        db.session.commit()
    person = hall.sit_down(hall.seats()[0])
    assert "/kuesioner/harian-9" not in person.get("/beranda").text
    assert f'action="{path}/harian-9"' in trainer.get(path).text
    trainer.send(f"{path}/harian-9", act="close")
    page = trainer.get(path).text
    assert f'action="{path}/harian-9"' not in page
    forget_request()
    assert not services.is_open(db.session(), hall.class_id, "harian-9")


def test_the_superior_of_a_draft_is_not_in_the_sheet(hall: Hall) -> None:
    person, trainer = hall.sit_down(hall.seats()[0]), hall.trainer()
    person.get("/rencana")
    person.send("/rencana", **{"superior": "Draf Kepala", "action-1": "x", "act": "draft"})
    sheet = openpyxl.load_workbook(io.BytesIO(trainer.get(f"/kelas/{hall.class_id}/rencana.xlsx").data)).active
    assert sheet is not None
    assert "Draf Kepala" not in [cell.value for row in sheet.iter_rows() for cell in row]


def _statements(hall: Hall, browser: Browser, path: str) -> list[str]:
    seen: list[str] = []
    forget_request()
    with hall.app.app_context():
        engine = db.engine

    def note(*given: object) -> None:
        seen.append(str(given[2]))

    event.listen(engine, "before_cursor_execute", note)
    browser.get(path)
    event.remove(engine, "before_cursor_execute", note)
    return seen


def test_the_class_page_reads_the_agenda_as_often_for_many_plans_as_for_one(hall: Hall) -> None:
    _sent(hall)
    trainer, path = hall.trainer(), f"/kelas/{hall.class_id}/rencana"
    one = len(_statements(hall, trainer, path))
    for row in hall.seats()[1:5]:
        person = hall.sit_down(row)
        person.get("/rencana")
        person.send("/rencana", **PLAN)
    assert len(_statements(hall, trainer, path)) == one


def test_a_quiet_home_asks_one_small_thing_of_the_plans(hall: Hall) -> None:
    person = hall.sit_down(hall.seats()[0])
    person.get("/beranda")
    seen = [one for one in _statements(hall, person, "/beranda") if "action_plan" in one or "planned_action" in one]
    assert len(seen) == 1


def test_the_class_page_shows_each_day_count_and_only_the_group_asked_for(hall: Hall) -> None:
    _person, number = _sent(hall)
    hall.app.extensions["test_wall"] = WALL + timedelta(days=31)
    trainer = hall.trainer()
    page = trainer.get(f"/kelas/{hall.class_id}/rencana").text
    assert f'id="rencana-{number}"' in page
    assert page.count("setelah 30 hari: Kerjakan") == 3
    assert page.count('data-label="90 hari"') == 3
    with hall.app.app_context():
        db.session.execute(text("update seat set \"group\" = 'A' where account_id = :n"), {"n": number})
        db.session.execute(text("update seat set \"group\" = 'B' where account_id <> :n"), {"n": number})
        db.session.commit()
    page = trainer.get(f"/kelas/{hall.class_id}/rencana?kelompok=B").text
    assert f'id="rencana-{number}"' not in page
    assert page.count('id="rencana-') == 5
