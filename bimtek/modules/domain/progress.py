"""Where a person stands: a state for every column of the board, the one next thing, the way to the certificate."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bimtek.modules.domain import path
from bimtek.modules.domain.attempt import FAILED, FILLED, FINISHED, HELPED, PASSED, RUNNING, Attempt
from bimtek.modules.domain.checks import OFFER_HINT
from bimtek.modules.domain.content import Content, Module
from bimtek.modules.domain.exercise import Exercise

__all__ = ["FAILED", "FILLED", "FINISHED", "HELPED", "PASSED", "RUNNING", "Attempt"]

#: One letter per board column; the words are the names of the state shapes.
STATES: Mapping[str, str] = {
    "0": "todo", "1": "doing", "2": "done", "3": "help", "4": "waiting", "5": "fatal", "6": "blocked", "7": "skipped",
    "8": "filled",
}  # fmt: skip
TODO, DOING, DONE, HELP, WAITING, FATAL, BLOCKED, SKIPPED, PASSED_OVER = "012345678"
_EMPTY: dict[int, tuple[Content, str]] = {}
#: Between the units of a person's row.
BETWEEN = "|"


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
    unit: str = ""


def columns(module: Module) -> tuple[Column, ...]:
    """The board's columns of a module: one per reading, example, guided step or sheet, and independent report."""
    found: list[Column] = []
    for exercise in module.exercises:
        if exercise.steps:
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


def cells(module: Module, attempts: Sequence[Attempt], mastered: int, known: bool = False) -> str:
    """One letter per column, in module order; what the board shows of a person in a unit."""
    at = path.rung(module, attempts, mastered, known)
    return "".join(_cells(module, exercise, attempts, mastered, at, known) for exercise in module.exercises)


def all_cells(content: Content, attempts: Sequence[Attempt], mastered: int, known: Collection[str] = ()) -> str:
    """The letters of all units in the order of the path, with BETWEEN between units."""
    rows = [cells(module, attempts, mastered, module.code in known) for module in content.modules]
    return BETWEEN.join(rows)


def empty_cells(content: Content) -> str:
    """The letters of somebody who has not begun; worked out once for a content, for every page of a newcomer asks."""
    known = _EMPTY.get(id(content))
    if known is None or known[0] is not content:
        known = _EMPTY[id(content)] = (content, all_cells(content, (), 0))
    return known[1]


def of_unit(content: Content, letters: str, unit: str) -> str:
    """The part of a person's letters that belongs to one unit; letters from before a unit was added count as not begun."""
    codes, rows = [module.code for module in content.modules], letters.split(BETWEEN)
    at = codes.index(unit)
    return (rows if len(rows) == len(codes) else empty_cells(content).split(BETWEEN))[at]


def _cells(module: Module, exercise: Exercise, attempts: Sequence[Attempt], mastered: int, at: int, known: bool) -> str:
    if exercise.kind == "independent":
        return _independent(module, exercise, attempts, mastered, at)
    reading, attempt = exercise.kind == "reading", deciding(attempts, exercise.code)
    outgrown = known if reading else at > path.ladder(module).index(exercise)
    width = len(exercise.steps) or 1
    if attempt is None:
        skipped = SKIPPED if outgrown else TODO if path.is_open(module, exercise, attempts, at) else BLOCKED
        return skipped * width
    if attempt.status == FILLED:
        return PASSED_OVER * width
    if outgrown and attempt.status in (HELPED, FAILED):
        return SKIPPED * width
    return "".join(step_states(exercise, attempt)) if exercise.steps else _whole(attempt)


def _whole(attempt: Attempt) -> str:
    if attempt.status == RUNNING:
        return HELP if attempt.failed_checks >= OFFER_HINT else DOING
    return {PASSED: DONE, HELPED: WAITING}.get(attempt.status, FATAL)


def _independent(module: Module, exercise: Exercise, attempts: Sequence[Attempt], mastered: int, at: int) -> str:
    done = min(path.passes(exercise, attempts, mastered), exercise.needs)
    rest = exercise.needs - done
    if not rest:
        return DONE * done
    latest = max((a for a in attempts if a.exercise == exercise.code), key=lambda a: a.id, default=None)
    if latest is not None and latest.status == FILLED:
        return DONE * done + PASSED_OVER * rest
    opened = path.is_open(module, exercise, attempts, at)
    first = DOING if opened else TODO if done else BLOCKED
    if opened and not exercise.is_counted_at_desk:
        first = TODO if latest is None or latest.status == PASSED else DOING if latest.status == RUNNING else WAITING
    return DONE * done + first + (TODO if first != BLOCKED and opened else first) * (rest - 1)


def step_states(exercise: Exercise, attempt: Attempt) -> list[str]:
    """The letter of each step of an attempt at a guided exercise or a worksheet."""
    codes = list(attempt.steps) or [step.code for step in exercise.steps]
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


def unit_in_hand(content: Content, attempts: Sequence[Attempt], mastered: int, known: Collection[str] = ()) -> Module:
    """The unit a person works in: that of the newest attempt while it is not done, else the first not done on the path. Units
    a trainer filled in come last: they are done for real once the rest is."""
    rows = [(module, cells(module, attempts, mastered, module.code in known)) for module in content.modules]
    unfinished = [module for module, letters in rows if not is_over(letters)]
    newest = max((a for a in attempts if a.status != FILLED), key=lambda a: a.id, default=None)
    for module in unfinished:
        if newest is not None and module.exercise(newest.exercise):
            return module
    filled = [module for module, letters in rows if PASSED_OVER in letters]
    return (unfinished or filled or [content.modules[-1]])[0]


