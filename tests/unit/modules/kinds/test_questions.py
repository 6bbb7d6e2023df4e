"""Questions written in the module's file."""

from __future__ import annotations

from typing import Any

import pytest

from bimtek.modules.domain.kinds.worksheet import FULL, Form
from tests.unit.modules.kinds.sheets import WRITTEN, choices, commonest_place, judge, make

SEVERAL = {
    "title": "Beberapa",
    "prompt": "Mana saja?",
    "form": "several",
    "shown": "Dua yang pertama.",
    "options": [{"text": "satu", "right": True}, {"text": "dua", "right": True}, {"text": "tiga", "why": "bukan itu"}],
}


def test_the_first_written_option_does_not_stay_first() -> None:
    assert commonest_place(choices("questions", 40)) <= 0.4


def test_a_sheet_draws_some_of_them_in_the_written_order() -> None:
    for seed in range(10):
        titles = [question.title for question in make("questions", seed).questions]
        assert len(titles) == 4
        assert titles == sorted(titles)


def test_without_a_number_all_are_asked() -> None:
    assert len(make("questions", draw=len(WRITTEN)).questions) == len(WRITTEN)
    assert len(make("questions", draw=99).questions) == len(WRITTEN)


def test_several_right_ones_are_all_wanted() -> None:
    question = make("questions", questions=[SEVERAL], draw=1).questions[0]
    values = {option.label: option.value for option in question.options}
    assert question.form == Form.SEVERAL
    assert judge("questions", question, [values["satu"], values["dua"]]).level == FULL
    assert judge("questions", question, [values["satu"]]).level == 2
    assert "bukan itu" in judge("questions", question, list(values.values())).said


@pytest.mark.parametrize(
    "broken",
    [
        {**WRITTEN[0], "options": [{"text": "a"}, {"text": "b"}]},
        {**WRITTEN[0], "options": [{"text": "a", "right": True}, {"text": "b", "right": True}]},
        {**WRITTEN[0], "form": "text"},
    ],
)
def test_a_question_without_one_right_answer_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="tidak sah"):
        make("questions", questions=[broken], draw=1)
