"""Duplicates in a pile: exactly the planted pairs, and look-alikes that are none."""

from __future__ import annotations

import pytest

from bimtek.modules.domain.kinds.find_duplicates import NONE
from bimtek.modules.domain.kinds.worksheet import FULL, Worksheet
from tests.unit.modules.kinds.sheets import MATTERS, judge, make


def _partners(sheet: Worksheet) -> dict[str, str]:
    return {q.key.removeprefix("g"): str(q.model) for q in sheet.questions if q.model != NONE}


@pytest.mark.parametrize("pairs", [1, 2, 3])
def test_exactly_the_planted_pairs_are_duplicates_of_each_other(pairs: int) -> None:
    for seed in range(10):
        partners = _partners(make("find_duplicates", seed, pairs=pairs))
        assert len(partners) == 2 * pairs
        assert all(partners[partners[number]] == number for number in partners)


def test_a_pair_is_told_of_one_place_and_a_look_alike_of_another() -> None:
    for seed in range(80):
        sheet = make("find_duplicates", seed, pairs=1, alike=1, other=0)
        places = {item.title.split()[-1]: dict(item.facts)["Lokasi"] for item in sheet.materials}
        partners = _partners(sheet)
        lone = (set(places) - set(partners)).pop()
        assert len({places[number] for number in partners}) == 1
        assert places[lone] not in {places[number] for number in partners}, "there it would be a duplicate indeed"
        assert "tempatnya" in next(q.shown for q in sheet.questions if q.model == NONE)


def test_another_matter_at_the_same_place_is_no_duplicate() -> None:
    for seed in range(20):
        sheet = make("find_duplicates", seed, pairs=1, alike=0, other=1)
        places = {dict(item.facts)["Lokasi"] for item in sheet.materials}
        assert len(places) == 1
        assert "masalahnya berbeda" in next(q.shown for q in sheet.questions if q.model == NONE)


def test_every_report_of_the_pile_can_be_read_and_is_asked_about() -> None:
    sheet = make("find_duplicates")
    numbers = sorted(item.title.split()[-1] for item in sheet.materials)
    assert numbers == sorted(question.key.removeprefix("g") for question in sheet.questions)
    for question in sheet.questions:
        offered = {option.value for option in question.options}
        assert offered == {NONE, *numbers} - {question.key.removeprefix("g")}


def test_linking_what_is_none_says_who_would_go_unanswered() -> None:
    sheet = make("find_duplicates")
    lone = next(question for question in sheet.questions if question.model == NONE)
    wrong = next(option.value for option in lone.options if option.value != NONE)
    assert "tidak dijawab" in judge("find_duplicates", lone, wrong).said
    assert judge("find_duplicates", lone, NONE).level == FULL


def test_a_pile_of_untitled_reports_is_told_apart_by_first_words() -> None:
    sheet = make("find_duplicates", scenarios=["baruga-street-dark", "baruga-school-sd", "baruga-river-waste"])
    for question in sheet.questions:
        assert all(
            len(option.label) > len("Ganda dengan laporan 1: ") for option in question.options if option.value != NONE
        )


def test_too_few_scenarios_are_refused() -> None:
    with pytest.raises(ValueError, match="terlalu sedikit"):
        make("find_duplicates", scenarios=MATTERS[:2], pairs=2)
