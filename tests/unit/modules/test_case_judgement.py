"""Judging a whole report: each criterion says what the handling earned, each critical error fails it."""

from __future__ import annotations

from typing import Any

import pytest

from bimtek.modules.domain.judging.case import weak_first
from bimtek.sandbox.domain.lifecycle import Action, State
from tests.factories.story import (
    ADMIN,
    BLAMING,
    GOOD,
    HOLLOW,
    LEAKING,
    LIAISON,
    REPORTER,
    RIGHT_VERIFY,
    SECRETS,
    SYSTEM,
    TRUTH,
    Story,
    handled_well,
    sure_judge,
)  # fmt: skip


def test_a_report_handled_well_is_mastered_with_every_criterion_full() -> None:
    judgement = handled_well().judgement
    assert [item.level for item in judgement.criteria if item.applies] == [4] * 8
    assert judgement.mastered
    assert judgement.share == 1.0


def test_a_report_nobody_touched_has_nothing_judged_but_the_completeness_to_come() -> None:
    judgement = Story().judgement
    assert [item.key for item in judgement.criteria if item.judged] == []
    assert not judgement.mastered


@pytest.mark.parametrize(
    ("given", "level"), [("complaint", 4), ("supervised_complaint", 2), ("aspiration", 0), ("information_request", 0)]
)
def test_the_two_kinds_of_complaint_are_half_right_for_each_other(given: str, level: int) -> None:
    story = Story().act(Action.VERIFY, ADMIN, **{**RIGHT_VERIFY, "report_class": given})
    assert story.level("class") == level


@pytest.mark.parametrize(("given", "level"), [("1397", 4), ("928", 2), ("1461", 0)])
def test_a_category_under_the_same_topic_is_half_right(given: str, level: int) -> None:
    story = Story().act(Action.VERIFY, ADMIN, **{**RIGHT_VERIFY, "category": given})
    assert story.level("category") == level


def test_the_second_name_of_street_lights_is_nearly_right() -> None:
    story = Story({**TRUTH, "category": "pju"}).act(Action.VERIFY, ADMIN, **{**RIGHT_VERIFY, "category": "1398"})
    assert story.level("category") == 3


def test_a_wrong_disposition_earns_nothing_and_one_mended_by_redisposing_nearly_all() -> None:
    story = Story().act(Action.VERIFY, ADMIN, **{**RIGHT_VERIFY, "unit": "dishub"})
    assert story.level("owner") == 0
    story.act(Action.REDISPOSE, ADMIN, unit="putrpkpp", reason="Ruas ini jalan kabupaten.")
    assert story.level("owner") == 3


OTHER = {**TRUTH, "competence": "other", "holder": "pln", "right_act": "not_our_authority", "sensitive_words": []}


@pytest.mark.parametrize("holder", ["pln", "PT PLN (Persero) ULP Masamba", "PLN"])
def test_not_our_authority_naming_the_holder_is_right(holder: str) -> None:
    story = Story(OTHER).act(Action.NOT_OUR_AUTHORITY, ADMIN, reason="Listrik rumah dipasok PLN.", holder=holder)
    assert story.level("owner") == 4
    assert story.judgement.mastered
    assert story.critical == set()


def test_not_our_authority_naming_another_office_is_a_critical_error() -> None:
    story = Story(OTHER).act(Action.NOT_OUR_AUTHORITY, ADMIN, reason="Bukan urusan kami di sini.", holder="dishub")
    assert story.level("owner") == 1
    assert story.critical == {"wrong_authority"}


def test_refusing_ones_own_matter_is_a_critical_error() -> None:
    story = Story().act(Action.NOT_OUR_AUTHORITY, ADMIN, reason="Bukan urusan kabupaten.", holder="Balai Jalan")
    assert story.critical == {"refused_without_ground"}
    assert not story.judgement.mastered


def test_archiving_a_report_that_can_be_handled_is_a_critical_error() -> None:
    story = Story().act(Action.ARCHIVE, ADMIN, archive_reason="unclear", reason="Tidak jelas maksudnya.")
    assert story.critical == {"refused_without_ground"}


@pytest.mark.parametrize(("reason", "level"), [("spam", 4), ("hostile", 3)])
def test_archiving_spam_is_right_and_its_reason_counts(reason: str, level: int) -> None:
    truth = {**TRUTH, "right_act": "archive", "archive_reason": "spam", "sensitive_words": []}
    story = Story(truth).act(Action.ARCHIVE, ADMIN, archive_reason=reason, reason="Kiriman uji coba saja.")
    assert story.level("closing") == level
    assert story.critical == set()


