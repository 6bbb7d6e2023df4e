"""Silence, a closing and a decision on a request: what citizens do then."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.citizen import DecisionWorth, after_closing, after_decision, after_silence
from bimtek.sandbox.domain.citizen_mind import Mind, load_temper, starting_mind
from bimtek.sandbox.domain.lifecycle import Action, Role

TEMPER = load_temper(SEED_DIR / "citizens.toml")
SEEDS = [f"warga-{n}" for n in range(60)]
FEELING = st.integers(0, 100)
MIND = st.builds(Mind, trust=FEELING, patience=FEELING, understanding=FEELING)
GIVEN = {"right": True, "late": False, "reasons_given": True, "given": True}


def steps(seed: str, mind: Mind) -> list[Action | None]:
    """What a citizen does on each of thirty working days without a word."""
    reactions = [after_silence(mind, day, seed, TEMPER)[1] for day in range(31)]
    return [reaction.action if reaction else None for reaction in reactions]


def test_who_hears_nothing_asks_again_then_writes_elsewhere_and_speaks_of_the_ombudsman_at_last() -> None:
    mind, stubborn, tired = Mind(55, 60, 60), 0, 0
    for seed in SEEDS:
        taken = [action for action in dict.fromkeys(steps(seed, mind)) if action]
        last = after_silence(mind, 30, seed, TEMPER)[1]
        assert taken[0] == Action.ANSWER
        if last is None:
            tired += 1
            assert taken == [Action.ANSWER]
        else:
            stubborn += 1
            assert taken == [Action.ANSWER, Action.REPEAT]
            assert "Ombudsman" in last.text
            assert "30 hari kerja" in last.text
    assert stubborn > tired > 0


def test_the_patient_wait_longer_before_they_ask() -> None:
    hasty, patient = steps("warga-1", Mind(55, 0, 60)), steps("warga-1", Mind(55, 100, 60))
    assert hasty.index(Action.ANSWER) < patient.index(Action.ANSWER)


def test_nothing_happens_before_the_due_date() -> None:
    mind = starting_mind("warga", TEMPER)
    assert after_silence(mind, 0, "warga", TEMPER) == (mind, None)


@settings(max_examples=80, deadline=None)
@given(MIND, st.integers(0, 200), st.integers(0, 200), st.text(max_size=6))
def test_a_longer_silence_never_wins_trust(mind: Mind, some: int, others: int, seed: str) -> None:
    shorter, longer = sorted((some, others))
    first, _ = after_silence(mind, shorter, seed, TEMPER)
    second, _ = after_silence(mind, longer, seed, TEMPER)
    assert mind.trust >= first.trust >= second.trust >= 0
    assert after_silence(mind, longer, seed, TEMPER) == after_silence(mind, longer, seed, TEMPER)


def test_only_who_settles_a_matter_rates_it_and_a_closing_without_an_answer_costs_trust() -> None:
    mind = Mind(80, 50, 50)
    assert after_closing(mind, Role.REPORTER, TEMPER, answered=True) == (mind, 5)
    assert after_closing(mind, Role.SYSTEM, TEMPER, answered=True) == (mind, None)
    lost, rating = after_closing(mind, Role.AGENCY_ADMIN, TEMPER, answered=False)
    assert rating is None
    assert lost.trust < mind.trust


@pytest.mark.parametrize(
    ("worth", "ground"),
    [
        (DecisionWorth(right=False, late=False, reasons_given=True, given=False), "a"),
        (DecisionWorth(right=True, late=False, reasons_given=False, given=False), "a"),
        (DecisionWorth(right=False, late=False, reasons_given=True, given=False, periodic=True), "b"),
        (DecisionWorth(right=False, late=True, reasons_given=False, given=False, answered=False), "c"),
        (DecisionWorth(right=False, late=False, reasons_given=True, given=True), "d"),
        (DecisionWorth(**GIVEN, fulfilled=False), "e"),
        (DecisionWorth(**GIVEN, fair_cost=False), "f"),
        (DecisionWorth(right=True, late=True, reasons_given=True, given=True), "g"),
    ],
)
def test_an_applicant_objects_on_the_ground_the_law_gives(worth: DecisionWorth, ground: str) -> None:
    for seed in SEEDS[:10]:
        _, reaction = after_decision(starting_mind(seed, TEMPER), worth, seed, TEMPER)
        assert reaction is not None
        assert (reaction.action, reaction.ground) == (Action.OBJECT, ground)
        assert reaction.text in TEMPER.said[f"objection_{ground}"]


@pytest.mark.parametrize("given", [True, False])
def test_a_right_decision_in_time_with_reasons_is_accepted_or_met_with_silence(given: bool) -> None:
    worth = DecisionWorth(right=True, late=False, reasons_given=True, given=given)
    heard = [after_decision(starting_mind(seed, TEMPER), worth, seed, TEMPER)[1] for seed in SEEDS]
    assert {reaction.action for reaction in heard if reaction} == {Action.SETTLE}
    assert any(reaction is None for reaction in heard)
    assert min(reaction.rating or 0 for reaction in heard if reaction) >= 4


def test_a_wrong_answer_to_an_objection_leads_to_the_commission_and_a_right_one_never() -> None:
    wrong = DecisionWorth(right=False, late=False, reasons_given=False, given=False)
    right = DecisionWorth(right=True, late=False, reasons_given=True, given=True)
    disputes = [after_decision(starting_mind(s, TEMPER), wrong, s, TEMPER, on_objection=True)[1] for s in SEEDS]
    assert any(reaction and reaction.action == Action.GO_TO_DISPUTE for reaction in disputes)
    settled = [after_decision(starting_mind(s, TEMPER), right, s, TEMPER, on_objection=True)[1] for s in SEEDS]
    assert {reaction.action for reaction in settled if reaction} == {Action.SETTLE}
