"""The pages of the tests through real requests: a GET starts nothing, answers are kept, another's sitting is not found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from bimtek.extensions import db
from bimtek.modules import sitting_content
from bimtek.modules.domain.items import ItemBank
from bimtek.modules.sitting_models import Sitting
from bimtek.people import services as people
from tests.conftest import WALL
from tests.factories.classes import PASSWORD, Made, signed_in
from tests.factories.items import small_bank
from tests.web.committing import committing
from tests.web.judging import JudgingClient

BANK = small_bank()


@pytest.fixture(autouse=True)
def bank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitting_content, "bank", lambda: BANK)


def begin(browser: JudgingClient, kind: str = "pre") -> str:
    """Start a test; the address of its page."""
    browser.get("/tes")
    answer = browser.post(f"/tes/{kind}/mulai", data={"command_id": f"mulai-{kind}"})
    assert answer.status_code == 302
    return str(answer.location)


def form_of(address: str) -> list[str]:
    """The items of a sitting."""
    db.session.remove()
    row = db.session.get(Sitting, int(address.rsplit("/", 1)[1]))
    assert row is not None
    return [code for code, _order in row.form]


def stored(address: str) -> Sitting:
    db.session.remove()
    row = db.session.get(Sitting, int(address.rsplit("/", 1)[1]))
    assert row is not None
    return row


def answer_all(browser: JudgingClient, address: str, *right: str) -> None:
    """Answer everything, right in these units, with one request a question."""
    browser.get(address)
    for code in form_of(address):
        item = BANK.items[code]
        value = item.right if item.unit in right else (item.right + 1) % 4
        assert (
            browser.post(f"{address}/simpan", data={f"a-{code}": value}, headers={"X-Autosave": "1"}).status_code == 204
        )


def hand_in(browser: JudgingClient, address: str) -> str:
    browser.get(f"{address}/periksa")
    answer = browser.post(f"{address}/kumpulkan", data={"command_id": "kirim"})
    assert answer.location.endswith("/hasil")
    return browser.get(answer.location).get_data(as_text=True)


def open_test(trainer: JudgingClient, made: Made, kind: str, act: str = "open") -> None:
    trainer.get(f"/kelas/{made.workshop_id}/tes")
    assert trainer.post(f"/kelas/{made.workshop_id}/tes/{kind}/gerbang", data={"act": act}).status_code == 302


def later(app: Flask, **more: int) -> None:
    app.extensions["test_wall"] = WALL + timedelta(**more)


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


def test_the_trainer_sees_everybody_those_at_zero_first(
    trainee: JudgingClient, trainer: JudgingClient, made: Made
) -> None:
    address = begin(trainee)
    answer_all(trainee, address)
    page = trainer.get(f"/kelas/{made.workshop_id}/tes").get_data(as_text=True)
    places = [page.index(f'id="part-{part}"') for part in ("todo", "doing", "done")]
    assert places == sorted(places)
    assert page.index("Peserta Nomor 2") < page.index("Peserta Nomor 1<")
    assert "4 dari 4 terjawab" in page


def test_opening_can_be_taken_back_within_its_minute(app: Flask, trainer: JudgingClient, made: Made) -> None:
    open_test(trainer, made, "post")
    page = trainer.get(f"/kelas/{made.workshop_id}/tes").get_data(as_text=True)
    assert "Dapat dibatalkan" in page
    open_test(trainer, made, "post", "undo")
    page = trainer.get(f"/kelas/{made.workshop_id}/tes").get_data(as_text=True)
    assert "Dapat dibatalkan" not in page
    assert "Buka Post-test" in page
    assert trainer.post(f"/kelas/{made.workshop_id}/tes/post/gerbang", data={"act": "lain"}).status_code == 400


def test_extra_time_is_given_on_the_persons_page_and_faults_stand_beside_the_field(
    trainer: JudgingClient, trainee: JudgingClient, made: Made
) -> None:
    who = f"/kelas/{made.workshop_id}/tes/orang/{made.people[0].id}"
    trainer.get(who)
    wrong = trainer.post(f"{who}/waktu", data={"minutes": "9999", "percent": "x"})
    assert wrong.status_code == 422
    text = wrong.get_data(as_text=True)
    assert "Isi menit antara 0 dan 240." in text
    assert trainer.post(f"{who}/waktu", data={"minutes": "10", "percent": "25"}).status_code == 302
    open_test(trainer, made, "exam")
    assert "Waktu Anda 85 menit" in trainee.get("/tes").get_data(as_text=True)
    assert "10 menit + 25 %" in trainer.get(f"/kelas/{made.workshop_id}/tes?tes=exam").get_data(as_text=True)


def test_a_repeat_is_offered_and_begun(trainee: JudgingClient, trainer: JudgingClient, made: Made) -> None:
    open_test(trainer, made, "post")
    address = begin(trainee, "post")
    answer_all(trainee, address)
    hand_in(trainee, address)
    who = f"/kelas/{made.workshop_id}/tes/orang/{made.people[0].id}"
    assert "Izinkan mengulang" in trainer.get(who).get_data(as_text=True)
    assert trainer.post(f"{who}/ulang/post", data={}).status_code == 302
    assert "Boleh diulang" in trainee.get("/tes").get_data(as_text=True)
    trainee.get("/tes")
    again = trainee.post("/tes/post/mulai", data={"command_id": "ulang"})
    assert again.location != address


def test_gain_and_items_say_when_there_is_too_little_to_say(
    trainee: JudgingClient, trainer: JudgingClient, made: Made
) -> None:
    room = f"/kelas/{made.workshop_id}/tes"
    assert "Belum ada yang mengerjakan keduanya" in trainer.get(f"{room}/kenaikan").get_data(as_text=True)
    assert "Belum ada yang selesai" in trainer.get(f"{room}/pre/butir").get_data(as_text=True)
    open_test(trainer, made, "post")
    for kind, right in (("pre", ()), ("post", ("U1",))):
        address = begin(trainee, kind)
        answer_all(trainee, address, *right)
        hand_in(trainee, address)
    page = trainer.get(f"{room}/kenaikan").get_data(as_text=True)
    assert "Baru 1 peserta." in page
    assert "<svg" in page
    page = trainer.get(f"{room}/pre/butir").get_data(as_text=True)
    assert "Terlalu sedikit orang 4" in page
    assert "Bertumpu pada 1 orang" in page


def test_the_tables_to_take_away_say_simulasi_in_every_row_and_hold_everybody(
    trainee: JudgingClient, trainer: JudgingClient, made: Made
) -> None:
    address = begin(trainee)
    answer_all(trainee, address, "U1")
    hand_in(trainee, address)
    room = f"/kelas/{made.workshop_id}/tes"
    answer = trainer.get(f"{room}/nilai.csv")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="SIMULASI-')
    head, *rows = answer.get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert head.startswith("Keterangan;Kursi;Nama")
    assert [row.split(";")[0] for row in rows] == ["SIMULASI"] * 3
    assert rows[0].split(";")[4] == "0,5"
    items = trainer.get(f"{room}/pre/butir.csv").get_data(as_text=True).splitlines()
    assert len(items) == 5
    assert all(row.startswith("SIMULASI;u") for row in items[1:])


@pytest.fixture
def stranger(app: Flask, made: Made) -> Iterator[JudgingClient]:
    """A trainer of no class."""
    with committing():
        person = people.add_trainer(db.session(), "Orang Lain", "lain", PASSWORD, WALL)
    yield signed_in(app, db.session(), person)  # type: ignore[misc]
    db.session.remove()


def test_a_class_of_another_trainer_and_a_person_of_another_class_are_not_found(
    stranger: JudgingClient, trainer: JudgingClient, trainee: JudgingClient, made: Made
) -> None:
    room = f"/kelas/{made.workshop_id}/tes"
    stranger.get("/kelas")
    for path in ("", "/kenaikan", "/pre/butir", "/pre/butir.csv", "/nilai.csv", f"/orang/{made.people[0].id}"):
        assert stranger.get(room + path).status_code == 404
        assert trainee.get(room + path).status_code == 403
    assert stranger.post(f"{room}/exam/gerbang", data={"act": "open"}).status_code == 404
    assert (
        stranger.post(f"{room}/orang/{made.people[0].id}/waktu", data={"minutes": "5", "percent": "0"}).status_code
        == 404
    )
    assert trainer.get(f"{room}/orang/{made.trainer.id}").status_code == 404
    assert trainer.get(f"{room}/lain/butir").status_code == 404
    assert trainer.get("/kelas/99999999999/tes").status_code == 404


def test_an_empty_bank_is_said_and_starts_nothing(trainee: JudgingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitting_content, "bank", lambda: ItemBank({}))
    trainee.get("/tes")
    trainee.post("/tes/pre/mulai", data={"command_id": "x"})
    assert "belum tersedia" in trainee.get("/tes").get_data(as_text=True)


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


def test_the_trainer_reads_in_a_persons_acts_that_a_test_was_sat(
    trainee: JudgingClient, trainer: JudgingClient, made: Made
) -> None:
    address = begin(trainee)
    hand_in(trainee, address)
    page = trainer.get(f"/papan/orang/{made.people[0].id}").get_data(as_text=True)
    assert "Memulai tes" in page
    assert "Mengumpulkan tes" in page
