"""Where pictures lie: beside the database, under the hash of their content. The journal holds the hash, never the bytes."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from bimtek.sandbox.domain.pictures import Picture, PictureFault

FOLDER = "pictures"
_HASH = re.compile(r"[0-9a-f]{64}")


def store(folder: Path, picture: Picture) -> PictureFault | None:
    """Keep a picture and its small one; a fault when the disk does not take them: then nothing half-written stays."""
    target = _path(folder, picture.sha256, small=False)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(_path(folder, picture.sha256, small=True), picture.small)
        _write(target, picture.data)
    except OSError:
        said = "Foto tidak dapat disimpan di laptop ini. Beri tahu fasilitator; tulisan Anda tetap ada."
        return PictureFault("not_kept", said)
    return None


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: written beside, flushed, then put in place."""
    if path.exists():
        return
    beside = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def stored(folder: Path, sha256: str, *, small: bool) -> Path | None:
    """The file of a picture, or None for what is no hash or not kept: the path is never made of anything else."""
    if not _HASH.fullmatch(sha256):
        return None
    path = _path(folder, sha256, small=small)
    return path if path.is_file() else None


def _path(folder: Path, sha256: str, *, small: bool) -> Path:
    return folder / FOLDER / sha256[:2] / f"{sha256}{'.small' if small else ''}.jpg"


def missing(folder: Path, hashes: Iterable[str]) -> list[str]:
    """Which pictures that the journal names are not kept any more."""
    return sorted(sha256 for sha256 in set(hashes) if stored(folder, sha256, small=False) is None)
