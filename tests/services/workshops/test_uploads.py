"""Kept roster files: for one owner, for a day, under a key nobody can guess or bend."""

from __future__ import annotations

import stat
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bimtek.workshops.uploads import MOST_PER_OWNER, Upload, drop, fetch, keep

NOW = datetime(2026, 11, 9, 1, 0)
FILE = Upload("daftar é\n.csv", b"Nama;NIP\n\x00\xff\n")


def test_a_kept_file_comes_back_byte_for_byte(tmp_path: Path) -> None:
    key = keep(tmp_path / "uploads", "1-2", FILE, NOW)
    assert fetch(tmp_path / "uploads", "1-2", key, NOW) == FILE


def test_another_owner_finds_nothing(tmp_path: Path) -> None:
    key = keep(tmp_path, "1-2", FILE, NOW)
    assert fetch(tmp_path, "1-3", key, NOW) is None
    drop(tmp_path, "1-3", key)
    assert fetch(tmp_path, "1-2", key, NOW) == FILE


def test_a_file_older_than_a_day_is_gone(tmp_path: Path) -> None:
    key = keep(tmp_path, "1-2", FILE, NOW)
    assert fetch(tmp_path, "1-2", key, NOW + timedelta(hours=23)) == FILE
    assert fetch(tmp_path, "1-2", key, NOW + timedelta(hours=25)) is None
    keep(tmp_path, "9-9", FILE, NOW + timedelta(hours=25))
    assert len(list(tmp_path.iterdir())) == 1


def test_the_oldest_file_of_an_owner_gives_way_and_nobody_elses(tmp_path: Path) -> None:
    other = keep(tmp_path, "1-20", FILE, NOW)
    keys = [keep(tmp_path, "1-2", FILE, NOW + timedelta(minutes=n)) for n in range(MOST_PER_OWNER + 2)]
    found = [fetch(tmp_path, "1-2", key, NOW) is not None for key in keys]
    assert found == [False, False, *[True] * MOST_PER_OWNER]
    assert fetch(tmp_path, "1-20", other, NOW) == FILE


@pytest.mark.parametrize("key", ["", "../secret-key", "0" * 31, "G" * 32, "0" * 32 + "\n"])
def test_a_bent_key_opens_and_removes_nothing(tmp_path: Path, key: str) -> None:
    keep(tmp_path, "1-2", FILE, NOW)
    assert fetch(tmp_path, "1-2", key, NOW) is None
    drop(tmp_path, "1-2", key)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such modes")
def test_only_the_servers_account_may_read_a_kept_file(tmp_path: Path) -> None:
    keep(tmp_path, "1-2", FILE, NOW)
    assert stat.S_IMODE(next(tmp_path.iterdir()).stat().st_mode) == 0o600
