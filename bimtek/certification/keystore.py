"""Where the signing key lives: a folder outside the database (BIMTEK_CERTIFICATE_KEYS, else beside it), readable by its owner
alone. The database knows public keys only, so a copy of it can sign nothing. Rotation and loss: docs/certificates.md."""

from __future__ import annotations

import os
import secrets
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bimtek.certification.domain.keys import (
    SIZE,
    PrivateKey,
    PublicKey,
    private_from_pem,
    private_key,
    public_from_text,
)
from bimtek.certification.models import PublishedKey
from bimtek.config import Settings

CURRENT = "current.pem"


def folder_of(settings: Settings) -> Path:
    """The folder of the signing key."""
    return Path(os.environ.get("BIMTEK_CERTIFICATE_KEYS") or settings.instance_dir / "certificate-keys")


def current(folder: Path) -> PrivateKey:
    """The key that signs now, made at first use; raises ValueError for a file that holds no such key."""
    path = folder / CURRENT
    if not path.exists():
        _write_first(path, private_key(secrets.token_bytes(SIZE)))
    return private_from_pem(path.read_bytes())


def rotate(folder: Path) -> tuple[PublicKey | None, PrivateKey]:
    """A new key from now on: (the public half of the one before, the new one). The old private key is destroyed: what it
    signed is checked with its public half, which stays published."""
    path = folder / CURRENT
    before = private_from_pem(path.read_bytes()).public if path.exists() else None
    made = private_key(secrets.token_bytes(SIZE))
    _write(path, made)
    return before, made


def _write(path: Path, key: PrivateKey) -> None:
    """Whole or not at all, and never readable by others, not even for a moment."""
    _write_beside(path, key).replace(path)


def _write_beside(path: Path, key: PrivateKey) -> Path:
    """The key on the disk under a name that nobody else uses, processes at the same moment included."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.pem())
        file.flush()
        os.fsync(file.fileno())
    return beside


def _write_first(path: Path, key: PrivateKey) -> None:
    """The same for the very first key: of two processes that make it at once, the one that comes second uses the other's."""
    made = _write_beside(path, key)
    try:
        os.link(made, path)
    except FileExistsError:
        return
    finally:
        made.unlink()


def publish(session: Session, key: PublicKey, wall: datetime) -> None:
    """Note a public key as the one in use; any other that was is retired now."""
    others = update(PublishedKey).where(PublishedKey.id != key.id, PublishedKey.retired_at.is_(None))
    session.execute(others.values(retired_at=wall))
    if session.get(PublishedKey, key.id) is None:
        session.add(PublishedKey(id=key.id, public=key.text, since=wall))
        session.flush()


def published(session: Session) -> list[tuple[PublicKey, datetime, datetime | None]]:
    """All public keys that were ever in use, the newest first: (key, since, retired)."""
    rows = session.scalars(select(PublishedKey).order_by(PublishedKey.since.desc(), PublishedKey.id))
    return [(public_from_text(row.public), row.since, row.retired_at) for row in rows]


def known(session: Session) -> dict[str, PublicKey]:
    """The public keys by their names."""
    return {key.id: key for key, _since, _until in published(session)}
