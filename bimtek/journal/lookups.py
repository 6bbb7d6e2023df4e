"""Single entries by their place in a chain: what stands behind a piece of evidence."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from bimtek.journal.domain import GENESIS, Entry
from bimtek.journal.models import JournalEntry
from bimtek.journal.services import entry_of

_t = JournalEntry.__table__.c
_COLUMNS = [_t[name] for name in Entry.__slots__]
_HASHES = select(_t.number, _t.hash).where(
    _t.stream == bindparam("stream"), _t.number.in_(bindparam("numbers", expanding=True))
)
_HEAD = select(_t.number, _t.hash).where(_t.stream == bindparam("stream")).order_by(_t.number.desc()).limit(1)
_ONE = select(*_COLUMNS).where(_t.stream == bindparam("stream"), _t.number == bindparam("number"))
_UPTO = select(*_COLUMNS).where(_t.stream == bindparam("stream"), _t.number <= bindparam("upto")).order_by(_t.number)


def hashes_of(session: Session, stream: str, numbers: Iterable[int]) -> dict[int, str]:
    """The hashes of these entries of a stream, by number; one that is not there is missing."""
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    return {row[0]: row[1] for row in session.connection().execute(_HASHES, {"stream": stream, "numbers": wanted})}


def head_of(session: Session, stream: str) -> tuple[int, str]:
    """The number and hash of a stream's newest entry; (0, GENESIS) for an empty one."""
    row = session.connection().execute(_HEAD, {"stream": stream}).first()
    return (row[0], row[1]) if row else (0, GENESIS)


def heads_of(session: Session, streams: Iterable[str]) -> dict[str, int]:
    """The number of the newest entry of each of these streams."""
    query = select(_t.stream, func.max(_t.number)).where(_t.stream.in_(list(streams))).group_by(_t.stream)
    return {row[0]: row[1] for row in session.execute(query)}


def entry_at(session: Session, stream: str, number: int) -> Entry | None:
    """One entry by its place, or None."""
    row = session.connection().execute(_ONE, {"stream": stream, "number": number}).first()
    return entry_of(row) if row else None


def entries_upto(session: Session, stream: str, upto: int) -> list[Entry]:
    """A chain from its first entry to the one numbered `upto`."""
    rows = session.connection().execute(_UPTO, {"stream": stream, "upto": upto})
    return [entry_of(row) for row in rows]
