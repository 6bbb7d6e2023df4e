"""The refresher of one person: what stands, what comes next, a visit opened and finished. What is shown comes from the newest
certificate and from visits since (DESIGN section 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bimtek.certification import services as certificates
from bimtek.certification import verifying
from bimtek.certification.domain.evidence import CRITERION
from bimtek.config import SEED_DIR
from bimtek.journal.domain import Entry
from bimtek.modules import marking
from bimtek.modules.domain.judging.types import CRITERIA
from bimtek.people.domain import Person
from bimtek.refresher.domain import schedule
from bimtek.refresher.domain.cases import Prepared, load_recipes
from bimtek.refresher.domain.schedule import Next, Pause, Rules, Shown, State
from bimtek.refresher.models import FreeDays, Reminder, Visit
from bimtek.web.words import WITA
from bimtek.workshops import erasing
from bimtek.workshops import services as workshops

MOST_FREE = 20


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The settings of seed/refresher.toml."""
    return schedule.load_rules(SEED_DIR / "refresher.toml")


@lru_cache(maxsize=1)
def recipes() -> Mapping[str, Prepared]:
    """The case of each criterion, of seed/refresher_cases.toml."""
    return load_recipes(SEED_DIR / "refresher_cases.toml", marking.content())


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands: the certificate it counts from, every criterion, the one next, the visit under way, the plan."""

    certificate_id: int
    number: str
    signed_on: date
    states: tuple[State, ...]
    following: Next | None
    visit: Visit | None
    plan: tuple[tuple[str, date], ...]
    last: Visit | None

    def counts(self) -> dict[str, int]:
        """How many criteria are fresh, due, lapsed."""
        return {
            status: sum(one.status == status for one in self.states)
            for status in (schedule.FRESH, schedule.DUE, schedule.LAPSED)
        }

    def is_due(self, today: date) -> bool:
        """Whether a visit is asked for now."""
        return self.following is not None and self.following.is_due(today)


def today_of(wall: datetime) -> date:
    """The day it is where the officers are."""
    return (wall + WITA).date()


def standing_of(session: Session, account_id: int, wall: datetime) -> Standing | None:
    """Where a person stands; None without a certificate that holds, or one that rests on no criterion."""
    held = next((row for row in certificates.of_person(session, account_id) if row.revoked_at is None), None)
    if held is None:
        return None
    levels = base_levels(session, held.id)
    if not levels:
        return None
    visits = visits_of(session, account_id)
    done = [visit for visit in visits if visit.finished_at is not None]
    today = today_of(wall)
    standing = schedule.states(levels, held.issued_on, _history(done, levels), today, rules())
    last = max(done, key=lambda visit: visit.finished_at or wall, default=None)
    last_on = today_of(last.finished_at) if last and last.finished_at else None
    asked = (standing, today, last_on, pauses_of(session, account_id), workshops.calendar().is_working_day, rules())
    opened = next((visit for visit in visits if visit.finished_at is None and visit.aside_at is None), None)
    return Standing(
        held.id, held.number, held.issued_on, standing, schedule.next_one(*asked), opened, tuple(schedule.plan(*asked)), last
    )  # fmt: skip


def base_levels(session: Session, certificate_id: int) -> dict[str, float]:
    """The mean level of each criterion at sign-off, of those a case can refresh."""
    found: dict[str, list[float]] = {}
    for row in verifying.stored_rows(session, certificate_id):
        if row.kind == CRITERION and (key := row.key.partition(":")[2]) in recipes():
            found.setdefault(key, []).append(float(row.value))
    return {key: sum(levels) / len(levels) for key, levels in found.items()}


def visits_of(session: Session, account_id: int) -> list[Visit]:
    """All visits of a person, oldest first."""
    return list(session.scalars(select(Visit).where(Visit.account_id == account_id).order_by(Visit.id)))


def _history(done: Sequence[Visit], levels: Mapping[str, float]) -> list[Shown]:
    return [
        Shown(visit.criterion, today_of(visit.finished_at), visit.level or 0.0, bool(visit.passed))
        for visit in done
        if visit.finished_at is not None and visit.criterion in levels
    ]


def visit_on(session: Session, case_id: int) -> Visit | None:
    """The visit a case was opened for."""
    return session.scalars(select(Visit).where(Visit.case_id == case_id)).first()


def next_number(session: Session, account_id: int, criterion: str) -> int:
    """The number of a person's next visit on a criterion."""
    query = select(func.max(Visit.number)).where(Visit.account_id == account_id, Visit.criterion == criterion)
    return 1 + (session.scalar(query) or 0)


def label_of(criterion: str) -> str:
    """The name of a criterion."""
    return CRITERIA[criterion]


def pauses_of(session: Session, account_id: int) -> list[Pause]:
    """The free days of a person."""
    return [Pause(row.from_on, row.until_on) for row in free_days(session, account_id)]


def free_days(session: Session, account_id: int) -> list[FreeDays]:
    """The free days of a person as they are kept."""
    query = select(FreeDays).where(FreeDays.account_id == account_id).order_by(FreeDays.from_on, FreeDays.id)
    return list(session.scalars(query))


def add_free_days(session: Session, person: Person, first: date, last: date, wall: datetime) -> str:
    """Keep free days; why not as a code: "order", "past", "long" (more than half a year), "many"; "" when they stand."""
    if first > last:
        return "order"
    if last < today_of(wall):
        return "past"
    if (last - first).days > 183:
        return "long"
    known = free_days(session, person.id)
    if any((row.from_on, row.until_on) == (first, last) for row in known):
        return ""
    if len(known) >= MOST_FREE:
        return "many"
    session.add(FreeDays(account_id=person.id, from_on=first, until_on=last))
    session.flush()
    return ""


def drop_free_days(session: Session, person: Person, number: int) -> bool:
    """Take free days away; False for another's."""
    mine = delete(FreeDays).where(FreeDays.id == number, FreeDays.account_id == person.id)
    return bool(session.execute(mine).rowcount)  # type: ignore[attr-defined]


def on_entry(session: Session, entry: Entry) -> None:
    """Listener: somebody's personal data were removed; their address, links and free days go with them."""
    if entry.kind != erasing.ERASED:
        return
    account_id = int(entry.about.removeprefix("account/"))
    row = reminder_of(session, account_id)
    row.email, row.generation = "", row.generation + 1
    session.add(row)
    session.execute(delete(FreeDays).where(FreeDays.account_id == account_id))


def reminder_of(session: Session, account_id: int) -> Reminder:
    """How a person is reminded; a row that is not stored yet for somebody who said nothing."""
    return session.get(Reminder, account_id) or Reminder(account_id=account_id, email="", generation=1)


def set_email(session: Session, person: Person, email: str) -> None:
    """Keep the address reminders go to; "" takes it away."""
    row = reminder_of(session, person.id)
    row.email = email
    session.add(row)
    session.flush()


def renew_link(session: Session, account_id: int) -> int:
    """Close every personal link given out before; returns the new generation."""
    row = reminder_of(session, account_id)
    row.generation += 1
    session.add(row)
    session.flush()
    return row.generation
