"""The only writer of a report's state: act on it, let the world catch up, take note of how an answer was judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, undefer

from bimtek.config import SEED_DIR
from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.people.domain import Person
from bimtek.sandbox.domain.case import FIELDS, JUDGED, MOVED, REFUSED, CaseState, from_json, to_json
from bimtek.sandbox.domain.citizen import AnswerWorth, Reaction, reaction_to_answer, reaction_to_deferral
from bimtek.sandbox.domain.deadlines import Deadlines, load_deadlines
from bimtek.sandbox.domain.decision import NO_EVENT, Command, Refused, World, decide
from bimtek.sandbox.domain.lifecycle import DESK_ROLES, Action, Role, State
from bimtek.sandbox.domain.scenario import load_categories
from bimtek.sandbox.models import Case, Sandbox
from bimtek.workshops import services as workshops

#: The two rows that services take and give: other rooms name their types from here.
__all__ = ["Case", "Sandbox"]


_SOONEST = select(func.min(Case.event_at)).where(Case.sandbox_id == bindparam("sandbox"))


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant on both clocks: simulated (naive WITA) and wall (naive UTC)."""

    sim: datetime
    wall: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a command: accepted or not, the reason and field of a refusal, the entry that records it."""

    accepted: bool
    entry: Entry
    reason: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a trainee sits now: the own sandbox, its class, and the instant on both clocks."""

    sandbox: Sandbox
    hall: workshops.Hall
    moment: Moment


#: Units of this level belong to the kabupaten: a report may be disposed to them.
OWN_LEVEL = "kabupaten"


@lru_cache(maxsize=1)
def world() -> World:
    """The rules' surroundings, read once from seed: deadlines with their calendar, categories, units."""
    units = {unit.id: unit.name for unit in workshops.units() if unit.level == OWN_LEVEL}
    return World(clocks=deadlines(), categories=load_categories(SEED_DIR / "categories.toml"), units=units)


@lru_cache(maxsize=1)
def deadlines() -> Deadlines:
    """The numbers of seed/deadlines.toml over the working calendar."""
    return load_deadlines(SEED_DIR / "deadlines.toml", workshops.calendar())


def sandbox_of(session: Session, account_id: int) -> Sandbox | None:
    """The person's own sandbox: the only way any page reaches one."""
    return session.scalars(select(Sandbox).where(Sandbox.account_id == account_id)).first()


def desk_of(session: Session, account_id: int, wall: datetime) -> Desk | None:
    """The person's desk at a wall instant, or None for somebody without a sandbox."""
    sandbox = sandbox_of(session, account_id)
    if sandbox is None:
        return None
    hall = workshops.hall(session, sandbox.workshop_id)
    return Desk(sandbox, hall, Moment(hall.sim_now(wall), wall))


def sandbox_by_id(session: Session, sandbox_id: int) -> Sandbox | None:
    """A sandbox by number, for those who follow the journal; pages reach a sandbox through its person only."""
    return session.get(Sandbox, sandbox_id)


def case_by_id(session: Session, case_id: int) -> Case | None:
    """A report by number, for those who follow the journal."""
    return session.get(Case, case_id)


def case_of(session: Session, sandbox: Sandbox, number: str, now: datetime) -> Case | None:
    """A report of this sandbox that has arrived by `now`; another's, or one still to come, is not found."""
    query = select(Case).where(Case.sandbox_id == sandbox.id, Case.number == number, Case.received_at <= now)
    return session.scalars(query.options(undefer(Case.truth), undefer(Case.reporter))).first()


def state_of(case: Case) -> CaseState:
    """The stored projection as the rules' plain value."""
    values = {name: getattr(case, name) for name in FIELDS}
    held = values["held_from"]
    values.update(state=State(values["state"]), held_from=State(held) if held else None, masks=tuple(values["masks"]))
    return CaseState(**values)


def initial_state(case: Case) -> CaseState:
    """The projection before the first entry: what the citizen filed, waiting to be verified."""
    due = deadlines().verification_due(case.received_at)
    return CaseState(state=State.UNVERIFIED, title=case.filed_title, report_class=case.filed_class, verify_due=due)


def stream(sandbox: Sandbox) -> str:
    """The name of a sandbox's chain in the journal."""
    return f"sandbox/{sandbox.id}"


def act(
    session: Session,
    person: Person,
    sandbox: Sandbox,
    case: Case,
    action: Action,
    given: Mapping[str, Any],
    *,
    moment: Moment,
    command_id: str | None = None,
) -> Outcome:
    """Do `action` on a report as the desk role played now; a command id already answered is answered the same again.

    Refuses (as a value, recorded too) what the lifecycle refuses. The caller commits."""
    if command_id and (known := journal.find_command(session, stream(sandbox), command_id)):
        return Outcome(known.kind == MOVED, known, known.data.get("reason", ""), known.data.get("field", ""))
    command = Command(action, Role(sandbox.role), given)
    return _perform(session, sandbox, case, command, moment, actor_id=person.id, command_id=command_id)


def demonstrate(session: Session, sandbox: Sandbox, case: Case, command: Command, moment: Moment) -> Outcome | None:
    """Do an act for the learner (a step prepared or shown by an exercise): nobody's own, so that it never counts as
    earned. None, and nothing recorded, when the lifecycle would refuse it."""
    if isinstance(decide(state_of(case), command, moment.sim, world()), Refused):
        return None
    return _perform(session, sandbox, case, command, moment)


