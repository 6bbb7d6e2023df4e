"""What other rooms and the pages ask of the sandboxes: find one, find a case, take a role. Acting stands in acting.py,
catching up in catching_up.py, citizens in citizens.py; the names others use are gathered here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from bimtek.journal import services as journal
from bimtek.people.domain import Person
from bimtek.sandbox.acting import (
    ROLE_COLUMNS,
    Moment,
    Outcome,
    initial_state,
    role_at,
    scope,
    state_of,
    stream,
)
from bimtek.sandbox.bridging import act, demonstrate
from bimtek.sandbox.catching_up import catch_up, is_behind
from bimtek.sandbox.citizens import note_decision, note_judgement
from bimtek.sandbox.domain.lifecycle import ROLES, Role
from bimtek.sandbox.models import Case, Sandbox
from bimtek.sandbox.pacing import hall_of
from bimtek.sandbox.queries import find_case
from bimtek.sandbox.world import OWN_LEVEL, deadlines, unit_name, world
from bimtek.workshops import services as workshops

#: What services take and give, and the parts of this room's work: other rooms name them from here.
__all__ = [
    "OWN_LEVEL",
    "Case",
    "Moment",
    "Outcome",
    "Sandbox",
    "act",
    "catch_up",
    "deadlines",
    "demonstrate",
    "initial_state",
    "is_behind",
    "note_decision",
    "note_judgement",
    "role_at",
    "state_of",
    "stream",
    "unit_name",
    "world",
]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a trainee sits now: the own sandbox, its class, and the instant on both clocks."""

    sandbox: Sandbox
    hall: workshops.Hall
    moment: Moment


_main = aliased(Sandbox)
_MAIN_OF_PERSON = select(Sandbox).where(Sandbox.account_id == bindparam("account"), Sandbox.branch_of.is_(None))
#: Both are put together once: one is asked on every page.
_OF_PERSON = (
    select(Sandbox)
    .join(_main, Sandbox.id == func.coalesce(_main.active_branch, _main.id))
    .where(_main.account_id == bindparam("account"), _main.branch_of.is_(None))
)


_OWNERS = select(Sandbox.account_id).where(Sandbox.id.in_(bindparam("sandboxes", expanding=True)))


def owners_of(session: Session, sandbox_ids: Collection[int]) -> set[int]:
    """Whose these sandboxes are."""
    if not sandbox_ids:
        return set()
    return {row[0] for row in session.connection().execute(_OWNERS, {"sandboxes": list(sandbox_ids)})}


def sandbox_of(session: Session, account_id: int) -> Sandbox | None:
    """The sandbox a person works in now: the branch that was entered, else the main one. With `main_sandbox_of` the only
    way any page reaches one."""
    return session.scalars(_OF_PERSON, {"account": account_id}).first()


def main_sandbox_of(session: Session, account_id: int) -> Sandbox | None:
    """The person's main sandbox: the one that counts, whatever branch was entered."""
    return session.scalars(_MAIN_OF_PERSON, {"account": account_id}).first()


def desk_of(session: Session, account_id: int, wall: datetime, *, main: bool = False) -> Desk | None:
    """The person's desk at a wall instant, or None for somebody without a sandbox; `main` passes over a branch that was
    entered."""
    sandbox = main_sandbox_of(session, account_id) if main else sandbox_of(session, account_id)
    if sandbox is None:
        return None
    hall = hall_of(session, sandbox)
    return Desk(sandbox, hall, Moment(hall.sim_now(wall), wall))


def sandbox_by_id(session: Session, sandbox_id: int) -> Sandbox | None:
    """A sandbox by number, for those who follow the journal; pages reach a sandbox through its person only."""
    return session.get(Sandbox, sandbox_id)


def case_by_id(session: Session, case_id: int) -> Case | None:
    """A report by number, for those who follow the journal."""
    return session.get(Case, case_id)


def case_of(session: Session, sandbox: Sandbox, number: str, now: datetime) -> Case | None:
    """A report of this sandbox that has arrived by `now`; another's, or one still to come, is not found."""
    return find_case(session, sandbox, number, now)


def take_role(session: Session, person: Person, sandbox: Sandbox, role: Role, moment: Moment) -> None:
    """Play another role from now on, at the desk it belongs to; refused silently for a role nobody may play."""
    desk = next((desk for desk, roles in ROLES.items() if role in roles), None)
    if desk is None or role_at(sandbox, desk) == role:
        return
    setattr(sandbox, ROLE_COLUMNS[desk], role.value)
    journal.record(
        session,
        stream=stream(sandbox),
        scope=scope(sandbox),
        kind="role_taken",
        about=f"sandbox/{sandbox.id}",
        actor_id=person.id,
        actor_role=role.value,
        sim_at=moment.sim,
        wall_at=moment.wall,
        data={"role": role.value},
    )
