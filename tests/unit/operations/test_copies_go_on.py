"""The health answer says whether the automatic copies go on."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bimtek.copies import archive
from bimtek.copies.automatic import Plan
from bimtek.copies.freshness import state_of

NOW = datetime(2026, 11, 9, 2, 0)


@pytest.mark.parametrize(("minutes", "said"), [(0, "ok"), (29, "ok"), (31, "late"), (600, "late")])
def test_three_intervals_without_a_copy_are_told(tmp_path: Path, minutes: int, said: str) -> None:
    for age in (minutes, minutes + 10):
        (tmp_path / archive.name_of(NOW - timedelta(minutes=age))).touch()
    assert state_of(Plan(tmp_path, 10.0, 12), NOW) == said


def test_a_stick_that_is_gone_or_holds_no_copy_is_told(tmp_path: Path) -> None:
    (tmp_path / "bimtek-20991231-000000.part").touch()
    assert state_of(Plan(tmp_path, 10.0, 12), NOW) == "late"
    assert state_of(Plan(tmp_path / "gone", 10.0, 12), NOW) == "late"


def test_where_no_copies_are_asked_for_nothing_is_said() -> None:
    assert state_of(None, NOW) is None
