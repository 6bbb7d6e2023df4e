"""Officers answer once and without a name; plans are kept, sent, followed up; the office gets its sheets."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
from sqlalchemy import inspect, text

from bimtek.evaluation import planning, services
from bimtek.extensions import db
from bimtek.journal import services as journal
from tests.conftest import WALL
from tests.web.workshops.hall import Browser, Hall, forget_request

FORM = services.content().form_of("akhir")
assert FORM is not None
ANSWERS = {one.key: "4" for one in FORM.statements}
PLAN = {"superior": "Kepala Dinas", "act": "send"} | {
    f"{name}-{n}": value for n in (1, 2, 3) for name, value in (("action", f"Kerjakan {n}"), ("output", "Selesai"), ("days", "30"))
}  # fmt: skip


def _open(hall: Hall) -> Browser:
    trainer = hall.trainer()
    trainer.get(f"/kelas/{hall.class_id}/kuesioner")
    trainer.send(f"/kelas/{hall.class_id}/kuesioner/akhir", act="open")
    return trainer


def _give(hall: Hall, count: int, **more: str) -> list[Browser]:
    people = [hall.sit_down(row) for row in hall.seats()[:count]]
    for person in people:
        person.get("/kuesioner/akhir")
        assert person.send("/kuesioner/akhir", **ANSWERS, **more).status_code == 302
    return people


def test_a_questionnaire_waits_until_it_is_opened(hall: Hall) -> None:
    person = hall.sit_down(hall.seats()[0])
    assert "Belum dibuka" in person.get("/kuesioner/akhir").text
    assert "Isi kuesioner" not in person.get("/beranda").text
    person.send("/kuesioner/akhir", **ANSWERS)
    forget_request()
    assert services.given_count(db.session(), hall.class_id, "akhir") == 0
    _open(hall)
    assert "Isi kuesioner" in person.get("/beranda").text


def test_a_missing_answer_is_said_beside_it_and_nothing_typed_is_lost(hall: Hall) -> None:
    _open(hall)
    person = hall.sit_down(hall.seats()[0])
    person.get("/kuesioner/akhir")
    given = {**ANSWERS, "best": "<script>alert(1)</script>"}
    del given["venue"]
    page = person.send("/kuesioner/akhir", **given)
    assert page.status_code == 422
    assert 'id="venue-error"' in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert page.text.count('value="4" checked>') == len(ANSWERS) - 1


def test_it_is_given_once(hall: Hall) -> None:
    _open(hall)
    person = _give(hall, 1)[0]
    assert "Terima kasih" in person.get("/kuesioner/akhir").text
    person.send("/kuesioner/akhir", **ANSWERS)
    forget_request()
    assert db.session.execute(text("select count(*) from survey_reply")).scalar() == 1


def test_four_answers_are_not_shown_and_five_are(hall: Hall) -> None:
    trainer = _open(hall)
    path = f"/kelas/{hall.class_id}/kuesioner"
    _give(hall, 4, best="Latihan yang nyata")
    page = trainer.get(path).text
    assert "Belum cukup isian" in page
    assert "Latihan yang nyata" not in page
    assert trainer.get(f"{path}/akhir.xlsx").status_code == 302
    last = hall.sit_down(hall.seats()[4])
    last.get("/kuesioner/akhir")
    last.send("/kuesioner/akhir", **ANSWERS, best="=1+1")
    assert "Latihan yang nyata" not in trainer.get(path).text
    trainer.send(f"{path}/akhir", act="close")
    page = trainer.get(path).text
    assert "Latihan yang nyata" in page
    assert "4 kali" in page
    sheet = openpyxl.load_workbook(io.BytesIO(trainer.get(f"{path}/akhir.xlsx").data)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)


def test_nothing_stored_leads_from_an_answer_to_a_person(hall: Hall) -> None:
    _open(hall)
    _give(hall, 5, best="Rahasia saya")
    forget_request()
    entries = journal.entries_of(db.session(), f"class/{hall.class_id}")
    given = [entry for entry in entries if entry.kind == services.GIVEN]
    assert [entry.data for entry in given] == [{"form": "akhir"}] * 5
    assert "Rahasia saya" not in str([entry.data for entry in entries])
    columns = {column["name"] for column in inspect(db.session.connection()).get_columns("survey_reply")}
    assert columns == {"id", "workshop_id", "form", "answers", "given_on", "is_shown"}
    if db.engine.dialect.name != "sqlite":  # tests/scale/test_without_names.py looks into PostgreSQL's files
        return
    made = db.session.execute(text("select sql from sqlite_master where name = 'survey_reply'")).scalar_one()
    assert "WITHOUT ROWID" in made
    stored = [row[0] for row in db.session.execute(text("select id from survey_reply"))]
    assert stored == sorted(stored)
    assert all(len(one) == 32 for one in stored)


def test_a_plan_is_kept_as_a_draft_and_sent_when_it_is_whole(hall: Hall) -> None:
    person = hall.sit_down(hall.seats()[0])
    person.get("/rencana")
    person.send("/rencana", **{"superior": "", "action-1": "Baru satu", "days-1": "60", "act": "draft"})
    page = person.get("/rencana").text
    assert "Baru satu" in page
    bad = person.send("/rencana", **{"superior": "", "action-1": "Baru satu", "days-1": "60", "act": "send"})
    assert bad.status_code == 422
    assert "Isi 3 sampai 5 tindakan" in bad.text
    assert "Baru satu" in bad.text
    assert person.send("/rencana", **PLAN).status_code == 302
    assert "Terkirim" in person.get("/rencana").text


def test_a_suggestion_is_taken_over_into_the_next_free_line_once(hall: Hall) -> None:
    person = hall.sit_down(hall.seats()[0])
    person.get("/rencana")
    for _ in range(2):
        person.send(
            "/rencana",
            **{"superior": "Kepala", "action-1": "Milik saya", "output-1": "x", "days-1": "30", "act": "add-0"},
        )
    forget_request()
    plan = planning.plan_of(db.session(), hall.seats()[0].account_id)
    assert plan is not None
    assert [line.action for line in plan.lines] == ["Milik saya", services.content().suggestion[0].action]


def test_progress_is_noted_when_its_day_has_come_by_officer_or_trainer(hall: Hall) -> None:
    row = hall.seats()[0]
    person, trainer = hall.sit_down(row), hall.trainer()
    person.get("/rencana")
    person.send("/rencana", **PLAN)
    assert "setelah 30 hari?" not in person.get("/rencana").text
    hall.app.extensions["test_wall"] = WALL + timedelta(days=31)
    page = person.get("/rencana").text
    assert page.count("setelah 30 hari?") == 3
    forget_request()
    plan = planning.plan_of(db.session(), row.account_id)
    assert plan is not None
    person.send(f"/rencana/{plan.actions[0].id}/catat", after="30", state="done", note="https://contoh.go.id")
    trainer.get(f"/kelas/{hall.class_id}/rencana")
    trainer.send(f"/kelas/{hall.class_id}/rencana/{row.account_id}/{plan.actions[1].id}", after="30", state="doing")
    forget_request()
    after = planning.plan_of(db.session(), row.account_id)
    assert after is not None
    assert [[note[1] for note in one.notes] for one in after.actions] == [["done"], ["doing"], []]
    assert person.send("/rencana", **PLAN).status_code == 422


def test_another_officers_plan_is_not_touched(hall: Hall) -> None:
    first, second = hall.seats()[:2]
    one, other = hall.sit_down(first), hall.sit_down(second)
    one.get("/rencana")
    one.send("/rencana", **PLAN)
    forget_request()
    plan = planning.plan_of(db.session(), first.account_id)
    assert plan is not None
    other.get("/rencana")
    other.send(f"/rencana/{plan.actions[0].id}/catat", after="30", state="done")
    forget_request()
    after = planning.plan_of(db.session(), first.account_id)
    assert after is not None
    assert after.actions[0].notes == []


def test_the_sheet_of_plans_names_everybody_also_who_sent_none(hall: Hall) -> None:
    person, trainer = hall.sit_down(hall.seats()[0]), hall.trainer()
    person.get("/rencana")
    person.send("/rencana", **PLAN)
    sheet = openpyxl.load_workbook(io.BytesIO(trainer.get(f"/kelas/{hall.class_id}/rencana.xlsx").data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert len(rows) == 3 + 5
    assert [row[4] for row in rows[3:]] == ["belum dikirim"] * 5


def test_the_class_page_of_plans_filters_who_has_not_sent(hall: Hall) -> None:
    person, trainer = hall.sit_down(hall.seats()[0]), hall.trainer()
    person.get("/rencana")
    person.send("/rencana", **PLAN)
    page = trainer.get(f"/kelas/{hall.class_id}/rencana?saring=belum").text
    assert page.count('id="rencana-') == 5
