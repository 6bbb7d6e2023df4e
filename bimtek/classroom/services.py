"""What the hall's pages read: everybody of a class on one board, one person's seat. This room owns no table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bimtek.classroom.domain.board import unit_of_most
from bimtek.classroom.domain.radar import Watched
from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.modules import services as modules
from bimtek.modules.queries import nothing_yet
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.workshops import class_lines, hands, presence
from bimtek.workshops import services as workshops
from bimtek.workshops.class_lines import ClassLine
from bimtek.workshops.domain.rights import Right

if TYPE_CHECKING:
    from bimtek.modules.queries import ProgressRow

DESK_VIEWED = "desk_viewed"
#: The wish for one cell a unit in place of one unit's steps; it stands in the address.
ALL_UNITS = "semua"
#: A trainer who turns pages on one desk looks once; the next look is recorded when this much wall time has passed.
ONE_LOOK = timedelta(minutes=10)
#: Numbers beyond this name nothing; a database would refuse them.
LARGEST = 2**31


#: Rows of the workshops room: handed on to its services and pages, for their tables are their own.
Workshop = Any
Seat = Any


@dataclass(frozen=True, slots=True)
class Seated:
    """A person of the trainer's own class: the class, the seat, the person."""

    workshop: Workshop
    seat: Seat
    person: Person


def chosen_class(session: Session, trainer: Person, workshop_id: int | None) -> tuple[int | None, list[ClassLine]]:
    """The class asked for, or the newest without a wish, and all classes of the trainer; None when there is none or the
    one asked for is another trainer's. An archived class is shown only when it is asked for."""
    own = class_lines.lines_of(session, trainer)
    if workshop_id is None:
        return next((line.id for line in own if not line.archived), own[0].id if own else None), own
    return next((line.id for line in own if line.id == workshop_id), None), own


def quiet_if_watched(session: Session, trainer: Person, workshop_id: int) -> timedelta | None:
    """How long somebody may be quiet in a class this trainer has a part in; None for any other class."""
    target = workshops.workshop_for(session, trainer, workshop_id) if workshop_id < LARGEST else None
    return quiet_after(target) if target else None


def standing_of(session: Session, workshop_id: int, account_id: int) -> ProgressRow | None:
    """Where one person stands, or None for somebody who has done nothing."""
    return modules.progress_of_class(session, workshop_id, [account_id]).get(account_id)


def quiet_after(target: Workshop) -> timedelta:
    """How long somebody of this class may do nothing before a trainer looks after them."""
    return timedelta(minutes=target.quiet_minutes)


def everybody(session: Session, workshop_id: int, unit: str = "") -> tuple[str, list[Watched]]:
    """The unit shown (the one asked for or ALL_UNITS, else the one that most people have in hand) and every seat of a class
    with where its person stands in it, also of those who never came; four queries, however large the class."""
    standing = modules.progress_of_class(session, workshop_id)
    if not is_shown(unit):
        unit = unit_of_most((row.unit for row in standing.values()), first_unit())
    return unit, _watched(session, workshop_id, unit, standing, hands_up(session, workshop_id))


def is_shown(unit: str) -> bool:
    """Whether a unit asked for is one that a board can show."""
    return unit == ALL_UNITS or any(unit == module.code for module in modules.units_taught())


def first_unit() -> str:
    """The unit shown where nobody has begun."""
    return modules.units_taught()[0].code


def some_of(
    session: Session, workshop_id: int, unit: str, accounts: Collection[int], queue: Mapping[int, Mapping[str, Any]]
) -> list[Watched]:
    """The same of the seats of these accounts only; `queue` are the hands up now."""
    standing = modules.progress_of_class(session, workshop_id, accounts)
    return _watched(session, workshop_id, unit, standing, queue, accounts)


def _watched(
    session: Session, workshop_id: int, unit: str, standing: Mapping[int, ProgressRow],
    queue: Mapping[int, Mapping[str, Any]], among: Collection[int] | None = None,
) -> list[Watched]:  # fmt: skip
    letters = modules.letters_of_units if unit == ALL_UNITS else partial(modules.cells_of_unit, unit=unit)
    nothing = nothing_yet(0).cells
    empty, seen = letters(nothing), presence.last_seen(session, workshop_id, among=among)
    found = []
    for seat in workshops.seats_of(session, workshop_id, among):
        account = seat.account_id
        row, who = standing.get(account), (account, seat.number, seat.name, seat.group, seat.joined)
        if row is None:
            person = Watched(*who, empty, everything=nothing, seen=seen.get(account))
        else:
            person = Watched(
                *who, letters(row.cells), f"{row.unit} {row.step_label}".strip(), row.last_wall, row.refused, row.cells,
                row.unit, row.refused_row, row.hints_open, seen.get(account),
            )  # fmt: skip
        found.append(person._replace(**queue[account]) if account in queue else person)
    return found


def hands_up(session: Session, workshop_id: int) -> dict[int, dict[str, Any]]:
    """What a raised hand says of its person on the board, by account."""
    return {
        row.account_id: {
            "hand": place, "hand_at": row.raised_at, "hand_about": row.about, "hand_taken": row.taken_by is not None
        }
        for place, row in enumerate(hands.up(session, workshop_id), 1)
    }  # fmt: skip


def newest_entry(session: Session, workshop_id: int) -> int:
    """The newest journal entry of a class: when it moves, the board may have."""
    return journal.version(session, f"class/{workshop_id}")


def seated(session: Session, trainer: Person, account_id: int, right: Right = Right.WATCH) -> Seated | None:
    """One person of a class in which this trainer has the right; anybody else is not found."""
    seat = workshops.seat_of(session, account_id)
    target = workshops.workshop_for(session, trainer, seat.workshop_id, right) if seat else None
    person = people.person(session, account_id) if target else None
    return Seated(target, seat, person) if target and seat and person else None


def last_acts(session: Session, account_id: int, limit: int = 15) -> list[Entry]:
    """The newest things a person did, newest first."""
    return journal.latest_of_person(session, account_id, limit)


def look_is_due(session: Session, trainer: Person, account_id: int, wall: datetime) -> bool:
    """Whether a look at a desk is to be recorded: not when the trainer's newest act is the same look, a short time ago."""
    newest = journal.latest_of_person(session, trainer.id, 1)
    if not newest or newest[0].kind != DESK_VIEWED or newest[0].about != f"account/{account_id}":
        return True
    return wall - newest[0].wall_at >= ONE_LOOK


def record_look(session: Session, trainer: Person, viewed: Seated, wall: datetime) -> Entry:
    """Record that a trainer looks at somebody's desk: being watched leaves a trace. The caller commits."""
    stream = f"class/{viewed.workshop.id}"
    return journal.record(
        session,
        stream=stream,
        scope=stream,
        kind=DESK_VIEWED,
        about=f"account/{viewed.person.id}",
        actor_id=trainer.id,
        actor_role=trainer.role.value,
        sim_at=workshops.sim_now(viewed.workshop, wall),
        wall_at=wall,
        data={"seat": viewed.seat.number},
    )
