"""The checks of guided steps say what is right, what is missing, and when an attempt cannot be saved."""

from __future__ import annotations

from typing import Any

import pytest

from bimtek.modules.domain.checks import CheckResult, Situation, run_check
from bimtek.modules.domain.history import role_now
from bimtek.sandbox.domain.lifecycle import Action
from tests.factories.desk_story import OFFICER, PPID, Told, decided, in_hand
from tests.factories.desk_story import rules as desk_rules
from tests.factories.story import (
    ADMIN,
    GOOD,
    HOLLOW,
    LEAKING,
    LIAISON,
    REPORTER,
    RIGHT_VERIFY,
    SECRETS,
    SYSTEM,
    Story,
    rules,
)  # fmt: skip


def check(story: Story, name: str, **params: Any) -> CheckResult:
    role = role_now(story.entries)
    situation = Situation(story.history, story.facts, story.truth, rules(), story.judgement, role)
    return run_check(name, situation, params)


def test_masked_names_what_is_still_readable() -> None:
    story = Story().act(Action.MASK, ADMIN, passages=["RT 03"])
    verdict = check(story, "masked")
    assert not verdict.passed
    assert "0841 2200 317" in verdict.said
    assert "RT 03" not in verdict.said
    assert check(story.act(Action.MASK, ADMIN, passages=["0841 2200 317"]), "masked").passed


def test_unmasking_opens_the_step_again() -> None:
    story = Story().act(Action.MASK, ADMIN, **SECRETS).act(Action.UNMASK, ADMIN, passages=["RT 03"])
    assert not check(story, "masked").passed


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"report_class": "aspiration"}, "Klasifikasi"),
        ({"category": "1461"}, "Kategori"),
        ({"unit": "dishub"}, "Tujuan disposisi"),
    ],
)
def test_verified_with_says_which_part_is_wrong(wrong: dict[str, str], said: str) -> None:
    verdict = check(Story().act(Action.VERIFY, ADMIN, **{**RIGHT_VERIFY, **wrong}), "verified_with")
    assert not verdict.passed
    assert said + ":" in verdict.said
    assert not verdict.fatal


def test_verified_with_passes_when_all_three_are_right() -> None:
    assert check(Story().act(Action.VERIFY, ADMIN, **RIGHT_VERIFY), "verified_with").passed
    assert not check(Story(), "verified_with").passed


def test_a_wrong_disposition_mended_passes() -> None:
    story = Story().act(Action.VERIFY, ADMIN, **{**RIGHT_VERIFY, "unit": "dishub"})
    story.act(Action.REDISPOSE, ADMIN, unit="putrpkpp", reason="Ruas ini jalan kabupaten.")
    assert check(story, "verified_with").passed


def test_a_report_sent_away_instead_of_verified_ends_the_attempt() -> None:
    story = Story().act(Action.NOT_OUR_AUTHORITY, ADMIN, reason="Bukan urusan kami.", holder="Balai Jalan")
    assert check(story, "verified_with").fatal


def test_role_taken_reads_the_journal() -> None:
    story = Story()
    assert not check(story, "role_taken", role="liaison").passed
    assert check(story.take_role(LIAISON), "role_taken", role="liaison").passed


PARTS = {"parts": ["substance", "finding", "action", "timeframe"]}


@pytest.mark.parametrize(
    ("text", "passed", "fatal"), [(GOOD, True, False), (HOLLOW, False, False), (LEAKING, False, True)]
)
def test_replied_wants_content_and_forgives_no_leak(text: str, passed: bool, fatal: bool) -> None:
    story = Story().act(Action.MASK, ADMIN, **SECRETS).act(Action.VERIFY, ADMIN, **RIGHT_VERIFY)
    verdict = check(story.act(Action.FOLLOW_UP, LIAISON, text=text), "replied", **PARTS)
    assert (verdict.passed, verdict.fatal) == (passed, fatal)


def test_replied_before_any_answer_says_who_answers() -> None:
    verdict = check(Story().act(Action.VERIFY, ADMIN, **RIGHT_VERIFY), "replied", **PARTS)
    assert "Pejabat Penghubung" in verdict.said


def test_a_hollow_answer_can_be_mended_once_the_citizen_asks_again() -> None:
    story = Story().act(Action.VERIFY, ADMIN, **RIGHT_VERIFY).act(Action.FOLLOW_UP, LIAISON, text=HOLLOW)
    story.act(Action.ANSWER, REPORTER, text="Jadi kapan?")
    assert "Pelapor bertanya lagi" in check(story, "replied", **PARTS).said
    assert check(story.act(Action.FOLLOW_UP, LIAISON, text=GOOD), "replied", **PARTS).passed


