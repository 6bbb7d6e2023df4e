"""What a branch is worth: judged anew on each look and never kept, so that nothing can count it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.modules import marking
from bimtek.modules.domain.comparison import was_told
from bimtek.modules.domain.history import History
from bimtek.modules.domain.judging.types import CaseJudgement
from bimtek.sandbox import branching
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.domain.case import MOVED
from bimtek.sandbox.domain.lifecycle import Action
from bimtek.sandbox.services import Case, Sandbox


def branch_of(session: Session, case: Case) -> Sandbox | None:
    """The branch a case stands in, or None at the main desk."""
    sandbox = sandboxes.sandbox_by_id(session, case.sandbox_id)
    return sandbox if sandbox is not None and sandbox.branch_of is not None else None


def history_in(session: Session, case: Case) -> History:
    """The story of a case, of whatever world."""
    return marking.history_of(case, journal.entries_about(session, f"case/{case.id}"))


def may_be_told(session: Session, branch: Sandbox) -> bool:
    """Whether what is done in a branch may be told its worth yet: its first run was answered or has ended."""
    first = branching.case_in(session, branching.main_of(session, branch), str(branch.branch_case))
    return first is not None and was_told(history_in(session, first))


def judgement_in_branch(session: Session, case: Case) -> CaseJudgement | None:
    """The judgement of a case in a branch, at the instant of its last act as at the desk; None before any act, for a report
    that is not judged, and as long as the first run was not told its own."""
    entries = _judged_by(session, case)
    last = entries[-1] if entries else None
    return marking.judge(case, history_in(session, case), last.sim_at or case.received_at) if last else None


def _judged_by(session: Session, case: Case) -> list[Entry]:
    """The moves a branch's case is judged by; none where it is not, or not yet, told its worth."""
    branch = branch_of(session, case)
    if branch is None or not case.truth or not may_be_told(session, branch):
        return []
    entries = journal.entries_about(session, f"case/{case.id}")
    return [entry for entry in entries if entry.kind == MOVED and entry.data["action"] != Action.NOTE.value]


def judgement_of_twin(session: Session, case_id: int) -> CaseJudgement | None:
    """The same by the id of the case; None for any case of a main desk."""
    case = sandboxes.case_by_id(session, case_id)
    return judgement_in_branch(session, case) if case is not None else None


def is_judged_twin(session: Session, case_id: int) -> bool:
    """Whether a case of a branch has a judgement to look at, without judging it."""
    case = sandboxes.case_by_id(session, case_id)
    return case is not None and bool(_judged_by(session, case))
