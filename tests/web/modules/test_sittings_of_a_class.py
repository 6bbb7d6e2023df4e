"""The trainer's pages of the tests: everybody, opening, extra time, repeats, gain, items, tables to take away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.modules import sitting_content
from bimtek.modules.domain.items import ItemBank
from bimtek.people import services as people
from tests.conftest import WALL
from tests.factories.classes import PASSWORD, Made, signed_in
from tests.web.committing import committing
from tests.web.judging import JudgingClient
from tests.web.modules.sitting_steps import answer_all, begin, hand_in, open_test

pytestmark = pytest.mark.usefixtures("small_tests")


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


def test_the_trainer_reads_in_a_persons_acts_that_a_test_was_sat(
    trainee: JudgingClient, trainer: JudgingClient, made: Made
) -> None:
    address = begin(trainee)
    hand_in(trainee, address)
    page = trainer.get(f"/papan/orang/{made.people[0].id}").get_data(as_text=True)
    assert "Memulai tes" in page
    assert "Mengumpulkan tes" in page
