"""How a case begins at its desk: the projection before its first journal entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Protocol

from bimtek.sandbox.domain.case import CaseState
from bimtek.sandbox.domain.lifecycle import FIRST_STATE, Action, Desk

#: Cases that come while the sandbox runs are numbered above those of exercises; below those typed in by the officer.
FIRST_LATER, FIRST_NUMBER = 2000, 7_000_000
PREFIX = {Desk.LAPOR: "", Desk.BARUGA: "B", Desk.PPID: "P"}
#: Acts that open a case at another desk, and that desk (a split says its own).
BRIDGES: dict[Action, Desk] = {
    Action.TRANSFER: Desk.LAPOR,
    Action.OPEN_REQUEST: Desk.PPID,
    Action.OPEN_OBJECTION: Desk.PPID,
    Action.SPLIT: Desk.LAPOR,
}
#: How a case names the one that was opened from it, among its links.
_OPENED = ("request", "split", "transfer")

#: Pasal 35: the request was not answered.
SILENCE = "c"
NO_ANSWER = "Permohonan saya belum dijawab sampai batas waktunya lewat. Saya mengajukan keberatan kepada Atasan PPID."


def number_of(desk: Desk, ordinal: int) -> str:
    """The number shown for a later case of this running number: with the desk's letter, as all others have it."""
    return f"SIM-{PREFIX[desk]}{FIRST_NUMBER + ordinal - FIRST_LATER}"


def opened_desk(action: Action, given: Mapping[str, Any]) -> Desk | None:
    """The desk at which an act opens a case, or None for an act that opens none."""
    return Desk(given["desk"]) if action == Action.SPLIT else BRIDGES.get(action)


def opened_number(links: Sequence[str]) -> str:
    """The number of the case that was opened from this one, or "" when none was."""
    found = (link.partition(":") for link in links)
    return next((number for kind, _, number in found if kind in _OPENED), "")


class OpeningClocks(Protocol):
    """The limits that run from the day of receipt, and the working days between two dates."""

    def verification_due(self, received: datetime) -> date: ...
    def request_due(self, limit: str, since: datetime) -> date: ...
    def neglected_at(self, since: datetime, draw: int) -> datetime: ...


def first_state(
    desk: Desk, title: str, filed_class: str, received: datetime, draw: int, clocks: OpeningClocks
) -> CaseState:
    """What a citizen sent, untouched: at LAPOR to be verified in time, at Baruga without any deadline, at PPID with the
    check of the form and the answer's ten working days already running. `draw` (0..6) is the citizen's own patience:
    the working days after which neglect is answered by another report, or by an objection."""
    made = CaseState(state=FIRST_STATE[desk], title=title, report_class=filed_class or None)
    if desk == Desk.LAPOR:
        made = replace(made, verify_due=clocks.verification_due(received))
    elif desk == Desk.PPID:
        check, answer = clocks.request_due("check", received), clocks.request_due("answer", received)
        made = replace(made, verify_due=check, first_due=answer)
    return replace(made, **neglect(made, received, draw, clocks))


def neglect(case: CaseState, since: datetime, draw: int, clocks: OpeningClocks) -> dict[str, Any]:
    """What the citizen will do when nobody moves the case: report again, or object to the silence of a request. Hidden."""
    if case.desk == Desk.PPID:
        if case.first_due is None:
            return {}
        # One working morning after the answer's last day at the earliest, so that the objection is founded.
        at = clocks.neglected_at(datetime.combine(case.first_due, since.time()), draw)
        return {"event_kind": Action.OBJECT.value, "event_at": at, "event_ground": SILENCE, "event_text": NO_ANSWER}
    due = case.due
    after = datetime.combine(due[1], since.time()) if due else since
    return {"event_kind": Action.REPEAT.value, "event_at": clocks.neglected_at(after, draw + 2)}
