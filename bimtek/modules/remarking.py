"""Mark everything again with the rubric of today: machine levels change, overrides stay, and it is told what changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from bimtek.journal import services as journal
from bimtek.modules import marking, standing
from bimtek.modules.domain import review
from bimtek.modules.domain.judging.types import RUBRIC_VERSION, CaseJudgement
from bimtek.modules.models import Judgement
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.services import Case, Sandbox

MARKED_AGAIN = "marks_redone"


@dataclass(slots=True)
class Change:
    """How the levels of one criterion changed over all cases looked at."""

    label: str
    looked: int = 0
    up: int = 0
    down: int = 0
    came: int = 0
    went: int = 0

    @property
    def changed(self) -> int:
        """How many levels are not what they were."""
        return self.up + self.down + self.came + self.went


@dataclass(slots=True)
class Again:
    """What a run of marking again found: cases, overrides kept, from which rubrics, and each criterion's changes."""

    cases: int = 0
    changed_cases: int = 0
    overrides: int = 0
    rubrics: Counter[str] = field(default_factory=Counter)
    criteria: dict[str, Change] = field(default_factory=dict)
    workshops: Counter[int] = field(default_factory=Counter)

    @property
    def changed(self) -> int:
        """How many levels changed altogether."""
        return sum(change.changed for change in self.criteria.values())


def mark_again(session: Session, workshop_id: int | None, wall: datetime, *, dry_run: bool) -> Again:
    """Judge every stored case of a class (or of all) anew with the present rubric, from its journal and as of the instant
    at which it was judged last. Overrides stay over the new levels. A dry run tells the same and writes nothing."""
    told = Again()
    query = select(Judgement).join(Case, Case.id == Judgement.case_id).join(Sandbox, Sandbox.id == Case.sandbox_id)
    if workshop_id is not None:
        query = query.where(Sandbox.workshop_id == workshop_id)
    touched: dict[int, Sandbox] = {}
    for row in session.scalars(query.options(undefer(Judgement.result)).order_by(Judgement.id)).all():
        if (sandbox := _again(session, row, told, dry_run)) is not None:
            touched[sandbox.id] = sandbox
    if not dry_run:
        for sandbox in touched.values():
            progress = standing.row_of(session, sandbox)
            standing.recount(session, progress)
            standing.redraw(session, progress)
        for workshop, cases in sorted(told.workshops.items()):
            _record(session, workshop, cases, told, wall)
    return told


def _again(session: Session, row: Judgement, told: Again, dry_run: bool) -> Sandbox | None:
    case = sandboxes.case_by_id(session, row.case_id)
    sandbox = sandboxes.sandbox_by_id(session, case.sandbox_id) if case else None
    if case is None or sandbox is None:
        return None
    entries = journal.entries_about(session, f"case/{case.id}")
    entry = next((one for one in entries if one.number == row.entry_number), None)
    if entry is None:
        return None
    old = marking.from_json(row.result)
    new = marking.judge(case, marking.history_of(case, entries), entry.sim_at or entry.wall_at)
    told.cases += 1
    told.rubrics[row.rubric_version] += 1
    told.overrides += len(marking.overrides_of(session, case.id))
    told.workshops[sandbox.workshop_id] += 1
    told.changed_cases += bool(compare(old, new, told.criteria))
    if not dry_run:
        marking.keep(session, case, row.account_id, entry, new)
    return sandbox


def compare(old: CaseJudgement, new: CaseJudgement, into: dict[str, Change]) -> int:
    """Count level by level what two judgements of one case say differently; returns how many differ."""
    before = {**review.scales(old), **{k: s for k, s in review.errors(old).items() if s.level}}
    after = {**review.scales(new), **{k: s for k, s in review.errors(new).items() if s.level}}
    different = 0
    for key in {**before, **after}:
        was, now = before.get(key), after.get(key)
        one = into.setdefault(key, Change((now or was).label))  # type: ignore[union-attr]
        one.looked += 1
        if was is None or now is None:
            one.came += was is None
            one.went += now is None
            different += 1
        elif was.level != now.level:
            one.up += (now.level or 0) > (was.level or 0)
            one.down += (now.level or 0) < (was.level or 0)
            different += 1
    return different


def _record(session: Session, workshop_id: int, cases: int, told: Again, wall: datetime) -> None:
    journal.record(
        session, stream=f"class/{workshop_id}", scope=f"class/{workshop_id}", kind=MARKED_AGAIN,
        about=f"class/{workshop_id}", wall_at=wall,
        data={
            "to": RUBRIC_VERSION, "from": dict(told.rubrics), "cases": cases,
            "changed": {key: one.changed for key, one in told.criteria.items() if one.changed},
        },
    )  # fmt: skip
