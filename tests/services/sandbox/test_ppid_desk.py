"""A request through its life in the journal: numbers, what falls due by itself, the registers, the limits that run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.sandbox import catching_up, ppid_deadlines, ppid_letters, ppid_page, ppid_register, replay, services
from bimtek.sandbox.acting import perform
from bimtek.sandbox.domain.commands import Command
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role, State
from bimtek.sandbox.domain.openings import SILENCE
from bimtek.sandbox.models import Case
from bimtek.sandbox.ppid_words import form_parts
from bimtek.sandbox.world import deadlines
from tests.factories.arrivals import put
from tests.factories.classes import Made, desk, make_class, move_clock

NUMBER = "001/PPID/XI/2026"
SHEET = {
    "content": "Daftar penerima beserta NIK.", "ground": "h", "if_opened": "Data pribadi tersebar luas.",
    "if_closed": "Jumlahnya tetap terbuka.", "period": "Selama berlaku",
}  # fmt: skip
REFUSAL = {
    "ground": "h",
    "refusal": "Data pribadi orang lain.",
    "text": "Permohonan Bapak/Ibu kami tolak sebagian alasannya.",
}


@pytest.fixture(autouse=True)
def _words(app: Flask) -> Iterator[None]:
    """Registers and letters are written in a reader's language."""
    with app.test_request_context():
        yield


@pytest.fixture
def made(session: Session) -> Made:
    return make_class(session, count=2, cases=0)


@pytest.fixture
def case(session: Session, made: Made) -> Case:
    return put(session, made.people[0], Desk.PPID)


def do(session: Session, made: Made, case: Case, role: Role, action: Action, **given: Any) -> None:
    at = desk(session, made.people[0])
    at.sandbox.ppid_role = role.value
    outcome = services.act(session, made.people[0], at.sandbox, case, action, given, moment=at.moment)
    assert outcome.accepted, outcome.reason


def in_hand(session: Session, made: Made, case: Case) -> None:
    do(session, made, case, Role.DESK_OFFICER, Action.REGISTER, registration=NUMBER)
    do(session, made, case, Role.INFORMATION_OFFICER, Action.ASSIGN, unit="bpkpd")


def wait_until(session: Session, made: Made, moment: Any) -> None:
    """Move the class's clock and let the first sandbox catch up, as a look at it would."""
    move_clock(session, made.workshop_id, moment)
    at = desk(session, made.people[0])
    catching_up.catch_up(session, at.sandbox, at.moment)


def test_a_request_nobody_answers_is_objected_to_for_silence_and_the_silence_of_the_superior_lapses_too(
    session: Session, made: Made, case: Case
) -> None:
    in_hand(session, made, case)
    assert case.event_kind == Action.OBJECT
    assert case.first_due is not None
    wait_until(session, made, deadlines().calendar.closing(case.first_due))
    assert case.state == State.REQUEST_PROCESSED
    assert case.event_at is not None
    wait_until(session, made, case.event_at)
    assert (case.state, case.objection_ground) == (State.OBJECTION_FILED, SILENCE)
    assert case.completion_due is not None
    wait_until(session, made, deadlines().calendar.closing(case.completion_due) - timedelta(minutes=1))
    assert case.state == State.OBJECTION_FILED
    wait_until(session, made, deadlines().calendar.closing(case.completion_due))
    assert case.state == State.OBJECTION_UNANSWERED
    assert list(replay.differences(session)) == []


def test_numbers_go_on_from_the_highest_of_the_year_and_each_sandbox_has_its_own_book(
    session: Session, made: Made, case: Case
) -> None:
    seat = desk(session, made.people[0])
    assert ppid_register.next_registration(session, seat) == NUMBER
    do(session, made, case, Role.DESK_OFFICER, Action.REGISTER, registration="017/PPID-dinsos/XI/2026")
    assert ppid_register.next_registration(session, seat) == "018/PPID/XI/2026"
    assert ppid_register.next_registration(session, desk(session, made.people[1])) == NUMBER
    second = put(session, made.people[0], Desk.PPID)
    assert ppid_register.is_taken(session, seat, second, "017/ppid-dinsos/xi/2026 ")
    assert not ppid_register.is_taken(session, seat, case, "017/PPID-dinsos/XI/2026")
    assert not ppid_register.is_taken(session, seat, second, "")


def test_a_number_of_last_year_does_not_count_on(session: Session, made: Made, case: Case) -> None:
    do(session, made, case, Role.DESK_OFFICER, Action.REGISTER, registration="204/PPID/XII/2025")
    assert ppid_register.next_registration(session, desk(session, made.people[0])) == NUMBER


