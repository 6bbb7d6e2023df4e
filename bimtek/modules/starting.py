"""Begin an exercise: a fresh report on the desk, or a fresh worksheet; a running one is gone on with."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bimtek.config import SEED_DIR
from bimtek.journal import services as journal
from bimtek.modules import leading, marking, preparing, standing
from bimtek.modules.domain import path, progress
from bimtek.modules.domain.exercise import Exercise
from bimtek.modules.domain.kinds.registry import kind_of
from bimtek.modules.domain.kinds.worksheet import Surroundings
from bimtek.modules.models import Attempt
from bimtek.people.domain import Person
from bimtek.sandbox import provisioning
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.services import Case, Moment, Sandbox
from bimtek.workshops import gates, taught
from bimtek.workshops import services as workshops

STARTED = "exercise_started"
NOT_OPENED = "Fasilitator belum membuka bagian ini. Kerjakan laporan di meja dahulu."


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a learner's wish: the attempt it led to, or in words why not."""

    attempt: Attempt | None
    said: str = ""


def held_back(session: Session, sandbox: Sandbox, unit: str, exercise: str) -> bool:
    """Whether the trainer has not opened a part for the class yet, or the class is not taught its unit; who goes by a clock of
    the own is held back by nobody."""
    if sandbox.clock_sim is not None:
        return False
    if unit not in taught.units_of(session, sandbox.workshop_id):
        return True
    return gates.is_closed(gates.closed(session, sandbox.workshop_id), unit, exercise)


def known(session: Session, sandbox: Sandbox, command_id: str | None) -> Attempt | None:
    """The attempt a command id was already answered for: a double tap is one act."""
    entry = journal.find_command(session, sandboxes.stream(sandbox), command_id) if command_id else None
    if entry is None or not entry.about.startswith("attempt/"):
        return None
    return session.get(Attempt, int(entry.about.removeprefix("attempt/")))


def next_variant(session: Session, account_id: int, code: str) -> int:
    """The number of a fresh variant: one that was begun anew, or filled in, is not given again."""
    query = select(func.max(Attempt.variant)).where(Attempt.account_id == account_id, Attempt.exercise == code)
    return 1 + (session.scalar(query) or 0)


def new_attempt(
    session: Session, person: Person, code: str, variant: int, case: Case | None, moment: Moment, step: str = ""
) -> Attempt:
    """A fresh row for a try that begins now."""
    attempt = Attempt(
        account_id=person.id, exercise=code, variant=variant, case_id=case.id if case else None, step=step,
        status=progress.RUNNING, failed_checks=0, hints={}, shown=[], steps=[], answers={}, told={}, said="", said_good=False,
        started_at=moment.wall,
    )  # fmt: skip
    session.add(attempt)
    session.flush()
    return attempt


def start_exercise(
    session: Session, person: Person, sandbox: Sandbox, code: str, moment: Moment, command_id: str | None = None
) -> Answer:
    """Begin an exercise, or begin it again with a fresh variant; a running one is gone on with. Refuses what is read, what
    counts by itself at the desk, and a part the person has not come to yet."""
    found = marking.content().exercise(code)
    if found is None or found[1].kind not in ("guided", "independent") or found[1].is_counted_at_desk:
        return Answer(None, "Latihan ini tidak ada.")
    if tapped := known(session, sandbox, command_id):
        return Answer(tapped)
    module, exercise = found
    attempts = standing.attempts_of(session, person.id)
    running = next((a for a in attempts if a.exercise == code and a.status == progress.RUNNING), None)
    if running:
        return Answer(session.get(Attempt, running.id))
    row = standing.row_of(session, sandbox)
    at = path.rung(module, attempts, row.mastered_cases, module.code in row.known)
    if not path.is_open(module, exercise, attempts, at):
        return Answer(None, "Selesaikan dahulu latihan sebelumnya.")
    if held_back(session, sandbox, module.code, code):
        return Answer(None, NOT_OPENED)
    variant = next_variant(session, person.id, code)
    begin = _begin_sheet if exercise.is_sheet else _begin
    return Answer(begin(session, person, sandbox, exercise, variant, moment, command_id))


def _begin(
    session: Session, person: Person, sandbox: Sandbox, exercise: Exercise, variant: int, moment: Moment,
    command_id: str | None,
) -> Attempt:  # fmt: skip
    case = preparing.open_case(session, sandbox, exercise, exercise.code, variant, moment)
    first = exercise.steps[0].code if exercise.steps else ""
    attempt = new_attempt(session, person, exercise.code, variant, case, moment, first)
    data: dict[str, object] = {"variant": variant, "case": case.id}
    entry = leading.record(session, sandbox, attempt, STARTED, moment, data, command_id, person.id)
    row = standing.touch(session, sandbox, entry, by_person=True)
    preparing.do_before(session, person, sandbox, exercise, case, moment)
    standing.redraw(session, row)
    return attempt


def _begin_sheet(
    session: Session, person: Person, sandbox: Sandbox, exercise: Exercise, variant: int, moment: Moment,
    command_id: str | None,
) -> Attempt:  # fmt: skip
    seed = f"{sandbox.seed}|{exercise.code}|{variant}"
    sheet = kind_of(exercise.task).make(exercise.params, seed, surroundings(sandbox, moment))
    keys = [question.key for question in sheet.questions]
    first = exercise.answered_before(len(keys)) if exercise.kind == "guided" else 0
    attempt = new_attempt(session, person, exercise.code, variant, None, moment, keys[first])
    attempt.sheet, attempt.steps = sheet.model_dump(mode="json"), keys
    attempt.answers = {question.key: question.model for question in sheet.questions[:first]}
    entry = leading.record(
        session, sandbox, attempt, STARTED, moment, {"variant": variant, "seed": seed}, command_id, person.id
    )
    standing.redraw(session, standing.touch(session, sandbox, entry, by_person=True))
    return attempt


def surroundings(sandbox: Sandbox, moment: Moment) -> Surroundings:
    """What kinds of worksheets are made and judged with, for this person now."""
    return Surroundings(
        provisioning.generator(), workshops.calendar(), marking.rules(), SEED_DIR, moment.sim, sandbox.person
    )
