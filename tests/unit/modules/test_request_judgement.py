"""Judging a request for information: form, register, clock, harm test, decision, notice, hand-over, objection."""

from __future__ import annotations

from typing import Any

import pytest

from bimtek.modules.domain.judging.case import mark_reply
from bimtek.modules.domain.judging.objections import decision_worth, worth_of_notice
from bimtek.sandbox.domain.lifecycle import Action, Role, State
from tests.factories.desk_story import (
    OFFICER,
    PPID,
    SUPERIOR,
    Told,
    answered,
    decided,
    generator,
    in_hand,
    rules,
    with_sheet,
)

LIST, OPEN, AUDIT, RECORD = "ppid-aid-list", "ppid-apbd-summary", "ppid-audit-file", "ppid-medical-record"
RIVER, FORM, CONTRACT = "ppid-river-works", "ppid-form-incomplete", "ppid-work-contract"
REQUESTS = [name for name in generator().scenario_ids if name.startswith("ppid")]
HEAP = (
    "dikuasai tersedia Pasal 17 huruf h keberatan Atasan PPID 30 hari kerja biaya bentuk materi dihitamkan alasan keputusan"
    " ditolak dikabulkan uji konsekuensi rahasia pribadi undang-undang"
)


@pytest.mark.parametrize("scenario", REQUESTS)
def test_a_request_handled_by_the_book_earns_every_point(scenario: str) -> None:
    case = answered(Told(scenario))
    assert {item.key: item.level for item in case.judgement.criteria if item.applies and item.level != 4} == {}
    assert case.critical == set()


@pytest.mark.parametrize("scenario", REQUESTS)
def test_a_heap_of_legal_words_is_no_notice(scenario: str) -> None:
    case = in_hand(Told(scenario))
    if case.told["ground"]:
        with_sheet(case)
    assert decided(case, text=HEAP).level("notice") == 0


@pytest.mark.parametrize("scenario", [LIST, AUDIT, RECORD])
def test_a_heap_of_legal_words_is_no_harm_test(scenario: str) -> None:
    heap = dict.fromkeys(("content", "if_opened", "if_closed", "period"), HEAP)
    assert with_sheet(in_hand(Told(scenario)), **heap).level("harm_test") == 1


@pytest.mark.parametrize(
    ("lacking", "level"),
    [(["decree", "detail"], 4), (["decree", "detail", "contact"], 3), (["decree"], 2), (["contact"], 1)],
)
def test_asked_is_exactly_what_the_form_lacks(lacking: list[str], level: int) -> None:
    case = Told(FORM).act(Action.ASK_COMPLETION, OFFICER, lacking=lacking, message="Mohon dilengkapi bagian ini.")
    assert case.level("completeness") == level


def test_a_whole_form_is_not_asked_again_and_a_torn_one_not_registered() -> None:
    needless = Told(OPEN).act(Action.ASK_COMPLETION, OFFICER, lacking=["contact"], message="Mohon dilengkapi lagi.")
    torn = Told(FORM).act(Action.REGISTER, OFFICER, registration="013/PPID/2026")
    assert (needless.level("completeness"), torn.level("completeness")) == (1, 0)


def test_a_form_completed_before_the_exercise_began_is_nobodys_work() -> None:
    case = Told(FORM).act(
        Action.ASK_COMPLETION, OFFICER, False, lacking=["decree"], message="Mohon dilengkapi bagian ini."
    )
    case.act(Action.COMPLETE, Role.REPORTER, False, text="Sudah saya lengkapi.")
    assert case.act(Action.REGISTER, OFFICER, registration="013/PPID/2026").level("completeness") is None


def test_late_registering_breaks_a_custom_and_fails_nobody() -> None:
    late = Told(OPEN).at(16).act(Action.REGISTER, OFFICER, registration="013/PPID/2026")
    assert (late.level("registration"), late.critical) == (3, set())


def test_the_request_goes_to_the_office_that_has_the_information() -> None:
    case = (
        Told(OPEN).act(Action.REGISTER, OFFICER, registration="013/PPID/2026").act(Action.ASSIGN, PPID, unit="dishub")
    )
    assert case.level("owner") == 0


def test_the_tenth_working_day_is_in_time_and_the_next_is_critical() -> None:
    due = in_hand(Told(OPEN)).state.first_due
    assert due is not None
    kept = decided(in_hand(Told(OPEN)).at(due.day, 15))
    missed = decided(in_hand(Told(OPEN)).at(due.day + 3))
    assert (kept.level("timeliness"), missed.level("timeliness"), missed.critical) == (4, 0, {"missed_answer"})
    silent = in_hand(Told(OPEN)).at(due.day + 3)
    assert (silent.level("timeliness"), silent.critical) == (0, {"missed_answer"})