def test_the_limits_that_run_are_those_whose_act_was_done_and_the_extension_follows_the_tenth_day(
    session: Session, made: Made, case: Case
) -> None:
    in_hand(session, made, case)
    ten = case.first_due
    do(session, made, case, Role.INFORMATION_OFFICER, Action.EXTEND, reason="Dokumen masih dihimpun.")
    begun = ppid_deadlines.begun(case, journal.entries_about(session, f"case/{case.id}"), deadlines())
    assert [limit.days for limit, _start, _clocks in begun] == [3, 10, 7]
    (limit, start, _clocks) = begun[-1]
    assert start.date() == ten
    assert deadlines().calendar.add_working_days(start, limit.days).date == case.first_due


def test_completing_begins_the_ten_days_anew_and_the_form_says_who_completed_what(session: Session, made: Made) -> None:
    reporter = {
        "name": "Rannu Sampe",
        "nik": "7322990101800001",
        "phone": "084012345678",
        "address": None,
        "purpose": "Skripsi",
    }
    case = put(session, made.people[0], Desk.PPID, reporter=reporter)
    assert ("help", "Tidak ada", "Alamat", "tidak diisi") in form_parts(case, services.state_of(case), {})
    do(
        session, made, case, Role.DESK_OFFICER, Action.ASK_COMPLETION, lacking=["address"],
        message="Mohon lengkapi alamat Bapak/Ibu.",
    )  # fmt: skip
    at = desk(session, made.people[0])
    later = services.Moment(
        deadlines().calendar.closing(deadlines().calendar.nth_after(at.moment.sim.date(), 1)), at.moment.wall
    )
    told = Command(Action.COMPLETE, Role.REPORTER, {"text": "Alamat saya di Dusun Kappuna."})
    assert perform(session, at.sandbox, case, told, later).accepted
    acts = ppid_page.acts_of(session, case)
    parts = {name: word for _shape, word, name, _value in form_parts(case, services.state_of(case), acts)}
    assert parts["Alamat"] == "Dilengkapi"
    begun = {limit.name: start for limit, start, _clocks in ppid_deadlines.begun(case, acts.values(), deadlines())}
    assert begun["Jawaban permohonan informasi"] == later.sim


def test_a_legal_entity_without_its_decree_lacks_its_identity_though_the_nik_is_known(
    session: Session, made: Made
) -> None:
    told = {
        "name": "Rannu Sampe",
        "nik": "7322990101800001",
        "applicant": "legal_entity",
        "organisation": "Yayasan",
        "identity_copy": True,
        "decree": None,
    }
    case = put(session, made.people[0], Desk.PPID, reporter=told)
    parts = {name: word for _shape, word, name, _value in form_parts(case, services.state_of(case), {})}
    assert parts["NIK, atau nomor keputusan pengesahan badan hukum"] == "Tidak ada"
    assert parts["Surat kuasa khusus bila dikuasakan"] == "Tidak perlu"
    assert [word for name, word in parts.items() if name.startswith("Lampiran")] == ["Belum semua"]


def test_the_register_keeps_the_first_decision_and_the_objection_s_own_stands_in_the_other_book(
    session: Session, made: Made, case: Case
) -> None:
    in_hand(session, made, case)
    do(session, made, case, Role.INFORMATION_OFFICER, Action.TEST_HARM, **SHEET)
    do(session, made, case, Role.INFORMATION_OFFICER, Action.REFUSE, **REFUSAL)
    at = desk(session, made.people[0])
    filed = Command(Action.OBJECT, Role.REPORTER, {"objection_ground": "a", "text": "Saya keberatan."})
    assert perform(session, at.sandbox, case, filed, at.moment).accepted
    do(session, made, case, Role.DESK_OFFICER, Action.REGISTER_OBJECTION, registration="001/KEB/XI/2026")
    do(session, made, case, Role.SUPERIOR, Action.ANSWER_OBJECTION, ruling="grant", text="Keberatan diterima.")
    requests = ppid_register.request_register(session, at)
    keys = [column.key for column in requests.columns]
    assert requests.rows[0][keys.index("decision")] == "Ditolak"
    objections = ppid_register.objection_register(session, at)
    row = dict(zip([column.key for column in objections.columns], objections.rows[0], strict=True))
    assert row["decision"] == "Informasi diberikan seluruhnya"
    assert (row["number"], row["request_number"]) == ("001/KEB/XI/2026", NUMBER)
    assert row["ground"].startswith("a: ")
    kinds = [kind for kind, _word in ppid_letters.kinds(case, ppid_page.acts_of(session, case))]
    assert kinds == ["tanda-terima", "uji-konsekuensi", "pemberitahuan", "tanda-terima-keberatan", "jawaban-keberatan"]
