"""What a correction means for desks: how many open counts it would have moved, which units the scenarios need, and that nobody's
clock runs backwards by it."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from functools import lru_cache

from flask import Flask
from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from bimtek.config import SEED_DIR
from bimtek.extensions import db
from bimtek.journal.domain import Entry
from bimtek.sandbox.domain.lifecycle import ENDED
from bimtek.sandbox.models import Case, Sandbox
from bimtek.sandbox.pacing import own_clock
from bimtek.workshops import corrections
from bimtek.workshops import services as workshops
from bimtek.workshops.domain import clock as clocks


def counts_over(session: Session, day: date) -> int:
    """At most how many deadlines of open cases, in classes that are not archived, are counted over this day: each would fall on
    another date, had the day been another. They stay as they were counted."""
    dues = (Case.verify_due, Case.first_due, Case.completion_due)
    before = Case.received_at < datetime.combine(day, datetime.max.time())
    running = Case.sandbox_id.in_(
        select(Sandbox.id).where(Sandbox.workshop_id.in_(workshops.running_ids(session)), Sandbox.branch_of.is_(None))
    )
    query = select(*(func.count().filter(due >= day) for due in dues))
    query = query.where(Case.state.not_in([state.value for state in ENDED]), before, or_(*(due >= day for due in dues)))
    return sum(session.execute(query.where(running)).one())


@lru_cache(maxsize=1)
def _owners() -> dict[str, int]:
    """In how many scenarios each unit owns the matter, or may."""
    found: dict[str, int] = {}
    for path in sorted((SEED_DIR / "scenarios").glob("*.toml")):
        text = tomllib.loads(path.read_text(encoding="utf-8"))
        for unit in _named(text):
            found[unit] = found.get(unit, 0) + 1
    return found


def _named(content: object) -> set[str]:
    """Every owner that a scenario names, at whatever depth."""
    if isinstance(content, list):
        return {unit for one in content for unit in _named(one)}
    if not isinstance(content, dict):
        return set()
    here = {one for name in ("owner", "owner_also") for one in _listed(content.get(name))}
    return here.union(*(_named(one) for one in content.values()))


def _listed(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(one) for one in value] if isinstance(value, list) else []


def unit_uses(unit: str) -> int:
    """In how many scenarios a unit must stay to be chosen."""
    return _owners().get(unit, 0)


def holiday_effect(day: date) -> int:
    """For the page of a day: at most how many open deadlines are counted over it."""
    return counts_over(db.session(), day)


def on_entry(session: Session, entry: Entry) -> None:
    """Listener: a free day is corrected, so each clock of somebody's own is first set to what it shows; otherwise it would be
    read differently over other days, and might run backwards."""
    if entry.kind not in corrections.HOLIDAY_KINDS:
        return
    for sandbox in session.scalars(select(Sandbox).where(Sandbox.clock_sim.is_not(None), Sandbox.closed_at.is_(None))):
        clock = own_clock(sandbox)
        if clock:
            held = clocks.set_speed(clock, clock.seconds_per_day, entry.wall_at, workshops.calendar())
            values = {"clock_sim": held.anchor_sim, "clock_wall": held.anchor_wall}
            session.execute(update(Sandbox).where(Sandbox.id == sandbox.id).values(values))


def init_app(app: Flask) -> None:
    """Answer what the pages of corrections ask about desks."""
    app.extensions[corrections.USES] = unit_uses
    app.jinja_env.globals["holiday_effect"] = holiday_effect
