"""Words from a trainer to the hall, to one group, to one person: shown on the page until they are put away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.people.domain import Person
from bimtek.workshops.hall_models import HallMessage, MessageRead
from bimtek.workshops.models import Seat
from bimtek.workshops.services import Workshop, record

MESSAGE_SENT, MESSAGE_WITHDRAWN = "message_sent", "message_withdrawn"
MOST_LETTERS = 500
#: What was said is over after this long, put away or not: a message of the morning means nothing in the afternoon.
STAYS = timedelta(hours=2)
TAKE_BACK = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as sent: its number and how many people it reaches."""

    id: int
    touched: int


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message in the list of a class: to whom, when, how many put it away, whether it was withdrawn."""

    id: int
    text: str
    account_id: int | None
    group: str
    sent_by: int
    sent_at: datetime
    read: int
    withdrawn: bool
    name: str = ""


def send(
    session: Session, trainer: Person, target: Workshop, text: str, wall: datetime, *, account_id: int | None = None,
    group: str = "",
) -> Sent | None:  # fmt: skip
    """Send words to everybody, to a group, or to one seat of this class. The same words to the same people within a minute are
    one message: a double tap. None, and nothing sent, when they would reach nobody or say nothing."""
    words = text.strip()[:MOST_LETTERS]
    reached = _reached(session, target.id, account_id, group)
    if not words or not reached:
        return None
    same = select(HallMessage).where(
        HallMessage.workshop_id == target.id, HallMessage.text == words, HallMessage.group == group,
        HallMessage.account_id.is_(account_id) if account_id is None else HallMessage.account_id == account_id,
        HallMessage.withdrawn_at.is_(None), HallMessage.sent_at > wall - TAKE_BACK,
    )  # fmt: skip
    if known := session.scalars(same).first():
        return Sent(known.id, reached)
    row = HallMessage(
        workshop_id=target.id, account_id=account_id, group=group, text=words, sent_by=trainer.id, sent_at=wall,
        ends_at=wall + STAYS,
    )  # fmt: skip
    session.add(row)
    session.flush()
    data: dict[str, object] = {
        "message": row.id,
        "text": words,
        "group": group,
        "account": account_id,
        "people": reached,
    }
    record(session, target, trainer, MESSAGE_SENT, wall, data)
    return Sent(row.id, reached)


def _reached(session: Session, workshop_id: int, account_id: int | None, group: str) -> int:
    query = select(func.count()).select_from(Seat).where(Seat.workshop_id == workshop_id)
    if account_id is not None:
        query = query.where(Seat.account_id == account_id)
    elif group:
        query = query.where(Seat.group == group)
    return session.scalar(query) or 0


def withdraw(session: Session, trainer: Person, target: Workshop, message_id: int, wall: datetime) -> bool:
    """Take a message back within its minute; False when it is too late, or it was taken back, or is another class's."""
    row = session.get(HallMessage, message_id)
    if row is None or row.workshop_id != target.id or row.withdrawn_at or wall - row.sent_at > TAKE_BACK:
        return False
    row.withdrawn_at = wall
    record(session, target, trainer, MESSAGE_WITHDRAWN, wall, {"message": row.id})
    return True


def shown_to(session: Session, person: Person, group: str, wall: datetime) -> list[HallMessage]:
    """The messages somebody has not put away, the newest first; what was said before the person's class began is no matter."""
    put_away = select(MessageRead.message_id).where(MessageRead.account_id == person.id)
    meant = [HallMessage.account_id == person.id]
    meant.append(HallMessage.account_id.is_(None) & or_(HallMessage.group == "", HallMessage.group == group))
    query = select(HallMessage).where(
        HallMessage.workshop_id == person.workshop_id, or_(*meant), HallMessage.withdrawn_at.is_(None),
        HallMessage.ends_at > wall, HallMessage.id.not_in(put_away),
    )  # fmt: skip
    return list(session.scalars(query.order_by(HallMessage.id.desc()).limit(5)))


def any_shown(session: Session, workshop_id: int, wall: datetime) -> bool:
    """Whether anything was said in a class that somebody may still have on the page."""
    query = select(HallMessage.id).where(HallMessage.workshop_id == workshop_id, HallMessage.ends_at > wall)
    return session.scalar(query.where(HallMessage.withdrawn_at.is_(None)).limit(1)) is not None


def put_away(session: Session, person: Person, message_id: int, wall: datetime) -> bool:
    """Note that somebody has read a message; another's is not found, twice is once."""
    row = session.get(HallMessage, message_id)
    if row is None or row.workshop_id != person.workshop_id or row.account_id not in (None, person.id):
        return False
    if session.get(MessageRead, (message_id, person.id)) is None:
        session.add(MessageRead(message_id=message_id, account_id=person.id, read_at=wall))
        stream = f"class/{row.workshop_id}"
        journal.record(
            session, stream=stream, kind="message_read", about=f"account/{person.id}", actor_id=person.id,
            actor_role=person.role.value, wall_at=wall, data={"message": message_id},
        )  # fmt: skip
    return True


def of_class(session: Session, workshop_id: int, limit: int = 30) -> Sequence[MessageRow]:
    """The newest messages of a class with how many people have put each away."""
    read = select(func.count()).where(MessageRead.message_id == HallMessage.id).scalar_subquery()
    query = select(HallMessage, read, Seat.name).outerjoin(Seat, Seat.account_id == HallMessage.account_id)
    query = query.where(HallMessage.workshop_id == workshop_id).order_by(HallMessage.id.desc()).limit(limit)
    return [
        MessageRow(
            row.id,
            row.text,
            row.account_id,
            row.group,
            row.sent_by,
            row.sent_at,
            count,
            row.withdrawn_at is not None,
            name or "",
        )
        for row, count, name in session.execute(query)
    ]
