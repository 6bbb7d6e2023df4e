"""What a page shows, as the server remembers it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bimtek.classroom.board_memory import COMPARED_EVERY, KEPT, Memory, Shown, Version, read_version

NOW = datetime(2026, 11, 9, 2, 0)


def shown(**given: object) -> Shown:
    plain: dict[str, object] = {"entry": 7, "at": NOW, "rows": {}, "turns_at": None}
    return Shown(**{**plain, **given})  # type: ignore[arg-type]


def test_a_version_survives_the_way_to_the_page_and_back() -> None:
    version = Version(12, 1_794_000_000_123, 0xFFFFFFFF)
    assert read_version(str(version)) == version


@pytest.mark.parametrize(
    "text", ["", "1", "1-2", "1-2-zz", "1-2-3-4", "a-1-1", "1--1-2", "١-٢-٣", "1-2-" + "f" * 40, "None"]
)
def test_anything_else_is_no_version(text: str) -> None:
    assert read_version(text) is None


def test_what_is_shown_holds_until_an_entry_a_turn_of_time_or_the_next_comparison() -> None:
    assert shown().still_holds(7, NOW)
    assert not shown().still_holds(8, NOW)
    assert not shown().still_holds(7, NOW + COMPARED_EVERY)
    soon = NOW + timedelta(seconds=3)
    assert shown(turns_at=soon).still_holds(7, NOW + timedelta(seconds=2))
    assert not shown(turns_at=soon).still_holds(7, soon)
    assert not shown().still_holds(7, NOW - timedelta(minutes=1))


def test_the_oldest_boards_give_way_and_another_class_has_its_own() -> None:
    memory = Memory()
    for entry in range(KEPT + 1):
        memory.keep(1, Version(entry, 0, 0), shown(entry=entry))
    assert memory.find(1, Version(0, 0, 0)) is None
    assert memory.find(1, Version(1, 0, 0)) is not None
    assert memory.find(2, Version(1, 0, 0)) is None
    assert memory.find(1, None) is None