def test_closed_takes_every_lawful_end_and_says_whose_turn_it_is() -> None:
    answered = Story().act(Action.VERIFY, ADMIN, **RIGHT_VERIFY).act(Action.FOLLOW_UP, LIAISON, text=GOOD)
    assert "Admin Instansi" in check(answered, "closed").said
    by_admin = Story().act(Action.VERIFY, ADMIN, **RIGHT_VERIFY).act(Action.FOLLOW_UP, LIAISON, text=GOOD)
    assert check(by_admin.act(Action.CLOSE, ADMIN, note="Sudah dijawab."), "closed").passed
    assert check(answered.act(Action.SETTLE, REPORTER, rating=5), "closed").passed


def test_an_end_without_an_answer_is_fatal() -> None:
    story = Story().act(Action.VERIFY, ADMIN, **RIGHT_VERIFY).act(Action.FOLLOW_UP, LIAISON, text=HOLLOW)
    story.at(18).act(Action.AUTO_CLOSE, SYSTEM)
    assert check(story, "closed").fatal


def test_a_weak_answer_the_citizen_already_closed_ends_the_attempt() -> None:
    story = Story().act(Action.VERIFY, ADMIN, **RIGHT_VERIFY).act(Action.FOLLOW_UP, LIAISON, text=HOLLOW)
    verdict = check(story.act(Action.SETTLE, REPORTER, rating=1), "replied", **PARTS)
    assert verdict.fatal
    assert "kasus kembar" in verdict.said


def test_a_report_withdrawn_before_it_was_masked_ends_the_attempt() -> None:
    assert check(Story().act(Action.WITHDRAW, REPORTER), "masked").fatal


def look(case: Told, name: str, **params: Any) -> CheckResult:
    return run_check(
        name, Situation(case.history, case.facts, case.truth, desk_rules(), case.judgement, OFFICER), params
    )


def test_an_act_the_desk_does_only_once_cannot_be_mended_and_says_what_would_have_been_right() -> None:
    case = Told("ppid-apbd-summary").act(Action.REGISTER, OFFICER, registration="013/PPID/2026")
    assert look(case, "criterion_met", criterion="registration", once=1).passed
    assert not look(case, "criterion_met", criterion="owner", once=1).fatal
    wrong = look(case.act(Action.ASSIGN, PPID, unit="dishub"), "criterion_met", criterion="owner", once=1)
    assert wrong.fatal
    assert "Badan Pengelola Keuangan" in wrong.said
    assert "kasus kembar" in wrong.said


@pytest.mark.parametrize(
    ("material", "passed"),
    [
        ("Butir Daftar Informasi Publik: Ringkasan APBD dan penjabarannya menurut urusan dan perangkat daerah.", True),
        ("Berkas yang diminta, satu berkas.", False),
    ],
)
def test_a_grant_names_the_entry_of_the_public_list(material: str, passed: bool) -> None:
    case = in_hand(Told("ppid-apbd-summary"))
    assert not look(case, "entry_named").fatal
    text = "Permohonan Bapak/Ibu kami kabulkan seluruhnya."
    verdict = look(decided(case, material=material, text=text), "entry_named")
    assert (verdict.passed, verdict.fatal) == (passed, not passed)


def test_another_decision_than_the_grant_ends_the_attempt_to_answer_from_the_list() -> None:
    case = in_hand(Told("ppid-apbd-summary"))
    case.act(Action.DECLARE_NOT_HELD, PPID, holder="Kantor lain", text="Informasi itu tidak kami kuasai.")
    assert look(case, "entry_named").fatal


def both(case: Told) -> CheckResult:
    """The decision and its letter, which go out with one act."""
    return look(case, "criterion_met", criterion=["decision", "notice"], action="grant", once=1)


def test_one_act_that_answers_for_several_criteria_passes_when_each_is_met() -> None:
    case = in_hand(Told("ppid-apbd-summary"))
    before = both(case)
    assert (before.passed, before.fatal) == (False, False)
    after = both(decided(case))
    assert after.passed
    assert "Keputusan atas permohonan" in after.said
    assert "Isi pemberitahuan tertulis" in after.said


def test_a_right_decision_with_a_letter_that_fits_any_request_fails_by_its_letter() -> None:
    verdict = both(decided(in_hand(Told("ppid-apbd-summary")), text="Permohonan diterima.", material="Berkas diminta."))
    assert verdict.fatal
    assert verdict.said.startswith("Isi pemberitahuan tertulis")
