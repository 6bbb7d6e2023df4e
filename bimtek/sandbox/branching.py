"""Rewind: a case played again from an earlier entry on, in a branch that is a sandbox of its own.

Nothing of the first run changes: not its entries, not its row, not what it was worth. A branch's journal begins with copies of
the entries it keeps, so that its projection is the fold of its own stream like any other's. Who opened, entered, left and put
away which branch stands in a stream of its own beside the main one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.people.domain import Person
from bimtek.sandbox.acting import (
    ROLE_COLUMNS,
    Moment,
    columns_of,
    initial_state,
    refresh_next_event,
    scope,
    stream,
)
from bimtek.sandbox.arrivals import SURGED
from bimtek.sandbox.catching_up import catch_up
from bimtek.sandbox.domain.branch import Limits, Point, come_along, known_then, points
from bimtek.sandbox.domain.case import FIELDS, fold
from bimtek.sandbox.domain.decision_guards import linked_number
from bimtek.sandbox.domain.lifecycle import Desk
from bimtek.sandbox.models import Case, Sandbox
from bimtek.sandbox.pacing import hall_of
from bimtek.sandbox.provisioning import ARRIVED, seal_of
from bimtek.sandbox.surges import INJECTED
from bimtek.workshops import services as workshops

OPENED, BROUGHT, ENTERED, LEFT, PUT_AWAY = (
    "branch_opened", "case_brought", "branch_entered", "branch_left", "branch_put_away",
)  # fmt: skip
#: What a case holds beside its projection; a branch's copy is of no surge, for a surge is the class's.
_SENT = [c.key for c in Case.__table__.columns if c.key not in (*FIELDS, "id", "sandbox_id", "surge")]
_WHOLE = (undefer(Case.truth), undefer(Case.reporter))


def ledger(main: Sandbox) -> str:
    """The stream that tells what a person did with branches; that of the main sandbox hears nothing of it."""
    return f"branches/{main.id}"


def main_of(session: Session, sandbox: Sandbox) -> Sandbox:
    """The main sandbox of the person whose branch (or main sandbox) this is."""
    found = session.get(Sandbox, sandbox.branch_of) if sandbox.branch_of else sandbox
    assert found is not None  # noqa: S101 -- the foreign key holds it
    return found


def active_of(session: Session, main: Sandbox) -> Sandbox | None:
    """The branch the person works in now, or None at the main desk."""
    return session.get(Sandbox, main.active_branch) if main.active_branch else None


def points_of(session: Session, case: Case) -> list[Point]:
    """The places of a case's first run to which its officer may go back, oldest first."""
    return points(journal.entries_about(session, f"case/{case.id}"), case.received_at)


def begins_at(point: Point) -> datetime:
    """What the clock of a branch shows at first: a report that came in by night is looked at when the office opens."""
    return max(point.since, workshops.after_office_hours(point.since, 0))


def open_branch(
    session: Session,
    person: Person,
    main: Sandbox,
    case: Case,
    act: int,
    moment: Moment,
    *,
    command_id: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 -- a frozen value
) -> Sandbox | str:
    """Open a branch of a case of the main sandbox just before the own act with this number, and enter it; a command id
    already answered gives the same branch again. Refuses (a sentence) an act that is not there, and more branches than one
    person may ever open. The caller commits."""
    if known := journal.find_command(session, ledger(main), command_id) if command_id else None:
        return session.get_one(Sandbox, int(known.about.removeprefix("sandbox/")))
    point = next((point for point in points_of(session, case) if point.act == act), None)
    if point is None:
        return "Titik itu tidak ada pada laporan ini. Pilih titik dari daftar."
    if _count(session, main) >= limits.ever:
        return f"Anda sudah membuka {limits.ever} cabang. Lanjutkan salah satu yang ada."
    branch = _new_sandbox(session, main, case, point, moment)
    told = {"main": main.id, "number": case.number, "act": point.act, "kept": point.kept}
    begun = Moment(begins_at(point), moment.wall)
    _record(session, stream(branch), OPENED, branch, begun, told, person)
    entries = journal.entries_about(session, f"case/{case.id}")
    copied = _bring(session, main, branch, case, come_along(entries, point), begun)
    for link in copied.links:
        bring(session, branch, linked_number(link), begun)
    _record(session, ledger(main), OPENED, branch, moment, told, person, command_id)
    main.active_branch = branch.id
    _put_away_oldest(session, person, main, case.number, moment, limits)
    return branch


