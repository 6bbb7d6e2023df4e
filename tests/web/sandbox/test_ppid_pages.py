"""The PPID desk's own pages: registers, spreadsheet, letters, list of public information, the clocks over a bridge."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from bimtek.extensions import db
from bimtek.sandbox import services
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role, State
from bimtek.sandbox.models import Case
from bimtek.sandbox.world import ppid_content
from tests.factories.arrivals import put
from tests.factories.classes import Made, desk
from tests.web.committing import committing
from tests.web.judging import JudgingClient
from tests.web.sandbox.desk_steps import play, send
from tests.web.sandbox.request_steps import (
    ANSWER,
    NUMBER,
    PARTLY,
    REFUSAL,
    SHEET,
    TEXT,
    change,
    in_hand,
)

LETTERS = (
    "tanda-terima", "perpanjangan", "uji-konsekuensi", "pemberitahuan", "tanda-terima-keberatan", "jawaban-keberatan", "lain",
)  # fmt: skip


def test_no_letter_is_there_before_its_act_nor_for_anybody_else(
    trainee: JudgingClient, other: JudgingClient, made: Made, number: str
) -> None:
    for kind in LETTERS:
        assert trainee.get(f"/meja/ppid/{number}/{kind}").status_code == 404
    in_hand(trainee, made, number)
    assert trainee.get(f"/meja/ppid/{number}/tanda-terima").status_code == 200
    assert other.get(f"/meja/ppid/{number}/tanda-terima").status_code == 404


def test_the_receipt_tells_the_number_the_limits_and_what_was_asked(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    in_hand(trainee, made, number)
    receipt = trainee.get(f"/meja/ppid/{number}/tanda-terima").text
    for part in (NUMBER, "SIMULASI", "10 hari kerja", "7 hari kerja", "ringkasan APBD tahun 2026", "732299••••••••••"):
        assert part in receipt
    assert "7322990101800001" not in receipt


def test_a_letter_of_partial_disclosure_states_every_required_part(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    in_hand(trainee, made, number)
    send(trainee, number, "test_harm", **SHEET)
    sheet = trainee.get(f"/meja/ppid/{number}/uji-konsekuensi").text
    for part in (*SHEET.values(), "Pasal 17 huruf h"):
        if part != "h":
            assert part in sheet
    assert send(trainee, number, "grant_partly", **PARTLY).status_code == 302
    letter = trainee.get(f"/meja/ppid/{number}/pemberitahuan").text
    wanted = ("Dikuasai badan publik ini", "Dikabulkan sebagian", PARTLY["material"], PARTLY["blackened"], "Pasal 17 huruf h",
              "Salinan lunak", "Tanpa biaya", "30 hari kerja", TEXT)  # fmt: skip
    for part in wanted:
        assert part in letter


def test_a_letter_of_refusal_states_every_part_the_rule_names(trainee: JudgingClient, made: Made, number: str) -> None:
    in_hand(trainee, made, number)
    send(trainee, number, "test_harm", **SHEET)
    send(trainee, number, "refuse", **REFUSAL)
    letter = trainee.get(f"/meja/ppid/{number}/pemberitahuan").text
    wanted = (
        NUMBER,
        "Rannu Sampe",
        "Dusun Kappuna",
        "Pekerjaan",
        "0840••••••",
        "ringkasan APBD",
        REFUSAL["refusal"],
        "Lampiran",
    )
    for part in wanted:
        assert part in letter


def test_a_letter_says_who_holds_what_this_body_does_not_hold(trainee: JudgingClient, made: Made, number: str) -> None:
    in_hand(trainee, made, number)
    assert send(trainee, number, "declare_not_held", holder="pln", text=TEXT).status_code == 302
    letter = trainee.get(f"/meja/ppid/{number}/pemberitahuan").text
    assert "Tidak berada di bawah penguasaan" in letter
    assert "PLN" in letter


def test_the_register_has_the_real_columns_for_all_requests_and_is_narrowed_by_state(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    page = trainee.get("/meja/ppid/register").text
    assert "belum didaftarkan" in page
    in_hand(trainee, made, number)
    page = trainee.get("/meja/ppid/register").text
    for column in ppid_content().request_register:
        assert column.name in page
    assert NUMBER in page
    assert "Rannu Sampe" in page
    assert NUMBER in trainee.get("/meja/ppid/register?keadaan=process").text
    assert NUMBER not in trainee.get("/meja/ppid/register?keadaan=done").text
    assert NUMBER in trainee.get("/meja/ppid/register?keadaan=%27--").text


def test_another_officer_s_requests_are_not_in_the_register(
    trainee: JudgingClient, other: JudgingClient, made: Made, number: str
) -> None:
    in_hand(trainee, made, number)
    assert NUMBER not in other.get("/meja/ppid/register").text


def test_the_registers_open_as_a_spreadsheet_of_plain_text_with_every_act_in_its_column(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    send(trainee, number, "register", registration="=1+1/PPID/XI/2026")
    play(made, Role.INFORMATION_OFFICER)
    send(trainee, number, "assign", unit="bpkpd")
    send(trainee, number, "grant", material="Ringkasan APBD tahun 2026", **ANSWER)
    answer = trainee.get("/meja/ppid/register.xlsx?keadaan=decided")
    assert "register-ppid-SIMULASI.xlsx" in answer.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["Register permohonan", "Register keberatan"]
    first = book["Register permohonan"]
    assert "SIMULASI" in str(first["A1"].value)
    columns = [column.name for column in ppid_content().request_register]
    assert [cell.value for cell in first[3]] == columns
    row = dict(zip((column.key for column in ppid_content().request_register), first[4], strict=True))
    assert {cell.data_type for cell in row.values() if cell.value} == {"s"}
    assert row["number"].value == "=1+1/PPID/XI/2026"
    assert str(row["information"].value).startswith("=HYPERLINK(1)")
    assert (row["decision"].value, row["held"].value) == ("Dikabulkan seluruhnya", "dikuasai")
    assert (row["form"].value, row["cost"].value) == ("Salinan lunak (surel)", "Tanpa biaya")
    assert row["notified_on"].value
    assert not row["delivered_on"].value
    objections = book["Register keberatan"]
    assert [cell.value for cell in objections[3]] == [column.name for column in ppid_content().objection_register]


def test_the_list_of_public_information_is_searched_by_words_class_and_unit(
    trainee: JudgingClient, number: str
) -> None:
    page = trainee.get("/meja/ppid/dip?q=apbd").text
    assert "Ringkasan APBD" in page
    assert "Ringkasan APBD" in trainee.get("/meja/ppid/dip?unit=bpkpd&kelas=berkala").text
    assert "Ringkasan APBD" not in trainee.get("/meja/ppid/dip?unit=dinsos").text
    assert "Tidak ada butir yang cocok" in trainee.get("/meja/ppid/dip?q=zzzzz&kelas=berkala").text
    assert trainee.get(f"/meja/ppid/dip?untuk={number}&unit=%27&kelas=lain").status_code == 200


def test_a_request_for_what_is_public_is_answered_by_pointing_at_the_list(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    in_hand(trainee, made, number)
    page = trainee.get(f"/meja/laporan/{number}").text
    assert "Mungkin sudah terbuka" in page
    assert "butir=apbd-ringkasan" in page
    form = trainee.get(f"/meja/laporan/{number}?tindakan=grant&butir=apbd-ringkasan").text
    assert "Butir Daftar Informasi Publik: Ringkasan APBD" in form


def test_every_limit_that_has_begun_is_explained_with_its_source_and_the_extension_from_the_tenth_day(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    in_hand(trainee, made, number)
    due = db.session.query(Case).filter_by(number=number).one().first_due
    send(trainee, number, "extend", reason="Dokumen masih dihimpun dari dua bidang.")
    page = trainee.get(f"/meja/laporan/{number}/tenggat").text
    assert "Jawaban permohonan informasi" in page
    assert "UU 14/2008 Pasal 22" in page
    assert "Perpanjangan jawaban, satu kali" in page
    assert f"{due.day} Nov" in page
    send(trainee, number, "declare_not_held", holder="pln", text=TEXT)
    assert "Masa pengajuan keberatan" in trainee.get(f"/meja/laporan/{number}/tenggat").text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.REQUEST_RECEIVED, "Periksa dan daftarkan: 3 hari kerja lagi"),
        (State.REQUEST_PROCESSED, "Jawaban: 10 hari kerja lagi"),
    ],
)
def test_the_list_and_the_page_name_the_clock_that_runs(
    trainee: JudgingClient, number: str, state: State, words: str
) -> None:
    change(number, state=state.value)
    assert words in trainee.get(f"/meja/laporan/{number}").text
    assert words in trainee.get("/meja?meja=ppid").text


def test_the_form_shows_each_part_as_present_or_lacking_with_the_nik_dotted(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    page = trainee.get(f"/meja/laporan/{number}").text
    for part in ppid_content().request_parts:
        assert part.name in page
    assert "tidak diisi" in page
    assert "732299••••••••••" in page
    assert "7322990101800001" not in page


def test_a_report_and_the_request_opened_from_it_show_both_clocks(trainee: JudgingClient, made: Made) -> None:
    me, given = made.people[0], {"reason": "Pelapor meminta salinan dokumen."}
    with committing():
        report, at = put(db.session(), me, Desk.LAPOR), desk(db.session(), me)
        services.act(db.session(), me, at.sandbox, report, Action.OPEN_REQUEST, given, moment=at.moment)
        opened, number = report.links[-1].partition(":")[2], report.number
    for one in (number, opened):
        page = trainee.get(f"/meja/laporan/{one}").text
        assert "Dua jam untuk satu urusan" in page
        assert "5 hari kerja" in page
        assert "10 hari kerja" in page
        assert number in page
        assert opened in page


def test_a_request_about_nothing_in_the_list_is_pointed_at_nothing(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    change(number, body="Saya meminta rekaman kamera pengawas di gerbang.", filed_title="")
    assert "Mungkin sudah terbuka" not in trainee.get(f"/meja/laporan/{number}").text
