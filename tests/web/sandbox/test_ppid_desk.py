"""The acts of the PPID desk over HTTP: who may what where, required parts beside their fields, nothing typed lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bimtek.extensions import db
from bimtek.journal import services as journal
from bimtek.sandbox.domain import lifecycle_ppid
from bimtek.sandbox.domain.case import MOVED
from bimtek.sandbox.domain.lifecycle import ENDED, ROLES, Action, Desk, Role, State
from bimtek.sandbox.models import Case
from tests.factories.arrivals import put
from tests.factories.classes import Made, desk
from tests.web.committing import committing
from tests.web.judging import JudgingClient
from tests.web.sandbox.desk_steps import (
    acts_of,
    case_of,
    done_where_allowed,
    first_place,
    form_stands,
    play,
    press,
    send,
)
from tests.web.sandbox.request_steps import (
    ANSWER,
    NUMBER,
    PARTLY,
    REFUSAL,
    SHEET,
    change,
    in_hand,
    refused_and_objected,
)

REASON = "Dokumen masih dihimpun dari dua bidang."


def stand(made: Made, number: str, state: State, role: Role) -> None:
    """Bring the request into a state and take a desk role, as a test's starting point."""
    play(made, role)
    now = desk(db.session(), made.people[0]).moment.sim
    change(
        number, state=state.value, unit="dinsos", ground="h", decision="grant", objection_ground="a", masks=["rahasia kecil"],
        registration=None, objection_number=None, extended=False, first_due=now.date() + timedelta(days=9),
        completion_due=now.date() + timedelta(days=9), ended_at=now if state in ENDED else None, event_kind=None, event_at=None,
        system_at=None,
    )  # fmt: skip


def good(action: Action) -> dict[str, Any]:
    """A complete form for any act of this desk."""
    return {
        **SHEET, **PARTLY, **REFUSAL, **ANSWER, "registration": f"7/{action.value}/2026", "unit": "dishub", "reason": REASON,
        "lacking": ["address"], "message": "Mohon lengkapi alamat Bapak/Ibu.", "holder": "pln", "ruling": "grant",
        "note": "Diserahkan lewat surel.", "other": "rahasia kecil", "passage": "rahasia kecil", "command_id": "",
    }  # fmt: skip


@pytest.mark.parametrize("state", list(lifecycle_ppid.LABELS))
def test_each_act_over_http_is_done_exactly_where_the_table_allows_it_for_the_three_roles(
    trainee: JudgingClient, made: Made, number: str, state: State
) -> None:
    for role in ROLES[Desk.PPID]:
        for action in acts_of(Desk.PPID):
            stand(made, number, state, role)
            done_where_allowed(trainee, number, state, role, action, good(action))


@pytest.mark.parametrize("action", [a for a in acts_of(Desk.PPID) if a != Action.UNMASK])
def test_each_act_has_a_form_that_stands_by_the_house_rules(
    trainee: JudgingClient, made: Made, number: str, action: Action
) -> None:
    stand(made, number, *first_place(action, Desk.PPID))
    form_stands(trainee, number, action)


@pytest.mark.parametrize(
    ("state", "role", "action", "without", "typed"),
    [
        (State.REQUEST_RECEIVED, Role.DESK_OFFICER, "ask_completion", "lacking", "message"),
        (State.REQUEST_PROCESSED, Role.INFORMATION_OFFICER, "test_harm", "if_closed", "if_opened"),
        (State.HARM_TEST, Role.INFORMATION_OFFICER, "grant", "material", "text"),
        (State.HARM_TEST, Role.INFORMATION_OFFICER, "grant_partly", "blackened", "material"),
        (State.HARM_TEST, Role.INFORMATION_OFFICER, "grant_partly", "cost", "blackened"),
        (State.HARM_TEST, Role.INFORMATION_OFFICER, "refuse", "refusal", "text"),
        (State.HARM_TEST, Role.INFORMATION_OFFICER, "declare_not_held", "holder", "text"),
        (State.GRANTED, Role.DESK_OFFICER, "hand_over", "medium", "note"),
        (State.OBJECTION_PROCESSED, Role.SUPERIOR, "answer_objection", "ruling", "text"),
    ],
)
def test_a_missing_part_is_asked_for_beside_its_field_and_nothing_typed_is_lost(
    trainee: JudgingClient, made: Made, number: str, state: State, role: Role, action: str, without: str, typed: str
) -> None:
    stand(made, number, state, role)
    given = {name: value for name, value in good(Action(action)).items() if name != without}
    answer = send(trainee, number, action, **given)
    assert answer.status_code == 422
    assert given[typed] in answer.text
    assert f'id="{without}-error"' in answer.text
    assert case_of(number).state == state


