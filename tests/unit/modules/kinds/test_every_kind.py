"""What every kind of worksheet must hold, whatever it asks."""

from __future__ import annotations

import pytest

from bimtek.modules.domain.kinds.registry import KINDS, kind_of
from bimtek.modules.domain.kinds.worksheet import FULL, Form, Question, many
from tests.unit.modules.kinds.sheets import (
    MALFORMED,
    PARAMS,
    around,
    choices,
    commonest_place,
    judge,
    longest_is_right,
    make,
    mean,
)

FACES = sorted(PARAMS)
SEEDS = range(4)


def test_every_registered_kind_is_tested_here() -> None:
    assert {kind for kind, _ in PARAMS.values()} == set(KINDS)


@pytest.mark.parametrize("name", FACES)
def test_the_same_seed_makes_the_same_bytes(name: str) -> None:
    assert make(name, "sama").model_dump_json() == make(name, "sama").model_dump_json()


@pytest.mark.parametrize("name", FACES)
def test_another_seed_makes_another_sheet(name: str) -> None:
    assert len({make(name, seed).model_dump_json() for seed in SEEDS}) > 1


@pytest.mark.parametrize("name", FACES)
def test_the_model_answers_earn_all_and_careless_ones_next_to_nothing(name: str) -> None:
    for seed in SEEDS:
        sheet = make(name, seed)
        assert mean(name, sheet, careless=False) >= 3.5
        assert mean(name, sheet, careless=True) <= 1


@pytest.mark.parametrize("name", FACES)
def test_a_malformed_answer_is_told_so_and_never_an_error(name: str) -> None:
    for question in make(name, "rusak").questions:
        for answer in MALFORMED:
            verdict = judge(name, question, answer)
            assert 0 <= verdict.level < FULL, (question.key, answer)
            assert verdict.said.strip()


@pytest.mark.parametrize("name", FACES)
def test_every_question_is_whole(name: str) -> None:
    for seed in SEEDS:
        sheet = make(name, seed)
        keys = [question.key for question in sheet.questions]
        assert len(set(keys)) == len(keys)
        for question in sheet.questions:
            assert question.shown.strip(), question.key
            assert question.title.strip(), question.key
            _assert_whole(question)


def _assert_whole(question: Question) -> None:
    values, labels = [option.value for option in question.options], [option.label for option in question.options]
    assert len(set(values)) == len(values)
    assert len(set(labels)) == len(labels), f"two options read alike: {labels}"
    if question.form == Form.CHOICE:
        assert question.model in values
    elif question.form == Form.SEVERAL:
        assert many(question.model) <= set(values)
        assert many(question.model) != set(values), "ticking everything would be right"
    else:
        assert not values


@pytest.mark.parametrize("name", FACES)
def test_a_wrong_answer_is_explained(name: str) -> None:
    kind = kind_of(PARAMS[name][0])
    for question in make(name, "salah").questions:
        verdict = kind.judge(question, kind.spoil(question), around())
        assert verdict.better or verdict.parts, question.key
        assert verdict.rule or name == "questions", question.key


@pytest.mark.parametrize(
    "name", [name for name in FACES if name not in ("deadline", "mask_text", "handover", "write_reply")]
)
def test_the_right_answer_cannot_be_told_by_its_place_or_its_length(name: str) -> None:
    asked = choices(name, 14)
    assert asked
    assert commonest_place(asked) <= 0.6
    assert longest_is_right(asked) <= 0.5


@pytest.mark.parametrize(
    "name", ["classify-class", "harm_test", "mask_text", "write_reply", "find_duplicates", "handover"]
)
def test_an_unknown_scenario_is_refused_when_the_content_is_checked(name: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        make(name, scenarios=["tidak-ada", "juga-tidak", "tidak-pernah"])
