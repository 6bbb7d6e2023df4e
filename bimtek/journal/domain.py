"""What one journal entry is and how entries are chained: plain values, no storage."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: who did what, about what, when in the simulation and when on the wall.

    `stream` is the chain the entry belongs to ("sandbox/47", "class/1"); `scope` is the class it counts for;
    `number` grows by one within its stream; `sim_at` is naive WITA, `wall_at` naive UTC.
    """

    stream: str
    number: int
    kind: str
    about: str
    actor_id: int | None
    actor_role: str
    sim_at: datetime | None
    wall_at: datetime
    data: Mapping[str, Any]
    scope: str = ""
    command_id: str | None = None
    prev_hash: str = GENESIS
    hash: str = field(default="")


def digest(entry: Entry) -> str:
    """The SHA-256 of an entry chained to the one before it: any changed field gives another value.

    Personal names never enter an entry's data (people are numbers here), so that personal data can be removed
    elsewhere without breaking the chain.
    """
    body = [
        entry.prev_hash,
        entry.stream,
        entry.number,
        entry.kind,
        entry.about,
        entry.actor_id,
        entry.actor_role,
        entry.sim_at.isoformat() if entry.sim_at else None,
        entry.wall_at.isoformat(),
        entry.scope,
        entry.command_id,
        entry.data,
    ]
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold, and why, in words an organiser can act on."""

    stream: str
    number: int
    why: str


def breaks(stream: str, entries: Iterable[Entry]) -> list[Break]:
    """Every place where numbering, linking or content of a chain is not what was written. Sound chains give []."""
    found: list[Break] = []
    expected, previous = 1, GENESIS
    for entry in entries:
        if entry.number != expected:
            found.append(Break(stream, entry.number, f"nomor {expected} hilang"))
        if entry.prev_hash != previous:
            found.append(Break(stream, entry.number, "tidak tersambung dengan catatan sebelumnya"))
        if digest(entry) != entry.hash:
            found.append(Break(stream, entry.number, "isi catatan berubah sesudah ditulis"))
        expected, previous = entry.number + 1, entry.hash
    return found
