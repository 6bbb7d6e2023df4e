"""What an accepted act changes on a request for information, beyond its state: numbers, decisions, and the law's clocks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bimtek.sandbox.domain.case import CaseState
from bimtek.sandbox.domain.commands import Clocks, Command
from bimtek.sandbox.domain.effects_lapor import Effect, planned
from bimtek.sandbox.domain.lifecycle import Action

#: The decision each deciding act stands for.
_DECISIONS = {
    Action.GRANT: "grant",
    Action.GRANT_PARTLY: "grant_part",
    Action.REFUSE: "refuse",
    Action.DECLARE_NOT_HELD: "not_held",
}


def _on_ask_completion(_case: CaseState, _command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    return {"deferred_at": now, **planned(Action.LAPSE, clocks.request_end("check", now))}


def _on_complete(_case: CaseState, _command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    """The ten working days begin when the request is complete."""
    due, check = clocks.request_due("answer", now), clocks.request_due("check", now)
    return {"deferred_at": None, "first_due": due, "verify_due": check}


def _on_extend(case: CaseState, _command: Command, _now: datetime, clocks: Clocks) -> dict[str, Any]:
    due = clocks.extended(case.first_due) if case.first_due else None
    return {"extended": True, "first_due": due}


def _on_decision(case: CaseState, command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    """The applicant may object within thirty working days after the answer; then the request is done."""
    window = planned(Action.END_WINDOW, clocks.request_end("objection_window", now))
    ground = command.input.get("ground") or case.ground
    text = {"decision": _DECISIONS[command.action], "responded": True, "substantive": False}
    return {**window, **text, "ground": ground}


def _on_hand_over(_case: CaseState, _command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    return planned(Action.END_WINDOW, clocks.request_end("objection_window", now))


def _on_object(_case: CaseState, command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    due = clocks.request_due("objection_answer", now)
    lapse = planned(Action.OBJECTION_LAPSE, clocks.request_end("objection_answer", now))
    return {"objection_ground": command.input["objection_ground"], "completion_due": due, **lapse}


def _on_register_objection(case: CaseState, command: Command, _now: datetime, _clocks: Clocks) -> dict[str, Any]:
    """Registering does not begin the thirty days anew: the plan made at the filing goes on."""
    kept = {name: getattr(case, name) for name in ("system_at", "event_kind", "event_at")}
    return {"objection_number": command.input["registration"], **kept}


def _on_answer_objection(case: CaseState, command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    ruling = command.input["ruling"]
    decision = case.decision if ruling == "upheld" else ruling
    window = planned(Action.END_WINDOW, clocks.request_end("dispute_window", now))
    return {"decision": decision, "responded": True, "substantive": False, **window}


def _on_objection_lapse(_case: CaseState, _command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    return planned(Action.END_WINDOW, clocks.request_end("dispute_window", now))


EFFECTS: dict[Action, Effect] = {
    Action.ASK_COMPLETION: _on_ask_completion,
    Action.COMPLETE: _on_complete,
    Action.REGISTER: lambda _case, command, _now, _clocks: {"registration": command.input["registration"]},
    Action.ASSIGN: lambda _case, command, _now, _clocks: {"unit": command.input["unit"]},
    Action.EXTEND: _on_extend,
    Action.TEST_HARM: lambda _case, command, _now, _clocks: {"ground": command.input["ground"]},
    Action.GRANT: _on_decision,
    Action.GRANT_PARTLY: _on_decision,
    Action.REFUSE: _on_decision,
    Action.DECLARE_NOT_HELD: _on_decision,
    Action.HAND_OVER: _on_hand_over,
    Action.OBJECT: _on_object,
    Action.REGISTER_OBJECTION: _on_register_objection,
    Action.ANSWER_OBJECTION: _on_answer_objection,
    Action.OBJECTION_LAPSE: _on_objection_lapse,
    Action.GO_TO_DISPUTE: lambda _case, _command, now, clocks: planned(
        Action.HEAR, clocks.request_end("hearing_start", now)
    ),
    Action.HEAR: lambda _case, _command, now, clocks: planned(Action.RULE, clocks.request_end("hearing", now)),
    Action.SETTLE: lambda _case, command, _now, _clocks: {"rating": command.input["rating"]},
}
