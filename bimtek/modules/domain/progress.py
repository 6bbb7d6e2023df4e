"""Where a person stands: a state for every column of the board, the one next thing, the way to the certificate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bimtek.modules.domain.checks import OFFER_HINT
from bimtek.modules.domain.exercise import Content, Exercise, Module

#: One letter per board column; the words are the names of the state shapes.
STATES: Mapping[str, str] = {
    "0": "todo", "1": "doing", "2": "done", "3": "help", "4": "waiting", "5": "fatal", "6": "blocked",
}  # fmt: skip
TODO, DOING, DONE, HELP, WAITING, FATAL, BLOCKED = "0123456"

RUNNING, PASSED, HELPED, FAILED = "running", "passed", "helped", "failed"
FINISHED = frozenset({PASSED, HELPED})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at one part: `shown` lists the steps that were shown instead of done."""

    id: int
    exercise: str
    variant: int
    status: str
    step: str = ""
    failed_checks: int = 0
    hints: Mapping[str, int] | None = None
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the board."""

    exercise: str
    title: str
    step: str = ""


@dataclass(frozen=True, slots=True)
class NextThing:
    """The one next thing to do. `kind`: read, example, start, continue, repeat, desk, done; `attempt` for continue."""

    kind: str
    title: str
    text: str
    exercise: str = ""
    attempt: int = 0
    step: int = 0
    steps: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """One unit of competence on the way to the certificate: state, word and how many parts are done."""

    code: str
    title: str
    evidence: str
    state: str
    done: int
    parts: int


def columns(module: Module) -> tuple[Column, ...]:
    """The board's columns of a module: one per reading, example, guided step and independent report."""
    found: list[Column] = []
    for exercise in module.exercises:
        if exercise.kind == "guided":
            found += [Column(exercise.code, f"{exercise.short} {step.title}", step.code) for step in exercise.steps]
        elif exercise.kind == "independent":
            found += [Column(exercise.code, f"{exercise.short} {number}") for number in range(1, exercise.needs + 1)]
        else:
            found.append(Column(exercise.code, exercise.short))
    return tuple(found)


def deciding(attempts: Sequence[Attempt], exercise: str) -> Attempt | None:
    """The attempt that decides about a part: one that passed, else the latest."""
    mine = sorted((a for a in attempts if a.exercise == exercise), key=lambda a: (a.variant, a.id))
    passed = [attempt for attempt in mine if attempt.status == PASSED]
    return passed[-1] if passed else mine[-1] if mine else None


def is_open(exercise: Exercise, attempts: Sequence[Attempt]) -> bool:
    """Whether a part may be started: the one before it was finished once, in whatever way."""
    return exercise.after is None or any(a.exercise == exercise.after and a.status in FINISHED for a in attempts)


def cells(module: Module, attempts: Sequence[Attempt], mastered: int) -> str:
    """One letter per column, in module order; what the board shows of a person."""
    return "".join(_cells(exercise, attempts, mastered) for exercise in module.exercises)


def empty_cells(module: Module) -> str:
    """The letters of somebody who has not begun."""
    return cells(module, (), 0)


def _cells(exercise: Exercise, attempts: Sequence[Attempt], mastered: int) -> str:
    if exercise.kind == "independent":
        done = min(mastered, exercise.needs)
        rest = exercise.needs - done
        if not rest:
            return DONE * done
        first = DOING if is_open(exercise, attempts) else TODO if done else BLOCKED
        return DONE * done + first + (TODO if first == DOING else first) * (rest - 1)
    attempt = deciding(attempts, exercise.code)
    if exercise.kind != "guided":
        return DONE if attempt and attempt.status in FINISHED else TODO
    if attempt is None:
        return (TODO if is_open(exercise, attempts) else BLOCKED) * len(exercise.steps)
    return "".join(step_states(exercise, attempt))


def step_states(exercise: Exercise, attempt: Attempt) -> list[str]:
    """The letter of each step of an attempt."""
    codes = [step.code for step in exercise.steps]
    at = codes.index(attempt.step) if attempt.step in codes else len(codes)
    letters = []
    for index, code in enumerate(codes):
        if index < at:
            letters.append(WAITING if code in attempt.shown else DONE)
        elif index > at:
            letters.append(TODO)
        elif attempt.status == FAILED:
            letters.append(FATAL)
        else:
            letters.append(HELP if attempt.failed_checks >= OFFER_HINT else DOING)
    return letters


def next_thing(module: Module, attempts: Sequence[Attempt], mastered: int) -> NextThing:
    """The first part in order that is not done; a running attempt goes before everything else."""
    for attempt in attempts:
        exercise = module.exercise(attempt.exercise)
        if attempt.status == RUNNING and exercise is not None and exercise.kind == "guided":
            return _continue(exercise, attempt)
    for exercise in module.exercises:
        if (found := _open_part(exercise, attempts, mastered)) is not None:
            return found
    return NextThing(
        "done", f"{module.code} selesai", "Semua bagian selesai. Laporan di meja tetap dapat Anda tangani."
    )


def _continue(exercise: Exercise, attempt: Attempt) -> NextThing:
    codes = [step.code for step in exercise.steps]
    at = codes.index(attempt.step) if attempt.step in codes else 0
    text = exercise.steps[at].instruction
    return NextThing("continue", exercise.title, text, exercise.code, attempt.id, at + 1, len(codes), exercise.minutes)


def _open_part(exercise: Exercise, attempts: Sequence[Attempt], mastered: int) -> NextThing | None:
    attempt, minutes = deciding(attempts, exercise.code), exercise.minutes
    if exercise.kind == "independent":
        if mastered >= exercise.needs:
            return None
        return NextThing("desk", exercise.title, exercise.summary, exercise.code, 0, mastered, exercise.needs, minutes)
    if attempt is None:
        kind = {"reading": "read", "example": "example"}.get(exercise.kind, "start")
        return NextThing(kind, exercise.title, exercise.summary, exercise.code, minutes=minutes)
    if attempt.status == PASSED:
        return None
    text = "Kali ini tanpa bantuan penuh: orang dan tempat lain, tingkat sulit sama."
    return NextThing("repeat", exercise.title, text, exercise.code, attempt.id, minutes=minutes)


def step_label(module: Module, attempts: Sequence[Attempt], mastered: int) -> str:
    """The board's words for where a person is: the title of the column in hand."""
    letters = cells(module, attempts, mastered)
    heads = columns(module)
    for letter in (FATAL, HELP, DOING):
        if letter in letters:
            return heads[letters.index(letter)].title
    pending = next((index for index, letter in enumerate(letters) if letter in (TODO, WAITING)), None)
    return heads[pending].title if pending is not None else "Selesai"


def units(content: Content, attempts: Sequence[Attempt], mastered: int) -> list[UnitProgress]:
    """All units of competence in order; one without content yet is "blocked" and said to be still to come."""
    found = []
    for unit in content.competencies:
        module = content.module(unit.code)
        letters = cells(module, attempts, mastered) if module else ""
        done = letters.count(DONE)
        found.append(UnitProgress(unit.code, unit.title, unit.evidence, _unit_state(letters), done, len(letters)))
    return found


def _unit_state(letters: str) -> str:
    if not letters:
        return "blocked"
    if set(letters) == {DONE}:
        return "done"
    for letter in (FATAL, HELP):
        if letter in letters:
            return STATES[letter]
    return "doing" if set(letters) & {DONE, DOING, WAITING} else "todo"
