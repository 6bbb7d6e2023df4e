"""The only writer of a case's state: decide a command, record what became of it, project it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased, object_session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.sandbox.domain.case import FIELDS, MOVED, REFUSED, TUPLES, CaseState, from_json, to_json
from bimtek.sandbox.domain.citizen import Reaction, after_deferral
from bimtek.sandbox.domain.citizen_mind import mind_to_json
from bimtek.sandbox.domain.commands import Command, Refused
from bimtek.sandbox.domain.deadlines import Deadlines
from bimtek.sandbox.domain.decision import NO_EVENT, decide
from bimtek.sandbox.domain.lifecycle import DESK_ROLES, ENDED, Action, Desk, Role, State, desk_of
from bimtek.sandbox.domain.openings import first_state, neglect
from bimtek.sandbox.minds import mind_of, neglected
from bimtek.sandbox.models import Case, Sandbox
from bimtek.sandbox.world import deadlines, deadlines_as_of, temper, world
from bimtek.workshops import overlay
from bimtek.workshops import services as workshops

_MORNING = time(10, 0)
_MAIN = aliased(Sandbox)
_OPENED = select(func.coalesce(_MAIN.opened_at, Sandbox.opened_at)).select_from(Sandbox)
_OPENED = _OPENED.outerjoin(_MAIN, Sandbox.branch_of == _MAIN.id)
_OPENED = _OPENED.where(Sandbox.id == bindparam("id"))
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


def state_of(case: Case) -> CaseState:
    """The stored projection as the rules' plain value."""
    values = {name: getattr(case, name) for name in FIELDS}
    held = values["held_from"]
    values.update({name: tuple(values[name] or ()) for name in TUPLES})
    values.update(state=State(values["state"]), held_from=State(held) if held else None)
    return CaseState(**values)


def columns_of(state: CaseState) -> dict[str, Any]:
    """A projection as the columns of a row."""
    return {name: _column(name, getattr(state, name)) for name in FIELDS}


def _column(name: str, value: Any) -> Any:
    return list(value) if name in TUPLES else getattr(value, "value", value)


def patience(number: str, body: str) -> int:
    """The citizen's own patience, 0 to 6 working days: a draw from what was sent, which never changes."""
    return int.from_bytes(hashlib.sha256(f"{number}|{body}".encode()).digest()[:4]) % 7


def initial_state(case: Case) -> CaseState:
    """The projection before the first entry: what the citizen filed, untouched at its desk."""
    draw, clocks = patience(case.number, case.body), opening_deadlines(object_session(case), case.sandbox_id)
    return first_state(Desk(case.desk), case.filed_title, case.filed_class, case.received_at, draw, clocks)


def opening_deadlines(session: Session | None, sandbox_id: int) -> Deadlines:
    """The limits by which a desk's reports begin: those that stood when the desk was opened, so that a later correction moves
    no count that has begun. A branch goes by its main desk."""
    if session is None or not overlay.current().touch_time:
        return deadlines()
    opened = session.connection().execute(_OPENED, {"id": sandbox_id}).scalar()
    return deadlines_as_of(opened) if opened else deadlines()


def stream(sandbox: Sandbox) -> str:
    """The name of a sandbox's chain in the journal."""
    return f"sandbox/{sandbox.id}"


def scope(sandbox: Sandbox) -> str:
    """The class a sandbox's entries count for; those of a branch count for none, so that no board hears of them."""
    return f"class/{sandbox.workshop_id}" if sandbox.branch_of is None else ""


def role_at(sandbox: Sandbox, desk: Desk) -> Role:
    """The role the person plays now at a desk."""
    return Role(getattr(sandbox, ROLE_COLUMNS[desk]))


#: Where a sandbox keeps the role played at each desk.
ROLE_COLUMNS = {Desk.LAPOR: "role", Desk.BARUGA: "baruga_role", Desk.PPID: "ppid_role"}


def answered(session: Session, sandbox: Sandbox, command_id: str | None) -> Outcome | None:
    """What was answered to this command id before, or None."""
    known = journal.find_command(session, stream(sandbox), command_id) if command_id else None
    if known is None:
        return None
    return Outcome(known.kind == MOVED, known, known.data.get("reason", ""), known.data.get("field", ""))


def demonstrate(session: Session, sandbox: Sandbox, case: Case, command: Command, moment: Moment) -> Outcome | None:
    """Do an act for the learner (a step prepared or shown by an exercise): nobody's own, so that it never counts as
    earned. None, and nothing recorded, when the lifecycle would refuse it."""
    if isinstance(decide(state_of(case), command, moment.sim, world()), Refused):
        return None
    return perform(session, sandbox, case, command, moment)


def perform(
    session: Session,
    sandbox: Sandbox,
    case: Case,
    command: Command,
    moment: Moment,
    *,
    actor_id: int | None = None,
    command_id: str | None = None,
) -> Outcome:
    """Decide a command at a moment and record what became of it; also for what the citizen and the system do."""
    decision = decide(state_of(case), command, moment.sim, world())
    data: dict[str, Any] = {"action": command.action.value, "from": case.state, "input": to_json(command.input)}
    if isinstance(decision, Refused):
        kind, data = REFUSED, {**data, "code": decision.code, "reason": decision.reason, "field": decision.field}
        if command.role not in DESK_ROLES:
            data["sets"] = to_json(NO_EVENT)  # what the world planned and can no longer do is not tried again
    else:
        sets = dict(decision.sets)
        sets.update(_what_the_citizen_plans(sandbox, case, command, sets, moment.sim))
        kind, data = MOVED, {**data, "sets": to_json(sets)}
    entry = record(session, sandbox, case, kind, command.role, data, moment, actor_id, command_id)
    if isinstance(decision, Refused):
        return Outcome(False, entry, decision.reason, decision.field)
    return Outcome(True, entry)


