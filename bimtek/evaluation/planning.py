"""Action plans of officers, and how far each action was after 30, 60 and 90 days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bimtek.evaluation.domain import plans
from bimtek.evaluation.domain.plans import Action, Noted
from bimtek.evaluation.models import ActionPlan, FollowUp, PlannedAction
from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.people.domain import Person
from bimtek.web.words import WITA
from bimtek.workshops import agenda, erasing
from bimtek.workshops import services as workshops
from bimtek.workshops.services import SeatRow, Workshop

SENT, NOTED = "plan_sent", "plan_noted"
GONE = "(dihapus)"


@dataclass(frozen=True, slots=True)
class Planned:
    """One action with its notes: (after days, state, note, by whom)."""

    id: int
    place: int
    action: Action
    notes: list[tuple[int, str, str, int]]

    @property
    def noted(self) -> list[Noted]:
        """The notes as the rules take them."""
        return [Noted(days, state) for days, state, _note, _by in self.notes]


@dataclass(frozen=True, slots=True)
class Plan:
    """Somebody's plan: `sent_at` None while it is a draft."""

    account_id: int
    superior: str
    sent_at: datetime | None
    actions: list[Planned] = field(default_factory=list)

    @property
    def lines(self) -> list[Action]:
        """The actions without their numbers."""
        return [one.action for one in self.actions]


def last_day(session: Session, target: Workshop) -> date:
    """The last day of a class by its agenda: what the days of a plan are counted from."""
    return target.starts_on + timedelta(days=agenda.days_of(session, target.id) - 1)


def plan_of(session: Session, account_id: int) -> Plan | None:
    """Somebody's plan, or None before the first word of it."""
    row = session.get(ActionPlan, account_id)
    return _plans(session, [row])[0] if row else None


def _plans(session: Session, rows: Sequence[ActionPlan]) -> list[Plan]:
    accounts = [row.account_id for row in rows]
    query = select(PlannedAction).where(PlannedAction.account_id.in_(accounts)).order_by(PlannedAction.place)
    actions = list(session.scalars(query))
    notes: dict[int, list[tuple[int, str, str, int]]] = {}
    asked = select(FollowUp).where(FollowUp.action_id.in_([one.id for one in actions])).order_by(FollowUp.after_days)
    for note in session.scalars(asked):
        notes.setdefault(note.action_id, []).append((note.after_days, note.state, note.note, note.noted_by))
    found = {row.account_id: Plan(row.account_id, row.superior, row.sent_at) for row in rows}
    for one in actions:
        action = Action(one.action, one.output, one.days, one.evidence)
        found[one.account_id].actions.append(Planned(one.id, one.place, action, notes.get(one.id, [])))
    return list(found.values())


def save(
    session: Session, person: Person, superior: str, actions: Sequence[Action], wall: datetime, *, send: bool
) -> dict[str, str]:
    """Keep a plan as a draft, or send it when it is whole; faults by field as codes. A sent plan stays sent and is kept only
    whole, as long as nobody has noted anything on it ("noted" under "actions" afterwards)."""
    known = plan_of(session, person.id)
    sent = known is not None and known.sent_at is not None
    found = plans.faults(superior, actions, whole=send or sent)
    if known and any(one.notes for one in known.actions):
        found = {"actions": "noted"}
    if found or person.workshop_id is None:
        return found
    lines = [_trimmed(one) for one in actions if not one.is_empty]
    if known and (sent or not send) and (known.superior, known.lines) == (superior.strip(), lines):
        return {}
    row = session.get(ActionPlan, person.id) or ActionPlan(account_id=person.id, workshop_id=person.workshop_id)
    row.superior, row.saved_at = superior.strip(), wall
    if send or sent:
        row.sent_at = wall
    session.add(row)
    session.flush()
    session.execute(delete(PlannedAction).where(PlannedAction.account_id == person.id))
    for place, one in enumerate(lines, 1):
        words = {"action": one.action, "output": one.output, "evidence": one.evidence}
        session.add(PlannedAction(account_id=person.id, place=place, days=one.days, **words))
    session.flush()
    if send or sent:
        _record(session, person, person, SENT, wall, {"actions": len(lines)})
    return {}


