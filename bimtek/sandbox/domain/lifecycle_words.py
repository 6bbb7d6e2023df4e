"""The words of the lifecycles: desks, states, roles, acts, and the row of a transition table.

Each state belongs to one desk, so the three tables of lifecycle_lapor, lifecycle_baruga and lifecycle_ppid join into one
without meeting.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Desk(StrEnum):
    """The three desks one officer works at."""

    LAPOR = "lapor"
    BARUGA = "baruga"
    PPID = "ppid"


DESK_LABELS: dict[Desk, str] = {
    Desk.LAPOR: "SP4N-LAPOR!",
    Desk.BARUGA: "Baruga Sulsel",
    Desk.PPID: "PPID",
}


class State(StrEnum):
    """Where a report, an aduan or a request stands; the label is exactly the platform's own."""

    UNVERIFIED = "unverified"
    BLOCKED = "blocked"
    AWAITING_COMPLETION = "awaiting_completion"
    DISPOSED = "disposed"
    FOLLOWED_UP = "followed_up"
    ANSWERED = "answered"
    RETURNED = "returned"
    CLOSED_BY_ADMIN = "closed_by_admin"
    CLOSED_BY_SYSTEM = "closed_by_system"
    CLOSED_BY_REPORTER = "closed_by_reporter"
    ARCHIVED_BY_ADMIN = "archived_by_admin"
    ARCHIVED_BY_SYSTEM = "archived_by_system"
    ARCHIVED_BY_REPORTER = "archived_by_reporter"

    BARUGA_NEW = "baruga_new"
    BARUGA_ASKED = "baruga_asked"
    BARUGA_DISPOSED = "baruga_disposed"
    BARUGA_ACTED = "baruga_acted"
    BARUGA_RESPONDED = "baruga_responded"
    BARUGA_DONE = "baruga_done"
    BARUGA_DECLINED = "baruga_declined"
    BARUGA_TRANSFERRED = "baruga_transferred"

    REQUEST_RECEIVED = "request_received"
    REQUEST_INCOMPLETE = "request_incomplete"
    REQUEST_REGISTERED = "request_registered"
    REQUEST_PROCESSED = "request_processed"
    REQUEST_EXTENDED = "request_extended"
    HARM_TEST = "harm_test"
    GRANTED = "granted"
    GRANTED_PARTLY = "granted_partly"
    REFUSED = "refused"
    NOT_HELD = "not_held"
    HANDED_OVER = "handed_over"
    OBJECTION_FILED = "objection_filed"
    OBJECTION_PROCESSED = "objection_processed"
    OBJECTION_ANSWERED = "objection_answered"
    OBJECTION_UNANSWERED = "objection_unanswered"
    DISPUTE = "dispute"
    HEARING = "hearing"
    RULED = "ruled"
    REQUEST_LAPSED = "request_lapsed"
    REQUEST_WITHDRAWN = "request_withdrawn"
    REQUEST_DONE = "request_done"


class Role(StrEnum):
    """Who acts. The trainee plays the desks' roles, the simulation the last two."""

    AGENCY_ADMIN = "agency_admin"
    LIAISON = "liaison"
    MODERATOR = "moderator"
    REGENCY_ADMIN = "regency_admin"
    UNIT_ADMIN = "unit_admin"
    DESK_OFFICER = "desk_officer"
    INFORMATION_OFFICER = "information_officer"
    SUPERIOR = "superior"
    REPORTER = "reporter"
    SYSTEM = "system"


ROLE_LABELS: dict[Role, str] = {
    Role.AGENCY_ADMIN: "Admin Instansi",
    Role.LIAISON: "Pejabat Penghubung",
    Role.MODERATOR: "Moderator Baruga",
    Role.REGENCY_ADMIN: "Admin Kabupaten",
    Role.UNIT_ADMIN: "Admin OPD",
    Role.DESK_OFFICER: "Petugas Layanan Informasi",
    Role.INFORMATION_OFFICER: "PPID",
    Role.SUPERIOR: "Atasan PPID",
    Role.REPORTER: "Pelapor",
    Role.SYSTEM: "Sistem",
}
#: The roles a person may play at each desk; the first is where everybody begins.
ROLES: dict[Desk, tuple[Role, ...]] = {
    Desk.LAPOR: (Role.AGENCY_ADMIN, Role.LIAISON),
    Desk.BARUGA: (Role.MODERATOR, Role.REGENCY_ADMIN, Role.UNIT_ADMIN),
    Desk.PPID: (Role.DESK_OFFICER, Role.INFORMATION_OFFICER, Role.SUPERIOR),
}
DESK_ROLES: tuple[Role, ...] = tuple(role for roles in ROLES.values() for role in roles)


