"""Correct what seed/ says of units, free days, time limits and texts: each correction is a row that stays and a journal entry;
giving back is a row too. What was computed before stays as it is (docs/decisions/0017-corrections.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.config import SEED_DIR
from bimtek.journal import services as journal
from bimtek.people import services as people
from bimtek.people.domain import Person
from bimtek.workshops import overlay, services
from bimtek.workshops.correction_models import Correction
from bimtek.workshops.domain import clock as clocks
from bimtek.workshops.domain import correction as rules
from bimtek.workshops.domain.correctable import SeedLimit, SeedText, seed_limits, seed_texts
from bimtek.workshops.domain.correction import NONE, Part, Row
from bimtek.workshops.domain.unit_matching import Unit
from bimtek.workshops.models import Workshop

STREAM = "settings"
CORRECTED, GIVEN_BACK = "corrected", "given_back"
HOLIDAY_KINDS = frozenset({f"{Part.HOLIDAY}_{CORRECTED}", f"{Part.HOLIDAY}_{GIVEN_BACK}"})
#: Under this name the desks say in how many scenarios a unit owns the matter: such a unit cannot be retired.
USES = "unit_uses"
_WITA = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one thing as its history shows it; no value: what seed/ says was given back."""

    who: str
    at: datetime
    source: str
    value: Mapping[str, Any] | None


def seed_units() -> tuple[Unit, ...]:
    """The units as seed/ gives them."""
    return services.units_of(NONE)


def limits() -> tuple[SeedLimit, ...]:
    """The time limits as seed/ gives them."""
    return seed_limits(SEED_DIR / "deadlines.toml")


def texts() -> tuple[SeedText, ...]:
    """The texts that may be corrected, as seed/ gives them."""
    return seed_texts(SEED_DIR / "ppid")


def now(part: Part, key: str) -> Row | None:
    """The correction of one thing that counts, or None."""
    return overlay.current().of(part).get(key)


def save(
    session: Session, admin: Person, part: Part, key: str, value: dict[str, Any], source: str, wall: datetime
) -> bool:
    """Correct one thing; False when it says so already. A value out of bounds raises ValueError: a form refuses it before."""
    made = Row(0, part, key, value, source, admin.id, wall)
    if fault := rules.fault_of(made):
        raise ValueError(fault)
    before = _newest(session, part, key)
    if before is not None and (before.value, before.source) == (value, source):
        return False
    _append(session, admin, made, before.value if before else None)
    return True


def give_back(session: Session, admin: Person, part: Part, key: str, wall: datetime) -> bool:
    """What seed/ says counts again; False when nothing was corrected."""
    before = _newest(session, part, key)
    if before is None or before.value is None:
        return False
    _append(session, admin, Row(0, part, key, None, "", admin.id, wall), before.value)
    return True


def _newest(session: Session, part: Part, key: str) -> Correction | None:
    query = select(Correction).where(Correction.part == part.value, Correction.key == key)
    return session.scalars(query.order_by(Correction.id.desc()).limit(1)).first()


def _append(session: Session, admin: Person, row: Row, before: Mapping[str, Any] | None) -> None:
    """Keep the row and tell it. A clock is first set to what it shows: it would be read differently over other days."""
    if row.part == Part.HOLIDAY:
        _hold_clocks(session, row.made_at)
    session.add(
        Correction(
            part=str(row.part), key=row.key, value=dict(row.value) if row.value is not None else None, source=row.source,
            made_by=row.made_by, made_at=row.made_at,
        )
    )  # fmt: skip
    session.flush()
    journal.record(
        session, stream=STREAM, kind=f"{row.part}_{CORRECTED if row.value is not None else GIVEN_BACK}",
        about=f"{row.part}/{row.key}", actor_id=admin.id, actor_role=admin.role.value, sim_at=row.made_at + _WITA,
        wall_at=row.made_at,
        data={"before": before, "after": row.value, "source": row.source},
    )  # fmt: skip


def _hold_clocks(session: Session, wall: datetime) -> None:
    for target in session.scalars(select(Workshop).where(Workshop.archived_at.is_(None))):
        clock = services.clock_of(target)
        held = clocks.set_speed(clock, clock.seconds_per_day, wall, services.calendar())
        target.clock_sim, target.clock_wall = held.anchor_sim, held.anchor_wall


def history(session: Session, part: Part, key: str) -> list[Change]:
    """Everything that was ever changed about one thing, newest first."""
    return [_change(session, row) for row in overlay.current().history(part, key)]


def last_change(session: Session, part: Part) -> Change | None:
    """The newest change of a part."""
    row = overlay.current().newest(part)
    return _change(session, row) if row else None


def _change(session: Session, row: Row) -> Change:
    person = people.person(session, row.made_by)
    return Change(person.name if person else "", row.made_at, row.source, row.value)


def free_days_corrected(year: int) -> int:
    """How many days of a year are corrected now."""
    return sum(date.fromisoformat(key).year == year for key in overlay.current().of(Part.HOLIDAY))


def faults(session: Session) -> list[str]:
    """What cannot be used among the stored corrections: for `bimtek check`, which counts with them from then on."""
    given = overlay.load(session)
    known = {Part.DEADLINE: {one.key for one in limits()}, Part.TEXT: {one.key for one in texts()}}
    found = []
    for row in given.rows:
        fault = rules.fault_of(row)
        if fault is None and row.part in known and row.key not in known[Part(row.part)]:
            fault = "kunci tidak ada lagi di seed/"
        found += [f"pembetulan {row.id} ({row.part} {row.key}): {fault}"] if fault else []
    return found
