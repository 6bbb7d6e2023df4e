"""Votes of the people in the hall: one ballot each, changed as often as one likes while the vote is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, distinct, func, select
from sqlalchemy.orm import Session

from bimtek.debrief import services
from bimtek.debrief.domain import voting
from bimtek.debrief.domain.mirror import MirrorRow
from bimtek.debrief.domain.stage import Stage
from bimtek.debrief.domain.voting import Count
from bimtek.debrief.models import MirrorVote
from bimtek.journal import services as journal
from bimtek.people.domain import Person
from bimtek.workshops import services as workshops

MIRROR_VOTED = "mirror_voted"


class Answer(StrEnum):
    """What became of a ballot."""

    KEPT = "kept"
    SAME = "same"
    EMPTY = "empty"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Votes:
    """The hall's votes: counted by criterion, and how many people voted."""

    counts: list[Count]
    people: int


def open_for(session: Session, person: Person) -> MirrorRow | None:
    """The vote that is open for a trainee, or None; an archived class votes no more."""
    row = services.on_the_wall(session, person.workshop_id or 0)
    if row is None or row.stage is not Stage.OPEN:
        return None
    return None if workshops.workshop(session, person.workshop_id or 0).archived_at else row


def ballot(session: Session, mirror_id: int, account_id: int) -> dict[str, str]:
    """What one person chose, by criterion."""
    query = select(MirrorVote.criterion, MirrorVote.choice)
    rows = session.execute(query.where(MirrorVote.mirror_id == mirror_id, MirrorVote.account_id == account_id))
    return {row.criterion: row.choice for row in rows}


def vote(session: Session, person: Person, mirror_id: int, given: Mapping[str, str], wall: datetime) -> Answer:
    """Keep a ballot in place of the one before. The same ballot again changes nothing; one for a vote that is not open (any
    more) is refused. Its entry stands on the mirror's own chain: a hall that votes must not wake every page of the hall."""
    row = open_for(session, person)
    if row is None or row.id != mirror_id:
        return Answer.CLOSED
    choices = voting.chosen(row.criteria, given)
    if not choices:
        return Answer.EMPTY
    if choices == ballot(session, row.id, person.id):
        return Answer.SAME
    session.execute(delete(MirrorVote).where(MirrorVote.mirror_id == row.id, MirrorVote.account_id == person.id))
    for criterion, choice in choices.items():
        session.add(
            MirrorVote(mirror_id=row.id, account_id=person.id, criterion=criterion, choice=choice, voted_at=wall)
        )
    session.flush()
    target = workshops.workshop(session, person.workshop_id or 0)
    journal.record(
        session, stream=f"mirror/{row.id}", scope=f"class/{target.id}", kind=MIRROR_VOTED, about=f"mirror/{row.id}",
        actor_id=person.id, actor_role=person.role.value, sim_at=workshops.sim_now(target, wall), wall_at=wall,
        data={"mirror": row.id, "choices": choices},
    )  # fmt: skip
    return Answer.KEPT


def votes(session: Session, mirror: MirrorRow) -> Votes:
    """The hall's votes on a mirror."""
    of_mirror = MirrorVote.mirror_id == mirror.id
    query = select(MirrorVote.criterion, MirrorVote.choice).where(of_mirror)
    people = session.scalar(select(func.count(distinct(MirrorVote.account_id))).where(of_mirror)) or 0
    pairs = [(row.criterion, row.choice) for row in session.execute(query)]
    return Votes(voting.counted(mirror.criteria, pairs), people)
