"""Pictures lie under the hash of their content, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from bimtek.sandbox import pictures
from bimtek.sandbox.domain.pictures import Picture

PICTURE = Picture(b"besar", b"kecil", 4, 3, "ab" * 32)


def test_a_kept_picture_is_found_by_its_hash_in_both_sizes(tmp_path: Path) -> None:
    assert pictures.store(tmp_path, PICTURE) is None
    assert pictures.store(tmp_path, PICTURE) is None
    for small, data in ((False, b"besar"), (True, b"kecil")):
        found = pictures.stored(tmp_path, PICTURE.sha256, small=small)
        assert found is not None
        assert found.read_bytes() == data
    assert pictures.missing(tmp_path, [PICTURE.sha256, "cd" * 32]) == ["cd" * 32]
    assert len(list(tmp_path.rglob("*.jpg"))) == 2


@pytest.mark.parametrize("name", ["../../etc/passwd", "AB" * 32, "ab" * 31, "ab" * 32 + "/..", ""])
def test_a_path_is_made_of_a_hash_and_nothing_else(tmp_path: Path, name: str) -> None:
    pictures.store(tmp_path, PICTURE)
    assert pictures.stored(tmp_path, name, small=False) is None


def test_a_disk_that_does_not_take_it_is_said_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / pictures.FOLDER).write_text("bukan folder")
    fault = pictures.store(tmp_path, PICTURE)
    assert fault is not None
    assert "tidak dapat disimpan" in fault.message
    assert list(tmp_path.rglob("*.jpg*")) == []