def _new_sandbox(session: Session, main: Sandbox, case: Case, point: Point, moment: Moment) -> Sandbox:
    """The same citizens (seed), the role of the act decided anew, and a clock that stands where the branch begins."""
    roles = {column: getattr(main, column) for column in ROLE_COLUMNS.values()}
    roles[ROLE_COLUMNS[Desk(case.desk)]] = point.role.value
    begins = begins_at(point)
    branch = Sandbox(
        account_id=main.account_id, workshop_id=main.workshop_id, seed=main.seed, person=main.person, **roles,
        opened_at=moment.wall, clock_sim=begins, clock_wall=moment.wall, clock_running=False,
        clock_seconds_per_day=hall_of(session, main).clock.seconds_per_day, branch_of=main.id, branch_case=case.number,
        branched_at=point.kept, branched_sim=begins,
    )  # fmt: skip
    session.add(branch)
    session.flush()
    return branch


def _bring(
    session: Session, main: Sandbox, branch: Sandbox, case: Case, entries: Sequence[Entry], begun: Moment
) -> Case:
    """Copy a case with these of its entries into a branch; its projection is their fold."""
    twin = Case(
        sandbox_id=branch.id, **{name: getattr(case, name) for name in _SENT}, **columns_of(initial_state(case))
    )
    session.add(twin)
    session.flush()
    about = f"case/{twin.id}"
    sealed = seal_of([(case.number, case.filed_title, case.body)])
    told = {"number": case.number, "from": stream(main), "entries": len(entries), "seal": sealed}
    first = _record(session, stream(branch), BROUGHT, branch, begun, told, about=about)
    copies = journal.copy(session, entries, stream=stream(branch), about=about)
    state = fold(initial_state(twin), [(entry.number, entry.data) for entry in (first, *copies)])
    for name, value in columns_of(state).items():
        setattr(twin, name, value)
    refresh_next_event(session, branch)
    return twin


def bring(session: Session, branch: Sandbox, number: str, moment: Moment) -> Case | None:
    """A further case of the main desk comes into a branch, as it stood when the branch begins, and its world catches up; None
    for a number that was not there then, or is there already."""
    main = main_of(session, branch)
    here = select(Case.id).where(Case.sandbox_id == branch.id, Case.number == number)
    query = select(Case).where(Case.sandbox_id == main.id, Case.number == number, Case.received_at <= moment.sim)
    case = session.scalars(query.options(*_WHOLE)).first()
    if case is None or session.scalar(here) is not None:
        return None
    act, since = journal.first_of(session, stream(branch)).data["act"], branch.branched_sim or moment.sim
    known = known_then(journal.entries_about(session, f"case/{case.id}"), act, since)
    if not (known or case.origin == ARRIVED or (case.origin == SURGED and _surged(session, main, number, act, since))):
        return None
    twin = _bring(session, main, branch, case, known, Moment(since, moment.wall))
    catch_up(session, branch, moment)
    return twin


def _surged(session: Session, main: Sandbox, number: str, act: int, since: datetime) -> bool:
    """Whether the surge that brought a case had begun by then: such a case has no entry of its own."""
    return any(
        entry.kind == INJECTED
        and number in entry.data["numbers"]
        and entry.number < act
        and (entry.sim_at or since) <= since
        for entry in journal.entries_of(session, stream(main))
    )


def find_branch(session: Session, main: Sandbox, branch_id: int) -> Sandbox | None:
    """A branch of this person by number; another's is not found."""
    query = select(Sandbox).where(Sandbox.id == branch_id, Sandbox.branch_of == main.id)
    return session.scalars(query).first()