def _trimmed(one: Action) -> Action:
    return Action(one.action.strip(), one.output.strip(), one.days, one.evidence.strip())


def note(
    session: Session,
    actor: Person,
    target: Workshop,
    account_id: int,
    action_id: int,
    after_days: int,
    state: str,
    words: str,
    wall: datetime,
) -> str:
    """Note how far an action of somebody's sent plan was, once its day has come; a later word on the same day count replaces
    the earlier. Returns why not as a code (domain.plans.note_fault), "unknown" for another's action or a plan not sent."""
    row, plan = session.get(PlannedAction, action_id), plan_of(session, account_id)
    if row is None or plan is None or row.account_id != account_id or plan.sent_at is None:
        return "unknown"
    noted = next(one.noted for one in plan.actions if one.id == action_id)
    if fault := plans.note_fault(last_day(session, target), today_of(wall), noted, after_days, state):
        return fault
    text = " ".join(words.split())[: plans.MOST_NOTE]
    session.merge(
        FollowUp(action_id=action_id, after_days=after_days, state=state, note=text, noted_by=actor.id, noted_at=wall)
    )
    session.flush()
    data = {"action": row.place, "after": after_days, "state": state}
    _record(session, actor, Person(account_id, "", actor.role, workshop_id=target.id), NOTED, wall, data)
    return ""


def on_entry(session: Session, entry: Entry) -> None:
    """Listener: somebody's personal data were removed; the plan keeps its shape, its words go, which may name people."""
    if entry.kind != erasing.ERASED:
        return
    account_id = int(entry.about.removeprefix("account/"))
    mine = select(PlannedAction.id).where(PlannedAction.account_id == account_id)
    session.execute(update(FollowUp).where(FollowUp.action_id.in_(mine)).values(note=""))
    words = {"action": GONE, "output": GONE, "evidence": GONE}
    session.execute(update(PlannedAction).where(PlannedAction.account_id == account_id).values(words))
    session.execute(update(ActionPlan).where(ActionPlan.account_id == account_id).values(superior=""))


def _record(session: Session, actor: Person, about: Person, kind: str, wall: datetime, data: dict[str, object]) -> None:
    stream = f"class/{about.workshop_id}"
    target = workshops.workshop(session, about.workshop_id or 0)
    journal.record(
        session, stream=stream, scope=stream, kind=kind, about=f"account/{about.id}", actor_id=actor.id,
        actor_role=actor.role.value, sim_at=workshops.sim_now(target, wall), wall_at=wall, data=data,
    )  # fmt: skip


def today_of(wall: datetime) -> date:
    """The day it is where the class is."""
    return (wall + WITA).date()


def sent_or_draft(session: Session, account_id: int) -> str:
    """How somebody's plan stands: "" before the first word, "draft", "sent"; one small query."""
    row = session.execute(select(ActionPlan.sent_at).where(ActionPlan.account_id == account_id)).one_or_none()
    return "" if row is None else "sent" if row[0] else "draft"


def due_now(last: date, plan: Plan | None, wall: datetime) -> dict[int, list[int]]:
    """Which notes are due and missing, by action; `last` is the last day of the class."""
    if plan is None or plan.sent_at is None:
        return {}
    found = {one.id: plans.follow_ups_due(last, today_of(wall), one.noted) for one in plan.actions}
    return {number: days for number, days in found.items() if days}


def plans_of_class(session: Session, workshop_id: int) -> list[tuple[SeatRow, Plan | None]]:
    """Everybody of a class with the plan, also who has none."""
    rows = list(session.scalars(select(ActionPlan).where(ActionPlan.workshop_id == workshop_id)))
    known = {plan.account_id: plan for plan in _plans(session, rows)}
    return [(seat, known.get(seat.account_id)) for seat in workshops.seats_of(session, workshop_id)]
