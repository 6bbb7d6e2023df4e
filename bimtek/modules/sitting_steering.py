"""The trainer's part of the tests: open and close them for a class, release marks, give time, allow another turn."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bimtek.journal.domain import Entry
from bimtek.modules import sitting_content, sitting_queries
from bimtek.modules.domain import sitting as rules_of
from bimtek.modules.sitting_models import ExtraTime, Gate, Sitting
from bimtek.people.domain import Person
from bimtek.workshops import hall_acts
from bimtek.workshops import services as workshops
from bimtek.workshops.services import Workshop

TEST_OPENED, TEST_CLOSED, MARKS_RELEASED = "test_opened", "test_closed", "marks_released"
EXTRA_TIME_GIVEN, REPEAT_ALLOWED = "extra_time_given", "repeat_allowed"
MOST_MINUTES, MOST_PERCENT = 240, 200


def set_gate(session: Session, trainer: Person, target: Workshop, kind: str, is_open: bool, wall: datetime) -> bool:
    """Open or close a test for a class. Who sits it may finish; nobody else begins a closed one. False when it stood so
    already: a double tap is one act."""
    if sitting_queries.gate_of(session, target.id, kind).is_open == is_open:
        return False
    _set(session, trainer, target, kind, is_open, wall, taken_back=False)
    return True


def take_back(session: Session, trainer: Person, target: Workshop, kind: str, wall: datetime) -> bool:
    """Undo the last opening or closing of a test within its minute; False when it is too late or was undone. Who began
    meanwhile keeps the sitting."""
    state = sitting_queries.gate_of(session, target.id, kind)
    if not state.seconds_left(wall):
        return False
    _set(session, trainer, target, kind, not state.is_open, wall, taken_back=True)
    return True


def _set(
    session: Session, trainer: Person, target: Workshop, kind: str, is_open: bool, wall: datetime, *, taken_back: bool
) -> None:
    row = _row(session, target, kind)
    row.is_open, row.changed_at = is_open, None if taken_back else wall
    data: dict[str, object] = {"kind": kind, "taken_back": taken_back}
    workshops.record(session, target, trainer, TEST_OPENED if is_open else TEST_CLOSED, wall, data)


def _row(session: Session, target: Workshop, kind: str) -> Gate:
    row = session.get(Gate, (target.id, kind))
    if row is None:
        row = Gate(workshop_id=target.id, kind=kind, is_open=sitting_content.plan_of(kind).open_at_start)
        session.add(row)
    return row


def release_marks(session: Session, trainer: Person, target: Workshop, kind: str, wall: datetime) -> int | None:
    """Show everybody of a class the marks of a test that hid them; how many finished sittings that touches, None when they
    were shown already. It cannot be taken back: what was read was read."""
    if sitting_queries.gate_of(session, target.id, kind).marks_are_shown:
        return None
    _row(session, target, kind).released_at = wall
    people = len(sitting_queries.finished(sitting_queries.sittings_of_class(session, target.id, kind).values()))
    workshops.record(session, target, trainer, MARKS_RELEASED, wall, {"kind": kind, "people": people})
    return people


def give_time(
    session: Session, trainer: Person, target: Workshop, account_id: int, minutes: int, percent: int, wall: datetime
) -> bool:
    """Set the time a person of this class has on top of a limit; a test being sat is prolonged (or shortened) at once, one
    that ended stays ended. False when it stood so already."""
    minutes, percent = max(0, min(minutes, MOST_MINUTES)), max(0, min(percent, MOST_PERCENT))
    before = sitting_queries.extra_time(session, account_id)
    if before == (minutes, percent):
        return False
    session.merge(ExtraTime(account_id=account_id, minutes=minutes, percent=percent))
    for row in sitting_queries.newest_of_person(session, account_id).values():
        over = row.finished_at is not None or rules_of.is_over(row.ends_at, wall, sitting_content.rules())
        if row.ends_at is not None and not over:
            row.ends_at += _own_time(row, (minutes, percent)) - _own_time(row, before)
    data: dict[str, object] = {"account": account_id, "minutes": minutes, "percent": percent}
    workshops.record(session, target, trainer, EXTRA_TIME_GIVEN, wall, data)
    return True


def _own_time(row: Sitting, extra: tuple[int, int]) -> timedelta:
    """How long the plan of a test lasts with this on top; what the hall was given comes on top of that and stays."""
    end = rules_of.end_of(sitting_content.plan_of(row.kind), row.started_at, *extra)
    return end - row.started_at if end else timedelta()


def allow_repeat(session: Session, trainer: Person, target: Workshop, sitting: Sitting, wall: datetime) -> bool:
    """Let a person sit a finished test once more, with other items; what was sat stays. False when that stood already."""
    if sitting.finished_at is None or sitting.may_repeat:
        return False
    sitting.may_repeat = True
    data: dict[str, object] = {"account": sitting.account_id, "kind": sitting.kind, "round": sitting.round}
    workshops.record(session, target, trainer, REPEAT_ALLOWED, wall, data)
    return True


def on_entry(session: Session, entry: Entry) -> None:
    """Listener: the hall was given more time, or that was taken back: every test that is being sat against a limit ends so
    much later; taken back, each of those that got the minutes ends so much sooner."""
    undone = entry.kind == hall_acts.UNDONE and entry.data["kind"] == hall_acts.TIME_ADDED
    if entry.kind != hall_acts.TIME_ADDED and not undone:
        return
    minutes = -int(entry.data["data"]["minutes"]) if undone else int(entry.data["minutes"])
    workshop_id = int(entry.stream.removeprefix("class/"))
    of = int(entry.data["of"]) if undone else entry.number
    given = next((act.wall_at for act in hall_acts.recent(session, workshop_id) if act.number == of), entry.wall_at)
    for row in sitting_queries.being_sat(session, workshop_id):
        if row.ends_at is not None and row.started_at <= given:
            row.ends_at += timedelta(minutes=minutes)
