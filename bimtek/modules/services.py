"""Lead through exercises: start, check, hint, show, finish, try again.

Other rooms read through `home`, `progress_of_class`, `case_judgement` and `board_columns`, and connect `on_entry`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.modules import leading, marking, standing
from bimtek.modules.domain import progress
from bimtek.modules.domain.checks import CheckResult, run_check
from bimtek.modules.domain.exercise import HINTS, Exercise
from bimtek.modules.leading import EXERCISE_FINISHED, STEP_PASSED, on_entry
from bimtek.modules.models import Attempt
from bimtek.modules.queries import board_columns, case_judgement, home, nothing_yet, progress_of_class
from bimtek.people.domain import Person
from bimtek.sandbox import provisioning
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.domain.decision import Command
from bimtek.sandbox.services import Case, Moment, Sandbox
from bimtek.workshops import services as workshops

__all__ = [
    "EXERCISE_FINISHED",
    "STEP_PASSED",
    "board_columns",
    "case_judgement",
    "home",
    "nothing_yet",
    "on_entry",
    "progress_of_class",
]

STARTED, CHECKED, HINT_OPENED, STEP_SHOWN = "exercise_started", "step_checked", "hint_opened", "step_shown"
PART_FINISHED = "reading_finished"
_AGE = 2  # working days
_TRIES = 200  # wordings looked through for one that has what the exercise is about


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a learner's wish: the attempt it led to, or in words why not."""

    attempt: Attempt | None
    said: str = ""


def attempt_of(session: Session, person: Person, attempt_id: int) -> Attempt | None:
    """A person's own attempt, or None: another's is not found."""
    attempt = session.get(Attempt, attempt_id)
    return attempt if attempt is not None and attempt.account_id == person.id else None


def _known(session: Session, sandbox: Sandbox, command_id: str | None) -> Attempt | None:
    """The attempt a command id was already answered for: a double tap is one act."""
    entry = journal.find_command(session, sandboxes.stream(sandbox), command_id) if command_id else None
    if entry is None or not entry.about.startswith("attempt/"):
        return None
    return session.get(Attempt, int(entry.about.removeprefix("attempt/")))


def finish_part(
    session: Session, person: Person, sandbox: Sandbox, code: str, moment: Moment, command_id: str | None = None
) -> Answer:
    """A reading or the worked example was gone through; once is enough. Refuses parts that are worked, not read."""
    found = marking.content().exercise(code)
    if found is None or found[1].kind not in ("reading", "example"):
        return Answer(None, "Bagian ini diselesaikan dengan mengerjakannya.")
    query = select(Attempt).where(Attempt.account_id == person.id, Attempt.exercise == code)
    if (attempt := session.scalars(query).first()) is not None:
        return Answer(attempt)
    attempt = _new_attempt(session, person, code, 1, None, moment)
    attempt.status, attempt.finished_at = progress.PASSED, moment.wall
    entry = leading.record(session, sandbox, attempt, PART_FINISHED, moment, {}, command_id, person.id)
    standing.redraw(session, standing.touch(session, sandbox, entry, by_person=True))
    return Answer(attempt)


def _new_attempt(
    session: Session, person: Person, code: str, variant: int, case: Case | None, moment: Moment, step: str = ""
) -> Attempt:
    attempt = Attempt(
        account_id=person.id, exercise=code, variant=variant, case_id=case.id if case else None, step=step,
        status=progress.RUNNING, failed_checks=0, hints={}, shown=[], said="", said_good=False, started_at=moment.wall,
    )  # fmt: skip
    session.add(attempt)
    session.flush()
    return attempt


def start_exercise(
    session: Session, person: Person, sandbox: Sandbox, code: str, moment: Moment, command_id: str | None = None
) -> Answer:
    """Begin a guided exercise, or begin it again with a fresh variant; a running one is gone on with. Refuses one whose
    predecessor was never finished."""
    found = marking.content().exercise(code)
    if found is None or found[1].kind != "guided":
        return Answer(None, "Latihan ini tidak ada.")
    if known := _known(session, sandbox, command_id):
        return Answer(known)
    exercise, attempts = found[1], standing.attempts_of(session, person.id)
    running = next((a for a in attempts if a.exercise == code and a.status == progress.RUNNING), None)
    if running:
        return Answer(session.get(Attempt, running.id))
    if not progress.is_open(exercise, attempts):
        return Answer(None, "Selesaikan dahulu latihan sebelumnya.")
    variant = 1 + max((a.variant for a in attempts if a.exercise == code), default=0)
    return Answer(_begin(session, person, sandbox, exercise, variant, moment, command_id))


