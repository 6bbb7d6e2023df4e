"""A decision on a request: what the applicant does then."""

from __future__ import annotations

import pytest

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.citizen import DecisionWorth, after_decision
from bimtek.sandbox.domain.citizen_mind import load_temper, starting_mind
from bimtek.sandbox.domain.lifecycle import Action

TEMPER = load_temper(SEED_DIR / "citizens.toml")
SEEDS = [f"warga-{n}" for n in range(60)]
GIVEN = {"right": True, "late": False, "reasons_given": True, "given": True}


@pytest.mark.parametrize(
    ("worth", "ground"),
    [
        (DecisionWorth(right=False, late=False, reasons_given=True, given=False), "a"),
        (DecisionWorth(right=True, late=False, reasons_given=False, given=False), "a"),
        (DecisionWorth(right=False, late=False, reasons_given=True, given=False, periodic=True), "b"),
        (DecisionWorth(right=False, late=False, reasons_given=True, given=True), "d"),
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
