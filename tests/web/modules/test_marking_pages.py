"""Marking by people through real requests: what a trainer and a trainee see, and what is nobody else's."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import undefer

from bimtek.extensions import db
from bimtek.modules import marking
from bimtek.modules.domain import review
from bimtek.modules.models import Judgement
from bimtek.modules.review_commands import remark
from bimtek.modules.review_models import BlindMark, CalibrationMark, Dispute, MarkOverride
from bimtek.people import services as people
from bimtek.sandbox.domain.lifecycle import Role
from bimtek.workshops.models import Facilitator
from tests.conftest import WALL
from tests.factories.classes import Made, cases_of, make_class, signed_in
from tests.services.modules.learner import Learner
from tests.web.committing import committing


@dataclass
class Marked:
    """A judged case of the first officer: its id, number, and a criterion the machine did not give in full."""

    case_id: int
    number: str
    scale: review.Scale

    @property
    def page(self) -> str:
        return f"/penilaian/kasus/{self.case_id}"


@pytest.fixture
def marked(made: Made) -> Marked:
    """An officer has verified a report with a wrong category and answered it."""
    with committing():
        learner = Learner(db.session(), made.people[0], made.workshop_id, WALL)
        case = next(c for c in cases_of(db.session(), made.people[0]) if c.truth["right_act"] == "dispose")
        if case.truth["sensitive_words"]:
            learner.mask(case)
        learner.verify(case, category="1398" if case.truth["category"] != "1398" else "1397")
        learner.be(Role.LIAISON)
        learner.reply(case)
        learner.end(case)
        machine = marking.machine_judgement_of(db.session(), case.id)
        assert machine is not None
        scale = review.scales(machine)["case:category"]
        assert scale.level is not None
        assert scale.level < scale.maximum
        return Marked(case.id, case.number, scale)


def save(
    client: FlaskClient, marked: Marked, level: int, reason: str = "missed_fact", note: str = "", **more: str
) -> int:
    client.get(marked.page)
    given = {"key": marked.scale.key, "level": str(level), "reason": reason, "note": note, **more}
    return client.post(marked.page, data=given).status_code


def stored(model: type) -> list:
    db.session.remove()
    return list(db.session.scalars(select(model)))


def test_the_marking_page_shows_machine_level_and_reason_and_a_way_to_change_each(
    trainer: FlaskClient, marked: Marked
) -> None:
    page = trainer.get(marked.page).text
    assert f"Mesin: {marked.scale.level} dari 4." in page
    assert page.count('name="key" value="case:') >= 5
    assert page.count('name="key" value="reply:') == 9
    assert "Yang benar pada kasus ini" in page


def test_an_override_stands_beside_the_machines_mark_for_trainer_and_trainee(
    trainer: FlaskClient, trainee: FlaskClient, marked: Marked
) -> None:
    assert save(trainer, marked, 4, "local_rule", "Peraturan Bupati memakai kategori itu.") == 302
    said = (
        f"Mesin: {marked.scale.level} dari 4. Fasilitator: 4 dari 4, karena aturan setempat berbeda: Peraturan Bupati"
    )
    page = trainer.get(marked.page).text
    assert said in page
    assert "Diubah fasilitator" in page
    assert "Dapat dibatalkan" in page
    assert said in trainee.get(f"/hasil/{marked.number}").text


def test_a_change_is_undone_within_its_minute_and_later_given_back(
    app: Flask, trainer: FlaskClient, marked: Marked
) -> None:
    save(trainer, marked, 4)
    assert trainer.post(f"{marked.page}/batal", data={}).status_code == 302
    assert stored(MarkOverride) == []
    save(trainer, marked, 4)
    app.extensions["test_wall"] = WALL.replace(minute=WALL.minute + 5)
    assert "Dapat dibatalkan" not in trainer.get(marked.page).text
    trainer.post(f"{marked.page}/kembalikan", data={"key": marked.scale.key})
    assert "kembali ke nilai mesin" in trainer.get(marked.page).text
    assert stored(MarkOverride) == []


def test_an_override_without_a_reason_is_refused_beside_its_field_and_keeps_what_was_typed(
    trainer: FlaskClient, marked: Marked
) -> None:
    trainer.get(marked.page)
    answer = trainer.post(
        marked.page, data={"key": marked.scale.key, "level": "4", "reason": "other", "note": "pendek"}
    )
    assert answer.status_code == 422
    assert "Tulis alasannya, paling sedikit 10 karakter." in answer.text
    assert "pendek</textarea>" in answer.text
    assert stored(MarkOverride) == []


@pytest.mark.parametrize("level", ["", "9", "44", "x", "²"])
def test_what_is_no_level_of_the_scale_is_refused(trainer: FlaskClient, marked: Marked, level: str) -> None:
    trainer.get(marked.page)
    answer = trainer.post(marked.page, data={"key": marked.scale.key, "level": level, "reason": "other"})
    assert answer.status_code in (400, 422)
    assert stored(MarkOverride) == []


def test_a_post_without_the_pages_token_changes_nothing(app: Flask, made: Made, marked: Marked) -> None:
    client = signed_in(app, db.session(), made.trainer)
    for path in (marked.page, f"{marked.page}/kembalikan", f"{marked.page}/batal", f"/penilaian/buta/{marked.case_id}"):
        client.token = ""
        assert client.post(path, data={"key": marked.scale.key, "level": "4"}).status_code == 400


def test_another_trainers_class_is_not_found_and_a_trainee_may_not_mark(
    app: Flask, trainee: FlaskClient, marked: Marked
) -> None:
    with committing():
        stranger = make_class(db.session(), 1, 1, username="lain", seed="lain").trainer
    client = signed_in(app, db.session(), stranger)
    for path in (
        marked.page,
        f"/penilaian/buta/{marked.case_id}",
        f"{marked.page}/banding",
        "/penilaian?kelas=1",
        "/penilaian/kesepakatan?kelas=1",
    ):
        assert client.get(path).status_code == 404, path
        assert trainee.get(path).status_code == 403, path
    assert client.get("/penilaian/kasus/99999999999").status_code == 404


def test_a_second_marker_sees_no_name_and_no_level(trainer: FlaskClient, made: Made, marked: Marked) -> None:
    page = trainer.get(f"/penilaian/buta/{marked.case_id}").text
    assert made.people[0].name not in page
    assert f"laporan/{marked.number}" not in page
    assert "Mesin:" not in page
    assert "mark-missed" not in page
    assert "<mark" not in page
    assert not re.search(r"chip-input[^>]*checked", page)


def test_after_marking_unseen_both_are_shown_and_the_piece_is_not_asked_for_again(
    trainer: FlaskClient, marked: Marked
) -> None:
    blind = f"/penilaian/buta/{marked.case_id}"
    page = trainer.get(blind).text
    names = dict.fromkeys(re.findall(r'name="(level-[a-z_-]+)"', page))
    assert trainer.get(f"{marked.page}/banding").location.endswith(blind), "not before it is marked"
    partial = trainer.post(blind, data={next(iter(names)): "0"})
    assert partial.status_code == 422
    assert "Belum tersimpan." in partial.text
    assert stored(BlindMark) == []
    answer = trainer.post(blind, data=dict.fromkeys(names, "0"))
    assert answer.location.endswith("/banding")
    shown = trainer.get(answer.location).text
    assert "lebih dari satu tingkat" in shown
    assert "hanya punya satu fasilitator" in shown
    assert trainer.get(blind).location.endswith("/banding")
    assert "Menunggu penilai ketiga" in trainer.get("/penilaian").text


def test_a_third_marker_decides_only_what_is_disputed(
    app: Flask, made: Made, trainer: FlaskClient, marked: Marked
) -> None:
    blind = f"/penilaian/buta/{marked.case_id}"
    names = dict.fromkeys(re.findall(r'name="(level-[a-z_-]+)"', trainer.get(blind).text))
    trainer.post(blind, data=dict.fromkeys(names, "0"))
    with committing():
        third = people.add_trainer(db.session(), "Fasilitator Ketiga", "ketiga", "kata-sandi-latihan", WALL)
        db.session.add(Facilitator(workshop_id=made.workshop_id, account_id=third.id))
    other = signed_in(app, db.session(), third)
    assert "Penilai ketiga menentukan" in other.get("/penilaian").text
    asked = dict.fromkeys(re.findall(r'name="(level-[a-z_-]+)"', other.get(blind).text))
    assert 0 < len(asked) < len(names)
    answer = other.post(blind, data=dict.fromkeys(asked, "1"))
    assert "Diputuskan penilai ketiga" in other.get(answer.location).text
    assert {row.reason for row in stored(MarkOverride)} == {"third"}
    assert "diputuskan penilai ketiga" in trainer.get(marked.page).text


def dispute(trainee: FlaskClient, marked: Marked, text: str = "Kategorinya mengikuti tabel dinas.") -> int:
    trainee.get(f"/hasil/{marked.number}/sanggah")
    return trainee.post(f"/hasil/{marked.number}/sanggah", data={"key": marked.scale.key, "text": text}).status_code


def test_a_dispute_goes_from_the_result_to_the_trainer_and_back_home(
    trainee: FlaskClient, trainer: FlaskClient, marked: Marked
) -> None:
    assert "Saya tidak setuju dengan nilai ini" in trainee.get(f"/hasil/{marked.number}").text
    assert dispute(trainee, marked) == 302
    assert dispute(trainee, marked) == 422, "one open dispute per criterion"
    assert "Menunggu jawaban fasilitator." in trainee.get(f"/hasil/{marked.number}").text
    row = stored(Dispute)[0]
    answering = f"{marked.page}/sanggahan/{row.id}"
    assert answering in trainer.get("/penilaian/sanggahan").text
    trainer.get(answering)
    nothing = trainer.post(answering, data={"answer": "Sudah saya baca lagi."})
    assert nothing.status_code == 422
    given = {"decision": "accept", "level": "4", "reason": "local_rule", "answer": "Benar, tabel dinas berlaku."}
    assert trainer.post(answering, data=given).status_code == 302
    assert "Sanggahan Anda dijawab" in trainee.get("/beranda").text
    page = trainee.get(f"/hasil/{marked.number}").text
    assert "Benar, tabel dinas berlaku." in page
    assert "Fasilitator: 4 dari 4" in page
    trainee.post(f"/hasil/{marked.number}/sanggah/{row.id}/dibaca", data={})
    assert "Sanggahan Anda dijawab" not in trainee.get("/beranda").text


def test_a_dispute_can_be_withdrawn_by_its_own_trainee_alone(
    trainee: FlaskClient, other: FlaskClient, marked: Marked
) -> None:
    dispute(trainee, marked)
    row = stored(Dispute)[0]
    other.get("/beranda")
    assert other.post(f"/hasil/{marked.number}/sanggah/{row.id}/tarik", data={}).status_code == 404
    assert other.get(f"/hasil/{marked.number}/sanggah").status_code == 404
    trainee.get(f"/hasil/{marked.number}")
    trainee.post(f"/hasil/{marked.number}/sanggah/{row.id}/tarik", data={})
    assert "Ditarik" in trainee.get(f"/hasil/{marked.number}").text


def test_a_disputes_text_is_escaped(trainee: FlaskClient, trainer: FlaskClient, marked: Marked) -> None:
    dispute(trainee, marked, "<script>alert(1)</script> tidak adil")
    assert "<script>alert" not in trainer.get("/penilaian/sanggahan").text


def test_a_sample_shows_the_others_the_reference_and_the_machine_only_after_it_was_marked(
    trainer: FlaskClient, made: Made
) -> None:
    sample = "/penilaian/kalibrasi/k08-air-keruh"
    before = trainer.get(sample).text
    assert "Acuan" not in before
    names = dict.fromkeys(re.findall(r'name="(level-[a-z_-]+)"', before))
    assert len(names) == 9
    assert trainer.post(f"{sample}?kelas={made.workshop_id}", data=dict.fromkeys(names, "1")).status_code == 422
    trainer.post(f"{sample}?kelas={made.workshop_id}", data={**dict.fromkeys(names, "1"), "verdict": "reject"})
    after = trainer.get(sample).text
    assert "Putusan Anda: Tidak boleh dikirim. Acuan: Tidak boleh dikirim." in after
    assert "kriteria berbeda dari acuan" in after
    trainer.post(f"{sample}?kelas={made.workshop_id}", data={**dict.fromkeys(names, "0"), "verdict": "send"})
    assert len(stored(CalibrationMark)) == 1
    assert stored(Judgement) == []
    assert trainer.get("/penilaian/kalibrasi/tidak-ada").status_code == 404
    assert "1 dari 12 contoh" in trainer.get("/penilaian/kalibrasi").text


def test_the_agreement_page_counts_only_what_somebody_looked_at(trainer: FlaskClient, marked: Marked) -> None:
    assert "Belum ada kriteria yang dilihat fasilitator." in trainer.get("/penilaian/kesepakatan").text
    save(trainer, marked, 4)
    page = trainer.get("/penilaian/kesepakatan").text
    row = re.search(r"<tr><th[^>]*>Kategori</th>(.*?)</tr>", page, re.DOTALL)
    assert row is not None
    assert re.findall(r">([^<]*)</td>", row[1])[0] == "1"
    assert "terlalu sedikit" in row[1]
    assert page.count("agreement-bars") == 1


def test_one_criterion_goes_over_all_people_without_names_and_on_to_the_next(
    trainer: FlaskClient, made: Made, marked: Marked
) -> None:
    path = f"/penilaian/kriteria?kelas={made.workshop_id}&kriteria={marked.scale.key}"
    page = trainer.get(path).text
    assert made.people[0].name not in page
    assert f"Mesin: {marked.scale.level} dari 4." in page
    given = {"key": marked.scale.key, "level": "3", "reason": "local_rule", "onward": "criterion"}
    answer = trainer.post(marked.page, data=given)
    assert f"sesudah={marked.case_id}" in answer.location
    assert "Tidak ada lagi kasus untuk kriteria ini" in trainer.get(answer.location).text


def test_a_persons_page_and_a_looked_at_report_lead_to_marking(
    trainer: FlaskClient, made: Made, marked: Marked
) -> None:
    account = made.people[0].id
    assert f'href="{marked.page}"' in trainer.get(f"/papan/orang/{account}").text
    assert f'href="{marked.page}"' in trainer.get(f"/papan/orang/{account}/meja/{marked.number}").text


def test_the_queue_without_cases_says_why_and_what_to_do(trainer: FlaskClient) -> None:
    page = trainer.get("/penilaian").text
    assert "Tidak ada kasus di perbatasan" in page
    assert "Buka kalibrasi" in page


def test_the_command_tells_what_marking_again_would_change_and_keeps_what_trainers_said(
    app: Flask, trainer: FlaskClient, marked: Marked
) -> None:
    save(trainer, marked, 4)
    told = app.test_cli_runner().invoke(remark, ["--dry-run"])
    assert told.exit_code == 0, told.output
    assert (
        "kasus dinilai ulang, 0 tingkat akan berubah pada 0 kasus; 1 perubahan fasilitator tetap berlaku."
        in told.output
    )
    assert "Uji coba: tidak ada yang disimpan." in told.output
    with committing():
        query = select(Judgement).where(Judgement.case_id == marked.case_id)
        row = db.session.scalars(query.options(undefer(Judgement.result))).one()
        criteria = [{**item, "level": 0} if item["key"] == "class" else item for item in row.result["criteria"]]
        row.result, row.rubric_version = {**row.result, "criteria": criteria}, "u6-0"
    done = app.test_cli_runner().invoke(remark, ["--workshop", "1"])
    assert "u6-0 (1)" in done.output
    assert re.search(r"Klasifikasi +[12] +1 +0 +0 +0", done.output)
    assert "1 tingkat berubah pada 1 kasus; 1 perubahan fasilitator" in done.output
    assert stored(MarkOverride)[0].level == 4