def _perform(
    session: Session,
    sandbox: Sandbox,
    case: Case,
    command: Command,
    moment: Moment,
    *,
    actor_id: int | None = None,
    command_id: str | None = None,
) -> Outcome:
    decision = decide(state_of(case), command, moment.sim, world())
    data: dict[str, Any] = {"action": command.action.value, "from": case.state, "input": to_json(command.input)}
    if isinstance(decision, Refused):
        kind, data = REFUSED, {**data, "code": decision.code, "reason": decision.reason, "field": decision.field}
        if command.role not in DESK_ROLES:
            data["sets"] = to_json(NO_EVENT)  # what the world planned and can no longer do is not tried again
    else:
        sets = dict(decision.sets)
        if command.action == Action.DEFER and (planned := _completion(sandbox, case, command)):
            sets.update(_event(planned, moment.sim, case))
        kind, data = MOVED, {**data, "sets": to_json(sets)}
    entry = _record(session, sandbox, case, kind, command.role, data, moment, actor_id, command_id)
    if isinstance(decision, Refused):
        return Outcome(False, entry, decision.reason, decision.field)
    return Outcome(True, entry)


def _record(
    session: Session,
    sandbox: Sandbox,
    case: Case,
    kind: str,
    role: Role,
    data: dict[str, Any],
    moment: Moment,
    actor_id: int | None,
    command_id: str | None = None,
) -> Entry:
    """Project first, then append: a listener must see the report as the entry left it."""
    _project(session, sandbox, case, data.get("sets", {}))
    entry = journal.record(
        session,
        stream=stream(sandbox),
        scope=f"class/{sandbox.workshop_id}",
        kind=kind,
        about=f"case/{case.id}",
        actor_id=actor_id,
        actor_role=role.value,
        sim_at=moment.sim,
        wall_at=moment.wall,
        data=data,
        command_id=command_id,
    )
    # A listener may have recorded a further entry about this report by now.
    case.last_number = max(case.last_number, entry.number)
    return entry


def _project(session: Session, sandbox: Sandbox, case: Case, sets: Mapping[str, Any]) -> None:
    values = from_json(sets)
    for name, value in values.items():
        setattr(case, name, list(value) if name == "masks" else getattr(value, "value", value))
    if "event_at" in values:
        session.flush()
        sandbox.next_event_at = session.connection().execute(_SOONEST, {"sandbox": sandbox.id}).scalar()


def _completion(sandbox: Sandbox, case: Case, command: Command) -> Reaction | None:
    return reaction_to_deferral(list(command.input["missing"]), f"{sandbox.seed}|{case.ordinal}", case.truth)


def _event(reaction: Reaction, now: datetime, case: Case) -> dict[str, Any]:
    """The planned reaction as projection values. In a guided exercise the citizen answers at once: the lesson is the
    answer, not the waiting."""
    at = now if case.origin == "exercise" else workshops.after_office_hours(now, reaction.hours)
    kind, text, rating = reaction.action.value, reaction.text, reaction.rating
    return {"event_kind": kind, "event_at": at, "event_text": text, "event_rating": rating}


def note_judgement(session: Session, sandbox: Sandbox, case: Case, worth: AnswerWorth, moment: Moment) -> Entry:
    """Take note of what the public answer just sent is worth: it decides whether the report may be closed and how the
    citizen reacts. Called by whoever judges (modules), in the same transaction."""
    rounds = sum(
        1
        for entry in journal.entries_about(session, f"case/{case.id}")
        if entry.kind == MOVED and entry.data["action"] in (Action.FOLLOW_UP, Action.HANDLE)
    )
    sets: dict[str, Any] = {"substantive": worth.substantive and not worth.hurtful}
    seed = f"{sandbox.seed}|{case.ordinal}"
    if reaction := reaction_to_answer(worth, seed, rounds, case.truth.get("reactions", {})):
        planned = _event(reaction, moment.sim, case)
        if case.event_at is None or planned["event_at"] < case.event_at:
            sets.update(planned)
    data = {"share": round(worth.share, 3), "late": worth.late, "hurtful": worth.hurtful, "sets": to_json(sets)}
    return _record(session, sandbox, case, JUDGED, Role.SYSTEM, data, moment, None)


def is_behind(sandbox: Sandbox, now: datetime) -> bool:
    """Whether something fell due that nobody has played yet."""
    return sandbox.next_event_at is not None and sandbox.next_event_at <= now


def catch_up(session: Session, sandbox: Sandbox, moment: Moment) -> int:
    """Play everything that fell due by `moment`, each at its own instant, in order of time and report, exactly once;
    returns how many. Whoever looks first plays it; the caller holds the write transaction."""
    played = 0
    while is_behind(sandbox, moment.sim) and played < 1000:
        query = select(Case).where(Case.sandbox_id == sandbox.id, Case.event_at <= moment.sim)
        case = session.scalars(query.options(undefer(Case.truth)).order_by(Case.event_at, Case.id).limit(1)).one()
        action, at = Action(str(case.event_kind)), case.event_at or moment.sim
        role = Role.SYSTEM if action in (Action.AUTO_CLOSE, Action.EXPIRE) else Role.REPORTER
        given = {"text": case.event_text, "rating": case.event_rating}
        _perform(session, sandbox, case, Command(action, role, given), Moment(at, moment.wall))
        played += 1
    return played


def take_role(session: Session, person: Person, sandbox: Sandbox, role: Role, moment: Moment) -> None:
    """Play the Admin Instansi or the Pejabat Penghubung from now on; refused silently for any other role."""
    if role not in (Role.AGENCY_ADMIN, Role.LIAISON) or sandbox.role == role:
        return
    sandbox.role = role.value
    journal.record(
        session,
        stream=stream(sandbox),
        scope=f"class/{sandbox.workshop_id}",
        kind="role_taken",
        about=f"sandbox/{sandbox.id}",
        actor_id=person.id,
        actor_role=role.value,
        sim_at=moment.sim,
        wall_at=moment.wall,
        data={"role": role.value},
    )
