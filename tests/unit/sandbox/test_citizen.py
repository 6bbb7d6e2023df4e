"""Citizens answer back: by what they were answered, how soon, and what they remember; never by chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bimtek.config import SEED_DIR
from bimtek.sandbox.domain.citizen import (
    Answered,
    AnswerWorth,
    Reaction,
    after_answer,
    after_deferral,
    asks_about,
)
from bimtek.sandbox.domain.citizen_mind import Mind, load_temper, rating_of, starting_mind
from bimtek.sandbox.domain.citizen_promises import Promise
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
HOLLOW = AnswerWorth(share=0.3, substantive=False, hurtful=False, late=False)


def story(worth: AnswerWorth, seed: str) -> tuple[Mind, list[Reaction]]:
    """What one officer, always answering alike, gets to hear until the citizen is done; and the mind left."""
    mind, heard = starting_mind(seed, TEMPER), []
    for number in range(1, 5):
        mind, reaction = after_answer(mind, Answered(worth, number), seed, TRUTH, TEMPER)
        if reaction is None:
            break
        heard.append(reaction)
        if reaction.action == Action.SETTLE:
            break
    return mind, heard


@pytest.mark.parametrize("seed", [f"kasus-{n}" for n in range(40)])
def test_a_prompt_a_late_and_a_rude_officer_hear_three_different_things_in_the_order_of_their_deserts(
    seed: str,
) -> None:
    (good, heard_good), (late, heard_late), (rude, heard_rude) = (story(worth, seed) for worth in (GOOD, LATE, RUDE))
    assert good.trust > late.trust > rude.trust
    assert rating_of(good, TEMPER) > rating_of(late, TEMPER) > rating_of(rude, TEMPER)
    assert heard_rude[0].action == Action.ANSWER
    assert heard_rude[-1].rating == 1
    said = [tuple(reaction.text for reaction in heard) for heard in (heard_good, heard_late, heard_rude)]
    assert len(set(said)) == 3
    given = [heard[-1].rating for heard in (heard_good, heard_late, heard_rude) if heard]
    assert given == sorted(given, key=lambda stars: -(stars or 0))
    assert len(set(given)) == len(given)
    assert story(GOOD, seed) == (good, heard_good)


def test_about_six_of_ten_content_citizens_say_nothing_more_and_the_others_are_pleased() -> None:
    heard = [story(GOOD, f"diam-{n}")[1] for n in range(400)]
    assert 200 <= sum(not said for said in heard) <= 280
    assert {said[-1].rating for said in heard if said} == {4, 5}


def test_a_hollow_answer_is_asked_about_again_until_the_citizen_gives_up_with_a_low_mark() -> None:
    for n in range(20):
        mind, heard = story(HOLLOW, f"hampa-{n}")
        assert heard[0].text == "Jadi kapan?"
        assert heard[-1].action == Action.SETTLE
        assert (heard[-1].rating or 0) <= 2
        assert mind.trust < starting_mind(f"hampa-{n}", TEMPER).trust


def test_what_is_plain_to_one_citizen_is_asked_about_by_another_who_understands_less() -> None:
    thin = Answered(replace(GOOD, share=0.58), 1)
    quick, slow = Mind(60, 60, 90), Mind(60, 60, 20)
    _, from_slow = after_answer(slow, thin, "paham", TRUTH, TEMPER)
    _, from_quick = after_answer(quick, thin, "paham", TRUTH, TEMPER)
    assert from_slow is not None
    assert from_slow.text == "Jadi kapan?"
    assert from_quick is None or from_quick.action == Action.SETTLE


def test_a_promise_the_office_cannot_keep_comes_back_on_the_day_after_it() -> None:
    mind = starting_mind("janji", TEMPER)
    promised, really = date(2026, 11, 13), date(2026, 11, 18)
    told = Answered(GOOD, 1, [promised], really, closes_on=date(2026, 11, 21), today=date(2026, 11, 11))
    after, reaction = after_answer(mind, told, "janji", TRUTH, TEMPER)
    assert reaction is not None
    assert (reaction.action, reaction.on) == (Action.ANSWER, promised)
    assert "13 November 2026" in reaction.text
    assert after.promises == (Promise(promised),)


def test_a_broken_promise_costs_trust_once_its_day_has_passed_and_a_second_one_is_set_beside_it() -> None:
    mind = starting_mind("janji", TEMPER)
    really, first, second = date(2026, 11, 18), date(2026, 11, 13), date(2026, 11, 17)
    told = Answered(GOOD, 1, [first], really, today=date(2026, 11, 11))
    after, _ = after_answer(mind, told, "janji", TRUTH, TEMPER)
    fresh = replace(after, promises=())
    later = Answered(GOOD, 2, [second], really, today=date(2026, 11, 16))
    hurt, reaction = after_answer(after, later, "janji", TRUTH, TEMPER)
    unhurt, _ = after_answer(fresh, later, "janji", TRUTH, TEMPER)
    assert [promise.kept for promise in hurt.promises] == [False, None]
    assert hurt.trust < unhurt.trust
    assert reaction is not None
    assert "13 November 2026" in reaction.text
    assert "17 November 2026" in reaction.text


def test_a_promise_kept_is_remembered_and_thanked_for_by_its_day() -> None:
    kept_on, thanked = date(2026, 11, 18), []
    for n in range(20):
        mind = replace(starting_mind(f"tepati-{n}", TEMPER), promises=(Promise(kept_on),))
        told = Answered(GOOD, 2, really_on=kept_on, today=date(2026, 11, 20))
        after, reaction = after_answer(mind, told, f"tepati-{n}", TRUTH, TEMPER)
        plain, _ = after_answer(replace(mind, promises=()), told, f"tepati-{n}", TRUTH, TEMPER)
        assert after.promises[0].kept is True
        assert after.trust > plain.trust
        thanked += [reaction.text] if reaction else []
    assert thanked
    assert all("18 November 2026" in text for text in thanked)


def test_a_question_counts_when_it_stands_in_a_polite_plain_sentence_of_its_own() -> None:
    assert asks_about("Mohon kabari kami, sejak kapan lampunya padam?", TEMPER) == ["time"]
    assert asks_about("Mohon sebutkan lokasi dan tanggalnya.", TEMPER) == ["place", "time"]
    assert asks_about("Kapan terakhir lampunya menyala, Bapak/Ibu?", TEMPER) == ["time"]
    assert asks_about("KAPAN?!", TEMPER) == []
    assert asks_about("MOHON SEBUTKAN KAPAN LAMPUNYA PADAM?", TEMPER) == []
    assert asks_about("Sejak kapan? " + "kata " * 100 + "mohon", TEMPER) == []
    assert asks_about("Mohon sebutkan " + "lokasi dan tempat " * 20, TEMPER) == []


def test_a_good_answer_that_names_places_and_days_asks_for_nothing() -> None:
    answer = (
        "Yth. Bapak/Ibu Pelapor, terima kasih. Petugas memeriksa lokasi di Dusun Kappuna pada tanggal 9 November 2026 dan "
        "menemukan panel rusak. Panel diganti tanggal 13 November 2026. Silakan hubungi kantor kami di alamat itu. "
        "Foto dan dokumennya dikirim ke surel Bapak/Ibu."
    )
    assert asks_about(answer, TEMPER) == []


def test_a_hidden_fact_is_told_once_and_only_when_asked_for() -> None:
    mind = starting_mind("tanya", TEMPER)
    _, unasked = after_answer(mind, Answered(GOOD, 1), "tanya", TRUTH, TEMPER)
    assert unasked is None or "Senin" not in unasked.text
    after, reaction = after_answer(mind, Answered(GOOD, 1, asks=["time"]), "tanya", TRUTH, TEMPER)
    assert reaction is not None
    assert reaction.text == "Sejak Senin malam."
    again, reaction = after_answer(after, Answered(GOOD, 2, asks=["time"]), "tanya", TRUTH, TEMPER)
    assert again.told == ("time",)
    assert reaction is None or reaction.text != "Sejak Senin malam."


def test_a_question_asked_well_is_answered_though_it_is_no_answer_yet_and_an_insult_closes_the_mouth() -> None:
    mind = starting_mind("tanya", TEMPER)
    asked, told = after_answer(mind, Answered(HOLLOW, 1, asks=["who"]), "tanya", TRUTH, TEMPER)
    hollow, _ = after_answer(mind, Answered(HOLLOW, 1), "tanya", TRUTH, TEMPER)
    insulted, angry = after_answer(mind, Answered(RUDE, 1, asks=["who"]), "tanya", TRUTH, TEMPER)
    assert told is not None
    assert told.text == "Petugas loket dua."
    assert asked.trust > hollow.trust
    assert insulted.told == ()
    assert angry is not None
    assert "Petugas loket dua." not in angry.text


def test_who_is_asked_the_same_thing_twice_says_so() -> None:
    mind = replace(starting_mind("ulang", TEMPER), told=("time",))
    _, reaction = after_answer(mind, Answered(HOLLOW, 2, asks=["time"]), "ulang", TRUTH, TEMPER)
    assert reaction is not None
    assert reaction.text in TEMPER.said["told_already"]


def test_a_deferral_is_completed_when_it_asks_for_what_is_missing_and_a_polite_one_hears_more() -> None:
    mind, asked = starting_mind("tunda", TEMPER), ["place", "time"]
    warm, polite = after_deferral(mind, asked, "Mohon sebutkan lokasi dan tanggalnya.", "tunda", TRUTH, TEMPER)
    cool, blunt = after_deferral(mind, asked, "Lokasi tidak jelas. Lengkapi.", "tunda", TRUTH, TEMPER)
    assert polite is not None
    assert blunt is not None
    assert polite.text == "Di Dusun Kappuna. Sejak Senin malam."
    assert blunt.text == "Di Dusun Kappuna."
    assert (warm.told, cool.told) == (("time",), ())
    assert warm.trust > cool.trust


def test_a_deferral_that_asks_for_the_wrong_thing_expires_and_a_needless_one_is_resented() -> None:
    mind = starting_mind("tunda", TEMPER)
    polite = "Mohon kirimkan foto kejadiannya, Bapak/Ibu."
    wronged, reaction = after_deferral(mind, ["evidence"], polite, "tunda", TRUTH, TEMPER)
    assert reaction is None
    assert wronged.trust < mind.trust
    seeds = [f"lengkap-{n}" for n in range(60)]
    needless = [after_deferral(mind, ["evidence"], polite, seed, {}, TEMPER)[1] for seed in seeds]
    assert any(one is None for one in needless)
    assert {one.action for one in needless if one} == {Action.COMPLETE}


SHARE = st.floats(0, 1)
WORTH = st.builds(AnswerWorth, share=SHARE, substantive=st.booleans(), hurtful=st.booleans(), late=st.booleans())
FEELING = st.integers(0, 100)
MIND = st.builds(Mind, trust=FEELING, patience=FEELING, understanding=FEELING)
DAYS = st.dates(date(2026, 11, 1), date(2026, 12, 31))
EVENT = st.builds(
    Answered, worth=WORTH, round_number=st.integers(1, 5), promises=st.lists(DAYS, max_size=3),
    really_on=st.none() | DAYS, asks=st.lists(st.sampled_from(["time", "who", "place"]), max_size=3, unique=True),
    closes_on=st.none() | DAYS, today=st.none() | DAYS,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(MIND, EVENT, st.text(max_size=8))
def test_a_mind_stays_within_its_bounds_and_reacts_the_same_every_time(mind: Mind, event: Answered, seed: str) -> None:
    after, reaction = after_answer(mind, event, seed, TRUTH, TEMPER)
    assert (after, reaction) == after_answer(mind, event, seed, TRUTH, TEMPER)
    assert all(0 <= felt <= 100 for felt in (after.trust, after.patience, after.understanding))
    if reaction:
        assert reaction.text
        assert reaction.action in (Action.ANSWER, Action.SETTLE)
        assert (reaction.rating in range(1, 6)) is (reaction.action == Action.SETTLE)


@settings(max_examples=150, deadline=None)
@given(MIND, EVENT, SHARE)
def test_a_better_answer_never_costs_trust(mind: Mind, event: Answered, share: float) -> None:
    low, high = sorted((event.worth.share, share))
    worse, _ = after_answer(mind, replace(event, worth=replace(event.worth, share=low)), "s", TRUTH, TEMPER)
    better, _ = after_answer(mind, replace(event, worth=replace(event.worth, share=high)), "s", TRUTH, TEMPER)
    assert better.trust >= worse.trust
    assert rating_of(better, TEMPER) >= rating_of(worse, TEMPER)


@settings(max_examples=80, deadline=None)
@given(MIND, WORTH)
def test_a_late_answer_never_earns_more(mind: Mind, worth: AnswerWorth) -> None:
    late, _ = after_answer(mind, Answered(replace(worth, late=True), 1), "s", TRUTH, TEMPER)
    prompt, _ = after_answer(mind, Answered(replace(worth, late=False), 1), "s", TRUTH, TEMPER)
    assert prompt.trust >= late.trust


def test_a_promise_beyond_the_reporters_window_is_not_waited_for() -> None:
    told = Answered(GOOD, 1, [date(2026, 11, 13)], date(2026, 11, 18), closes_on=date(2026, 11, 13))
    for n in range(20):
        _, reaction = after_answer(starting_mind(f"s-{n}", TEMPER), told, f"s-{n}", TRUTH, TEMPER)
        assert reaction is None or reaction.action == Action.SETTLE
