"""Take note of how an answer was judged, and plan what the citizen does about it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.sandbox.acting import Moment, event, record
from bimtek.sandbox.domain.case import JUDGED, MOVED, to_json
from bimtek.sandbox.domain.citizen import AnswerWorth, reaction_to_answer
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.sandbox.models import Case, Sandbox

#: Public acts that are meant as the answer.
_ANSWERS = (Action.FOLLOW_UP, Action.HANDLE, Action.RESPOND)


def note_judgement(session: Session, sandbox: Sandbox, case: Case, worth: AnswerWorth, moment: Moment) -> Entry:
    """Take note of what the public answer just sent is worth: it decides whether the report may be closed and how the
    citizen reacts. Called by whoever judges (modules), in the same transaction."""
    rounds = sum(
        1
        for entry in journal.entries_about(session, f"case/{case.id}")
        if entry.kind == MOVED and entry.data["action"] in _ANSWERS
    )
    sets: dict[str, Any] = {"substantive": worth.substantive and not worth.hurtful}
    seed = f"{sandbox.seed}|{case.ordinal}"
    if reaction := reaction_to_answer(worth, seed, rounds, case.truth.get("reactions", {})):
        planned = event(reaction, moment.sim, case)
        if case.event_at is None or planned["event_at"] < case.event_at:
            sets.update(planned)
    data = {"share": round(worth.share, 3), "late": worth.late, "hurtful": worth.hurtful, "sets": to_json(sets)}
    return record(session, sandbox, case, JUDGED, Role.SYSTEM, data, moment, None)
