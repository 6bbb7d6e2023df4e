"""Take note of how an answer was judged, and plan what the citizen does about it; the mind is kept with the case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.sandbox.acting import Moment, event, record
from bimtek.sandbox.domain.case import JUDGED, MOVED, to_json
from bimtek.sandbox.domain.citizen import Answered, AnswerWorth, DecisionWorth, after_answer, after_decision, asks_about
from bimtek.sandbox.domain.citizen_mind import mind_to_json
from bimtek.sandbox.domain.citizen_promises import find_promises, read_promises
from bimtek.sandbox.domain.lifecycle import Action, Role, State
from bimtek.sandbox.minds import mind_of
from bimtek.sandbox.models import Case, Sandbox
from bimtek.sandbox.world import deadlines, temper

#: Public acts that are meant as the answer.
_ANSWERS = (Action.FOLLOW_UP, Action.HANDLE, Action.RESPOND)
#: Granted, and still with the office.
_TO_HAND_OVER = frozenset({State.GRANTED, State.GRANTED_PARTLY})


def note_judgement(session: Session, sandbox: Sandbox, case: Case, worth: AnswerWorth, moment: Moment) -> Entry:
    """Take note of what the public answer just sent is worth: it decides whether the report may be closed and how the
    citizen reacts. Called by whoever judges (modules), in the same transaction."""
    answers = [
        entry
        for entry in journal.entries_about(session, f"case/{case.id}")
        if entry.kind == MOVED and entry.data["action"] in _ANSWERS
    ]
    text = str(answers[-1].data["input"].get("text", "")) if answers else ""
    told = _answered(case, worth, len(answers), text, moment.sim)
    mind, reaction = after_answer(mind_of(sandbox, case), told, f"{sandbox.seed}|{case.ordinal}", case.truth, temper())
    sets: dict[str, Any] = {"substantive": worth.substantive and not worth.hurtful, "mind": mind_to_json(mind)}
    if reaction:
        planned = event(reaction, moment.sim, case)
        if case.event_at is None or planned["event_at"] < case.event_at:
            sets.update(planned)
    return _note(session, sandbox, case, worth, sets, moment)


def note_decision(
    session: Session, sandbox: Sandbox, case: Case, worth: AnswerWorth, decision: DecisionWorth, moment: Moment
) -> Entry:
    """Take note of what a decision on a request, or the answer to an objection, is worth; the applicant accepts, objects,
    goes to dispute or falls silent. In an exercise, where applicants act at once, nobody accepts before the hand-over."""
    seed = f"{sandbox.seed}|{case.ordinal}|{case.state}"
    on_objection = case.state == State.OBJECTION_ANSWERED
    mind, reaction = after_decision(mind_of(sandbox, case), decision, seed, temper(), on_objection=on_objection)
    sets: dict[str, Any] = {"substantive": decision.right and decision.reasons_given, "mind": mind_to_json(mind)}
    owed = case.state in _TO_HAND_OVER or (on_objection and decision.given)
    waits = case.origin == "exercise" and owed
    if reaction and not (waits and reaction.action == Action.SETTLE):
        sets.update(event(reaction, moment.sim, case))
    return _note(session, sandbox, case, worth, sets, moment)


def _note(
    session: Session, sandbox: Sandbox, case: Case, worth: AnswerWorth, sets: dict[str, Any], moment: Moment
) -> Entry:
    data = {"share": round(worth.share, 3), "late": worth.late, "hurtful": worth.hurtful, "sets": to_json(sets)}
    return record(session, sandbox, case, JUDGED, Role.SYSTEM, data, moment, None)


def _answered(case: Case, worth: AnswerWorth, rounds: int, text: str, now: datetime) -> Answered:
    calendar = deadlines().calendar
    really = find_promises(str(case.truth.get("action", "")), case.received_at.date(), calendar.nth_after)
    return Answered(
        worth=worth, round_number=rounds, promises=read_promises(text, now.date(), calendar.nth_after),
        really_on=max(really, default=None), asks=asks_about(text, temper()),
        closes_on=case.system_at.date() if case.system_at else None, today=now.date(),
    )  # fmt: skip
