"""The pages of the tests through real requests: a GET starts nothing, answers are kept, another's sitting is not found."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from bimtek.extensions import db
from bimtek.modules.sitting_models import Sitting
from tests.conftest import WALL
from tests.factories.classes import Made
from tests.web.judging import JudgingClient
from tests.web.modules.sitting_steps import BANK, answer_all, begin, form_of, hand_in, later, open_test, stored

pytestmark = pytest.mark.usefixtures("small_tests")


def test_looking_at_the_tests_starts_none(trainee: JudgingClient) -> None:
    page = trainee.get("/tes").get_data(as_text=True)
    assert "Mulai Pre-test" in page
    assert page.count("button-gold") == 1
    assert "Belum dibuka" in page
    assert db.session.scalar(select(func.count()).select_from(Sitting)) == 0
    assert trainee.get("/tes/pre/mulai").status_code == 405


def test_a_test_that_is_not_open_or_does_not_exist_is_not_begun(trainee: JudgingClient) -> None:
    trainee.get("/tes")
    answer = trainee.post("/tes/exam/mulai", data={"command_id": "x"})
    assert answer.location.endswith("/tes")
    assert "belum dibuka" in trainee.get("/tes").get_data(as_text=True)
    assert trainee.post("/tes/lain/mulai", data={"command_id": "x"}).status_code == 404


def test_questions_stand_five_to_a_part_without_their_key_and_resume_with_what_was_saved(
    trainee: JudgingClient,
) -> None:
    address = begin(trainee)
    page = trainee.get(address).get_data(as_text=True)
    assert page.count("<fieldset") == 4
    assert not any(option.why in page for item in BANK.items.values() for option in item.options)
    code = form_of(address)[0]
    saved = trainee.post(f"{address}/simpan", data={f"a-{code}": "2", f"f-{code}": "1"}, headers={"X-Autosave": "1"})
    assert (saved.status_code, saved.data) == (204, b"")
    again = trainee.get(address).get_data(as_text=True)
    assert re.search(rf'name="a-{code}" value="2" checked', again)
    assert re.search(rf'name="f-{code}" value="1" checked', again)
    assert "Lanjutkan" in trainee.get("/tes").get_data(as_text=True)


def test_the_page_works_without_a_script(trainee: JudgingClient) -> None:
    address = begin(trainee)
    first, second, *_rest = form_of(address)
    trainee.get(address)
    kept = trainee.post(
        f"{address}/simpan", data={"whole": "1", "go": "check", "keep": "1", f"a-{first}": "0", f"f-{second}": "1"}
    )
    assert kept.location.endswith(address)
    assert (stored(address).answers, stored(address).flags) == ({first: 0}, [second])
    checked = trainee.post(f"{address}/simpan", data={"whole": "1", "go": "check", f"a-{first}": "1"})
    assert checked.location.endswith("/periksa")
    assert (stored(address).answers, stored(address).flags) == ({first: 1}, [])
    page = trainee.get(checked.location).get_data(as_text=True)
    assert "3 soal belum dijawab" in page
    assert "#soal-2" in page


@pytest.mark.parametrize("value", ["4", "-1", "x", "99999999999", "1.0"])
def test_an_answer_that_is_no_option_is_passed_over(trainee: JudgingClient, value: str) -> None:
    address = begin(trainee)
    trainee.get(address)
    code = form_of(address)[0]
    data = {f"a-{code}": value, "a-u9-99": "1"}
    assert trainee.post(f"{address}/simpan", data=data, headers={"X-Autosave": "1"}).status_code == 204
    assert stored(address).answers == {}


def test_the_result_explains_every_question_and_names_one_next_thing(trainee: JudgingClient) -> None:
    address = begin(trainee)
    answer_all(trainee, address, "U1")
    page = hand_in(trainee, address)
    assert "2 dari 4 benar" in page
    assert "Lanjutkan dari U6" in page
    assert page.count("button-gold") == 1
    assert "/belajar" in page
    for code in form_of(address):
        item = BANK.items[code]
        assert str(item.options[item.right].why) in page
        assert item.source in page
    assert "Contoh pada U1 boleh dilewati" in page


def test_a_double_submit_is_harmless_and_nothing_changes_afterwards(trainee: JudgingClient) -> None:
    address = begin(trainee)
    answer_all(trainee, address, "U1", "U6")
    hand_in(trainee, address)
    marked = stored(address).marked
    assert trainee.post(f"{address}/kumpulkan", data={"command_id": "kirim"}).status_code == 302
    code = form_of(address)[0]
    late = trainee.post(f"{address}/simpan", data={f"a-{code}": "0"}, headers={"X-Autosave": "1"})
    assert late.status_code == 409
    assert trainee.post(f"{address}/simpan", data={f"a-{code}": "0", "go": "check"}).location.endswith("/hasil")
    assert stored(address).marked == marked
    assert trainee.get(address).location.endswith("/hasil")
    assert trainee.get(f"{address}/periksa").location.endswith("/hasil")


def test_anothers_test_is_not_found(trainee: JudgingClient, other: JudgingClient) -> None:
    address = begin(trainee)
    other.get("/tes")
    for path in (address, f"{address}/periksa", f"{address}/hasil"):
        assert other.get(path).status_code == 404
    assert other.post(f"{address}/simpan", data={"whole": "1"}).status_code == 404
    assert other.post(f"{address}/kumpulkan", data={}).status_code == 404
    assert trainee.get("/tes/99999999999999").status_code == 404


def test_exam_marks_are_hidden_until_released(trainee: JudgingClient, trainer: JudgingClient, made: Made) -> None:
    open_test(trainer, made, "exam")
    address = begin(trainee, "exam")
    page = trainee.get(address).get_data(as_text=True)
    assert "Sisa 60 menit" in page
    answer_all(trainee, address, "U1")
    page = hand_in(trainee, address)
    assert "jawaban Anda sudah diterima" in page
    assert "benar." not in page
    assert "nilai menyusul" in trainee.get("/tes").get_data(as_text=True)
    assert not any(option.why in page for item in BANK.items.values() for option in item.options)
    open_test(trainer, made, "exam", "release")
    page = trainee.get(f"{address}/hasil").get_data(as_text=True)
    assert "Belum lulus" in page
    assert "Butir prosedur" in page


def test_an_exam_that_ran_out_is_closed_by_whoever_looks_first(
    app: Flask, trainee: JudgingClient, trainer: JudgingClient, made: Made
) -> None:
    open_test(trainer, made, "exam")
    address = begin(trainee, "exam")
    answer_all(trainee, address, "U1")
    later(app, minutes=60, seconds=29)
    assert stored(address).finished_at is None
    later(app, minutes=61)
    page = trainer.get(f"/kelas/{made.workshop_id}/tes?tes=exam").get_data(as_text=True)
    assert "ditutup waktu" in page
    row = stored(address)
    assert (row.finished_by, row.finished_at) == ("time", WALL + timedelta(minutes=60))
    assert "waktunya habis" in trainee.get(f"{address}/hasil").get_data(as_text=True)


def test_the_own_look_closes_it_too(app: Flask, trainee: JudgingClient, trainer: JudgingClient, made: Made) -> None:
    open_test(trainer, made, "exam")
    address = begin(trainee, "exam")
    later(app, hours=3)
    assert "nilai menyusul" in trainee.get("/tes").get_data(as_text=True)
    assert stored(address).finished_by == "time"


def test_the_live_part_changes_with_an_answer_and_is_silent_otherwise(
    trainee: JudgingClient, trainer: JudgingClient, made: Made
) -> None:
    address = begin(trainee)
    live = f"/kelas/{made.workshop_id}/tes/baris?tes=pre"
    first = trainer.get(live, headers={"X-Live": "1"})
    assert "0 dari 4 terjawab" in first.get_data(as_text=True)
    again = {"X-Live": "1", "X-Version": first.headers["X-Version"]}
    assert trainer.get(live, headers=again).status_code == 204
    trainee.get(address)
    code = form_of(address)[0]
    trainee.post(f"{address}/simpan", data={f"a-{code}": "1"}, headers={"X-Autosave": "1"})
    assert "1 dari 4 terjawab" in trainer.get(live, headers=again).get_data(as_text=True)


def test_home_says_which_test_waits_until_none_does(trainee: JudgingClient, trainer: JudgingClient, made: Made) -> None:
    assert "Pre-test dibuka untuk Anda" in trainee.get("/beranda").get_data(as_text=True)
    address = begin(trainee)
    assert "Pre-test sedang Anda kerjakan" in trainee.get("/beranda").get_data(as_text=True)
    answer_all(trainee, address)
    hand_in(trainee, address)
    assert 'id="open-tests"' not in trainee.get("/beranda").get_data(as_text=True)
