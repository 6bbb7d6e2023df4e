"""Let a sandbox's world catch up with its clock: whoever looks first plays what fell due, in one order, exactly once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from bimtek.sandbox import town
from bimtek.sandbox.acting import Moment, perform, province_target
from bimtek.sandbox.domain.commands import Command
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.models import Case, Sandbox

MOST_EVENTS = 1000  # at one look: a bound, not a rule; the rest is played at the next
#: What the world does by itself; everything else that falls due is the citizen's.
_BY_SYSTEM = frozenset(
    {
        Action.AUTO_CLOSE, Action.EXPIRE, Action.LAPSE, Action.OBJECTION_LAPSE, Action.END_WINDOW, Action.HEAR, Action.RULE,
        Action.RECORD_ACT,
    }
)  # fmt: skip


def is_behind(sandbox: Sandbox, now: datetime) -> bool:
    """Whether something fell due that nobody has played yet."""
    return sandbox.next_event_at is not None and sandbox.next_event_at <= now


def catch_up(session: Session, sandbox: Sandbox, moment: Moment) -> int:
    """Play everything that fell due by `moment`, each at its own instant, in order of time and report, exactly once;
    returns how many. Whoever looks first plays it; the caller holds the write transaction."""
    played = 0
    while is_behind(sandbox, moment.sim) and played < MOST_EVENTS:
        query = select(Case).where(Case.sandbox_id == sandbox.id, Case.event_at <= moment.sim)
        case = session.scalars(
            query.options(undefer(Case.truth), undefer(Case.reporter)).order_by(Case.event_at, Case.id).limit(1)
        ).one()
        _play(session, sandbox, case, moment)
        played += 1
    return played


def _play(session: Session, sandbox: Sandbox, case: Case, moment: Moment) -> None:
    action, at = Action(str(case.event_kind)), case.event_at or moment.sim
    if action == Action.REPEAT:
        town.come_back(session, sandbox, case, Moment(at, moment.wall))
        return
    role = Role.SYSTEM if action in _BY_SYSTEM else Role.REPORTER
    given: dict[str, object] = {
        "text": case.event_text,
        "rating": case.event_rating,
        "objection_ground": case.event_ground,
    }
    if action == Action.RECORD_ACT:
        given = {"office": province_target(case), "text": str(case.truth.get("action") or case.event_text)}
    perform(session, sandbox, case, Command(action, role, given), Moment(at, moment.wall))
