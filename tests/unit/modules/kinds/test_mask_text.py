"""Masking: every personal passage, and nothing that the office needs."""

from __future__ import annotations

import pytest

from bimtek.modules.domain.kinds.mask_text import FEWEST_DECOYS, NEEDED
from bimtek.modules.domain.kinds.reports import make as report_of
from bimtek.modules.domain.kinds.worksheet import FULL, Question, many, rng_of
from tests.factories.desk_story import generator
from tests.unit.modules.kinds.sheets import PARAMS, around, judge, make

POOL = list(PARAMS["mask_text"][1]["scenarios"])
SPEAKING = [*POOL, "bribe-counter", "market-area", "baruga-school-sd", "baruga-dukcapil-queue", "ppid-aid-list"]


def _sheets(seeds: int) -> list[Question]:
    return [q for seed in range(seeds) for q in make("mask_text", seed, scenarios=SPEAKING, count=3).questions]


def test_every_sensitive_word_is_an_option_and_wanted() -> None:
    for seed in range(12):
        rng = rng_of("mask_text", str(seed))
        order = rng.sample(SPEAKING, len(SPEAKING))
        for n, question in enumerate(make("mask_text", seed, scenarios=SPEAKING, count=3).questions):
            report = report_of(order[n], f"{seed}|{n}", around(), secrets=True)
            wanted = {option.label for option in question.options if option.value in many(question.model)}
            assert wanted == set(report.truth["sensitive_words"])


def test_every_option_stands_in_the_text_and_none_hides_another() -> None:
    for question in _sheets(12):
        body = question.materials[0].text
        for option in question.options:
            assert option.label in body


def test_at_least_three_passages_stand_beside_the_personal_ones() -> None:
    for question in _sheets(25):
        plain = [option for option in question.options if option.value not in many(question.model)]
        assert len(plain) >= FEWEST_DECOYS, question.materials[0].text
        assert all(option.why == NEEDED for option in plain)


def test_one_passage_left_open_is_a_leak_whatever_else_was_masked() -> None:
    question = make("mask_text").questions[0]
    wanted = list(many(question.model))
    verdict = judge("mask_text", question, wanted[1:])
    assert verdict.fatal
    assert verdict.level <= 2
    assert not verdict.right


def test_masking_too_much_is_no_leak_but_never_the_full_level() -> None:
    question = make("mask_text").questions[0]
    plain = [option.value for option in question.options if option.value not in many(question.model)]
    one, all_of_it = (judge("mask_text", question, [*many(question.model), *plain[:n]]) for n in (1, 9))
    assert (one.fatal, one.level, one.right) == (False, 3, True)
    assert all_of_it.level < 3
    assert judge("mask_text", question, sorted(many(question.model))).level == FULL


def test_the_order_of_the_options_is_that_of_the_text() -> None:
    for question in _sheets(6):
        body = question.materials[0].text
        places = [body.find(option.label) for option in question.options]
        assert places == sorted(places)


def test_a_scenario_that_never_gives_anything_away_is_refused() -> None:
    silent = [
        name
        for name in generator().scenario_ids
        if not any(
            generator().generate_case(f"x|{n}|{i}", name, around().now, 3).truth["sensitive_words"]
            for n in range(3)
            for i in range(60)
        )
    ]
    for name in silent:
        with pytest.raises(ValueError, match="tidak pernah"):
            make("mask_text", "x", scenarios=[name], count=1)
