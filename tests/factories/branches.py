"""A first run at the desk to go back in, and branches of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.people.domain import Person
from bimtek.sandbox import branching, services
from bimtek.sandbox.acting import Moment, Outcome
from bimtek.sandbox.domain.branch import Limits, Point
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.models import Case, Sandbox
from tests.factories.arrivals import TRUTH
from tests.factories.classes import desk

HASTY = "Baik, akan kami tindak lanjuti."


def act(session: Session, person: Person, case: Case, action: Action, role: Role, **given: Any) -> Outcome:
    """One act of this person in the sandbox worked in now, in this role."""
    here = desk(session, person)
    services.take_role(session, person, here.sandbox, role, here.moment)
    return services.act(session, person, here.sandbox, case, action, given, moment=here.moment)


def verify(session: Session, person: Person, case: Case, **other: str) -> Outcome:
    """Verified rightly, apart from what is given."""
    right = {name: case.truth.get(name) or TRUTH[name] for name in ("report_class", "category")}
    given = {"title": case.title, **right, "unit": case.truth["owner"], **other}
    return act(session, person, case, Action.VERIFY, Role.AGENCY_ADMIN, **given)


def reply(session: Session, person: Person, case: Case, text: str) -> Outcome:
    """A public answer."""
    return act(session, person, case, Action.FOLLOW_UP, Role.LIAISON, text=text)


def days_pass(session: Session, person: Person, days: int) -> None:
    """Time goes by in the sandbox worked in now, and its world catches up."""
    here = desk(session, person)
    services.catch_up(session, here.sandbox, Moment(here.moment.sim + timedelta(days=days), here.moment.wall))


def first_run(session: Session, person: Person, case: Case) -> None:
    """A refused try, verified, answered in haste, and what the citizen made of it."""
    act(session, person, case, Action.CLOSE, Role.AGENCY_ADMIN, note="sudah")
    assert verify(session, person, case).accepted
    assert reply(session, person, case, HASTY).accepted
    days_pass(session, person, 30)


def point_before(session: Session, case: Case, action: Action) -> Point:
    """The place just before the first own act of this kind."""
    return next(point for point in branching.points_of(session, case) if point.action == action)


def branch_before(
    session: Session, person: Person, case: Case, action: Action, command_id: str = "", limits: Limits | None = None
) -> Sandbox:
    """A branch opened just before an act of the first run."""
    main = services.main_sandbox_of(session, person.id)
    assert main is not None
    point, at = point_before(session, case, action), desk(session, person).moment
    made = branching.open_branch(
        session, person, main, case, point.act, at, command_id=command_id or None, limits=limits or Limits()
    )
    assert isinstance(made, Sandbox), made
    return made


def case_of(session: Session, sandbox: Sandbox, number: str) -> Case:
    """The case with this number in one sandbox."""
    return session.scalars(select(Case).where(Case.sandbox_id == sandbox.id, Case.number == number)).one()


def last_hash(session: Session, sandbox: Sandbox) -> str:
    """The hash that seals everything in a sandbox's journal."""
    return journal.entries_of(session, services.stream(sandbox))[-1].hash
