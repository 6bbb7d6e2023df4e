"""What an accepted act changes on an aduan at Baruga, beyond its state. Nothing here starts a clock: Baruga has none."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bimtek.sandbox.domain.case import CaseState
from bimtek.sandbox.domain.commands import Clocks, Command
from bimtek.sandbox.domain.effects_lapor import Effect
from bimtek.sandbox.domain.lifecycle import Action


def _on_moderate(_case: CaseState, command: Command, _now: datetime, _clocks: Clocks) -> dict[str, Any]:
    """The topic given by the moderator becomes the title; the targets are kept in the order chosen."""
    given = command.input
    targets = tuple(dict.fromkeys(given["targets"]))
    return {"title": given["title"], "category": given["category"], "targets": targets, "acted": ()}


def _on_forward(case: CaseState, command: Command, _now: datetime, _clocks: Clocks) -> dict[str, Any]:
    return {"targets": tuple(dict.fromkeys([*case.targets, *command.input["offices"]]))}


def _on_record_act(case: CaseState, command: Command, _now: datetime, _clocks: Clocks) -> dict[str, Any]:
    acted = tuple(dict.fromkeys([*case.acted, command.input["office"]]))
    return {"acted": acted, "unit": case.unit or command.input["office"]}


def _on_respond(_case: CaseState, _command: Command, _now: datetime, _clocks: Clocks) -> dict[str, Any]:
    return {"responded": True, "substantive": False}


EFFECTS: dict[Action, Effect] = {
    Action.MODERATE: _on_moderate,
    Action.FORWARD: _on_forward,
    Action.RECORD_ACT: _on_record_act,
    Action.RESPOND: _on_respond,
    Action.ANSWER: lambda _case, _command, _now, _clocks: {"substantive": False},
    Action.SETTLE: lambda _case, command, _now, _clocks: {"rating": command.input["rating"]},
    Action.SUPPORT: lambda case, _command, _now, _clocks: {"supported": True, "supports": case.supports + 1},
    Action.TRANSFER: lambda _case, command, _now, _clocks: {"title": command.input["reported_title"]},
}
