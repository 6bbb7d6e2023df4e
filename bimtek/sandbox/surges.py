"""Send a surge into chosen sandboxes, and take it back within a minute: untouched cases go, touched ones stay marked."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from bimtek.config import SEED_DIR
from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.people.domain import Person
from bimtek.sandbox.acting import Moment, columns_of, opening_deadlines, patience, stream
from bimtek.sandbox.arrivals import SURGED
from bimtek.sandbox.domain.deadlines import Deadlines
from bimtek.sandbox.domain.generator import Report
from bimtek.sandbox.domain.lifecycle import Desk
from bimtek.sandbox.domain.openings import FIRST_LATER, first_state, number_of
from bimtek.sandbox.domain.surge import Surge, load_surges, tell_surge
from bimtek.sandbox.models import Case, Sandbox
from bimtek.sandbox.pacing import hall_of
from bimtek.sandbox.provisioning import generator, seal_of
from bimtek.workshops import hall_acts
from bimtek.workshops import services as workshops

STARTED, UNDONE, INJECTED = "surge_started", "surge_undone", "surge_injected"
TAKE_BACK = timedelta(seconds=60)
KEPT = "~kept"


@lru_cache(maxsize=1)
def surges() -> dict[str, Surge]:
    """The kinds of surge in seed/surges."""
    return load_surges(SEED_DIR / "surges", generator().scenario_ids)


@dataclass(frozen=True, slots=True)
class Sent:
    """A surge as sent: its key, and how many cases came to how many sandboxes."""

    key: str
    people: int
    cases: int


def send(
    session: Session, trainer: Person, target: workshops.Workshop, surge: Surge, accounts: Sequence[int], wall: datetime
) -> Sent:
    """Let a surge begin in the sandboxes of these accounts of one class, each from its own seed; the caller commits."""
    boxes = session.scalars(
        select(Sandbox)
        .where(Sandbox.workshop_id == target.id, Sandbox.branch_of.is_(None), Sandbox.account_id.in_(list(accounts)))
        .order_by(Sandbox.id)
    ).all()
    key = f"{surge.id}-{secrets.token_hex(4)}"
    tops: dict[int, int] = {
        row[0]: row[1]
        for row in session.execute(
            select(Case.sandbox_id, func.max(Case.ordinal))
            .where(Case.ordinal >= FIRST_LATER, Case.ordinal < 9000, Case.sandbox_id.in_([box.id for box in boxes]))
            .group_by(Case.sandbox_id)
        )
    }
    rows: list[dict[str, Any]] = []
    for box in boxes:
        first = max(tops.get(box.id, 0) + 1, FIRST_LATER)
        moment = Moment(hall_of(session, box).sim_now(wall), wall)
        rows += _one(session, box, surge, key, first, moment)
    if rows:
        session.execute(insert(Case.__table__), rows)  # type: ignore[arg-type]
        _refresh(session, [box.id for box in boxes])
    data: dict[str, object] = {
        "surge": surge.id,
        "key": key,
        "sandboxes": [box.id for box in boxes],
        "cases": len(rows),
        "people": len(boxes),
    }
    workshops.record(session, target, trainer, STARTED, wall, data)
    return Sent(key, len(boxes), len(rows))


def _one(session: Session, box: Sandbox, surge: Surge, key: str, first: int, moment: Moment) -> list[dict[str, Any]]:
    count = len(surge.report)
    numbers = [number_of(Desk(part.desk), first + at) for at, part in enumerate(surge.report)]
    step = surge.minutes / 60 / max(1, count - 1)
    times = [workshops.after_office_hours(moment.sim, step * at) for at in range(count)]
    reports = tell_surge(generator(), surge, f"{box.seed}|{key}", box.person, numbers, times)
    seal = seal_of((report.number, report.title, report.body) for report in reports)
    journal.record(
        session, stream=stream(box), scope=f"class/{box.workshop_id}", kind=INJECTED, about=f"sandbox/{box.id}",
        actor_role="system", sim_at=moment.sim, wall_at=moment.wall,
        data={"surge": surge.id, "key": key, "numbers": numbers, "seal": seal},
    )  # fmt: skip
    clocks = opening_deadlines(session, box.id)
    return [_row(box.id, report, first + at, key, clocks) for at, report in enumerate(reports)]


def _row(sandbox_id: int, report: Report, ordinal: int, key: str, clocks: Deadlines) -> dict[str, Any]:
    start = first_state(
        Desk(report.desk),
        report.title,
        report.filed_class,
        report.received,
        patience(report.number, report.body),
        clocks,
    )
    return {
        "sandbox_id": sandbox_id, "desk": report.desk, "ordinal": ordinal, "number": report.number,
        "scenario_id": report.scenario_id, "origin": SURGED, "surge": key, "channel": report.channel,
        "filed_title": report.title, "body": report.body, "filed_class": report.filed_class, "anonymous": report.anonymous,
        "secret": report.secret, "place": report.place, "district": report.district, "incident_on": report.incident_on,
        "received_at": report.received, "reporter": report.reporter, "truth": report.truth, **columns_of(start),
    }  # fmt: skip


def _refresh(session: Session, boxes: Sequence[int]) -> None:
    """The next event of many sandboxes in one statement."""
    soonest = select(func.min(Case.event_at)).where(Case.sandbox_id == Sandbox.id).scalar_subquery()
    session.execute(update(Sandbox).where(Sandbox.id.in_(list(boxes))).values(next_event_at=soonest))


@dataclass(frozen=True, slots=True)
class Taken:
    """A surge taken back: how many cases went, and how many stay because somebody had worked on them."""

    removed: int
    kept: int


def seconds_left(session: Session, workshop_id: int, wall: datetime) -> tuple[str, int, int, int] | None:
    """(key, people, cases, seconds) of the newest surge of a class that may still be taken back, or None."""
    newest = None
    for entry in journal.entries_of(session, f"class/{workshop_id}"):
        if entry.kind in (STARTED, UNDONE):
            newest = entry
    if newest is None or newest.kind == UNDONE:
        return None
    left = int((newest.wall_at + TAKE_BACK - wall).total_seconds())
    told = newest.data
    return (told["key"], len(told["sandboxes"]), told["cases"], left) if left > 0 else None


def take_back(session: Session, trainer: Person, target: workshops.Workshop, key: str, wall: datetime) -> Taken | None:
    """Remove the untouched cases of a surge; touched ones stay and are marked. None when it is no longer, or was never, to
    be taken back. Nothing is lost from the journal: what came and what went stands there."""
    newest = seconds_left(session, target.id, wall)
    if newest is None or newest[0] != key:
        return None
    mine = select(Case.id).join(Sandbox).where(Sandbox.workshop_id == target.id, Case.surge == key)
    touched = list(session.scalars(mine.where(Case.last_number > 0)))
    untouched = list(session.scalars(mine.where(Case.last_number == 0)))
    boxes = list(session.scalars(select(Case.sandbox_id).where(Case.surge == key).distinct()))
    session.execute(delete(Case).where(Case.id.in_(untouched)))
    session.execute(update(Case).where(Case.id.in_(touched)).values(surge=f"{key}{KEPT}"))
    _refresh(session, boxes)
    data: dict[str, object] = {"key": key, "removed": len(untouched), "kept": touched}
    workshops.record(session, target, trainer, UNDONE, wall, data)
    return Taken(len(untouched), len(touched))


def _back(session: Session, trainer: Person, target: workshops.Workshop, entry: Entry, wall: datetime) -> bool:
    return take_back(session, trainer, target, str(entry.data["key"]), wall) is not None


hall_acts.register(STARTED, _back)