def refuse(
    session: Session,
    sandbox: Sandbox,
    case: Case,
    command: Command,
    why: tuple[str, str],
    moment: Moment,
    actor_id: int,
    command_id: str | None = None,
) -> Outcome:
    """Record a refusal that the lifecycle cannot know of (another case is not there): `why` is the reason and the field."""
    reason, name = why
    data = {"action": command.action.value, "from": case.state, "input": to_json(command.input)}
    data |= {"code": "data", "reason": reason, "field": name}
    entry = record(session, sandbox, case, REFUSED, command.role, data, moment, actor_id, command_id)
    return Outcome(False, entry, reason, name)


#: Acts that ask the citizen for something.
_ASKING = {Action.DEFER: "missing", Action.ASK_CLARITY: "missing", Action.ASK_COMPLETION: "lacking"}


def _what_the_citizen_plans(
    sandbox: Sandbox, case: Case, command: Command, sets: Mapping[str, Any], now: datetime
) -> dict[str, Any]:
    """After an accepted move: the answer to a question, or, where nothing is planned yet, what neglect would lead to."""
    seed = f"{sandbox.seed}|{case.ordinal}"
    if asked := _ASKING.get(command.action):
        message = str(command.input.get("message", ""))
        about = list(command.input[asked])
        mind, reaction = after_deferral(mind_of(sandbox, case), about, message, seed, case.truth, temper())
        if reaction and command.action == Action.ASK_CLARITY:
            reaction = replace(reaction, action=Action.CLARIFY)
        return {"mind": mind_to_json(mind), **(event(reaction, now, case) if reaction else {})}
    if command.action == Action.REPEAT:
        # Once is enough: the repeat itself is the next thing to be neglected.
        return {**NO_EVENT, "mind": neglected(sandbox, case)}
    if command.action == Action.FIRST_RESPONSE:
        return _neglect(replace(state_of(case), **sets), now, patience(case.number, case.body))
    if "state" not in sets or sets["state"] in ENDED or sets.get("event_kind"):
        return {}
    moved = replace(state_of(case), **sets)
    if desk_of(moved.state) == Desk.BARUGA and province_target(moved):
        return _province(case, moved, now)
    return _neglect(moved, now, patience(case.number, case.body))


#: A provincial office is played by nobody in the hall: it acts by itself after so many office hours. Once the reporter was
#: answered, what the reporter does about the answer comes first (citizens.toml: within 13 office hours).
PROVINCE_HOURS, PROVINCE_HOURS_ANSWERED = 6.0, 24.0


def province_target(case: Case | CaseState) -> str | None:
    """The first provincial target of an aduan that has not acted yet, or None."""
    return next((name for name in case.targets if name in world().others and name not in case.acted), None)


def _province(case: Case, moved: CaseState, now: datetime) -> dict[str, Any]:
    """The next provincial office's turn; in a guided exercise at once, as the citizen's answer is."""
    answered_already = moved.state == State.BARUGA_RESPONDED
    hours = PROVINCE_HOURS_ANSWERED if answered_already else PROVINCE_HOURS
    at_once = case.origin == "exercise" and not answered_already
    at = now if at_once else workshops.after_office_hours(now, hours)
    return {"event_kind": Action.RECORD_ACT.value, "event_at": at}


_NEGLECTABLE = frozenset(
    {
        State.UNVERIFIED, State.DISPOSED, State.ANSWERED, State.BARUGA_NEW, State.BARUGA_DISPOSED, State.BARUGA_ACTED,
        State.REQUEST_RECEIVED, State.REQUEST_REGISTERED, State.REQUEST_PROCESSED, State.REQUEST_EXTENDED, State.HARM_TEST,
    }
)  # fmt: skip


def _neglect(moved: CaseState, now: datetime, draw: int) -> dict[str, Any]:
    return neglect(moved, now, draw, deadlines()) if moved.state in _NEGLECTABLE else {}


def record(
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
        scope=scope(sandbox),
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
        setattr(case, name, _column(name, value))
    if "event_at" in values:
        refresh_next_event(session, sandbox)


def refresh_next_event(session: Session, sandbox: Sandbox) -> None:
    """Ask again when the world of a sandbox acts next."""
    session.flush()
    sandbox.next_event_at = session.connection().execute(_SOONEST, {"sandbox": sandbox.id}).scalar()


def event(reaction: Reaction, now: datetime, case: Case) -> dict[str, Any]:
    """The planned reaction as projection values. In a guided exercise the citizen answers at once: the lesson is the
    answer, not the waiting."""
    at = now if case.origin == "exercise" else workshops.after_office_hours(now, reaction.hours)
    if (
        reaction.on and case.origin != "exercise"
    ):  # a day named in the answer: the citizen looks on the working day after it
        at = datetime.combine(deadlines().calendar.nth_after(reaction.on, 1), _MORNING)
    kind, text, rating = reaction.action.value, reaction.text, reaction.rating
    return {
        "event_kind": kind, "event_at": at, "event_text": text, "event_rating": rating, "event_ground": reaction.ground,
    }  # fmt: skip
