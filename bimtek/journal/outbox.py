"""The journal as an outbox: a stream's numbers have no gaps and grow by one, so whoever has handed over everything up to a number
has passed over nothing, with any number of processes writing (a counter over all streams could not promise that)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from bimtek.journal.domain import Entry
from bimtek.journal.models import JournalEntry

_t = JournalEntry.__table__.c
_HEADS = select(_t.stream, func.max(_t.number)).group_by(_t.stream)
_AFTER = (
    select(*[_t[name] for name in Entry.__slots__])
    .where(_t.stream == bindparam("stream"), _t.number > bindparam("number"))
    .where(_t.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(_t.number)
    .limit(bindparam("limit"))
)
_OLDEST = select(_t.hash).order_by(_t.id).limit(1)


def heads(session: Session) -> dict[str, int]:
    """The number of the newest entry of every stream, in one question."""
    return {row[0]: row[1] for row in session.connection().execute(_HEADS)}


def entries_after(session: Session, stream: str, number: int, kinds: Sequence[str], limit: int) -> list[Entry]:
    """The entries of these kinds that follow a number in a stream, in order, at most `limit`."""
    given = {"stream": stream, "number": number, "kinds": list(kinds), "limit": limit}
    return [Entry(*row) for row in session.connection().execute(_AFTER, given)]


def oldest_hash(session: Session) -> str:
    """The hash of the first entry ever written, "" before it: tells one installation's journal from another's."""
    return session.connection().execute(_OLDEST).scalar() or ""
