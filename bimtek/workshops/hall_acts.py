"""Acts for the whole hall: each is one entry of the class's chain that says how many it touches and what was before, so that
it can be taken back for a minute. Other rooms register how theirs is taken back (docs/decisions/0014)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.people.domain import Person
from bimtek.workshops import gates, messages, tasks
from bimtek.workshops.domain.clock import HallClock
from bimtek.workshops.models import Workshop
from bimtek.workshops.services import record
from bimtek.workshops.tasks import TaskRow

TAKE_BACK = timedelta(seconds=60)
#: Acts further back in the chain than so many entries are older than a minute in any hall.
_NEAR = 400
UNDONE = "hall_act_undone"
CLOCK = ("clock_resume", "clock_freeze", "clock_speed", "clock_jump")
TASK_SET, TIME_ADDED, STEPS_CLOSED, STEPS_OPENED = "task_set", "time_added", "steps_closed", "steps_opened"

#: What acts are about: a later act upon the same thing rests on the earlier one. Others stand alone.
_THINGS = {
    **dict.fromkeys(CLOCK, "clock"), **dict.fromkeys((TASK_SET, TIME_ADDED), "task"),
    **dict.fromkeys((STEPS_CLOSED, STEPS_OPENED), "steps"),
}  # fmt: skip

#: (session, trainer, class, entry, wall) → whether it could be taken back.
TakeBack = Callable[[Session, Person, Workshop, Entry, datetime], bool]
_ways: dict[str, TakeBack] = {}


def register(kind: str, way: TakeBack, thing: str = "") -> None:
    """Say how an act of this kind is taken back, and what it is about ("": each stands alone). The last word counts."""
    _ways[kind] = way
    if thing:
        _THINGS[kind] = thing


@dataclass(frozen=True, slots=True)
class Undoable:
    """An act that may be taken back: its entry, and for how many seconds still."""

    entry: Entry
    seconds: int

    @property
    def id(self) -> int:
        """How a page names it."""
        return self.entry.number


def undoables(session: Session, workshop_id: int, wall: datetime) -> list[Undoable]:
    """The acts of a class that may be taken back now, newest first: younger than a minute, not taken back, and with no later
    act upon the same thing, for that one was decided on the ground of it."""
    undone: set[int] = set()
    later: set[str] = set()
    found: list[Undoable] = []
    for entry in recent(session, workshop_id, _NEAR):
        left = int((entry.wall_at + TAKE_BACK - wall).total_seconds())
        if left <= 0:
            break
        if entry.kind == UNDONE:
            undone.add(int(entry.data["of"]))
        elif entry.number not in undone:
            thing = _THINGS.get(entry.kind, f"{entry.kind}/{entry.number}")
            if thing not in later:
                found.append(Undoable(entry, left))
            later.add(thing)
    return found


def recent(session: Session, workshop_id: int, within: int = 5000) -> list[Entry]:
    """The acts for the whole hall among the newest entries of a class's chain, newest first, with those that were undone."""
    return journal.newest_of_stream(session, f"class/{workshop_id}", [*_ways, UNDONE], within)


def newest_about(session: Session, workshop_id: int, thing: str) -> int:
    """The number of the newest act upon a thing ("task", "steps"), or of its being taken back; 0 for none. A page that keeps
    it can say on what ground it decided: a double tap is one act, and nobody overwrites unseen what another did."""
    for entry in recent(session, workshop_id):
        kind = entry.data["kind"] if entry.kind == UNDONE else entry.kind
        if _THINGS.get(kind) == thing:
            return entry.number
    return 0


def undo_that(
    session: Session, trainer: Person, target: Workshop, kind: str, name: str, value: object, wall: datetime
) -> Entry | None:
    """Take back the act of this kind whose data say `value` under `name` (a message by its number, a surge by its key): the
    way of the page about that one matter. None as for `undo`."""
    found = (
        one
        for one in undoables(session, target.id, wall)
        if one.entry.kind == kind and one.entry.data.get(name) == value
    )
    act = next(found, None)
    return undo(session, trainer, target, act.id, wall) if act else None


def undo(session: Session, trainer: Person, target: Workshop, number: int, wall: datetime) -> Entry | None:
    """Take an act back; the entry that says so, or None when it is too late, something later rests on it, it was taken back
    already, or what it brought can no longer be removed."""
    entry = next((one.entry for one in undoables(session, target.id, wall) if one.id == number), None)
    if entry is None or not _ways[entry.kind](session, trainer, target, entry, wall):
        return None
    told: dict[str, object] = {"of": number, "kind": entry.kind, "data": dict(entry.data)}
    record(session, target, trainer, UNDONE, wall, told)
    return journal.newest_of_stream(session, f"class/{target.id}", [UNDONE], 1)[0]


