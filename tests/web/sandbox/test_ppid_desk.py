"""The PPID desk over HTTP: register and receipt, harm test, written answer, objection, registers, list of public information."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from bimtek.extensions import db, writing
from bimtek.sandbox.domain.lifecycle import Desk, Role, State
from bimtek.sandbox.models import Case
from bimtek.sandbox.world import ppid_content
from tests.factories.arrivals import put
from tests.factories.classes import Made, desk
from tests.web.judging import JudgingClient

TEXT = "Permohonan Bapak/Ibu kami kabulkan. Ringkasan APBD tahun 2026 kami kirim lewat surel pada 12 November 2026."
SHEET = {
    "content": "Daftar penerima bantuan beserta NIK", "ground": "h", "if_opened": "Data pribadi penerima tersebar luas.",
    "if_closed": "Jumlah penerima tetap dapat dilihat.", "period": "Selama data pribadi itu berlaku",
}  # fmt: skip
ANSWER = {"medium": "softcopy", "cost": "none", "text": TEXT}


@pytest.fixture
def number(app: Flask, made: Made) -> str:
    token = writing.set(True)
    case = put(db.session(), made.people[0], Desk.PPID, body="=HYPERLINK(1) Saya meminta ringkasan APBD tahun 2026.")
    db.session.commit()
    writing.reset(token)
    return case.number


def play(made: Made, role: Role) -> None:
    token = writing.set(True)
    desk(db.session(), made.people[0]).sandbox.ppid_role = role.value
    db.session.commit()
    db.session.remove()
    writing.reset(token)


def state_of(number: str) -> str:
    db.session.remove()
    return db.session.query(Case).filter_by(number=number).one().state


def send(trainee: JudgingClient, number: str, action: str, **given: Any) -> Any:
    trainee.get("/meja?meja=ppid")
    return trainee.post(f"/meja/laporan/{number}/{action}", data=given)


def in_hand(trainee: JudgingClient, made: Made, number: str) -> None:
    assert send(trainee, number, "register", registration="001/PPID/XI/2026").status_code == 302
    play(made, Role.INFORMATION_OFFICER)
    assert send(trainee, number, "assign", unit="bpkpd").status_code == 302


def test_a_registered_request_has_a_number_a_receipt_and_a_line_in_the_register(
    trainee: JudgingClient, other: JudgingClient, number: str
) -> None:
    assert trainee.get(f"/meja/ppid/{number}/tanda-terima").status_code == 404
    assert "/PPID/" in trainee.get(f"/meja/laporan/{number}?tindakan=register").text
    assert send(trainee, number, "register", registration="001/PPID/XI/2026").status_code == 302
    receipt = trainee.get(f"/meja/ppid/{number}/tanda-terima")
    assert "001/PPID/XI/2026" in receipt.text
    assert "SIMULASI" in receipt.text
    assert other.get(f"/meja/ppid/{number}/tanda-terima").status_code == 404
    page = trainee.get("/meja/ppid/register").text
    for column in ppid_content().request_register:
        assert column.name in page
    assert "001/PPID/XI/2026" in page


def test_a_number_already_used_is_refused_beside_its_field(
    app: Flask, trainee: JudgingClient, made: Made, number: str
) -> None:
    token = writing.set(True)
    second = put(db.session(), made.people[0], Desk.PPID).number
    db.session.commit()
    writing.reset(token)
    send(trainee, number, "register", registration="001/PPID/XI/2026")
    answer = send(trainee, second, "register", registration="001/PPID/XI/2026")
    assert answer.status_code == 422
    assert "sudah dipakai" in answer.text


def test_a_refusal_or_a_partial_answer_without_the_harm_test_is_refused(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    in_hand(trainee, made, number)
    refused = send(trainee, number, "refuse", ground="h", refusal="Data pribadi.", text=TEXT)
    assert refused.status_code == 409
    assert "uji konsekuensi" in refused.text
    assert send(trainee, number, "test_harm", **SHEET).status_code == 302
    sheet = trainee.get(f"/meja/ppid/{number}/uji-konsekuensi").text
    assert SHEET["if_opened"] in sheet
    assert "Pasal 17 huruf h" in sheet
    given = {
        "ground": "h",
        "material": "Jumlah penerima tiap desa",
        "blackened": "NIK dan alamat: data pribadi.",
        **ANSWER,
    }
    assert send(trainee, number, "grant_partly", **given).status_code == 302
    letter = trainee.get(f"/meja/ppid/{number}/pemberitahuan").text
    for part in ("Dikabulkan sebagian", "Jumlah penerima tiap desa", "NIK dan alamat", "Keberatan kepada Atasan PPID"):
        assert part in letter


def test_the_answer_s_required_parts_are_asked_for_beside_their_fields_and_nothing_typed_is_lost(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    in_hand(trainee, made, number)
    answer = send(trainee, number, "grant", text=TEXT, material="")
    assert answer.status_code == 422
    assert TEXT in answer.text
    assert "Bahan yang diberikan belum diisi" in answer.text


def test_the_time_is_extended_once_with_a_reason(trainee: JudgingClient, made: Made, number: str) -> None:
    in_hand(trainee, made, number)
    assert send(trainee, number, "extend", reason="Dokumen masih dihimpun dari dua bidang.").status_code == 302
    again = send(trainee, number, "extend", reason="Dokumen masih dihimpun dari dua bidang.")
    assert again.status_code == 409
    assert state_of(number) == State.REQUEST_EXTENDED


def test_the_registers_open_as_a_spreadsheet_of_plain_text(trainee: JudgingClient, made: Made, number: str) -> None:
    send(trainee, number, "register", registration="=1+1/PPID/XI/2026")
    answer = trainee.get("/meja/ppid/register.xlsx")
    book = load_workbook(io.BytesIO(answer.data))
    first = book["Register permohonan"]
    assert "SIMULASI" in str(first["A1"].value)
    assert [cell.value for cell in first[3]] == [column.name for column in ppid_content().request_register]
    assert {cell.data_type for cell in first[4]} <= {"s", "n"}
    assert first["A4"].value == "=1+1/PPID/XI/2026"


def test_the_list_of_public_information_is_searched_and_says_when_nothing_fits(
    trainee: JudgingClient, number: str
) -> None:
    page = trainee.get("/meja/ppid/dip?q=apbd").text
    assert "Ringkasan APBD" in page
    assert "Tidak ada butir yang cocok" in trainee.get("/meja/ppid/dip?q=zzzzz&kelas=berkala").text
    assert "Mungkin sudah terbuka" in trainee.get(f"/meja/laporan/{number}").text


def test_every_deadline_of_a_request_is_explained_with_its_source(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    in_hand(trainee, made, number)
    page = trainee.get(f"/meja/laporan/{number}/tenggat").text
    assert "Jawaban permohonan informasi" in page
    assert "UU 14/2008 Pasal 22" in page


@pytest.mark.parametrize("role", [Role.DESK_OFFICER, Role.INFORMATION_OFFICER, Role.SUPERIOR])
def test_only_the_desk_officer_registers(trainee: JudgingClient, made: Made, number: str, role: Role) -> None:
    play(made, role)
    answer = send(trainee, number, "register", registration="001/PPID/XI/2026")
    assert answer.status_code == (302 if role == Role.DESK_OFFICER else 409)
