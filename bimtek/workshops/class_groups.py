"""The groups of a class: who sits with whom. Cards and the board read them from the seats; the last change can be taken back
for a minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.people.domain import Person
from bimtek.workshops.domain import groups
from bimtek.workshops.domain.groups import LONGEST_NAME, MOST_GROUPS, Member
from bimtek.workshops.models import Seat, Workshop
from bimtek.workshops.services import SeatRow, record, seats_of, units

SET, TAKEN_BACK = "groups_set", "groups_taken_back"
UNDO_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Group:
    """A group and who is in it, in the order of the seats; the name "" is nobody's group."""

    name: str
    people: list[SeatRow]


@dataclass(frozen=True, slots=True)
class Undoable:
    """The last change of the groups while it can be taken back: its number in the class's journal, how many it touched, and
    for how long still."""

    entry: int
    touched: int
    seconds: int


def of(rows: Sequence[SeatRow]) -> list[Group]:
    """The groups of these seats, in the order of their names as people count ("Kelompok 2" before "Kelompok 10"); who has
    none comes last."""
    found: dict[str, list[SeatRow]] = {}
    for row in rows:
        found.setdefault(row.group, []).append(row)
    return [Group(name, found[name]) for name in sorted(found, key=_counted)]


def _counted(name: str) -> tuple[bool, str, int, str]:
    word, _space, number = name.rpartition(" ")
    return (not name, word.casefold(), int(number), "") if number.isdecimal() else (not name, name.casefold(), -1, name)


def proposal(session: Session, workshop_id: int, count: int, way: str, word: str) -> list[Group]:
    """The groups as this parting would make them; nothing is changed. Raises ValueError for a way or a count that does not
    exist."""
    kinds = {unit.id: unit.kind for unit in units()}
    query = select(Seat.account_id, Seat.unit_id).where(Seat.workshop_id == workshop_id)
    unit_ids = {account: unit_id or "" for account, unit_id in session.execute(query)}
    rows = {row.account_id: row for row in seats_of(session, workshop_id)}
    members = [
        Member(row.account_id, row.number, row.unit, kinds.get(unit_ids[row.account_id], "")) for row in rows.values()
    ]
    parts = groups.parted(members, count, way)
    names = groups.names_for(len(parts), word)
    return [Group(name, [rows[one.account_id] for one in part]) for name, part in zip(names, parts, strict=True)]


def assign(session: Session, trainer: Person, target: Workshop, wanted: Mapping[int, str], wall: datetime) -> int:
    """Put people of this class into groups by name; others are left alone. Returns how many now sit elsewhere; nobody is
    nothing recorded."""
    rows = seats_of(session, target.id)
    moved = [
        row for row in rows if row.account_id in wanted and wanted[row.account_id].strip()[:LONGEST_NAME] != row.group
    ]
    now = {row.account_id: wanted[row.account_id].strip()[:LONGEST_NAME] for row in moved}
    if moved:
        _write(session, target.id, now)
        data: dict[str, object] = {
            "groups": {str(account): name for account, name in now.items()},
            "before": {str(row.account_id): row.group for row in moved},
        }
        record(session, target, trainer, SET, wall, data)
    return len(moved)


def rename(session: Session, trainer: Person, target: Workshop, old: str, new: str, wall: datetime) -> int | None:
    """Give a group another name; None when another group has it already (names told apart without case)."""
    rows, name = seats_of(session, target.id), new.strip()[:LONGEST_NAME]
    if any(row.group.casefold() == name.casefold() and row.group != old for row in rows):
        return None
    return assign(session, trainer, target, {row.account_id: name for row in rows if row.group == old}, wall)


def undoable(session: Session, workshop_id: int, wall: datetime) -> Undoable | None:
    """The last change of the groups, if it is less than a minute old and was not taken back."""
    entries = journal.of_class(session, f"class/{workshop_id}", (SET, TAKEN_BACK))
    if not entries or entries[-1].kind != SET:
        return None
    left = UNDO_SECONDS - int((wall - entries[-1].wall_at).total_seconds())
    return Undoable(entries[-1].number, len(entries[-1].data["groups"]), left) if 0 < left <= UNDO_SECONDS else None


def take_back(session: Session, trainer: Person, target: Workshop, number: int, wall: datetime) -> int | None:
    """Undo the last change of the groups, named by its entry; None when it is too late or another change came after it."""
    last = undoable(session, target.id, wall)
    if last is None or last.entry != number:
        return None
    entry = journal.of_class(session, f"class/{target.id}", (SET,))[-1]
    before = {int(account): str(name) for account, name in entry.data["before"].items()}
    _write(session, target.id, before)
    record(session, target, trainer, TAKEN_BACK, wall, {"entry": number})
    return len(before)


def _write(session: Session, workshop_id: int, names: Mapping[int, str]) -> None:
    by_name: dict[str, list[int]] = {}
    for account, name in names.items():
        by_name.setdefault(name, []).append(account)
    for name, people in by_name.items():
        query = update(Seat).where(Seat.workshop_id == workshop_id, Seat.account_id.in_(people))
        session.execute(query.values(group=name))


__all__ = ["MOST_GROUPS", "Group", "Undoable", "assign", "of", "proposal", "rename", "take_back", "undoable"]
