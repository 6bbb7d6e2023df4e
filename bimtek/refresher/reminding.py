"""Who is due, and the one reminder each due date gets, however often it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bimtek.certification import services as certificates
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.refresher import services
from bimtek.refresher.models import Notice
from bimtek.refresher.services import Standing
from bimtek.workshops import services as workshops


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody whose day has come: what, since when, whether reminded already, where to."""

    person: Person
    standing: Standing
    criterion: str
    due_on: date
    email: str
    reminded: bool


def due_in_class(session: Session, workshop_id: int, wall: datetime) -> list[Due]:
    """Everybody of a class whose day has come, by name."""
    found = []
    for account_id in sorted(
        {row.account_id for row in certificates.of_class(session, workshop_id) if row.revoked_at is None}
    ):
        one = _due(session, account_id, wall)
        if one is not None:
            found.append(one)
    return sorted(found, key=lambda one: (one.person.name, one.person.id))


def all_due(session: Session, wall: datetime) -> list[Due]:
    """The same of every class, those in the archive too: people refresh long after."""
    found: dict[int, Due] = {}
    for workshop_id in workshops.all_ids(session):
        found |= {one.person.id: one for one in due_in_class(session, workshop_id, wall)}
    return list(found.values())


def _due(session: Session, account_id: int, wall: datetime) -> Due | None:
    standing, person = services.standing_of(session, account_id, wall), people.person(session, account_id)
    if standing is None or person is None or standing.following is None:
        return None
    if not standing.is_due(services.today_of(wall)):
        return None
    due_on = _asked_on(standing)
    notice = session.get(Notice, (account_id, due_on))
    email = services.reminder_of(session, account_id).email
    return Due(person, standing, standing.following.criterion, due_on, email, notice is not None)


def _asked_on(standing: Standing) -> date:
    """The day the due date names: of the criterion that comes next, so that one date is one reminder, on whatever day the
    command runs."""
    assert standing.following is not None  # noqa: S101 -- asked for by the caller
    return next(one.due_on for one in standing.states if one.criterion == standing.following.criterion)


def claim(session: Session, one: Due, wall: datetime) -> bool:
    """Take the reminder of a due date upon oneself, before it is sent: whoever comes second finds it taken. False when it was
    taken already, or nobody gave an address."""
    if not one.email or session.get(Notice, (one.person.id, one.due_on)) is not None:
        return False
    session.add(Notice(account_id=one.person.id, due_on=one.due_on, criterion=one.criterion, sent_at=wall))
    session.flush()
    return True


def give_back(session: Session, one: Due) -> None:
    """Sending failed: the next run may try again."""
    session.execute(delete(Notice).where(Notice.account_id == one.person.id, Notice.due_on == one.due_on))


def notices_of(session: Session, account_id: int) -> list[Notice]:
    """The reminders somebody was sent, newest first."""
    query = select(Notice).where(Notice.account_id == account_id).order_by(Notice.due_on.desc())
    return list(session.scalars(query))
