"""What the desk's pages read: the list, one report with its thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, or_, select, true
from sqlalchemy.orm import Session, undefer

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.sandbox.acting import role_at
from bimtek.sandbox.domain.case import ANSWER_RUNS, OBJECTION_RUNS, UNSEEN
from bimtek.sandbox.domain.lifecycle import DESK_GROUPS, ENDED, OPEN, Desk, Groups, Role, State
from bimtek.sandbox.models import Case, Sandbox
from bimtek.writers import read_once

PAGE = 40
#: Letters of a report the list shows. More is read, so that a masked passage at the edge is masked whole before the cut.
EXCERPT = 150


@dataclass(frozen=True, slots=True)
class Filter:
    """What the officer asked the list for; every part is optional and bounded by the form."""

    group: str = "open"
    text: str = ""
    unit: str = ""
    category: str = ""
    district: str = ""
    since: date | None = None
    until: date | None = None
    sort: str = "due"
    page: int = 1
    desk: str = Desk.LAPOR.value


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list, how many there are in all, and how many stand in each group."""

    rows: list[Any]
    total: int
    counts: Mapping[str, int]
    arrived: int
    planned: int
    overdue: int
    today: int


_LIST_COLUMNS = (
    Case.id, Case.number, Case.title, func.substr(Case.body, 1, EXCERPT + 200).label("excerpt"), Case.channel, Case.place, Case.anonymous,
    Case.secret, Case.state, Case.unit, Case.verify_due, Case.first_due, Case.completion_due, Case.system_at,
    Case.responded, Case.unread, Case.received_at, Case.masks, Case.origin, Case.desk, Case.registration, Case.supports,
)  # fmt: skip

#: The deadline watched now, as CaseState.due has it, in SQL for sorting.
due_now = case(
    (Case.state == State.UNVERIFIED.value, Case.verify_due),
    (and_(Case.state == State.DISPOSED.value, Case.responded.is_(False)), Case.first_due),
    (Case.state == State.ANSWERED.value, Case.first_due),
    (Case.state == State.DISPOSED.value, Case.completion_due),
    (Case.state == State.REQUEST_RECEIVED.value, Case.verify_due),
    (Case.state.in_(sorted(state.value for state in ANSWER_RUNS)), Case.first_due),
    (Case.state.in_(sorted(state.value for state in OBJECTION_RUNS)), Case.completion_due),
)
#: All three desks at once: the inbox.
ALL_DESKS = "all"


#: A hard case the person has set aside (sandbox/care.py) stands on no list.
ASIDE = "aside"


def _desk(role: str, desk: str) -> list[Any]:
    """The cases on the table of this desk role, of sandbox :sandbox at simulated instant :now; the inbox over all desks
    shows every role's."""
    conditions: list[Any] = [Case.sandbox_id == bindparam("sandbox"), Case.received_at <= bindparam("now")]
    conditions.append(Case.care != ASIDE)
    if desk == ALL_DESKS:
        return conditions
    conditions.append(Case.desk == desk)
    if hidden := UNSEEN.get(Role(role)):
        conditions.append(Case.state.not_in(sorted(state.value for state in hidden)))
    if role == Role.LIAISON:
        conditions.append(Case.unit.is_not(None))
    return conditions


def _role(sandbox: Sandbox, desk: str) -> str:
    return Role.AGENCY_ADMIN.value if desk == ALL_DESKS else role_at(sandbox, Desk(desk)).value


def _here(sandbox: Sandbox, now: datetime) -> dict[str, Any]:
    return {"sandbox": sandbox.id, "now": now}


def _states(group: str, desk: str) -> list[str]:
    groups = groups_of(desk)
    states = OPEN if group == "open" else groups[group][1] if group in groups else frozenset(State)
    return sorted(state.value for state in states)


def groups_of(desk: str) -> Groups:
    """The groups a desk's list is cut into; the inbox over all desks has only the ended ones beside the open."""
    return {"ended": ("Berakhir", ENDED)} if desk == ALL_DESKS else DESK_GROUPS[Desk(desk)]


