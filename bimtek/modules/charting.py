"""What the charts of a person read: strength in each unit beside the class's middle, time per step beside its spread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.modules import marking, standing
from bimtek.modules.domain import progress, radar, timing
from bimtek.modules.domain.timing import Event, Spread
from bimtek.modules.models import Attempt, Progress

#: Below so many people a middle of the class would show single persons.
FEWEST = timing.FEWEST


@dataclass(frozen=True, slots=True)
class Axis:
    """One unit on the radar: own strength and the class's middle (None while too few have begun), 0 to 4."""

    unit: str
    title: str
    own: float
    middle: float | None


@dataclass(frozen=True, slots=True)
class Timed:
    """One step with the own time in seconds (None before it was passed) and the class's spread (None for too few people)."""

    exercise: str
    title: str
    own: float | None
    spread: Spread | None


def axes(session: Session, account_id: int, workshop_id: int) -> list[Axis]:
    """The radar of one person; the class's middle is taken over those who have begun."""
    rows = session.scalars(select(Progress).where(Progress.workshop_id == workshop_id)).all()
    own = _strengths(session, next((row for row in rows if row.account_id == account_id), None), account_id)
    begun = [_strengths(session, row, row.account_id) for row in rows if row.last_wall is not None]
    content = marking.content()
    titles = {unit.code: unit.title for unit in content.competencies}
    return [
        Axis(code, titles[code], value, median(one[code] for one in begun) if len(begun) >= FEWEST else None)
        for code, value in own.items()
    ]


def _strengths(session: Session, row: Progress | None, account_id: int) -> dict[str, float]:
    attempts = standing.attempts_of(session, account_id) if row else []
    marks = _marks(session, account_id) if row else {}
    mastered, known = (row.mastered_cases, row.known) if row else (0, [])
    return radar.strengths(marking.content(), attempts, marks, mastered, known)


def _marks(session: Session, account_id: int) -> dict[int, float]:
    query = select(Attempt.id, Attempt.mark).where(Attempt.account_id == account_id, Attempt.mark.is_not(None))
    return {row.id: float(row.mark) for row in session.execute(query)}


def step_times(session: Session, account_id: int, workshop_id: int, unit: str) -> list[Timed]:
    """The steps of a unit in the board's order with own time and spread; steps nobody has passed are left out."""
    events = _events(session, workshop_id)
    times = timing.step_times(events)
    spread = timing.spreads(times)
    module = marking.content().module(unit)
    if module is None:
        return []
    found = []
    for exercise, step, title in _steps(module.code):
        own = times.get((account_id, exercise, step))
        if own is not None or (exercise, step) in spread:
            found.append(Timed(exercise, title, own, spread.get((exercise, step))))
    return found


def _steps(unit: str) -> Iterator[tuple[str, str, str]]:
    """(exercise, step, title) of what is timed: steps of guided exercises on the desk, whole sheets and cases."""
    module = marking.content().module(unit)
    for exercise in module.exercises if module else ():
        if exercise.kind in ("reading", "example") or exercise.is_counted_at_desk:
            continue
        if exercise.steps:
            yield from ((exercise.code, step.code, f"{exercise.short} {step.title}") for step in exercise.steps)
        else:
            yield exercise.code, "", exercise.short


def _events(session: Session, workshop_id: int) -> list[Event]:
    kinds = (timing.STARTED, timing.PASSED, timing.FINISHED)
    entries = journal.of_class(session, f"class/{workshop_id}", kinds)
    own = select(Progress.account_id).where(Progress.workshop_id == workshop_id)
    rows = session.execute(select(Attempt.id, Attempt.account_id, Attempt.shown).where(Attempt.account_id.in_(own)))
    owners = {row.id: (row.account_id, frozenset(row.shown)) for row in rows}
    sheets = _sheets()
    return [event for entry in entries if (event := _event(entry, owners, sheets)) is not None]


def _sheets() -> frozenset[str]:
    exercises = (exercise for module in marking.content().modules for exercise in module.exercises)
    return frozenset(exercise.code for exercise in exercises if not exercise.steps)


def _event(entry: Entry, owners: Mapping[int, tuple[int, frozenset[str]]], whole: frozenset[str]) -> Event | None:
    number = entry.about.removeprefix("attempt/")
    person, shown = owners.get(int(number), (None, frozenset())) if number.isdigit() else (None, frozenset())
    exercise, kind = str(entry.data.get("exercise", "")), entry.kind
    if person is None or (exercise in whole and kind == timing.PASSED):
        return None  # a sheet is timed whole: its questions differ from person to person
    step = str(entry.data.get("step", "")) if kind == timing.PASSED else ""
    if step in shown:
        kind = timing.STARTED  # what was shown took nobody's own time; the next step begins here
        step = ""
    return Event(person, entry.about, exercise, kind, entry.wall_at, step)


def units_with_content() -> list[tuple[str, str]]:
    """Codes and titles of the units in the order of the path."""
    return [(module.code, module.title) for module in marking.content().modules]


def unit_in_hand(session: Session, account_id: int) -> str:
    """The unit a person works in now."""
    row = session.get(Progress, account_id)
    content = marking.content()
    attempts = standing.attempts_of(session, account_id)
    return progress.unit_in_hand(content, attempts, row.mastered_cases if row else 0, row.known if row else ()).code
