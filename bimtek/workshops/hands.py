"""Raised hands: one a person, in the order in which they went up; who comes, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.workshops.hall_models import Hand
from bimtek.workshops.services import Workshop, sim_now, workshop

HAND_RAISED, HAND_LOWERED, HAND_TAKEN, HAND_HELPED = "hand_raised", "hand_lowered", "hand_taken", "hand_helped"
HAND_UP_AGAIN, HAND_LEFT = "hand_up_again", "hand_left"
MOST_WORDS = 120
#: A tap on the wrong line can be taken back for so long.
TAKE_BACK = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class HandRow:
    """One raised hand: whose, what about, since when (naive UTC), which trainer is on the way."""

    id: int
    account_id: int
    raised_at: datetime
    about: str
    taken_by: int | None


#: Put together once: every look at a board asks this.
_UP = select(Hand.id, Hand.account_id, Hand.raised_at, Hand.about, Hand.taken_by)
_UP = _UP.where(Hand.workshop_id == bindparam("workshop_id"), Hand.lowered_at.is_(None))
_UP = _UP.order_by(Hand.raised_at, Hand.id)


def up(session: Session, workshop_id: int) -> list[HandRow]:
    """The hands that are up in a class, the first raised first."""
    session.flush()  # a statement that knows no objects does not do it
    return [HandRow(*row) for row in session.connection().execute(_UP, {"workshop_id": workshop_id})]


def lowered_since(session: Session, workshop_id: int, since: datetime) -> HandRow | None:
    """The hand that was helped last, if that was after `since`: what a wrong tap may be taken back on."""
    query = select(Hand).where(Hand.workshop_id == workshop_id, Hand.lowered_how == "helped", Hand.lowered_at > since)
    row = session.scalars(query.order_by(Hand.lowered_at.desc(), Hand.id.desc())).first()
    return HandRow(row.id, row.account_id, row.raised_at, row.about, row.taken_by) if row else None


def raise_hand(session: Session, person: Person, about: str, wall: datetime) -> bool:
    """Raise a person's hand; one that is up stays where it is in the queue. False when it was up already."""
    if person.workshop_id is None or _up_of(session, person.id) is not None:
        return False
    words = " ".join(about.split())[:MOST_WORDS]
    row = Hand(workshop_id=person.workshop_id, account_id=person.id, about=words, raised_at=wall, lowered_how="")
    session.add(row)
    session.flush()
    _record(session, person, row, HAND_RAISED, wall)
    return True


def lower_hand(session: Session, person: Person, wall: datetime) -> bool:
    """Take one's own hand down; False when none was up."""
    row = _up_of(session, person.id)
    if row is None:
        return False
    row.lowered_at, row.lowered_how = wall, "trainee"
    _record(session, person, row, HAND_LOWERED, wall)
    return True


def take(session: Session, trainer: Person, target: Workshop, hand_id: int, wall: datetime) -> bool:
    """A trainer goes to somebody: the queue says who. False when the hand is down, or the same trainer is on the way."""
    row = _of_class(session, target, hand_id)
    if row is None or row.lowered_at is not None or row.taken_by == trainer.id:
        return False
    row.taken_by, row.taken_at = trainer.id, wall
    _record(session, trainer, row, HAND_TAKEN, wall)
    return True


def leave(session: Session, trainer: Person, target: Workshop, hand_id: int, wall: datetime) -> bool:
    """A trainer who was on the way is not any more. False for a hand that somebody else took, or nobody."""
    row = _of_class(session, target, hand_id)
    if row is None or row.lowered_at is not None or row.taken_by != trainer.id:
        return False
    row.taken_by, row.taken_at = None, None
    _record(session, trainer, row, HAND_LEFT, wall)
    return True


def helped(session: Session, trainer: Person, target: Workshop, hand_id: int, wall: datetime) -> bool:
    """Somebody was helped: the hand goes down. False when it is down already."""
    row = _of_class(session, target, hand_id)
    if row is None or row.lowered_at is not None:
        return False
    row.lowered_at, row.lowered_how = wall, "helped"
    row.taken_by = row.taken_by or trainer.id
    _record(session, trainer, row, HAND_HELPED, wall)
    return True


def put_up_again(session: Session, trainer: Person, target: Workshop, hand_id: int, wall: datetime) -> bool:
    """Take back that somebody was helped: the hand is up again at its old place. False after a minute, and when the person
    has raised the hand anew."""
    row = _of_class(session, target, hand_id)
    if row is None or row.lowered_how != "helped" or row.lowered_at is None or wall - row.lowered_at > TAKE_BACK:
        return False
    if _up_of(session, row.account_id) is not None:
        return False
    row.lowered_at, row.lowered_how = None, ""
    if row.taken_at is None:  # whoever tapped "helped" was not on the way
        row.taken_by = None
    _record(session, trainer, row, HAND_UP_AGAIN, wall)
    return True


def _up_of(session: Session, account_id: int) -> Hand | None:
    return session.scalars(select(Hand).where(Hand.account_id == account_id, Hand.lowered_at.is_(None))).first()


def _of_class(session: Session, target: Workshop, hand_id: int) -> Hand | None:
    row = session.get(Hand, hand_id)
    return row if row is not None and row.workshop_id == target.id else None


def _record(session: Session, actor: Person, row: Hand, kind: str, wall: datetime) -> None:
    stream = f"class/{row.workshop_id}"
    journal.record(
        session, stream=stream, scope=stream, kind=kind, about=f"account/{row.account_id}", actor_id=actor.id,
        actor_role=actor.role.value, sim_at=sim_now(workshop(session, row.workshop_id), wall), wall_at=wall,
        data={"hand": row.id},  # never what was written: it may name people
    )  # fmt: skip


def name_of(session: Session, account_id: int | None) -> str:
    """The name of the trainer who comes, "" for nobody."""
    found = people.person(session, account_id) if account_id else None
    return found.name if found else ""
