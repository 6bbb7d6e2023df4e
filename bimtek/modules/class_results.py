"""What a class's handling of cases is worth, criterion by criterion: read in one go for reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from bimtek.modules import marking, review_queries
from bimtek.modules.domain import unit_progress
from bimtek.modules.domain.judging.types import CRITERIA, CRITICAL
from bimtek.modules.domain.review import effective
from bimtek.modules.models import Judgement, Progress

FULL = 4


@dataclass(slots=True)
class Result:
    """One person's judged cases: how many, mastered, with a critical error; levels by criterion, 0 to 4; critical errors by
    their names. A trainer's level goes before the machine's."""

    cases: int = 0
    mastered: int = 0
    critical: int = 0
    levels: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)

    def mean(self, key: str) -> float | None:
        """The mean level of a criterion, None where it was not judged."""
        found = self.levels.get(key)
        return sum(found) / len(found) if found else None


def criteria() -> dict[str, str]:
    """The criteria with their names, in their order."""
    return dict(CRITERIA)


def units_of_person(session: Session, account_id: int) -> str:
    """The letters of all units of one person, empty for somebody who has done nothing."""
    return session.scalar(select(Progress.cells).where(Progress.account_id == account_id)) or ""


def unit_states(letters: str, codes: Sequence[str]) -> dict[str, str]:
    """The state of each of these units out of a person's letters of all units, by code."""
    known = {unit.code: unit.state for unit in unit_progress.units(marking.content(), letters)}
    return {code: known[code] for code in codes if code in known}


def results_of_class(session: Session, workshop_id: int, account_id: int | None = None) -> dict[int, Result]:
    """The results of everybody of a class who has judged cases, by account, or of one person; two queries and one per changed
    mark."""
    query = (
        select(Judgement).options(undefer(Judgement.result)).join(Progress, Progress.account_id == Judgement.account_id)
    )
    overrides = review_queries.overrides_of_class(session, workshop_id)
    found: dict[int, Result] = {}
    if account_id is not None:
        query = query.where(Judgement.account_id == account_id)
    for row in session.scalars(query.where(Progress.workshop_id == workshop_id)):
        one = found.setdefault(row.account_id, Result())
        one.cases, one.mastered, one.critical = one.cases + 1, one.mastered + row.mastered, one.critical + row.critical
        counting = effective(marking.from_json(row.result), overrides.get(row.case_id, {}))
        for item in counting.criteria:
            if item.judged:
                one.levels.setdefault(item.key, []).append((item.level or 0) / item.maximum * FULL)
        if row.critical:
            one.errors.update(CRITICAL[error.code] for error in counting.criticals)
    return found
