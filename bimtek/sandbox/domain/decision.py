"""Decide one command: moved, or refused because. Nothing is touched; the caller records either answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bimtek.sandbox.domain import effects_baruga, effects_lapor, effects_ppid
from bimtek.sandbox.domain.case import CaseState
from bimtek.sandbox.domain.commands import Clocks, Command, Moved, Refused, World
from bimtek.sandbox.domain.decision_guards import GUARDS, linked_number
from bimtek.sandbox.domain.decision_inputs import (
    ARCHIVE_REASONS,
    CHECKS,
    MISSING,
    NOTE_LIMIT,
    REPORT_CLASSES,
    TEXT_LIMIT,
)
from bimtek.sandbox.domain.effects_lapor import Effect
from bimtek.sandbox.domain.lifecycle import (
    ACTION_LABELS,
    BACK,
    ENDED,
    LABELS,
    ROLE_LABELS,
    Action,
    Desk,
    Role,
    Rule,
    State,
    desk_of,
    rule,
    states_for,
)

__all__ = [
    "ARCHIVE_REASONS",
    "MISSING",
    "NOTE_LIMIT",
    "NO_EVENT",
    "REPORT_CLASSES",
    "TEXT_LIMIT",
    "Clocks",
    "Command",
    "Moved",
    "Refused",
    "World",
    "decide",
]


def decide(case: CaseState, command: Command, now: datetime, world: World) -> Moved | Refused:
    """Accept or refuse `command` at simulated instant `now`; the order of checks is state, role, data, guards."""
    row = rule(case.state, command.action)
    if row is None:
        return Refused("state", _wrong_state(case.state, command.action))
    if command.role not in row.roles:
        who = " atau ".join(sorted(ROLE_LABELS[role] for role in row.roles))
        return Refused("role", f"{ACTION_LABELS[command.action]} hanya dapat dilakukan oleh {who}.")
    for name in row.needs:
        if fault := CHECKS[name](command.input.get(name), world):
            return Refused("data", fault, name)
    for name in row.guards:
        if fault := GUARDS[name](case, command, now, world):
            return Refused(name, fault)
    return Moved(_sets(case, command, row, now, world))


def _wrong_state(state: State, action: Action) -> str:
    if state in ENDED:
        return f"Sudah berakhir: {LABELS[state]}. Tidak ada tindakan lagi yang dapat dilakukan."
    here = desk_of(state)
    places = [LABELS[place] for place in states_for(action) if desk_of(place) == here]
    if not places:
        return f"{ACTION_LABELS[action]} tidak ada di meja ini."
    return f"{ACTION_LABELS[action]} hanya dapat dilakukan pada {' atau '.join(places)}, bukan {LABELS[state]}."


#: Entering a state ends whatever was waiting to happen in the one before.
NO_EVENT = {
    "system_at": None,
    "event_kind": None,
    "event_at": None,
    "event_text": "",
    "event_rating": None,
    "event_ground": None,
}


def _sets(case: CaseState, command: Command, row: Rule, now: datetime, world: World) -> dict[str, Any]:
    """The projection's new values of an accepted command."""
    to = (case.held_from or State.UNVERIFIED) if row.to == BACK else row.to
    sets: dict[str, Any] = {} if to is None else {"state": State(to), **NO_EVENT}
    desk = desk_of(case.state)
    effect = _EFFECTS[desk].get(command.action) or _SHARED.get(command.action)
    if effect:
        sets.update(effect(case, command, now, world.clocks))
    if to in ENDED:
        sets["ended_at"] = now
    # "Unread" means: the citizen or the system did something that nobody at the desk has acted on since.
    sets["unread"] = command.role in {Role.REPORTER, Role.SYSTEM}
    return sets


def _on_mask(case: CaseState, command: Command, _now: datetime, _clocks: Clocks) -> dict[str, Any]:
    return {"masks": tuple(dict.fromkeys([*case.masks, *command.input["passages"]]))}


def _on_unmask(case: CaseState, command: Command, _now: datetime, _clocks: Clocks) -> dict[str, Any]:
    return {"masks": tuple(item for item in case.masks if item not in command.input["passages"])}


def _on_link(case: CaseState, command: Command, _now: datetime, _clocks: Clocks) -> dict[str, Any]:
    return {"links": (*case.links, f"{command.input['link_kind']}:{command.input['number']}")}


def _on_unlink(case: CaseState, command: Command, _now: datetime, _clocks: Clocks) -> dict[str, Any]:
    number = command.input["number"]
    return {"links": tuple(link for link in case.links if linked_number(link) != number)}


def _bridge(kind: str) -> Effect:
    """The new case's number is put into the command by the bridge before it is decided upon."""

    def effect(case: CaseState, command: Command, _now: datetime, _clocks: Clocks) -> dict[str, Any]:
        number = command.input.get("opened")
        return {"links": (*case.links, f"{kind}:{number}")} if number else {}

    return effect


_SHARED: dict[Action, Effect] = {
    Action.MASK: _on_mask,
    Action.UNMASK: _on_unmask,
    Action.LINK: _on_link,
    Action.UNLINK: _on_unlink,
    Action.OPEN_REQUEST: _bridge("request"),
    Action.OPEN_OBJECTION: _bridge("request"),
    Action.SPLIT: _bridge("split"),
    Action.REPEAT: _bridge("repeat"),
}


def _transfer(case: CaseState, command: Command, now: datetime, clocks: Clocks) -> dict[str, Any]:
    titled = effects_baruga.EFFECTS[Action.TRANSFER](case, command, now, clocks)
    return titled | _bridge("transfer")(case, command, now, clocks)


_EFFECTS: Mapping[Desk, Mapping[Action, Effect]] = {
    Desk.LAPOR: effects_lapor.EFFECTS,
    Desk.BARUGA: {**effects_baruga.EFFECTS, Action.TRANSFER: _transfer},
    Desk.PPID: effects_ppid.EFFECTS,
}
