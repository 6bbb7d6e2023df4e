"""What stands behind a certificate, read for one person or a whole class: cases judged to their end, parts passed, tests
finished. Only work done alone counts: an arrived case, or one of an independent exercise; a try begun anew counts for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from bimtek.modules import marking, review_queries, sitting_queries
from bimtek.modules.domain import progress, unit_progress
from bimtek.modules.domain.attempt import FAILED, PASSED, RESET
from bimtek.modules.domain.content import Content
from bimtek.modules.domain.items import PROCEDURE
from bimtek.modules.domain.judging.types import CaseJudgement
from bimtek.modules.domain.review import CASE, FLAG, REPLY, Override, effective
from bimtek.modules.models import Attempt, Judgement, Progress
from bimtek.modules.sitting_models import Sitting
from bimtek.sandbox.queries import ASIDE
from bimtek.sandbox.services import Case, Sandbox
from bimtek.workshops import taught

FULL = 4


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """One criterion of a judged case: the level that counts of 4, the machine's, the passage or fact, a trainer's change."""

    key: str
    label: str
    level: float
    machine: float
    fact: str
    override: Override | None


@dataclass(frozen=True, slots=True)
class CaseShown:
    """One case handled alone and judged to its end."""

    account_id: int
    case_id: int
    number: str
    title: str
    unit: str
    judged_at: datetime
    entry: int
    sandbox_id: int
    mastered: bool
    criticals: tuple[str, ...]
    on_border: bool
    criteria: tuple[CriterionShown, ...]


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part of a unit that was passed: the attempt and what it earned of 4."""

    attempt_id: int
    exercise: str
    unit: str
    mark: float | None


class PartLeft(NamedTuple):
    """A part of a unit that is not done: its heading, and how many cases it still wants where it wants several, else 0."""

    heading: str
    cases: int


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """A unit of competence: state, what it asks, and the titles of the parts that are not done."""

    code: str
    title: str
    asks: str
    state: str
    missing: tuple[PartLeft, ...]


def cases_of_class(session: Session, workshop_id: int, account_id: int | None = None) -> dict[int, list[CaseShown]]:
    """The evidence in cases of everybody of a class (or of one person), by account, oldest first."""
    attempts = {
        row.case_id: row
        for row in session.scalars(select(Attempt).join(Progress, Progress.account_id == Attempt.account_id)
                                   .where(Progress.workshop_id == workshop_id, Attempt.case_id.is_not(None)))
    }  # fmt: skip
    query = (
        select(Judgement, Case.number, Case.filed_title, Case.origin, Case.desk, Case.care, Case.sandbox_id)
        .options(undefer(Judgement.result))
        .join(Case, Case.id == Judgement.case_id)
        .join(Sandbox, Sandbox.id == Case.sandbox_id)
        .where(Sandbox.workshop_id == workshop_id, Sandbox.branch_of.is_(None))
        .order_by(Judgement.judged_at, Judgement.id)
    )
    if account_id is not None:
        query = query.where(Judgement.account_id == account_id)
    overrides = review_queries.overrides_of_class(session, workshop_id, account_id)
    found: dict[int, list[CaseShown]] = {}
    for row, number, title, origin, desk, care, sandbox_id in session.execute(query):
        attempt = attempts.get(row.case_id)
        unit, finished = _unit_of(attempt, origin, desk), attempt is not None and attempt.status in (PASSED, FAILED)
        if unit is None or care == ASIDE or not (row.result["ended"] or row.mastered or row.critical or finished):
            continue
        machine, changed = marking.from_json(row.result), overrides.get(row.case_id, {})
        counting = effective(machine, changed)
        criteria, errors = _criteria(machine, counting, changed), tuple(error.code for error in counting.criticals)
        if about := _about(attempt):
            criteria = tuple(item for item in criteria if item.key in about)
        mastered = not errors and (row.mastered or (attempt is not None and attempt.status == PASSED))
        shown = CaseShown(
            row.account_id, row.case_id, number, title, unit, row.judged_at, row.entry_number, sandbox_id, mastered, errors,
            bool(row.border), criteria,
        )  # fmt: skip
        found.setdefault(row.account_id, []).append(shown)
    return found


def _unit_of(attempt: Attempt | None, origin: str, desk: str) -> str | None:
    """The unit a case is evidence of; None for one that counts for nothing."""
    if attempt is None:
        return ("" if desk == "ppid" else "U6") if origin == marking.DESK_ORIGIN else None
    exercise = marking.content().exercise(attempt.exercise)
    if attempt.status == RESET or exercise is None or exercise[1].kind != "independent":
        return None
    return exercise[0].code


def _about(attempt: Attempt | None) -> tuple[str, ...]:
    """The criteria an independent exercise is about; () for a case that is about everything."""
    found = marking.content().exercise(attempt.exercise) if attempt else None
    return found[1].criteria if found else ()


