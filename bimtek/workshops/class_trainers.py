"""Who is trainer in a class, and as what. A class always has somebody who keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.people import accounts
from bimtek.people import services as people
from bimtek.people.domain import Person, Role
from bimtek.workshops.domain.rights import RIGHTS, Right
from bimtek.workshops.models import Facilitator, Workshop
from bimtek.workshops.services import record

LEAD = next(role for role, right in RIGHTS.items() if right == Right.KEEP)
ADDED, CHANGED, REMOVED = "trainer_added", "trainer_role", "trainer_removed"


class Refused(StrEnum):
    """Why a change among the trainers was not made."""

    UNKNOWN = "unknown"
    ALREADY = "already"
    LAST_LEAD = "last_lead"


@dataclass(frozen=True, slots=True)
class TrainerRow:
    """A trainer of a class as pages show one."""

    account_id: int
    name: str
    username: str
    role: str


def trainers(session: Session, workshop_id: int) -> list[TrainerRow]:
    """The trainers of a class: who keeps it first, then who steers, then who watches."""
    roles = {part.account_id: part.role for part in _parts(session, workshop_id)}
    known = accounts.trainers(session, list(roles))
    rows = [TrainerRow(one.id, one.name, one.username, roles[one.id]) for one in known]
    return sorted(rows, key=lambda row: (-RIGHTS[row.role], row.name.casefold(), row.account_id))


def add(
    session: Session, trainer: Person, target: Workshop, username: str, role: str, wall: datetime
) -> TrainerRow | Refused:
    """Give the trainer with this user name a part in the class; refused for a name that is no trainer's (or is closed), and
    for somebody who has a part already. Raises KeyError for a role that does not exist."""
    RIGHTS[role]
    found = people.trainer_by_username(session, username)
    known = accounts.trainers(session, [found.id]) if found and found.role == Role.TRAINER else []
    if not known or known[0].closed:
        return Refused.UNKNOWN
    if session.get(Facilitator, (target.id, known[0].id)) is not None:
        return Refused.ALREADY
    session.add(Facilitator(workshop_id=target.id, account_id=known[0].id, role=role))
    session.flush()
    record(session, target, trainer, ADDED, wall, {"account": known[0].id, "role": role})
    return TrainerRow(known[0].id, known[0].name, known[0].username, role)


def change(
    session: Session, trainer: Person, target: Workshop, account_id: int, role: str, wall: datetime
) -> Refused | None:
    """Give a trainer of the class another role; the last who keeps it stays so. The same role again records nothing.
    Raises KeyError for a role that does not exist."""
    RIGHTS[role]
    part = session.get(Facilitator, (target.id, account_id))
    if part is None:
        return Refused.UNKNOWN
    if part.role == role:
        return None
    if _is_last_lead(session, target.id, part):
        return Refused.LAST_LEAD
    part.role = role
    record(session, target, trainer, CHANGED, wall, {"account": account_id, "role": role})
    return None


def remove(session: Session, trainer: Person, target: Workshop, account_id: int, wall: datetime) -> Refused | None:
    """End a trainer's part in the class; the last who keeps it stays. What they did and marked stays too."""
    part = session.get(Facilitator, (target.id, account_id))
    if part is None:
        return Refused.UNKNOWN
    if _is_last_lead(session, target.id, part):
        return Refused.LAST_LEAD
    session.delete(part)
    session.flush()
    record(session, target, trainer, REMOVED, wall, {"account": account_id})
    return None


def _parts(session: Session, workshop_id: int) -> list[Facilitator]:
    return list(session.scalars(select(Facilitator).where(Facilitator.workshop_id == workshop_id)))


def _is_last_lead(session: Session, workshop_id: int, part: Facilitator) -> bool:
    leads = [row.account_id for row in _parts(session, workshop_id) if row.role == LEAD]
    return leads == [part.account_id]
