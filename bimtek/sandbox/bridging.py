"""Lead a matter from one desk to another, split a mixed report, tie and untie cases: both histories stay whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bimtek.people.domain import Person
from bimtek.sandbox import acting, branching
from bimtek.sandbox.acting import Moment, Outcome, answered, perform, refuse, role_at, state_of
from bimtek.sandbox.arrivals import BRIDGED, Arrival, arrive, next_ordinal
from bimtek.sandbox.domain.commands import Command, Refused
from bimtek.sandbox.domain.decision import decide
from bimtek.sandbox.domain.decision_guards import linked_number
from bimtek.sandbox.domain.lifecycle import Action, Desk, Role
from bimtek.sandbox.domain.openings import BRIDGES, number_of, opened_desk
from bimtek.sandbox.models import Case, Sandbox
from bimtek.sandbox.queries import find_case
from bimtek.sandbox.world import deadlines, world

#: A case of the main desk can be tied in a branch when it was there already at the moment the branch begins.
_NOT_THEN = "Laporan dengan nomor itu belum ada di meja Anda pada saat cabang ini dimulai."
TIES = (Action.LINK, Action.UNLINK)


def act(
    session: Session,
    person: Person,
    sandbox: Sandbox,
    case: Case,
    action: Action,
    given: Mapping[str, Any],
    *,
    moment: Moment,
    command_id: str | None = None,
) -> Outcome:
    """Do `action` on a case as the desk role played now, be it at this desk, one that opens a case at another, or a tie; a
    command id already answered is answered the same again.

    Refuses (as a value, recorded too) what the lifecycle refuses. The caller commits."""
    if known := answered(session, sandbox, command_id):
        return known
    command = Command(action, role_at(sandbox, Desk(case.desk)), given)
    do = _cross if action in BRIDGES else _tie if action in TIES else perform
    return do(session, sandbox, case, command, moment, actor_id=person.id, command_id=command_id)


def demonstrate(session: Session, sandbox: Sandbox, case: Case, command: Command, moment: Moment) -> Outcome | None:
    """Do an act for the learner, as acting.demonstrate; one that leads to another desk opens the case there too, so that
    what an exercise prepares or shows has the number that the citizen must be told."""
    refused = isinstance(decide(state_of(case), command, moment.sim, world()), Refused)
    if refused or command.action not in BRIDGES:
        return acting.demonstrate(session, sandbox, case, command, moment)
    return _cross(session, sandbox, case, command, moment, actor_id=None, command_id=None)


def _cross(
    session: Session,
    sandbox: Sandbox,
    case: Case,
    command: Command,
    moment: Moment,
    *,
    actor_id: int | None,
    command_id: str | None,
) -> Outcome:
    """Open a case at another desk: the number of the new one stands in the entry of the old one, and the new one is tied
    back."""
    action, given = command.action, command.input
    if isinstance(decide(state_of(case), command, moment.sim, world()), Refused):
        return perform(session, sandbox, case, command, moment, actor_id=actor_id, command_id=command_id)
    desk, ordinal = opened_desk(action, given) or Desk.LAPOR, next_ordinal(session, sandbox)
    opening = replace(command, input={**given, "opened": number_of(desk, ordinal)})
    outcome = perform(session, sandbox, case, opening, moment, actor_id=actor_id, command_id=command_id)
    _OPENERS[action](session, sandbox, case, given, moment, ordinal)
    return outcome


def _same_citizen(case: Case, desk: Desk, moment: Moment, kind: str, **more: Any) -> Arrival:
    told: dict[str, Any] = {
        "desk": desk, "origin": BRIDGED, "body": case.body, "received_at": moment.sim, "channel": case.channel,
        "truth": case.truth, "reporter": case.reporter, "place": case.place, "district": case.district,
        "incident_on": case.incident_on, "anonymous": case.anonymous, "secret": case.secret,
        "scenario_id": case.scenario_id, "links": (f"{kind}:{case.number}",), "told": {"from": case.number},
    }  # fmt: skip
    return Arrival(**(told | more))


def _transfer(
    session: Session, sandbox: Sandbox, case: Case, given: Mapping[str, Any], moment: Moment, ordinal: int
) -> Case:
    truth = dict(case.truth)
    truth["right_act"] = "not_our_authority" if truth.get("competence") == "other" else "dispose"
    what = _same_citizen(
        case, Desk.LAPOR, moment, "from", channel="Baruga Sulsel", title=given["reported_title"],
        filed_class="complaint", truth=truth,
    )  # fmt: skip
    return arrive(session, sandbox, what, moment, ordinal)


#: What is known of a request that came through another desk: the documents exist, and nothing in them is exempt.
_PLAIN_REQUEST = {
    "decision": "grant", "information_class": "setiap_saat", "applicant": "person", "incomplete": [], "obtain": "copy",
    "deliver": "email", "dip": "", "ground": "", "exempt": "", "objection": "c",
}  # fmt: skip


def _request_truth(case: Case) -> dict[str, Any]:
    truth = dict(case.truth)
    material = str(truth.get("action") or truth.get("matter") or "")
    request = truth.get("request") or {**_PLAIN_REQUEST, "material": material, "purposes": []}
    return truth | {"request": request, "right_act": "register", "report_class": "information_request"}


def _form(truth: Mapping[str, Any], case: Case) -> dict[str, Any]:
    """The reporter's data as the request form holds them: what the truth calls complete shows as complete."""
    told = truth["request"]
    purpose = next(iter(told["purposes"]), f"Seperti yang disebut dalam laporan {case.number}")
    given = {"applicant": told["applicant"], "identity_copy": True, "purpose": purpose}
    return {**given, "obtain": told["obtain"], "deliver": told["deliver"], **case.reporter}


