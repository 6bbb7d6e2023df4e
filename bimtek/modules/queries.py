"""What pages read of learning: the board's rows, a person's home, the guidance of an exercise, a report's result."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.modules import branch_judging, marking, standing
from bimtek.modules.domain import path, progress, unit_progress
from bimtek.modules.domain.checks import OFFER_HINT, OFFER_TRAINER
from bimtek.modules.domain.content import Content, Module
from bimtek.modules.domain.exercise import HINTS, Exercise, Hint, Step
from bimtek.modules.domain.judging.types import CaseJudgement
from bimtek.modules.models import Attempt, Judgement, Progress
from bimtek.people.domain import Person
from bimtek.sandbox.domain.case import MOVED
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.services import Case
from bimtek.workshops import taught


class ProgressRow(NamedTuple):
    """One person on the board. `cells` has one letter per column (domain.progress.STATES) of all units, `unit` is the one
    in hand, `known` the units that the pre-test showed as known."""

    account_id: int
    cells: str
    step_label: str
    last_wall: datetime | None
    refused: int
    failed_checks: int
    hints: int
    critical: int
    mastered_cases: int
    unit: str = ""
    known: tuple[str, ...] | list[str] = ()
    refused_row: int = 0
    hints_open: int = 0


_ROW = (
    Progress.account_id, Progress.cells, Progress.step_label, Progress.last_wall, Progress.refused,
    Progress.failed_checks, Progress.hints, Progress.critical, Progress.mastered_cases, Progress.unit,
    Progress.known, Progress.refused_row, Progress.hints_open,
)  # fmt: skip


_KNOWN = ProgressRow._fields.index("known")
_table = Progress.__table__.c
_OF_CLASS = select(*(_table[name] for name in ProgressRow._fields if name != "known"))
_OF_CLASS = _OF_CLASS.where(_table.workshop_id == bindparam("workshop_id"))
_OF_SOME = _OF_CLASS.where(_table.account_id.in_(bindparam("accounts", expanding=True)))


def progress_of_class(
    session: Session, workshop_id: int, among: Collection[int] | None = None
) -> dict[int, ProgressRow]:  # fmt: skip
    """Everybody of a class who has done something, or of the accounts named, in one query; who is missing is still at zero.
    What the pre-test showed as known is left out: no board shows it."""
    session.flush()  # a statement that knows no objects does not do it
    given: dict[str, Any] = {"workshop_id": workshop_id}
    statement = _OF_CLASS if among is None else _OF_SOME
    given |= {} if among is None else {"accounts": list(among)}
    rows = session.connection().execute(statement, given)
    return {row[0]: ProgressRow._make((*row[:_KNOWN], (), *row[_KNOWN:])) for row in rows}


def nothing_yet(account_id: int) -> ProgressRow:
    """The row of somebody who has done nothing."""
    content = marking.content()
    return ProgressRow(account_id, progress.empty_cells(content), "", None, 0, 0, 0, 0, 0, content.modules[0].code)


def units_taught() -> tuple[Module, ...]:
    """The units with content, in the order of the learning path."""
    return marking.content().modules


def board_columns(unit: str = "") -> tuple[progress.Column, ...]:
    """The board's columns of a unit, or of the first on the path."""
    return progress.columns(marking.content().module(unit) or units_taught()[0])


@lru_cache(maxsize=4096)
def cells_of_unit(letters: str, unit: str) -> str:
    """The letters of one unit out of a person's row."""
    return progress.of_unit(marking.content(), letters, unit)


@lru_cache(maxsize=4096)
def letters_of_units(letters: str) -> str:
    """One letter a unit taught, out of a person's row; people share few different rows."""
    return unit_progress.unit_letters(marking.content(), letters)


