"""Which parts of the learning a class may not begin yet: a whole unit ("U3") or one exercise. Unmentioned is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bimtek.workshops.hall_models import ClosedStep

MOST_STEPS = 200


def closed(session: Session, workshop_id: int | None) -> frozenset[str]:
    """The codes a class may not begin: of units and of exercises."""
    query = select(ClosedStep.step).where(ClosedStep.workshop_id == workshop_id)
    return frozenset(session.scalars(query))


def is_closed(steps: frozenset[str], unit: str, exercise: str = "") -> bool:
    """Whether a part is closed: itself, or its whole unit."""
    return unit in steps or exercise in steps


def put(session: Session, workshop_id: int, steps: Iterable[str], wall: datetime) -> None:
    """Close exactly these for a class. The act that led to it records it."""
    session.execute(delete(ClosedStep).where(ClosedStep.workshop_id == workshop_id))
    rows = sorted(set(steps))[:MOST_STEPS]
    session.add_all(ClosedStep(workshop_id=workshop_id, step=step, closed_at=wall) for step in rows)
    session.flush()
