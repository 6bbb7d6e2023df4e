"""What happened to one report, read from its journal: accepted moves with the state before and after, and refusals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bimtek.journal.domain import Entry
from bimtek.sandbox.domain.case import JUDGED, MOVED, REFUSED, CaseState, from_json
from bimtek.sandbox.domain.lifecycle import DESK_ROLES, Action, Role, State

ROLE_TAKEN = "role_taken"
#: Acts whose text every reader of the public page sees.
PUBLIC_ACTS = (Action.FIRST_RESPONSE, Action.FOLLOW_UP, Action.HANDLE, Action.RECORD_ACT, Action.RESPOND)
#: Acts that are meant as the answer and are judged by the reply rubric.
ANSWERS = (Action.FOLLOW_UP, Action.HANDLE, Action.RESPOND)
#: Decisions on a request; with the answer to an objection they are written to the applicant and to nobody else, so that
#: nothing in them tells the public who asked.
NOTICES = (Action.GRANT, Action.GRANT_PARTLY, Action.REFUSE, Action.DECLARE_NOT_HELD)
WRITTEN_ANSWERS = (*NOTICES, Action.ANSWER_OBJECTION)


@dataclass(frozen=True, slots=True)
class Act:
    """One accepted move. `own` is False for what the exercise, the citizen or the system did."""

    number: int
    action: Action
    role: Role
    at: datetime
    input: Mapping[str, Any]
    before: CaseState
    after: CaseState
    own: bool

    @property
    def text(self) -> str:
        """The text the act carries, or ""."""
        return str(self.input.get("text") or "")


@dataclass(frozen=True, slots=True)
class History:
    """The story of one report up to now."""

    initial: CaseState
    state: CaseState
    acts: tuple[Act, ...]
    refused: tuple[tuple[Action, str], ...]

    def of(self, *actions: Action, own: bool | None = None) -> list[Act]:
        """The accepted moves of these kinds, oldest first; `own` keeps only the learner's or only the others'."""
        return [act for act in self.acts if act.action in actions and (own is None or act.own == own)]

    def first(self, *actions: Action, own: bool | None = None) -> Act | None:
        """The first accepted move of these kinds, or None."""
        found = self.of(*actions, own=own)
        return found[0] if found else None

    def last(self, *actions: Action, own: bool | None = None) -> Act | None:
        """The latest accepted move of these kinds, or None."""
        found = self.of(*actions, own=own)
        return found[-1] if found else None

    @property
    def answers(self) -> list[Act]:
        """The public answers of the desk, oldest first."""
        return self.of(*ANSWERS)

    @property
    def triage(self) -> Act | None:
        """The first desk move that took the report out of Belum Terverifikasi."""
        for act in self.acts:
            if act.role in DESK_ROLES and act.before.state == State.UNVERIFIED and act.after.state != State.UNVERIFIED:
                return act
        return None

    @property
    def publication(self) -> Act | None:
        """The act that put an aduan on the public page of Baruga."""
        return next((act for act in self.acts if act.after.published and not act.before.published), None)


def read_history(initial: CaseState, entries: Iterable[Entry]) -> History:
    """Fold a report's entries, oldest first; of other kinds only the links a case arrived with are taken over."""
    state, acts, refused = initial, [], []
    for entry in entries:
        if entry.kind == REFUSED:
            refused.append((Action(entry.data["action"]), str(entry.data.get("reason", ""))))
        elif entry.kind in (MOVED, JUDGED):
            after = replace(state, **from_json(entry.data.get("sets", {})), last_number=entry.number)
            if entry.kind == MOVED:
                acts.append(_act(entry, state, after))
            state = after
        elif links := entry.data.get("sets", {}).get("links"):
            state = replace(state, links=tuple(links))
    return History(initial, state, tuple(acts), tuple(refused))


def _act(entry: Entry, before: CaseState, after: CaseState) -> Act:
    return Act(
        number=entry.number,
        action=Action(entry.data["action"]),
        role=Role(entry.actor_role),
        at=entry.sim_at or entry.wall_at,
        input=entry.data.get("input", {}),
        before=before,
        after=after,
        own=entry.actor_id is not None,
    )


def role_now(entries: Iterable[Entry], otherwise: Role = Role.AGENCY_ADMIN) -> Role:
    """The desk role the person plays after these entries."""
    role = otherwise
    for entry in entries:
        if entry.kind == ROLE_TAKEN:
            role = Role(entry.data["role"])
    return role