def clock_to_json(clock: HallClock) -> dict[str, Any]:
    """A clock as an entry keeps it."""
    return {
        "sim": clock.anchor_sim.isoformat(), "wall": clock.anchor_wall.isoformat(),
        "seconds_per_day": clock.seconds_per_day, "running": clock.running,
    }  # fmt: skip


def clock_from_json(told: dict[str, Any]) -> HallClock:
    """The clock an entry kept."""
    sim, wall = (datetime.fromisoformat(told[name]) for name in ("sim", "wall"))
    return HallClock(sim, wall, int(told["seconds_per_day"]), bool(told["running"]))


def _clock_back(_session: Session, _trainer: Person, target: Workshop, entry: Entry, _wall: datetime) -> bool:
    """A clock is a value that says for every wall instant what it shows: put back, it is as if nothing had been done."""
    if "before" not in entry.data or target.released_at is not None:
        return False
    clock = clock_from_json(entry.data["before"])
    target.clock_sim, target.clock_wall = clock.anchor_sim, clock.anchor_wall
    target.clock_seconds_per_day, target.clock_running = clock.seconds_per_day, clock.running
    return True


def set_task(
    session: Session, trainer: Person, target: Workshop, task: TaskRow | None, wall: datetime, people: int
) -> None:
    """Tell the hall what it does now, or that nothing is set."""
    before = tasks.task_of(session, target.id)
    if _without_moment(before) == _without_moment(task):
        return
    tasks.put(session, target.id, task)
    data: dict[str, object] = {"before": task_to_json(before), "task": task_to_json(task), "people": people}
    record(session, target, trainer, TASK_SET, wall, data)


def _without_moment(task: TaskRow | None) -> tuple[object, ...] | None:
    return (task.title, task.detail, task.step, task.ends_at) if task else None


def task_to_json(task: TaskRow | None) -> dict[str, Any] | None:
    """A task as an entry keeps it."""
    if task is None:
        return None
    ends = task.ends_at.isoformat() if task.ends_at else None
    return {
        "title": task.title,
        "detail": task.detail,
        "step": task.step,
        "ends_at": ends,
        "set_at": task.set_at.isoformat(),
    }


def task_from_json(told: dict[str, Any] | None) -> TaskRow | None:
    """The task an entry kept."""
    if told is None:
        return None
    ends = datetime.fromisoformat(told["ends_at"]) if told["ends_at"] else None
    return TaskRow(told["title"], told["detail"], told["step"], ends, datetime.fromisoformat(told["set_at"]))


def _task_back(session: Session, _trainer: Person, target: Workshop, entry: Entry, _wall: datetime) -> bool:
    tasks.put(session, target.id, task_from_json(entry.data["before"]))
    return True


def add_time(session: Session, trainer: Person, target: Workshop, minutes: int, wall: datetime, people: int) -> None:
    """More time for the task in hand and, by the listener of the room of tests, for every test that is being sat against a
    limit. A task whose time is over gets its minutes from now."""
    before = tasks.task_of(session, target.id)
    if before is not None and before.ends_at is not None:
        ends = max(before.ends_at, wall) + timedelta(minutes=minutes)
        tasks.put(session, target.id, TaskRow(before.title, before.detail, before.step, ends, before.set_at))
    data: dict[str, object] = {"before": task_to_json(before), "minutes": minutes, "people": people}
    record(session, target, trainer, TIME_ADDED, wall, data)


def close_steps(
    session: Session, trainer: Person, target: Workshop, steps: frozenset[str], wall: datetime, people: int
) -> bool:
    """Let a class begin everything but these steps from now on; a running exercise may be finished. False when it stood so
    already."""
    before = gates.closed(session, target.id)
    if before == steps:
        return False
    gates.put(session, target.id, steps, wall)
    kind = STEPS_CLOSED if steps - before else STEPS_OPENED
    data: dict[str, object] = {"before": sorted(before), "steps": sorted(steps), "people": people}
    record(session, target, trainer, kind, wall, data)
    return True


def _steps_back(session: Session, _trainer: Person, target: Workshop, entry: Entry, wall: datetime) -> bool:
    gates.put(session, target.id, entry.data["before"], wall)
    return True


def _message_back(session: Session, trainer: Person, target: Workshop, entry: Entry, wall: datetime) -> bool:
    return messages.withdraw(session, trainer, target, int(entry.data["message"]), wall)


for _kind in CLOCK:
    register(_kind, _clock_back)
for _kind in (TASK_SET, TIME_ADDED):
    register(_kind, _task_back)
for _kind in (STEPS_CLOSED, STEPS_OPENED):
    register(_kind, _steps_back)
register(messages.MESSAGE_SENT, _message_back)
