"""Disputes, calibration and agreement through real requests: what each sees, and what marking again would change."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import undefer

from bimtek.extensions import db
from bimtek.modules.models import Judgement
from bimtek.modules.review_commands import remark
from bimtek.modules.review_models import CalibrationMark, Dispute, MarkOverride
from tests.factories.classes import Made
from tests.web.committing import committing
from tests.web.modules.marking_steps import Marked, save, stored


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