def case_in(session: Session, sandbox: Sandbox, number: str) -> Case | None:
    """The case with this number in one sandbox, whole, whenever it arrived."""
    query = select(Case).where(Case.sandbox_id == sandbox.id, Case.number == number)
    return session.scalars(query.options(*_WHOLE)).first()


@dataclass(frozen=True, slots=True)
class BranchRow:
    """A branch in a list: where it began, how its case stands now, whether it was put away."""

    id: int
    kept: int
    since: datetime
    opened_at: datetime
    put_away: bool
    state: str
    unit: str | None
    happened: int


def branches_of(session: Session, main: Sandbox, number: str) -> list[BranchRow]:
    """The branches of one case, newest first."""
    query = (
        select(Sandbox, Case.id, Case.state, Case.unit)
        .join(Case, (Case.sandbox_id == Sandbox.id) & (Case.number == Sandbox.branch_case))
        .where(Sandbox.branch_of == main.id, Sandbox.branch_case == number)
        .order_by(Sandbox.id.desc())
    )
    return [
        BranchRow(
            box.id, box.branched_at or 0, box.branched_sim or box.opened_at, box.opened_at, box.closed_at is not None,
            state, unit, len(happened_since(session, case_id)),
        )
        for box, case_id, state, unit in session.execute(query)
    ]  # fmt: skip


def happened_since(session: Session, case_id: int) -> list[Entry]:
    """What happened to a branch's case in the branch itself: the entries that are no copies."""
    entries = journal.entries_about(session, f"case/{case_id}")
    return [entry for entry in entries if entry.kind != BROUGHT and journal.COPIED_FROM not in entry.data]


def enter(session: Session, person: Person, main: Sandbox, branch: Sandbox, moment: Moment) -> bool:
    """Work in a branch from now on, on whatever device; False for one that was put away."""
    if branch.closed_at is not None:
        return False
    if main.active_branch != branch.id:
        main.active_branch = branch.id
        _record(session, ledger(main), ENTERED, branch, moment, {}, person)
    return True


def leave(session: Session, person: Person, main: Sandbox, moment: Moment) -> None:
    """Back to the main desk; the branch stays as it is."""
    if branch := active_of(session, main):
        main.active_branch = None
        _record(session, ledger(main), LEFT, branch, moment, {}, person)


def _put_away_oldest(
    session: Session, person: Person, main: Sandbox, number: str, moment: Moment, limits: Limits
) -> None:
    """Keep to the limits: the oldest open branches can be read and compared, but no longer entered."""
    query = select(Sandbox).where(Sandbox.branch_of == main.id, Sandbox.closed_at.is_(None)).order_by(Sandbox.id)
    standing = list(session.scalars(query))
    of_case = [branch for branch in standing if branch.branch_case == number]
    too_many = of_case[: -limits.per_case]
    rest = [branch for branch in standing if branch not in too_many]
    for branch in (*too_many, *rest[: -limits.per_person]):
        branch.closed_at = moment.wall
        _record(session, ledger(main), PUT_AWAY, branch, moment, {}, person)


def count_open(session: Session, main: Sandbox) -> int:
    """How many branches a person has that were not put away."""
    query = select(func.count()).where(Sandbox.branch_of == main.id, Sandbox.closed_at.is_(None))
    return session.scalar(query) or 0


def _count(session: Session, main: Sandbox) -> int:
    return session.scalar(select(func.count()).where(Sandbox.branch_of == main.id)) or 0


def _record(
    session: Session, where: str, kind: str, branch: Sandbox, moment: Moment, data: dict[str, Any],
    person: Person | None = None, command_id: str | None = None, about: str = "",
) -> Entry:  # fmt: skip
    return journal.record(
        session, stream=where, scope=scope(branch), kind=kind, about=about or f"sandbox/{branch.id}",
        actor_id=person.id if person else None, actor_role="trainee" if person else "system", sim_at=moment.sim,
        wall_at=moment.wall, data=data, command_id=command_id,
    )  # fmt: skip
