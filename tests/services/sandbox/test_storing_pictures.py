"""A brought photo on a real disk: found again as it was kept, refused in words when the disk takes no more."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from bimtek.sandbox import pictures
from bimtek.sandbox.domain.pictures import Picture, PictureFault, read_picture


def brought(shade: int = 60) -> Picture:
    out = io.BytesIO()
    Image.effect_noise((900, 600), shade).convert("RGB").save(out, "JPEG")
    picture = read_picture(out.getvalue())
    assert isinstance(picture, Picture)
    return picture


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@contextmanager
def a_disk_that_takes(most: int) -> Iterator[None]:
    """The system itself refuses to let a file of this process grow beyond so many bytes."""
    limits = pytest.importorskip("resource", reason="only POSIX bounds files so")
    before = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, before)


def test_a_photo_is_found_under_the_hash_of_what_is_kept(tmp_path: Path) -> None:
    picture = brought()
    assert pictures.store(tmp_path, picture) is None
    found = pictures.stored(tmp_path, picture.sha256, small=False)
    assert found is not None
    assert found.relative_to(tmp_path).as_posix() == f"pictures/{picture.sha256[:2]}/{picture.sha256}.jpg"
    assert hashlib.sha256(found.read_bytes()).hexdigest() == picture.sha256
    assert pictures.missing(tmp_path, [picture.sha256]) == pictures.altered(tmp_path, [picture.sha256]) == []


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights otherwise")
def test_only_the_account_that_serves_the_hall_can_read_a_photo(tmp_path: Path) -> None:
    pictures.store(tmp_path, brought())
    assert {path.stat().st_mode & 0o077 for path in files(tmp_path)} == {0}


@pytest.mark.parametrize("share", [0.5, 1.5])
def test_a_disk_that_is_full_is_said_in_words_and_nothing_of_the_photo_stays(tmp_path: Path, share: float) -> None:
    """Full already at the small one, or only at the large one after the small one was kept."""
    picture = brought()
    with a_disk_that_takes(int(len(picture.small) * share)):
        fault = pictures.store(tmp_path, picture)
    assert isinstance(fault, PictureFault)
    assert "tulisan Anda tetap ada" in fault.message
    assert files(tmp_path) == []
    assert pictures.store(tmp_path, picture) is None
    assert len(files(tmp_path)) == 2


def test_a_full_disk_takes_nothing_from_a_photo_that_was_kept_before(tmp_path: Path) -> None:
    kept = brought()
    pictures.store(tmp_path, kept)
    with a_disk_that_takes(10):
        assert pictures.store(tmp_path, kept) is None
        assert pictures.store(tmp_path, brought(90)) is not None
    assert pictures.missing(tmp_path, [kept.sha256]) == []


def test_the_same_photo_brought_by_many_at_once_is_kept_once(tmp_path: Path) -> None:
    picture, faults = brought(), []
    threads = [
        threading.Thread(target=lambda: faults.append(pictures.store(tmp_path, picture))) for _person in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == [None] * 12
    assert len(files(tmp_path)) == 2
    assert pictures.altered(tmp_path, [picture.sha256]) == []


def test_a_photo_that_was_changed_or_lost_on_the_disk_is_named(tmp_path: Path) -> None:
    sound, changed, lost, half_lost = brought(30), brought(60), brought(90), brought(120)
    for picture in (sound, changed, lost, half_lost):
        pictures.store(tmp_path, picture)
    for picture, small in ((lost, False), (half_lost, True)):
        found = pictures.stored(tmp_path, picture.sha256, small=small)
        assert found is not None
        found.unlink()
    found = pictures.stored(tmp_path, changed.sha256, small=False)
    assert found is not None
    found.write_bytes(sound.data)
    hashes = [picture.sha256 for picture in (sound, changed, lost, half_lost)]
    assert pictures.missing(tmp_path, hashes) == sorted([lost.sha256, half_lost.sha256])
    assert pictures.altered(tmp_path, hashes) == [changed.sha256]


@pytest.mark.parametrize(
    "name", ["../secret-key", "..", "aa/../../x", "AB" * 32, "ab" * 32 + "\n", "ab" * 31 + "a\0", "%2e%2e", "٣" * 64]
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret-key").write_text("rahasia")
    pictures.store(tmp_path, brought())
    assert pictures.stored(tmp_path, name, small=False) is None
    assert pictures.stored(tmp_path, name, small=True) is None
    assert pictures.altered(tmp_path, [name]) == []


KEEPING = """
import itertools, sys
from pathlib import Path
from bimtek.sandbox import pictures
from bimtek.sandbox.domain.pictures import Picture
for turn in itertools.count():
    pictures.store(Path(sys.argv[1]), Picture(b"besar" * 200_000, b"kecil" * 9, 4, 3, f"{turn:064x}"))
    print(turn, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no kill -9")
def test_a_kill_in_the_middle_leaves_every_acknowledged_photo_whole(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", KEEPING, str(tmp_path)], stdout=subprocess.PIPE, text=True) as keeper:
        assert keeper.stdout is not None
        for _turn in range(5):
            keeper.stdout.readline()
        time.sleep(0.005)
        keeper.send_signal(signal.SIGKILL)
        last = 4 + len(keeper.stdout.read().splitlines())
    for turn in range(last + 1):
        found = pictures.stored(tmp_path, f"{turn:064x}", small=False)
        assert found is not None
    assert {path.stat().st_size for path in files(tmp_path) if path.suffix == ".jpg"} <= {1_000_000, 45}
