"""Baruga, PPID and the bridges are judged as LAPOR is: per criterion, with the critical errors that fail a case."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.modules import marking
from bimtek.modules.domain.judging.types import CaseJudgement
from bimtek.sandbox import services
from bimtek.sandbox.acting import ROLE_COLUMNS
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role, State
from bimtek.sandbox.models import Case
from tests.factories.arrivals import REQUEST, TRUTH, put
from tests.factories.classes import Made, desk, make_class

#: The application connects the listeners that judge.
pytestmark = pytest.mark.usefixtures("app")
CLEAR = ["identity", "content", "message"]
ANSWER = (
    "Yth. Bapak/Ibu Pelapor, terima kasih atas aduan tentang lampu jalan padam di Dusun Kappuna; kami mengerti warga khawatir."
    " Petugas Dinas Perhubungan memeriksa panel pada 10 November 2026 dan mendapati panelnya terbakar. Lampu jalan kabupaten"
    " dipelihara Dinas Perhubungan, jadi kami mengganti panel itu paling lambat 12 November 2026. Bila masih padam,"
    " Bapak/Ibu dapat menanggapi di sini atau datang ke kantor kami pada jam kerja."
)
NOTICE = (
    "Yth. Bapak/Ibu Pemohon, terima kasih atas permohonan Bapak/Ibu. Ringkasan APBD tahun 2026 kami kuasai dan kami kirim lewat"
    " surel pada 12 November 2026 tanpa biaya. Bila berkeberatan, Bapak/Ibu dapat mengajukan keberatan kepada Atasan PPID."
)


@pytest.fixture
def made(app: Flask, session: Session) -> Made:
    return make_class(session, count=1, cases=0)


def do(session: Session, made: Made, case: Case, role: Role, action: Action, **given: Any) -> None:
    me = made.people[0]
    at = desk(session, me)
    setattr(at.sandbox, ROLE_COLUMNS[Desk(case.desk)], role.value)
    outcome = services.act(session, me, at.sandbox, case, action, given, moment=at.moment)
    assert outcome.accepted, outcome.reason


def judged(session: Session, case: Case) -> CaseJudgement:
    found = marking.judgement_of(session, case.id)
    assert found is not None
    return found


def level(session: Session, case: Case, key: str) -> int | None:
    return judged(session, case).criterion(key).level


def handled(session: Session, made: Made, offices: list[str]) -> Case:
    case = put(session, made.people[0], Desk.BARUGA)
    do(
        session,
        made,
        case,
        Role.MODERATOR,
        Action.MODERATE,
        clear=CLEAR,
        title="Lampu jalan padam",
        category="1398",
        targets=["kabupaten"],
    )
    do(session, made, case, Role.REGENCY_ADMIN, Action.FORWARD, offices=offices)
    return case


def test_an_aduan_sent_to_the_right_office_and_answered_well_may_be_finished(session: Session, made: Made) -> None:
    case = handled(session, made, ["dishub"])
    do(session, made, case, Role.UNIT_ADMIN, Action.RECORD_ACT, office="dishub", text=ANSWER)
    do(session, made, case, Role.UNIT_ADMIN, Action.RESPOND, text=ANSWER)
    assert (level(session, case, "owner"), level(session, case, "category")) == (4, 4)
    assert (level(session, case, "act") or 0) >= 3
    assert case.substantive
    do(session, made, case, Role.MODERATOR, Action.FINISH, note="Sudah dijawab.")
    assert level(session, case, "closing") == 4
    assert judged(session, case).criticals == ()


@pytest.mark.parametrize(("offices", "owner"), [(["dishub"], 4), (["dishub", "dinsos"], 3), (["dinsos"], 0)])
def test_the_targets_are_compared_with_those_who_hold_the_matter(
    session: Session, made: Made, offices: list[str], owner: int
) -> None:
    assert level(session, handled(session, made, offices), "owner") == owner


def test_an_unclear_aduan_that_was_published_and_one_declined_without_ground_are_marked(
    session: Session, made: Made
) -> None:
    unclear = put(session, made.people[0], Desk.BARUGA, truth={**TRUTH, "missing": "place", "right_act": "defer"})
    do(
        session,
        made,
        unclear,
        Role.MODERATOR,
        Action.MODERATE,
        clear=CLEAR,
        title="Lampu padam",
        category="1398",
        targets=["kabupaten"],
    )
    assert level(session, unclear, "completeness") == 0
    declined = put(session, made.people[0], Desk.BARUGA)
    do(
        session,
        made,
        declined,
        Role.MODERATOR,
        Action.DECLINE,
        archive_reason="spam",
        reason="Tidak ada urusan di dalamnya.",
    )
    assert {error.code for error in judged(session, declined).criticals} == {"refused_without_ground"}


def in_hand(session: Session, made: Made, **truth: Any) -> Case:
    told = {**TRUTH, "owner": "bpkpd", "request": {**REQUEST, **truth}, "right_act": "register"}
    case = put(session, made.people[0], Desk.PPID, truth=told)
    do(session, made, case, Role.DESK_OFFICER, Action.REGISTER, registration="001/PPID/XI/2026")
    do(session, made, case, Role.INFORMATION_OFFICER, Action.ASSIGN, unit="bpkpd")
    return case


def grant(session: Session, made: Made, case: Case, cost: str = "none") -> None:
    given = {"material": "Ringkasan APBD tahun 2026", "medium": "softcopy", "cost": cost, "text": NOTICE}
    do(session, made, case, Role.INFORMATION_OFFICER, Action.GRANT, **given)


def test_an_open_request_granted_in_time_with_a_whole_notice_earns_full_marks(session: Session, made: Made) -> None:
    case = in_hand(session, made)
    grant(session, made, case)
    do(session, made, case, Role.DESK_OFFICER, Action.HAND_OVER, medium="softcopy", note="Dikirim lewat surel.")
    judgement = judged(session, case)
    assert {item.key: item.level for item in judgement.criteria if item.judged} == dict.fromkeys(
        ("completeness", "registration", "owner", "timeliness", "decision", "notice", "notice_language", "handover"), 4
    )
    assert judgement.notice is not None
    assert judgement.notice.text == NOTICE
    assert judgement.criticals == ()
    assert case.substantive


EXEMPT = {
    "decision": "refuse", "ground": "h", "exempt": "rekam medis seseorang", "if_opened": "Rahasia pribadi tersebar.",
    "if_closed": "Pasien terlindungi.", "period": "seumur hidup", "material": "",
}  # fmt: skip


def test_giving_away_what_is_exempt_is_a_critical_error(session: Session, made: Made) -> None:
    given_away = in_hand(session, made, **EXEMPT)
    grant(session, made, given_away)
    assert {error.code for error in judged(session, given_away).criticals} == {"exempt_given"}


@pytest.mark.parametrize(("kind", "ground"), [("setiap_saat", "a"), ("berkala", "b")])
def test_refusing_what_is_open_is_a_critical_error_and_the_applicant_objects_on_the_ground_that_fits(
    session: Session, made: Made, kind: str, ground: str
) -> None:
    refused = in_hand(session, made, information_class=kind)
    nothing = "Tidak ada akibat."
    sheet = {
        "content": "Ringkasan APBD",
        "if_opened": nothing,
        "if_closed": nothing,
        "period": "1 tahun",
        "ground": "i",
    }
    do(session, made, refused, Role.INFORMATION_OFFICER, Action.TEST_HARM, **sheet)
    refusal = {"ground": "i", "refusal": "Memo internal kami.", "text": NOTICE}
    do(session, made, refused, Role.INFORMATION_OFFICER, Action.REFUSE, **refusal)
    assert {error.code for error in judged(session, refused).criticals} == {"refused_without_ground"}
    assert (refused.event_kind, refused.event_ground) == (Action.OBJECT.value, ground)


def test_a_cost_for_what_costs_nothing_to_send_is_objected_to(session: Session, made: Made) -> None:
    charged = in_hand(session, made)
    grant(session, made, charged, cost="copying")
    assert (charged.event_kind, charged.event_ground) == (Action.OBJECT.value, "f")


def test_a_bridge_counts_in_full_only_when_the_citizen_is_told_the_number(session: Session, made: Made) -> None:
    truth = {**TRUTH, "right_act": "to_request", "report_class": "information_request"}
    case = put(session, made.people[0], Desk.LAPOR, truth=truth)
    do(session, made, case, Role.AGENCY_ADMIN, Action.OPEN_REQUEST, reason="Pelapor meminta salinan dokumen.")
    assert level(session, case, "bridge") is None
    number = case.links[-1].partition(":")[2]
    text = f"Yth. Bapak/Ibu, permintaan dalam laporan {case.number} kami teruskan ke PPID dengan nomor {number}."
    do(
        session,
        made,
        case,
        Role.AGENCY_ADMIN,
        Action.HANDLE,
        report_class="information_request",
        category="1398",
        text=text,
    )
    assert level(session, case, "bridge") == 4


def test_a_duplicate_tied_to_the_first_is_right_and_a_look_alike_tied_as_one_is_not(
    session: Session, made: Made
) -> None:
    first = put(session, made.people[0], Desk.LAPOR)
    again = put(session, made.people[0], Desk.BARUGA, truth={**TRUTH, "right_link": first.number})
    do(
        session,
        made,
        again,
        Role.MODERATOR,
        Action.LINK,
        number=first.number,
        link_kind="duplicate",
        reason="Pelapor dan kejadian sama.",
    )
    assert level(session, again, "link") == 4
    assert [item.key for item in judged(session, first).criteria if item.key == "link"] == []
    assert again.state == State.BARUGA_NEW
    other = put(session, made.people[0], Desk.LAPOR)
    tie = {"number": other.number, "link_kind": "duplicate", "reason": "Pelapor dan kejadian sama."}
    do(session, made, first, Role.AGENCY_ADMIN, Action.LINK, **tie)
    assert level(session, first, "link") == 1
    do(session, made, first, Role.AGENCY_ADMIN, Action.UNLINK, number=other.number, reason="Tempatnya lain.")
    assert level(session, first, "link") == 3


def test_an_objection_led_over_from_a_report_is_judged_for_its_answer_alone(session: Session, made: Made) -> None:
    truth = {**TRUTH, "right_act": "to_objection"}
    report = put(session, made.people[0], Desk.LAPOR, truth=truth)
    given = {"objection_ground": "d", "reason": "Permohonan terdahulu tidak dijawab."}
    do(session, made, report, Role.AGENCY_ADMIN, Action.OPEN_OBJECTION, **given)
    number = report.links[-1].partition(":")[2]
    at = desk(session, made.people[0])
    case = services.case_of(session, at.sandbox, number, at.moment.sim)
    assert case is not None
    do(session, made, case, Role.DESK_OFFICER, Action.REGISTER_OBJECTION, registration="K-001/2026")
    text = "Keberatan kami terima: panel lampu jalan padam di Dusun Kappuna diganti, dan salinannya diberikan."
    do(session, made, case, Role.SUPERIOR, Action.ANSWER_OBJECTION, ruling="grant", text=text)
    assert judged(session, case).criticals == ()
    assert level(session, case, "objection") == 4
    assert case.event_kind != Action.GO_TO_DISPUTE.value


def test_the_planted_duplicate_knows_the_number_of_the_first(session: Session) -> None:
    made = make_class(session, count=1, cases=40)
    cases = {case.ordinal: case for case in session.scalars(select(Case)) if case.desk == Desk.LAPOR}
    again = [case for case in cases.values() if case.truth.get("duplicate_of")]
    assert again, "the class has none to look at"
    for case in again:
        assert marking.first_number_of(case) == cases[case.truth["duplicate_of"]].number
    assert made.people


def test_other_desks_count_for_no_independent_report_of_the_first_unit(session: Session, made: Made) -> None:
    case = in_hand(session, made)
    grant(session, made, case)
    do(session, made, case, Role.DESK_OFFICER, Action.HAND_OVER, medium="softcopy", note="Dikirim lewat surel.")
    case.origin = marking.DESK_ORIGIN
    do(session, made, case, Role.DESK_OFFICER, Action.LINK, number=put(session, made.people[0], Desk.PPID).number,
       link_kind="related", reason="Pemohon yang sama.")  # fmt: skip
    assert marking.counts(session, made.people[0].id) == (0, 0)


def test_a_stored_judgement_comes_back_as_it_was(session: Session, made: Made) -> None:
    case = in_hand(session, made)
    grant(session, made, case)
    stored = judged(session, case)
    assert marking.from_json(marking.to_json(stored)) == stored
