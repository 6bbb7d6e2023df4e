"""Entries of the list of public information with planted faults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from bimtek.modules.domain.kinds.dip_entry import COLUMNS, EMPTY, NONE, WHOLE
from bimtek.modules.domain.kinds.worksheet import FULL, Question, many
from bimtek.sandbox.domain.ppid_content import POSTS
from bimtek.workshops.domain.calendar import MONTH_NAMES
from tests.unit.modules.kinds.sheets import around, choices, commonest_place, judge, longest_is_right, make

NAME = "dip_entry"


def _entries(
    seeds: int, situation: str | None = None, count: int = 5
) -> Iterator[tuple[Question, Question, dict[str, str]]]:
    changes = {"situations": [situation]} if situation else {}
    for seed in range(seeds):
        asked = make(NAME, seed, count=count, **changes).questions
        for columns, step in zip(asked[::2], asked[1::2], strict=True):
            labels = {label: key for key, label in COLUMNS.items()}
            yield columns, step, {labels[label]: cell for label, cell in columns.materials[0].rows[1:]}


def _day(text: str) -> dt.date:
    day, month, year = text.split(",", maxsplit=1)[0].split()
    return dt.date(int(year), MONTH_NAMES.index(month) + 1, int(day))


def test_each_entry_asks_for_its_columns_and_the_next_step() -> None:
    assert [question.key for question in make(NAME, count=3).questions] == ["e1", "t1", "e2", "t2", "e3", "t3"]


def test_what_is_empty_is_always_to_be_mended() -> None:
    for columns, _, cells in _entries(30):
        assert {key for key, cell in cells.items() if cell == EMPTY} <= many(columns.model)


def test_whoever_answers_for_it_is_a_post_unless_that_is_the_fault() -> None:
    named = 0
    for columns, _, cells in _entries(40):
        is_post = cells["person"].startswith(POSTS)
        assert is_post != ("person" in many(columns.model))
        named += not is_post and cells["person"] != EMPTY
    assert named


def test_only_periodic_information_grows_old() -> None:
    today, old_and_right = around().now.date(), 0
    for columns, _, cells in _entries(40):
        old = (today - _day(cells["updated"])).days > 183
        right_class = cells["class"] == "Berkala" and "class" not in many(columns.model)
        if right_class and WHOLE not in many(columns.model):
            assert old == ("updated" in many(columns.model))
        old_and_right += old and "updated" not in many(columns.model)
        assert today >= _day(cells["updated"]) >= _day(cells["made"])
    assert old_and_right


def test_exempt_information_leaves_the_list_whole_or_in_part() -> None:
    found = set()
    for columns, step, _ in _entries(10, "exempt"):
        assert columns.model in (["summary"], [WHOLE])
        assert step.model == "exempt"
        found |= many(columns.model)
    assert found == {"summary", WHOLE}


def test_a_clean_entry_is_left_alone() -> None:
    for columns, step, cells in _entries(10, "clean"):
        assert (columns.model, step.model) == ([NONE], "clean")
        assert EMPTY not in cells.values()


def test_several_columns_may_be_wrong_at_once() -> None:
    amounts = {len(many(columns.model)) for columns, _, _ in _entries(20, "columns")}
    assert amounts == {1, 2, 3}


def test_every_situation_comes_up_on_a_sheet_of_five() -> None:
    for seed in range(6):
        steps = sorted(str(question.model) for question in make(NAME, seed).questions if question.key.startswith("t"))
        assert steps == ["clean", "columns", "columns", "exempt", "stale"]


def test_more_entries_than_the_list_holds_can_be_asked() -> None:
    assert len(make(NAME, count=40, situations=["stale"]).questions) == 80


def test_one_step_is_right_and_the_others_are_not() -> None:
    for _, step, _ in _entries(10):
        levels = sorted(judge(NAME, step, option.value).level for option in step.options)
        assert levels == [0, 0, 0, FULL]


def test_a_column_missed_is_named_with_what_is_wrong_with_it() -> None:
    columns = next(columns for columns, _, _ in _entries(30, "columns") if many(columns.model) == {"retention"})
    verdict = judge(NAME, columns, ["unit"])
    assert "Retensi (masa simpan)” (masa simpan harus ada" in verdict.said
    assert "Satuan kerja yang menguasai” (sudah benar)" in verdict.said


def test_the_step_cannot_be_told_by_its_place_or_its_length() -> None:
    asked = choices(NAME, 40)
    assert commonest_place(asked) <= 0.4
    assert longest_is_right(asked) <= 0.5


@pytest.mark.parametrize("situations", [["tidak-ada"], ["delete"], []])
def test_an_unknown_situation_is_refused(situations: list[str]) -> None:
    with pytest.raises(ValueError, match="tidak dikenal"):
        make(NAME, situations=situations)
