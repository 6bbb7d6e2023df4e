"""What an accepted act changes on a SP4N-LAPOR! report, beyond its state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bimtek.sandbox.domain.case import CaseState
from bimtek.sandbox.domain.commands import Clocks, Command
from bimtek.sandbox.domain.lifecycle import Action

Effect = Callable[[CaseState, Command, datetime, Clocks], dict[str, Any]]


def planned(action: Action, at: datetime) -> dict[str, Any]:
    """What the system will do by itself, and when: known to everybody."""
    return {"system_at": at, "event_kind": action.value, "event_at": at}


def _on_verify(case: CaseState, command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    given = command.input
    return {
        **{name: given[name] for name in ("title", "report_class", "category", "unit")},
        "first_due": clocks.first_follow_up_due(now),
        # A disposition sent back does not stop the class limit: the total keeps running (domain report 2.4).
        "completion_due": case.completion_due or clocks.completion_due(now, given["report_class"]),
    }


def _on_handle(_case: CaseState, command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    given = command.input
    due = clocks.completion_due(now, given["report_class"])
    window = _window(now, clocks)
    return {"report_class": given["report_class"], "category": given["category"], "completion_due": due, **window}


def _window(now: datetime, clocks: Clocks) -> dict[str, Any]:
    event = planned(Action.AUTO_CLOSE, clocks.auto_close_at(now))
    return {**event, "responded": True, "first_due": None, "substantive": False}


def _on_defer(case: CaseState, _command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    return {"held_from": case.state, "deferred_at": now, **planned(Action.EXPIRE, clocks.expiry_at(now))}


def _on_complete(case: CaseState, _command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    since = case.deferred_at or now
    names = ("verify_due", "first_due", "completion_due")
    shifted = {name: clocks.shifted_due(due, since, now) for name in names if (due := getattr(case, name))}
    return {"deferred_at": None, "held_from": None, **shifted}


def _on_send_back(_case: CaseState, _command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    return {"unit": None, "verify_due": clocks.verification_due(now), "first_due": None, "responded": False}


def _on_redispose(_case: CaseState, command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    return {"unit": command.input["unit"], "first_due": clocks.first_follow_up_due(now), "responded": False}


def _on_answer(_case: CaseState, _command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    return {"first_due": clocks.first_follow_up_due(now)}


EFFECTS: dict[Action, Effect] = {
    Action.VERIFY: _on_verify,
    Action.HANDLE: _on_handle,
    Action.DEFER: _on_defer,
    Action.COMPLETE: _on_complete,
    Action.SEND_BACK: _on_send_back,
    Action.REDISPOSE: _on_redispose,
    Action.FIRST_RESPONSE: lambda _case, _command, _now, _clocks: {"responded": True},
    Action.FOLLOW_UP: lambda _case, _command, now, clocks: _window(now, clocks),
    Action.ANSWER: _on_answer,
    Action.SETTLE: lambda _case, command, _now, _clocks: {"rating": command.input["rating"]},
}
