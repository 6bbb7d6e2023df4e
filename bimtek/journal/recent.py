"""What was recorded for a class since an entry: what a live page has not heard yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bimtek.journal.models import JournalEntry

_t = JournalEntry.__table__.c
_SINCE = (
    select(_t.kind, _t.about, _t.actor_id, _t.wall_at, _t.data)
    .where(
        _t.scope == bindparam("scope"),
        _t.id > bindparam("after"),
        _t.id <= bindparam("upto"),
        _t.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(_t.id.desc())
    .limit(bindparam("limit"))
)


_TOUCHED = select(_t.stream, _t.kind, _t.about, _t.actor_id)
_TOUCHED = _TOUCHED.where(_t.scope == bindparam("scope"), _t.id > bindparam("after"), _t.id <= bindparam("upto"))
_TOUCHED = _TOUCHED.limit(bindparam("limit"))


class Touched(NamedTuple):
    """An entry as somebody needs it who asks only whom it concerns."""

    stream: str
    kind: str
    about: str
    actor_id: int | None


class Heard(NamedTuple):
    """An entry as a feed needs it, without its place in the chain."""

    kind: str
    about: str
    actor_id: int | None
    wall_at: datetime
    data: dict[str, Any]


def since(
    session: Session, scope: str, after: int, upto: int, kinds: Sequence[str], limit: int = 300
) -> list[Heard]:  # fmt: skip
    """The entries of these kinds that count for a class, newer than the one `after` and not newer than `upto` (see
    `services.version`), newest first."""
    given = {"scope": scope, "after": after, "upto": upto, "kinds": list(kinds), "limit": limit}
    return [Heard(*row) for row in session.connection().execute(_SINCE, given)]


def touched(session: Session, scope: str, after: int, upto: int, limit: int) -> list[Touched]:
    """Whom the entries of a class newer than `after` and not newer than `upto` concern, in no order; at most `limit`."""
    given = {"scope": scope, "after": after, "upto": upto, "limit": limit}
    return [Touched(*row) for row in session.connection().execute(_TOUCHED, given)]
