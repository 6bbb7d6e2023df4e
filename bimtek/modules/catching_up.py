"""A trainer helps somebody on: an exercise begun anew with its evidence kept, parts filled in for a late-comer. Neither earns
anything, and both are taken back for a minute."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.modules import marking, standing, starting
from bimtek.modules.domain.attempt import FILLED, PASSED, RESET, RUNNING
from bimtek.modules.domain.exercise import Exercise
from bimtek.modules.models import Attempt
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.pacing import hall_of
from bimtek.sandbox.services import Sandbox
from bimtek.workshops import hall_acts
from bimtek.workshops import services as workshops
from bimtek.workshops.services import Workshop

EXERCISE_RESET, STEPS_FILLED = "exercise_reset", "steps_filled"
RESET_UNDONE, FILL_UNDONE = "exercise_reset_undone", "steps_filled_undone"
MOST_REASON = 200


def parts_before(upto: str, taught: Sequence[str] = ()) -> list[Exercise]:
    """The parts of the path before a unit ("U3") or a part of one, in their order. [] for a code that does not exist. `taught`:
    the units of the class, all where it names none."""
    found: list[Exercise] = []
    for module in marking.content().modules:
        if taught and module.code not in taught:
            continue
        if module.code == upto:
            return found
        for exercise in module.exercises:
            if exercise.code == upto:
                return found
            found.append(exercise)
    return []


def fill(
    session: Session, trainer: Person, target: Workshop, accounts: Iterable[int], upto: str, wall: datetime
) -> tuple[int, int]:
    """Fill in what lies before `upto` for people of this class: parts they have neither passed nor begun. Returns how many
    people and parts that was; (0, 0), and nothing recorded, when there was nothing to fill in."""
    own = {seat.account_id for seat in workshops.seats_of(session, target.id)}
    filled: dict[str, list[int]] = {}
    for account in dict.fromkeys(accounts):
        parts = parts_before(upto, target.units) if account in own else []
        made = _fill_one(session, trainer, account, parts, wall)
        if made:
            filled[str(account)] = made
    if not filled:
        return 0, 0
    data: dict[str, object] = {"upto": upto, "filled": filled, "people": len(filled)}
    workshops.record(session, target, trainer, STEPS_FILLED, wall, data)
    return len(filled), sum(map(len, filled.values()))


def _fill_one(
    session: Session, trainer: Person, account_id: int, parts: Sequence[Exercise], wall: datetime
) -> list[int]:
    person, sandbox = people.person(session, account_id), sandboxes.main_sandbox_of(session, account_id)
    if person is None or sandbox is None:
        return []
    met = {a.exercise for a in standing.attempts_of(session, account_id) if a.status in (PASSED, RUNNING, FILLED)}
    moment = sandboxes.Moment(wall, wall)
    made: list[Attempt] = []
    for exercise in parts:
        if exercise.code not in met:
            variant = starting.next_variant(session, account_id, exercise.code)
            attempt = starting.new_attempt(session, person, exercise.code, variant, None, moment)
            attempt.status, attempt.finished_at = FILLED, wall
            made.append(attempt)
    if made:
        session.flush()
        _note(session, trainer, sandbox, STEPS_FILLED, made, wall)
        standing.redraw(session, standing.row_of(session, sandbox))
    return [attempt.id for attempt in made]


def _note(
    session: Session, trainer: Person, sandbox: Sandbox, kind: str, rows: Sequence[Attempt], wall: datetime
) -> None:
    """One entry in the chain of the person's own sandbox: who reads only that finds there why a try counts no more, or why a part
    was passed over. It is about the last of the tries and names them all."""
    told = {"exercises": list(dict.fromkeys(row.exercise for row in rows)), "attempts": [row.id for row in rows]}
    journal.record(
        session, stream=sandboxes.stream(sandbox), scope=f"class/{sandbox.workshop_id}", kind=kind,
        about=f"attempt/{rows[-1].id}", actor_id=trainer.id, actor_role=trainer.role.value,
        sim_at=hall_of(session, sandbox).sim_now(wall), wall_at=wall, data=told,
    )  # fmt: skip


def reset(
    session: Session, trainer: Person, target: Workshop, account_id: int, code: str, reason: str, wall: datetime
) -> int:
    """Have an exercise begun anew: its tries and what was judged of their cases count for nothing from now on; cases, entries
    and marks stay where they are. Returns how many tries that were; 0, and nothing recorded, without a reason, or when there was none."""
    words, sandbox = " ".join(reason.split())[:MOST_REASON], _sandbox(session, target, account_id)
    if not words or sandbox is None:
        return 0
    query = select(Attempt).where(Attempt.account_id == account_id, Attempt.exercise == code, Attempt.status != RESET)
    rows = list(session.scalars(query.order_by(Attempt.id)))
    if not rows:
        return 0
    before = {str(row.id): row.status for row in rows}
    for row in rows:
        row.status = RESET
    session.flush()
    _note(session, trainer, sandbox, EXERCISE_RESET, rows, wall)
    _count_again(session, sandbox)
    data: dict[str, object] = {
        "account": account_id, "exercise": code, "before": before, "reason": words, "people": 1,
    }  # fmt: skip
    workshops.record(session, target, trainer, EXERCISE_RESET, wall, data)
    return len(rows)


def _count_again(session: Session, sandbox: Sandbox) -> None:
    row = standing.row_of(session, sandbox)
    standing.recount(session, row)
    standing.redraw(session, row)


def _sandbox(session: Session, target: Workshop, account_id: int) -> Sandbox | None:
    """The main sandbox of a person of this class; another class's is not found."""
    sandbox = sandboxes.main_sandbox_of(session, account_id)
    return sandbox if sandbox is not None and sandbox.workshop_id == target.id else None


