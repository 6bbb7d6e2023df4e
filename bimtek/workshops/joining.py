"""Sitting down: the seat a card belongs to, the names to pick one's own from, and the token for the device."""

from __future__ import annotations

from datetime import datetime
from random import Random

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.people import services as people
from bimtek.workshops.domain.codes import normalise
from bimtek.workshops.models import Seat
from bimtek.workshops.services import SeatRow, seats_of, sim_now, workshop

SEAT_MOVED = "seat_moved"


def seat_by_code(session: Session, typed: str) -> Seat | None:
    """The seat a card belongs to, however its code was typed."""
    return session.scalars(select(Seat).where(Seat.code == normalise(typed))).first()


def names_to_pick(session: Session, seat: Seat, among: int = 5) -> list[SeatRow]:
    """The card's owner among a few others of the same class, always the same ones for one card: picking one's own name
    keeps a card taken from the wrong table from opening somebody else's desk."""
    rows = seats_of(session, seat.workshop_id)
    own = next(row for row in rows if row.account_id == seat.account_id)
    others = [row for row in rows if row.group == own.group and row is not own] or [
        row for row in rows if row is not own
    ]
    random = Random(f"pick|{seat.code}")
    chosen = [own, *random.sample(others, min(among - 1, len(others)))]
    random.shuffle(chosen)
    return chosen


def join(session: Session, seat: Seat, account_id: int, wall: datetime) -> str | None:
    """Sit down: the session token for this device, or None when another name than the card's was picked.

    A seat already taken moves to this device: the token is renewed, which signs the other device out."""
    if account_id != seat.account_id:
        return None
    target = workshop(session, seat.workshop_id)
    moved = seat.joined_at is not None
    if not moved:
        session.execute(update(Seat).where(Seat.account_id == seat.account_id).values(joined_at=wall))
    person = people.person(session, seat.account_id)
    if person:
        stream = f"class/{target.id}"
        journal.record(
            session,
            stream=stream,
            scope=stream,
            kind=SEAT_MOVED if moved else "seat_taken",
            about=f"account/{person.id}",
            actor_id=person.id,
            actor_role="trainee",
            sim_at=sim_now(target, wall),
            wall_at=wall,
            data={"seat": seat.number},
        )
    return people.renew_token(session, seat.account_id)
