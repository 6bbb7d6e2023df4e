"""The few values of a class that nearly every page asks for, in one statement and once a page."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bimtek.workshops.models import Workshop
from bimtek.writers import read_once


class ClassRow(NamedTuple):
    """A class without its row being loaded as an object."""

    title: str
    clock_sim: datetime
    clock_wall: datetime
    clock_seconds_per_day: int
    clock_running: bool
    units: list[str]
    released_at: datetime | None
    archived_at: datetime | None


_ROW = select(*[Workshop.__table__.c[name] for name in ClassRow._fields]).where(Workshop.id == bindparam("id"))


def class_row(session: Session, workshop_id: int) -> ClassRow | None:
    """The values of a class, or None where there is none."""

    def read() -> ClassRow | None:
        session.flush()  # a statement that knows no objects does not do it
        row = session.connection().execute(_ROW, {"id": workshop_id}).first()
        return ClassRow._make(row) if row else None

    return read_once(session, ("class", workshop_id), read)
