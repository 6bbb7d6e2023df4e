"""Open the case of a visit and note what it showed: the acts themselves are those of the desk, the judgement that of modules."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bimtek.journal import services as journal
from bimtek.journal.domain import Entry
from bimtek.modules import marking, preparing
from bimtek.modules import services as modules
from bimtek.people.domain import Person
from bimtek.refresher import services
from bimtek.refresher.domain.cases import outcome_of
from bimtek.refresher.models import Visit
from bimtek.refresher.services import recipes, rules
from bimtek.sandbox import branching
from bimtek.sandbox import services as sandboxes
from bimtek.sandbox.domain.case import MOVED
from bimtek.sandbox.services import Case, Desk, Moment, Sandbox

STARTED, FINISHED = "refresher_started", "refresher_finished"
#: Why a visit cannot be opened.
NOTHING, NO_DESK, NO_GUIDE = "nothing", "no_desk", "no_guide"


def begin(session: Session, person: Person, wall: datetime) -> Case | str:
    """Open the one case that comes next, or go on with the one under way; why not as a code. One asked for before its day is
    given too: whoever wants to practise may."""
    standing, desk = (
        services.standing_of(session, person.id, wall),
        sandboxes.desk_of(session, person.id, wall, main=True),
    )
    if desk is None:
        return NO_DESK
    if standing is None:
        return NOTHING
    branching.leave(session, person, desk.sandbox, desk.moment)  # the case lies on the main desk
    if standing.visit is not None:
        found = sandboxes.case_by_id(session, standing.visit.case_id)
        return found if found is not None else NOTHING
    following = standing.following
    if following is None or following.criterion not in recipes():
        return NOTHING
    return _open(session, person, desk, following.criterion, guided=following.guided)


def _open(session: Session, person: Person, desk: Desk, criterion: str, *, guided: bool) -> Case | str:
    number = services.next_number(session, person.id, criterion)
    case = _guided(session, person, desk, criterion) if guided else None
    if case is None:
        guided = False
        prepared = recipes()[criterion]
        case = preparing.open_prepared(
            session, person, desk.sandbox, prepared.exercise, f"segar-{criterion}", number, desk.moment
        )
    visit = Visit(
        account_id=person.id, criterion=criterion, number=number, case_id=case.id, guided=guided,
        since=case.last_number, opened_at=desk.moment.wall, finished_at=None, level=None, passed=None,
    )  # fmt: skip
    session.add(visit)
    session.flush()
    data: dict[str, object] = {"criterion": criterion, "case": case.id, "guided": guided}
    _record(session, desk.sandbox, visit, STARTED, desk.moment, data, person.id)
    return case


def _guided(session: Session, person: Person, desk: Desk, criterion: str) -> Case | None:
    """The guided exercise after a failure; None where it may not be begun, then the case comes without a guide."""
    code = recipes()[criterion].recipe.guided
    answer = modules.start_exercise(session, person, desk.sandbox, code, desk.moment)
    case_id = answer.attempt.case_id if answer.attempt else None
    known = services.visit_on(session, case_id) if case_id else None
    return sandboxes.case_by_id(session, case_id) if case_id and known is None else None


def _record(
    session: Session,
    sandbox: Sandbox,
    visit: Visit,
    kind: str,
    moment: Moment,
    data: dict[str, object],
    actor: int | None,
) -> None:
    journal.record(
        session, stream=sandboxes.stream(sandbox), scope=f"class/{sandbox.workshop_id}", kind=kind,
        about=f"refresher/{visit.id}", actor_id=actor, actor_role="trainee" if actor else "system", sim_at=moment.sim,
        wall_at=moment.wall, data=data,
    )  # fmt: skip


def on_entry(session: Session, entry: Entry) -> None:
    """Listener: something was done on a case; if it is the case of a visit under way, look whether it counts by now."""
    if entry.kind != MOVED or not entry.about.startswith("case/"):
        return
    visit = services.visit_on(session, int(entry.about.removeprefix("case/")))
    if visit is None or visit.finished_at is not None or visit.aside_at is not None:
        return
    sandbox = sandboxes.sandbox_by_id(session, int(entry.stream.removeprefix("sandbox/")))
    result = marking.judgement_of(session, visit.case_id)
    if sandbox is None or result is None or sandbox.branch_of is not None:
        return
    acted = any(one.actor_id and one.number > visit.since for one in journal.entries_about(session, entry.about))
    until = recipes()[visit.criterion].recipe.until if visit.criterion in recipes() else "end"
    found = outcome_of(result, visit.criterion, until, visit.since, rules(), acted=acted)
    if found is None:
        return
    visit.finished_at, visit.level, visit.passed = entry.wall_at, found.level, found.passed
    session.flush()
    data: dict[str, object] = {"criterion": visit.criterion, "passed": found.passed, "level": round(found.level, 2)}
    _record(
        session,
        sandbox,
        visit,
        FINISHED,
        Moment(entry.sim_at or entry.wall_at, entry.wall_at),
        data,
        sandbox.account_id,
    )


def set_aside(session: Session, person: Person, wall: datetime) -> bool:
    """Give up the case under way: it counts for nothing, neither passed nor failed; the criterion stays as it was. False when
    nothing is under way."""
    standing = services.standing_of(session, person.id, wall)
    if standing is None or standing.visit is None:
        return False
    standing.visit.aside_at = wall
    session.flush()
    return True
