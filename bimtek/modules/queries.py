"""What pages read of learning: the board's rows, a person's home, the guidance of an exercise, a report's result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.modules import marking, standing
from bimtek.modules.domain import progress
from bimtek.modules.domain.checks import OFFER_HINT, OFFER_TRAINER
from bimtek.modules.domain.exercise import HINTS, Exercise, Hint, Module, Step
from bimtek.modules.domain.judging.types import CaseJudgement
from bimtek.modules.models import Attempt, Judgement, Progress
from bimtek.people.domain import Person
from bimtek.sandbox.domain.case import MOVED
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.services import Case


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One person on the board. `cells` has one letter per column (see domain.progress.STATES)."""

    account_id: int
    cells: str
    step_label: str
    last_wall: datetime | None
    refused: int
    failed_checks: int
    hints: int
    critical: int
    mastered_cases: int

    @property
    def states(self) -> list[str]:
        """The state shapes' names, one per column."""
        return [progress.STATES[letter] for letter in self.cells]


_ROW = (
    Progress.account_id, Progress.cells, Progress.step_label, Progress.last_wall, Progress.refused,
    Progress.failed_checks, Progress.hints, Progress.critical, Progress.mastered_cases,
)  # fmt: skip


def progress_of_class(session: Session, workshop_id: int) -> dict[int, ProgressRow]:
    """Everybody of a class who has done something, by account, in one query; who is missing is still at zero."""
    rows = session.execute(select(*_ROW).where(Progress.workshop_id == workshop_id))
    return {row.account_id: ProgressRow(*row) for row in rows}


def nothing_yet(account_id: int) -> ProgressRow:
    """The row of somebody who has done nothing."""
    return ProgressRow(account_id, progress.empty_cells(standing.module()), "", None, 0, 0, 0, 0, 0)


def board_columns() -> tuple[progress.Column, ...]:
    """The board's columns."""
    return progress.columns(standing.module())


@dataclass(frozen=True, slots=True)
class Home:
    """A trainee's home: the one next thing, the units on the way to the certificate, what is counted."""

    next: progress.NextThing
    module: Module
    units: list[progress.UnitProgress]
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
    """Everything the trainee's home says about learning, in two queries."""
    row = session.execute(select(*_ROW).where(Progress.account_id == person.id)).first()
    mine = ProgressRow(*row) if row else nothing_yet(person.id)
    attempts, module = standing.attempts_of(session, person.id), standing.module()
    independent = module.of_kind("independent")
    return Home(
        next=progress.next_thing(module, attempts, mine.mastered_cases), module=module,
        units=progress.units(marking.content(), attempts, mine.mastered_cases),
        cells=progress.cells(module, attempts, mine.mastered_cases), mastered=mine.mastered_cases,
        needed=independent.needs if independent else 0, critical=mine.critical, refused=mine.refused,
    )  # fmt: skip


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
    mastered = session.scalar(select(Progress.mastered_cases).where(Progress.account_id == person.id)) or 0
    attempts = standing.attempts_of(session, person.id)
    letters, found, at = progress.cells(module, attempts, mastered), [], 0
    for exercise in module.exercises:
        width = len(exercise.steps) or exercise.needs or 1
        mine, at = letters[at : at + width], at + width
        attempt = progress.deciding(attempts, exercise.code)
        found.append(
            Part(exercise, _part_state(mine), mine.count(progress.DONE), width, attempt.id if attempt else 0,
                 progress.is_open(exercise, attempts))
        )  # fmt: skip
    return found


def _part_state(letters: str) -> str:
    if set(letters) == {progress.DONE}:
        return "done"
    for letter in (progress.FATAL, progress.HELP, progress.DOING, progress.WAITING, progress.BLOCKED):
        if letter in letters:
            return progress.STATES[letter]
    return "doing" if progress.DONE in letters else "todo"


def case_judgement(session: Session, case_id: int) -> CaseJudgement | None:
    """The current judgement of a report."""
    return marking.judgement_of(session, case_id)


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
    return session.scalar(select(Judgement.id).where(Judgement.case_id == case_id)) is not None


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
