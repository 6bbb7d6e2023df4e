"""Two runs of one case: where they part, what moved, what made the difference, and when a branch may be told its worth."""

from __future__ import annotations

from dataclasses import replace

from bimtek.modules.domain.comparison import Ending, cause, differences, parting, was_told
from bimtek.modules.domain.judging.types import CaseJudgement, Criterion, Critical
from bimtek.sandbox.domain.lifecycle import Action, Role
from tests.factories.desk_story import Told

OPEN, FIVE, NINE = Ending(False, 3), Ending(True, 5, 4), Ending(True, 9, 2)
LEAK = Critical("leaked_identity", "Nomor HP terbuka.", "Pasal", "Samarkan")


def judged(criticals: tuple[Critical, ...] = (), **levels: int | None) -> CaseJudgement:
    criteria = tuple(Criterion(key, level, "karena") for key, level in levels.items())
    return CaseJudgement(criteria, criticals, None, False)


def verified(**other: str) -> Told:
    case = Told("irrigation-broken")
    truth = case.truth
    given = {
        "title": "Lampu",
        "report_class": truth["report_class"],
        "category": truth["category"],
        "unit": truth["owner"],
    }
    return case.act(Action.VERIFY, Role.AGENCY_ADMIN, **{**given, **other})


def test_runs_part_at_the_first_own_act_that_differs() -> None:
    one = verified().act(Action.FOLLOW_UP, Role.LIAISON, text="Akan kami tindak lanjuti segera, terima kasih.")
    two = verified().act(Action.FOLLOW_UP, Role.LIAISON, text="Panel diganti paling lambat 20 November 2026.")
    choice = parting(one.history.acts, two.history.acts)
    assert choice is not None
    assert choice.same_act
    assert choice.first is not None
    assert choice.first.action == Action.FOLLOW_UP


def test_a_run_that_stopped_has_no_act_at_that_place() -> None:
    one = verified().act(Action.FOLLOW_UP, Role.LIAISON, text="Akan kami tindak lanjuti segera, terima kasih.")
    choice = parting(one.history.acts, verified().history.acts)
    assert choice is not None
    assert choice.second is None


def test_a_note_and_what_others_did_make_no_difference() -> None:
    noted = verified().act(Action.NOTE, Role.AGENCY_ADMIN, note="Sudah ditelepon.")
    assert parting(verified().history.acts, noted.history.acts) is None


def test_a_branch_may_be_told_its_worth_once_its_first_run_was_answered_or_ended() -> None:
    assert not was_told(verified().history)
    assert was_told(
        verified().act(Action.FOLLOW_UP, Role.LIAISON, text="Akan kami tindak lanjuti segera, terima kasih.").history
    )
    archived = Told("irrigation-broken").act(
        Action.ARCHIVE, Role.AGENCY_ADMIN, archive_reason="spam", reason="Bukan laporan, hanya iklan."
    )
    assert was_told(archived.history)


def test_criteria_without_a_place_in_both_runs_are_left_out_and_unjudged_ones_have_no_change() -> None:
    one, two = judged(reply=1, closing=None), judged(reply=4, closing=3)
    nowhere = replace(Criterion("link", None, "-"), applies=False)
    one = replace(one, criteria=(*one.criteria, nowhere))
    assert [(item.key, item.change) for item in differences(one, two)] == [("reply", 3), ("closing", None)]


def test_a_critical_error_outweighs_every_level() -> None:
    bad, good = judged((LEAK,), reply=1), judged(reply=4)
    assert (cause(bad, good, FIVE, NINE).kind, cause(good, bad, FIVE, NINE).kind) == ("avoided", "added")


def test_else_the_criterion_that_moved_furthest_made_the_difference() -> None:
    made = cause(judged(reply=1, owner=4), judged(reply=4, owner=3), FIVE, NINE)
    assert made.difference is not None
    assert made.difference.key == "reply"


def test_else_the_days_then_the_rating_then_nothing() -> None:
    same = judged(reply=3)
    assert (cause(same, same, FIVE, NINE).kind, cause(same, same, FIVE, NINE).by) == ("days", 4)
    assert cause(same, same, FIVE, replace(FIVE, rating=2)).kind == "rating"
    assert cause(same, same, OPEN, FIVE).kind == "none"
