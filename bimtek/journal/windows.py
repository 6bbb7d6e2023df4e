"""Who did anything for a class between two instants of the wall: what attendance is told from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from bimtek.journal.models import JournalEntry

_t = JournalEntry.__table__.c
_WITHIN = (
    _t.scope == bindparam("scope"), _t.wall_at >= bindparam("since"), _t.wall_at < bindparam("until"),
    _t.actor_id.is_not(None), _t.actor_role != "system",  # what was done for somebody is no sign of them
)  # fmt: skip
_FIRSTS = select(_t.actor_id, func.min(_t.wall_at)).where(*_WITHIN).group_by(_t.actor_id)
_FIRST = select(func.min(_t.wall_at)).where(*_WITHIN, _t.actor_id == bindparam("actor"))


def first_acts(session: Session, scope: str, since: datetime, until: datetime) -> dict[int, datetime]:
    """The first act of each account that counts for a class from `since` until before `until` (naive UTC)."""
    given = {"scope": scope, "since": since, "until": until}
    return {row[0]: row[1] for row in session.connection().execute(_FIRSTS, given)}


def first_act(session: Session, scope: str, account_id: int, since: datetime, until: datetime) -> datetime | None:
    """The same of one account; None when it did nothing."""
    given = {"scope": scope, "since": since, "until": until, "actor": account_id}
    return session.connection().execute(_FIRST, given).scalar()