def part_title(exercise: str, step: str = "") -> str:
    """A part of a unit in words: unit, exercise, and the step where one is named; content that lost it gives its code."""
    found = marking.content().exercise(exercise)
    if found is None:
        return exercise
    named = found[1].step(step) if step else None
    return f"{found[0].code} {found[1].short}" + (f": {named.title}" if named else "")


def people_of_attempts(session: Session, attempt_ids: Collection[int]) -> dict[int, int]:
    """Whose each of these attempts is, by attempt; one that is not there is missing."""
    query = select(Attempt.id, Attempt.account_id).where(Attempt.id.in_(attempt_ids))
    return {row.id: row.account_id for row in session.execute(query)} if attempt_ids else {}


@dataclass(frozen=True, slots=True)
class Home:
    """A trainee's home: the one next thing, the units on the way to the certificate, what is counted."""

    next: progress.NextThing
    module: Module
    units: list[unit_progress.UnitProgress]
    cells: str
    mastered: int
    needed: int
    critical: int
    refused: int

    @property
    def units_done(self) -> int:
        """How many units of competence are done."""
        return sum(unit.state == "done" for unit in self.units)


def home(session: Session, person: Person) -> Home:
    """Everything the trainee's home says about learning, in three queries: the units the class is taught, and what still
    runs in another one."""
    row = session.execute(select(*_ROW).where(Progress.account_id == person.id)).first()
    mine = ProgressRow(*row) if row else nothing_yet(person.id)
    content, attempts = marking.content(), standing.attempts_of(session, person.id)
    mastered, known = mine.mastered_cases, mine.known
    here = content_for(session, person)
    unit = mine.unit if here.module(mine.unit) else progress.unit_in_hand(here, attempts, mastered, known).code
    then = progress.next_of(content, attempts, mastered, known, unit)
    module = content.module(then.unit) or here.modules[0]
    return Home(
        next=then, module=module, units=[row for row in unit_progress.units(content, mine.cells) if row.code in here.codes],
        cells=progress.of_unit(content, mine.cells, module.code), mastered=mastered,
        needed=_needed_at_desk(here), critical=mine.critical, refused=mine.refused,
    )  # fmt: skip


def next_in(session: Session, person: Person, module: Module) -> progress.NextThing:
    """The one next thing of a unit the person chose to open."""
    row = session.execute(select(*_ROW).where(Progress.account_id == person.id)).first()
    mine = ProgressRow(*row) if row else nothing_yet(person.id)
    attempts = standing.attempts_of(session, person.id)
    return progress.next_thing(module, attempts, mine.mastered_cases, module.code in mine.known)


def content_for(session: Session, person: Person) -> Content:
    """What the person's class is taught."""
    content = marking.content()
    return content.only(taught.units_of(session, person.workshop_id)) if person.workshop_id else content


def _needed_at_desk(content: Content) -> int:
    """How many arrived cases the certificate asks for."""
    exercises = (exercise for module in content.modules for exercise in module.exercises)
    return sum(exercise.needs for exercise in exercises if exercise.is_counted_at_desk)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a module on its page."""

    exercise: Exercise
    state: str
    done: int
    of: int
    attempt: int
    open: bool


def parts(session: Session, person: Person, module: Module) -> list[Part]:
    """The parts of a module with the person's state in each."""
    row = session.execute(select(*_ROW).where(Progress.account_id == person.id)).first()
    mine = ProgressRow(*row) if row else nothing_yet(person.id)
    attempts, known = standing.attempts_of(session, person.id), module.code in mine.known
    letters, found, at = progress.cells(module, attempts, mine.mastered_cases, known), [], 0
    rung = path.rung(module, attempts, mine.mastered_cases, known)
    for exercise in module.exercises:
        width = len(exercise.steps) or exercise.needs or 1
        own, at = letters[at : at + width], at + width
        attempt = max((a for a in attempts if a.exercise == exercise.code), key=lambda a: a.id, default=None)
        opened = path.is_open(module, exercise, attempts, rung)
        found.append(
            Part(exercise, _part_state(own), own.count(progress.DONE), width, attempt.id if attempt else 0, opened)
        )
    return found