def test_a_true_duplicate_may_be_archived_as_one() -> None:
    story = Story({**TRUTH, "duplicate_of": 3})
    story.act(Action.ARCHIVE, ADMIN, archive_reason="duplicate", reason="Sama dengan SIM-4100003.")
    assert story.critical == set()


INCOMPLETE = {**TRUTH, "missing": "place", "right_act": "defer", "sensitive_words": []}


@pytest.mark.parametrize(
    ("truth", "asked", "level"),
    [
        (INCOMPLETE, ["place"], 4),
        (INCOMPLETE, ["place", "time", "evidence"], 3),
        (INCOMPLETE, ["evidence"], 1),
        (TRUTH, ["place"], 1),
    ],
)
def test_a_deferral_asks_for_exactly_what_is_missing(truth: dict[str, Any], asked: list[str], level: int) -> None:
    story = Story(truth).act(Action.DEFER, ADMIN, missing=asked, message="Mohon sebutkan lokasinya.")
    assert story.level("completeness") == level


def test_disposing_a_report_without_a_place_earns_nothing_for_completeness() -> None:
    assert Story(INCOMPLETE).act(Action.VERIFY, ADMIN, **RIGHT_VERIFY).level("completeness") == 0


def test_a_deferred_report_nobody_completed_ends_lawfully() -> None:
    story = Story(INCOMPLETE).act(Action.DEFER, ADMIN, missing=["place"], message="Mohon sebutkan lokasinya.")
    story.at(25).act(Action.EXPIRE, SYSTEM)
    assert story.state.state == State.ARCHIVED_BY_SYSTEM
    assert story.level("closing") == 4
    assert story.judgement.mastered


def test_personal_data_masked_before_disposition_is_full_and_after_it_half() -> None:
    early = Story().act(Action.MASK, ADMIN, **SECRETS).act(Action.VERIFY, ADMIN, **RIGHT_VERIFY)
    late = Story().act(Action.VERIFY, ADMIN, **RIGHT_VERIFY).act(Action.MASK, LIAISON, **SECRETS)
    half = Story().act(Action.MASK, ADMIN, passages=["RT 03"]).act(Action.VERIFY, ADMIN, **RIGHT_VERIFY)
    assert (early.level("identity"), late.level("identity"), half.level("identity")) == (4, 2, 1)


def test_what_a_prepared_exercise_left_open_counts_from_the_first_answer() -> None:
    story = Story().act(Action.VERIFY, ADMIN, own=False, **RIGHT_VERIFY)
    assert story.level("identity") is None
    story.act(Action.MASK, LIAISON, **SECRETS).act(Action.FOLLOW_UP, LIAISON, text=GOOD)
    assert story.level("identity") == 4
    assert story.level("class") is None


def test_a_mask_around_the_words_covers_them() -> None:
    story = Story().act(Action.MASK, ADMIN, passages=["Rumah saya RT 03, HP 0841 2200 317"])
    assert story.act(Action.VERIFY, ADMIN, **RIGHT_VERIFY).level("identity") == 4


def test_masking_the_whole_text_loses_a_point() -> None:
    words = " ".join(["Jalan ke pasar berlubang dan licin sekali kalau hujan turun."] * 2)
    story = Story(body=f"{words} HP 0841 2200 317", truth={**TRUTH, "sensitive_words": ["0841 2200 317"]})
    story.act(Action.MASK, ADMIN, passages=[words, "0841 2200 317"]).act(Action.VERIFY, ADMIN, **RIGHT_VERIFY)
    assert story.level("identity") == 3


def test_a_leak_in_a_public_answer_is_critical_and_names_the_passage() -> None:
    story = Story().act(Action.MASK, ADMIN, **SECRETS).act(Action.VERIFY, ADMIN, **RIGHT_VERIFY)
    story.act(Action.FOLLOW_UP, LIAISON, text=LEAKING)
    assert story.level("identity") == 0
    assert "Ibu Nurlia" in story.judgement.criticals[0].fact
    story.act(Action.ANSWER, REPORTER, text="Kenapa nama saya muncul?").act(Action.FOLLOW_UP, LIAISON, text=GOOD)
    assert story.critical == {"leaked_identity"}, "a later good answer does not take a leak back"


def test_every_passage_that_points_to_the_reporter_is_named() -> None:
    person = {"name": "Ibu Nurlia", "phone": "0841 5520 118", "address": "samping musala"}
    story = Story(reporter=person, judge=lambda case, _text: sure_judge(case, LEAKING))
    story.act(Action.VERIFY, ADMIN, **RIGHT_VERIFY)
    story.act(Action.FOLLOW_UP, LIAISON, text="Yth. Ibu Nurlia, kami hubungi di 0841 5520 118.")
    assert [error.passage for error in story.judgement.criticals] == ["Ibu Nurlia", "0841 5520 118"]


