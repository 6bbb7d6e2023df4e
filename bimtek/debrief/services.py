"""Two nameless replies before the hall: prepared, voted on, looked at with the rubric's view, put away; and what the wall
shows meanwhile. A class has one mirror at a time that is not put away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.debrief import checking
from bimtek.debrief.domain.mirror import MirrorRow, Wanted
from bimtek.debrief.domain.stage import Mode, Stage, stage_of
from bimtek.debrief.models import HallWall, Mirror
from bimtek.people.domain import Person
from bimtek.workshops import services as workshops

if TYPE_CHECKING:
    from bimtek.workshops.services import Workshop

MIRROR_DRAFTED, MIRROR_OPENED, MIRROR_CLOSED = "mirror_drafted", "mirror_opened", "mirror_closed"
MIRROR_PUT_AWAY, MIRROR_BROUGHT_BACK, WALL_SET = "mirror_put_away", "mirror_brought_back", "wall_set"


class Refused(StrEnum):
    """Why an act on a mirror was not done."""

    NOTHING = "nothing"
    LEAKS = "leaks"
    OPENED = "opened"


def _row(mirror: Mirror) -> MirrorRow:
    return MirrorRow(
        mirror.id, mirror.question, mirror.situation, mirror.text_a, mirror.text_b, mirror.source_a, mirror.source_b,
        tuple(mirror.criteria), mirror.levels or {}, stage_of(mirror.opened_at, mirror.closed_at, mirror.put_away_at),
        mirror.opened_at, mirror.closed_at,
    )  # fmt: skip


def _current(session: Session, workshop_id: int) -> Mirror | None:
    query = select(Mirror).where(Mirror.workshop_id == workshop_id, Mirror.put_away_at.is_(None))
    return session.scalars(query.order_by(Mirror.id.desc())).first()


def current(session: Session, workshop_id: int) -> MirrorRow | None:
    """The mirror in hand, or None."""
    found = _current(session, workshop_id)
    return _row(found) if found else None


def on_the_wall(session: Session, workshop_id: int) -> MirrorRow | None:
    """The mirror the hall may see: opened, and not put away."""
    found = current(session, workshop_id)
    return found if found and found.stage in (Stage.OPEN, Stage.CLOSED) else None


def last_away(session: Session, workshop_id: int) -> MirrorRow | None:
    """The mirror or draft that was put away last: it can be brought back."""
    query = select(Mirror).where(Mirror.workshop_id == workshop_id, Mirror.put_away_at.is_not(None))
    found = session.scalars(query.order_by(Mirror.put_away_at.desc(), Mirror.id.desc())).first()
    return _row(found) if found else None


def keep_draft(session: Session, trainer: Person, target: Workshop, wanted: Wanted, wall: datetime) -> Refused | None:
    """Keep what was typed as the class's draft. Nothing is changed once the hall has seen it; the same words again, while the
    vote is open, are a double tap."""
    mirror = _current(session, target.id)
    if mirror is not None and mirror.opened_at is not None:
        same = (mirror.text_a, mirror.text_b, mirror.question) == (wanted.text_a, wanted.text_b, wanted.question)
        return None if same and mirror.closed_at is None else Refused.OPENED
    if mirror is None:
        mirror = Mirror(workshop_id=target.id, made_by=trainer.id, made_at=wall, levels={})
        session.add(mirror)
    mirror.question, mirror.situation = wanted.question, wanted.situation
    mirror.text_a, mirror.text_b = wanted.text_a, wanted.text_b
    mirror.source_a, mirror.source_b = wanted.source_a, wanted.source_b
    mirror.criteria = list(wanted.criteria)
    session.flush()
    # the words stay out of the journal until they are known to name nobody
    workshops.record(session, target, trainer, MIRROR_DRAFTED, wall, {"mirror": mirror.id, "criteria": mirror.criteria})
    return None


def open_vote(session: Session, trainer: Person, target: Workshop, wall: datetime) -> Refused | None:
    """Show the mirror and let the hall vote; a closed vote is opened again. Refused while a text would reveal somebody."""
    mirror = _current(session, target.id)
    if mirror is None:
        return Refused.NOTHING
    row = _row(mirror)
    if row.stage is Stage.OPEN:
        return None
    if checking.is_leaking(checking.findings(session, target.id, checking.fields_of(row))):
        return Refused.LEAKS
    mirror.opened_at, mirror.closed_at = mirror.opened_at or wall, None
    data: dict[str, object] = {
        "mirror": mirror.id, "again": row.stage is Stage.CLOSED, "question": row.question, "situation": row.situation,
        "texts": {"a": row.text_a, "b": row.text_b}, "sources": {"a": row.source_a, "b": row.source_b},
        "criteria": list(row.criteria),
    }  # fmt: skip
    workshops.record(session, target, trainer, MIRROR_OPENED, wall, data)
    _let_fit(session, target)
    return None


def close_vote(session: Session, trainer: Person, target: Workshop, wall: datetime) -> Refused | None:
    """End the vote; from here on the rubric's view of both stands beside it."""
    mirror = _current(session, target.id)
    if mirror is None or mirror.opened_at is None:
        return Refused.NOTHING
    if mirror.closed_at is not None:
        return None
    mirror.closed_at = wall
    mirror.levels = checking.rubric_view(session, target.id, _row(mirror))
    workshops.record(session, target, trainer, MIRROR_CLOSED, wall, {"mirror": mirror.id, "levels": mirror.levels})
    _let_fit(session, target)
    return None