def tried(session: Session, account_id: int) -> list[tuple[str, str, int, int]]:
    """What somebody has tried: (exercise, title, tries that count, tries begun anew), in the order of the path."""
    query = select(Attempt.exercise, Attempt.status).where(Attempt.account_id == account_id, Attempt.status != FILLED)
    counted: dict[str, list[int]] = {}
    for code, status in session.execute(query):
        counted.setdefault(code, [0, 0])[status == RESET] += 1
    parts = [part for module in marking.content().modules for part in module.exercises if part.code in counted]
    return [(part.code, part.heading, *counted[part.code]) for part in parts]  # type: ignore[misc]


def _fill_back(session: Session, trainer: Person, target: Workshop, entry: Entry, wall: datetime) -> bool:
    """What was filled in goes, except where somebody has begun the part for real since."""
    for account, numbers in _told(entry)["filled"].items():
        sandbox = _sandbox(session, target, int(account))
        begun = select(Attempt.exercise).where(
            Attempt.account_id == int(account), Attempt.status.not_in((FILLED, RESET)), Attempt.id > min(numbers)
        )
        filled = select(Attempt).where(
            Attempt.id.in_(numbers), Attempt.status == FILLED, Attempt.exercise.not_in(begun)
        )
        rows = list(session.scalars(filled.order_by(Attempt.id)))
        if rows and sandbox is not None:
            _note(session, trainer, sandbox, FILL_UNDONE, rows, wall)
        for row in rows:
            session.delete(row)
        session.flush()
        if sandbox is not None:
            standing.redraw(session, standing.row_of(session, sandbox))
    return True


def _reset_back(session: Session, trainer: Person, target: Workshop, entry: Entry, wall: datetime) -> bool:
    """The tries count again, unless the part was begun anew meanwhile: two running tries at one part cannot be."""
    told = _told(entry)
    sandbox = _sandbox(session, target, int(told["account"]))
    newer = select(Attempt.id).where(
        Attempt.account_id == told["account"], Attempt.exercise == told["exercise"], Attempt.status != RESET
    )
    if sandbox is None or session.scalar(newer.limit(1)) is not None:
        return False
    ours = select(Attempt).where(Attempt.id.in_([int(number) for number in told["before"]])).order_by(Attempt.id)
    rows = list(session.scalars(ours))
    for row in rows:
        row.status = told["before"][str(row.id)]
    session.flush()
    if rows:
        _note(session, trainer, sandbox, RESET_UNDONE, rows, wall)
    _count_again(session, sandbox)
    return True


def _told(entry: Entry) -> Any:
    return entry.data


hall_acts.register(STEPS_FILLED, _fill_back)
hall_acts.register(EXERCISE_RESET, _reset_back)
