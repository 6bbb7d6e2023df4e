"""Sorting information, and the list it is drawn from."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from typing import Any

import pytest

from bimtek.config import SEED_DIR
from bimtek.modules.domain.kinds.information_classes import CLASSES
from tests.unit.modules.kinds.sheets import around, choices, commonest_place, judge, longest_is_right, make

ROWS: list[dict[str, Any]] = tomllib.loads((SEED_DIR / "modules/information.toml").read_text(encoding="utf-8"))[
    "information"
]
ARTICLE = {"berkala": "Pasal 9", "serta_merta": "Pasal 10", "setiap_saat": "Pasal 11"}


def test_there_is_enough_of_every_class_and_of_the_common_grounds() -> None:
    counted = Counter(row["class"] for row in ROWS)
    assert all(
        counted[name] >= least
        for name, least in {"berkala": 20, "serta_merta": 10, "setiap_saat": 20, "dikecualikan": 20}.items()
    )
    grounds = Counter(row["ground"] for row in ROWS if "ground" in row)
    assert all(grounds[letter] >= 4 for letter in "abcghij")


def test_each_row_is_whole_and_rests_on_the_article_of_its_class() -> None:
    for row in ROWS:
        assert row["class"] in CLASSES
        assert row["what"].endswith(".")
        assert 20 <= len(row["what"]) <= 110
        assert row["why"].endswith(".")
        assert ("ground" in row) == (row["class"] == "dikecualikan"), row["what"]
        wanted = f"Pasal 17 huruf {row['ground']}" if "ground" in row else ARTICLE[row["class"]]
        assert wanted in row["source"], row["what"]
        assert row.get("ground", "-") not in row.get("near", ""), row["what"]
    assert len({row["what"] for row in ROWS}) == len(ROWS)


def test_no_row_says_its_own_class() -> None:
    told = re.compile(r"\b(berkala|serta-merta|setiap saat|dikecualikan dari|tertutup|terbuka bagi)\b", re.IGNORECASE)
    assert [row["what"] for row in ROWS if told.search(row["what"])] == []


def test_twenty_are_drawn_five_of_each_class() -> None:
    for seed in range(20):
        sheet = make("information_classes", seed)
        assert Counter(question.model for question in sheet.questions) == dict.fromkeys(CLASSES, 5)
        assert len({question.prompt for question in sheet.questions}) == 20


def test_each_exempt_one_is_followed_by_its_ground() -> None:
    for seed in range(20):
        sheet = make("information_classes", seed, grounds=True)
        keys = [question.key for question in sheet.questions]
        exempt = [question.key for question in sheet.questions if question.model == "dikecualikan"]
        assert len(keys) == 25
        assert [keys[keys.index(key) + 1] for key in exempt] == [f"d{key[1:]}" for key in exempt]


def test_a_ground_that_holds_as_well_is_never_offered_as_wrong() -> None:
    near = {f"{row['what']} Dasar Pasal 17 yang mana?": row.get("near", "") for row in ROWS if "ground" in row}
    asked = [question for question in choices("information_grounds", 30) if question.key.startswith("d")]
    assert asked
    for question in asked:
        assert not {option.value for option in question.options} & set(near[question.prompt])


def test_the_ground_cannot_be_told_by_its_place_or_its_length() -> None:
    asked = [question for question in choices("information_grounds", 60) if question.key.startswith("d")]
    assert commonest_place(asked) <= 0.5
    assert longest_is_right(asked) <= 0.4


def test_the_reason_given_is_that_of_this_information() -> None:
    why = {row["what"]: row["why"] for row in ROWS}
    for question in make("information_classes").questions:
        what = question.prompt.removesuffix(" Termasuk kelas apa?")
        assert judge("information_classes", question, question.model).said == why[what]
        wrong = next(option.value for option in question.options if option.value != question.model)
        told = judge("information_classes", question, wrong)
        assert "untuk informasi lain" in told.said
        assert why[what] in told.better


def test_more_than_there_is_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="terlalu sedikit"):
        make("information_classes", count=400)


def test_every_source_names_the_law() -> None:
    assert around().rules.ppid is not None
    assert all(row["source"].startswith("UU 14/2008") for row in ROWS)
