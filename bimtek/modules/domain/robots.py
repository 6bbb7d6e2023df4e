"""Play every exercise well and carelessly, as `bimtek check modules` does: what a file promises must come true, and each
check must be both missable and reachable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bimtek.modules.domain.checks import CHECKS, Situation, run_check
from bimtek.modules.domain.content import Content, Module
from bimtek.modules.domain.example import replay
from bimtek.modules.domain.exercise import FULL_MARK, Act, Exercise, fitting
from bimtek.modules.domain.judging.types import MASTERY_EACH
from bimtek.modules.domain.kinds.registry import kind_of
from bimtek.modules.domain.kinds.worksheet import Surroundings, Worksheet
from bimtek.modules.domain.play import Play, play_of
from bimtek.sandbox.domain.decision import Command, World
from bimtek.sandbox.domain.lifecycle import Action, Role
from bimtek.workshops.domain.calendar import WorkingCalendar

#: Sheets drawn of each worksheet, and wordings looked through for a report that has what an exercise is about.
SHEETS, WORDINGS = 6, 200
SHORTEST, LONGEST = 400, 900
GUIDED = 3
#: What a robot brings as evidence; its pictures are kept nowhere.
PHOTOS = [{"when": "before", "sha256": "0" * 64}, {"when": "after", "sha256": "1" * 64}]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a part of a module, in words."""

    part: str
    words: str


@dataclass(frozen=True, slots=True)
class Stage:
    """What robots play with."""

    world: World
    around: Surroundings

    @property
    def calendar(self) -> WorkingCalendar:
        """The working calendar."""
        return self.around.calendar

    def later(self, at: datetime, days: int) -> datetime:
        """The same hour so many working days later."""
        for _ in range(days):
            at += timedelta(days=1)
            while not self.calendar.is_working_day(at.date()):
                at += timedelta(days=1)
        return at


def faults_of(content: Content, stage: Stage) -> Iterator[Fault]:
    """Everything wrong with the exercises of all units, in order."""
    used = {step.check for module in content.modules for exercise in module.exercises for step in exercise.steps}
    for name in sorted(set(CHECKS) - used):
        yield Fault("checks", f"pemeriksaan '{name}' tidak dipakai latihan mana pun")
    for module in content.modules:
        yield from _shape(module)
        try:
            judgement = replay(module.example, stage.world, stage.around.rules).judgement
            if not judgement.mastered:
                weak = [item.key for item in judgement.criteria if item.applies and (item.level or 0) < item.maximum]
                yield Fault(module.code, f"contoh tidak mencapai semua kriteria: {', '.join(weak)}")
        except ValueError as error:
            yield Fault(module.code, str(error))
        for exercise in module.exercises:
            yield from faults_of_exercise(exercise, stage)


def _shape(module: Module) -> Iterator[Fault]:
    guided = [exercise for exercise in module.exercises if exercise.kind == "guided"]
    if len(guided) < GUIDED:
        yield Fault(module.code, f"baru {len(guided)} latihan terbimbing; paling sedikit {GUIDED}")
    for kind in ("reading", "example", "independent"):
        if module.of_kind(kind) is None:
            yield Fault(module.code, f"bagian '{kind}' tidak ada")


def faults_of_exercise(exercise: Exercise, stage: Stage) -> Iterator[Fault]:
    """What is wrong with one exercise: nothing for readings, examples and what is counted at the desk."""
    try:
        if exercise.is_sheet:
            yield from _sheet_faults(exercise, stage)
        elif exercise.kind == "guided":
            yield from _guided_faults(exercise, stage)
        elif exercise.scenarios:
            yield from _independent_faults(exercise, stage)
    except (ValueError, KeyError) as error:
        yield Fault(exercise.code, f"tidak dapat dimainkan: {error}")


def _sheet_faults(exercise: Exercise, stage: Stage) -> Iterator[Fault]:
    seen = set()
    for number in range(SHEETS):
        sheet = kind_of(exercise.task).make(exercise.params, f"periksa|{exercise.code}|{number}", stage.around)
        seen.add(sheet.model_dump_json())
        good, bad = _mark(exercise, sheet, stage, careless=False), _mark(exercise, sheet, stage, careless=True)
        if good < exercise.promise.good:
            yield Fault(exercise.code, f"lembar {number}: jawaban contoh hanya bernilai {good:.2f}")
        if bad > exercise.promise.bad:
            yield Fault(exercise.code, f"lembar {number}: jawaban asal bernilai {bad:.2f}")
        if exercise.given >= len(sheet.questions):
            yield Fault(exercise.code, f"lembar {number}: semua soal sudah dikerjakan, tidak ada yang tersisa")
        if bare := [question.key for question in sheet.questions if not question.shown]:
            yield Fault(exercise.code, f"lembar {number}: soal {', '.join(bare)} tanpa alasan jawaban")
    if len(seen) < 2:
        yield Fault(exercise.code, "semua varian sama")


def _mark(exercise: Exercise, sheet: Worksheet, stage: Stage, *, careless: bool) -> float:
    kind = kind_of(exercise.task)
    levels = [
        kind.judge(question, kind.spoil(question) if careless else question.model, stage.around).level
        for question in sheet.questions
    ]
    return sum(levels) / len(levels)