def _narrowing(wanted: Filter) -> dict[str, Any]:
    """The filters in use with their values. Typed wildcards are letters: what was typed is looked for as it stands."""
    given: dict[str, Any] = {name: getattr(wanted, name) for name in ("unit", "category", "district", "since", "until")}
    escaped = wanted.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    given["text"] = f"%{escaped}%" if escaped else ""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items() if value}


_NARROW: dict[str, Any] = {
    "text": or_(*[c.ilike(bindparam("text"), escape="\\") for c in (Case.number, Case.title, Case.body, Case.place)]),
    "unit": Case.unit == bindparam("unit"),
    "category": Case.category == bindparam("category"),
    "district": Case.district == bindparam("district"),
    "since": func.date(Case.received_at) >= bindparam("since"),
    "until": func.date(Case.received_at) <= bindparam("until"),
}
_ORDER: dict[str, tuple[Any, ...]] = {
    "due": (due_now.is_(None), due_now, Case.received_at),
    "newest": (Case.received_at.desc(),),
    "unread": (Case.unread.desc(), due_now.is_(None), due_now, Case.received_at),
}


@lru_cache(maxsize=256)
def _list_statement(role: str, desk: str, group: str, sort: str, narrowed: tuple[str, ...]) -> Select[Any]:
    """Statements are put together once per shape: building one costs more than SQLite takes to answer it."""
    conditions = [*_desk(role, desk), Case.state.in_(_states(group, desk)), *[_NARROW[name] for name in narrowed]]
    query = select(*_LIST_COLUMNS).where(*conditions).order_by(*_ORDER[sort], Case.id)
    return query.limit(bindparam("limit")).offset(bindparam("offset"))


@lru_cache(maxsize=256)
def _total_statement(role: str, desk: str, group: str, narrowed: tuple[str, ...]) -> Select[Any]:
    conditions = [*_desk(role, desk), Case.state.in_(_states(group, desk)), *[_NARROW[name] for name in narrowed]]
    return select(func.count()).select_from(Case).where(*conditions)


@lru_cache(maxsize=16)
def _count_statement(role: str, desk: str) -> Select[Any]:
    """(state, on this desk, reports, overdue, due today, still to arrive) of a sandbox, in one query."""
    here = case((and_(*_desk(role, desk)), 1), else_=0).label("here")
    late, due = (
        func.count(case((due_now < bindparam("today"), 1))),
        func.count(case((due_now == bindparam("today"), 1))),
    )
    of_desk = true() if desk == ALL_DESKS else Case.desk == desk
    coming = func.count(case((and_(Case.received_at > bindparam("now"), of_desk), 1)))
    query = select(Case.state, here, func.count(), late, due, coming)
    return query.where(Case.sandbox_id == bindparam("sandbox")).group_by(Case.state, here)


def _counts(
    session: Session, sandbox: Sandbox, desk: str, now: datetime
) -> tuple[dict[State, tuple[int, int, int]], int]:
    """(reports, overdue, due today) on this desk per state, and how many are still to arrive."""
    per_state = dict.fromkeys(State, (0, 0, 0))
    planned = 0
    values = {**_here(sandbox, now), "today": now.date()}
    for state, on_desk, n, late, today, coming in session.connection().execute(
        _count_statement(_role(sandbox, desk), desk), values
    ):
        planned += coming
        if on_desk:
            per_state[State(state)] = (n, late, today)
    return per_state, planned


def listing(session: Session, sandbox: Sandbox, wanted: Filter, now: datetime) -> Listing:
    """One page of this desk's list with counts per group."""
    role, desk = _role(sandbox, wanted.desk), wanted.desk
    per_state, planned = _counts(session, sandbox, desk, now)
    counts = {name: sum(per_state[state][0] for state in states) for name, (_, states) in groups_of(desk).items()}
    counts["open"] = sum(per_state[state][0] for state in OPEN)
    counts["all"] = sum(n for n, _, _ in per_state.values())
    given = _narrowing(wanted)
    group = wanted.group if wanted.group in counts else "all"
    shape, values = tuple(sorted(given)), {**_here(sandbox, now), **given}
    ask = session.connection().execute
    total = ask(_total_statement(role, desk, group, shape), values).scalar() or 0 if given else counts[group]
    page = {**values, "limit": PAGE, "offset": (wanted.page - 1) * PAGE}
    sort = wanted.sort if wanted.sort in _ORDER else "due"
    rows = list(ask(_list_statement(role, desk, group, sort, shape), page))
    late, today = (sum(row[n] for row in per_state.values()) for n in (1, 2))
    return Listing(rows, total, counts, counts["all"], planned, late, today)