def put_away(session: Session, trainer: Person, target: Workshop, wall: datetime) -> Refused | None:
    """Take the mirror off the wall; a vote that still runs ends with it. A draft is given up."""
    mirror = _current(session, target.id)
    if mirror is None:
        return Refused.NOTHING
    if mirror.opened_at is not None and mirror.closed_at is None:
        close_vote(session, trainer, target, wall)
    mirror.put_away_at = wall
    workshops.record(session, target, trainer, MIRROR_PUT_AWAY, wall, {"mirror": mirror.id})
    _let_fit(session, target)
    return None


def bring_back(session: Session, trainer: Person, target: Workshop, wall: datetime) -> Refused | None:
    """Take in hand again what was put away last, a mirror or a draft. Another mirror in hand is put away first by the trainer."""
    if _current(session, target.id) is not None:
        return Refused.OPENED
    row = last_away(session, target.id)
    mirror = session.get(Mirror, row.id) if row else None
    if mirror is None:
        return Refused.NOTHING
    mirror.put_away_at = None
    workshops.record(session, target, trainer, MIRROR_BROUGHT_BACK, wall, {"mirror": mirror.id})
    _let_fit(session, target)
    return None


@dataclass(frozen=True, slots=True)
class WallRow:
    """What is wanted on the wall, and until when a break lasts."""

    mode: Mode = Mode.AUTO
    until: datetime | None = None

    def rested(self, wall: datetime) -> bool:
        """Whether the end of a break has come."""
        return self.until is not None and wall >= self.until


def wall_of(session: Session, workshop_id: int) -> WallRow:
    """What is wanted on the wall of a class."""
    row = session.execute(select(HallWall.mode, HallWall.until).where(HallWall.workshop_id == workshop_id)).first()
    return WallRow(Mode(row.mode), row.until) if row else WallRow()


def set_wall(
    session: Session, trainer: Person, target: Workshop, mode: Mode, wall: datetime, until: datetime | None = None
) -> None:
    """Choose what the wall shows; `until` is said of a break alone."""
    row = session.get(HallWall, target.id) or HallWall(workshop_id=target.id)
    row.mode, row.until, row.set_at = mode.value, until if mode is Mode.PAUSE else None, wall
    session.add(row)
    session.flush()
    data: dict[str, object] = {"mode": mode.value, "until": row.until.isoformat() if row.until else None}
    workshops.record(session, target, trainer, WALL_SET, wall, data)


def _let_fit(session: Session, target: Workshop) -> None:
    """After an act on the mirror the wall shows what fits: part of that act, so it has no entry of its own."""
    row = session.get(HallWall, target.id)
    if row is not None:
        row.mode, row.until = Mode.AUTO.value, None
    session.flush()
