"""Marking by people through real requests: what a trainer and a trainee see, and what is nobody else's."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bimtek.extensions import db
from bimtek.modules.review_models import BlindMark, MarkOverride
from bimtek.people import services as people
from bimtek.workshops.models import Facilitator
from tests.conftest import WALL
from tests.factories.classes import Made, make_class, signed_in
from tests.web.committing import committing
from tests.web.modules.marking_steps import Marked, save, stored


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