def test_a_leak_in_a_first_response_is_as_critical() -> None:
    story = Story().act(Action.VERIFY, ADMIN, **RIGHT_VERIFY).act(Action.FIRST_RESPONSE, LIAISON, text=LEAKING)
    assert story.critical == {"leaked_identity"}


def test_verification_on_the_due_day_is_in_time_and_the_day_after_is_not() -> None:
    in_time = Story().at(11, 15).act(Action.VERIFY, ADMIN, **RIGHT_VERIFY)
    late = Story().at(12).act(Action.VERIFY, ADMIN, **RIGHT_VERIFY)
    assert (in_time.level("timeliness"), late.level("timeliness")) == (4, 2)
    assert "Rabu, 11 November 2026" in late.judgement.criterion("timeliness").reason


def test_a_first_response_keeps_the_first_clock_but_not_the_completion() -> None:
    story = Story().act(Action.VERIFY, ADMIN, **RIGHT_VERIFY).at(9).act(Action.FIRST_RESPONSE, LIAISON, text=GOOD)
    story.at(20).act(Action.FOLLOW_UP, LIAISON, text=GOOD)
    assert story.level("timeliness") == 4


def test_completion_after_its_limit_is_a_critical_error() -> None:
    story = Story().act(Action.VERIFY, ADMIN, **RIGHT_VERIFY).at(9).act(Action.FIRST_RESPONSE, LIAISON, text=GOOD)
    story.at(27).act(Action.FOLLOW_UP, LIAISON, text=GOOD)
    assert story.level("timeliness") == 0
    assert story.critical == {"missed_deadline"}


def test_a_clock_that_ran_out_while_nobody_acted_counts() -> None:
    assert Story().at(13).level("timeliness") == 2


@pytest.mark.parametrize(("text", "level"), [(GOOD, 4), (HOLLOW, 0), (BLAMING, 1)])
def test_the_level_of_the_answer_follows_the_rubric(text: str, level: int) -> None:
    story = Story().act(Action.VERIFY, ADMIN, **RIGHT_VERIFY).act(Action.FOLLOW_UP, LIAISON, text=text)
    assert story.level("reply") == level


def test_a_weak_answer_says_what_is_missing_and_how_it_would_be_better() -> None:
    story = Story().act(Action.VERIFY, ADMIN, **RIGHT_VERIFY).act(Action.FOLLOW_UP, LIAISON, text=HOLLOW)
    criterion = story.judgement.criterion("reply")
    assert "tindakan" in criterion.reason.lower() or "sapaan" in criterion.reason.lower()
    assert weak_first(story.judgement.criteria)[0].level == 0


def test_the_citizen_giving_up_on_hollow_answers_is_closing_without_an_answer() -> None:
    story = Story().act(Action.MASK, ADMIN, **SECRETS).act(Action.VERIFY, ADMIN, **RIGHT_VERIFY)
    story.act(Action.FOLLOW_UP, LIAISON, text=HOLLOW).act(Action.SETTLE, REPORTER, rating=1, text="Saya kecewa.")
    assert story.level("closing") == 0
    assert "closed_without_answer" in story.critical


@pytest.mark.parametrize(("text", "level"), [(GOOD, 4), (HOLLOW, 0)])
def test_closed_by_the_system_is_solved_only_after_a_real_answer(text: str, level: int) -> None:
    story = Story().act(Action.VERIFY, ADMIN, **RIGHT_VERIFY).act(Action.FOLLOW_UP, LIAISON, text=text)
    story.at(18).act(Action.AUTO_CLOSE, SYSTEM)
    assert story.state.state == State.CLOSED_BY_SYSTEM
    assert story.level("closing") == level


def test_closing_before_the_citizen_could_answer_loses_a_point() -> None:
    story = Story().act(Action.MASK, ADMIN, **SECRETS).act(Action.VERIFY, ADMIN, **RIGHT_VERIFY)
    story.act(Action.FOLLOW_UP, LIAISON, text=GOOD).act(Action.CLOSE, ADMIN, note="Sudah dijawab lengkap.")
    assert story.level("closing") == 3
    assert story.judgement.mastered


def test_a_matter_of_another_office_answered_without_naming_it_is_critical() -> None:
    story = Story(OTHER).act(Action.VERIFY, ADMIN, **RIGHT_VERIFY).act(Action.FOLLOW_UP, LIAISON, text=HOLLOW)
    assert "wrong_authority" in story.critical


def test_a_refused_move_changes_no_level() -> None:
    story = handled_well()
    before = [item.level for item in story.judgement.criteria]
    story.act(Action.CLOSE, ADMIN, note="Sekali lagi.")
    assert [item.level for item in story.judgement.criteria] == before
    assert story.history.refused
