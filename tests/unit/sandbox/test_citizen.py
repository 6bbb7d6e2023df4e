"""Citizens answer back: by what they were answered, how soon, and what they remember; never by chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.citizen import (
    Answered,
    AnswerWorth,
    DecisionWorth,
    Reaction,
    after_answer,
    after_decision,
    asks_about,
    reaction_to_deferral,
)
from bimtek.sandbox.domain.citizen_mind import (
    Mind,
    load_temper,
    mind_from_json,
    mind_to_json,
    rating_of,
    starting_mind,
)
from bimtek.sandbox.domain.citizen_promises import find_promises
from bimtek.sandbox.domain.lifecycle import Action

TEMPER = load_temper(SEED_DIR / "citizens.toml")
TRUTH: dict[str, Any] = {
    "reactions": {
        "thanks": ["Terima kasih, jelas sekali."], "asks_again": ["Jadi kapan?"], "disappointed": ["Saya kecewa."],
        "completes": ["Di Dusun Kappuna."],
    },
    "missing": "place",
    "knows": [{"about": "time", "told": "Sejak Senin malam."}, {"about": "who", "told": "Petugas loket dua."}],
}  # fmt: skip
GOOD = AnswerWorth(share=0.95, substantive=True, hurtful=False, late=False)
LATE = AnswerWorth(share=0.85, substantive=True, hurtful=False, late=True)
RUDE = AnswerWorth(share=0.2, substantive=False, hurtful=True, late=False)
WRITTEN = date(2026, 11, 11)


def ahead(day: date, days: int) -> date:
    """Every day counts: the calendar has tests of its own."""
    return day + timedelta(days=days)


def story(worth: AnswerWorth, seed: str) -> tuple[int, list[Reaction]]:
    """What one officer, always answering alike, gets to hear until the citizen is done; and the trust left."""
    mind, heard = starting_mind(seed, TEMPER), []
    for number in range(1, 5):
        mind, reaction = after_answer(mind, Answered(worth, number), seed, TRUTH, TEMPER)
        if reaction is None:
            break
        heard.append(reaction)
        if reaction.action == Action.SETTLE:
            break
    return mind.trust, heard


@pytest.mark.parametrize("seed", [f"kasus-{n}" for n in range(40)])
def test_a_good_a_late_and_a_rude_officer_hear_three_different_things_in_the_order_of_their_deserts(seed: str) -> None:
    (good, heard_good), (late, heard_late), (rude, heard_rude) = (story(worth, seed) for worth in (GOOD, LATE, RUDE))
    assert good > late > rude
    assert heard_rude[0].action == Action.ANSWER
    assert heard_rude[-1].rating == 1
    if heard_good:
        assert heard_good[-1].text != heard_late[-1].text
        assert (heard_good[-1].rating or 0) > (heard_late[-1].rating or 0) > 1
    assert story(GOOD, seed) == (good, heard_good)


def test_about_half_of_the_content_citizens_say_nothing_more() -> None:
    silent = sum(not story(GOOD, f"diam-{n}")[1] for n in range(400))
    assert 160 <= silent <= 240


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Panel diganti paling lambat 20 November 2026.", [date(2026, 11, 20)]),
        ("Kami datang 12/11/2026 atau 13 Nov.", [date(2026, 11, 12), date(2026, 11, 13)]),
        ("Selesai dalam 3 hari kerja.", [date(2026, 11, 14)]),
        ("Diperiksa pada 10 November 2026.", []),
        ("Dijadwalkan 5 Januari.", [date(2027, 1, 5)]),
        ("Tanggal 31 Februari 2027 dan 40/40/2026 tidak ada.", []),
    ],
)
def test_the_days_a_text_promises_are_those_after_it_was_written(text: str, days: list[date]) -> None:
    assert find_promises(text, WRITTEN, ahead) == days


def test_a_promise_the_office_cannot_keep_comes_back_on_the_day_after_it() -> None:
    mind = starting_mind("janji", TEMPER)
    promised, really = date(2026, 11, 13), date(2026, 11, 18)
    told = Answered(GOOD, 1, promises=[promised], really_on=really, closes_on=date(2026, 11, 21))
    after, reaction = after_answer(mind, told, "janji", TRUTH, TEMPER)
    assert reaction is not None
    assert (reaction.action, reaction.on) == (Action.ANSWER, promised)
    assert "13 November 2026" in reaction.text
    kept, _ = after_answer(mind, replace(told, promises=[date(2026, 11, 19)]), "janji", TRUTH, TEMPER)
    assert after.trust < kept.trust


def test_a_hidden_fact_is_told_once_and_only_when_asked_for_well() -> None:
    assert asks_about("Mohon kabari kami, sejak kapan lampunya padam?", TEMPER) == ["time"]
    assert asks_about("KAPAN?!", TEMPER) == []
    assert asks_about("Sejak kapan? " + "kata " * 100 + "mohon", TEMPER) == []
    mind = starting_mind("tanya", TEMPER)
    after, reaction = after_answer(mind, Answered(GOOD, 1, asks=["time"]), "tanya", TRUTH, TEMPER)
    assert reaction is not None
    assert reaction.text == "Sejak Senin malam."
    again, reaction = after_answer(after, Answered(GOOD, 2, asks=["time"]), "tanya", TRUTH, TEMPER)
    assert again.told == ("time",)
    assert reaction is None or reaction.text != "Sejak Senin malam."


def test_a_deferral_is_completed_when_it_asks_for_what_is_missing_and_a_polite_one_hears_more() -> None:
    polite = reaction_to_deferral(["place", "time"], "tunda", TRUTH, "Mohon sebutkan lokasi dan tanggalnya.", TEMPER)
    blunt = reaction_to_deferral(["place", "time"], "tunda", TRUTH, "Lokasi tidak jelas. Lengkapi.", TEMPER)
    assert polite is not None
    assert blunt is not None
    assert polite.text == "Di Dusun Kappuna. Sejak Senin malam."
    assert blunt.text == "Di Dusun Kappuna."
    assert reaction_to_deferral(["evidence"], "tunda", TRUTH) is None


@pytest.mark.parametrize(
    ("worth", "action", "ground"),
    [
        (DecisionWorth(right=False, late=False, reasons_given=True, given=False), Action.OBJECT, "a"),
        (DecisionWorth(right=False, late=False, reasons_given=True, given=True), Action.OBJECT, "d"),
        (DecisionWorth(right=True, late=True, reasons_given=True, given=True), Action.OBJECT, "g"),
    ],
)
def test_an_applicant_objects_on_the_ground_the_law_gives(worth: DecisionWorth, action: Action, ground: str) -> None:
    _, reaction = after_decision(starting_mind("mohon", TEMPER), worth, "mohon", TEMPER)
    assert reaction is not None
    assert (reaction.action, reaction.ground) == (action, ground)


def test_a_wrong_answer_to_an_objection_leads_to_the_commission_and_a_right_one_never() -> None:
    wrong = DecisionWorth(right=False, late=False, reasons_given=False, given=False)
    right = DecisionWorth(right=True, late=False, reasons_given=True, given=True)
    seeds = [f"sengketa-{n}" for n in range(60)]
    disputes = [after_decision(starting_mind(s, TEMPER), wrong, s, TEMPER, on_objection=True)[1] for s in seeds]
    assert any(reaction and reaction.action == Action.GO_TO_DISPUTE for reaction in disputes)
    settled = [after_decision(starting_mind(s, TEMPER), right, s, TEMPER, on_objection=True)[1] for s in seeds]
    assert {reaction.action for reaction in settled if reaction} == {Action.SETTLE}


WORTH = st.builds(
    AnswerWorth, share=st.floats(0, 1), substantive=st.booleans(), hurtful=st.booleans(), late=st.booleans()
)
MIND = st.builds(Mind, trust=st.integers(0, 100), patience=st.integers(0, 100), understanding=st.integers(0, 100))


@settings(max_examples=80, deadline=None)
@given(MIND, WORTH, st.integers(1, 5), st.text(max_size=8))
def test_a_mind_stays_within_its_bounds_and_reacts_the_same_every_time(
    mind: Mind, worth: AnswerWorth, number: int, seed: str
) -> None:
    first = after_answer(mind, Answered(worth, number), seed, TRUTH, TEMPER)
    assert first == after_answer(mind, Answered(worth, number), seed, TRUTH, TEMPER)
    assert 0 <= first[0].trust <= 100
    assert first[1] is None or first[1].rating is None or 1 <= first[1].rating <= 5
    assert mind_from_json(mind_to_json(first[0])) == first[0]


@settings(max_examples=80, deadline=None)
@given(MIND, WORTH, st.floats(0, 1))
def test_a_better_answer_never_costs_trust(mind: Mind, worth: AnswerWorth, share: float) -> None:
    low, high = sorted((worth.share, share))
    worse, _ = after_answer(mind, Answered(replace(worth, share=low), 1), "s", TRUTH, TEMPER)
    better, _ = after_answer(mind, Answered(replace(worth, share=high), 1), "s", TRUTH, TEMPER)
    assert better.trust >= worse.trust
    assert rating_of(better, TEMPER) >= rating_of(worse, TEMPER)
