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
    before = [_told(row) for row in agenda_of(session, target.id)]
    _put_all(session, target, [_plain(line) for line in model.lines])
    record(session, target, trainer, TAKEN, wall, {"model": key, "before": before, "lines": len(model.lines)})
    return True


def put_line(
    session: Session, trainer: Person, target: Workshop, line: Line, wall: datetime, line_id: int | None = None
) -> dict[str, str]:
    """Add a line, or change one; what is wrong with it by field, {} when it stands. Times are kept as HH:MM. What stands so
    already is neither added nor recorded a second time."""
    found, rows = rules.faults(line), agenda_of(session, target.id)
    before = next((row for row in rows if row.id == line_id), None)
    if line_id is None and len(rows) >= MOST_LINES:
        found["title"] = "most"
    if line_id is not None and before is None:
        found["title"] = "gone"
    if found:
        return found
    meant = _plain(line) | {
        "title": line.title.strip(), "starts": rules.clock(line.starts), "ends": rules.clock(line.ends),
    }  # fmt: skip
    if any(_plain(row.line) == meant for row in ([before] if before else rows)):
        return {}
    row = _row(session, target, line_id) if before else None
    row = row or AgendaItem(workshop_id=target.id)
    session.add(row)
    _set(session, row, meant)
    data = {"line": row.id, "now": meant, "before": _plain(before.line) if before else None, "title": meant["title"]}
    record(session, target, trainer, LINE_PUT, wall, data)
    return {}


def remove_line(session: Session, trainer: Person, target: Workshop, line_id: int, wall: datetime) -> bool:
    """Take a line out; False when it is another class's or gone."""
    before = next((one for one in agenda_of(session, target.id) if one.id == line_id), None)
    if before is None:
        return False
    session.delete(_row(session, target, line_id))
    session.flush()
    data: dict[str, object] = {"line": line_id, "title": before.title, "before": _told(before)}
    record(session, target, trainer, LINE_REMOVED, wall, data)
    return True


def _row(session: Session, target: Workshop, line_id: int | None) -> AgendaItem | None:
    row = session.get(AgendaItem, line_id) if line_id is not None else None
    return row if row is not None and row.workshop_id == target.id else None


def _set(session: Session, row: AgendaItem, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()


def _plain(line: Line) -> dict[str, Any]:
    return {
        "day": line.day,
        "starts": line.starts,
        "ends": line.ends,
        "title": line.title,
        "unit": line.unit,
        "jp": line.jp,
    }


def _told(row: AgendaRow) -> dict[str, Any]:
    """A line as an entry keeps it, with its number: put back, earlier acts upon it still find it."""
    return {"id": row.id, **_plain(row.line)}


def _put_all(session: Session, target: Workshop, lines: list[dict[str, Any]]) -> None:
    session.execute(delete(AgendaItem).where(AgendaItem.workshop_id == target.id))
    for line in lines:
        _put_again(session, target, line)


def _put_again(session: Session, target: Workshop, told: dict[str, Any]) -> None:
    number = told.get("id")
    values = {**told, "id": number if number and session.get(AgendaItem, number) is None else None}
    session.add(AgendaItem(workshop_id=target.id, **values))
    session.flush()


def taken_back(session: Session, _trainer: Person, target: Workshop, entry: Entry, _wall: datetime) -> bool:
    """The agenda as it stood before a model was taken over."""
    _put_all(session, target, entry.data["before"])
    return True


def _removal_back(session: Session, _trainer: Person, target: Workshop, entry: Entry, _wall: datetime) -> bool:
    _put_again(session, target, entry.data["before"])
    return True


def _put_back(session: Session, _trainer: Person, target: Workshop, entry: Entry, _wall: datetime) -> bool:
    """An added line goes, a changed one gets its former values: while it is still what the act made of it."""
    row, before = _row(session, target, int(entry.data["line"])), entry.data["before"]
    if row is None or any(getattr(row, name) != value for name, value in entry.data["now"].items()):
        return False
    if before is None:
        session.delete(row)
        session.flush()
    else:
        _set(session, row, before)
    return True


hall_acts.register(TAKEN, taken_back, "agenda")
hall_acts.register(LINE_REMOVED, _removal_back, "agenda")
hall_acts.register(LINE_PUT, _put_back, "agenda")
