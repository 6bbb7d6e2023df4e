"""The Baruga desk over HTTP: moderation, targets of three levels, photos, the public page."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from bimtek.extensions import db, writing
from bimtek.sandbox.domain.lifecycle import ROLES, TABLE, Action, Desk, Role, State, actions_from
from bimtek.sandbox.domain.lifecycle_baruga import LABELS
from bimtek.sandbox.models import Case
from tests.factories.arrivals import put
from tests.factories.classes import Made, desk
from tests.web.judging import JudgingClient

TEXT = "Petugas mengganti panel lampu pada 10 November 2026 dan semua lampu di Kappuna sudah menyala."


@pytest.fixture
def number(app: Flask, made: Made) -> str:
    token = writing.set(True)
    case = put(db.session(), made.people[0], Desk.BARUGA)
    db.session.commit()
    writing.reset(token)
    return case.number


def play(made: Made, role: Role) -> None:
    token = writing.set(True)
    desk(db.session(), made.people[0]).sandbox.baruga_role = role.value
    db.session.commit()
    db.session.remove()
    writing.reset(token)


def case_of(number: str) -> Case:
    db.session.remove()
    return db.session.query(Case).filter_by(number=number).one()


def photo(size: tuple[int, int] = (60, 40)) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, "JPEG")
    out.seek(0)
    return out


def send(trainee: JudgingClient, number: str, action: str, **given: Any) -> Any:
    trainee.get("/meja?meja=baruga")
    return trainee.post(f"/meja/laporan/{number}/{action}", data=given)


def moderated(trainee: JudgingClient, number: str) -> Any:
    return send(
        trainee, number, "moderate", clear=["identity", "content", "message"], title="Lampu jalan padam di Kappuna",
        category="1398", targets=["kabupaten", "dbmsulsel"],
    )  # fmt: skip


def brought_to_the_office(trainee: JudgingClient, made: Made, number: str) -> None:
    assert moderated(trainee, number).status_code == 302
    play(made, Role.REGENCY_ADMIN)
    assert send(trainee, number, "forward", offices=["dishub"]).status_code == 302
    play(made, Role.UNIT_ADMIN)


def test_an_aduan_is_published_only_after_disposisi(trainee: JudgingClient, number: str) -> None:
    trainee.get("/meja")
    assert number not in trainee.get("/meja/baruga/publik").text
    assert "belum terbit" in trainee.get(f"/meja/baruga/publik?nomor={number.lower()}").text
    assert trainee.get(f"/meja/baruga/publik/{number}").status_code == 404
    assert moderated(trainee, number).status_code == 302
    page = trainee.get(f"/meja/baruga/publik?nomor={number}")
    assert page.status_code == 302
    public = trainee.get(f"/meja/baruga/publik/{number}").text
    assert "Lampu jalan padam di Kappuna" in public
    assert "tidak ditemukan" in trainee.get("/meja/baruga/publik?nomor=SIM-B0000000").text


def test_what_is_not_clear_is_not_published_and_what_was_typed_stays(trainee: JudgingClient, number: str) -> None:
    answer = send(
        trainee, number, "moderate", clear=["content"], title="Topik yang sudah saya tulis", category="1398",
        targets=["kabupaten"],
    )  # fmt: skip
    assert answer.status_code == 422
    assert "identitas pengirim jelas" in answer.text
    assert "Topik yang sudah saya tulis" in answer.text
    assert case_of(number).state == State.BARUGA_NEW


def test_three_levels_lead_from_the_moderator_over_the_kabupaten_to_its_offices(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    brought_to_the_office(trainee, made, number)
    assert case_of(number).targets == ["kabupaten", "dbmsulsel", "dishub"]
    page = trainee.get(f"/meja/laporan/{number}").text
    for word in ("Dibuat", "Disposisi", "Tindakan", "Tanggapan", "Selesai", "Tingkat 3, OPD kabupaten"):
        assert word in page


def test_photos_before_and_after_stand_in_the_thread_and_are_another_persons_404(
    trainee: JudgingClient, other: JudgingClient, made: Made, number: str
) -> None:
    brought_to_the_office(trainee, made, number)
    files = {"before": (photo(), "sebelum.jpg"), "after": (photo((80, 40)), "sesudah.png")}
    given = {"office": "dishub", "text": TEXT, "before_caption": "Panel lama", **files}
    assert send(trainee, number, "record_act", **given).status_code == 302
    page = trainee.get(f"/meja/laporan/{number}").text
    assert "Sebelum: Panel lama" in page
    address = page.split("/meja/baruga/foto/")[1].split('"')[0]
    shown = trainee.get(f"/meja/baruga/foto/{address}")
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert other.get(f"/meja/baruga/foto/{address}").status_code == 404


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"\xff\xd8" + b"x" * 20 * 1024 * 1024, "liburan.jpg", "8 MB"),
        (b"%PDF-1.4 surat", "foto.jpg", "isinya PDF"),
        (b"", "kosong.jpg", "kosong"),
    ],
)
def test_a_file_that_is_no_photo_is_refused_beside_its_field_and_the_text_stays(
    trainee: JudgingClient, made: Made, number: str, data: bytes, name: str, said: str
) -> None:
    brought_to_the_office(trainee, made, number)
    answer = send(trainee, number, "record_act", office="dishub", text=TEXT, after=(io.BytesIO(data), name))
    assert answer.status_code == 422
    assert said in answer.text
    assert TEXT in answer.text
    assert case_of(number).state == State.BARUGA_DISPOSED


def test_support_counts_once(trainee: JudgingClient, number: str) -> None:
    moderated(trainee, number)
    assert send(trainee, number, "support", publik="1").status_code == 302
    assert send(trainee, number, "support").status_code == 409
    assert case_of(number).supports == 1
    assert "sudah mendukung" in trainee.get(f"/meja/baruga/publik/{number}").text


def test_what_is_masked_stays_masked_for_the_public(trainee: JudgingClient, number: str) -> None:
    assert send(trainee, number, "mask", other="0840-1234-5678").status_code == 302
    moderated(trainee, number)
    for page in ("/meja/baruga/publik", f"/meja/baruga/publik/{number}"):
        assert "0840-1234-5678" not in trainee.get(page).text


def test_an_aduan_is_finished_only_after_every_office_acted_and_the_reporter_was_answered(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    brought_to_the_office(trainee, made, number)
    send(trainee, number, "record_act", office="dishub", text=TEXT)
    send(trainee, number, "respond", text=TEXT)
    play(made, Role.MODERATOR)
    refused = send(trainee, number, "finish", note="Sudah dijawab.")
    assert refused.status_code == 409
    assert "belum bertindak" in refused.text


@pytest.mark.parametrize("role", ROLES[Desk.BARUGA])
def test_the_page_of_a_new_aduan_offers_what_the_table_gives_to_the_role(
    trainee: JudgingClient, made: Made, number: str, role: Role
) -> None:
    play(made, role)
    page = trainee.get(f"/meja/laporan/{number}").text
    for action in Action:
        if (State.BARUGA_NEW, action) in TABLE and action not in {Action.UNMASK, Action.UNLINK}:
            offered = f"tindakan={action.value}#isian" in page
            mine = action in actions_from(State.BARUGA_NEW, role)
            assert offered or not mine
    assert set(LABELS) == {state for state in State if state.value.startswith("baruga")}
