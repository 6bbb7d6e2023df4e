"""Before anything leaves the officer's hands a summary comes: who reads it, what it would reveal, what it promises."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from bimtek.extensions import db
from bimtek.modules import sending as summaries
from bimtek.sandbox.domain.lifecycle import Desk, Role, State
from bimtek.sandbox.models import Case
from tests.factories.arrivals import put
from tests.factories.classes import Made
from tests.web.committing import committing
from tests.web.judging import JudgingClient
from tests.web.sandbox.aduan_steps import brought_to_the_office, photo
from tests.web.sandbox.desk_steps import case_of, play, press, send
from tests.web.sandbox.request_steps import ANSWER, in_hand
from tests.web.summaries import hidden, seal_of

TEXT = "Yth. Bapak/Ibu Pelapor, petugas memeriksa panel dan menggantinya paling lambat 20 November 2026."
REPORTER = {"name": "Nurlia Sappe", "nik": "7322995203780004", "phone": "08412200317", "address": "Dusun Lekkong RT 03"}
SUMMARY = 'id="ringkasan"'


@pytest.fixture
def report(app: Flask, made: Made) -> str:
    """A report of an anonymous reporter, disposed to its unit."""
    with committing():
        case = put(db.session(), made.people[0], Desk.LAPOR, reporter=REPORTER)
        case.anonymous, case.state, case.unit, case.masks = True, State.DISPOSED.value, "dishub", []
        number = case.number
    play(made, Role.LIAISON)
    return number


def shown(trainee: JudgingClient, number: str, action: str, **given: Any) -> str:
    page = press(trainee, number, action, **given)
    assert page.status_code == 200
    assert SUMMARY in page.text
    return page.text.partition(SUMMARY)[2].partition("</section>")[0]


def test_nothing_goes_out_before_its_summary_was_seen_and_nothing_typed_is_lost(
    trainee: JudgingClient, report: str
) -> None:
    page = press(trainee, report, "follow_up", text=TEXT, evidence="panel.jpg")
    assert case_of(report).state == State.DISPOSED
    assert TEXT in page.text
    assert 'value="panel.jpg"' in page.text
    assert "Kirim sekarang" in page.text
    sent = trainee.post(
        f"/meja/laporan/{report}/follow_up", data={"text": TEXT, "evidence": "panel.jpg", "seen": seal_of(page.text)}
    )
    assert sent.status_code == 302
    assert case_of(report).state == State.FOLLOWED_UP


def test_a_changed_text_another_file_name_or_another_act_is_summed_up_again(
    trainee: JudgingClient, report: str
) -> None:
    seal = seal_of(press(trainee, report, "follow_up", text=TEXT).text)
    for action, given in (
        ("follow_up", {"text": f"{TEXT} Segera."}), ("follow_up", {"text": TEXT, "evidence": "rumah.jpg"}), ("first_response", {"text": TEXT}),
    ):  # fmt: skip
        assert SUMMARY in press(trainee, report, action, **given, seen=seal).text
    assert case_of(report).state == State.DISPOSED


def test_the_line_ends_of_another_browser_are_no_change(trainee: JudgingClient, report: str) -> None:
    seal = seal_of(press(trainee, report, "follow_up", text=f"{TEXT}\nTerima kasih.").text)
    assert press(trainee, report, "follow_up", text=f"{TEXT}\r\nTerima kasih.", seen=seal).status_code == 302


@pytest.mark.parametrize("seal", ["", "x", "é" * 20, "0" * 32])
def test_a_seal_made_up_is_none(trainee: JudgingClient, report: str, seal: str) -> None:
    assert SUMMARY in press(trainee, report, "follow_up", text=TEXT, seen=seal).text


def test_the_seal_of_another_person_opens_nothing(
    trainee: JudgingClient, other: JudgingClient, made: Made, report: str
) -> None:
    with committing():
        theirs = put(db.session(), made.people[1], Desk.LAPOR)
        theirs.state, theirs.unit, theirs.number = State.DISPOSED.value, "dishub", "SIM-D0009001"
    with committing():
        db.session.query(Case).filter_by(number=report).one().number = "SIM-D0009002"
    seal = seal_of(press(trainee, "SIM-D0009002", "follow_up", text=TEXT).text)
    assert press(other, "SIM-D0009001", "note", note="Catatan biasa saja.", seen=seal).status_code == 200


def test_an_act_without_words_and_one_the_rules_refuse_are_answered_at_once(
    trainee: JudgingClient, made: Made, report: str
) -> None:
    assert press(trainee, report, "mask", other="Dusun Kappuna").status_code == 302
    assert press(trainee, report, "close", note="Sudah dijawab.").status_code == 409
    assert press(trainee, report, "follow_up", text="").status_code == 422
    play(made, Role.AGENCY_ADMIN)
    assert press(trainee, report, "follow_up", text=TEXT).status_code == 409


def test_a_double_tap_after_the_summary_is_one_answer(trainee: JudgingClient, report: str) -> None:
    page = press(trainee, report, "follow_up", text=TEXT, command_id="sekali")
    given = {"text": TEXT, "seen": seal_of(page.text), "command_id": hidden(page.text, "command_id")}
    assert given["command_id"] == "sekali"
    assert [trainee.post(f"/meja/laporan/{report}/follow_up", data=given).status_code for _ in range(2)] == [302, 302]
    assert trainee.get(f"/meja/laporan/{report}").text.count(TEXT) == 1


def test_it_says_who_reads_and_marks_what_they_may_not_learn(trainee: JudgingClient, report: str) -> None:
    note = shown(trainee, report, "note", note="Pelapornya Ibu Nurlia, HP 0841-2200-317.")
    assert "Pelapor dan publik tidak." in note
    assert "Pelapor ini Anonim" in note
    assert '<mark class="mark-missed">Nurlia</mark>' in note
    assert '<mark class="mark-missed">0841-2200-317</mark>' in note
    public = shown(trainee, report, "follow_up", text=TEXT)
    assert "semua orang di halaman publik" in public
    assert "Tidak ditemukan data pribadi. Alat ini dapat keliru" in public


def test_it_names_each_promise_with_its_day_and_what_is_wrong_with_it(
    trainee: JudgingClient, made: Made, report: str
) -> None:
    with committing():
        case_of(report).completion_due = db.session.query(Case).filter_by(number=report).one().received_at.date()
    text = "Dinas Perhubungan mengganti panel 14 November 2026. Kami akan segera memeriksa tiang lain."
    said = shown(trainee, report, "follow_up", text=text)
    assert "<b>Sabtu, 14 November 2026</b>, Dinas Perhubungan" in said
    assert "Sesudah tenggatnya" in said
    assert "Belum ada tanggal: warga tidak dapat memegangnya." in said
    with committing():
        case_of(report).completion_due = None
    assert "Bukan hari kerja: Sabtu." in shown(trainee, report, "follow_up", text=text)
    assert "Belum ada tanggal. Warga" in shown(trainee, report, "follow_up", text="Yth. Bapak/Ibu, laporan diterima.")


def test_a_letter_may_tell_its_applicant_about_himself_and_its_parts_stand_beside(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    in_hand(trainee, made, number)
    own = f"Yth. Rannu Sampe, NIK 7322990101800001. {ANSWER['text']}"
    page = press(trainee, number, "grant", **{**ANSWER, "text": own, "material": "Ringkasan APBD 2026"})
    said = page.text.partition(SUMMARY)[2]
    assert "Hanya pemohon." in said
    assert "Tidak ditemukan data pribadi." in said
    assert "Sebelum dikirim: isi surat" in page.text


def test_the_captions_of_photos_are_summed_up_with_the_act(trainee: JudgingClient, made: Made, aduan: str) -> None:
    brought_to_the_office(trainee, made, aduan)
    given = {"office": "dishub", "text": TEXT, "after_caption": "Rumah Pak Daswin HP 0852-1111-2222"}
    said = shown(trainee, aduan, "record_act", **given, after=(photo(), "a.jpg"))
    assert "0852-1111-2222" in said
    assert send(trainee, aduan, "record_act", **given, after=(photo(), "a.jpg")).status_code == 302
    assert "<figure>" in trainee.get(f"/meja/laporan/{aduan}").text


def test_what_was_typed_never_becomes_markup(trainee: JudgingClient, report: str) -> None:
    said = shown(trainee, report, "note", note="<script>alert(1)</script> Ibu Nurlia <b>tebal</b>")
    assert "<script>" not in said
    assert "&lt;script&gt;" in said


def test_a_setting_hides_what_it_would_reveal_in_an_exam(
    trainee: JudgingClient, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summaries, "leaks_hidden", lambda _case: True)
    said = shown(trainee, report, "note", note="Pelapornya Ibu Nurlia.")
    assert "Dalam ujian bagian ini tidak ditampilkan." in said
    assert "<mark" not in said
    assert "exam" in summaries.settings()["leaks_hidden_in"]
