"""Trainers who look over a shoulder: begun and ended by an act that is recorded; kept alive by the page that is open, so that
a laptop that was shut watches nobody for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.workshops.hall_models import Shoulder
from bimtek.workshops.models import Workshop
from bimtek.workshops.services import sim_now

STARTED, ENDED = "shoulder_started", "shoulder_ended"
#: Without a sign of the page for so long, nobody is looking any more.
ALIVE = timedelta(seconds=40)
#: The page's sign is written at most so often.
BEAT = timedelta(seconds=15)


def begin(session: Session, trainer: Person, target: Workshop, account_id: int, wall: datetime) -> bool:
    """Begin to look; recorded each time. False when this trainer is looking already: a double tap is one look."""
    row = session.get(Shoulder, (trainer.id, account_id))
    if row is not None and _is_alive(row, wall):
        return False
    row = row or Shoulder(trainer_id=trainer.id, account_id=account_id, workshop_id=target.id)
    row.workshop_id, row.started_at, row.seen_at, row.ended_at = target.id, wall, wall, None
    session.add(row)
    session.flush()
    _record(session, trainer, target, account_id, STARTED, wall)
    return True


def end(session: Session, trainer: Person, target: Workshop, account_id: int, wall: datetime) -> bool:
    """Stop looking; False when nobody was."""
    row = session.get(Shoulder, (trainer.id, account_id))
    if row is None or row.ended_at is not None:
        return False
    row.ended_at = wall
    _record(session, trainer, target, account_id, ENDED, wall)
    return True


def is_looking(session: Session, trainer: Person, account_id: int, wall: datetime) -> bool:
    """Whether this trainer looks at this person now."""
    row = session.get(Shoulder, (trainer.id, account_id))
    return row is not None and _is_alive(row, wall)


def needs_beat(session: Session, trainer: Person, account_id: int, wall: datetime) -> bool:
    """Whether the open page should write again that it is open."""
    row = session.get(Shoulder, (trainer.id, account_id))
    return row is not None and _is_alive(row, wall) and wall - row.seen_at >= BEAT


def beat(session: Session, trainer: Person, account_id: int, wall: datetime) -> None:
    """The page is still open."""
    row = session.get(Shoulder, (trainer.id, account_id))
    if row is not None and row.ended_at is None:
        row.seen_at = wall


def watched(session: Session, workshop_id: int, wall: datetime) -> dict[int, str]:
    """Who of a class is being looked at now, and by whom (a trainer's name)."""
    query = select(Shoulder).where(
        Shoulder.workshop_id == workshop_id, Shoulder.ended_at.is_(None), Shoulder.seen_at > wall - ALIVE
    )
    found: dict[int, str] = {}
    for row in session.scalars(query.order_by(Shoulder.started_at)):
        trainer = people.person(session, row.trainer_id)
        found[row.account_id] = trainer.name if trainer else ""
    return found


def _is_alive(row: Shoulder, wall: datetime) -> bool:
    return row.ended_at is None and wall - row.seen_at < ALIVE


def _record(session: Session, trainer: Person, target: Workshop, account_id: int, kind: str, wall: datetime) -> None:
    stream = f"class/{target.id}"
    journal.record(
        session, stream=stream, kind=kind, about=f"account/{account_id}", actor_id=trainer.id,
        actor_role=trainer.role.value, sim_at=sim_now(target, wall), wall_at=wall,
    )  # fmt: skip