class Action(StrEnum):
    """What can be done at one of the desks, by a person, the citizen or the system."""

    VERIFY = "verify"
    HANDLE = "handle"
    DEFER = "defer"
    NOT_OUR_AUTHORITY = "not_our_authority"
    ARCHIVE = "archive"
    BLOCK = "block"
    COMPLETE = "complete"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"
    SEND_BACK = "send_back"
    REDISPOSE = "redispose"
    FIRST_RESPONSE = "first_response"
    FOLLOW_UP = "follow_up"
    ANSWER = "answer"
    AUTO_CLOSE = "auto_close"
    CLOSE = "close"
    SETTLE = "settle"
    REPEAT = "repeat"

    MODERATE = "moderate"
    ASK_CLARITY = "ask_clarity"
    CLARIFY = "clarify"
    DECLINE = "decline"
    TRANSFER = "transfer"
    FORWARD = "forward"
    RECORD_ACT = "record_act"
    RESPOND = "respond"
    FINISH = "finish"
    SUPPORT = "support"

    ASK_COMPLETION = "ask_completion"
    LAPSE = "lapse"
    REGISTER = "register"
    ASSIGN = "assign"
    EXTEND = "extend"
    TEST_HARM = "test_harm"
    GRANT = "grant"
    GRANT_PARTLY = "grant_partly"
    REFUSE = "refuse"
    DECLARE_NOT_HELD = "declare_not_held"
    HAND_OVER = "hand_over"
    OBJECT = "object"
    REGISTER_OBJECTION = "register_objection"
    ANSWER_OBJECTION = "answer_objection"
    OBJECTION_LAPSE = "objection_lapse"
    GO_TO_DISPUTE = "go_to_dispute"
    HEAR = "hear"
    RULE = "rule"
    END_WINDOW = "end_window"

    OPEN_REQUEST = "open_request"
    OPEN_OBJECTION = "open_objection"
    SPLIT = "split"
    LINK = "link"
    UNLINK = "unlink"
    MASK = "mask"
    UNMASK = "unmask"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: `to` is the next state (None: stays; "back": the state before the deferral), `needs` the data that
    must be present, `guards` the conditions beyond state and role, `starts` the clock that begins. `source`: "S"
    sourced, "I" inferred from sourced data, "P" the sandbox's own proposal."""

    roles: frozenset[Role]
    to: State | str | None
    needs: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    starts: str = ""
    source: str = "P"


BACK = "back"
Table = dict[tuple[State, Action], Rule]
Groups = dict[str, tuple[str, frozenset[State]]]


def of(*roles: Role) -> frozenset[Role]:
    """Who may, as a set."""
    return frozenset(roles)


def shared_acts(open_states: tuple[State, ...], ended: tuple[State, ...], roles: frozenset[Role]) -> Table:
    """What every desk can do anywhere: mask, note, link. Links may be made and loosed after the end too: a duplicate is
    often seen late."""
    table: Table = {}
    for state in open_states:
        table[state, Action.MASK] = Rule(roles, None, ("passages",), source="S")
        table[state, Action.UNMASK] = Rule(roles, None, ("passages",), ("is_masked",))
        table[state, Action.NOTE] = Rule(roles, None, ("note",))
    for state in (*open_states, *ended):
        table[state, Action.LINK] = Rule(roles, None, ("number", "link_kind", "reason"), ("not_linked",))
        table[state, Action.UNLINK] = Rule(roles, None, ("number", "reason"), ("is_linked",))
    return table
