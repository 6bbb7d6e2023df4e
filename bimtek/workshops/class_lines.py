"""The classes of a trainer at a glance, without loading their rows: a board asks at every look."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bimtek.people.domain import Person
from bimtek.workshops.models import Facilitator, Workshop


class ClassLine(NamedTuple):
    """A class as one line of a choice."""

    id: int
    title: str
    archived: bool


_LINES = (
    select(Workshop.id, Workshop.title, Workshop.archived_at.is_not(None))
    .join(Facilitator, Facilitator.workshop_id == Workshop.id)
    .where(Facilitator.account_id == bindparam("account_id"))
    .order_by(Workshop.id.desc())
)


def lines_of(session: Session, trainer: Person) -> list[ClassLine]:
    """The classes this trainer has a part in, newest first."""
    session.flush()  # a statement that knows no objects does not do it
    return [ClassLine._make(row) for row in session.connection().execute(_LINES, {"account_id": trainer.id})]
