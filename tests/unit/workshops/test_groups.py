"""Parting a class into groups of even size."""

from __future__ import annotations

import pytest

from bimtek.workshops.domain.groups import MOST_GROUPS, WAYS, Member, names_for, parted

KINDS = ("dinas", "kecamatan", "kelurahan", "")


def _people(count: int) -> list[Member]:
    return [Member(100 + n, n, f"Unit {n % 7}", KINDS[n % 4]) for n in range(1, count + 1)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("people", "count"), [(118, 12), (118, 7), (10, 3), (5, 5), (1, 1)])
def test_groups_differ_by_one_at_most_and_hold_everybody_once(way: str, people: int, count: int) -> None:
    parts = parted(_people(people), count, way)
    sizes = {len(part) for part in parts}
    assert len(parts) == count
    assert max(sizes) - min(sizes) <= 1
    assert sorted(m.account_id for part in parts for m in part) == [100 + n for n in range(1, people + 1)]


def test_fewer_people_than_groups_make_fewer_groups_and_nobody_none() -> None:
    assert [len(part) for part in parted(_people(3), 8, "mixed")] == [1, 1, 1]
    assert parted([], 4, "unit") == []


def test_by_roster_order_neighbours_stay_together() -> None:
    assert [[m.number for m in part] for part in parted(_people(7), 3, "roster")] == [[1, 2, 3], [4, 5], [6, 7]]


def test_by_unit_like_kinds_sit_together_and_unknown_ones_last() -> None:
    parts = parted(_people(16), 4, "unit")
    assert [{m.kind for m in part} for part in parts] == [{"dinas"}, {"kecamatan"}, {"kelurahan"}, {""}]


def test_mixed_groups_have_some_of_each_kind() -> None:
    assert all({m.kind for m in part} == set(KINDS) for part in parted(_people(16), 4, "mixed"))


def test_the_same_class_is_parted_the_same_way_whatever_the_order_it_is_given_in() -> None:
    people = _people(23)
    for way in WAYS:
        assert parted(people, 4, way) == parted(people[::-1], 4, way)


@pytest.mark.parametrize(
    ("count", "way"), [(0, "mixed"), (-1, "mixed"), (MOST_GROUPS + 1, "mixed"), (3, "chance"), (3, "")]
)
def test_what_makes_no_sense_is_refused(count: int, way: str) -> None:
    with pytest.raises(ValueError, match="no such parting"):
        parted(_people(5), count, way)


def test_groups_are_named_by_word_and_number() -> None:
    assert names_for(3, "Meja") == ["Meja 1", "Meja 2", "Meja 3"]
