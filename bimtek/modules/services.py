"""Lead through exercises: start, check, hint, show, finish, try again.

Other rooms read through `home`, `progress_of_class`, `case_judgement` and `board_columns`, and connect `on_entry`.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.modules import leading, marking, standing
from bimtek.modules.domain import progress
from bimtek.modules.domain.attempt import FILLED, RESET
from bimtek.modules.domain.checks import CheckResult, run_check
from bimtek.modules.domain.exercise import HINTS, fitting
from bimtek.modules.leading import (
    CHECKED,
    EXERCISE_FINISHED,
    HINT_OPENED,
    STEP_PASSED,
    STEP_SHOWN,
    on_entry,
)
from bimtek.modules.models import Attempt
from bimtek.modules.queries import (
    board_columns,
    case_judgement,
    cells_of_unit,
    home,
    letters_of_units,
    nothing_yet,
    part_title,
    people_of_attempts,
    progress_of_class,
    units_taught,
)
from bimtek.modules.starting import (
    NOT_OPENED,
    STARTED,
    Answer,
    held_back,
    known,
    new_attempt,
    next_variant,
    start_exercise,
)
from bimtek.modules.worksheets import HANDED_IN
from bimtek.people.domain import Person
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.domain.decision import Command
from bimtek.sandbox.services import Moment, Sandbox

__all__ = [
    "CHECKED",
    "EXERCISE_FINISHED",
    "HANDED_IN",
    "HINT_OPENED",
    "STARTED",
    "STEP_PASSED",
    "STEP_SHOWN",
    "Answer",
    "board_columns",
    "case_judgement",
    "cells_of_unit",
    "home",
    "letters_of_units",
    "nothing_yet",
    "on_entry",
    "part_title",
    "people_of_attempts",
    "progress_of_class",
    "start_exercise",
    "units_taught",
]

PART_FINISHED = "reading_finished"


def attempt_of(session: Session, person: Person, attempt_id: int) -> Attempt | None:
    """A person's own attempt, or None: another's is not found."""
    attempt = session.get(Attempt, attempt_id)
    return attempt if attempt is not None and attempt.account_id == person.id else None


def finish_part(
    session: Session, person: Person, sandbox: Sandbox, code: str, moment: Moment, command_id: str | None = None
) -> Answer:
    """A reading or the worked example was gone through; once is enough. Refuses parts that are worked, not read."""
    found = marking.content().exercise(code)
    if found is None or found[1].kind not in ("reading", "example"):
        return Answer(None, "Bagian ini diselesaikan dengan mengerjakannya.")
    query = select(Attempt).where(Attempt.account_id == person.id, Attempt.exercise == code)
    query = query.where(Attempt.status.not_in((RESET, FILLED)))
    if (attempt := session.scalars(query).first()) is not None:
        return Answer(attempt)
    if held_back(session, sandbox, found[0].code, code):
        return Answer(None, NOT_OPENED)
    attempt = new_attempt(session, person, code, next_variant(session, person.id, code), None, moment)
    attempt.status, attempt.finished_at = progress.PASSED, moment.wall
    entry = leading.record(session, sandbox, attempt, PART_FINISHED, moment, {}, command_id, person.id)
    standing.redraw(session, standing.touch(session, sandbox, entry, by_person=True))
    return Answer(attempt)


def check_step(
    session: Session, person: Person, sandbox: Sandbox, attempt: Attempt, moment: Moment, command_id: str | None = None
) -> CheckResult:
    """Look whether the step in hand is done and say so; a failed look is counted, for help is offered after some."""
    if known(session, sandbox, command_id) or attempt.status != progress.RUNNING or attempt.case_id is None:
        return CheckResult(attempt.said_good, attempt.said)
    case = sandboxes.case_by_id(session, attempt.case_id)
    assert case is not None  # noqa: S101 -- the foreign key holds it
    exercise, step = leading.step_in_hand(attempt)
    history, result = leading.look(session, case, moment)
    verdict = run_check(step.check, leading.situation_of(sandbox, case, history, result), step.params)
    data = {"step": step.code, "passed": verdict.passed, "said": verdict.said}
    entry = leading.record(session, sandbox, attempt, CHECKED, moment, data, command_id, person.id)
    row = standing.touch(session, sandbox, entry, by_person=True)
    if verdict.passed or verdict.fatal:
        leading.take(session, sandbox, attempt, exercise, verdict, moment)
    else:
        attempt.failed_checks += 1
        attempt.said, attempt.said_good = verdict.said, False
        row.failed_checks += 1
    standing.redraw(session, row)
    return verdict


def open_hint(
    session: Session, person: Person, sandbox: Sandbox, attempt: Attempt, moment: Moment, command_id: str | None = None
) -> int:
    """Open the next hint of the step in hand; its cost was said before and is now taken. Returns the level opened."""
    opened = attempt.hints.get(attempt.step, 0)
    if known(session, sandbox, command_id) or attempt.status != progress.RUNNING or opened >= HINTS:
        return opened
    _, step = leading.step_in_hand(attempt)
    attempt.hints = {**attempt.hints, step.code: opened + 1}
    data = {"step": step.code, "level": opened + 1, "cost": step.hints[opened].cost}
    entry = leading.record(session, sandbox, attempt, HINT_OPENED, moment, data, command_id, person.id)
    row = standing.touch(session, sandbox, entry, by_person=True)
    row.hints += 1
    row.hints_open = max(row.hints_open, opened + 1)
    return opened + 1


def show_step(
    session: Session, person: Person, sandbox: Sandbox, attempt: Attempt, moment: Moment, command_id: str | None = None
) -> None:
    """Have the step done for the learner and pass it; it never counts as earned."""
    if known(session, sandbox, command_id) or attempt.status != progress.RUNNING or attempt.case_id is None:
        return
    case = sandboxes.case_by_id(session, attempt.case_id)
    assert case is not None  # noqa: S101 -- the foreign key holds it
    exercise, step = leading.step_in_hand(attempt)
    codes, before = [item.code for item in exercise.steps], list(attempt.shown)
    rest = codes[codes.index(step.code) :]
    # Showing one step may carry the next ones along (the citizen settles at once): none of them is the learner's.
    attempt.shown = [*before, *rest]
    entry = leading.record(session, sandbox, attempt, STEP_SHOWN, moment, {"step": step.code}, command_id, person.id)
    if step.take_role:
        sandboxes.take_role(session, person, sandbox, step.take_role, moment)
    for act in fitting(step.acts, case.truth):
        command = Command(act.action, act.role, act.filled(case.truth, case.title, case.number, case.links))
        sandboxes.demonstrate(session, sandbox, case, command, moment)
        sandboxes.catch_up(session, sandbox, moment)
    if attempt.status == progress.RUNNING and attempt.step == step.code:
        leading.take(session, sandbox, attempt, exercise, CheckResult(True, step.shown), moment)
    attempt.shown = [*before, *(rest[: rest.index(attempt.step)] if attempt.step in rest else rest)]
    attempt.said, attempt.said_good = (step.shown, True) if attempt.status != progress.FAILED else (attempt.said, False)
    standing.redraw(session, standing.touch(session, sandbox, entry, by_person=True))
