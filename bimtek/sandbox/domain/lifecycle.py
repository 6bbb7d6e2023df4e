"""The three lifecycles as one table of (state, action) -> what follows.

Each state belongs to one desk, so the tables never meet. The same table makes the buttons, the help text,
docs/lifecycle.md, and the test of every state x action x role.
"""

from __future__ import annotations

from bimtek.sandbox.domain import lifecycle_baruga, lifecycle_lapor, lifecycle_ppid
from bimtek.sandbox.domain.lifecycle_baruga import PUBLISHED
from bimtek.sandbox.domain.lifecycle_lapor import ARCHIVED, CLOSED, GROUPS
from bimtek.sandbox.domain.lifecycle_words import (
    BACK,
    DESK_LABELS,
    DESK_ROLES,
    ROLE_LABELS,
    ROLES,
    Action,
    Desk,
    Groups,
    Role,
    Rule,
    State,
    Table,
)

__all__ = [
    "ARCHIVED",
    "BACK",
    "CLOSED",
    "DESK_LABELS",
    "DESK_ROLES",
    "GROUPS",
    "PUBLISHED",
    "ROLES",
    "ROLE_LABELS",
    "Action",
    "Desk",
    "Groups",
    "Role",
    "Rule",
    "State",
]

_LIVES = {Desk.LAPOR: lifecycle_lapor, Desk.BARUGA: lifecycle_baruga, Desk.PPID: lifecycle_ppid}

TABLE: Table = lifecycle_lapor.TABLE | lifecycle_baruga.TABLE | lifecycle_ppid.TABLE
LABELS: dict[State, str] = lifecycle_lapor.LABELS | lifecycle_baruga.LABELS | lifecycle_ppid.LABELS
ACTION_LABELS: dict[Action, str] = (
    lifecycle_ppid.ACTION_LABELS | lifecycle_baruga.ACTION_LABELS | lifecycle_lapor.ACTION_LABELS
)
ACTION_SENTENCES: dict[Action, str] = (
    lifecycle_ppid.ACTION_SENTENCES | lifecycle_baruga.ACTION_SENTENCES | lifecycle_lapor.ACTION_SENTENCES
)
ENDED = lifecycle_lapor.ENDED | lifecycle_baruga.ENDED | lifecycle_ppid.ENDED
OPEN = frozenset(State) - ENDED
#: The groups a desk's list is cut into.
DESK_GROUPS: dict[Desk, Groups] = {desk: life.GROUPS for desk, life in _LIVES.items()}
_DESK_OF = {state: desk for desk, life in _LIVES.items() for state in life.LABELS}
#: Where a case starts, by desk.
FIRST_STATE = {
    Desk.LAPOR: State.UNVERIFIED,
    Desk.BARUGA: State.BARUGA_NEW,
    Desk.PPID: State.REQUEST_RECEIVED,
}


def desk_of(state: State) -> Desk:
    """The desk a state belongs to."""
    return _DESK_OF[state]


def rule(state: State, action: Action) -> Rule | None:
    """The row for this state and action, or None when the action has no place there."""
    return TABLE.get((state, action))


def actions_from(state: State, role: Role) -> list[Action]:
    """What this role may do from this state, in the order the buttons stand."""
    return [action for action in Action if (row := TABLE.get((state, action))) and role in row.roles]


def states_for(action: Action) -> list[State]:
    """The states in which an action has a place."""
    return [state for state, known in TABLE if known == action]
