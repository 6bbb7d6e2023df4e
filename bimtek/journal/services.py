"""Append, read and check entries; announce each new one to whoever create_app connected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from bimtek.journal.domain import GENESIS, Break, Entry, breaks, digest
from bimtek.journal.models import JournalEntry

Listener = Callable[[Session, Entry], None]
_listeners: list[Listener] = []


def subscribe(listener: Listener) -> None:
    """Have `listener(session, entry)` called for each new entry, in the same transaction; twice is once."""
    if listener not in _listeners:
        _listeners.append(listener)


def record(
    session: Session,
    *,
    stream: str,
    kind: str,
    about: str,
    wall_at: datetime,
    actor_id: int | None = None,
    actor_role: str = "system",
    scope: str = "",
    sim_at: datetime | None = None,
    data: Mapping[str, Any] | None = None,
    command_id: str | None = None,
) -> Entry:
    """Append one entry to its stream's chain and announce it. The caller commits; the database refuses a second
    entry with the same number or the same command id."""
    number, prev_hash = _head(session, stream)
    entry = Entry(
        stream=stream,
        number=number + 1,
        kind=kind,
        about=about,
        actor_id=actor_id,
        actor_role=actor_role,
        sim_at=sim_at,
        wall_at=wall_at,
        data=dict(data or {}),
        scope=scope,
        command_id=command_id,
        prev_hash=prev_hash,
    )
    entry = replace(entry, hash=digest(entry))
    session.execute(insert(JournalEntry), [_columns(entry)])
    for listener in _listeners:
        listener(session, entry)
    return entry


def record_many(session: Session, entries: Sequence[Entry]) -> None:
    """Append the first entries of many new streams at once (provisioning); each must be number 1 of its stream.
    They are not announced: nothing listens to a world that is still being made."""
    rows = [_columns(replace(entry, number=1, prev_hash=GENESIS, hash=digest(entry))) for entry in entries]
    if rows:
        session.execute(insert(JournalEntry), rows)


def _head(session: Session, stream: str) -> tuple[int, str]:
    query = select(JournalEntry.number, JournalEntry.hash).where(JournalEntry.stream == stream)
    row = session.execute(query.order_by(JournalEntry.number.desc()).limit(1)).first()
    return (row.number, row.hash) if row else (0, GENESIS)


def _columns(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__slots__}


_COLUMNS = [getattr(JournalEntry, name) for name in Entry.__slots__]


def _entry(row: Any) -> Entry:
    return Entry(**dict(zip(Entry.__slots__, row, strict=True)))


def find_command(session: Session, stream: str, command_id: str) -> Entry | None:
    """The entry that already answered this command id, if any: a double tap is answered, not repeated."""
    query = select(*_COLUMNS).where(JournalEntry.stream == stream, JournalEntry.command_id == command_id)
    row = session.execute(query).first()
    return _entry(row) if row else None


def entries_of(session: Session, stream: str) -> list[Entry]:
    """All entries of one stream in order."""
    query = select(*_COLUMNS).where(JournalEntry.stream == stream).order_by(JournalEntry.number)
    return [_entry(row) for row in session.execute(query)]


def entries_about(session: Session, about: str, limit: int = 500) -> list[Entry]:
    """The entries about one thing ("case/12"), oldest first, at most `limit`."""
    query = select(*_COLUMNS).where(JournalEntry.about == about).order_by(JournalEntry.number).limit(limit)
    return [_entry(row) for row in session.execute(query)]


def latest_of_person(session: Session, actor_id: int, limit: int = 20) -> list[Entry]:
    """The newest entries one person made, newest first."""
    query = select(*_COLUMNS).where(JournalEntry.actor_id == actor_id).order_by(JournalEntry.id.desc()).limit(limit)
    return [_entry(row) for row in session.execute(query)]


_journal = JournalEntry.__table__
#: Put together once: every live page asks this every few seconds.
_NEWEST = select(func.max(_journal.c.id)).where(_journal.c.scope == bindparam("scope"))


def version(session: Session, scope: str) -> int:
    """The id of the newest entry that counts for a class: what a live page compares itself with."""
    return session.connection().execute(_NEWEST, {"scope": scope}).scalar() or 0


def streams(session: Session) -> Iterator[str]:
    """The names of all streams."""
    yield from session.scalars(select(JournalEntry.stream).distinct().order_by(JournalEntry.stream))


def check_chains(session: Session) -> list[Break]:
    """Walk every chain; [] when nothing was changed, removed or inserted."""
    found: list[Break] = []
    for stream in list(streams(session)):
        found.extend(breaks(stream, entries_of(session, stream)))
    return found
