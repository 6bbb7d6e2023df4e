"""What the desk's pages read: the list, one report with its thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.sandbox.domain.lifecycle import GROUPS, OPEN, Role, State
from bimtek.sandbox.models import Case, Sandbox

PAGE = 40
#: Letters of a report the list shows. More is read, so that a masked passage at the edge is masked whole before the cut.
EXCERPT = 150
SORTS = ("due", "newest", "unread")


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
    Case.responded, Case.unread, Case.received_at, Case.masks, Case.origin,
)  # fmt: skip

#: The deadline watched now, as CaseState.due has it, in SQL for sorting.
due_now = case(
    (Case.state == State.UNVERIFIED.value, Case.verify_due),
    (and_(Case.state == State.DISPOSED.value, Case.responded.is_(False)), Case.first_due),
    (Case.state == State.ANSWERED.value, Case.first_due),
    (Case.state == State.DISPOSED.value, Case.completion_due),
)


def _desk(sandbox: Sandbox, now: datetime) -> list[Any]:
    """The reports that stand on this desk role's table now."""
    conditions = [Case.sandbox_id == sandbox.id, Case.received_at <= now]
    if sandbox.role == Role.LIAISON:
        conditions += [Case.unit.is_not(None), Case.state.not_in([State.UNVERIFIED.value, State.RETURNED.value])]
    return conditions


def _states(group: str) -> Iterable[str]:
    states = OPEN if group == "open" else GROUPS[group][1] if group in GROUPS else frozenset(State)
    return sorted(state.value for state in states)


def _narrow(query: Select[Any], wanted: Filter) -> Select[Any]:
    if wanted.text:
        # Typed wildcards are letters here: what was typed is looked for as it stands.
        pattern = "%" + wanted.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        columns = (Case.number, Case.title, Case.body, Case.place)
        query = query.where(or_(*[column.ilike(pattern, escape="\\") for column in columns]))
    for column, value in ((Case.unit, wanted.unit), (Case.category, wanted.category), (Case.district, wanted.district)):
        if value:
            query = query.where(column == value)
    if wanted.since:
        query = query.where(func.date(Case.received_at) >= wanted.since.isoformat())
    if wanted.until:
        query = query.where(func.date(Case.received_at) <= wanted.until.isoformat())
    return query


def _counts(session: Session, sandbox: Sandbox, now: datetime) -> tuple[dict[State, tuple[int, int, int]], int]:
    """(reports, overdue, due today) on this desk per state, and how many are still to arrive: one query."""
    here = case((and_(*_desk(sandbox, now)), 1), else_=0).label("here")
    columns = (
        Case.state,
        here,
        func.count(),
        func.count(case((due_now < now.date(), 1))),
        func.count(case((due_now == now.date(), 1))),
    )
    query = select(*columns, func.count(case((Case.received_at > now, 1)))).where(Case.sandbox_id == sandbox.id)
    per_state = dict.fromkeys(State, (0, 0, 0))
    planned = 0
    for state, on_desk, n, late, today, coming in session.execute(query.group_by(Case.state, here)):
        planned += coming
        if on_desk:
            per_state[State(state)] = (n, late, today)
    return per_state, planned


def listing(session: Session, sandbox: Sandbox, wanted: Filter, now: datetime) -> Listing:
    """One page of this desk's list with counts per group; a search by number looks through all groups."""
    desk = _desk(sandbox, now)
    per_state, planned = _counts(session, sandbox, now)
    counts = {name: sum(per_state[state][0] for state in states) for name, (_, states) in GROUPS.items()}
    counts["open"] = sum(per_state[state][0] for state in OPEN)
    counts["all"] = sum(n for n, _, _ in per_state.values())
    query = _narrow(select(*_LIST_COLUMNS).where(*desk, Case.state.in_(_states(wanted.group))), wanted)
    order = {
        "due": (due_now.is_(None), due_now, Case.received_at),
        "newest": (Case.received_at.desc(),),
        "unread": (Case.unread.desc(), due_now.is_(None), due_now, Case.received_at),
    }[wanted.sort if wanted.sort in SORTS else "due"]
    narrowed = any((wanted.text, wanted.unit, wanted.category, wanted.district, wanted.since, wanted.until))
    total = (
        session.scalar(select(func.count()).select_from(query.subquery())) or 0
        if narrowed
        else counts.get(wanted.group, counts["all"])
    )
    rows = list(session.execute(query.order_by(*order, Case.id).limit(PAGE).offset((wanted.page - 1) * PAGE)))
    late = sum(row[1] for row in per_state.values())
    return Listing(rows, total, counts, counts["all"], planned, late, sum(row[2] for row in per_state.values()))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A row of the short list beside a report."""

    number: str
    title: str
    state: str
    due: date | None
    unread: bool


def neighbours(session: Session, sandbox: Sandbox, now: datetime, limit: int = 8) -> list[Neighbour]:
    """The open reports with the nearest deadlines, for the list beside a report."""
    query = select(Case.number, Case.title, Case.state, due_now, Case.unread).where(
        *_desk(sandbox, now), Case.state.in_(_states("open"))
    )
    return [
        Neighbour(*row)
        for row in session.execute(query.order_by(due_now.is_(None), due_now, Case.received_at, Case.id).limit(limit))
    ]


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
        *_desk(sandbox, now), Case.id != current.id, Case.district == current.district, alike
    )
    return [Similar(*row) for row in session.execute(query.order_by(Case.received_at.desc()).limit(limit))]


@dataclass(frozen=True, slots=True)
class Thread:
    """A report's journal, oldest first, and the newest refusal nobody has acted past."""

    entries: list[Entry] = field(default_factory=list)


def thread(session: Session, current: Case) -> Thread:
    """Everything that happened to a report."""
    return Thread(journal.entries_about(session, f"case/{current.id}"))
