"""Where a case may be gone back to, and what of its history a branch keeps: plain values, no storage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bimtek.journal.domain import Entry
from bimtek.sandbox.domain.case import MOVED, REFUSED
from bimtek.sandbox.domain.lifecycle import DESK_ROLES, Action, Role


@dataclass(frozen=True, slots=True)
class Limits:
    """How many branches may be open of one case and of one person; the oldest is put away for a new one. `ever` bounds
    what one person can make the journal hold."""

    per_case: int = 5
    per_person: int = 20
    ever: int = 200


@dataclass(frozen=True, slots=True)
class Point:
    """A place to go back to: just before the own act with the number `act`. The entries about the case up to `kept` (0:
    none) come along; the branch begins at the simulated instant `since`, when the last of them happened."""

    act: int
    kept: int
    action: Action
    role: Role
    at: datetime
    since: datetime


def is_own(entry: Entry) -> bool:
    """Whether the person did this (not the citizen, the system or an exercise that showed a step), and it was accepted."""
    return entry.kind == MOVED and entry.actor_id is not None and entry.actor_role in DESK_ROLES


def points(entries: Sequence[Entry], received_at: datetime) -> list[Point]:
    """The places of a case's history (its entries, oldest first), one before each own act. Refused tries just before an act
    belong to the same decision and do not come along."""
    found, kept, since = [], 0, received_at
    for entry in entries:
        if is_own(entry):
            at = entry.sim_at or received_at
            action, role = Action(entry.data["action"]), Role(entry.actor_role)
            found.append(Point(entry.number, kept, action, role, at, since))
        if entry.kind != REFUSED:
            kept, since = entry.number, entry.sim_at or since
    return found


def come_along(entries: Sequence[Entry], point: Point) -> list[Entry]:
    """What a branch keeps of the case itself."""
    return [entry for entry in entries if entry.number <= point.kept]


def known_then(entries: Sequence[Entry], act: int, since: datetime) -> list[Entry]:
    """What had happened to another case of the same person by the instant a branch begins: the entries written before the
    act that is decided anew, up to the first that happened later."""
    kept: list[Entry] = []
    for entry in entries:
        if entry.number >= act or (entry.sim_at is not None and entry.sim_at > since):
            break
        kept.append(entry)
    return kept
