"""Where pictures lie: beside the database, under the hash of their content. The journal holds the hash, never the bytes."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import threading
from collections.abc import Iterable
from pathlib import Path

from bimtek.sandbox.domain.pictures import Picture, PictureFault, read_picture

FOLDER = "pictures"
_HASH = re.compile(r"[0-9a-f]{64}")
#: Without it Windows would put a carriage return before every line feed of a picture.
_BINARY = getattr(os, "O_BINARY", 0)
#: An unfolded picture takes up to a third of a gigabyte; more than two at a time an old laptop does not have.
_AT_ONCE = threading.BoundedSemaphore(2)


def read(data: bytes) -> Picture | PictureFault:
    """The picture in these bytes, made anew, when it is this one's turn."""
    with _AT_ONCE:
        return read_picture(data)


def store(folder: Path, picture: Picture) -> PictureFault | None:
    """Keep a picture and its small one; a fault when the disk does not take them: then nothing of it stays."""
    large, small = (_path(folder, picture.sha256, small=size) for size in (False, True))
    written: list[Path] = []
    try:
        fresh = _make_folder(large.parent)
        for path, data in ((small, picture.small), (large, picture.data)):
            if _write(path, data):
                written.append(path)
        if written:
            _settle(large.parent, *((large.parent.parent, folder) if fresh else ()))
    except OSError:
        for path in written:
            path.unlink(missing_ok=True)
        said = "Foto tidak dapat disimpan di laptop ini. Beri tahu fasilitator; tulisan Anda tetap ada."
        return PictureFault("not_kept", said)
    return None


def _make_folder(folder: Path) -> bool:
    if folder.is_dir():
        return False
    folder.mkdir(parents=True, exist_ok=True)
    return True


def _write(path: Path, data: bytes) -> bool:
    """Whole or not at all: written beside, flushed, then put in place. False when it stands there already."""
    if path.exists():
        return False
    beside = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    try:
        # Only the account that serves the hall reads what people photographed.
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except PermissionError:
        # Windows refuses to replace a file that is being read: then somebody put the same picture there meanwhile.
        if not path.is_file():
            raise
        return False
    finally:
        beside.unlink(missing_ok=True)
    return True


def _settle(*folders: Path) -> None:
    """Make names in folders outlast a power cut, as the journal's entry does. Windows keeps no handle on a folder."""
    if os.name != "posix":
        return
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def stored(folder: Path, sha256: str, *, small: bool) -> Path | None:
    """The file of a picture, or None for what is no hash or not kept: the path is never made of anything else."""
    if not _HASH.fullmatch(sha256):
        return None
    path = _path(folder, sha256, small=small)
    return path if path.is_file() else None


def _path(folder: Path, sha256: str, *, small: bool) -> Path:
    return folder / FOLDER / sha256[:2] / f"{sha256}{'.small' if small else ''}.jpg"


def copy(folder: Path, into: Path, hashes: Iterable[str]) -> int:
    """Keep these pictures in another folder too, both sizes, as they are; how many were not there yet. Raises OSError when the disk
    does not take one: what was copied before stays, it is what its name says."""
    new = 0
    for sha256 in sorted(set(hashes)):
        kept = [(size, path) for size in (False, True) if (path := stored(folder, sha256, small=size))]
        for size, path in kept:
            beside = _path(into, sha256, small=size)
            fresh = _make_folder(beside.parent)
            new += _write(beside, path.read_bytes()) and not size
            _settle(beside.parent, *((beside.parent.parent, into) if fresh else ()))
    return new


def missing(folder: Path, hashes: Iterable[str]) -> list[str]:
    """Which pictures that the journal names are not kept any more, in either size."""
    return sorted(one for one in set(hashes) if any(stored(folder, one, small=size) is None for size in (False, True)))


def altered(folder: Path, hashes: Iterable[str]) -> list[str]:
    """Which kept pictures are no longer the bytes that the journal names."""
    kept = {sha256: path for sha256 in set(hashes) if (path := stored(folder, sha256, small=False))}
    return sorted(sha256 for sha256, path in kept.items() if _hash_of(path) != sha256)


def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
