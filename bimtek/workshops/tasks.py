"""What the whole hall does now, and until when on the wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.workshops.hall_models import HallTask

MOST_TITLE, MOST_DETAIL = 120, 300


@dataclass(frozen=True, slots=True)
class TaskRow:
    """The task in hand: words, the step it is about ("" for none), its end on the wall (naive UTC) or None."""

    title: str
    detail: str
    step: str
    ends_at: datetime | None
    set_at: datetime


def task_of(session: Session, workshop_id: int) -> TaskRow | None:
    """The task of a class, or None while nothing was set."""
    query = select(HallTask.title, HallTask.detail, HallTask.step, HallTask.ends_at, HallTask.set_at)
    row = session.execute(query.where(HallTask.workshop_id == workshop_id)).first()
    return TaskRow(*row) if row else None


def put(session: Session, workshop_id: int, task: TaskRow | None) -> None:
    """Set the task of a class, or clear it. The act that led to it records it."""
    known = session.get(HallTask, workshop_id)
    if task is None:
        if known is not None:
            session.delete(known)
            session.flush()
        return
    row = known or HallTask(workshop_id=workshop_id)
    row.title, row.detail, row.step = task.title[:MOST_TITLE], task.detail[:MOST_DETAIL], task.step
    row.ends_at, row.set_at = task.ends_at, task.set_at
    session.add(row)
    session.flush()
