"""When each device last asked for anything. Kept in memory and written in bundles: a hall of pages that ask every few seconds
must not keep the one writer busy. What is not written yet is known to this process alone, for at most WRITE_EVERY; of two
processes that heard of one device the later hearing counts, whichever writes last."""

from __future__ import annotations

import threading
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bimtek.workshops.hall_models import Presence

WRITE_EVERY = timedelta(seconds=10)
#: Put together once: every look at a board asks this.
_SEEN = select(Presence.account_id, Presence.seen_at).where(Presence.workshop_id == bindparam("workshop_id"))

_SOME_SEEN = _SEEN.where(Presence.account_id.in_(bindparam("accounts", expanding=True)))


class Register:
    """What was seen since the last writing: account → (class, instant)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[int, tuple[int, datetime]] = {}
        self._written: datetime | None = None

    def note(self, account_id: int, workshop_id: int, wall: datetime, *, may_write: bool) -> bool:
        """Note that a device asked; True when it is time to write what was noted, said to one asker only, and only to one that
        may write."""
        with self._lock:
            self._seen[account_id] = (workshop_id, wall)
            if self._written is None:
                self._written = wall
            if may_write and not timedelta(0) <= wall - self._written < WRITE_EVERY:
                self._written = wall
                return True
            return False

    def forget(self, account_id: int) -> None:
        """Somebody signed out: the device is not missed."""
        with self._lock:
            self._seen.pop(account_id, None)

    def of_class(self, workshop_id: int) -> dict[int, datetime]:
        """What is not written yet of one class."""
        with self._lock:
            return {account: seen for account, (at, seen) in self._seen.items() if at == workshop_id}

    def take(self) -> dict[int, tuple[int, datetime]]:
        """Everything noted, for writing; the register is empty afterwards."""
        with self._lock:
            taken, self._seen = self._seen, {}
            return taken


def write(session: Session, register: Register) -> int:
    """Write what was noted in one go, in the order of the accounts, so that two processes that write never wait for each other
    in a ring; returns how many people. The caller commits."""
    taken = register.take()
    if taken:
        rows = [{"account_id": who, "workshop_id": at, "seen_at": seen} for who, (at, seen) in sorted(taken.items())]
        session.connection().execute(_UPSERTS[session.get_bind().dialect.name], rows)
    return len(taken)


def _upsert(insert: Any) -> Any:
    statement = insert(Presence.__table__)
    table, new = Presence.__table__.c, statement.excluded
    later = case((table.seen_at > new.seen_at, table.seen_at), else_=new.seen_at)
    set_ = {"workshop_id": new.workshop_id, "seen_at": later}
    return statement.on_conflict_do_update(index_elements=["account_id"], set_=set_)


_UPSERTS = {"sqlite": _upsert(sqlite.insert), "postgresql": _upsert(postgresql.insert)}


def gone(session: Session, register: Register, account_id: int) -> None:
    """Somebody signed out on purpose: a device that was put away is not a lost link."""
    register.forget(account_id)
    session.execute(delete(Presence).where(Presence.account_id == account_id))


def last_seen(
    session: Session, workshop_id: int, register: Register | None = None, among: Collection[int] | None = None
) -> dict[int, datetime]:
    """When each person of a class, or of the accounts named, was last heard of (naive UTC); who is missing was never heard of,
    or signed out."""
    statement, given = (_SEEN, {}) if among is None else (_SOME_SEEN, {"accounts": list(among)})
    rows = session.connection().execute(statement, {"workshop_id": workshop_id, **given})
    found = {row[0]: row[1] for row in rows}
    for account, seen in (register.of_class(workshop_id) if register else {}).items():
        found[account] = max(seen, found.get(account, seen))
    return found