def _criteria(
    machine: CaseJudgement, counting: CaseJudgement, changed: Mapping[str, Override]
) -> tuple[CriterionShown, ...]:
    """The judged criteria as they count, beside what the machine said; a change is named where it made a difference."""
    found = []
    for was, item in zip(machine.criteria, counting.criteria, strict=True):
        if not item.judged:
            continue
        level, first = (one.level or 0 for one in (item, was))
        override = _behind(item.key, changed) if level != first else None
        scale = FULL / item.maximum
        found.append(
            CriterionShown(item.key, item.label, level * scale, first * scale, item.fact or item.reason, override)
        )
    return tuple(found)


def _behind(key: str, changed: Mapping[str, Override]) -> Override | None:
    """The trainer's change behind a level: of the criterion itself, or of a part of the reply."""
    own = changed.get(f"{CASE}:{key}")
    parts = [one for one in changed.values() if one.kind in (REPLY, FLAG)] if key == "reply" else []
    return own or max(parts, key=lambda one: one.entry, default=None)


def parts_of_person(session: Session, account_id: int) -> list[PartShown]:
    """The parts a person passed alone or with guidance, in order."""
    query = select(Attempt).where(Attempt.account_id == account_id, Attempt.status == PASSED).order_by(Attempt.id)
    found = []
    for row in session.scalars(query):
        exercise = marking.content().exercise(row.exercise)
        if exercise is not None:
            found.append(PartShown(row.id, row.exercise, exercise[0].code, row.mark))
    return found


def marks_by_unit(session: Session, workshop_id: int, account_id: int | None = None) -> dict[int, dict[str, float]]:
    """By account and unit the mean mark of 4 of the independent parts passed, the best of each part."""
    query = select(Attempt.account_id, Attempt.exercise, Attempt.mark).join(
        Progress, Progress.account_id == Attempt.account_id
    )
    query = query.where(Progress.workshop_id == workshop_id, Attempt.status == PASSED, Attempt.mark.is_not(None))
    if account_id is not None:
        query = query.where(Attempt.account_id == account_id)
    best: dict[tuple[int, str], dict[str, float]] = {}
    for account, code, mark in session.execute(query):
        exercise = marking.content().exercise(code)
        if exercise is not None and exercise[1].kind == "independent":
            row = best.setdefault((account, exercise[0].code), {})
            row[code] = max(row.get(code, 0.0), float(mark or 0))
    found: dict[int, dict[str, float]] = {}
    for (account, unit), marks in best.items():
        found.setdefault(account, {})[unit] = sum(marks.values()) / len(marks)
    return found


def units_of_class(session: Session, workshop_id: int, account_id: int | None = None) -> dict[int, list[UnitStanding]]:
    """The units a class is taught with each person's standing in them (or one person's), by account; who has done nothing is
    missing."""
    query = select(Progress.account_id, Progress.cells).where(Progress.workshop_id == workshop_id)
    if account_id is not None:
        query = query.where(Progress.account_id == account_id)
    here, known = marking.content().only(taught.units_of(session, workshop_id)), dict[str, list[UnitStanding]]()
    found = {}
    for account, cells in session.execute(query):
        if cells not in known:
            known[cells] = _standings(here, cells)
        found[account] = known[cells]
    return found


def units_begun_by_nobody(session: Session, workshop_id: int) -> list[UnitStanding]:
    """The same for somebody who has done nothing yet."""
    content = marking.content()
    return _standings(content.only(taught.units_of(session, workshop_id)), progress.empty_cells(content))


def _standings(here: Content, cells: str) -> list[UnitStanding]:
    content, found = marking.content(), []
    for unit in unit_progress.units(content, cells):
        module = here.module(unit.code)
        if unit.code not in here.codes or module is None:
            continue
        letters, at, missing = progress.of_unit(content, cells, unit.code), 0, []
        for exercise in module.exercises:
            width = len(exercise.steps) or exercise.needs or 1
            own, at = letters[at : at + width], at + width
            left = sum(letter not in progress.DONE + progress.SKIPPED for letter in own)
            if left:
                cases = left if exercise.kind == "independent" and left > 1 else 0
                missing.append(PartLeft(exercise.heading, cases))
        found.append(UnitStanding(unit.code, unit.title, unit.evidence, unit.state, tuple(missing)))
    return found


@dataclass(frozen=True, slots=True)
class SatTest:
    """A finished test of a person: procedure items as (right, asked)."""

    id: int
    kind: str
    share: float
    procedure: tuple[int, int]
    passed: bool | None
    finished_at: datetime


def finished_tests(session: Session, workshop_id: int, account_id: int | None = None) -> dict[int, list[SatTest]]:
    """All finished tests of a class (or of one person), by account, oldest first: one may be sat again."""
    query = (
        select(Sitting).where(Sitting.workshop_id == workshop_id, Sitting.finished_at.is_not(None)).order_by(Sitting.id)
    )
    if account_id is not None:
        query = query.where(Sitting.account_id == account_id)
    found: dict[int, list[SatTest]] = {}
    for row in session.scalars(query):
        mark, marked = sitting_queries.mark_of(row), sitting_queries.marked_of(row)
        procedure = [one.right for one in marked if one.kind == PROCEDURE]
        assert row.finished_at is not None  # noqa: S101 -- asked for above
        shown = SatTest(row.id, row.kind, mark.share, (sum(procedure), len(procedure)), mark.passed, row.finished_at)
        found.setdefault(row.account_id, []).append(shown)
    return found
