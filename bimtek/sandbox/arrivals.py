"""A further case comes to a desk while the sandbox is running: bridged from another desk, reported again, part of a surge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.sandbox.acting import Moment, columns_of, opening_deadlines, patience, refresh_next_event, scope, stream
from bimtek.sandbox.domain.deadlines import Deadlines
from bimtek.sandbox.domain.lifecycle import Desk
from bimtek.sandbox.domain.openings import FIRST_LATER, first_state, number_of
from bimtek.sandbox.models import Case, Sandbox

BRIDGED, REPEATED, SURGED = "bridged", "repeated", "surged"
RECEIVED = "report_received"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What comes: everything a citizen sends, and the hidden truth. `links` tie it to the cases it came from."""

    desk: Desk
    origin: str
    body: str
    received_at: datetime
    channel: str
    truth: Mapping[str, Any]
    reporter: Mapping[str, Any]
    place: str
    title: str = ""
    filed_class: str = ""
    anonymous: bool = False
    secret: bool = False
    district: str | None = None
    incident_on: date | None = None
    scenario_id: str = ""
    surge: str | None = None
    links: Sequence[str] = ()
    told: Mapping[str, Any] = field(default_factory=dict)


def next_ordinal(session: Session, sandbox: Sandbox) -> int:
    """The running number of the next case that comes later."""
    later = select(func.max(Case.ordinal)).where(
        Case.sandbox_id == sandbox.id, Case.ordinal >= FIRST_LATER, Case.ordinal < 9000
    )
    return max((session.scalar(later) or 0) + 1, FIRST_LATER)


def row_of(sandbox_id: int, what: Arrival, ordinal: int, clocks: Deadlines) -> dict[str, Any]:
    """An arrival as the columns of a new case, its links among them."""
    number = number_of(what.desk, ordinal)
    start = first_state(what.desk, what.title, what.filed_class, what.received_at, patience(number, what.body), clocks)
    return {
        "sandbox_id": sandbox_id, "desk": what.desk.value, "ordinal": ordinal, "number": number,
        "scenario_id": what.scenario_id, "origin": what.origin, "surge": what.surge, "channel": what.channel,
        "filed_title": what.title, "body": what.body, "filed_class": what.filed_class, "anonymous": what.anonymous,
        "secret": what.secret, "place": what.place, "district": what.district, "incident_on": what.incident_on,
        "received_at": what.received_at, "reporter": dict(what.reporter), "truth": dict(what.truth),
        **columns_of(start), "links": list(what.links),
    }  # fmt: skip


def arrive(session: Session, sandbox: Sandbox, what: Arrival, moment: Moment, ordinal: int | None = None) -> Case:
    """Put the case on its desk and record that it came; the entry sets its links, so that a replay knows them."""
    clocks = opening_deadlines(session, sandbox.id)
    case = Case(**row_of(sandbox.id, what, ordinal or next_ordinal(session, sandbox), clocks))
    session.add(case)
    session.flush()
    entry = journal.record(
        session, stream=stream(sandbox), scope=scope(sandbox), kind=RECEIVED, about=f"case/{case.id}",
        actor_role="system", sim_at=moment.sim, wall_at=moment.wall,
        data={"number": case.number, "desk": case.desk, "origin": case.origin, "sets": {"links": list(what.links)}, **what.told},
    )  # fmt: skip
    case.last_number = entry.number
    refresh_next_event(session, sandbox)
    return case