def _begin(
    session: Session, person: Person, sandbox: Sandbox, exercise: Exercise, variant: int, moment: Moment,
    command_id: str | None,
) -> Attempt:  # fmt: skip
    scenario, opened = exercise.scenario(variant), _opened(moment)
    wording = _wording(sandbox, exercise, scenario, variant, opened)
    case = provisioning.open_case(session, sandbox, scenario, wording, opened)
    attempt = _new_attempt(session, person, exercise.code, variant, case, moment, exercise.steps[0].code)
    data: dict[str, object] = {"variant": variant, "case": case.id}
    entry = leading.record(session, sandbox, attempt, STARTED, moment, data, command_id, person.id)
    row = standing.touch(session, sandbox, entry, by_person=True)
    if exercise.role:
        sandboxes.take_role(session, person, sandbox, exercise.role, moment)
    for act in exercise.done:
        command = Command(act.action, act.role, act.filled(case.truth, case.title, case.number))
        if sandboxes.demonstrate(session, sandbox, case, command, opened) is None:
            raise ValueError(f"{exercise.code}: {act.action} tidak berlaku pada skenario {scenario}")
    standing.redraw(session, row)
    return attempt


def _opened(moment: Moment) -> Moment:
    """An exercise's report came two working days ago: what the office found on its second day is then known today."""
    calendar, day = workshops.calendar(), moment.sim.date()
    for _ in range(_AGE):
        day -= timedelta(days=1)
        while not calendar.is_working_day(day):
            day -= timedelta(days=1)
    return Moment(datetime.combine(day, moment.sim.time()), moment.wall)


def _wording(sandbox: Sandbox, exercise: Exercise, scenario: str, variant: int, moment: Moment) -> str:
    """The first wording of a scenario that has in it what the exercise is about (such as personal data to mask)."""
    for number in range(_TRIES):
        wording = f"{exercise.code}|{variant}|{number}"
        report = provisioning.generator().generate_case(
            f"{sandbox.seed}|{wording}", scenario, moment.sim, sandbox.person
        )
        if exercise.fits(report.anonymous, report.truth):
            return wording
    raise ValueError(f"{exercise.code}: skenario {scenario} tidak pernah memuat {', '.join(exercise.requires)}")


def check_step(
    session: Session, person: Person, sandbox: Sandbox, attempt: Attempt, moment: Moment, command_id: str | None = None
) -> CheckResult:
    """Look whether the step in hand is done and say so; a failed look is counted, for help is offered after some."""
    if _known(session, sandbox, command_id) or attempt.status != progress.RUNNING or attempt.case_id is None:
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
    if _known(session, sandbox, command_id) or attempt.status != progress.RUNNING or opened >= HINTS:
        return opened
    _, step = leading.step_in_hand(attempt)
    attempt.hints = {**attempt.hints, step.code: opened + 1}
    data = {"step": step.code, "level": opened + 1, "cost": step.hints[opened].cost}
    entry = leading.record(session, sandbox, attempt, HINT_OPENED, moment, data, command_id, person.id)
    standing.touch(session, sandbox, entry, by_person=True).hints += 1
    return opened + 1


def show_step(
    session: Session, person: Person, sandbox: Sandbox, attempt: Attempt, moment: Moment, command_id: str | None = None
) -> None:
    """Have the step done for the learner and pass it; it never counts as earned."""
    if _known(session, sandbox, command_id) or attempt.status != progress.RUNNING or attempt.case_id is None:
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
    for act in step.acts:
        command = Command(act.action, act.role, act.filled(case.truth, case.title, case.number))
        sandboxes.demonstrate(session, sandbox, case, command, moment)
        sandboxes.catch_up(session, sandbox, moment)
    if attempt.status == progress.RUNNING and attempt.step == step.code:
        leading.take(session, sandbox, attempt, exercise, CheckResult(True, step.shown), moment)
    attempt.shown = [*before, *(rest[: rest.index(attempt.step)] if attempt.step in rest else rest)]
    attempt.said, attempt.said_good = (step.shown, True) if attempt.status != progress.FAILED else (attempt.said, False)
    standing.redraw(session, standing.touch(session, sandbox, entry, by_person=True))