def _part_state(letters: str) -> str:
    if set(letters) == {progress.DONE}:
        return "done"
    for letter in (
        progress.FATAL,
        progress.HELP,
        progress.DOING,
        progress.WAITING,
        progress.BLOCKED,
        progress.SKIPPED,
        progress.PASSED_OVER,
    ):
        if letter in letters:
            return progress.STATES[letter]
    return "doing" if progress.DONE in letters else "todo"


def case_judgement(session: Session, case_id: int) -> CaseJudgement | None:
    """The current judgement of a report; in a branch what it would be, judged on each look."""
    return marking.judgement_of(session, case_id) or branch_judging.judgement_of_twin(session, case_id)


@dataclass(frozen=True, slots=True)
class Guidance:
    """The guide beside an exercise's report: steps, the step in hand, help opened and offered, the latest answer."""

    attempt: Attempt
    exercise: Exercise
    steps: list[tuple[Step, str]]
    step: Step | None
    number: int
    hints: tuple[Hint, ...]
    next_hint: Hint | None
    offer_hint: bool
    offer_trainer: bool
    judged: bool

    @property
    def spent(self) -> int:
        """Points of the step in hand already given for hints."""
        return sum(hint.cost for hint in self.hints)


def guidance(session: Session, case: Case) -> Guidance | None:
    """The guidance of an exercise's report, or None for any other report."""
    attempt = session.scalars(select(Attempt).where(Attempt.case_id == case.id)).first()
    found = marking.content().exercise(attempt.exercise) if attempt else None
    if attempt is None or found is None:
        return None
    exercise, plain = found[1], standing.plain(attempt)
    letters = progress.step_states(exercise, plain)
    step = exercise.step(attempt.step) if attempt.status == progress.RUNNING else None
    opened = attempt.hints.get(attempt.step, 0) if step else 0
    codes = [item.code for item in exercise.steps]
    return Guidance(
        attempt=attempt, exercise=exercise, step=step,
        steps=[(item, progress.STATES[letter]) for item, letter in zip(exercise.steps, letters, strict=True)],
        number=codes.index(attempt.step) + 1 if attempt.step in codes else len(codes),
        hints=step.hints[:opened] if step else (),
        next_hint=step.hints[opened] if step and opened < HINTS else None,
        offer_hint=attempt.failed_checks >= OFFER_HINT, offer_trainer=attempt.failed_checks >= OFFER_TRAINER,
        judged=is_judged(session, case.id),
    )  # fmt: skip


def is_judged(session: Session, case_id: int) -> bool:
    """Whether a report has a judgement to look at."""
    known = session.scalar(select(Judgement.id).where(Judgement.case_id == case_id)) is not None
    return known or branch_judging.is_judged_twin(session, case_id)


@dataclass(frozen=True, slots=True)
class Voice:
    """What the simulated citizen said after the answer."""

    action: Action
    text: str
    rating: int | None
    at: datetime | None


def citizen_after(session: Session, case: Case, entry_number: int) -> Voice | None:
    """The citizen's first reaction after an entry: an answer, a rating, a withdrawal; None while silent."""
    voices = {Action.ANSWER, Action.SETTLE, Action.WITHDRAW}
    for entry in journal.entries_about(session, f"case/{case.id}"):
        if entry.kind != MOVED or entry.number <= entry_number or entry.data["action"] not in voices:
            continue
        given: Mapping[str, Any] = entry.data.get("input", {})
        rating = given.get("rating")
        return Voice(Action(entry.data["action"]), str(given.get("text") or ""), rating, entry.sim_at)
    return None


def attempt_on(session: Session, case_id: int) -> Attempt | None:
    """The attempt an exercise's report belongs to."""
    return session.scalars(select(Attempt).where(Attempt.case_id == case_id)).first()
