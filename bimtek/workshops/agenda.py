"""The agenda of a class, and its half days: taken over from a model, changed line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bimtek.config import SEED_DIR
from bimtek.journal.domain import Entry
from bimtek.people.domain import Person
from bimtek.workshops import hall_acts
from bimtek.workshops.domain import agenda as rules
from bimtek.workshops.domain.agenda import Line, ModelAgenda
from bimtek.workshops.hall_models import AgendaItem
from bimtek.workshops.models import Workshop
from bimtek.workshops.services import record

TAKEN, LINE_PUT, LINE_REMOVED = "agenda_taken", "agenda_line_put", "agenda_line_removed"
MOST_LINES = 200
_COLUMNS = (
    AgendaItem.id,
    AgendaItem.day,
    AgendaItem.starts,
    AgendaItem.ends,
    AgendaItem.title,
    AgendaItem.unit,
    AgendaItem.jp,
)


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One stored line."""

    id: int
    day: int
    starts: str
    ends: str
    title: str
    unit: str
    jp: float

    @property
    def line(self) -> Line:
        """The line without its number."""
        return Line(self.day, self.starts, self.ends, self.title, self.unit, self.jp)


@lru_cache(maxsize=1)
def models() -> tuple[ModelAgenda, ...]:
    """The agendas one can take over (seed/agendas)."""
    return rules.load_models(SEED_DIR / "agendas")


def agenda_of(session: Session, workshop_id: int) -> list[AgendaRow]:
    """The lines of a class by day and time."""
    query = select(*_COLUMNS).where(AgendaItem.workshop_id == workshop_id)
    return [
        AgendaRow(*row) for row in session.execute(query.order_by(AgendaItem.day, AgendaItem.starts, AgendaItem.id))
    ]


def hours_by_unit(session: Session, workshop_id: int) -> dict[str, float]:
    """JP by unit of competence; "" for instruction that belongs to none."""
    return rules.hours(row.line for row in agenda_of(session, workshop_id))


def days_of(session: Session, workshop_id: int) -> int:
    """How many days a class has by its agenda; one without any."""
    return session.scalar(select(func.max(AgendaItem.day)).where(AgendaItem.workshop_id == workshop_id)) or 1


def take_over(session: Session, trainer: Person, target: Workshop, key: str, wall: datetime) -> bool:
    """Replace the agenda of a class by a model; False for a model that does not exist."""
    model = next((one for one in models() if one.key == key), None)
    if model is None:
        return False
    before = [_plain(row.line) for row in agenda_of(session, target.id)]
    _put_all(session, target, model.lines)
    record(session, target, trainer, TAKEN, wall, {"model": key, "before": before, "lines": len(model.lines)})
    return True


def put_line(
    session: Session, trainer: Person, target: Workshop, line: Line, wall: datetime, line_id: int | None = None
) -> dict[str, str]:
    """Add a line, or change one; what is wrong with it by field, {} when it stands. Times are kept as HH:MM."""
    found = rules.faults(line)
    if line_id is None and len(agenda_of(session, target.id)) >= MOST_LINES:
        found["title"] = "most"
    row = session.get(AgendaItem, line_id) if line_id is not None else AgendaItem(workshop_id=target.id)
    if row is None or row.workshop_id != target.id:
        found["title"] = "gone"
    if found or row is None:
        return found
    row.day, row.title, row.unit, row.jp = line.day, line.title.strip(), line.unit, line.jp
    row.starts, row.ends = rules.clock(line.starts) or "", rules.clock(line.ends) or ""
    session.add(row)
    session.flush()
    record(session, target, trainer, LINE_PUT, wall, {"line": row.id, **_plain(line)})
    return {}


def remove_line(session: Session, trainer: Person, target: Workshop, line_id: int, wall: datetime) -> bool:
    """Take a line out; False when it is another class's or gone."""
    row = session.get(AgendaItem, line_id)
    if row is None or row.workshop_id != target.id:
        return False
    before = [_plain(one.line) for one in agenda_of(session, target.id)]
    session.delete(row)
    session.flush()
    record(session, target, trainer, LINE_REMOVED, wall, {"line": line_id, "title": row.title, "before": before})
    return True


def _plain(line: Line) -> dict[str, Any]:
    return {
        "day": line.day,
        "starts": line.starts,
        "ends": line.ends,
        "title": line.title,
        "unit": line.unit,
        "jp": line.jp,
    }


def _put_all(session: Session, target: Workshop, lines: tuple[Line, ...] | list[Line]) -> None:
    session.execute(delete(AgendaItem).where(AgendaItem.workshop_id == target.id))
    session.add_all(AgendaItem(workshop_id=target.id, **_plain(line)) for line in lines)
    session.flush()


def _back(session: Session, _trainer: Person, target: Workshop, entry: Entry, _wall: datetime) -> bool:
    _put_all(session, target, [Line(**row) for row in entry.data["before"]])
    return True


hall_acts.register(TAKEN, _back, "agenda")
hall_acts.register(LINE_REMOVED, _back, "agenda")