def test_an_extension_needs_a_reason_that_explains_it() -> None:
    def extended(scenario: str, reason: str) -> Told:
        case = in_hand(Told(scenario)).at(18).act(Action.EXTEND, PPID, reason=reason)
        return decided(with_sheet(case.at(27)) if case.told["ground"] else case.at(27))

    told = Told(CONTRACT).told["extension"]
    assert extended(CONTRACT, told).level("timeliness") == 4
    assert extended(CONTRACT, "Kami memerlukan waktu lagi.").level("timeliness") == 3
    assert extended(OPEN, "Kami memerlukan waktu lagi.").level("timeliness") == 3


def test_the_sheet_needs_the_right_letter_and_four_parts_of_its_own() -> None:
    assert with_sheet(in_hand(Told(AUDIT))).level("harm_test") == 4
    assert with_sheet(in_hand(Told(AUDIT)), ground="b").level("harm_test") == 1
    same = Told(AUDIT).told["if_opened"]
    assert with_sheet(in_hand(Told(AUDIT)), if_closed=same, period="lima belas").level("harm_test") == 2


def test_population_data_may_rest_on_either_ground_that_protects_persons() -> None:
    case = decided(with_sheet(in_hand(Told("ppid-population-data")), ground="h"), ground="h")
    assert (case.level("harm_test"), case.level("decision"), case.critical) == (3, 4, set())


GIVE: dict[str, Any] = {"medium": "softcopy", "cost": "none", "material": "Salinan berkas yang diminta seluruhnya."}


@pytest.mark.parametrize(("scenario", "level"), [(LIST, 0), (RECORD, 0), (AUDIT, 0)])
def test_giving_everything_away_is_critical_where_persons_are_protected(scenario: str, level: int) -> None:
    case = in_hand(Told(scenario))
    case.act(Action.GRANT, PPID, text=case.truth["better_reply"], **GIVE)
    assert case.level("decision") == level
    assert case.critical == ({"exempt_given"} if scenario != AUDIT else set())


def test_refusing_what_is_partly_open_is_half_and_refusing_what_is_open_is_critical() -> None:
    partly = with_sheet(in_hand(Told(LIST)))
    partly.act(Action.REFUSE, PPID, ground="h", refusal=partly.told["if_opened"], text=partly.truth["better_reply"])
    assert (partly.level("decision"), partly.critical) == (2, set())
    sheet = {"content": "Ringkasan anggaran itu", "if_opened": "Orang akan bertanya.", "if_closed": "Tidak ditanya."}
    closed = in_hand(Told(OPEN)).act(Action.TEST_HARM, PPID, ground="i", period="satu tahun", **sheet)
    closed.act(Action.REFUSE, PPID, ground="i", refusal="Hanya untuk urusan dalam.", text=closed.truth["better_reply"])
    assert (closed.level("decision"), closed.critical) == (0, {"refused_without_ground"})


def test_the_right_decision_on_a_wrong_ground_is_critical() -> None:
    case = decided(with_sheet(in_hand(Told(AUDIT)), ground="b"), ground="b")
    assert (case.level("decision"), case.critical) == (1, {"refused_without_ground"})


def test_personal_data_in_what_is_given_is_critical_and_the_applicants_own_address_is_not() -> None:
    leaking = with_sheet(in_hand(Told(LIST)))
    decided(leaking, material=f"{leaking.told['material']} Contoh baris: 7322990101800001.")
    assert leaking.critical == {"exempt_given"}
    letter = with_sheet(in_hand(Told(RECORD)))
    own = f"Kepada {letter.facts.reporter['name']}, {letter.facts.reporter['address']}.\n{letter.truth['better_reply']}"
    assert decided(letter, text=own).critical == set()


def test_a_negative_notice_names_who_has_it() -> None:
    case = decided(in_hand(Told(RIVER)), holder="pln")
    assert (case.level("decision"), case.level("notice")) == (2, 2)


def test_the_notice_loses_by_what_the_law_asks_and_little_by_what_is_advised() -> None:
    case = with_sheet(in_hand(Told(LIST)))
    without_right = (
        case.truth["better_reply"].split("Bila berkeberatan")[0].replace("Keberatan dapat diajukan", "Dapat")
    )
    advised = decided(case, text=without_right)
    assert advised.level("notice") == 3
    assert decided(with_sheet(in_hand(Told(LIST))), blackened="Seperti yang disebut tadi.").level("notice") == 2


def test_blame_in_a_notice_hurts() -> None:
    case = in_hand(Told(OPEN))
    blame = "Ini salah Bapak sendiri yang tidak mau membaca laman kami."
    decided(case, text=f"{blame} {case.truth['better_reply']}")
    mark = mark_reply(case.truth, case.facts, case.history.acts[-1], rules())
    told = decision_worth(case.truth, case.history, case.judgement, rules())
    assert case.level("notice_language") == 0
    assert worth_of_notice(case.history, case.judgement, told, mark).hurtful


