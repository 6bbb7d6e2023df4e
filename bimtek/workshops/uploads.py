"""Roster files between upload and confirmation: kept on the server, bound to who brought them for which class."""

from __future__ import annotations

import json
import os
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

STAY = timedelta(days=1)
#: More than one file waits only when somebody corrects a list a few times; the oldest gives way.
MOST_PER_OWNER = 5
_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A kept file and the name it was brought under."""

    filename: str
    data: bytes


def keep(folder: Path, owner: str, upload: Upload, now: datetime) -> str:
    """Write a file under a fresh key and return the key; what is older than a day, or beyond the newest few, is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder, owner, now)
    key = secrets.token_hex(16)
    path = _path(folder, owner, key)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(json.dumps(upload.filename).encode("ascii") + b"\n" + upload.data)
    _stamp(path, now)
    return key


def fetch(folder: Path, owner: str, key: str, now: datetime) -> Upload | None:
    """The file of this owner under this key, or None when there is none, it is another's, or it is older than a day."""
    if not _KEY.fullmatch(key):
        return None
    path = _path(folder, owner, key)
    try:
        if path.stat().st_mtime < _seconds(now - STAY):
            return None
        head, _, data = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    return Upload(str(json.loads(head)), data)


def drop(folder: Path, owner: str, key: str) -> None:
    """Forget a file; one that is gone already is no matter."""
    if _KEY.fullmatch(key):
        _path(folder, owner, key).unlink(missing_ok=True)


def _path(folder: Path, owner: str, key: str) -> Path:
    return folder / f"{owner}-{key}.bin"


def _seconds(moment: datetime) -> float:
    return moment.replace(tzinfo=UTC).timestamp()


def _stamp(path: Path, now: datetime) -> None:
    os.utime(path, (_seconds(now), _seconds(now)))


def _sweep(folder: Path, owner: str, now: datetime) -> None:
    ages = {path: path.stat().st_mtime for path in folder.glob("*.bin")}
    own = sorted((path for path in ages if path.name.startswith(f"{owner}-")), key=ages.__getitem__, reverse=True)
    stale = {path for path, age in ages.items() if age < _seconds(now - STAY)}
    for path in stale | set(own[MOST_PER_OWNER - 1 :]):
        path.unlink(missing_ok=True)
