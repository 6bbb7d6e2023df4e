"""Cases of grief, violence or abuse never open unasked: a notice stands before them, leaving is always possible and costs
nothing. What was chosen is an entry of the journal; the column `care` is its projection."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.people.domain import Person
from bimtek.sandbox.acting import Moment, stream
from bimtek.sandbox.models import Case, Sandbox
from bimtek.sandbox.queries import ASIDE

OPENED, SET_ASIDE, TAKEN_BACK = "care_opened", "care_set_aside", "care_taken_back"
#: What changes whether a case counts.
CARED = (SET_ASIDE, TAKEN_BACK)
#: The column's values: not asked yet, opened after the notice, set aside.
UNASKED, SEEN = "", "seen"
_AFTER = {OPENED: SEEN, SET_ASIDE: ASIDE, TAKEN_BACK: UNASKED}
#: From which states each choice may be made.
_FROM = {OPENED: {UNASKED}, SET_ASIDE: {UNASKED, SEEN}, TAKEN_BACK: {ASIDE}}


def kind_of(case: Case) -> str:
    """What a case needs care for: "abuse", "grief", "danger", or "" for an ordinary one."""
    return str(case.truth.get("care") or "") or ("danger" if case.truth.get("sensitive") else "")


def needs_notice(case: Case) -> bool:
    """Whether the notice stands before this case now."""
    return case.care != SEEN and bool(kind_of(case))


def choose(session: Session, person: Person, sandbox: Sandbox, case: Case, kind: str, moment: Moment) -> bool:
    """Open a case after its notice, set it aside, or take it back; False, and nothing recorded, for an ordinary case or a
    choice that does not apply now (a second tap)."""
    if not kind_of(case) or case.care not in _FROM[kind]:
        return False
    case.care = _AFTER[kind]
    journal.record(
        session, stream=stream(sandbox), scope="" if sandbox.branch_of else f"class/{sandbox.workshop_id}", kind=kind,
        about=f"case/{case.id}", actor_id=person.id, actor_role="trainee", sim_at=moment.sim, wall_at=moment.wall,
        data={"number": case.number},
    )  # fmt: skip
    return True


def set_aside(session: Session, sandbox: Sandbox) -> list[Case]:
    """The cases this person has set aside, newest first."""
    query = select(Case).where(Case.sandbox_id == sandbox.id, Case.care == ASIDE)
    return list(session.scalars(query.order_by(Case.received_at.desc())))
