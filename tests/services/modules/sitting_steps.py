"""Steps on tests over a real database."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.modules import sitting_services, sitting_steering
from bimtek.modules.sitting_models import Sitting
from bimtek.people.domain import Person
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.services import Moment
from bimtek.workshops.services import Workshop
from tests.conftest import WALL
from tests.factories.classes import Made
from tests.factories.items import small_bank

BANK = small_bank()


def at(wall: datetime) -> Moment:
    return Moment(datetime(2026, 11, 9, 8, 30), wall)


def begin(session: Session, person: Person, kind: str = "pre", wall: datetime = WALL, **more: str) -> Sitting:
    started = sitting_services.start(session, person, kind, at(wall), **more)
    assert started.sitting is not None, started.said
    return started.sitting


def opened(session: Session, made: Made, target: Workshop, kind: str) -> None:
    assert sitting_steering.set_gate(session, made.trainer, target, kind, True, WALL)


def right_for(sitting: Sitting, *units: str) -> dict[str, int | None]:
    """Right for the items of these units, wrong for the rest."""
    found: dict[str, int | None] = {}
    for code, _order in sitting.form:
        item = BANK.items[code]
        found[code] = item.right if item.unit in units else (item.right + 1) % 4
    return found


def sit(session: Session, person: Person, kind: str, *units: str) -> Sitting:
    """Sit a whole test, right in these units."""
    sitting = begin(session, person, kind)
    assert sitting_services.save(session, person, sitting, right_for(sitting, *units), {}, WALL)
    assert sitting_services.submit(session, person, sitting, at(WALL))
    return sitting


def entries(session: Session, person: Person, kind: str) -> list[Entry]:
    sandbox = sandboxes.sandbox_of(session, person.id)
    assert sandbox is not None
    return [entry for entry in journal.entries_of(session, sandboxes.stream(sandbox)) if entry.kind == kind]
