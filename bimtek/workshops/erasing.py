"""Remove what names a person, and keep what was learnt: the seat, its marks and its journal stay under a number. No name ever
entered the journal, so no chain breaks. Other rooms hear of it and remove what they hold (listeners on ERASED)."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.workshops.domain.codes import make_codes
from bimtek.workshops.models import Seat, Workshop
from bimtek.workshops.seats import seat_in
from bimtek.workshops.services import sim_now

ERASED = "person_erased"


def erase(session: Session, trainer: Person, target: Workshop, account_id: int, wall: datetime) -> bool:
    """Remove the personal data of somebody of this class: name, NIP, post, unit, card and every sign-in. It cannot be taken
    back. False for a seat of another class, or one whose data are gone already."""
    row = seat_in(session, target, account_id)
    if row is None or is_erased(row):
        return False
    name = f"Peserta {row.number}"
    people.forget(session, account_id, name)
    row.name, row.post, row.unit, row.unit_id = name, "", "", None
    row.code = make_codes(1, secrets.SystemRandom(), set(session.scalars(select(Seat.code))))[0]
    session.flush()
    stream = f"class/{target.id}"
    journal.record(
        session, stream=stream, scope=stream, kind=ERASED, about=f"account/{account_id}", actor_id=trainer.id,
        actor_role=trainer.role.value, sim_at=sim_now(target, wall), wall_at=wall, data={"seat": row.number},
    )  # fmt: skip
    return True


def is_erased(row: Seat) -> bool:
    """Whether a seat's personal data were removed."""
    return (row.name, row.post, row.unit) == (f"Peserta {row.number}", "", "")