def test_granted_and_never_handed_over_is_no_grant() -> None:
    case = decided(in_hand(Told(OPEN)))
    assert case.level("handover") is None
    case.at(27).act(Action.SETTLE, Role.REPORTER, own=False, rating=3)
    assert case.level("handover") == 0
    other = decided(in_hand(Told(OPEN))).act(Action.HAND_OVER, OFFICER, medium="hardcopy", note="Diambil sendiri.")
    assert other.level("handover") == 2


def objected(case: Told, ground: str = "a") -> Told:
    case.act(Action.OBJECT, Role.REPORTER, own=False, objection_ground=ground, text="Saya keberatan atas jawaban ini.")
    return case.act(Action.REGISTER_OBJECTION, OFFICER, registration="K-004/2026")


def ruled(case: Told, ruling: str, text: str = "") -> Told:
    return case.act(Action.ANSWER_OBJECTION, SUPERIOR, ruling=ruling, text=text or case.truth["better_reply"])


def test_a_right_refusal_is_upheld_with_reasons() -> None:
    case = ruled(objected(answered(Told(AUDIT))), "upheld")
    assert (case.level("objection"), case.critical) == (4, set())
    bare = ruled(objected(answered(Told(AUDIT))), "upheld", "Keputusan PPID sudah benar dan kami kuatkan.")
    assert bare.level("objection") == 2
    assert ruled(objected(answered(Told(RECORD))), "grant").critical == {"exempt_given"}


def test_a_wrong_refusal_is_mended_by_the_superior() -> None:
    def refused() -> Told:
        case = with_sheet(in_hand(Told(LIST)))
        given = {"ground": "h", "refusal": case.told["if_opened"], "text": case.truth["better_reply"]}
        return objected(case.act(Action.REFUSE, PPID, **given))

    assert (ruled(refused(), "grant_part").level("objection"), ruled(refused(), "upheld").level("objection")) == (4, 0)


def test_an_objection_nobody_answers_in_thirty_days_is_critical() -> None:
    case = objected(answered(Told(AUDIT)))
    assert case.level("objection") is None
    due = case.state.completion_due
    assert due is not None
    case.now = case.now.replace(year=due.year + 1, month=1, day=30)
    assert (case.level("objection"), "missed_answer" in case.critical) == (0, True)


def test_an_objection_from_another_desk_brings_no_blame_for_what_lies_before_it() -> None:
    case = Told(OPEN, links=("from:SIM-4100001",)).at(30, month=12)
    objected(case, "d")
    assert case.critical == set()
    ruled(case, "grant")
    judged = [item.key for item in case.judgement.criteria if item.judged]
    assert (judged, case.level("objection")) == (["objection"], 4)


def worth(case: Told) -> tuple[bool, bool, bool, bool]:
    told = decision_worth(case.truth, case.history, case.judgement, rules())
    return told.right, told.late, told.reasons_given, told.given


def test_what_a_decision_is_worth_to_the_applicant() -> None:
    assert worth(answered(Told(OPEN))) == (True, False, True, True)
    assert worth(answered(Told(AUDIT))) == (True, False, True, False)
    assert worth(decided(with_sheet(in_hand(Told(AUDIT))), text=HEAP)) == (True, False, False, False)
    due = in_hand(Told(OPEN)).state.first_due
    assert due is not None
    assert worth(decided(in_hand(Told(OPEN)).at(due.day + 3)))[1]


def test_giving_persons_away_hurts_and_a_good_notice_is_worth_all_points() -> None:
    good = answered(Told(LIST))
    told = decision_worth(good.truth, good.history, good.judgement, rules())
    felt = worth_of_notice(good.history, good.judgement, told, None)
    assert (felt.share, felt.substantive, felt.hurtful) == (1.0, True, False)
    bad = in_hand(Told(RECORD))
    bad.act(Action.GRANT, PPID, text=bad.truth["better_reply"], **GIVE)
    told = decision_worth(bad.truth, bad.history, bad.judgement, rules())
    assert worth_of_notice(bad.history, bad.judgement, told, None).hurtful


def test_a_lapsed_form_ends_lawfully() -> None:
    case = Told(FORM).act(Action.ASK_COMPLETION, OFFICER, lacking=["decree", "detail"], message="Mohon dilengkapi ini.")
    case.at(25).act(Action.LAPSE, Role.SYSTEM, own=False)
    assert case.state.state == State.REQUEST_LAPSED
    assert (case.judgement.mastered, case.critical) == (True, set())


def test_the_written_notice_is_kept_to_be_shown() -> None:
    case = answered(Told(OPEN))
    assert case.judgement.notice is not None
    assert (case.judgement.notice.text, case.judgement.reply) == (case.truth["better_reply"], None)


def test_a_sheet_with_the_wrong_letter_is_told_so_without_the_right_one_as_long_as_it_can_be_mended() -> None:
    case = with_sheet(in_hand(Told(LIST)), ground="i")
    told = next(item for item in case.judgement.criteria if item.key == "harm_test")
    assert "huruf h" not in told.reason.lower()
    assert "huruf i" in told.reason.lower()
    assert told.better.startswith("Huruf h.")
