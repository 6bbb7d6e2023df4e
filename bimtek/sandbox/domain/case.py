"""What is known of a report at one moment: the initial facts folded with its journal entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from bimtek.sandbox.domain.lifecycle import ENDED, LABELS, PUBLISHED, Desk, Role, State, desk_of

#: Journal kinds of this room, past tense. A refusal is recorded like a move: marking and the trainer's board need it.
MOVED, REFUSED, JUDGED = "case_moved", "case_refused", "reply_judged"


@dataclass(frozen=True, slots=True)
class CaseState:
    """The projection of one report: everything lists, buttons and deadlines need, rebuilt from the journal.

    Dates are due dates (end of office hours that day), `system_at` is when the system will close
    or archive by itself (everybody may know), `event_at` when the world acts next, the citizen's hidden plan included.
    """

    state: State
    title: str
    report_class: str | None
    category: str | None = None
    unit: str | None = None
    held_from: State | None = None
    deferred_at: datetime | None = None
    verify_due: date | None = None
    first_due: date | None = None
    completion_due: date | None = None
    system_at: datetime | None = None
    event_kind: str | None = None
    event_at: datetime | None = None
    event_text: str = ""
    event_rating: int | None = None
    event_ground: str | None = None
    responded: bool = False
    substantive: bool = False
    masks: tuple[str, ...] = ()
    rating: int | None = None
    unread: bool = True
    ended_at: datetime | None = None
    links: tuple[str, ...] = ()
    mind: dict[str, Any] | None = None
    targets: tuple[str, ...] = ()
    acted: tuple[str, ...] = ()
    supports: int = 0
    supported: bool = False
    registration: str | None = None
    extended: bool = False
    ground: str | None = None
    decision: str | None = None
    objection_ground: str | None = None
    objection_number: str | None = None
    last_number: int = 0

    @property
    def desk(self) -> Desk:
        """The desk the case stands at."""
        return desk_of(self.state)

    @property
    def published(self) -> bool:
        """Whether an aduan at Baruga stands on the public page: only after disposisi."""
        return self.state in PUBLISHED

    @property
    def due(self) -> tuple[str, date] | None:
        """The one deadline the officer must watch now, with its kind, or None while waiting for somebody else."""
        if self.state == State.UNVERIFIED and self.verify_due:
            return "verify", self.verify_due
        if self.state == State.DISPOSED and self.first_due and not self.responded:
            return "first", self.first_due
        if self.state == State.ANSWERED and self.first_due:
            return "first", self.first_due
        if self.state == State.DISPOSED and self.completion_due:
            return "completion", self.completion_due
        if self.state == State.REQUEST_RECEIVED and self.verify_due:
            return "register", self.verify_due
        if self.state in ANSWER_RUNS and self.first_due:
            return "request", self.first_due
        if self.state in OBJECTION_RUNS and self.completion_due:
            return "objection", self.completion_due
        return None


#: Where the ten (or seventeen) working days of a request and the thirty of an objection are being counted.
ANSWER_RUNS = {State.REQUEST_REGISTERED, State.REQUEST_PROCESSED, State.REQUEST_EXTENDED, State.HARM_TEST}
OBJECTION_RUNS = {State.OBJECTION_FILED, State.OBJECTION_PROCESSED}

_DATES = {"verify_due", "first_due", "completion_due"}
_INSTANTS = {"deferred_at", "system_at", "event_at", "ended_at"}
_STATES = {"state", "held_from"}
#: Kept as lists in the row and the journal, as tuples in the value.
TUPLES = frozenset({"masks", "links", "targets", "acted"})
FIELDS = tuple(field.name for field in fields(CaseState))


def to_json(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Changes of a projection as the journal stores them (ISO dates, lists)."""
    return {name: _plain(value) for name, value in changes.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def from_json(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The stored form back as values."""
    return {name: _value(name, value) for name, value in changes.items()}


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _DATES:
        return date.fromisoformat(value)
    if name in _INSTANTS:
        return datetime.fromisoformat(value)
    if name in _STATES:
        return State(value)
    return tuple(value) if name in TUPLES else value


def fold(initial: CaseState, entries: Iterable[tuple[int, Mapping[str, Any]]]) -> CaseState:
    """The projection after the given (number, data) entries; an entry changes what its data's `sets` names."""
    state = initial
    for number, data in entries:
        state = replace(state, **from_json(data.get("sets", {})), last_number=number)
    return state


def label(state: State, unit_name: str | None) -> str:
    """The platform's words for a state; a disposition names its unit."""
    return f"Terdisposisi ke {unit_name}" if state == State.DISPOSED and unit_name else LABELS[state]


#: States hidden from a desk's later roles: a liaison sees what was disposed, an Admin OPD what was forwarded, the
#: Atasan PPID objections and harm tests.
UNSEEN: dict[Role, frozenset[State]] = {
    Role.LIAISON: frozenset({State.UNVERIFIED, State.RETURNED}),
    Role.REGENCY_ADMIN: frozenset({State.BARUGA_NEW, State.BARUGA_ASKED, State.BARUGA_DECLINED}),
    Role.UNIT_ADMIN: frozenset({State.BARUGA_NEW, State.BARUGA_ASKED, State.BARUGA_DECLINED}),
    Role.INFORMATION_OFFICER: frozenset({State.REQUEST_RECEIVED, State.REQUEST_INCOMPLETE, State.REQUEST_LAPSED}),
    Role.SUPERIOR: frozenset(state for state in State if state.value.startswith("request_")) - {State.REQUEST_DONE},
}


def visible_to(state: CaseState, role: Role) -> bool:
    """Whether a case stands on this role's desk."""
    if state.state in UNSEEN.get(role, frozenset()):
        return False
    return role != Role.LIAISON or state.unit is not None


@dataclass(frozen=True, slots=True)
class Sight:
    """What one reader may see of a report (domain report 3.5)."""

    text: bool
    name: bool
    identity: bool


def sight(role: Role | None, *, anonymous: bool, secret: bool) -> Sight:
    """Who sees what: `None` is the public. A secret report is hidden from the public; an anonymous reporter has no name
    for the public and the disposed unit; NIK, phone and address are for the Admin Instansi alone."""
    if role in _SEE_ALL:
        return Sight(text=True, name=True, identity=True)
    if role in _SEE_TEXT:
        return Sight(text=True, name=not anonymous, identity=False)
    return Sight(text=not secret, name=not anonymous and not secret, identity=False)


#: A request carries its applicant's identity by law, so the whole PPID desk sees it (domain-ppid A.5).
_SEE_ALL = frozenset({Role.AGENCY_ADMIN, Role.MODERATOR, Role.DESK_OFFICER, Role.INFORMATION_OFFICER, Role.SUPERIOR})
_SEE_TEXT = frozenset({Role.LIAISON, Role.REGENCY_ADMIN, Role.UNIT_ADMIN})


def is_ended(state: State) -> bool:
    """Whether nothing more can happen to the report."""
    return state in ENDED
