"""Questionnaires show nothing that points at a person; plans are three to five actions with days that are counted right."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bimtek.config import SEED_DIR
from bimtek.evaluation.domain import plans, survey
from bimtek.evaluation.domain.content import load_evaluation
from bimtek.evaluation.domain.plans import Action, Noted

CONTENT = load_evaluation(SEED_DIR / "evaluation.toml")
FORM = CONTENT.form_of("akhir")
assert FORM is not None
GOOD = {one.key: "4" for one in FORM.statements}
THREE = [Action(f"Kerjakan {n}", "Selesai", 30) for n in range(3)]


def test_below_the_least_number_nothing_is_shown_and_from_it_on_everything() -> None:
    reply = survey.answers(FORM, {**GOOD, "best": "Latihannya"})
    few = survey.summary(FORM, [reply] * 4, 118, CONTENT.least_replies)
    assert (few.shown, few.said, few.words, few.replies, few.waiting) == (False, (), (), 0, 4)
    enough = survey.summary(FORM, [reply] * 5, 118, CONTENT.least_replies)
    assert enough.shown
    assert enough.mean == 4
    assert enough.said[0].counts == (0, 0, 0, 5, 0)
    assert enough.words[0][1] == (("Latihannya", 5),)


@given(st.lists(st.integers(1, 5), min_size=5, max_size=60))
def test_counts_and_mean_are_those_of_what_was_chosen(chosen: list[int]) -> None:
    replies = [{FORM.statements[0].key: level} for level in chosen]
    first = survey.summary(FORM, replies, 118, 5).said[0]
    assert first.replies == len(chosen)
    assert first.mean == pytest.approx(sum(chosen) / len(chosen))


def test_what_was_written_comes_in_the_order_of_letters_whoever_wrote_first() -> None:
    replies = [{"best": words} for words in ("zebra", "Apel", "mangga", "Apel", "buku")]
    assert survey.summary(FORM, replies, 9, 5).words[0][1] == (("Apel", 2), ("buku", 1), ("mangga", 1), ("zebra", 1))


def test_every_statement_must_be_chosen_and_words_may_be_left_out() -> None:
    assert survey.faults(FORM, GOOD) == {}
    key = FORM.statements[0].key
    assert survey.faults(FORM, {**GOOD, key: "6"}) == {key: "choose"}
    assert survey.faults(FORM, {**GOOD, "best": "x" * 1001}) == {"best": "long"}


def test_a_plan_is_whole_with_three_to_five_actions_and_a_superior() -> None:
    assert plans.faults("Kepala Dinas", THREE, whole=True) == {}
    assert plans.faults("", THREE[:2], whole=True) == {"superior": "empty", "actions": "count"}
    assert plans.faults("", THREE[:1], whole=False) == {}
    bad = [Action("Tanpa hasil", "", 45), *THREE[1:]]
    assert plans.faults("Kepala", bad, whole=True) == {"output-1": "empty", "days-1": "days"}


@pytest.mark.parametrize(
    ("last", "days", "due"),
    [("2026-11-10", 30, "2026-12-10"), ("2026-12-31", 60, "2027-03-01"), ("2027-11-30", 90, "2028-02-28")],
)
def test_days_are_calendar_days_over_the_ends_of_months_and_years(last: str, days: int, due: str) -> None:
    assert plans.due_on(date.fromisoformat(last), days).isoformat() == due


@given(
    st.integers(0, 200),
    st.lists(
        st.tuples(st.sampled_from(plans.DAYS), st.sampled_from(plans.STATES)), max_size=3, unique_by=lambda one: one[0]
    ),
)
def test_a_note_is_asked_for_once_when_its_day_has_come_and_never_after_the_end(
    passed: int, told: list[tuple[int, str]]
) -> None:
    last, noted = date(2026, 11, 10), [Noted(*one) for one in told]
    due = plans.follow_ups_due(last, last + timedelta(days=passed), noted)
    assert due == sorted(due)
    assert all(passed >= days and days not in {one.after_days for one in noted} for days in due)
    ended = [one.after_days for one in noted if one.state in plans.ENDED]
    assert not ended or all(days < min(ended) for days in due)


LAST = date(2026, 11, 10)


@pytest.mark.parametrize(
    ("passed", "told", "after", "state", "fault"),
    [
        (29, [], 30, "done", "early"),
        (30, [], 30, "done", ""),
        (40, [(30, "doing")], 30, "done", ""),
        (40, [], 90, "done", "early"),
        (95, [(30, "done")], 60, "doing", "over"),
        (95, [], 45, "done", "state"),
        (95, [], 30, "finished", "state"),
    ],
)
def test_a_note_is_taken_when_it_is_due_or_puts_right_an_earlier_one(
    passed: int, told: list[tuple[int, str]], after: int, state: str, fault: str
) -> None:
    today = LAST + timedelta(days=passed)
    assert plans.note_fault(LAST, today, [Noted(*one) for one in told], after, state) == fault


def test_the_columns_of_an_action_say_what_was_noted_what_is_due_and_what_is_not_asked() -> None:
    def columns(passed: int, *told: tuple[int, str]) -> list[str]:
        noted = [Noted(*one) for one in told]
        return [plans.column(LAST, LAST + timedelta(days=passed), noted, days) for days in plans.DAYS]

    assert columns(10) == ["later", "later", "later"]
    assert columns(61, (30, "doing")) == ["doing", "due", "later"]
    assert columns(95, (30, "doing"), (60, "done")) == ["doing", "done", "over"]


def test_suggestions_for_the_weakest_units_come_first_and_equal_ones_keep_their_order() -> None:
    units = ["U1", "U6", "U6", "U9", "U7"]
    assert plans.by_need(units, {"U1": 1.0, "U6": 0.2, "U7": 0.0}) == [4, 1, 2, 3, 0]


def test_replies_join_the_results_only_so_many_at_once() -> None:
    assert [survey.joins_results(count, 5) for count in (0, 1, 4, 5, 9)] == [False, False, False, True, True]


def test_what_has_a_rule_behind_it_names_the_rule() -> None:
    assert CONTENT.survey_source
    assert CONTENT.plan_source
    assert [one.unit for one in CONTENT.suggestion if one.source] == ["U8", "U4", "U1"]
