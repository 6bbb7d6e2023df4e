"""What a whole class did with its reports, in three numbers: no person is in them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Text, case, cast, func, select
from sqlalchemy.orm import Session

from bimtek.modules.models import Judgement
from bimtek.sandbox.domain.lifecycle import ENDED
from bimtek.sandbox.queries import ASIDE
from bimtek.sandbox.services import Case, Sandbox

_LEAKED = '"leaked_identity"'


@dataclass(frozen=True, slots=True)
class HallTotals:
    """Reports that ended without a critical error (closed is not solved: one that ended without an answer is none),
    reports judged, and those of them in which somebody's identity came out."""

    resolved: int
    judged: int
    leaked: int

    @property
    def protected(self) -> int | None:
        """The share of judged reports in which nobody's identity came out, as a whole percentage; rounded down, so that 100
        means all. None before anything was judged."""
        return 100 * (self.judged - self.leaked) // self.judged if self.judged else None


def totals_of_class(session: Session, workshop_id: int) -> HallTotals:
    """The totals of a class, in one query. The result of a judgement is looked into only where it is critical."""
    resolved = Case.state.in_([state.value for state in ENDED]) & ~Judgement.critical
    leaked = Judgement.critical & cast(Judgement.result["criticals"], Text).contains(_LEAKED)
    query = (
        select(
            func.coalesce(func.sum(case((resolved, 1), else_=0)), 0),
            func.count(),
            func.coalesce(func.sum(case((leaked, 1), else_=0)), 0),
        )
        .select_from(Judgement)
        .join(Case, Case.id == Judgement.case_id)
        .join(Sandbox, Sandbox.id == Case.sandbox_id)
        .where(Sandbox.workshop_id == workshop_id, Sandbox.branch_of.is_(None), Case.care != ASIDE)
    )
    return HallTotals(*session.execute(query).one())