def open_play(exercise: Exercise, variant: int, stage: Stage) -> tuple[Play, datetime]:
    """A fresh report of an exercise with its prepared acts done, and the present instant of the robot; raises ValueError
    when no wording fits or a prepared act is refused."""
    now = stage.around.now
    opened, scenario = now, exercise.scenario(variant)
    for number in range(WORDINGS):
        report = stage.around.generator.generate_case(
            f"periksa|{exercise.code}|{variant}|{number}", scenario, opened, 3
        )
        if exercise.fits(report.anonymous, report.truth):
            break
    else:
        raise ValueError(f"skenario {scenario} tidak pernah memuat {', '.join(exercise.requires)}")
    play = play_of(report, stage.world, stage.around.rules)
    done, now = do(play, exercise.done, opened, stage, own=False), stage.later(opened, exercise.age)
    if done > now:
        raise ValueError(f"skenario {scenario}: yang sudah dikerjakan memakan waktu lebih dari umur laporannya")
    if exercise.role:
        play.take_role(exercise.role, now)
    return play, now


def do(play: Play, acts: Sequence[Act], at: datetime, stage: Stage, *, own: bool = True) -> datetime:
    """Do acts in order; raises ValueError when the rules refuse one. Returns the instant of the last."""
    for act in fitting(acts, play.truth):
        at = stage.later(at, act.wait)
        by_desk = own and act.role not in (Role.REPORTER, Role.SYSTEM)
        if refused := play.act(_command(act, play), at, own=by_desk):
            raise ValueError(f"{act.action.value} ditolak: {refused.reason}")
    return at


def _command(act: Act, play: Play) -> Command:
    """An act as the robot does it: it brings photos of what was done, as a person does; what is shown to a learner has none."""
    given = act.filled(play.truth, play.facts.title, play.facts.number, play.state.links)
    photos = {"pictures": PHOTOS} if act.action == Action.RECORD_ACT else {}
    return Command(act.action, act.role, {**photos, **given})


def holds(exercise: Exercise, play: Play, step: int, now: datetime, stage: Stage) -> bool:
    """Whether the check of one step holds now."""
    rules = stage.around.rules
    situation = Situation(play.history, play.facts, play.truth, rules, play.judgement(now), play.role)
    return run_check(exercise.steps[step].check, situation, exercise.steps[step].params).passed


def _guided_faults(exercise: Exercise, stage: Stage) -> Iterator[Fault]:
    for variant in range(1, len(exercise.scenarios) + 1):
        play, now = open_play(exercise, variant, stage)
        where = f"varian {variant} ({exercise.scenario(variant)})"
        before = sum(holds(exercise, play, index, now, stage) for index in range(len(exercise.steps)))
        if FULL_MARK * before / len(exercise.steps) > exercise.promise.bad:
            yield Fault(exercise.code, f"{where}: {before} langkah terpenuhi tanpa berbuat apa-apa")
        for index, step in enumerate(exercise.steps):
            if step.take_role:
                play.take_role(step.take_role, now)
            if holds(exercise, play, index, now, stage):
                continue
            now = _as_shown(play, step.acts, now, stage)
            if not holds(exercise, play, index, now, stage):
                yield Fault(exercise.code, f"{where}: langkah '{step.code}' tidak terpenuhi oleh tindakan contohnya")
                break


def _as_shown(play: Play, acts: Sequence[Act], now: datetime, stage: Stage) -> datetime:
    """Do what a step shows; an act that no longer applies is passed over, as "tunjukkan" does it."""
    for act in fitting(acts, play.truth):
        now = stage.later(now, act.wait)
        by_desk = act.role not in (Role.REPORTER, Role.SYSTEM)
        play.act(_command(act, play), now, own=by_desk)
    return now


def _independent_faults(exercise: Exercise, stage: Stage) -> Iterator[Fault]:
    for variant in range(1, len(exercise.scenarios) + 1):
        where = f"varian {variant} ({exercise.scenario(variant)})"
        good, weak = _criteria_mark(exercise, variant, exercise.acts, stage)
        if good < exercise.promise.good or weak:
            yield Fault(exercise.code, f"{where}: pemain baik bernilai {good:.2f}; belum: {', '.join(weak) or '-'}")
        bad, short = _criteria_mark(exercise, variant, exercise.careless, stage)
        if bad > exercise.promise.bad or not short:
            yield Fault(exercise.code, f"{where}: pemain asal bernilai {bad:.2f}")


def _criteria_mark(exercise: Exercise, variant: int, acts: Sequence[Act], stage: Stage) -> tuple[float, list[str]]:
    """The mean of the criteria the exercise is about, of four, and which of them are not met; a critical error is named."""
    play, now = open_play(exercise, variant, stage)
    now = do(play, acts, now, stage)
    judgement = play.judgement(now)
    asked = [c for c in judgement.criteria if c.applies and (not exercise.criteria or c.key in exercise.criteria)]
    shares = [(item.level or 0) / item.maximum for item in asked]
    weak = [item.key for item, share in zip(asked, shares, strict=True) if not item.judged or share < MASTERY_EACH]
    weak += [error.code for error in judgement.criticals]
    return (FULL_MARK * sum(shares) / len(shares) if shares else 0.0), weak
