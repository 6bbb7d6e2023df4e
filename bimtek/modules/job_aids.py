"""Read what a person's job aid is made of: the judgement of every case handled, with what must not leave it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from bimtek.modules import marking
from bimtek.modules.domain.job_aid import Lesson, Told, lessons
from bimtek.modules.models import Judgement
from bimtek.sandbox.services import Case

#: The latest cases that are looked at: what was wrong at the very beginning is learnt by now.
MOST_CASES = 30


def lessons_of(session: Session, account_id: int) -> tuple[Lesson, ...]:
    """The three weakest criteria over the latest cases of a person."""
    query = select(Judgement.case_id).where(Judgement.account_id == account_id)
    ids = list(session.scalars(query.order_by(Judgement.judged_at.desc()).limit(MOST_CASES)))
    rows = session.scalars(
        select(Case).where(Case.id.in_(ids)).options(undefer(Case.reporter), undefer(Case.truth)).order_by(Case.id)
    )
    return lessons([told for case in rows if (told := _told(session, case)) is not None])


def _told(session: Session, case: Case) -> Told | None:
    judgement = marking.judgement_of(session, case.id)
    if judgement is None:
        return None
    words = [str(value) for value in case.reporter.values() if isinstance(value, str)]
    name = str(case.reporter.get("name") or "")
    words += [part for part in name.split() if len(part) > 3]
    return Told(judgement, (*words, *map(str, case.truth.get("sensitive_words", ()))))
