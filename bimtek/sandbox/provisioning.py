"""Make worlds: the sandboxes of a whole class at once, or one more report for an exercise."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from bimtek.config import SEED_DIR
from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.sandbox.acting import (
    ROLE_COLUMNS,
    Moment,
    columns_of,
    opening_deadlines,
    patience,
    refresh_next_event,
    stream,
)
from bimtek.sandbox.domain.deadlines import Deadlines
from bimtek.sandbox.domain.generator import Generator, Report, load_generator
from bimtek.sandbox.domain.lifecycle import ROLES, Desk
from bimtek.sandbox.domain.openings import first_state
from bimtek.sandbox.models import Case, Sandbox
from bimtek.sandbox.world import deadlines
from bimtek.workshops import services as workshops
from bimtek.workshops.domain.correction import NONE
from bimtek.workshops.services import WorkshopFacts

EXERCISE, ARRIVED, DIGITISED = "exercise", "arrived", "digitised"
#: Reports made for exercises and typed in by the officer are numbered above the arrived ones.
FIRST_EXTRA = 900


@lru_cache(maxsize=1)
def generator() -> Generator:
    """The generator over seed/, read once; it keeps no state between calls. It goes by the calendar of seed/ alone, so that the
    same seed makes the same reports whatever was corrected (docs/decisions/0017)."""
    return load_generator(SEED_DIR, workshops.calendar_of(NONE).is_working_day)


def case_row(
    sandbox_id: int, report: Report, ordinal: int, origin: str, number: str = "", clocks: Deadlines | None = None
) -> dict[str, Any]:
    """A generated report as the columns of a new case: filed by the citizen, untouched at its desk."""
    number = number or report.number
    start = first_state(
        Desk(report.desk), report.title, report.filed_class, report.received, patience(number, report.body),
        clocks or deadlines(),
    )  # fmt: skip
    return {
        "sandbox_id": sandbox_id, "desk": report.desk, "ordinal": ordinal, "number": number,
        "scenario_id": report.scenario_id, "origin": origin, "channel": report.channel, "filed_title": report.title,
        "body": report.body, "filed_class": report.filed_class, "anonymous": report.anonymous, "secret": report.secret,
        "place": report.place, "district": report.district, "incident_on": report.incident_on,
        "received_at": report.received, "reporter": report.reporter, "truth": report.truth,
        **columns_of(start),
    }  # fmt: skip


def provision(session: Session, facts: WorkshopFacts, accounts: Sequence[tuple[int, int]], wall: datetime) -> int:
    """Open a sandbox with its reports for each (account, seat); the seat is the person's number in the seeded world.

    Deterministic: the same seed, seat and generator make the same bytes. Each sandbox's first journal entry seals its
    reports with a hash. Returns how many reports were made."""
    if not accounts:
        return 0
    rows = [
        {"account_id": account, "workshop_id": facts.id, "seed": f"{facts.seed}|{seat}", "person": seat,
         **{ROLE_COLUMNS[desk]: roles[0].value for desk, roles in ROLES.items()}, "opened_at": wall, "next_event_at": None}
        for account, seat in accounts
    ]  # fmt: skip
    ids = list(session.scalars(insert(Sandbox).returning(Sandbox.id, sort_by_parameter_order=True), rows))
    cases: list[dict[str, Any]] = []
    entries: list[Entry] = []
    soonest: dict[int, datetime | None] = {}
    for sandbox_id, (account, seat) in zip(ids, accounts, strict=True):
        reports = generator().generate(facts.seed, seat, facts.cases, facts.start)
        made = [case_row(sandbox_id, report, report.case, ARRIVED) for report in reports]
        soonest[sandbox_id] = min((row["event_at"] for row in made if row["event_at"]), default=None)
        cases.extend(made)
        entries.append(_opening(facts, sandbox_id, account, seat, reports, wall))
    # The table itself, not the mapped class: the mapper would send one statement per pattern of empty columns.
    if cases:
        session.execute(insert(Case.__table__), cases)  # type: ignore[arg-type]
    table = Sandbox.__table__
    set_event = update(table).where(table.c.id == bindparam("sandbox")).values(next_event_at=bindparam("at"))  # type: ignore[arg-type]
    session.connection().execute(set_event, [{"sandbox": at, "at": when} for at, when in soonest.items()])
    journal.record_many(session, entries)
    return len(cases)


def seal_of(reports: Iterable[tuple[str, str, str]]) -> str:
    """A hash over (number, title, body) of reports: shows later that none of a sandbox was exchanged."""
    text = "\x1e".join("\x1f".join(report) for report in reports)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _seal(reports: Sequence[Report]) -> str:
    return seal_of((report.number, report.title, report.body) for report in reports)


def _opening(
    facts: WorkshopFacts, sandbox_id: int, account: int, seat: int, reports: Sequence[Report], wall: datetime
) -> Entry:
    data = {"seed": facts.seed, "person": seat, "cases": len(reports), "seal": _seal(reports)}
    return Entry(
        stream=f"sandbox/{sandbox_id}", number=1, kind="sandbox_opened", about=f"sandbox/{sandbox_id}", actor_id=account,
        actor_role="system", sim_at=facts.start, wall_at=wall, data=data, scope=f"class/{facts.id}",
    )  # fmt: skip


def on_entry(session: Session, entry: Entry) -> None:
    """Listener: a roster was imported, so open the sandboxes of those it seated."""
    if entry.kind != workshops.ROSTER_IMPORTED:
        return
    target = workshops.workshop(session, int(entry.stream.removeprefix("class/")))
    first = int(entry.data["first_seat"])
    accounts = [(account, first + index) for index, account in enumerate(entry.data["accounts"])]
    provision(session, workshops.facts(target), accounts, entry.wall_at)


def open_case(session: Session, sandbox: Sandbox, scenario_id: str, variant: str, moment: Moment) -> Case:
    """Put one fresh report of a scenario on a desk now, for an exercise; `variant` chooses person, place and words."""
    ordinal = (session.scalar(select(func.max(Case.ordinal)).where(Case.sandbox_id == sandbox.id)) or 0) + 1
    ordinal = max(ordinal, FIRST_EXTRA)
    report = generator().generate_case(f"{sandbox.seed}|{variant}", scenario_id, moment.sim, sandbox.person)
    number = f"SIM-{4_000_000 + sandbox.id * 1000 % 9_000_000 + ordinal - FIRST_EXTRA}"
    case = Case(**case_row(sandbox.id, report, ordinal, EXERCISE, number, opening_deadlines(session, sandbox.id)))
    session.add(case)
    refresh_next_event(session, sandbox)
    entry = journal.record(
        session, stream=stream(sandbox), scope=f"class/{sandbox.workshop_id}", kind="report_received",
        about=f"case/{case.id}", actor_id=sandbox.account_id, actor_role="system", sim_at=moment.sim, wall_at=moment.wall,
        data={"scenario": scenario_id, "variant": variant, "number": case.number, "seal": _seal([report])},
    )  # fmt: skip
    case.last_number = entry.number  # as the replay tells it: an opened case that nobody touched is sound too
    return case