_OPEN_PER_DESK = (
    select(Case.desk, func.count())
    .where(
        Case.sandbox_id == bindparam("sandbox"),
        Case.received_at <= bindparam("now"),
        Case.state.in_(sorted(state.value for state in OPEN)),
    )
    .group_by(Case.desk)
)


def open_per_desk(session: Session, sandbox: Sandbox, now: datetime) -> dict[str, int]:
    """How many cases stand open at each desk."""
    rows = session.connection().execute(_OPEN_PER_DESK, _here(sandbox, now))
    return {str(row[0]): int(row[1]) for row in rows}


def find_case(session: Session, sandbox: Sandbox, number: str, now: datetime) -> Case | None:
    """A case of this sandbox that has arrived by `now`, with its hidden parts; another's is not found."""
    query = select(Case).where(Case.sandbox_id == sandbox.id, Case.number == number, Case.received_at <= now)
    query = query.options(undefer(Case.truth), undefer(Case.reporter))
    return read_once(session, ("case", sandbox.id, number, now), lambda: session.scalars(query).first())


@lru_cache(maxsize=16)
def _open_statement(role: str, desk: str) -> Select[Any]:
    query = select(Case).where(*_desk(role, desk), Case.state.in_(_states("open", desk))).limit(bindparam("limit"))
    return query.options(undefer(Case.truth), undefer(Case.reporter)).order_by(due_now.is_(None), due_now, Case.id)


def open_cases(session: Session, sandbox: Sandbox, desk: str, now: datetime, limit: int) -> list[Case]:
    """The open cases on the table of the role played at a desk, those with the nearest deadline first."""
    given = {**_here(sandbox, now), "limit": limit}
    return list(session.scalars(_open_statement(_role(sandbox, desk), desk), given))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A row of the short list beside a report."""

    number: str
    title: str
    state: str
    due: date | None
    unread: bool


@lru_cache(maxsize=16)
def _neighbour_statement(role: str, desk: str) -> Select[Any]:
    query = select(Case.number, Case.title, Case.state, due_now, Case.unread)
    query = query.where(*_desk(role, desk), Case.state.in_(_states("open", desk)))
    return query.order_by(due_now.is_(None), due_now, Case.received_at, Case.id).limit(8)


def neighbours(session: Session, sandbox: Sandbox, desk: str, now: datetime) -> list[Neighbour]:
    """The eight open cases of a desk with the nearest deadlines, for the list beside one of them."""
    rows = session.connection().execute(_neighbour_statement(_role(sandbox, desk), desk), _here(sandbox, now))
    return [Neighbour(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Similar:
    """Another report of the same desk that may be about the same matter."""

    number: str
    title: str
    state: str


def similar(session: Session, sandbox: Sandbox, current: Case, now: datetime, limit: int = 4) -> list[Similar]:
    """Earlier reports from the same district with a word of the title in common: to look at, not a verdict."""
    words = [word for word in current.filed_title.split() if len(word) > 4][:6]
    if not words or not current.district:
        return []
    alike = or_(*[Case.filed_title.ilike(f"%{word}%") for word in words])
    query = select(Case.number, Case.title, Case.state).where(
        *_desk(_role(sandbox, current.desk), ALL_DESKS), Case.id != current.id, Case.district == current.district, alike
    )
    return [
        Similar(*row)
        for row in session.execute(query.order_by(Case.received_at.desc()).limit(limit), _here(sandbox, now))
    ]


@dataclass(frozen=True, slots=True)
class Thread:
    """A report's journal, oldest first, and the newest refusal nobody has acted past."""

    entries: list[Entry] = field(default_factory=list)


def thread(session: Session, current: Case) -> Thread:
    """Everything that happened to a report."""
    return Thread(journal.entries_about(session, f"case/{current.id}"))