def _request(
    session: Session, sandbox: Sandbox, case: Case, _given: Mapping[str, Any], moment: Moment, ordinal: int
) -> Case:
    """A request needs an identity: the applicant of a bridged one is the reporter, known to the PPID desk by law."""
    truth = _request_truth(case)
    what = _same_citizen(
        case, Desk.PPID, moment, "from", channel="SP4N-LAPOR!", filed_class="information_request",
        truth=truth, reporter=_form(truth, case), anonymous=False, secret=case.secret,
    )  # fmt: skip
    return arrive(session, sandbox, what, moment, ordinal)


def _objection(
    session: Session, sandbox: Sandbox, case: Case, given: Mapping[str, Any], moment: Moment, ordinal: int
) -> Case:
    """The request complained about was made long enough ago for its answer to be overdue; the objection is filed now."""
    answer = deadlines().settings.request["answer"].days + deadlines().settings.request["extension"].days
    days, back = answer + 2, moment.sim.date()
    while days:
        back -= timedelta(days=1)
        days -= deadlines().calendar.is_working_day(back)
    earlier = moment.sim.replace(year=back.year, month=back.month, day=back.day)
    truth = _request_truth(case)
    what = _same_citizen(
        case, Desk.PPID, moment, "from", channel="SP4N-LAPOR!", filed_class="information_request",
        truth=truth, reporter=_form(truth, case), received_at=earlier, anonymous=False,
    )  # fmt: skip
    made = arrive(session, sandbox, what, moment, ordinal)
    filed = {"objection_ground": given["objection_ground"], "text": case.body[:3000]}
    perform(session, sandbox, made, Command(Action.OBJECT, Role.REPORTER, filed), moment)
    return made


def _split(
    session: Session, sandbox: Sandbox, case: Case, given: Mapping[str, Any], moment: Moment, ordinal: int
) -> Case:
    desk = Desk(given["desk"])
    second = case.truth.get("second") or {}
    truth = {**case.truth, **{name: second[name] for name in ("report_class", "category", "owner") if name in second}}
    truth = {**truth, "matter": second.get("matter", given["passage"]), "right_act": "dispose", "second": None}
    if desk == Desk.PPID:
        truth |= {"request": {**_PLAIN_REQUEST, "material": truth["matter"], "purposes": []}, "right_act": "register"}
    what = _same_citizen(
        case, desk, moment, "split", body=given["passage"], truth=truth, title=case.title if desk == Desk.LAPOR else "",
        filed_class=str(second.get("report_class") or case.filed_class),
        anonymous=case.anonymous and desk == Desk.LAPOR,
        reporter=_form(truth, case) if desk == Desk.PPID else case.reporter,
    )  # fmt: skip
    return arrive(session, sandbox, what, moment, ordinal)


Opener = Callable[[Session, Sandbox, Case, Mapping[str, Any], Moment, int], Case]
_OPENERS: dict[Action, Opener] = {
    Action.TRANSFER: _transfer,
    Action.OPEN_REQUEST: _request,
    Action.OPEN_OBJECTION: _objection,
    Action.SPLIT: _split,
}


def _tie(
    session: Session,
    sandbox: Sandbox,
    case: Case,
    command: Command,
    moment: Moment,
    *,
    actor_id: int,
    command_id: str | None,
) -> Outcome:
    """Link or unlink two cases of one sandbox, of the same desk or of different ones. Both get an entry; nothing else of
    either history changes, so that unlinking loses nothing."""
    number = str(command.input.get("number") or "").strip().upper()[:20]
    command = replace(command, input={**command.input, "number": number})
    other = find_case(session, sandbox, number, moment.sim) if number != case.number else None
    if other is None and number != case.number and sandbox.branch_of and command.action == Action.LINK:
        other = branching.bring(session, sandbox, number, moment)
    if other is None and number:
        absent = _NOT_THEN if sandbox.branch_of else "Laporan dengan nomor itu tidak ada di meja Anda."
        why = absent if number != case.number else "Itu nomor laporan ini."
        return refuse(session, sandbox, case, command, (why, "number"), moment, actor_id, command_id)
    outcome = perform(session, sandbox, case, command, moment, actor_id=actor_id, command_id=command_id)
    tied = case.number in {linked_number(link) for link in other.links} if other else False
    if outcome.accepted and other and tied == (command.action == Action.UNLINK):
        role = role_at(sandbox, Desk(other.desk))
        mirrored = Command(command.action, role, {**command.input, "number": case.number})
        perform(session, sandbox, other, mirrored, moment, actor_id=actor_id)
    return outcome