def next_of(
    content: Content, attempts: Sequence[Attempt], mastered: int, known: Collection[str] = (), unit: str = ""
) -> NextThing:
    """The one next thing over all units; a running attempt goes before everything else. `unit` is the one in hand where it
    is known already."""
    for attempt in sorted(attempts, key=lambda a: -a.id):
        found = content.exercise(attempt.exercise)
        if attempt.status == RUNNING and found is not None:
            return _continue(*found, attempt)
    module = content.module(unit) or unit_in_hand(content, attempts, mastered, known)
    return next_thing(module, attempts, mastered, module.code in known)


def next_thing(module: Module, attempts: Sequence[Attempt], mastered: int, known: bool = False) -> NextThing:
    """The one next thing of a unit: what runs, the reading, then the part where the person stands on the ladder."""
    for attempt in attempts:
        exercise = module.exercise(attempt.exercise)
        if attempt.status == RUNNING and exercise is not None:
            return _continue(module, exercise, attempt)
    at, parts, reading = path.rung(module, attempts, mastered, known), path.ladder(module), module.of_kind("reading")
    if reading and not known and deciding(attempts, reading.code) is None:
        return _first(module, reading, "read")
    if at >= len(parts):
        if later := _to_do_for_real(module, attempts):
            return later
        text = "Semua bagian selesai. Laporan di meja tetap dapat Anda tangani."
        return NextThing("done", f"{module.code} selesai", text, unit=module.code)
    return _on_rung(module, parts[at], attempts, mastered)


def _to_do_for_real(module: Module, attempts: Sequence[Attempt]) -> NextThing | None:
    """The first part a trainer filled in, once nothing else of the unit is left."""
    for exercise in module.exercises:
        attempt = deciding(attempts, exercise.code)
        if attempt is not None and attempt.status == FILLED and not exercise.is_counted_at_desk:
            kind = {"reading": "read", "example": "example"}.get(exercise.kind, "start")
            text = "Diisi fasilitator, belum dihitung. Kerjakan sendiri supaya dihitung."
            return NextThing(kind, exercise.title, text, exercise.code, minutes=exercise.minutes, unit=module.code)
    return None


def _continue(module: Module, exercise: Exercise, attempt: Attempt) -> NextThing:
    codes = list(attempt.steps) or [step.code for step in exercise.steps]
    at = codes.index(attempt.step) if attempt.step in codes else 0
    text = exercise.steps[at].instruction if exercise.steps and not attempt.steps else exercise.summary
    return NextThing(
        "continue", exercise.title, text, exercise.code, attempt.id, at + 1, len(codes), exercise.minutes, module.code
    )


def _first(module: Module, exercise: Exercise, kind: str) -> NextThing:
    return NextThing(kind, exercise.title, exercise.summary, exercise.code, minutes=exercise.minutes, unit=module.code)


def _on_rung(module: Module, exercise: Exercise, attempts: Sequence[Attempt], mastered: int) -> NextThing:
    attempt = max((a for a in attempts if a.exercise == exercise.code), key=lambda a: a.id, default=None)
    if exercise.kind == "independent":
        done, tried = path.passes(exercise, attempts, mastered), attempt is not None and attempt.status != PASSED
        kind = "desk" if exercise.is_counted_at_desk else "repeat" if tried else "start"
        return NextThing(
            kind,
            exercise.title,
            exercise.summary,
            exercise.code,
            0,
            done,
            exercise.needs,
            exercise.minutes,
            module.code,
        )
    if attempt is None:
        return _first(module, exercise, "example" if exercise.kind == "example" else "start")
    text = "Kali ini tanpa bantuan penuh: orang dan tempat lain, tingkat sulit sama."
    if attempt.status == PASSED:
        text = "Dua kali belum berhasil. Latih dahulu sekali lagi dengan panduan, lalu kembali bekerja mandiri."
    return NextThing(
        "repeat", exercise.title, text, exercise.code, attempt.id, minutes=exercise.minutes, unit=module.code
    )


def hints_open(attempts: Sequence[Attempt]) -> int:
    """How many hints are open on the step in hand: of what runs, the one most was asked about."""
    return max((a.hints.get(a.step, 0) for a in attempts if a.status == RUNNING and a.hints), default=0)


def step_label(module: Module, attempts: Sequence[Attempt], mastered: int, known: bool = False) -> str:
    """The board's words for where a person is in a unit: the title of the column in hand."""
    letters = cells(module, attempts, mastered, known)
    heads = columns(module)
    for letter in (FATAL, HELP, DOING):
        if letter in letters:
            return heads[letters.index(letter)].title
    pending = next((index for index, letter in enumerate(letters) if letter in (TODO, WAITING)), None)
    return heads[pending].title if pending is not None else "Selesai"


def is_done(letters: str) -> bool:
    """Whether a unit is done: each part done, or passed over because it was not needed."""
    return bool(letters) and not letters.strip(DONE + SKIPPED)


def is_over(letters: str) -> bool:
    """Whether nothing of a unit is left on the way: done, not needed, or filled in by a trainer."""
    return bool(letters) and not letters.strip(DONE + SKIPPED + PASSED_OVER)