def test_the_number_proposed_is_the_next_free_one_and_a_used_one_is_refused_beside_its_field(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    with committing():
        second = put(db.session(), made.people[0], Desk.PPID).number
    assert f'value="{NUMBER}"' in trainee.get(f"/meja/laporan/{number}?tindakan=register").text
    send(trainee, number, "register", registration=NUMBER)
    assert 'value="002/PPID/XI/2026"' in trainee.get(f"/meja/laporan/{second}?tindakan=register").text
    answer = send(trainee, second, "register", registration=" 001/ppid/xi/2026 ")
    assert answer.status_code == 422
    assert "sudah dipakai" in answer.text
    assert 'id="registration-error"' in answer.text
    assert case_of(second).state == State.REQUEST_RECEIVED


@pytest.mark.parametrize(("action", "given"), [("refuse", REFUSAL), ("grant_partly", PARTLY)])
def test_nothing_is_closed_without_the_harm_test(
    trainee: JudgingClient, made: Made, number: str, action: str, given: dict[str, str]
) -> None:
    in_hand(trainee, made, number)
    refused = send(trainee, number, action, **given)
    assert refused.status_code == 409
    assert "uji konsekuensi" in refused.text
    assert given["text"] in refused.text
    assert send(trainee, number, "test_harm", **SHEET).status_code == 302
    assert '<option selected value="h">' in trainee.get(f"/meja/laporan/{number}?tindakan={action}").text
    assert send(trainee, number, action, **given).status_code == 302


def test_the_time_is_extended_once_and_not_after_the_tenth_day(trainee: JudgingClient, made: Made, number: str) -> None:
    in_hand(trainee, made, number)
    due = db.session.query(Case).filter_by(number=number).one().first_due
    past = desk(db.session(), made.people[0]).moment.sim.date() - timedelta(days=1)
    change(number, first_due=past)
    late = send(trainee, number, "extend", reason=REASON)
    assert late.status_code == 409
    assert "sudah lewat" in late.text
    change(number, first_due=due)
    assert send(trainee, number, "extend", reason=REASON).status_code == 302
    assert send(trainee, number, "test_harm", **SHEET).status_code == 302
    again = send(trainee, number, "extend", reason=REASON)
    assert again.status_code == 409
    assert "hanya satu kali" in again.text
    assert REASON in trainee.get(f"/meja/ppid/{number}/perpanjangan").text


def test_the_list_before_sending_tells_present_from_lacking_and_sends_nothing(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    in_hand(trainee, made, number)
    send(trainee, number, "test_harm", **SHEET)
    opened = trainee.get(f"/meja/laporan/{number}?tindakan=refuse").text
    assert "Sebelum dikirim" in opened
    assert "Belum ada." in opened
    text = "Datanya kami kuasai. Kami tidak dapat memberikan NIK 7322991203850041 kepada Bapak/Ibu."
    checked = press(trainee, number, "refuse", **{**REFUSAL, "text": text})
    assert checked.status_code == 200
    assert "Belum ada." not in checked.text
    assert '<mark class="mark-missed">7322991203850041</mark>' in checked.text
    assert text in checked.text
    assert case_of(number).state == State.HARM_TEST


def test_a_refusal_on_ground_j_must_name_the_law_that_forbids(trainee: JudgingClient, made: Made, number: str) -> None:
    in_hand(trainee, made, number)
    send(trainee, number, "test_harm", **{**SHEET, "ground": "j"})
    given = {**REFUSAL, "ground": "j", "text": "Data itu dikuasai Disdukcapil dan tidak dapat kami berikan."}
    assert "Belum ada." in press(trainee, number, "refuse", **given).text
    named = {**given, "refusal": "Dilarang dibuka oleh UU 24/2013 tentang administrasi kependudukan."}
    assert "Belum ada." not in press(trainee, number, "refuse", **named).text


@pytest.mark.parametrize(
    ("name", "given", "text"),
    [
        ("refuse", REFUSAL, "Berkas itu dikuasai dinas kami, tetapi tidak dapat kami berikan."),
        ("declare_not_held", {"holder": "pln"}, "Peta itu tidak kami kuasai; yang menyimpannya perusahaan listrik."),
    ],
)
def test_a_letter_that_leaves_open_whether_the_office_has_it_is_told_so(
    trainee: JudgingClient, made: Made, number: str, name: str, given: dict[str, str], text: str
) -> None:
    in_hand(trainee, made, number)
    send(trainee, number, "test_harm", **SHEET)
    open_still = press(trainee, number, name, **{**given, "text": "Mohon maaf, permohonan belum dapat dipenuhi."}).text
    assert "berada di bawah penguasaan badan publik ini" in open_still
    said = press(trainee, number, name, **{**given, "text": text}).text
    assert "berada di bawah penguasaan badan publik ini" not in said


def test_the_grounds_are_explained_where_they_are_chosen(trainee: JudgingClient, made: Made, number: str) -> None:
    in_hand(trainee, made, number)
    page = trainee.get(f"/meja/laporan/{number}?tindakan=test_harm").text
    assert "Rekam medis" in page
    assert "Pasal 17 UU 14/2008, dikutip" in page


def test_an_objection_is_explained_registered_and_answered_by_the_superior(
    trainee: JudgingClient, made: Made, number: str
) -> None:
    refused_and_objected(trainee, made, number)
    page = trainee.get(f"/meja/laporan/{number}").text
    assert "Pasal 35 huruf a" in page
    assert "Jawaban keberatan:" in page
    play(made, Role.DESK_OFFICER)
    assert 'value="001/KEB/XI/2026"' in trainee.get(f"/meja/laporan/{number}?tindakan=register_objection").text
    assert send(trainee, number, "register_objection", registration="001/KEB/XI/2026").status_code == 302
    assert "Saya keberatan." in trainee.get(f"/meja/ppid/{number}/tanda-terima-keberatan").text
    play(made, Role.SUPERIOR)
    answer = "Keberatan Bapak/Ibu kami terima; data disampaikan tanpa NIK."
    assert send(trainee, number, "answer_objection", ruling="grant_part", text=answer).status_code == 302
    assert answer in trainee.get(f"/meja/ppid/{number}/jawaban-keberatan").text
    assert "Ditolak" in trainee.get(f"/meja/ppid/{number}/pemberitahuan").text
    assert "Selesai bila tanpa sengketa" in trainee.get(f"/meja/laporan/{number}").text
    register = trainee.get("/meja/ppid/register").text
    assert "Informasi diberikan sebagian" in register


def test_a_request_sent_twice_with_one_command_is_registered_once(trainee: JudgingClient, number: str) -> None:
    for _time in range(2):
        assert send(trainee, number, "register", registration=NUMBER, command_id="satu").status_code == 302
    db.session.remove()
    case = db.session.query(Case).filter_by(number=number).one()
    done = [
        entry.data["action"] for entry in journal.entries_about(db.session(), f"case/{case.id}") if entry.kind == MOVED
    ]
    assert done == ["register"]
