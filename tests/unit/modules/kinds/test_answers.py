"""The rules that every kind judges its choices by."""

from __future__ import annotations

from typing import Any

import pytest

from bimtek.modules.domain.kinds.worksheet import (
    FULL,
    Form,
    Option,
    Question,
    first,
    judge_choice,
    judge_several,
    many,
    wrong_option,
)

OPTIONS = tuple(Option(value=letter, label=f"Pilihan {letter}", why=f"sebab {letter}") for letter in "abcde")
ONE = Question(key="k", title="t", prompt="p", form=Form.CHOICE, options=OPTIONS, model="b", shown="Karena b.")
SOME = Question(
    key="k", title="t", prompt="p", form=Form.SEVERAL, options=OPTIONS, model=["a", "b", "c"], shown="a, b, c."
)
NO_ONE = Question(key="k", title="t", prompt="p", form=Form.SEVERAL, options=OPTIONS, model=[])


@pytest.mark.parametrize(
    ("answer", "value"), [("a", "a"), (["a", "b"], "a"), ([], ""), (None, ""), ([None], ""), (7, "")]
)
def test_an_answer_is_one_value_or_none(answer: Any, value: str) -> None:
    assert first(answer) == value


@pytest.mark.parametrize(
    ("answer", "values"), [("a", {"a"}), (["a", 1, "b", None, {}], {"a", "b"}), ("", set()), (None, set())]
)
def test_what_is_no_text_is_no_answer(answer: Any, values: set[str]) -> None:
    assert many(answer) == values


def test_a_right_choice_earns_all_and_says_why() -> None:
    verdict = judge_choice(ONE, "b", "Pasal 1")
    assert (verdict.level, verdict.said, verdict.rule, verdict.right) == (FULL, "sebab b", "Pasal 1", True)


def test_a_wrong_choice_says_what_is_wrong_with_it_and_which_one_is_right() -> None:
    verdict = judge_choice(ONE, "a")
    assert (verdict.level, verdict.said, verdict.better) == (0, "sebab a", "Pilihan b. sebab b")


@pytest.mark.parametrize(
    ("answer", "level"),
    [("abc", 4), ("ab", 2), ("a", 1), ("", 0), ("abcd", 2), ("abd", 1), ("abcde", 1), ("de", 0), ("de" * 40, 0)],
)
def test_each_right_one_earns_and_each_wrong_one_costs(answer: str, level: int) -> None:
    assert judge_several(SOME, list(answer)).level == level


def test_what_is_missing_and_what_is_too_much_is_named_with_its_reason() -> None:
    said = judge_several(SOME, ["a", "b", "d"]).said
    assert said == "Belum dipilih: “Pilihan c” (sebab c). Tidak perlu: “Pilihan d” (sebab d)."


def test_where_nothing_is_to_be_ticked_every_tick_is_too_much() -> None:
    assert judge_several(NO_ONE, []).level == FULL
    assert judge_several(NO_ONE, ["a"]).level == 0


def test_a_careless_choice_is_never_the_right_one() -> None:
    assert wrong_option(ONE) == "a"
    assert wrong_option(SOME) == []
