"""The bank takes well-made items and names what is wrong with others."""

from __future__ import annotations

from pathlib import Path

import pytest

from bimtek.config import SEED_DIR
from bimtek.modules.domain.items import load_items
from tests.factories.items import FOLDER, rules, small_bank


def test_a_unit_without_a_file_is_left_out() -> None:
    assert small_bank().units == ("U1", "U6")
    assert small_bank().of_unit("U3") == ()


def test_a_folder_that_is_not_there_is_an_empty_bank(tmp_path: Path) -> None:
    assert load_items(tmp_path / "none").units == ()


def test_the_items_of_the_seed_load() -> None:
    bank = load_items(SEED_DIR / "modules" / "items")
    assert all(item.right in range(4) for item in bank.items.values())


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("right = true", "right = false", "tepat satu"),
        ('code = "u1-02"', 'code = "u1-01"', "ganda"),
        ('code = "u1-02"', 'code = "u2-02"', "bukan dari U1"),
        ('unit = "U1"', 'unit = "U2"', "bukan dari U2"),
        ("difficulty = 3", "difficulty = 4", "difficulty"),
        ('text = "Menolak permohonan"', 'text = "Menunggu atasan memutuskan"', "sama"),
    ],
)
def test_a_badly_made_item_is_refused_by_name(tmp_path: Path, before: str, after: str, said: str) -> None:
    text = (FOLDER / "u1.toml").read_text("utf-8")
    assert before in text
    (tmp_path / "u1.toml").write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=said) as refused:
        load_items(tmp_path)
    assert "u1.toml" in str(refused.value)


def test_the_three_tests_are_of_the_same_mean_difficulty_so_that_a_gain_means_something() -> None:
    means = {
        kind: sum(n * level for level, n in enumerate(plan.items, 1)) / sum(plan.items)
        for kind, plan in rules().tests.items()
    }
    assert set(means.values()) == {2.0}


def test_the_sizes_are_two_three_and_five_a_unit() -> None:
    assert [sum(rules().tests[kind].items) for kind in ("pre", "post", "exam")] == [2, 3, 5]


def test_every_unit_of_the_seed_has_items_for_all_three_tests_without_a_repeat() -> None:
    bank = load_items(SEED_DIR / "modules" / "items")
    wanted = [sum(numbers) for numbers in zip(*(plan.items for plan in rules().tests.values()), strict=True)]
    for unit in bank.units:
        there = [sum(item.difficulty == level for item in bank.of_unit(unit)) for level in (1, 2, 3)]
        assert all(have >= need for have, need in zip(there, wanted, strict=True)), (unit, there, wanted)


def test_the_longest_option_of_the_seed_is_not_always_the_right_one() -> None:
    """Whoever picks the longest answer without reading must not do much better than a guesser."""
    items = list(load_items(SEED_DIR / "modules" / "items").items.values())
    longest = sum(max(range(4), key=lambda n, item=item: len(item.options[n].text)) == item.right for item in items)  # type: ignore[misc]
    assert longest <= 0.45 * len(items), f"{longest} dari {len(items)}"
