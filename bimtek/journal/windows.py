"""Who did anything for a class between two instants of the wall: what attendance is told from. Each account is one seek on the
index (actor_id, scope, wall_at), which stops at the first act: what a window costs grows with people, not with their work."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from bimtek.journal.models import JournalEntry

_t = JournalEntry.__table__.c
_one = JournalEntry.__table__.alias("one")
_WITHIN = (
    _t.scope == bindparam("scope"), _t.wall_at >= bindparam("since"), _t.wall_at < bindparam("until"),
    _t.actor_role != "system",  # what was done for somebody is no sign of them
)  # fmt: skip
#: From each account that ever acted to the next one, without the entries in between (a loose scan of the index).
_actors = (
    select(func.min(_one.c.actor_id).label("id"))
    .where(_one.c.actor_id >= bindparam("low"))
    .cte("actors", recursive=True)
)
_following = select(func.min(_t.actor_id)).where(_t.actor_id > _actors.c.id, _t.actor_id <= bindparam("high"))
_actors = _actors.union_all(select(_following.correlate(_actors).scalar_subquery()).where(_actors.c.id.is_not(None)))
_first = select(func.min(_t.wall_at)).where(_t.actor_id == _actors.c.id, *_WITHIN).correlate(_actors).scalar_subquery()
_FIRSTS = select(_actors.c.id, _first).where(_actors.c.id.is_not(None))
_FIRST = select(func.min(_t.wall_at)).where(_t.actor_id == bindparam("actor"), *_WITHIN)


def first_acts(
    session: Session, scope: str, since: datetime, until: datetime, accounts: Collection[int]
) -> dict[int, datetime]:
    """The first act of each of these accounts that counts for a class from `since` until before `until` (naive UTC); who did
    nothing is missing."""
    if not accounts:
        return {}
    given = {"scope": scope, "since": since, "until": until, "low": min(accounts), "high": max(accounts)}
    found = session.connection().execute(_FIRSTS, given)
    return {account: first for account, first in found if first is not None and account in accounts}


def first_act(session: Session, scope: str, account_id: int, since: datetime, until: datetime) -> datetime | None:
    """The same of one account; None when it did nothing."""
    given = {"scope": scope, "since": since, "until": until, "actor": account_id}
    return session.connection().execute(_FIRST, given).scalar()
